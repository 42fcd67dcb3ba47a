//! What a database has to do, and no more: its statements, each on one connection. The use cases above them are written
//! once.

use async_trait::async_trait;
use sqlx::migrate::Migrator;
use uuid::Uuid;

use super::rows::FirstCreation;
use super::windows::WindowColumns;
use super::{Census, Connections, Credentials, Glance, StoreResult};
use crate::game::{Digest, Link, Lobby, LobbyCode, Player, Record, Salt, Team};

/// A database, as far as it is connected to.
#[async_trait]
pub trait Backend: Send + Sync {
    /// A connection for statements that only read.
    async fn reader(&self) -> StoreResult<Box<dyn Session>>;

    /// A connection for any statement.
    async fn writer(&self) -> StoreResult<Box<dyn Session>>;

    fn connections(&self) -> Connections;

    /// Whether it has a clock that all instances can go by.
    fn has_clock(&self) -> bool;

    fn migrations(&self) -> &'static Migrator;

    /// Brings the schema up to date. Safe to run on several instances at once.
    async fn migrate(&self) -> StoreResult<()>;

    /// [`StoreError::SharedSession`](super::StoreError::SharedSession) where what a connection is told does not stay with it.
    async fn check_sessions(&self) -> StoreResult<()>;

    /// Closes all connections, those in use as they come back.
    fn leave(&self);

    /// Closes those connections that idle: each of them may be to a server that is gone, or that has changed.
    fn close_idle(&self);

    /// Closes the connections, after what is under way.
    async fn disconnect(&self);
}

/// A connection in use. Given back only if the use was finished: one that was cut short, or that failed, leaves it in
/// nobody knows which state, and it is closed. Times are microseconds.
#[async_trait]
pub trait Session: Players + Teams + Links + Records + Send {
    /// To be called before anything is acknowledged. Fails where what was written will be lost.
    fn give_back(self: Box<Self>) -> StoreResult<()>;

    async fn begin(&mut self) -> StoreResult<()>;
    async fn commit(&mut self) -> StoreResult<()>;
    async fn roll_back(&mut self) -> StoreResult<()>;

    /// Locks the lobby's row, then reads it with all its members, and with who has once taken a seat with that key.
    async fn lock_lobby(
        &mut self,
        code: LobbyCode,
        key: Option<&Digest>,
    ) -> StoreResult<Option<Lobby>>;

    /// Whether the lobby was stored: not if its code or key is taken.
    async fn insert_lobby(
        &mut self,
        lobby: &Lobby,
        key: Option<(&Digest, &Salt)>,
    ) -> StoreResult<bool>;

    /// Stores what can change of a lobby, but its fair window.
    async fn update_lobby(&mut self, lobby: &Lobby) -> StoreResult<()>;

    /// Apart from [`Session::update_lobby`], so that lobbies without a window pay nothing for it.
    async fn save_window(&mut self, code: LobbyCode, window: &WindowColumns) -> StoreResult<()>;
    async fn delete_lobby(&mut self, code: LobbyCode) -> StoreResult<()>;

    /// The one statement of a buzz. `None` where it was not stored, whatever the reason.
    async fn append_buzz(&mut self, buzz: NewBuzz<'_>) -> StoreResult<Option<StoredBuzz>>;

    /// The lobby with its members. Of the players it has what can be seen: the digests stay where they are, but that of the
    /// one whose `token` it is.
    async fn read_lobby(
        &mut self,
        code: LobbyCode,
        token: Option<&Digest>,
    ) -> StoreResult<Option<Lobby>>;

    /// What a look would show, where it would find nothing else to do: nothing is due at that moment, the host or player
    /// whose token it is is present, and was seen after `seen_after`. One row by its key, and one of a player.
    async fn glance(
        &mut self,
        by: &Credentials,
        now: i64,
        seen_after: i64,
    ) -> StoreResult<Option<Glance>>;

    async fn first_creation(&mut self, key: &Digest) -> StoreResult<Option<FirstCreation>>;
    async fn host_of(&mut self, code: LobbyCode) -> StoreResult<Uuid>;

    /// The versions of those of the lobbies that exist.
    async fn versions(&mut self, codes: &[LobbyCode]) -> StoreResult<Vec<(LobbyCode, i64)>>;

    /// Lobbies in which time may have changed something, those first that have waited longest.
    async fn due(&mut self, now: i64, most: i64) -> StoreResult<Vec<String>>;

    /// Deletes a lobby that can't be read, if its host was last seen by then. Whether it did.
    async fn delete_unread(&mut self, code: &str, host_seen: i64) -> StoreResult<bool>;

    async fn census(&mut self, limits: &CensusLimits) -> StoreResult<Census>;

    /// Signs of life of hosts. Waits for no row: those whose row is locked are left out, and returned.
    async fn see_hosts(&mut self, codes: &[LobbyCode], at: i64) -> StoreResult<Vec<LobbyCode>>;

    /// Signs of life of players. Waits for no row, either.
    async fn see_players(&mut self, players: &[Uuid], at: i64) -> StoreResult<Vec<Uuid>>;

    /// Says that the service is there, and when: at `now`, or by the database's own clock. Of the time since it was last
    /// said, at most `most` counts as time in which it could be reached.
    async fn beat(&mut self, now: Option<i64>, most: i64) -> StoreResult<Beat>;

    /// `StoreError::Encoding` where the database can't store every name.
    async fn check_encoding(&mut self) -> StoreResult<()>;

    /// The numbers of the migrations that have run.
    async fn applied_migrations(&mut self) -> StoreResult<Vec<i64>>;
}

/// The rows of a lobby's players: written where the lobby is locked.
#[async_trait]
pub trait Players {
    /// Stores a new player. `false` where one with this id is stored.
    async fn insert_player(&mut self, code: LobbyCode, player: &Player) -> StoreResult<bool>;

    /// Stores what can change of a player. `false` where the lobby has none with this id. Apart from `insert_player`: on
    /// Postgres, one statement for both may not find a row that a sign of life is written to, and is refused for the token.
    async fn update_player(&mut self, code: LobbyCode, player: &Player) -> StoreResult<bool>;

    /// Stores that a player has another token.
    async fn replace_token(&mut self, code: LobbyCode, player: &Player) -> StoreResult<()>;
    async fn delete_player(&mut self, code: LobbyCode, player: Uuid) -> StoreResult<()>;

    /// Keeps of those who have departed the `newest` so many.
    async fn forget_departed(&mut self, code: LobbyCode, newest: i64) -> StoreResult<()>;
}

/// The rows of a lobby's teams.
#[async_trait]
pub trait Teams {
    /// Stores a team, new or not, in its place among the others.
    async fn save_team(&mut self, code: LobbyCode, place: i64, team: &Team) -> StoreResult<()>;
    async fn delete_team(&mut self, code: LobbyCode, team: Uuid) -> StoreResult<()>;
}

/// The rows of a lobby's links.
#[async_trait]
pub trait Links {
    async fn insert_link(&mut self, code: LobbyCode, link: &Link) -> StoreResult<()>;

    /// Says since when a link is good no more.
    async fn mark_revoked(&mut self, code: LobbyCode, link: Uuid, at: i64) -> StoreResult<()>;
    async fn delete_link(&mut self, code: LobbyCode, link: Uuid) -> StoreResult<()>;
}

/// What is kept of the host's moves.
#[async_trait]
pub trait Records {
    /// Keeps a move of the host.
    async fn append_record(&mut self, code: LobbyCode, record: &Record) -> StoreResult<()>;

    /// Says of a move that it was taken back.
    async fn mark_undone(&mut self, code: LobbyCode, id: i64) -> StoreResult<()>;

    /// Keeps of a lobby's moves the `newest` so many, and the one that can be taken back.
    async fn forget_records(&mut self, lobby: &Lobby, newest: i64) -> StoreResult<()>;

    /// That move, and before it the newest that can be taken back and was not. Oldest first.
    async fn recall(&mut self, code: LobbyCode, id: i64) -> StoreResult<Vec<Record>>;

    /// The newest moves, at most so many. Oldest first.
    async fn records(&mut self, code: LobbyCode, most: i64) -> StoreResult<Vec<Record>>;
}

/// A buzz to be stored.
pub struct NewBuzz<'a> {
    pub code: LobbyCode,
    pub token: &'a Digest,
    pub round: Option<i64>,
    /// When it was pressed, as its player says.
    pub claimed: Option<i64>,
    pub at: i64,
    /// The same moment, on the scale of presence.
    pub uptime: i64,
}

/// A buzz that was stored.
pub struct StoredBuzz {
    pub player: Uuid,
    /// From 1, by arrival.
    pub position: i64,
    pub round: i64,
    pub version: i64,
    /// Of the player, on the scale of presence.
    pub last_seen: i64,
    /// While a fair window is open: the JSON object that [`provisional_position`](super::windows::provisional_position)
    /// reads.
    pub provisional: Option<String>,
}

/// Moments for a census: now, and the last signs of life by which somebody is away, a host is gone, and the last change by
/// which an empty lobby is.
pub struct CensusLimits {
    pub now: i64,
    pub away: i64,
    pub host_gone: i64,
    pub empty_gone: i64,
}

/// What a sign of life of the service itself says.
#[derive(Clone, Copy, Debug)]
pub struct Beat {
    pub measured_at: i64,
    /// The time in which some instance could be reached, on the same scale: behind `measured_at` by what was not.
    pub uptime: i64,
}
