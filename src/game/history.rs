//! What the host did, kept so that it can be told of and, by `undo`, taken back.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::choice::choices;
use super::commands::host_only;
use super::{Action, Command, Event, Lobby, Outcome, Player, Presence, Role, Team};

choices! {
    /// What a record is of.
    RecordKind {
        /// Buzzers opened or locked, a value, or rules.
        Set = "set",
        Confirm = "confirm",
        Resolve = "resolve",
        Reset = "reset",
        Finish = "finish",
        /// A new game with the same players.
        Restart = "restart",
        /// A score by hand.
        Score = "score",
        Rename = "rename",
        /// A player was put into a team, or out of one.
        Team = "team",
        /// The list of teams was changed.
        Teams = "teams",
        Kick = "kick",
        Undo = "undo",
    }
}

impl RecordKind {
    /// Whether it can be taken back.
    pub fn is_undoable(self) -> bool {
        match self {
            Self::Confirm
            | Self::Resolve
            | Self::Reset
            | Self::Finish
            | Self::Restart
            | Self::Score
            | Self::Kick => true,
            Self::Set | Self::Rename | Self::Team | Self::Teams | Self::Undo => false,
        }
    }
}

/// One move of the host.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The version of the lobby that the move has made.
    pub id: i64,
    pub kind: RecordKind,
    pub at: Timestamp,
    /// It was taken back.
    pub undone: bool,
    pub account: Account,
    pub before: Before,
}

/// The newest move that can be taken back and was not.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct LastMove {
    pub id: i64,
    pub kind: RecordKind,
    pub at: Timestamp,
}

/// What there is to tell of a move.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Account {
    /// The question and the round in which it was made, and what the question was worth then.
    pub question: i64,
    pub round: i64,
    pub value: i64,
    /// Whom it was about, by the name of then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub player: Option<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
    /// The team that has gained by it what the player has, or that it was about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<Named>,
    /// What player and team have gained by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<i64>,
    /// The queue, where the move has emptied it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue: Option<Vec<Queued>>,
    /// The move that this one has taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoes: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Named {
    pub id: Uuid,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Queued {
    #[serde(flatten)]
    pub player: Named,
    pub at: Timestamp,
    /// These two of a fair window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrived: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<Timestamp>,
}

/// What a move has changed, as it was before.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub struct Before {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) scores: Vec<(Uuid, i64)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) seat: Option<Box<Seat>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) play: Option<Box<Play>>,
}

/// What goes on in a question, but for the queue.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub(super) struct Play {
    pub(super) question: i64,
    pub(super) value: i64,
    pub(super) locked: bool,
    pub(super) finished: bool,
    pub(super) active: Option<Uuid>,
    pub(super) out_of_time: bool,
    pub(super) wrong: Vec<Uuid>,
    pub(super) early: Vec<(Uuid, Timestamp)>,
}

/// A player who was taken out.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub(super) struct Seat {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) joined_at: Timestamp,
    pub(super) last_seen: Timestamp,
    pub(super) presence: Presence,
    pub(super) score: i64,
    #[serde(default)]
    pub(super) team: Option<Uuid>,
    #[serde(default)]
    pub(super) joined_team: Option<Uuid>,
    pub(super) token: String,
    /// Key, name and salt of a join that came with a key.
    pub(super) keyed_join: Option<(String, String, String)>,
    pub(super) place: Option<PlaceInQueue>,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub(super) struct PlaceInQueue {
    pub(super) round: i64,
    pub(super) index: usize,
    pub(super) at: Timestamp,
    /// These two of a fair window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) arrived: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) claimed: Option<Timestamp>,
    /// Of a player who had the word.
    pub(super) word: Option<Word>,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
pub(super) struct Word {
    /// The buzzers may have been opened beside it.
    pub(super) locked: bool,
    pub(super) out_of_time: bool,
}

impl From<&Record> for LastMove {
    fn from(record: &Record) -> Self {
        Self {
            id: record.id,
            kind: record.kind,
            at: record.at,
        }
    }
}

impl Named {
    fn of(player: &Player) -> Self {
        Self {
            id: player.id,
            name: player.name.as_str().to_owned(),
        }
    }

    fn of_team(team: &Team) -> Self {
        Self {
            id: team.id,
            name: team.name.as_str().to_owned(),
        }
    }
}

impl Lobby {
    /// Who may look at what the host did: the host, and a screen.
    ///
    /// # Errors
    /// [`Refusal::HostOnly`].
    pub fn may_see_history(by: Role) -> Outcome<()> {
        match by {
            Role::Screen(_) => Ok(()),
            Role::Host | Role::Player(_) => host_only(by),
        }
    }

    /// Keeps what a command of the host has changed since `before`.
    pub(super) fn record(
        &mut self,
        before: &Self,
        command: &Command,
        events: &[Event],
        now: Timestamp,
    ) {
        let Some(kind) = kind_of(command, events) else {
            return;
        };
        let record = Record {
            id: self.version,
            kind,
            at: now,
            undone: false,
            account: before.account(self, command, events),
            before: before.before(self, kind),
        };
        if kind.is_undoable() {
            self.last_move = Some(LastMove::from(&record));
        }
        self.records.push(record);
    }

    /// Once the records are stored, and what was recalled is of no more use.
    pub fn forget_what_is_stored(&mut self) {
        (self.records, self.recalled) = (Vec::new(), Vec::new());
        self.undone = None;
    }

    /// What there is to tell of a command that was given to this lobby, and made it `after`.
    fn account(&self, after: &Self, command: &Command, events: &[Event]) -> Account {
        let player = match command {
            Command::Confirm { player, .. } => Some(*player),
            Command::Resolve { .. } => self.active_player,
            Command::Edit { player, .. } | Command::Remove(player) => player.id(),
            _ => None,
        };
        let player = player.and_then(|id| self.member(id));
        let team = match command {
            Command::EditTeam { team, .. } => self.team(*team),
            Command::Resolve { .. } => player.and_then(|player| self.team_of(player.id)),
            _ => None,
        };
        let gained_by_team = team.and_then(|team| Some(after.team(team.id)?.score - team.score));
        let gained = player.and_then(|player| {
            let now = after.member(player.id)?;
            let is_scored = matches!(command, Command::Resolve { .. } | Command::Edit { .. });
            is_scored.then(|| now.score - player.score)
        });
        let ends_round = |event: &Event| {
            matches!(
                event,
                Event::QuestionBegan { .. } | Event::Reopened { .. } | Event::Restarted { .. }
            )
        };
        Account {
            question: self.question,
            round: self.round,
            value: self.question_value.get(),
            player: player.map(Named::of),
            action: match command {
                Command::Resolve { judgement, .. } => Some(judgement.action),
                _ => None,
            },
            team: team.map(Named::of_team),
            points: gained.or(gained_by_team),
            queue: events.iter().any(ends_round).then(|| self.told_queue()),
            undoes: match command {
                Command::Undo { event } => Some(*event),
                _ => None,
            },
        }
    }

    fn told_queue(&self) -> Vec<Queued> {
        let standings = self.standings();
        let queue = self.queue.iter().filter_map(|buzz| {
            let player = Named::of(standings.member(self, buzz.player)?);
            Some(Queued {
                player,
                at: buzz.at,
                arrived: buzz.arrived,
                claimed: buzz.claimed,
            })
        });
        queue.collect()
    }

    /// What a move has to put back that has made this lobby `after`.
    fn before(&self, after: &Self, kind: RecordKind) -> Before {
        if !kind.is_undoable() {
            return Before::default();
        }
        let standings = after.standings();
        let scores = self.members().filter_map(|player| {
            let now = standings.member(after, player.id)?;
            (now.score != player.score).then_some((player.id, player.score))
        });
        let of_teams = self.teams.iter().filter_map(|team| {
            let now = after.team(team.id)?;
            (now.score != team.score).then_some((team.id, team.score))
        });
        let taken_out = self
            .members()
            .find(|player| standings.of(player.id).is_none());
        let plays = !matches!(kind, RecordKind::Score | RecordKind::Kick);
        Before {
            scores: scores.chain(of_teams).collect(),
            seat: taken_out.map(|player| Box::new(self.seat(player))),
            play: plays.then(|| Box::new(self.play_of_now())),
        }
    }

    fn play_of_now(&self) -> Play {
        let early = self.false_starts.iter();
        Play {
            question: self.question,
            value: self.question_value.get(),
            locked: self.locked,
            finished: self.finished,
            active: self.active_player,
            out_of_time: self.out_of_time,
            wrong: self.wrong.clone(),
            early: early
                .map(|starter| (starter.player, starter.until))
                .collect(),
        }
    }

    fn seat(&self, player: &Player) -> Seat {
        let queue = self.queue.iter().enumerate();
        let place = queue.clone().find(|(_, buzz)| buzz.player == player.id);
        Seat {
            id: player.id,
            name: player.name.as_str().to_owned(),
            joined_at: player.joined_at,
            last_seen: player.last_seen,
            presence: player.presence,
            score: player.score,
            team: player.team,
            token: player.token.as_str().to_owned(),
            joined_team: player.keyed_join.as_ref().and_then(|join| join.team),
            keyed_join: player.keyed_join.as_ref().map(|join| {
                let (key, name) = (join.key.as_str(), join.name.as_str());
                (
                    key.to_owned(),
                    name.to_owned(),
                    join.salt.as_str().to_owned(),
                )
            }),
            place: place.map(|(index, buzz)| PlaceInQueue {
                round: self.round,
                index,
                at: buzz.at,
                arrived: buzz.arrived,
                claimed: buzz.claimed,
                word: (self.active_player == Some(player.id)).then_some(Word {
                    locked: self.locked,
                    out_of_time: self.out_of_time,
                }),
            }),
        }
    }
}

/// `None` for a command that is no move of a host, or has changed nothing.
fn kind_of(command: &Command, events: &[Event]) -> Option<RecordKind> {
    if events.is_empty() {
        return None;
    }
    match command {
        Command::Set(_) => Some(RecordKind::Set),
        Command::Confirm { .. } => Some(RecordKind::Confirm),
        Command::Resolve { .. } => Some(RecordKind::Resolve),
        Command::Reset { .. } => Some(RecordKind::Reset),
        Command::Finish => Some(RecordKind::Finish),
        Command::Restart { .. } => Some(RecordKind::Restart),
        Command::Undo { .. } => Some(RecordKind::Undo),
        Command::Remove(_) => Some(RecordKind::Kick),
        Command::SetTeams(_) => Some(RecordKind::Teams),
        Command::EditTeam { .. } => Some(RecordKind::Score),
        Command::Edit { .. } => {
            let is_score = |event: &Event| matches!(event, Event::Rescored { .. });
            let is_team = |event: &Event| matches!(event, Event::ChangedTeam { .. });
            Some(if events.iter().any(is_score) {
                RecordKind::Score
            } else if events.iter().any(is_team) {
                RecordKind::Team
            } else {
                RecordKind::Rename
            })
        }
        Command::Look
        | Command::StartFalsely { .. }
        | Command::MakeLink(_)
        | Command::RevokeLink(_)
        | Command::Close => None,
    }
}
