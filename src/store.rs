//! The one store, over either database. A method is a use case and one atomic step; no transaction leaves it.
//!
//! The outer `Result` is what nobody expects (the database is gone, a query is wrong), the inner [`Outcome`] what the
//! rules of the game refuse.

use std::sync::Arc;

use async_trait::async_trait;
use jiff::Timestamp;
use uuid::Uuid;

use crate::game::{
    Action, Digest, Host, Lobby, LobbyCode, Newcomer, Outcome, PlayerEdit, PlayerName, PlayerRef,
    Refusal, Resolved, Role, Salt, Secret, Settings,
};

mod bounded;
mod error;
mod pool;
#[cfg(feature = "postgres")]
mod postgres;
mod rows;
#[cfg(feature = "sqlite")]
mod sqlite;
pub mod sweeper;

pub use bounded::in_time;
pub use error::{ConnectError, StoreError};

use bounded::Bounded;

pub type StoreResult<T> = Result<T, StoreError>;

/// Codes to try for a new lobby. With 100,000 live lobbies one in ten is taken, and all of these once in 10^16 times.
pub const CODES_TO_TRY: usize = 16;

/// How often a buzz that lost to a change of the lobby is looked at again before the answer is "unavailable".
const BUZZ_ATTEMPTS: usize = 8;

/// Expired lobbies deleted, and due ones settled, by one sweep: bounds what a request can set off.
const SWEEP_BATCH: i64 = 500;

/// Not checked when it is compiled: the table is there only where migrations have run.
const APPLIED_MIGRATIONS: &str = "SELECT version FROM _sqlx_migrations WHERE success";

#[async_trait]
pub trait Store: Send + Sync {
    /// Opens a lobby, or finds the one that the same idempotency key opened before.
    async fn create(&self, new: NewLobby, now: Timestamp) -> StoreResult<Outcome<Created>>;

    /// Takes a seat in a lobby, or finds the one that the same idempotency key took before.
    async fn join(
        &self,
        code: LobbyCode,
        newcomer: Newcomer,
        max_players: usize,
        now: Timestamp,
    ) -> StoreResult<Outcome<Joined>>;

    /// The lobby as one of its members sees it. One query, and no write unless time has changed something or a
    /// sign of life is due.
    async fn view(&self, by: &Credentials, now: Timestamp) -> StoreResult<Outcome<Viewed>>;

    /// Puts a player at the end of the queue, once a round. One statement and one commit.
    async fn buzz(
        &self,
        by: &Credentials,
        round: Option<i64>,
        now: Timestamp,
    ) -> StoreResult<Outcome<Buzzed>>;

    /// Locks or opens the buzzers, sets what the question is worth.
    async fn set(
        &self,
        by: &Credentials,
        settings: Settings,
        now: Timestamp,
    ) -> StoreResult<Outcome<Viewed>>;

    /// Makes a queued player active.
    async fn confirm(
        &self,
        by: &Credentials,
        player: Uuid,
        round: Option<i64>,
        now: Timestamp,
    ) -> StoreResult<Outcome<Viewed>>;

    /// Scores the active player's answer and opens the next round.
    async fn resolve(
        &self,
        by: &Credentials,
        action: Action,
        round: Option<i64>,
        now: Timestamp,
    ) -> StoreResult<Outcome<(Viewed, Resolved)>>;

    /// Empties the queue and opens the next round.
    async fn reset(
        &self,
        by: &Credentials,
        round: Option<i64>,
        now: Timestamp,
    ) -> StoreResult<Outcome<Viewed>>;

    /// Renames a player or sets a score.
    async fn edit_player(
        &self,
        by: &Credentials,
        player: PlayerRef,
        edit: PlayerEdit,
        now: Timestamp,
    ) -> StoreResult<Outcome<Viewed>>;

    /// Takes a player out of the lobby for good.
    async fn remove_player(
        &self,
        by: &Credentials,
        player: PlayerRef,
        now: Timestamp,
    ) -> StoreResult<Outcome<()>>;

    /// Deletes the lobby with everybody in it.
    async fn close(&self, by: &Credentials, now: Timestamp) -> StoreResult<Outcome<()>>;

    /// Deletes lobbies that have expired and settles those in which somebody is due to go. Costs in proportion to
    /// what is due, and at most a batch of it; one query where nothing is.
    async fn sweep(&self, now: Timestamp) -> StoreResult<Swept>;

    /// The versions of those of the lobbies that exist, in one query.
    async fn versions(&self, codes: &[LobbyCode]) -> StoreResult<Vec<(LobbyCode, i64)>>;

    /// The lobby with its roster, for viewers who have proved already who they are. One query.
    async fn roster(&self, code: LobbyCode) -> StoreResult<Option<Lobby>>;

    /// Writes down that these were seen. Touches no version and brings nobody back.
    async fn seen(&self, hosts: &[LobbyCode], players: &[Uuid], now: Timestamp) -> StoreResult<()>;

    /// Stores lobbies from elsewhere, all or none; those that are there already are left alone.
    async fn import(&self, lobbies: Vec<Lobby>) -> StoreResult<Result<Imported, CodeTaken>>;

    /// How much goes on in all lobbies. Costs in proportion to them, though it reads indexes only: ask seldom.
    async fn census(&self, now: Timestamp) -> StoreResult<Census>;

    /// How this process's connections are doing just now. Asks nobody.
    fn connections(&self) -> Connections;

    /// Whether the database answers.
    async fn ping(&self) -> StoreResult<()>;

    /// Brings a schema that is not up to date to this build's. Safe to run on several instances at once.
    async fn migrate(&self) -> StoreResult<()>;

    /// Whether the schema is there and not older than this build. [`StoreError::Outdated`] where it is.
    async fn check_schema(&self) -> StoreResult<()>;

    /// Closes the connections, after what is under way.
    async fn disconnect(&self);
}

/// A lobby code and the digest of the token that came with it.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub code: LobbyCode,
    pub token: Digest,
}

#[derive(Clone, Debug)]
pub struct NewLobby {
    /// Tried in turn until one is free.
    pub codes: [LobbyCode; CODES_TO_TRY],
    pub host_id: Uuid,
    pub host_name: PlayerName,
    pub secret: Secret,
}

impl NewLobby {
    fn open(&self, code: LobbyCode, now: Timestamp) -> Lobby {
        let host = Host {
            id: self.host_id,
            name: self.host_name.clone(),
            token: self.secret.token.digest(),
            last_seen: now,
            online: true,
        };
        Lobby::open(code, host, now)
    }

    fn key(&self) -> Option<(Digest, &Salt)> {
        let (key, salt) = self.secret.idempotency.as_ref()?;
        Some((key.digest(), salt))
    }
}

#[derive(Debug)]
pub struct Created {
    pub view: Viewed,
    /// The salt of the lobby's own token, where a repeated key found the lobby of its own earlier request.
    pub repeated: Option<Salt>,
}

#[derive(Debug)]
pub struct Joined {
    pub view: Viewed,
    pub player: Uuid,
    /// The salt of the seat's own token, where a repeated key found the seat of its own earlier request.
    pub repeated: Option<Salt>,
}

impl From<(Lobby, crate::game::Joined)> for Joined {
    fn from((lobby, joined): (Lobby, crate::game::Joined)) -> Self {
        Self {
            view: Viewed::new(lobby, Role::Player(joined.player)),
            player: joined.player,
            repeated: joined.repeated,
        }
    }
}

/// A lobby, and who is looking.
#[derive(Clone, Debug)]
pub struct Viewed {
    /// Shared by all who look at the same version.
    pub lobby: Arc<Lobby>,
    pub viewer: Role,
}

impl Viewed {
    fn new(lobby: Lobby, viewer: Role) -> Self {
        let lobby = Arc::new(lobby);
        Self { lobby, viewer }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buzzed {
    /// The player was in this round's queue before this request.
    pub already: bool,
    /// From 1.
    pub position: i64,
    pub round: i64,
    pub version: i64,
}

impl Buzzed {
    fn already(lobby: &Lobby, position: usize) -> Self {
        Self {
            already: true,
            position: position as i64,
            round: lobby.round,
            version: lobby.version,
        }
    }
}

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Lobbies that had expired.
    pub deleted: u64,
    /// Lobbies in which somebody went away or came off the roster.
    pub settled: u64,
    /// Lobbies that were due, but can't be read.
    pub unreadable: u64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub imported: u64,
    pub already_there: u64,
}

/// An imported lobby's code is that of another lobby.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("lobby {0} exists already, with another host")]
pub struct CodeTaken(pub LobbyCode);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Lobbies that have not expired.
    pub lobbies: i64,
    pub players_online: i64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Connections {
    pub in_use: usize,
    /// At most so many may be.
    pub limit: usize,
    /// Tasks that wait for one.
    pub waiting: usize,
}

/// What became of a lobby.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Version(i64),
    Closed,
    Expired,
}

impl Change {
    fn of(lobby: &Lobby, expired: bool) -> Self {
        match (lobby.closed, expired) {
            (false, _) => Self::Version(lobby.version),
            (true, false) => Self::Closed,
            (true, true) => Self::Expired,
        }
    }

    /// `None` when the lobby is gone.
    pub fn version(self) -> Option<i64> {
        match self {
            Self::Version(version) => Some(version),
            Self::Closed | Self::Expired => None,
        }
    }
}

/// Hears of every committed change that is made to a lobby through this store.
pub type OnChange = Arc<dyn Fn(LobbyCode, Change) + Send + Sync>;

pub struct Options {
    pub max_connections: u32,
    pub on_change: OnChange,
}

/// Brings the schema up to date, if it is older than this build. One that a later build has changed is left as it is: what
/// that build added is in nobody's way, and going back to this one must not fail over it.
pub async fn upgrade(store: &dyn Store) -> StoreResult<()> {
    match store.check_schema().await {
        Err(StoreError::Outdated) => store.migrate().await,
        checked => checked,
    }
}

/// Opens the store that `url` names. Does not wait for a server: a database that is not there yet is an error of the
/// use cases, until it is.
///
/// # Errors
/// [`ConnectError`] for a URL no backend of this build understands, and for an SQLite file that can't be opened.
pub async fn connect(url: &str, options: Options) -> Result<Arc<dyn Store>, ConnectError> {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme);
    let max_connections = options.max_connections;
    match scheme {
        #[cfg(feature = "postgres")]
        Some("postgres" | "postgresql") => {
            let store = postgres::PostgresStore::connect(url, options)?;
            Ok(Arc::new(Bounded::new(store, max_connections)))
        }
        #[cfg(feature = "sqlite")]
        Some("sqlite") => {
            let store = sqlite::SqliteStore::connect(url, options).await?;
            Ok(Arc::new(Bounded::new(store, max_connections)))
        }
        _ => Err(ConnectError::Scheme(scheme.unwrap_or_default().to_owned())),
    }
}

/// Where the table of migrations can't be asked, nobody has migrated yet.
fn outdated(error: sqlx::Error) -> StoreError {
    match error.into() {
        StoreError::Unexpected(_) => StoreError::Outdated,
        other => other,
    }
}

/// A move by somebody who must be in the lobby: who it is, a sign of life, and the move itself.
fn played_by<T>(
    by: &Credentials,
    now: Timestamp,
    action: impl FnOnce(&mut Lobby, Role) -> Outcome<T>,
) -> impl FnOnce(&mut Lobby) -> Outcome<(Role, T)> {
    move |lobby| {
        let role = lobby.authenticate(&by.token).ok_or(Refusal::NotInLobby)?;
        let result = lobby.apply(now, |lobby| {
            lobby.attend(role, now);
            action(lobby, role)
        })?;
        Ok((role, result))
    }
}

/// What a look at a lobby calls for besides the look.
enum Look {
    /// Nothing: it is as it seems.
    Current(Viewed),
    /// A sign of life of the viewer.
    SignOfLife(Viewed),
    /// The lobby has expired, time has changed something in it, or the viewer is back: to be settled under its lock.
    Settle,
}

fn look(mut lobby: Lobby, by: &Credentials, now: Timestamp) -> Outcome<Look> {
    // Before anybody is told anything: what is due may be the end of the lobby.
    if lobby.is_expired(now) || lobby.is_due(now) {
        return Ok(Look::Settle);
    }
    let viewer = lobby.authenticate(&by.token).ok_or(Refusal::NotInLobby)?;
    let present = match viewer {
        Role::Host => lobby.host.online,
        Role::Player(id) => lobby.seated(id).is_some_and(|player| player.is_online()),
    };
    if !present {
        return Ok(Look::Settle);
    }
    let wants_sign_of_life = lobby.wants_sign_of_life(viewer, now);
    lobby.attend(viewer, now); // moves `expires_at` with the host
    let viewed = Viewed::new(lobby, viewer);
    Ok(match wants_sign_of_life {
        true => Look::SignOfLife(viewed),
        false => Look::Current(viewed),
    })
}
