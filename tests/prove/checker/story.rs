//! One lobby's part of a history, put in order: who asked for what, and what the lobby was at which version.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::Timestamp;

use super::{Findings, Rule};
use crate::history::{
    Answer, BuzzPer, BuzzStatus, Buzzed, Call, Event, LastEvent, Lobby, Nanos, PlayerId, Record,
    Request, Settings, TeamId, Told,
};

/// A lobby at one version, as far as it does not depend on the viewer.
#[derive(Clone, PartialEq, Eq)]
pub struct State {
    pub round: i64,
    pub question: i64,
    pub finished: bool,
    /// A fair window is open.
    pub provisional: bool,
    pub locked: bool,
    pub question_value: i64,
    pub rules: Settings,
    pub active: Option<PlayerId>,
    pub queue: Vec<PlayerId>,
    /// Of those in the queue, who has answered.
    pub wrong: Vec<PlayerId>,
    pub roster: Vec<Seat>,
    /// With their scores.
    pub teams: Vec<(TeamId, i64)>,
    pub host_online: bool,
    pub last_event: Option<LastEvent>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    pub id: PlayerId,
    pub name: String,
    pub team: Option<TeamId>,
    pub score: i64,
    pub presence: String,
}

/// Short enough to be read in a message.
impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let short = |id: &str| id.chars().take(8).collect::<String>();
        let queue: Vec<_> = self.queue.iter().map(|id| short(id)).collect();
        let roster = self.roster.iter();
        let roster: Vec<_> = roster
            .map(|seat| format!("{} {} {}", short(&seat.id), seat.name, seat.score))
            .collect();
        let state = if self.locked { "locked" } else { "open" };
        write!(
            f,
            "[round {} of question {} {state}, for {}",
            self.round, self.question, self.question_value
        )?;
        if let Some(LastEvent { id, kind }) = &self.last_event {
            write!(f, ", after {kind} {id}")?;
        }
        if self.provisional {
            write!(f, ", provisional")?;
        }
        if let Some(active) = &self.active {
            write!(f, ", active {}", short(active))?;
        }
        write!(
            f,
            ", queue {}, roster {}, teams {:?}]",
            queue.join(" "),
            roster.join(", "),
            self.teams,
        )
    }
}

impl State {
    fn of(lobby: &Lobby) -> Self {
        let seats = lobby.players.iter().map(|player| Seat {
            id: player.id.clone(),
            name: player.name.clone(),
            team: player.team_id.clone(),
            score: player.score,
            presence: player.presence.clone(),
        });
        let queue = lobby.buzz_queue.iter();
        let wrong = queue.filter(|queued| queued.state == "wrong");
        let teams = lobby.teams.iter();
        Self {
            question: lobby.question,
            finished: lobby.phase == "finished",
            provisional: lobby.window_ends_at.is_some(),
            rules: lobby.settings.clone(),
            wrong: wrong.map(|queued| queued.id.clone()).collect(),
            teams: teams.map(|team| (team.id.clone(), team.score)).collect(),
            last_event: lobby.last_event.clone(),
            round: lobby.round,
            locked: lobby.locked,
            question_value: lobby.question_value,
            active: lobby.active_player.as_ref().map(|active| active.id.clone()),
            queue: lobby.buzz_queue.iter().map(|q| q.id.clone()).collect(),
            roster: seats.collect(),
            host_online: lobby.host.online,
        }
    }

    /// From 1: the player's own, or the team's where teams share one.
    pub fn position(&self, player: &str) -> Option<usize> {
        let team = self.shared(player);
        let mut queue = self.queue.iter();
        let index = queue.position(|id| id == player || team.is_some() && self.shared(id) == team);
        Some(index? + 1)
    }

    /// The team that a player shares a place with.
    pub fn shared(&self, player: &str) -> Option<&TeamId> {
        let shares = self.rules.buzz_per == BuzzPer::Team;
        let seat = self.seat(player).filter(|_| shares)?;
        seat.team.as_ref()
    }

    /// Whether a buzz that is stored next may come before others.
    pub fn is_fair_after_a_buzz(&self) -> bool {
        let opens = self.queue.is_empty() && self.rules.fair_window_ms > 0;
        self.provisional || opens
    }

    /// Who would have the word if the active player's answer were wrong.
    pub fn next_in_line(&self) -> Option<&PlayerId> {
        let active = self.active.as_ref()?;
        let team = self.shared(active);
        self.queue.iter().find(|id| {
            let is_of_team = team.is_some() && self.shared(id) == team;
            *id != active && !is_of_team && !self.wrong.contains(id)
        })
    }

    pub fn seat(&self, player: &str) -> Option<&Seat> {
        self.roster.iter().find(|seat| seat.id == player)
    }
}

/// The state at a version, and when it was first known to be there.
pub struct Moment {
    pub state: State,
    pub first_seen: Nanos,
}

/// An answer that carried a version.
pub struct Sighting {
    pub version: i64,
    /// When it was asked for; none for the later events of a stream, which are not asked for one by one.
    pub start: Option<Nanos>,
    pub end: Nanos,
    pub by: String,
}

/// A buzz that was answered with a position.
pub struct Acknowledgement<'a> {
    pub player: &'a str,
    pub buzzed: &'a Buzzed,
    pub start: Nanos,
    pub end: Nanos,
}

/// All attempts of one operation.
pub struct Operation<'a> {
    pub request: &'a Request,
    pub attempts: Vec<&'a Call>,
}

impl Operation<'_> {
    pub fn start(&self) -> Nanos {
        let starts = self.attempts.iter().map(|call| call.start);
        starts.min().unwrap_or_default()
    }

    /// When the first attempt began that may have changed something; none where all were refused.
    pub fn may_act_from(&self) -> Option<Nanos> {
        let acting = self
            .attempts
            .iter()
            .filter(|call| !matches!(call.answer, Answer::Refused { .. }));
        acting.map(|call| call.start).min()
    }

    /// The first attempt that was answered with success.
    pub fn success(&self) -> Option<&Call> {
        let mut calls = self.attempts.iter().copied();
        calls.find(|call| {
            !matches!(
                call.answer,
                Answer::Refused { .. } | Answer::Ambiguous { .. }
            )
        })
    }
}

pub struct Story<'a> {
    pub operations: Vec<Operation<'a>>,
    pub events: Vec<&'a Event>,
    pub moments: BTreeMap<i64, Moment>,
    pub sightings: Vec<Sighting>,
    pub acknowledgements: Vec<Acknowledgement<'a>>,
    /// Of a player in a round, as they were shown.
    pub buzz_times: BTreeMap<(i64, &'a str), BTreeSet<Timestamp>>,
    pub views: Vec<View<'a>>,
}

/// A lobby as it was shown to somebody.
pub struct View<'a> {
    pub lobby: &'a Lobby,
    /// When it was read, at the earliest; none for waits, and for the later events of a stream.
    pub start: Option<Nanos>,
    pub end: Nanos,
}

impl<'a> Story<'a> {
    pub fn tell(records: &[&'a Record], findings: &mut Findings) -> Self {
        let mut story = Self {
            operations: Vec::new(),
            events: Vec::new(),
            moments: BTreeMap::new(),
            sightings: Vec::new(),
            acknowledgements: Vec::new(),
            buzz_times: BTreeMap::new(),
            views: Vec::new(),
        };
        let mut operations: BTreeMap<u64, Vec<&'a Call>> = BTreeMap::new();
        for record in records {
            match record {
                Record::Call(call) => {
                    operations.entry(call.operation).or_default().push(call);
                    story.hear(call, findings);
                }
                Record::Event(event) => story.follow(event, findings),
                Record::Begin(_) | Record::Fault(_) => {}
            }
        }
        story.operations = operations
            .into_values()
            .map(|attempts| Operation {
                request: &attempts[0].request,
                attempts,
            })
            .collect();
        story.infer(findings);
        story
    }

    pub fn last_version(&self) -> i64 {
        let versions = self.sightings.iter().map(|sighting| sighting.version);
        versions.max().unwrap_or_default()
    }

    /// What the lobby itself has told of the host's moves, when it was asked last.
    pub fn told(&self) -> Option<&'a [Told]> {
        let told = self.calls().filter_map(|call| match &call.answer {
            Answer::Told { events } => Some((call.start, events.as_slice())),
            _ => None,
        });
        let last = told.max_by_key(|(start, _)| *start);
        last.map(|(_, events)| events)
    }

    /// The versions that have begun another game, and those that have taken that back, if any.
    pub fn restarts(&self) -> Vec<(i64, Option<i64>)> {
        let told = self.told().unwrap_or_default();
        let undo_of = |id: i64| told.iter().find(|event| event.undoes == Some(id));
        let restarts = told.iter().filter(|event| event.kind == "restart");
        restarts
            .map(|event| (event.id, undo_of(event.id).map(|undo| undo.id)))
            .collect()
    }

    /// Whether an operation like this may have had an effect in that time.
    pub fn may_have(&self, from: Nanos, to: Nanos, meant: impl Fn(&Request) -> bool) -> bool {
        let mut operations = self.operations.iter().filter(|o| meant(o.request));
        operations.any(|operation| {
            let done_before = operation.success().is_some_and(|call| call.end < from);
            operation.may_act_from().is_some_and(|begun| begun < to) && !done_before
        })
    }

    pub fn calls(&self) -> impl Iterator<Item = &'a Call> {
        self.operations
            .iter()
            .flat_map(|o| o.attempts.iter().copied())
    }

    fn hear(&mut self, call: &'a Call, findings: &mut Findings) {
        let lobby = match &call.answer {
            Answer::Lobby { lobby } | Answer::Joined { lobby, .. } => lobby,
            Answer::Buzzed(buzzed) => {
                if let Request::Buzz { player, .. } = &call.request {
                    self.acknowledgements.push(Acknowledgement {
                        player,
                        buzzed,
                        start: call.start,
                        end: call.end,
                    });
                }
                return self.sight(buzzed.version, Some(call.start), call.end, &call.client);
            }
            Answer::Unchanged => {
                if let Request::ReadIfChanged { version } = call.request {
                    self.sight(version, Some(call.start), call.end, &call.client);
                }
                return;
            }
            Answer::Removed
            | Answer::Linked { .. }
            | Answer::Told { .. }
            | Answer::Ended { .. }
            | Answer::Refused { .. }
            | Answer::Ambiguous { .. } => return,
        };
        self.sight(lobby.version, Some(call.start), call.end, &call.client);
        // A wait is shown what those who wait are shown, until the end of a window is written.
        let is_wait = matches!(call.request, Request::Wait { .. });
        let start = (!is_wait).then_some(call.start);
        self.see(lobby, start, call.end, findings);
    }

    fn follow(&mut self, event: &'a Event, findings: &mut Findings) {
        let is_first = self.events.last().is_none_or(|_| {
            let mut earlier = self.events.iter().rev();
            !earlier.any(|other| other.stream == event.stream)
        });
        let start = is_first.then_some(event.start);
        self.sight(event.lobby.version, start, event.at, &event.client);
        self.see(&event.lobby, start, event.at, findings);
        findings.expect(
            event.id == event.lobby.version,
            Rule::AnswersAreExpected,
            || {
                format!(
                    "an event with id {} shows version {}",
                    event.id, event.lobby.version
                )
            },
        );
        self.events.push(event);
    }

    fn sight(&mut self, version: i64, start: Option<Nanos>, end: Nanos, by: &str) {
        let by = by.to_owned();
        self.sightings.push(Sighting {
            version,
            start,
            end,
            by,
        });
    }

    fn see(&mut self, lobby: &'a Lobby, start: Option<Nanos>, at: Nanos, findings: &mut Findings) {
        look_closely(lobby, findings);
        self.views.push(View {
            lobby,
            start,
            end: at,
        });
        for queued in &lobby.buzz_queue {
            let times = self
                .buzz_times
                .entry((lobby.round, &queued.id))
                .or_default();
            times.insert(queued.buzzed_at);
        }
        let state = State::of(lobby);
        match self.moments.entry(lobby.version) {
            Entry::Vacant(entry) => {
                entry.insert(Moment {
                    state,
                    first_seen: at,
                });
            }
            Entry::Occupied(mut entry) => {
                let moment = entry.get_mut();
                moment.first_seen = moment.first_seen.min(at);
                findings.expect(moment.state == state, Rule::OneVersionIsOneState, || {
                    format!(
                        "version {}: {:?} and {state:?}",
                        lobby.version, moment.state
                    )
                });
            }
        }
    }

    /// Fills gaps: an acknowledged buzz says what its version has changed in the one before.
    fn infer(&mut self, findings: &mut Findings) {
        let mut stored: BTreeMap<i64, &Acknowledgement<'_>> = BTreeMap::new();
        for ack in &self.acknowledgements {
            if ack.buzzed.status != BuzzStatus::Ok {
                continue;
            }
            if let Some(other) = stored.insert(ack.buzzed.version, ack) {
                findings.add(
                    Rule::OneVersionIsOneStep,
                    format!(
                        "version {}: the buzzes of {} and of {} were stored",
                        ack.buzzed.version, other.player, ack.player
                    ),
                );
            }
        }
        for (version, ack) in stored {
            let Some(before) = self.moments.get(&(version - 1)) else {
                continue;
            };
            let mut state = before.state.clone();
            state.provisional = ack.buzzed.provisional;
            let last = state.queue.len();
            let place = match ack.buzzed.provisional {
                true => ack.buzzed.position.saturating_sub(1).min(last),
                false => last,
            };
            state.queue.insert(place, ack.player.to_owned());
            self.moments.entry(version).or_insert(Moment {
                state,
                first_seen: ack.end,
            });
        }
    }
}

/// What must hold within one lobby as it was shown.
fn look_closely(lobby: &Lobby, findings: &mut Findings) {
    let version = lobby.version;
    let queue = &lobby.buzz_queue;
    let players = queue.iter().enumerate().all(|(index, queued)| {
        let is_listed = lobby.players.iter().any(|player| player.id == queued.id);
        let is_there_once = queue.iter().filter(|other| other.id == queued.id).count() == 1;
        queued.position == index + 1 && is_there_once && is_listed
    });
    let holds = players && State::of(lobby).position(&lobby.you.id) == lobby.you.position;
    findings.expect(holds, Rule::PositionsAreDense, || {
        format!("version {version} shows {queue:?} of {:?}", lobby.players)
    });
    let shares = lobby.settings.buzz_per == BuzzPer::Team;
    let teams: Vec<_> = queue
        .iter()
        .filter_map(|queued| queued.team_id.as_ref())
        .collect();
    let is_once = |team: &&TeamId| teams.iter().filter(|other| *other == team).count() == 1;
    let shared_once = !shares || teams.iter().all(is_once);
    findings.expect(shared_once, Rule::ATeamHasOnePlace, || {
        format!("version {version} shows {queue:?}")
    });
    let in_time = queue.is_sorted_by_key(|queued| queued.buzzed_at);
    findings.expect(in_time, Rule::BuzzTimesFollowTheOrder, || {
        format!("version {version} shows {queue:?}")
    });
    let answering = queue.iter().filter(|queued| queued.state == "answering");
    let answering: Vec<_> = answering.map(|queued| &queued.id).collect();
    let active = lobby.active_player.iter().map(|active| &active.id);
    let active: Vec<_> = active.collect();
    findings.expect(answering == active, Rule::OneVersionIsOneState, || {
        format!("version {version} shows {answering:?} as answering and {active:?} as active")
    });
    let players = &lobby.players;
    let ranked = players.iter().all(|player| {
        let ahead = players.iter().filter(|other| other.score > player.score);
        player.rank == ahead.count() + 1
    });
    findings.expect(ranked, Rule::OneVersionIsOneState, || {
        format!("version {version} shows ranks that are not those of the scores: {players:?}")
    });
}
