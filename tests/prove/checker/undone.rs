//! What the undo of a move leads to, from the states before and after that move.

use super::story::{State, Story};
use crate::history::{BuzzPer, LastEvent, PlayerId};

/// All as it was before the move, but for who has gone since, and the round, which never comes again.
pub fn undone(story: &Story<'_>, old: &State, new: &State) -> Option<(State, i64)> {
    let LastEvent { id: event, kind } = old.last_event.clone()?;
    let is_earlier = new.last_event.as_ref().is_none_or(|last| last.id < event);
    let state_at = |version| story.moments.get(&version).map(|moment| &moment.state);
    let expected = match (state_at(event - 1), state_at(event)) {
        (Some(before), Some(after)) if kind == "kick" => kick_undone(before, after, old, new),
        (Some(before), Some(after)) => move_undone(&kind, before, after, old, new),
        // Nobody knows.
        _ => State {
            last_event: old.last_event.clone(),
            ..new.clone()
        },
    };
    let expected = State {
        wrong: new.wrong.clone(),
        last_event: new.last_event.clone(),
        ..expected
    };
    (is_earlier && new.round - old.round <= 1).then_some((expected, event))
}

fn kick_undone(before: &State, after: &State, old: &State, new: &State) -> State {
    let mut kicked = before.roster.iter();
    let Some(kicked) = kicked.find(|seat| after.seat(&seat.id).is_none()) else {
        return old.clone();
    };
    let mut expected = old.clone();
    let others = |state: &State| {
        let others = state.roster.iter().filter(|seat| seat.id != kicked.id);
        others.map(|seat| seat.id.clone()).collect::<Vec<_>>()
    };
    if new.seat(&kicked.id).is_some() && others(new) == others(old) {
        expected.roster.clone_from(&new.roster);
        let scores = expected.roster.iter_mut();
        for seat in scores {
            let known = old.seat(&seat.id).unwrap_or(kicked);
            (seat.score, seat.team) = (known.score, known.team.clone());
        }
    }
    if new.round == old.round {
        return expected;
    }
    // The place, too, and the word, where nobody else has it.
    expected.round += 1;
    // Of the team, where it shares one, who has come since gives it up.
    let others: Vec<_> = new.queue.iter().filter(|id| **id != kicked.id).collect();
    let team = new.shared(&kicked.id);
    let is_mate = |id: &PlayerId| team.is_some() && new.shared(id) == team;
    let left: Vec<_> = old.queue.iter().filter(|id| !is_mate(id)).collect();
    if others == left {
        expected.queue.clone_from(&new.queue);
    }
    if old.active.is_none() && before.active.as_ref() == Some(&kicked.id) {
        (expected.active, expected.locked) = (before.active.clone(), before.locked);
    }
    expected
}

fn move_undone(kind: &str, before: &State, after: &State, old: &State, new: &State) -> State {
    let mut expected = State {
        round: old.round + 1,
        finished: before.finished,
        locked: before.locked,
        ..old.clone()
    };
    for seat in &mut expected.roster {
        let score = |state: &State| state.seat(&seat.id).map(|seat| seat.score);
        if let (Some(before), Some(after)) = (score(before), score(after)) {
            seat.score += before - after;
        }
    }
    for (index, (_, score)) in expected.teams.iter_mut().enumerate() {
        let then = |state: &State| state.teams.get(index).map(|(_, score)| *score);
        *score += then(before).unwrap_or_default() - then(after).unwrap_or_default();
    }
    if before.question != old.question || kind == "restart" {
        expected.question = before.question;
        expected.question_value = before.question_value;
    }
    let emptied = after.queue.is_empty() && after.round != before.round;
    if emptied {
        expected.queue.clone_from(&before.queue);
        expected.provisional = false;
    }
    // Who has gone since, or is in a team that has another place.
    let shares = old.rules.buzz_per == BuzzPer::Team;
    let left: Vec<_> = expected
        .queue
        .iter()
        .filter(|id| new.seat(id).is_some())
        .collect();
    let given_up = |id: &&&PlayerId| new.queue.contains(id) || !shares;
    expected.queue = left
        .iter()
        .filter(given_up)
        .map(|id| (**id).clone())
        .collect();
    let active = before.active.clone();
    expected.active = active.filter(|id| expected.queue.contains(id));
    expected
}
