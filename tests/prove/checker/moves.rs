//! Acknowledged moves of the host, joins and removals; and that none of them happens twice.

use std::collections::{BTreeMap, BTreeSet};

use super::story::{Operation, Story};
use super::{Findings, Rule};
use crate::history::{Action, Answer, Lobby, Nanos, Opens, Request, Then};

pub fn check(story: &Story<'_>, findings: &mut Findings) {
    for operation in &story.operations {
        if let Some(success) = operation.success() {
            check_done(operation, &success.answer, findings);
        }
        check_same_seat(operation, findings);
    }
    check_rounds_end_once(story, findings);
    check_one_seat_for_each_join(story, findings);
    check_removed_stay_away(story, findings);
    check_revoked(story, findings);
}

fn check_done(operation: &Operation<'_>, answer: &Answer, findings: &mut Findings) {
    let request = operation.request;
    let done = match (request, answer) {
        (
            Request::Set {
                locked,
                question_value,
            },
            Answer::Lobby { lobby },
        ) => {
            locked.is_none_or(|locked| lobby.locked == locked)
                && question_value.is_none_or(|value| lobby.question_value == value)
        }
        (Request::Confirm { player, round }, Answer::Lobby { lobby }) => {
            let active = lobby.active_player.as_ref().map(|active| &active.id);
            active == Some(player) && lobby.locked && lobby.round == *round
        }
        (Request::Reset { round }, Answer::Lobby { lobby }) => begins(lobby, round + 1),
        (
            Request::Resolve {
                action,
                round,
                then,
            },
            Answer::Lobby { lobby },
        ) => {
            let then = then.unwrap_or(lobby.settings.wrong_answer);
            if *action == Action::Minus && then != Then::End {
                lobby.round == round + 1
            } else {
                begins(lobby, round + 1)
            }
        }
        (Request::Undo { event, .. }, Answer::Lobby { lobby }) => {
            let last = lobby.last_event.as_ref();
            last.is_none_or(|last| last.id != *event)
        }
        (Request::Finish, Answer::Lobby { lobby }) => lobby.phase == "finished",
        (Request::Restart { round }, Answer::Lobby { lobby }) => {
            let players = lobby.players.iter().map(|player| player.score);
            let mut scores = players.chain(lobby.teams.iter().map(|team| team.score));
            begins(lobby, round + 1) && lobby.question == 1 && scores.all(|score| score == 0)
        }
        (Request::Choose { player, team }, Answer::Lobby { lobby }) => {
            let seat = lobby.players.iter().find(|seat| seat.id == *player);
            seat.is_some_and(|seat| seat.team_id == *team)
        }
        (Request::SetTeams { names }, Answer::Lobby { lobby }) => {
            lobby.teams.iter().map(|team| &team.name).eq(names)
        }
        (Request::Join { name, .. }, Answer::Joined { player, lobby }) => {
            let seat = lobby.players.iter().find(|seat| seat.id == *player);
            seat.is_some_and(|seat| seat.name == *name)
        }
        _ => true,
    };
    findings.expect(done, Rule::AcknowledgedMovesAreDone, || {
        format!("{request:?} was answered with {answer:?}")
    });
}

fn begins(lobby: &Lobby, round: i64) -> bool {
    let is_clear = lobby.buzz_queue.is_empty() && lobby.active_player.is_none();
    let is_locked = lobby.settings.opens == Opens::ByHost;
    lobby.round == round && is_clear && lobby.locked == is_locked
}

/// A join repeated with its key finds the seat it has taken.
fn check_same_seat(operation: &Operation<'_>, findings: &mut Findings) {
    let seats: BTreeSet<_> = operation
        .attempts
        .iter()
        .filter_map(|call| match &call.answer {
            Answer::Joined { player, .. } => Some(player),
            _ => None,
        })
        .collect();
    findings.expect(seats.len() <= 1, Rule::RetriesTakeEffectOnce, || {
        format!("{:?} was given the seats {seats:?}", operation.request)
    });
}

/// A round is reset, resolved or restarted once, whoever asks how often.
fn check_rounds_end_once(story: &Story<'_>, findings: &mut Findings) {
    let mut ended: BTreeMap<i64, usize> = BTreeMap::new();
    for call in story.calls() {
        let (Request::Reset { round }
        | Request::Resolve { round, .. }
        | Request::Restart { round }) = &call.request
        else {
            continue;
        };
        if matches!(call.answer, Answer::Lobby { .. }) {
            *ended.entry(*round).or_default() += 1;
        }
    }
    for (round, times) in ended {
        findings.expect(times == 1, Rule::RetriesTakeEffectOnce, || {
            format!("round {round} was ended {times} times")
        });
    }
}

/// Each join asks for a name of its own; a second seat for it would get a number.
fn check_one_seat_for_each_join(story: &Story<'_>, findings: &mut Findings) {
    let mut seats: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut gone: BTreeSet<&str> = BTreeSet::new();
    let mut before: BTreeSet<&str> = BTreeSet::new();
    for (version, moment) in &story.moments {
        let roster = &moment.state.roster;
        for seat in roster {
            let asked = seat.name.split(' ').next().unwrap_or_default();
            seats.entry(asked).or_default().insert(&seat.id);
        }
        let now: BTreeSet<_> = roster.iter().map(|seat| seat.id.as_str()).collect();
        gone.extend(before.difference(&now));
        let stays_away = |id: &&&str| !may_be_back(story, id);
        for back in gone.intersection(&now).filter(stays_away) {
            findings.add(
                Rule::EveryStepWasAskedFor,
                format!("version {version}: {back}, who had been removed, is back"),
            );
        }
        before = now;
    }
    for (name, seats) in seats {
        findings.expect(seats.len() == 1, Rule::RetriesTakeEffectOnce, || {
            format!("{name} has the seats {seats:?}")
        });
    }
}

/// The undo of a kick brings a player back.
fn may_be_back(story: &Story<'_>, player: &str) -> bool {
    let is_kick =
        |request: &Request| matches!(request, Request::Kick { player: kicked } if kicked == player);
    let is_undo =
        |request: &Request| matches!(request, Request::Undo { kind, .. } if kind == "kick");
    let kicks = story.operations.iter().filter(|o| is_kick(o.request));
    let kicked = kicks.filter_map(|kick| kick.may_act_from()).min();
    kicked.is_some_and(|from| story.may_have(from, Nanos::MAX, is_undo))
}

/// Whoever looks after a removal was acknowledged does not see the player.
fn check_removed_stay_away(story: &Story<'_>, findings: &mut Findings) {
    let removed: BTreeMap<&str, Nanos> = story
        .operations
        .iter()
        .filter_map(|operation| {
            let (Request::Leave { player } | Request::Kick { player }) = operation.request else {
                return None;
            };
            Some((player.as_str(), operation.success()?.end))
        })
        .filter(|(player, _)| !may_be_back(story, player))
        .collect();
    let answers = story.calls().filter_map(|call| match &call.answer {
        Answer::Lobby { lobby } => Some((call.start, lobby)),
        Answer::Joined { lobby, .. } => Some((call.start, lobby)),
        _ => None,
    });
    let events = story.events.iter().map(|event| (event.start, &event.lobby));
    for (start, lobby) in answers.chain(events) {
        for seat in &lobby.players {
            let left = removed.get(seat.id.as_str());
            findings.expect(
                left.is_none_or(|end| *end >= start),
                Rule::AcknowledgedMovesAreDone,
                || {
                    format!(
                        "{} had been removed and is in version {}",
                        seat.id, lobby.version
                    )
                },
            );
        }
    }
}

/// Whatever is asked by a token after another one has replaced it, or after it was revoked, is asked by nobody.
fn check_revoked(story: &Story<'_>, findings: &mut Findings) {
    for call in story.calls() {
        let is_refused = match (&call.request, &call.answer) {
            (_, Answer::Ambiguous { .. }) => true,
            (Request::Stale { .. }, Answer::Refused { code, .. }) => code == "not-in-lobby",
            (Request::Stale { .. }, _) => false,
            (Request::Follow { .. }, Answer::Ended { why }) => why != "it went on",
            _ => true,
        };
        findings.expect(is_refused, Rule::ARevokedTokenIsNobodys, || {
            format!("{} got {:?}", call.client, call.answer)
        });
    }
}
