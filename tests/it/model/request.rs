//! An operation made concrete: who is meant, which round, how long. Lobbies and persons go by number, in order of
//! their first appearance.

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
        key: Option<Key>,
    },
    Join {
        name: Text,
        key: Option<Key>,
    },
    Get {
        tag: Option<Tag>,
    },
    Buzz {
        round: Option<i64>,
    },
    Set {
        locked: Option<Result<bool, ()>>,
        points: Option<i64>,
    },
    Confirm {
        player: Who,
        round: Option<i64>,
    },
    Resolve {
        action: &'static str,
        points: Option<i64>,
        round: Option<i64>,
    },
    Reset {
        round: Option<i64>,
    },
    Edit {
        player: Who,
        name: Option<Text>,
        score: Option<i64>,
        add: Option<i64>,
    },
    Remove {
        player: Who,
    },
    Close,
}

/// A name as it is sent, and what it means.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    pub sent: &'static str,
    pub means: Option<&'static str>,
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
