//! From one version to the next: exactly one step by the rules, and somebody asked for it.

use super::story::{Moment, State, Story};
use super::{Findings, Rule};
use crate::history::{Action, Nanos, PlayerId, Request};

/// What can happen to a lobby.
#[derive(Clone, Debug, PartialEq)]
enum Step {
    Joined {
        name: String,
    },
    Removed(PlayerId),
    Buzzed(PlayerId),
    Set,
    Confirmed(PlayerId),
    /// The next round; points for whom, where somebody's score has changed.
    NextRound(Option<(PlayerId, i64)>),
    /// Somebody is online again, or no longer: by time alone.
    Presence,
}

pub fn check(story: &Story<'_>, findings: &mut Findings) {
    let mut moments = story.moments.iter().peekable();
    while let Some((version, before)) = moments.next() {
        let Some((next, after)) = moments.peek() else {
            break;
        };
        let (old, new) = (&before.state, &after.state);
        let sound = check_succession((*version, old), (**next, new), findings);
        if !sound {
            continue;
        }
        if **next != version + 1 {
            check_gap(story, *version, old, after, findings);
            continue;
        }
        let steps = steps(old, new);
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
            was_asked_for(story, &step, new, after),
            Rule::EveryStepWasAskedFor,
            || format!("after version {version}: {step:?} in {new:?}"),
        );
    }
    for round in old.round..new.round {
        let ends = |request: &Request| match request {
            Request::Reset { round: asked } | Request::Resolve { round: asked, .. } => {
                *asked == round
            }
            _ => false,
        };
        findings.expect(
            asked(story, after.first_seen, &ends),
            Rule::EveryStepWasAskedFor,
            || format!("after version {version}: round {round} ended"),
        );
    }
}

/// What holds between two states, however far apart. Whether it does.
fn check_succession(
    (old_version, old): (i64, &State),
    (new_version, new): (i64, &State),
    findings: &mut Findings,
) -> bool {
    let at = || format!("versions {old_version} and {new_version}: {old:?} and {new:?}");
    let stayed = |id: &&PlayerId| new.seat(id).is_some();
    let is_prefix = || {
        let left: Vec<_> = old.queue.iter().filter(stayed).collect();
        let same: Vec<_> = new.queue.iter().take(left.len()).collect();
        left == same
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
    let fewest = rounds + (gone.count() + come.count()) as i64 + buzzed.count() as i64;
    let prefix = new.round != old.round || is_prefix();
    findings.expect(prefix, Rule::ReadsArePrefixes, at);
    let possible = rounds >= 0 && fewest <= new_version - old_version;
    findings.expect(possible, Rule::OneVersionIsOneStep, at);
    prefix && possible
}

/// Each single step that leads from the one state to the other: to confirm the active player once more does no more than
/// to lock.
fn steps(old: &State, new: &State) -> Vec<Step> {
    [
        joined(old, new),
        removed(old, new),
        buzzed(old, new),
        settings_changed(old, new),
        confirmed(old, new),
        next_round(old, new),
        Some((old.clone(), Step::Presence)),
    ]
    .into_iter()
    .flatten()
    .filter(|(expected, _)| same_but_for_presence(expected, new))
    .filter(|(_, step)| *step != Step::Presence || old != new)
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
    expected.active.take_if(|active| *active == id);
    Some((expected, Step::Removed(id)))
}

fn buzzed(old: &State, new: &State) -> Option<(State, Step)> {
    let id = new.queue.last()?.clone();
    old.seat(&id).filter(|_| !old.locked)?;
    let mut expected = old.clone();
    expected.queue.push(id.clone());
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
    let id = new.active.clone()?;
    old.position(&id)?;
    let expected = State {
        active: Some(id.clone()),
        locked: true,
        ..old.clone()
    };
    Some((expected, Step::Confirmed(id)))
}

fn next_round(old: &State, new: &State) -> Option<(State, Step)> {
    let mut expected = State {
        round: old.round + 1,
        queue: Vec::new(),
        active: None,
        locked: false,
        ..old.clone()
    };
    let mut points = None;
    if let Some(id) = &old.active {
        let seat = expected.roster.iter_mut().find(|seat| seat.id == *id)?;
        let change = new.seat(id)?.score - seat.score;
        seat.score += change;
        if change != 0 {
            points = Some((id.clone(), change));
        }
    }
    Some((expected, Step::NextRound(points)))
}

/// Whether an operation that was not refused may have caused the step, by when its outcome was first seen.
fn was_asked_for(story: &Story<'_>, step: &Step, old: &State, after: &Moment) -> bool {
    let new = &after.state;
    let asked = |cause: &dyn Fn(&Request) -> bool| asked(story, after.first_seen, cause);
    match step {
        Step::Presence => true,
        Step::Joined { name } => {
            asked(&|request| matches!(request, Request::Join { name: asked, .. } if asked == name))
        }
        Step::Removed(id) => asked(
            &|request| matches!(request, Request::Leave { player } | Request::Kick { player } if player == id),
        ),
        Step::Buzzed(id) => asked(
            &|request| matches!(request, Request::Buzz { player, round } if player == id && *round == old.round),
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
        Step::NextRound(points) => {
            let points = points.as_ref().map_or(0, |(_, points)| *points);
            asked(&|request| match request {
                Request::Reset { round } => *round == old.round && points == 0,
                Request::Resolve { action, round } => {
                    *round == old.round && is_resolved_by(*action, points, old)
                }
                _ => false,
            })
        }
    }
}

fn is_resolved_by(action: Action, points: i64, old: &State) -> bool {
    old.active.is_some() && action.points(old.question_value) == points
}

fn asked(story: &Story<'_>, by: Nanos, cause: &dyn Fn(&Request) -> bool) -> bool {
    let mut causes = story.operations.iter().filter(|o| cause(o.request));
    causes.any(|operation| operation.may_act_from().is_some_and(|from| from < by))
}
