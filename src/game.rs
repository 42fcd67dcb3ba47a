//! The game alone: who is in a lobby, who may do what, and what becomes of it. No HTTP, no SQL, no clock and no source of
//! randomness of its own.
//!
//! A [`Command`] comes in; [`Lobby::decide`] refuses it or says which [`Event`]s follow; [`Lobby::evolve`] lets them
//! happen. A new rule is a command or an event, and its arm in each of the two.

mod bounded;
mod choice;
mod code;
mod commands;
mod events;
mod fair;
mod history;
mod join;
mod links;
mod lobby;
mod members;
mod name;
mod points;
mod queue;
mod rounds;
mod settings;
mod standings;
mod teams;
mod time;
mod token;
mod undo;

use jiff::Timestamp;

pub use bounded::{Bounded, BoundsError};
pub use choice::ChoiceError;
pub use code::LobbyCode;
pub use commands::{Command, Played, PlayerEdit, PlayerRef, Refusals};
pub use events::Event;
pub use fair::FairWindow;
pub use history::{Account, Before, LastMove, Named, Queued, Record, RecordKind};
pub use join::Newcomer;
pub use links::{KeyedLink, Link, LinkRole, LinkTo, NewLink};
pub use lobby::{Ending, Lobby, Phase};
pub use members::{Host, KeyedJoin, Player, Presence, Role};
pub use name::{NameError, PlayerName};
pub use points::{Action, QuestionValue, Score, ScoreEdit};
pub use queue::{Buzz, BuzzStanding, FalseStarter, Place};
pub use rounds::{Judgement, LobbyEdit};
pub use settings::{
    BuzzPer, Doors, FairWindowLength, FalseStart, Opens, PickedValue, Settings, SettingsEdit,
    TeamChoice, TimeLimit, Values, WrongAnswer,
};
pub use standings::{Standing, Standings};
pub use teams::{Colour, Team, TeamEdit};
pub use time::{
    ABSENT_AFTER, AWAY_AFTER, EMPTY_GONE_AFTER, HOST_GONE_AFTER, SIGN_OF_LIFE_INTERVAL,
};
pub use token::{Digest, IdempotencyKey, IdempotencyKeyError, Salt, Secret, Token};

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
    TeamNotFound,
    LinkNotFound,
    Locked,
    /// The buzz came before the buzzers were open, or its player may not buzz yet for one that did.
    TooEarly {
        until: Timestamp,
    },
    /// The request names a round that is not the current one.
    RoundChanged,
    NoActivePlayer,
    PlayerNotInQueue,
    /// The fair window is open, and the first place may still change.
    WindowOpen,
    LobbyFull,
    /// Nobody new may join.
    DoorsClosed,
    /// The last standings are shown.
    Finished,
    /// The move that is to be undone is not the newest that can be.
    NothingToUndo,
    /// An idempotency key came again with another body.
    IdempotencyKeyReused,
}

/// What a use case answers when the database did its part: the result, or a refusal by the rules.
pub type Outcome<T> = Result<T, Refusal>;
