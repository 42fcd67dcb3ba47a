//! Acknowledged buzzes against what was read, and against real time.

use std::collections::BTreeMap;

use super::story::{Acknowledgement, Story};
use super::{Findings, Rule, milliseconds};
use crate::history::{BuzzStatus, Nanos, Request};

pub fn check(story: &Story<'_>, findings: &mut Findings) {
    for acknowledged in &story.acknowledgements {
        check_stored(story, acknowledged, findings);
    }
    check_against_each_other(story, findings);
    check_real_time(story, findings);
}

/// The first state known at the version of the answer or later has the buzz where the answer said. That it stays there
/// follows from reads being prefixes of each other.
fn check_stored(story: &Story<'_>, ack: &Acknowledgement<'_>, findings: &mut Findings) {
    let (player, buzzed) = (ack.player, ack.buzzed);
    let Some((version, moment)) = story.moments.range(buzzed.version..).next() else {
        return;
    };
    let state = &moment.state;
    if state.round != buzzed.round {
        let rule = Rule::AnAcknowledgedBuzzIsStored;
        findings.expect(*version > buzzed.version, rule, || {
            format!("{player} was told {buzzed:?}, and version {version} is {state:?}")
        });
        return;
    }
    let Some(position) = state.position(player) else {
        let rule = Rule::AnAcknowledgedBuzzIsStored;
        let was_removed = *version > buzzed.version && state.seat(player).is_none();
        findings.expect(was_removed, rule, || {
            format!("{player} was told {buzzed:?}, and version {version} is {state:?}")
        });
        return;
    };
    // Between a version that nobody saw and the next one, those ahead may have been taken out.
    let unseen = (*version - buzzed.version) as usize;
    let fits = position <= buzzed.position && position + unseen >= buzzed.position;
    findings.expect(fits, Rule::PositionsAreAsAcknowledged, || {
        format!("{player} was told {buzzed:?}, and version {version} is {state:?}")
    });
    let is_last = position == state.queue.len();
    let newly = buzzed.status == BuzzStatus::Ok && unseen == 0;
    findings.expect(!newly || is_last, Rule::PositionsAreAsAcknowledged, || {
        format!("{player} was told {buzzed:?}, and is not the last of {state:?}")
    });
}

/// Even where nobody has read the queue: no position is given twice, unless somebody left in between.
fn check_against_each_other(story: &Story<'_>, findings: &mut Findings) {
    let mut rounds: BTreeMap<i64, Vec<&Acknowledgement<'_>>> = BTreeMap::new();
    for ack in &story.acknowledgements {
        if ack.buzzed.status == BuzzStatus::Ok {
            rounds.entry(ack.buzzed.round).or_default().push(ack);
        }
    }
    for (round, mut buzzes) in rounds {
        buzzes.sort_by_key(|ack| ack.buzzed.version);
        for (index, second) in buzzes.iter().enumerate() {
            for first in &buzzes[..index] {
                check_pair(story, round, first, second, findings);
            }
        }
    }
}

fn check_pair(
    story: &Story<'_>,
    round: i64,
    first: &Acknowledgement<'_>,
    second: &Acknowledgement<'_>,
    findings: &mut Findings,
) {
    let (one, other) = (first.player, second.player);
    let (a, b) = (first.buzzed.position, second.buzzed.position);
    findings.expect(one != other, Rule::RetriesTakeEffectOnce, || {
        format!("round {round}: {one} was told twice to be new, at {a} and at {b}")
    });
    let removes =
        |request: &Request| matches!(request, Request::Leave { .. } | Request::Kick { .. });
    let somebody_left = story.operations.iter().any(|operation| {
        let done_before = operation
            .success()
            .is_some_and(|call| call.end < first.start);
        let begun = operation
            .may_act_from()
            .is_some_and(|from| from < second.end);
        removes(operation.request) && begun && !done_before
    });
    findings.expect(b > a || somebody_left, Rule::PositionsAreDense, || {
        format!("round {round}: {one} was told {a}, and {other} later {b}")
    });
}

/// If the answer to A came before the first request of B was sent, A stands before B.
fn check_real_time(story: &Story<'_>, findings: &mut Findings) {
    let mut asked: BTreeMap<(i64, &str), Nanos> = BTreeMap::new();
    for operation in &story.operations {
        if let Request::Buzz { player, round } = operation.request {
            let first = asked.entry((*round, player)).or_insert(Nanos::MAX);
            *first = operation.start().min(*first);
        }
    }
    let mut answered: BTreeMap<(i64, &str), Nanos> = BTreeMap::new();
    for ack in &story.acknowledgements {
        let first = answered
            .entry((ack.buzzed.round, ack.player))
            .or_insert(ack.end);
        *first = ack.end.min(*first);
    }
    for (version, moment) in &story.moments {
        let (round, queue) = (moment.state.round, &moment.state.queue);
        for (index, behind) in queue.iter().enumerate() {
            for ahead in &queue[..index] {
                let answered = answered.get(&(round, behind.as_str()));
                let asked = asked.get(&(round, ahead.as_str()));
                let (Some(answered), Some(asked)) = (answered, asked) else {
                    continue;
                };
                findings.expect(answered >= asked, Rule::OrderFollowsRealTime, || {
                    format!(
                        "version {version}: {ahead}, who asked at {}, stands before {behind}, who had been answered at {}",
                        milliseconds(*asked),
                        milliseconds(*answered),
                    )
                });
            }
        }
    }
}
