//! Acknowledged buzzes against what was read, and against real time.

use std::collections::BTreeMap;

use super::story::{Acknowledgement, State, Story};
use super::{CLOCKS, Findings, Rule, milliseconds};
use crate::history::{Answer, BuzzPer, BuzzStatus, Nanos, Request};

pub fn check(story: &Story<'_>, findings: &mut Findings) {
    for acknowledged in &story.acknowledgements {
        check_stored(story, acknowledged, findings);
    }
    check_against_each_other(story, findings);
    check_real_time(story, findings);
    check_bars(story, findings);
}

/// Going into another team gives up a place that is shared.
fn may_have_moved(story: &Story<'_>, who: &str, from: Nanos, to: Nanos) -> bool {
    story.may_have(
        from,
        to,
        |request| matches!(request, Request::Choose { player, .. } if player == who),
    )
}

/// Who was told until when a buzz does not count, has none from before in that round.
fn check_bars(story: &Story<'_>, findings: &mut Findings) {
    for call in story.calls() {
        let (Request::Buzz { player, round, .. }, Answer::Refused { until, .. }) =
            (&call.request, &call.answer)
        else {
            continue;
        };
        let Some(until) = until else {
            continue;
        };
        let buzzed = story.buzz_times.get(&(*round, player.as_str()));
        for at in buzzed.into_iter().flatten() {
            let waited = at.saturating_add(CLOCKS).is_ok_and(|at| at >= *until);
            findings.expect(waited, Rule::WhoIsBarredWaits, || {
                format!("{player} has buzzed at {at}, and was barred until {until}")
            });
        }
    }
}

/// The first state known at the version of the answer or later has the buzz where the answer said. That it stays there
/// follows from reads being prefixes of each other.
fn check_stored(story: &Story<'_>, ack: &Acknowledgement<'_>, findings: &mut Findings) {
    let (player, buzzed) = (ack.player, ack.buzzed);
    let Some((version, moment)) = story.moments.range(buzzed.version..).next() else {
        return;
    };
    let state = &moment.state;
    let is_teams = buzzed.status == BuzzStatus::Already && state.shared(player).is_some();
    let may_differ = is_teams || may_have_moved(story, player, ack.start, moment.first_seen);
    if *version > buzzed.version && may_differ {
        return; // whose place it was may have given it up
    }
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
    // And while a fair window was open, others may have come before.
    let may_be_behind = buzzed.provisional && unseen > 0;
    let is_not_behind = position <= buzzed.position || may_be_behind;
    let fits = is_not_behind && position + unseen >= buzzed.position;
    findings.expect(fits, Rule::PositionsAreAsAcknowledged, || {
        format!("{player} was told {buzzed:?}, and version {version} is {state:?}")
    });
    let is_last = position == state.queue.len();
    let newly = buzzed.status == BuzzStatus::Ok && unseen == 0 && !buzzed.provisional;
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
    let is_new_again = one == other && may_have_moved(story, one, first.start, second.end);
    findings.expect(
        one != other || is_new_again,
        Rule::RetriesTakeEffectOnce,
        || format!("round {round}: {one} was told twice to be new, at {a} and at {b}"),
    );
    let somebody_left = story.may_have(first.start, second.end, |request| {
        matches!(
            request,
            Request::Leave { .. } | Request::Kick { .. } | Request::Choose { .. }
        )
    });
    let may_be_ahead = second.buzzed.provisional;
    let fits = b > a || may_be_ahead || somebody_left;
    findings.expect(fits, Rule::PositionsAreDense, || {
        format!("round {round}: {one} was told {a}, and {other} later {b}")
    });
}

/// If the answer to A came before the first request of B was sent, A stands before B.
fn check_real_time(story: &Story<'_>, findings: &mut Findings) {
    // Of another game, a question of the same number is another one.
    let restarts = story.restarts();
    let asked_at = |version: i64, state: &State| {
        let is_on = |(begun, undone): &&(i64, Option<i64>)| {
            *begun <= version && undone.is_none_or(|undone| version < undone)
        };
        let game = restarts.iter().rfind(is_on).map_or(0, |(begun, _)| *begun);
        (game, state.question)
    };
    let moments = story.moments.iter();
    let questions: BTreeMap<i64, (i64, i64)> = moments
        .map(|(version, moment)| (moment.state.round, asked_at(*version, &moment.state)))
        .collect();
    // A place may be from an earlier round of the question: passed on, or brought back by an undo.
    let mut asked: BTreeMap<((i64, i64), &str), Nanos> = BTreeMap::new();
    for operation in &story.operations {
        if let Request::Buzz { player, round, .. } = operation.request {
            let question = questions.range(..=round).next_back();
            let question = question.map_or((0, 1), |(_, question)| *question);
            let first = asked.entry((question, player)).or_insert(Nanos::MAX);
            *first = operation.start().min(*first);
        }
    }
    let mut answered: BTreeMap<(i64, &str), Nanos> = BTreeMap::new();
    let mut moments = story.moments.values();
    let shares = moments.any(|moment| moment.state.rules.buzz_per == BuzzPer::Team);
    // Where places are shared, what one is told to have already may be another one's.
    let told = story.acknowledgements.iter();
    let told = told.filter(|ack| !shares || ack.buzzed.status == BuzzStatus::Ok);
    // While a fair window is open, the places are not those of the arrivals.
    let told = told.filter(|ack| !ack.buzzed.provisional);
    for ack in told {
        let first = answered
            .entry((ack.buzzed.round, ack.player))
            .or_insert(ack.end);
        *first = ack.end.min(*first);
    }
    for (version, moment) in &story.moments {
        let (round, question) = (moment.state.round, asked_at(*version, &moment.state));
        let queue = &moment.state.queue;
        for (index, behind) in queue.iter().enumerate() {
            for ahead in &queue[..index] {
                let answered = answered.get(&(round, behind.as_str()));
                let asked = asked.get(&(question, ahead.as_str()));
                let (Some(answered), Some(asked)) = (answered, asked) else {
                    continue;
                };
                if may_have_moved(story, behind, 0, moment.first_seen) {
                    continue; // the place may be a later one
                }
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
