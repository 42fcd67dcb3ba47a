//! From one version to the next: exactly one step by the rules, and somebody asked for it.

use std::collections::BTreeSet;

use super::story::{Moment, State, Story};
use super::transitions::transitions;
use super::{Findings, Rule};
use crate::history::{Action, Nanos, PlayerId, Request, TeamId, Then};

/// What can happen to a lobby.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Joined {
        name: String,
    },
    Removed(PlayerId),
    Buzzed(PlayerId),
    Set,
    Confirmed(PlayerId),
    /// A round ends; points for whom, where somebody's score has changed.
    Ended(End, Option<(PlayerId, i64)>),
    Finished,
    Restarted,
    Undone {
        event: i64,
    },
    ChoseTeam {
        player: PlayerId,
        team: Option<TeamId>,
    },
    TeamsSet,
    /// The end of a fair window, by time alone.
    Sealed,
    /// Somebody is online again, or no longer: by time alone.
    Presence,
    /// What only one person sees: a bar, another phone, a link that is good no more.
    Unseen,
}

/// What follows a round.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum End {
    NextQuestion,
    PassedOn,
    Reopened,
}

/// Who may not buzz again before the next question.
#[derive(Default)]
struct Out {
    players: BTreeSet<PlayerId>,
    teams: BTreeSet<TeamId>,
}

impl Out {
    fn follow(&mut self, version: i64, step: &Step, old: &State, findings: &mut Findings) {
        match step {
            Step::Buzzed(id) => {
                let team = old.shared(id);
                let is_out =
                    self.players.contains(id) || team.is_some_and(|team| self.teams.contains(team));
                findings.expect(!is_out, Rule::WhoIsOutStaysOut, || {
                    format!("version {version}: {id} buzzes in {old:?}")
                });
            }
            Step::Ended(End::PassedOn | End::Reopened, _) => {
                self.players.extend(old.active.clone());
                let active = old.active.as_ref().and_then(|id| old.seat(id));
                self.teams.extend(active.and_then(|seat| seat.team.clone()));
            }
            Step::Ended(End::NextQuestion, _) | Step::Restarted | Step::Undone { .. } => {
                *self = Self::default();
            }
            _ => {}
        }
    }
}

pub fn check(story: &Story<'_>, findings: &mut Findings) {
    let mut moments = story.moments.iter().peekable();
    let mut out = Out::default();
    while let Some((version, before)) = moments.next() {
        let Some((next, after)) = moments.peek() else {
            break;
        };
        let (old, new) = (&before.state, &after.state);
        let sound = check_succession(story, (*version, old), (**next, after), findings);
        if !sound {
            continue;
        }
        if **next != version + 1 {
            check_gap(story, *version, old, after, findings);
            out = Out::default();
            continue;
        }
        let steps = transitions(story, old, **next, new);
        findings.expect(!steps.is_empty(), Rule::OneVersionIsOneStep, || {
            format!("from version {version} to the next: {old:?} to {new:?}")
        });
        let mut causes = steps.iter();
        let asked = causes.any(|step| was_asked_for(story, step, old, after));
        findings.expect(
            steps.is_empty() || asked,
            Rule::EveryStepWasAskedFor,
            || format!("version {next}: {steps:?} in {old:?}"),
        );
        for step in &steps {
            out.follow(**next, step, old, findings);
        }
    }
}

/// Where versions in between are unknown, what they have brought must still have been asked for.
fn check_gap(
    story: &Story<'_>,
    version: i64,
    old: &State,
    after: &Moment,
    findings: &mut Findings,
) {
    let new = &after.state;
    let came = new
        .roster
        .iter()
        .filter(|seat| old.seat(&seat.id).is_none());
    let went = old
        .roster
        .iter()
        .filter(|seat| new.seat(&seat.id).is_none());
    let buzzed = new.queue.iter();
    let buzzed = buzzed.filter(|id| new.round != old.round || old.position(id).is_none());
    let steps = came
        .map(|seat| Step::Joined {
            name: seat.name.clone(),
        })
        .chain(went.map(|seat| Step::Removed(seat.id.clone())))
        .chain(buzzed.map(|id| Step::Buzzed(id.clone())));
    for step in steps {
        findings.expect(
            may_have_come(story, &step, after),
            Rule::EveryStepWasAskedFor,
            || format!("after version {version}: {step:?} in {new:?}"),
        );
    }
    for round in old.round..new.round {
        let ends = |request: &Request| match request {
            Request::Reset { round: asked }
            | Request::Resolve { round: asked, .. }
            | Request::Restart { round: asked } => *asked == round,
            Request::Undo { .. } => true,
            _ => false,
        };
        findings.expect(
            asked(story, after.first_seen, &ends),
            Rule::EveryStepWasAskedFor,
            || format!("after version {version}: round {round} ended"),
        );
    }
}

/// The round in which somebody has buzzed may be an earlier one: after a wrong answer the queue goes on, and what is
/// undone brings it back.
fn may_have_come(story: &Story<'_>, step: &Step, after: &Moment) -> bool {
    match step {
        Step::Buzzed(id) => asked(
            story,
            after.first_seen,
            &|request| matches!(request, Request::Buzz { player, round, .. } if player == id && *round <= after.state.round),
        ),
        step => was_asked_for(story, step, &after.state, after),
    }
}

/// What holds between two states, however far apart. Whether it does.
fn check_succession(
    story: &Story<'_>,
    (old_version, old): (i64, &State),
    (new_version, after): (i64, &Moment),
    findings: &mut Findings,
) -> bool {
    let new = &after.state;
    let at = || format!("versions {old_version} and {new_version}: {old:?} and {new:?}");
    let may_give_up = |id: &PlayerId| {
        let chose =
            |request: &Request| matches!(request, Request::Choose { player, .. } if player == id);
        new.seat(id).is_none() || asked(story, after.first_seen, &chose)
    };
    let order_stays = || {
        let stays = |id: &&PlayerId| new.queue.contains(id) || !may_give_up(id);
        let left: Vec<_> = old.queue.iter().filter(stays).collect();
        let moved = |id: &PlayerId| may_give_up(id) && new.seat(id).is_some();
        let same: Vec<_> = if old.provisional {
            let kept = new.queue.iter().filter(|id| left.contains(id));
            kept.collect()
        } else {
            new.queue.iter().take(left.len()).collect()
        };
        // Giving a place up and taking another one are two steps.
        let may_be_again = new_version - old_version > 1 && old.queue.iter().any(moved);
        left == same || may_be_again
    };
    let gone = old
        .roster
        .iter()
        .filter(|seat| new.seat(&seat.id).is_none());
    let come = new
        .roster
        .iter()
        .filter(|seat| old.seat(&seat.id).is_none());
    let buzzed = new.queue.iter().filter(|id| old.position(id).is_none());
    let rounds = new.round - old.round;
    // What is undone comes back in one step, with a round of its own.
    let fewest = if rounds == 0 {
        (gone.count() + come.count() + buzzed.count()) as i64
    } else {
        rounds
    };
    let order = rounds != 0 || order_stays();
    let rule = match old.rules.fair_window_ms {
        0 => Rule::ReadsArePrefixes,
        _ if old.provisional => Rule::PlacesFollowTheCredit,
        _ => Rule::ASealedOrderStays,
    };
    findings.expect(order, rule, at);
    let possible = rounds >= 0 && fewest <= new_version - old_version;
    findings.expect(possible, Rule::OneVersionIsOneStep, at);
    order && possible
}

/// Whether an operation that was not refused may have caused the step, by when its outcome was first seen.
fn was_asked_for(story: &Story<'_>, step: &Step, old: &State, after: &Moment) -> bool {
    let new = &after.state;
    let asked = |cause: &dyn Fn(&Request) -> bool| asked(story, after.first_seen, cause);
    match step {
        Step::Presence | Step::Sealed => true,
        Step::Joined { name } => {
            asked(&|request| matches!(request, Request::Join { name: asked, .. } if asked == name))
        }
        Step::Removed(id) => asked(
            &|request| matches!(request, Request::Leave { player } | Request::Kick { player } if player == id),
        ),
        Step::Buzzed(id) => asked(
            &|request| matches!(request, Request::Buzz { player, round, .. } if player == id && *round == old.round),
        ),
        Step::Confirmed(id) => asked(&|request| {
            matches!(request, Request::Confirm { player, round }
                if player == id && *round == old.round)
        }),
        Step::Set => asked(&|request| {
            let Request::Set {
                locked,
                question_value,
            } = request
            else {
                return false;
            };
            locked.unwrap_or(old.locked) == new.locked
                && question_value.unwrap_or(old.question_value) == new.question_value
        }),
        Step::Ended(end, points) => {
            let points = points.as_ref().map_or(0, |(_, points)| *points);
            asked(&|request| match request {
                Request::Reset { round } => {
                    *round == old.round && points == 0 && *end == End::NextQuestion
                }
                Request::Resolve {
                    action,
                    round,
                    then,
                } => {
                    *round == old.round
                        && is_resolved_by(*action, points, old)
                        && end_of(*action, *then, old) == *end
                }
                _ => false,
            })
        }
        Step::Finished => asked(&|request| matches!(request, Request::Finish)),
        Step::Restarted => {
            asked(&|request| matches!(request, Request::Restart { round } if *round == old.round))
        }
        Step::Undone { event } => asked(
            &|request| matches!(request, Request::Undo { event: asked, .. } if asked == event),
        ),
        Step::ChoseTeam { player, team } => asked(&|request| {
            matches!(request, Request::Choose { player: who, team: asked }
                if who == player && asked == team)
        }),
        Step::TeamsSet => asked(&|request| matches!(request, Request::SetTeams { .. })),
        Step::Unseen => story.operations.iter().any(|operation| {
            let is_meant = match operation.request {
                Request::MoveSeat { .. } | Request::Revoke { .. } => {
                    operation.may_act_from().is_some()
                }
                // One that comes too early is refused, and a bar is set.
                Request::Buzz { round, .. } => *round == old.round,
                _ => false,
            };
            is_meant && operation.start() < after.first_seen
        }),
    }
}

fn end_of(action: Action, then: Option<Then>, old: &State) -> End {
    match then.unwrap_or(old.rules.wrong_answer) {
        _ if action != Action::Minus => End::NextQuestion,
        Then::End => End::NextQuestion,
        Then::Next if old.next_in_line().is_some() => End::PassedOn,
        Then::Next | Then::Reopen => End::Reopened,
    }
}

fn is_resolved_by(action: Action, points: i64, old: &State) -> bool {
    old.active.is_some() && action.points(old.question_value) == points
}

fn asked(story: &Story<'_>, by: Nanos, cause: &dyn Fn(&Request) -> bool) -> bool {
    let mut causes = story.operations.iter().filter(|o| cause(o.request));
    causes.any(|operation| operation.may_act_from().is_some_and(|from| from < by))
}
