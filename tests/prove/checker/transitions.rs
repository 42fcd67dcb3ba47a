//! What the rules make of one state: each step that they have, and the state that it leads to.

use super::steps::{End, Step};
use super::story::{State, Story};
use super::undone::undone;
use crate::history::{BuzzPer, LastEvent, Opens, PlayerId};

/// Each single step that leads from the one state to the other: to confirm the active player once more does no more than
/// to lock.
pub fn transitions(story: &Story<'_>, old: &State, version: i64, new: &State) -> Vec<Step> {
    let by_a_move = |kind: &str| {
        let kind = kind.to_owned();
        Some(LastEvent { id: version, kind })
    };
    let after = |kind: &str, step: Option<(State, Step)>| {
        step.map(|(mut expected, step)| {
            expected.last_event = by_a_move(kind);
            (expected, step)
        })
    };
    let same = same_but_for_presence(old, new);
    [
        joined(old, new),
        removed(old, new),
        after("kick", removed(old, new)),
        buzzed(old, new),
        settings_changed(old, new),
        after("confirm", confirmed(old, new)),
        after("reset", next_question(old, new)),
        after("resolve", next_question(old, new)),
        after("resolve", passed_on(old, new)),
        after("resolve", reopened(old, new)),
        after("finish", finished(old)),
        after("restart", restarted(old)),
        undone(story, old, new).map(|(state, event)| (state, Step::Undone { event })),
        chose_team(old, new),
        teams_set(old, new),
        sealed(old),
        (old != new && same).then(|| (old.clone(), Step::Presence)),
        (old == new).then(|| (old.clone(), Step::Unseen)),
    ]
    .into_iter()
    .flatten()
    .filter(|(expected, _)| same_but_for_presence(expected, new))
    .map(|(_, step)| step)
    .collect()
}

/// A sign of life may come with any step.
fn same_but_for_presence(expected: &State, new: &State) -> bool {
    let blank = |state: &State| {
        let mut state = state.clone();
        state.host_online = true;
        for seat in &mut state.roster {
            seat.presence.clear();
        }
        state
    };
    blank(expected) == blank(new)
}

fn joined(old: &State, new: &State) -> Option<(State, Step)> {
    let seat = new.roster.last().filter(|seat| seat.score == 0)?.clone();
    let name = seat.name.clone();
    let mut expected = old.clone();
    expected.roster.push(seat);
    Some((expected, Step::Joined { name }))
}

fn removed(old: &State, new: &State) -> Option<(State, Step)> {
    let gone = old
        .roster
        .iter()
        .find(|seat| new.seat(&seat.id).is_none())?;
    let id = gone.id.clone();
    let mut expected = old.clone();
    expected.roster.retain(|seat| seat.id != id);
    expected.queue.retain(|queued| *queued != id);
    expected.wrong.retain(|queued| *queued != id);
    expected.active.take_if(|active| *active == id);
    Some((expected, Step::Removed(id)))
}

fn buzzed(old: &State, new: &State) -> Option<(State, Step)> {
    let came = |id: &PlayerId| !old.queue.contains(id);
    let place = new.queue.iter().rposition(came)?;
    let id = new.queue[place].clone();
    old.seat(&id).filter(|_| !old.locked)?;
    let mut expected = State {
        provisional: old.is_fair_after_a_buzz(),
        ..old.clone()
    };
    let place = match expected.provisional {
        true => place.min(old.queue.len()),
        false => old.queue.len(),
    };
    expected.queue.insert(place, id.clone());
    Some((expected, Step::Buzzed(id)))
}

fn settings_changed(old: &State, new: &State) -> Option<(State, Step)> {
    let same = old.locked == new.locked && old.question_value == new.question_value;
    (!same).then(|| {
        let expected = State {
            locked: new.locked,
            question_value: new.question_value,
            ..old.clone()
        };
        (expected, Step::Set)
    })
}

fn confirmed(old: &State, new: &State) -> Option<(State, Step)> {
    let id = new.active.clone().filter(|_| !old.provisional)?;
    old.position(&id)?;
    let expected = State {
        active: Some(id.clone()),
        locked: true,
        ..old.clone()
    };
    Some((expected, Step::Confirmed(id)))
}

/// The active player, and the team, have other scores than before.
fn scored(old: &State, new: &State) -> Option<(State, Option<(PlayerId, i64)>)> {
    let mut expected = State {
        round: old.round + 1,
        wrong: new.wrong.clone(),
        ..old.clone()
    };
    let Some(id) = &old.active else {
        return Some((expected, None));
    };
    let seat = expected.roster.iter_mut().find(|seat| seat.id == *id)?;
    let change = new.seat(id)?.score - seat.score;
    seat.score += change;
    let team = seat.team.clone();
    for (id, score) in &mut expected.teams {
        *score += if team.as_ref() == Some(id) { change } else { 0 };
    }
    let points = (change != 0).then(|| (id.clone(), change));
    Some((expected, points))
}

fn next_question(old: &State, new: &State) -> Option<(State, Step)> {
    let (scored, points) = scored(old, new)?;
    let expected = State {
        question: old.question + 1,
        queue: Vec::new(),
        provisional: false,
        active: None,
        locked: old.rules.opens == Opens::ByHost,
        ..scored
    };
    Some((expected, Step::Ended(End::NextQuestion, points)))
}

fn passed_on(old: &State, new: &State) -> Option<(State, Step)> {
    let next = old.next_in_line()?.clone();
    let is_wrong = new.wrong.contains(old.active.as_ref()?);
    let (scored, points) = scored(old, new).filter(|_| is_wrong)?;
    let expected = State {
        active: Some(next),
        locked: true,
        ..scored
    };
    Some((expected, Step::Ended(End::PassedOn, points)))
}

fn reopened(old: &State, new: &State) -> Option<(State, Step)> {
    old.active.as_ref()?;
    let (scored, points) = scored(old, new)?;
    let expected = State {
        queue: Vec::new(),
        provisional: false,
        active: None,
        locked: false,
        ..scored
    };
    Some((expected, Step::Ended(End::Reopened, points)))
}

fn sealed(old: &State) -> Option<(State, Step)> {
    let expected = State {
        provisional: false,
        ..old.clone()
    };
    old.provisional.then_some((expected, Step::Sealed))
}

fn finished(old: &State) -> Option<(State, Step)> {
    let expected = State {
        finished: true,
        locked: true,
        ..old.clone()
    };
    Some((expected, Step::Finished))
}

fn restarted(old: &State) -> Option<(State, Step)> {
    let first = old.rules.values.first().filter(|_| old.question_value > 0);
    let mut expected = State {
        round: old.round + 1,
        question: 1,
        question_value: first.copied().unwrap_or(old.question_value),
        finished: false,
        queue: Vec::new(),
        provisional: false,
        wrong: Vec::new(),
        active: None,
        locked: old.rules.opens == Opens::ByHost,
        ..old.clone()
    };
    for seat in &mut expected.roster {
        seat.score = 0;
    }
    for (_, score) in &mut expected.teams {
        *score = 0;
    }
    Some((expected, Step::Restarted))
}

fn chose_team(old: &State, new: &State) -> Option<(State, Step)> {
    let mut seats = old.roster.iter();
    let seat = seats.find(|seat| new.seat(&seat.id).is_some_and(|now| now.team != seat.team))?;
    let (player, team) = (seat.id.clone(), new.seat(&seat.id)?.team.clone());
    let mut expected = old.clone();
    let chosen = expected.roster.iter_mut().find(|seat| seat.id == player)?;
    chosen.team.clone_from(&team);
    if old.rules.buzz_per == BuzzPer::Team {
        expected.queue.retain(|queued| *queued != player);
        expected.wrong.retain(|queued| *queued != player);
        expected.active.take_if(|active| *active == player);
    }
    Some((expected, Step::ChoseTeam { player, team }))
}

fn teams_set(old: &State, new: &State) -> Option<(State, Step)> {
    let is_new = old.teams.is_empty() && new.teams.iter().all(|(_, score)| *score == 0);
    let expected = State {
        teams: new.teams.clone(),
        ..old.clone()
    };
    is_new.then_some((expected, Step::TeamsSet))
}
