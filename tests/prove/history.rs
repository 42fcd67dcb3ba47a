//! What a run leaves behind: every call with its start and end, every event of a stream, every fault. Lines of JSON.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Nanoseconds since the history began, by the monotonic clock of the one process that records.
pub type Nanos = u64;

pub type PlayerId = String;

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
    pub database: String,
    pub instances: usize,
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
    },
    Join {
        key: String,
        name: String,
    },
    Buzz {
        player: PlayerId,
        round: i64,
    },
    Reset {
        round: i64,
    },
    Resolve {
        action: Action,
        round: i64,
    },
    Confirm {
        player: PlayerId,
        round: i64,
    },
    Set {
        locked: Option<bool>,
        question_value: Option<i64>,
    },
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
    Refused {
        status: u16,
        code: String,
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
    pub round: i64,
    pub version: i64,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BuzzStatus {
    Ok,
    Already,
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
    pub locked: bool,
    pub question_value: i64,
    pub host: Host,
    pub players: Vec<Player>,
    pub buzz_queue: Vec<Queued>,
    pub active_player: Option<Active>,
    pub you: You,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Host {
    pub online: bool,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Player {
    pub id: PlayerId,
    pub name: String,
    pub score: i64,
    pub rank: usize,
    pub presence: String,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Queued {
    pub id: PlayerId,
    pub position: usize,
    pub buzzed_at: Timestamp,
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
