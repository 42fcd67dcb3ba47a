//! Versions against real time: what has been answered is known to every request sent afterwards, on any instance.

use std::collections::BTreeMap;

use super::story::Story;
use super::{Findings, Rule, milliseconds};
use crate::history::{Answer, Nanos, Request};

pub fn check(story: &Story<'_>, findings: &mut Findings) {
    let known = Known::new(story);
    for sighting in &story.sightings {
        let Some(start) = sighting.start else {
            continue;
        };
        let newest = known.before(start);
        findings.expect(
            sighting.version >= newest,
            Rule::VersionsNeverGoBack,
            || {
                format!(
                    "{} asked at {} and got version {}, where {newest} had been answered",
                    sighting.by,
                    milliseconds(start),
                    sighting.version,
                )
            },
        );
    }
    for call in story.calls() {
        if let (Request::Wait { since, .. }, Answer::Unchanged) = (&call.request, &call.answer) {
            let newest = known.before(call.start);
            findings.expect(newest <= *since, Rule::WaitsAreFresh, || {
                format!(
                    "{} waited since version {since} at {} in vain, where {newest} had been answered",
                    call.client,
                    milliseconds(call.start),
                )
            });
        }
        let waited_for = match (&call.request, &call.answer) {
            (Request::Wait { since, .. }, Answer::Lobby { lobby }) => Some((since, lobby)),
            (Request::ReadIfChanged { version }, Answer::Lobby { lobby }) => Some((version, lobby)),
            _ => None,
        };
        if let Some((since, lobby)) = waited_for {
            findings.expect(lobby.version > *since, Rule::WaitsAreFresh, || {
                let version = lobby.version;
                format!("{} had version {since} and got {version}", call.client)
            });
        }
    }
    check_streams(story, findings);
}

fn check_streams(story: &Story<'_>, findings: &mut Findings) {
    let mut shown: BTreeMap<u64, i64> = BTreeMap::new();
    let mut watchers: BTreeMap<&str, i64> = story
        .calls()
        .filter(|call| matches!(call.request, Request::Follow { .. }))
        .filter(|call| !call.client.starts_with("revoked"))
        .map(|call| (call.client.as_str(), 0))
        .collect();
    for event in &story.events {
        let version = event.lobby.version;
        if let Some(before) = shown.insert(event.stream, version) {
            findings.expect(version > before, Rule::VersionsNeverGoBack, || {
                format!(
                    "{}'s stream shows version {version} after {before}",
                    event.client
                )
            });
        }
        if let Some(newest) = watchers.get_mut(event.client.as_str()) {
            *newest = version.max(*newest);
        }
    }
    // The last read comes after everybody has stopped, and streams then have a long time to catch up with it.
    let read = story
        .calls()
        .filter_map(|call| match (&call.request, &call.answer) {
            (Request::Read, Answer::Lobby { lobby }) => Some(lobby.version),
            _ => None,
        });
    let last = read.max().unwrap_or_default();
    for (watcher, newest) in watchers {
        findings.expect(newest >= last, Rule::StreamsReachTheEnd, || {
            format!("{watcher} was shown version {newest} at last, and not {last}")
        });
    }
}

/// The newest version that had been answered to anybody at a time.
pub struct Known {
    /// Ends, ascending, with the newest version up to then.
    ends: Vec<(Nanos, i64)>,
}

impl Known {
    pub fn new(story: &Story<'_>) -> Self {
        let ends = story.sightings.iter().map(|s| (s.end, s.version));
        let mut ends: Vec<_> = ends.collect();
        ends.sort_unstable();
        let mut newest = 0;
        for (_, version) in &mut ends {
            newest = newest.max(*version);
            *version = newest;
        }
        Self { ends }
    }

    /// Strictly before; 0 where nothing had been answered.
    pub fn before(&self, start: Nanos) -> i64 {
        let index = self.ends.partition_point(|(end, _)| *end < start);
        index.checked_sub(1).map_or(0, |index| self.ends[index].1)
    }
}
