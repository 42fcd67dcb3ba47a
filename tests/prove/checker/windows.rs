//! Fair windows: when they are open, by what a place counts, and that nobody gains more than their length.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use super::story::{Acknowledgement, State, Story, View};
use super::{CLOCKS, Findings, Rule};
use crate::history::{Begin, BuzzStatus, Queued, Request};

/// Without the beginning, no window is compared with real time.
pub fn check(story: &Story<'_>, begin: Option<&Begin>, findings: &mut Findings) {
    check_answers(story, findings);
    let windows = Windows::of(story);
    let openings = openings(story);
    let claims = claims(story);
    // By who has it and when it arrived: credit, and the round in which it was first seen.
    let mut known: BTreeMap<(&str, Timestamp), (Timestamp, i64)> = BTreeMap::new();
    let mut views: Vec<_> = story.views.iter().collect();
    views.sort_by_key(|view| view.lobby.version);
    for view in views {
        windows.check_order(view, findings);
        for entry in evidence(view) {
            let queued = entry.queued;
            let first = known.entry((&queued.id, entry.arrived));
            let (credit, round) = *first.or_insert((queued.buzzed_at, view.lobby.round));
            let stays = credit == queued.buzzed_at;
            findings.expect(stays, Rule::ASealedOrderStays, || {
                format!("{queued:?} has been credited with {credit} before")
            });
            let opened = openings.get(&view.lobby.version).copied().flatten();
            windows.check_credit(view, entry, round, opened, findings);
            let claim = (entry.queued.id.as_str(), entry.queued.pressed_at);
            findings.expect(claims.contains(&claim), Rule::ACreditIsInBounds, || {
                format!("{claim:?} was never claimed")
            });
        }
    }
    if let Some(begin) = begin {
        check_windows(story, begin, findings);
        windows.check_arrivals(story, begin, findings);
    }
}

/// A buzz is answered with a provisional place exactly if the lobby shows a window at that version.
fn check_answers(story: &Story<'_>, findings: &mut Findings) {
    for ack in &story.acknowledgements {
        let known = story.moments.get(&ack.buzzed.version);
        let fits = known.is_none_or(|known| known.state.provisional == ack.buzzed.provisional);
        findings.expect(fits, Rule::ProvisionalWhileOpen, || {
            format!("{} was told {:?}", ack.player, ack.buzzed)
        });
    }
}

/// A buzz with what hosts are shown of it.
#[derive(Clone, Copy, Debug)]
struct Entry<'a> {
    queued: &'a Queued,
    arrived: Timestamp,
}

/// In the order of the queue.
fn evidence<'a>(view: &View<'a>) -> impl Iterator<Item = Entry<'a>> + use<'a> {
    view.lobby.buzz_queue.iter().filter_map(|queued| {
        let arrived = queued.arrived_at?;
        Some(Entry { queued, arrived })
    })
}

/// Moments that players have claimed, and none for those who said nothing.
fn claims<'a>(story: &Story<'a>) -> BTreeSet<(&'a str, Option<Timestamp>)> {
    let claims = story.operations.iter().filter_map(|operation| {
        let Request::Buzz {
            player, pressed_at, ..
        } = operation.request
        else {
            return None;
        };
        Some((player.as_str(), *pressed_at))
    });
    claims.collect()
}

/// The windows of a lobby, all of one length.
struct Windows<'a> {
    length: SignedDuration,
    /// To the buzzes of a player in a round that were new: several where a place was given up for another one.
    answers: BTreeMap<(&'a str, i64), Vec<&'a Acknowledgement<'a>>>,
}

impl<'a> Windows<'a> {
    fn of(story: &'a Story<'a>) -> Self {
        // Nobody changes it here.
        let length = story.views.first();
        let length = length.map_or(0, |view| view.lobby.settings.fair_window_ms);
        let mut answers: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for ack in &story.acknowledgements {
            if ack.buzzed.status == BuzzStatus::Ok {
                let answers = answers.entry((ack.player, ack.buzzed.round)).or_default();
                answers.push(ack);
            }
        }
        Self {
            length: SignedDuration::from_millis(length),
            answers,
        }
    }

    /// Whether it arrived in a window of its round, where it stands with one that arrived `first`; none where nobody was
    /// told, or it was given up for another one. Not by the end that is shown: what an instance did under the row lock may
    /// be a little ahead of another one's clock.
    fn has(&self, entry: Entry<'_>, round: i64, first: Timestamp) -> Option<bool> {
        if self.length.is_zero() || entry.arrived >= first + self.length + CLOCKS {
            return Some(false);
        }
        match self.answers.get(&(entry.queued.id.as_str(), round))?[..] {
            [ack] => Some(ack.buzzed.provisional),
            _ => None,
        }
    }

    /// By credit, and by arrival among those with the same credit. A credit in whole milliseconds is shown as it is, and
    /// others may be cut: so only of those that are claims is it known that they are the same.
    fn check_order(&self, view: &View<'_>, findings: &mut Findings) {
        let entries: Vec<_> = evidence(view).collect();
        let is_claim = |entry: &Entry<'_>| entry.queued.pressed_at == Some(entry.queued.buzzed_at);
        for pair in entries.windows(2) {
            let (ahead, behind) = (pair[0], pair[1]);
            let (credit, later) = (ahead.queued.buzzed_at, behind.queued.buzzed_at);
            let is_tie = credit == later && is_claim(&ahead) && is_claim(&behind);
            let fits = credit <= later && (!is_tie || ahead.arrived <= behind.arrived);
            findings.expect(fits, Rule::PlacesFollowTheCredit, || {
                format!("version {}: {ahead:?}, {behind:?}", view.lobby.version)
            });
        }
    }

    fn check_credit(
        &self,
        view: &View<'_>,
        entry: Entry<'_>,
        round: i64,
        opened: Option<Timestamp>,
        findings: &mut Findings,
    ) {
        let (credit, arrived) = (entry.queued.buzzed_at, entry.arrived);
        let first = evidence(view).map(|entry| entry.arrived).min();
        let is_in = self.has(entry, round, first.unwrap_or(arrived));
        let claim = entry.queued.pressed_at.unwrap_or(arrived);
        let earliest = claim.max(arrived - self.length);
        // What was brought back from an earlier round counts by that one's opening.
        let is_of_round =
            view.lobby.round == round && self.answers.contains_key(&(&entry.queued.id, round));
        let opened = opened.filter(|_| is_of_round);
        let bounded = match opened {
            Some(opened) => credit == earliest.max(opened).min(arrived),
            None => earliest.min(arrived) <= credit && credit <= arrived,
        };
        let fits = match is_in {
            Some(true) => bounded,
            Some(false) => credit == arrived,
            None => bounded || credit == arrived,
        };
        findings.expect(fits, Rule::ACreditIsInBounds, || {
            let version = view.lobby.version;
            format!("version {version}: {entry:?}, of buzzers that were opened at {opened:?}")
        });
    }

    /// A buzz that is new arrived after it was sent, and before it was answered.
    fn check_arrivals(&self, story: &Story<'_>, begin: &Begin, findings: &mut Findings) {
        for view in &story.views {
            for entry in evidence(view) {
                let key = (entry.queued.id.as_str(), view.lobby.round);
                let Some(answers) = self.answers.get(&key) else {
                    continue;
                };
                // Several where the place was given up for another one.
                let fits = answers.iter().any(|ack| {
                    let is_sent = begin.time(ack.start) <= entry.arrived + CLOCKS;
                    is_sent && entry.arrived <= begin.time(ack.end) + CLOCKS
                });
                findings.expect(fits, Rule::ACreditIsInBounds, || {
                    let times = answers
                        .iter()
                        .map(|ack| (begin.time(ack.start), begin.time(ack.end)));
                    let times: Vec<_> = times.collect();
                    format!("{entry:?}, which was sent and answered at {times:?}")
                });
            }
        }
    }
}

/// When the buzzers of the round had opened, by version, as far as it is known: from the moves that the lobby tells of.
fn openings(story: &Story<'_>) -> BTreeMap<i64, Option<Timestamp>> {
    let told = story.told().unwrap_or_default();
    let views = story.views.iter();
    let created = views.map(|view| view.lobby.created_at).next();
    let mut opened = created.filter(|_| story.moments.contains_key(&1));
    let mut known = BTreeMap::new();
    let mut before: Option<(i64, &State)> = None;
    for (version, moment) in &story.moments {
        let state = &moment.state;
        if let Some((last, old)) = before {
            let moves = told
                .iter()
                .filter(|event| last < event.id && event.id <= *version);
            let mut moves = moves.filter(|event| event.kind != "score" && event.kind != "kick");
            let opens = old.round != state.round || old.locked && !state.locked;
            let is_fresh = state.queue.is_empty() && !state.provisional && !state.locked;
            opened = match (moves.next(), moves.next()) {
                (None, _) => opened,
                // Of a single step it is known what it did.
                (Some(_), None) if last + 1 == *version && !(opens && is_fresh) => opened,
                (Some(event), None) if last + 1 == *version => Some(event.at),
                _ => None,
            };
        }
        known.insert(*version, opened);
        before = Some((*version, state));
    }
    known
}

/// Nobody is shown a window that is over, or one that has not begun; and none is closed before it is over.
fn check_windows(story: &Story<'_>, begin: &Begin, findings: &mut Findings) {
    let mut open: BTreeMap<i64, Timestamp> = BTreeMap::new();
    for view in &story.views {
        let Some(end) = view.lobby.window_ends_at else {
            continue;
        };
        open.insert(view.lobby.version, end);
        let is_late = view
            .start
            .is_some_and(|start| begin.time(start) > end + CLOCKS);
        let length = SignedDuration::from_millis(view.lobby.settings.fair_window_ms);
        let is_early = begin.time(view.end) + CLOCKS < end - length;
        findings.expect(!is_late && !is_early, Rule::ProvisionalWhileOpen, || {
            let (version, start) = (
                view.lobby.version,
                view.start.map(|start| begin.time(start)),
            );
            format!("version {version}, asked for at {start:?}, shows a window until {end}")
        });
    }
    for (version, end) in open {
        let Some(next) = story.moments.get(&(version + 1)) else {
            continue;
        };
        let stays = story.moments.get(&version).is_some_and(|before| {
            before.state.round == next.state.round && before.state.provisional
        });
        let is_sealed = stays && !next.state.provisional;
        let in_time = !is_sealed || begin.time(next.first_seen) + CLOCKS >= end;
        findings.expect(in_time, Rule::ProvisionalWhileOpen, || {
            let seen = begin.time(next.first_seen);
            format!("version {version} has a window until {end}, which was over by {seen}")
        });
    }
}
