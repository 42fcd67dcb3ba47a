//! Scores against the moves of the host, as the lobby tells them, and these against what was asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use super::story::Story;
use super::{Findings, Rule};
use crate::history::{Answer, Request, Told};

pub fn check(story: &Story<'_>, findings: &mut Findings) {
    let Some(told) = story.told() else {
        return;
    };
    check_sums(story, told, findings);
    check_undone_once(told, findings);
    check_acknowledged(story, told, findings);
}

/// At each version: the points of all moves until then, without those that had been undone by then.
fn check_sums(story: &Story<'_>, told: &[Told], findings: &mut Findings) {
    let by_id: BTreeMap<i64, &Told> = told.iter().map(|event| (event.id, event)).collect();
    let mut moves = told.iter().peekable();
    let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
    // Of the games before, by the restarts that ended them.
    let mut ended: BTreeMap<i64, BTreeMap<&str, i64>> = BTreeMap::new();
    for (version, moment) in &story.moments {
        while let Some(event) = moves.next_if(|event| event.id <= *version) {
            let undone = event.undoes.and_then(|id| by_id.get(&id).copied());
            if event.kind == "restart" {
                ended.insert(event.id, mem::take(&mut sums));
            }
            if let Some(before) = undone.and_then(|undone| ended.remove(&undone.id)) {
                sums = before;
            }
            let (scored, sign) = undone.map_or((event, 1), |undone| (undone, -1));
            for holder in scored.player.iter().chain(&scored.team) {
                *sums.entry(&holder.id).or_default() += sign * scored.points.unwrap_or_default();
            }
        }
        let seats = moment.state.roster.iter();
        let seats = seats.map(|seat| (&seat.id, seat.score));
        let teams = moment.state.teams.iter().map(|(id, score)| (id, *score));
        for (holder, score) in seats.chain(teams) {
            let sum = sums.get(holder.as_str()).copied().unwrap_or_default();
            findings.expect(score == sum, Rule::ScoresAreSums, || {
                format!("version {version} shows {score} for {holder}, whose moves sum up to {sum}")
            });
        }
    }
}

fn check_undone_once(told: &[Told], findings: &mut Findings) {
    let mut taken_back: BTreeSet<i64> = BTreeSet::new();
    for event in told {
        let Some(undone) = event.undoes else {
            continue;
        };
        findings.expect(
            taken_back.insert(undone),
            Rule::RetriesTakeEffectOnce,
            || format!("event {undone} was undone again by {}", event.id),
        );
    }
    for event in told {
        findings.expect(
            event.undone == taken_back.contains(&event.id),
            Rule::TheHistoryIsWhatHappened,
            || format!("{event:?}, where {taken_back:?} were undone"),
        );
    }
}

/// A move that was answered with success is in the history, by the version it has made; and none that was not asked for.
fn check_acknowledged(story: &Story<'_>, told: &[Told], findings: &mut Findings) {
    let kind_at = |id: i64| {
        let event = told.iter().find(|event| event.id == id);
        event.map(|event| event.kind.as_str())
    };
    for operation in &story.operations {
        let Some(Answer::Lobby { lobby }) = operation.success().map(|call| &call.answer) else {
            continue;
        };
        let is_told = match operation.request {
            Request::Reset { .. } => kind_at(lobby.version) == Some("reset"),
            Request::Resolve { .. } => kind_at(lobby.version) == Some("resolve"),
            Request::Restart { .. } => kind_at(lobby.version) == Some("restart"),
            Request::Undo { event, .. } => {
                let mut undoes = told.iter().filter_map(|told| told.undoes);
                undoes.any(|undone| undone == *event)
            }
            _ => true,
        };
        findings.expect(is_told, Rule::TheHistoryIsWhatHappened, || {
            let (request, version) = (operation.request, lobby.version);
            format!("{request:?} was answered with version {version}, and is not told")
        });
    }
    for event in told {
        let asked = story.operations.iter().any(|operation| {
            let is_meant = match operation.request {
                Request::Reset { .. } => event.kind == "reset",
                Request::Resolve { .. } => event.kind == "resolve",
                Request::Confirm { player, .. } => {
                    let named = event.player.as_ref().map(|named| &named.id);
                    event.kind == "confirm" && named == Some(player)
                }
                Request::Kick { player } => {
                    let named = event.player.as_ref().map(|named| &named.id);
                    event.kind == "kick" && named == Some(player)
                }
                Request::Finish => event.kind == "finish",
                Request::Restart { .. } => event.kind == "restart",
                Request::Undo { event: undone, .. } => event.undoes == Some(*undone),
                Request::Set { .. } => event.kind == "set",
                Request::SetTeams { .. } => event.kind == "teams",
                _ => false,
            };
            is_meant && operation.may_act_from().is_some()
        });
        findings.expect(asked, Rule::TheHistoryIsWhatHappened, || {
            format!("{event:?} was not asked for")
        });
    }
}
