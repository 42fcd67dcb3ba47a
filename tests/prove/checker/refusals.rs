//! Refusals: only those the contract has for the request, and each with a state of the lobby that explains it.

use super::freshness::Known;
use super::story::{State, Story};
use super::{Findings, Rule};
use crate::history::{Action, Answer, Call, Opens, Request};

pub fn check(story: &Story<'_>, findings: &mut Findings) {
    let known = Known::new(story);
    for call in story.calls() {
        if let Answer::Ambiguous { why } = &call.answer {
            findings.expect(!why.starts_with("500"), Rule::AnswersAreExpected, || {
                format!("{} was answered with {why}", named(call))
            });
        }
        let Answer::Refused { status, code, .. } = &call.answer else {
            continue;
        };
        let Some(explains) = cause(story, call, *status, code) else {
            findings.add(
                Rule::AnswersAreExpected,
                format!("{} was refused with {status} {code}", named(call)),
            );
            continue;
        };
        let from = known.before(call.start);
        let to = earliest_after(story, call).max(from);
        let mut versions = from..=to;
        let explained = versions.any(|version| match story.moments.get(&version) {
            Some(moment) => explains(&moment.state),
            None => true, // nobody knows
        });
        findings.expect(explained, Rule::RefusalsHaveACause, || {
            format!(
                "{} was refused with {code} at versions {from} to {to}",
                named(call)
            )
        });
    }
}

fn named(call: &Call) -> String {
    format!("{:?} of {}", call.request, call.client)
}

/// The lowest version shown to those who asked after this call had ended.
fn earliest_after(story: &Story<'_>, call: &Call) -> i64 {
    let later = story
        .sightings
        .iter()
        .filter(|s| s.start.is_some_and(|start| start > call.end));
    let lowest = later.map(|sighting| sighting.version).min();
    lowest.unwrap_or_else(|| story.last_version())
}

type Cause<'a> = Box<dyn Fn(&State) -> bool + 'a>;

/// In which states the request is refused like that; none where the contract has no such refusal.
fn cause<'a>(story: &'a Story<'_>, call: &'a Call, status: u16, code: &str) -> Option<Cause<'a>> {
    use Request as R;
    let cause: Cause<'a> = match (&call.request, status, code) {
        (R::Buzz { player, round, .. }, 409, "locked") => Box::new(move |state| {
            // Those who are out are told the same.
            let wrong = |request: &Request| matches!(request, Request::Resolve { action: Action::Minus, round: earlier, .. } if earlier < round);
            let is_shut = state.locked || story.may_have(0, call.end, wrong);
            is_shut && state.round == *round && state.position(player).is_none()
        }),
        (R::Buzz { player, round, .. }, 409, "too-early") => Box::new(move |state| {
            let has_bar = state.rules.opens == Opens::ByHost;
            has_bar && state.round == *round && state.position(player).is_none()
        }),
        (
            R::Buzz { .. }
            | R::Reset { .. }
            | R::Resolve { .. }
            | R::Confirm { .. }
            | R::Set { .. },
            409,
            "finished",
        ) => Box::new(|state| state.finished),
        (R::Undo { event, .. }, 409, "nothing-to-undo") => Box::new(move |state| {
            let last = state.last_event.as_ref();
            last.is_none_or(|last| last.id != *event)
        }),
        (R::Stale { .. }, 403, "not-in-lobby") => Box::new(|_| true),
        (R::Follow { .. }, 403, _) if call.client.starts_with("revoked") => Box::new(|_| true),
        // A repetition of what was done without an answer.
        (R::Revoke { .. }, 404, "link-not-found") => Box::new(|_| true),
        (
            R::Buzz { round, .. }
            | R::Reset { round }
            | R::Resolve { round, .. }
            | R::Restart { round }
            | R::Confirm { round, .. },
            409,
            "round-changed",
        ) => Box::new(move |state| state.round != *round),
        (R::Resolve { round, .. }, 409, "no-active-player") => {
            Box::new(move |state| state.round == *round && state.active.is_none())
        }
        (R::Confirm { round, .. }, 409, "window-open") => {
            Box::new(move |state| state.round == *round && state.provisional)
        }
        (R::Confirm { player, round }, 409, "player-not-in-queue") => Box::new(move |state| {
            let is_queued = state.queue.contains(player) && !state.wrong.contains(player);
            state.round == *round && state.seat(player).is_some() && !is_queued
        }),
        (
            R::Confirm { player, .. } | R::Kick { player } | R::MoveSeat { player, .. },
            404,
            "player-not-found",
        )
        | (
            R::Buzz { player, .. } | R::Leave { player } | R::Choose { player, .. },
            403,
            "not-in-lobby",
        ) => Box::new(move |state| state.seat(player).is_none()),
        (
            R::Read | R::ReadIfChanged { .. } | R::Wait { .. } | R::Join { .. },
            403,
            "not-in-lobby",
        ) if !call.client.starts_with("host") => {
            // Who plays is recorded by the name of the seat.
            Box::new(move |state| state.roster.iter().all(|seat| seat.name != call.client))
        }
        _ => return None,
    };
    Some(cause)
}
