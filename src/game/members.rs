//! The people of a lobby: its host, its players, and whether they are there.

use jiff::Timestamp;
use uuid::Uuid;

use super::choice::choices;
use super::{Digest, PlayerName, Salt};

#[derive(Clone, Debug, PartialEq)]
pub struct Host {
    pub id: Uuid,
    pub name: PlayerName,
    pub token: Digest,
    pub last_seen: Timestamp,
    pub online: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Player {
    pub id: Uuid,
    pub name: PlayerName,
    pub joined_at: Timestamp,
    pub last_seen: Timestamp,
    pub presence: Presence,
    pub score: i64,
    pub team: Option<Uuid>,
    /// In a lobby that is read to be shown: empty, but for the viewer's.
    pub token: Digest,
    /// `None` for a join without a key, and in a lobby that is read to be shown.
    pub keyed_join: Option<KeyedJoin>,
}

/// A join that came with an idempotency key: what a repetition is recognised by, and answered with.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyedJoin {
    pub key: Digest,
    /// The name asked for, before a number was added or it was changed: what makes a repetition "the same body".
    pub name: PlayerName,
    /// The team asked for.
    pub team: Option<Uuid>,
    /// Of the player's token.
    pub salt: Salt,
}

choices! {
    Presence {
        /// On the roster, and seen lately.
        Online = "online",
        /// On the roster, but not seen for [`super::AWAY_AFTER`].
        Away = "away",
        /// Not seen for [`super::ABSENT_AFTER`]: off the roster, with a seat to come back to.
        Absent = "absent",
        /// Left or was kicked. Kept only to recognise a late repetition of the join.
        Departed = "departed",
    }
}

impl Presence {
    pub fn is_seated(self) -> bool {
        matches!(self, Self::Online | Self::Away)
    }
}

/// Who a token belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The host, or somebody with a link that makes one.
    Host,
    Player(Uuid),
    /// Who only looks on, by that link.
    Screen(Uuid),
}

impl Player {
    pub fn is_seated(&self) -> bool {
        self.presence.is_seated()
    }

    /// Whether the player is listed, and has a token that is good: on the roster or absent.
    pub fn is_member(&self) -> bool {
        self.presence != Presence::Departed
    }

    pub fn is_online(&self) -> bool {
        self.presence == Presence::Online
    }
}
