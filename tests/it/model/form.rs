//! What is refused before anybody looks who asks, and which lobby it is about.

use super::request::{Call, Flag, Verdict, Wanted, Who};
use super::rules::{Refused, invalid, refused};
use super::settings::{Rules, fault};

/// What a request must look like, whoever sends it.
pub fn check_form(call: &Call) -> Result<(), Refused> {
    match call {
        Call::Create { key: Some(key), .. }
        | Call::Join { key: Some(key), .. }
        | Call::MakeLink { key: Some(key), .. }
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
        Call::MakeLink {
            role,
            player,
            label,
            ..
        } => {
            let is_known = ["host", "screen", "seat"].contains(role);
            if label.is_some_and(|label| label.means.is_none()) {
                invalid("label")
            } else if matches!(player, Some(Who::Me | Who::Malformed)) {
                invalid("player_id")
            } else if !is_known {
                invalid("role")
            } else if player.is_some() != (*role == "seat") {
                invalid("player_id")
            } else {
                Ok(())
            }
        }
        Call::SetTeams(wanted) => check_teams(wanted),
        Call::EditTeam { score, add, .. } => check_scores(score, add),
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
            if is_too_much(add) {
                return invalid("add");
            }
            if name.is_some_and(|name| name.means.is_none()) {
                return invalid("name");
            }
            check_scores(score, &None).and_then(|()| check_scores(score, add))
        }
        _ => Ok(()),
    }
}

fn is_too_much(points: &Option<i64>) -> bool {
    points.is_some_and(|points| points.abs() > 1_000_000)
}

fn check_scores(score: &Option<i64>, add: &Option<i64>) -> Result<(), Refused> {
    match (score, add) {
        (_, add) if is_too_much(add) => invalid("add"),
        (score, _) if is_too_much(score) => invalid("score"),
        (Some(_), Some(_)) => invalid("add"),
        _ => Ok(()),
    }
}

fn check_teams(wanted: &[Wanted]) -> Result<(), Refused> {
    for (index, team) in wanted.iter().enumerate() {
        if !team.colour.starts_with('#') {
            return invalid(format!("[{index}].colour"));
        }
        if team.name.means.is_none() {
            return invalid(format!("[{index}].name"));
        }
    }
    for (index, team) in wanted.iter().enumerate() {
        let is_named = |other: &Wanted| team.id.is_some() && other.id == team.id;
        if wanted[..index].iter().any(is_named) {
            return invalid(format!("[{index}].id"));
        }
    }
    Ok(())
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
