//! What is refused before anybody looks who asks, and which lobby it is about.

use super::request::{Call, Flag, Verdict, Who};
use super::rules::{Refused, invalid, refused};
use super::settings::{Rules, fault};

/// What a request must look like, whoever sends it.
pub fn check_form(call: &Call) -> Result<(), Refused> {
    match call {
        Call::Create { key: Some(key), .. } | Call::Join { key: Some(key), .. }
            if key.means.is_none() =>
        {
            invalid("Idempotency-Key")
        }
        Call::Create { name, .. } if name.means.is_none() => invalid("host_name"),
        Call::Create { settings, .. } => sound(settings),
        Call::Join { name, .. } if name.means.is_none() => invalid("name"),
        Call::Set(change) => match (change.locked, change.points) {
            (Some(Flag::Malformed), _) => invalid("locked"),
            (_, Some(points)) if is_off(points) => invalid("question_value"),
            _ => sound(&change.settings),
        },
        Call::Confirm {
            player: Who::Me | Who::Malformed,
            ..
        } => invalid("player_id"),
        Call::Resolve { verdict, .. } => check_verdict(verdict),
        Call::Edit { player, .. } | Call::Remove { player } if *player == Who::Malformed => {
            refused(404, "player-not-found")
        }
        Call::Edit {
            name, score, add, ..
        } => {
            // In the order in which they are sent.
            let is_too_much = |points: &Option<i64>| points.is_some_and(|p| p.abs() > 1_000_000);
            if is_too_much(add) {
                return invalid("add");
            }
            if name.is_some_and(|name| name.means.is_none()) {
                return invalid("name");
            }
            if is_too_much(score) {
                return invalid("score");
            }
            match (score, add) {
                (Some(_), Some(_)) => invalid("add"),
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

fn check_verdict(verdict: &Verdict) -> Result<(), Refused> {
    let answers = ["end", "next", "reopen"];
    if !["plus", "minus", "skip"].contains(&verdict.action) {
        return invalid("action");
    }
    match (verdict.points, verdict.then) {
        (Some(points), _) if is_off(points) => invalid("points"),
        (_, Some(then)) if verdict.action != "minus" || !answers.contains(&then) => invalid("then"),
        _ => Ok(()),
    }
}

fn sound(settings: &Rules) -> Result<(), Refused> {
    fault(settings).map_or(Ok(()), invalid)
}

fn is_off(points: i64) -> bool {
    !(0..=10_000).contains(&points)
}
