//! Scores against the resolves that were asked for.

use std::collections::{BTreeMap, BTreeSet};

use super::story::{Operation, Story};
use super::{Findings, Rule};
use crate::history::{Answer, PlayerId, Request};

/// Who may have got which points in a round. More than one possibility only where no answer came back.
type Outcomes = Vec<Option<(PlayerId, i64)>>;

pub fn check(story: &Story<'_>, findings: &mut Findings) {
    let mut sums: BTreeMap<PlayerId, BTreeSet<i64>> = BTreeMap::new();
    let mut round = 1;
    for (version, moment) in &story.moments {
        while round < moment.state.round {
            add(&mut sums, &outcomes(story, round));
            round += 1;
        }
        for seat in &moment.state.roster {
            let nothing = BTreeSet::from([0]);
            let possible = sums.get(&seat.id).unwrap_or(&nothing);
            findings.expect(possible.contains(&seat.score), Rule::ScoresAreSums, || {
                format!(
                    "version {version} shows {} for {}, whose resolves sum up to {possible:?}",
                    seat.score, seat.id
                )
            });
        }
    }
}

fn add(sums: &mut BTreeMap<PlayerId, BTreeSet<i64>>, outcomes: &Outcomes) {
    let players: BTreeSet<_> = outcomes
        .iter()
        .flatten()
        .map(|(player, _)| player)
        .collect();
    for player in players {
        let before = sums.entry(player.clone()).or_insert(BTreeSet::from([0]));
        let changes = outcomes.iter().map(|outcome| match outcome {
            Some((who, points)) if who == player => *points,
            _ => 0,
        });
        *before = changes
            .flat_map(|points| before.iter().map(move |sum| sum + points))
            .collect();
    }
}

fn outcomes(story: &Story<'_>, round: i64) -> Outcomes {
    let ends_round = |operation: &&Operation<'_>| match operation.request {
        Request::Reset { round: guard } | Request::Resolve { round: guard, .. } => *guard == round,
        _ => false,
    };
    let ends: Vec<_> = story.operations.iter().filter(ends_round).collect();
    let acknowledged = ends.iter().find(|operation| operation.success().is_some());
    match acknowledged {
        Some(operation) => outcomes_of(story, round, operation),
        None => ends
            .iter()
            .filter(|operation| operation.may_act_from().is_some())
            .flat_map(|operation| outcomes_of(story, round, operation))
            .collect(),
    }
}

fn outcomes_of(story: &Story<'_>, round: i64, operation: &Operation<'_>) -> Outcomes {
    let Request::Resolve { action, .. } = operation.request else {
        return vec![None];
    };
    let answer = operation.success().map(|call| &call.answer);
    let (values, players) = match answer {
        Some(Answer::Lobby { lobby }) => {
            let values = BTreeSet::from([lobby.question_value]);
            let before = story.moments.get(&(lobby.version - 1));
            let active = before.and_then(|moment| moment.state.active.clone());
            match active {
                Some(player) => (values, BTreeSet::from([player])),
                None => (values, confirmed(story, round)),
            }
        }
        _ => (question_values(story, round), confirmed(story, round)),
    };
    let each = |player: &PlayerId| {
        let scored = values.iter().map(|value| action.points(*value));
        scored
            .map(|points| Some((player.clone(), points)))
            .collect::<Outcomes>()
    };
    players.iter().flat_map(each).collect()
}

fn confirmed(story: &Story<'_>, round: i64) -> BTreeSet<PlayerId> {
    let operations = story.operations.iter();
    operations
        .filter(|operation| operation.may_act_from().is_some())
        .filter_map(|operation| match operation.request {
            Request::Confirm {
                player,
                round: guard,
            } if *guard == round => Some(player.clone()),
            _ => None,
        })
        .collect()
}

/// What the question may have been worth when the round ended.
fn question_values(story: &Story<'_>, round: i64) -> BTreeSet<i64> {
    let states = story.moments.values().map(|moment| &moment.state);
    states
        .filter(|state| (round..=round + 1).contains(&state.round))
        .map(|state| state.question_value)
        .collect()
}
