//! What a run leaves behind: every call with its start and end, every event of a stream, every fault. Lines of JSON.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Nanoseconds since the history began, by the monotonic clock of the one process that records.
pub type Nanos = u64;

pub type PlayerId = String;

pub type TeamId = String;

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub enum Record {
    Begin(Begin),
    Call(Call),
    Event(Event),
    Fault(Fault),
}

/// The first record.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Begin {
    pub seed: u64,
    /// The time of day at nanosecond 0.
    pub at: Timestamp,
    pub database: String,
    pub instances: usize,
}

impl Begin {
    /// The time of day that was recorded as so many nanoseconds. Both are by clocks of one machine.
    pub fn time(&self, at: Nanos) -> Timestamp {
        let since = SignedDuration::from_nanos(i64::try_from(at).unwrap_or(i64::MAX));
        self.at.saturating_add(since).unwrap_or(Timestamp::MAX)
    }
}

pub fn begin(history: &[Record]) -> Option<&Begin> {
    history.iter().find_map(|record| match record {
        Record::Begin(begin) => Some(begin),
        _ => None,
    })
}

/// One attempt of one operation. A retry is another call with the same `operation`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Call {
    pub operation: u64,
    pub client: String,
    /// Empty where the lobby is not known yet.
    pub lobby: String,
    pub instance: usize,
    pub start: Nanos,
    pub end: Nanos,
    pub request: Request,
    pub answer: Answer,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Request {
    Create {
        key: String,
        settings: serde_json::Value,
    },
    SetTeams {
        names: Vec<String>,
    },
    Join {
        key: String,
        name: String,
        team: Option<TeamId>,
    },
    /// A player goes into a team, or out of all.
    Choose {
        player: PlayerId,
        team: Option<TeamId>,
    },
    Buzz {
        player: PlayerId,
        round: i64,
        /// When it was pressed, as the client claims: whole milliseconds.
        pressed_at: Option<Timestamp>,
    },
    Reset {
        round: i64,
    },
    Resolve {
        action: Action,
        round: i64,
        /// What is to follow if it is wrong, in place of the rule.
        then: Option<Then>,
    },
    Confirm {
        player: PlayerId,
        round: i64,
    },
    Set {
        locked: Option<bool>,
        question_value: Option<i64>,
    },
    Finish,
    /// A new game.
    Restart {
        round: i64,
    },
    Undo {
        event: i64,
        /// Of the move that is meant.
        kind: String,
    },
    /// A further token, for a screen.
    Link {
        key: String,
    },
    Revoke {
        link: String,
    },
    /// Another phone for a player.
    MoveSeat {
        key: String,
        player: PlayerId,
    },
    /// A buzz, where there is a player, or a read, by a token that is nobody's any more.
    Stale {
        player: Option<PlayerId>,
    },
    History,
    Leave {
        player: PlayerId,
    },
    Kick {
        player: PlayerId,
    },
    Read,
    /// `If-None-Match` with the tag of this version.
    ReadIfChanged {
        version: i64,
    },
    Wait {
        since: i64,
        seconds: u64,
    },
    /// Opens a stream; the answer is how it ended.
    Follow {
        last_event_id: Option<i64>,
    },
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    End,
    Next,
    Reopen,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Plus,
    Minus,
    Skip,
}

impl Action {
    pub fn points(self, question_value: i64) -> i64 {
        match self {
            Self::Plus => question_value,
            Self::Minus => -question_value,
            Self::Skip => 0,
        }
    }
}

#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(tag = "got", rename_all = "snake_case")]
pub enum Answer {
    /// To a read, or to a move of the host.
    Lobby {
        lobby: Box<Lobby>,
    },
    Joined {
        player: PlayerId,
        lobby: Box<Lobby>,
    },
    Buzzed(Buzzed),
    /// 304.
    Unchanged,
    /// 204.
    Removed,
    /// A link, whose token the client has from now on.
    Linked {
        link: String,
    },
    Told {
        events: Vec<Told>,
    },
    Refused {
        status: u16,
        code: String,
        /// Of who has buzzed too early: from when on a buzz counts.
        #[serde(default)]
        until: Option<Timestamp>,
    },
    /// A stream, by its last event or by the watcher.
    Ended {
        why: String,
    },
    /// No answer, half an answer, or a 5xx: it may have been done or not, and may still be done.
    Ambiguous {
        why: String,
    },
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Buzzed {
    pub status: BuzzStatus,
    pub position: usize,
    pub provisional: bool,
    pub round: i64,
    pub version: i64,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BuzzStatus {
    Ok,
    Already,
}

/// A move of the host, as the history of the lobby has it.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Told {
    pub id: i64,
    pub at: Timestamp,
    pub kind: String,
    pub undone: bool,
    pub player: Option<Named>,
    pub team: Option<Named>,
    pub points: Option<i64>,
    pub undoes: Option<i64>,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Named {
    pub id: String,
}

/// An event of a stream that the operation `stream` has opened.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Event {
    pub stream: u64,
    pub client: String,
    /// When the stream was asked for.
    pub start: Nanos,
    pub at: Nanos,
    pub id: i64,
    pub lobby: Box<Lobby>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Fault {
    pub at: Nanos,
    pub kind: String,
    /// Instances count from 0.
    pub instance: Option<usize>,
}

/// A lobby as the API shows it, but for what is only for the eye.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Lobby {
    pub code: String,
    pub version: i64,
    pub round: i64,
    pub question: i64,
    pub phase: String,
    pub locked: bool,
    pub question_value: i64,
    pub window_ends_at: Option<Timestamp>,
    pub settings: Settings,
    pub host: Host,
    pub teams: Vec<Team>,
    pub players: Vec<Player>,
    pub buzz_queue: Vec<Queued>,
    pub active_player: Option<Active>,
    pub you: You,
    pub last_event: Option<LastEvent>,
    pub created_at: Timestamp,
}

/// The rules that are not the same in all lobbies here.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Settings {
    pub wrong_answer: Then,
    pub opens: Opens,
    pub buzz_per: BuzzPer,
    pub values: Vec<i64>,
    pub fair_window_ms: i64,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Opens {
    AtOnce,
    ByHost,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BuzzPer {
    Player,
    Team,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    pub score: i64,
}

#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct LastEvent {
    pub id: i64,
    pub kind: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Host {
    pub online: bool,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Player {
    pub id: PlayerId,
    pub name: String,
    pub team_id: Option<TeamId>,
    pub score: i64,
    pub rank: usize,
    pub presence: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Queued {
    pub id: PlayerId,
    pub team_id: Option<TeamId>,
    pub position: usize,
    pub buzzed_at: Timestamp,
    /// The evidence, which hosts alone are shown.
    pub pressed_at: Option<Timestamp>,
    pub arrived_at: Option<Timestamp>,
    pub state: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Active {
    pub id: PlayerId,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct You {
    pub id: PlayerId,
    pub position: Option<usize>,
}

pub fn write(path: &Path, history: &[Record]) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for record in history {
        serde_json::to_writer(&mut file, record)?;
        file.write_all(b"\n")?;
    }
    file.flush()
}

pub fn read(path: &Path) -> io::Result<Vec<Record>> {
    BufReader::new(File::open(path)?)
        .lines()
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect()
}
