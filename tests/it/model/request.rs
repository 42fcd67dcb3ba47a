//! An operation made concrete: who is meant, which round, how long. Lobbies and persons go by number, in order of
//! their first appearance.

use serde_json::Value;

use super::settings::Rules;

/// What one lobby is asked.
#[derive(Clone, Debug)]
pub struct Request {
    pub place: Place,
    pub bearer: Bearer,
    pub call: Call,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Lobby(usize),
    Unused,
    Impossible,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer {
    Person(usize),
    Stranger,
    Nobody,
    Malformed,
}

#[derive(Clone, Debug)]
pub enum Call {
    Create {
        name: Text,
        settings: Rules,
        key: Option<Key>,
    },
    Join {
        name: Text,
        key: Option<Key>,
        team: Option<Team>,
    },
    SetTeams(Vec<Wanted>),
    EditTeam {
        team: Team,
        score: Option<i64>,
        add: Option<i64>,
    },
    Preview,
    Get {
        tag: Option<Tag>,
    },
    Buzz {
        round: Option<i64>,
    },
    Set(Change),
    Confirm {
        player: Who,
        round: Option<i64>,
    },
    Resolve {
        verdict: Verdict,
        round: Option<i64>,
    },
    Reset {
        round: Option<i64>,
    },
    Finish,
    Restart {
        round: Option<i64>,
    },
    Undo {
        event: i64,
    },
    Edit {
        player: Who,
        name: Option<Text>,
        /// None in it for no team.
        team: Option<Option<Team>>,
        score: Option<i64>,
        add: Option<i64>,
    },
    Remove {
        player: Who,
    },
    MakeLink {
        role: &'static str,
        player: Option<Who>,
        label: Option<Text>,
        key: Option<Key>,
    },
    Links,
    Revoke {
        link: Option<usize>,
    },
    Close,
}

/// What is to change of a lobby.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    pub locked: Option<Flag>,
    pub points: Option<i64>,
    pub settings: Rules,
}

/// A team as the host wants it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub id: Option<Team>,
    pub name: Text,
    pub colour: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Team {
    Number(usize),
    Unknown,
}

/// How the host judges an answer.
#[derive(Clone, Copy, Debug)]
pub struct Verdict {
    pub action: &'static str,
    pub points: Option<i64>,
    pub then: Option<&'static str>,
}

/// A name as it is sent, and what it means.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    pub sent: &'static str,
    pub means: Option<&'static str>,
}

/// A truth value as it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    Yes,
    No,
    Malformed,
}

impl Flag {
    pub fn sent(self) -> Value {
        match self {
            Self::Yes => true.into(),
            Self::No => false.into(),
            Self::Malformed => "yes".into(),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Key {
    pub sent: String,
    pub means: Option<String>,
}

#[derive(Clone, Copy, Debug)]
pub enum Tag {
    Any,
    Of { version: i64, viewer: usize },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Me,
    Person(usize),
    Unknown,
    Malformed,
}
