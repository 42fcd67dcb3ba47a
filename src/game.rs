//! The words and the rules of the game: no HTTP, no SQL, no clock and no source of randomness of its own.

mod code;
mod lobby;
mod name;
mod rules;
mod token;

pub use code::LobbyCode;
pub use lobby::{Buzz, Host, KeyedJoin, Lobby, Player, Presence, Role};
pub use name::{NameError, PlayerName};
pub use rules::{
    Action, BuzzStanding, Joined, Newcomer, PlayerEdit, PlayerRef, QuestionValue, Resolved, Score,
    Settings,
};
pub use token::{Digest, IdempotencyKey, IdempotencyKeyError, Salt, Secret, Token};

use jiff::SignedDuration;

/// A sign of life is written at most this often per person, so that reads stay reads.
pub const SIGN_OF_LIFE_INTERVAL: SignedDuration = SignedDuration::from_secs(30);

/// What is stored of a person's last sign of life may be older than the truth by [`SIGN_OF_LIFE_INTERVAL`].
/// Each limit below has it on top, so that the saving may delay an expiry and never hastens one.
const fn unseen_for(limit: SignedDuration) -> SignedDuration {
    SignedDuration::from_secs(limit.as_secs() + SIGN_OF_LIFE_INTERVAL.as_secs())
}

/// Unseen for this long, a host or player is shown as not online.
pub const AWAY_AFTER: SignedDuration = unseen_for(SignedDuration::from_mins(1));
/// Unseen for this long, a player leaves roster and queue but keeps seat, name and score.
pub const ABSENT_AFTER: SignedDuration = unseen_for(SignedDuration::from_mins(3));
/// A lobby whose host is unseen for this long is gone.
pub const HOST_GONE_AFTER: SignedDuration = unseen_for(SignedDuration::from_mins(60));
/// A lobby without players is gone when it has not changed for this long.
pub const EMPTY_GONE_AFTER: SignedDuration = SignedDuration::from_mins(60);

/// A move the rules do not allow. Expected in every game, and so a value, not an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such lobby, or it has expired.
    LobbyNotFound,
    /// The token belongs to nobody in this lobby.
    NotInLobby,
    HostOnly,
    PlayerOnly,
    PlayerNotFound,
    Locked,
    /// The request names a round that is not the current one.
    RoundChanged,
    NoActivePlayer,
    PlayerNotInQueue,
    LobbyFull,
    /// An idempotency key came again with another body.
    IdempotencyKeyReused,
}

/// What a use case answers when the database did its part: the result, or a refusal by the rules.
pub type Outcome<T> = Result<T, Refusal>;
