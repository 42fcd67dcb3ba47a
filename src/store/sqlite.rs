//! The store on SQLite. Reads side by side with `postgres.rs`: the same methods in the same order.

use async_trait::async_trait;
use jiff::Timestamp;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, Sqlite, query, query_scalar};
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use uuid::Uuid;

use super::pool::{Pool, give_back};
use super::rows::{micros, text};
use super::{
    APPLIED_MIGRATIONS, BUZZ_ATTEMPTS, Buzzed, Census, Change, CodeTaken, ConnectError,
    Connections, Created, Credentials, Imported, Joined, Look, NewLobby, OnChange, Options, Store,
    StoreError, StoreResult, Swept, Viewed, look, outdated, played_by,
};
use crate::game::{
    Action, BuzzStanding, Lobby, LobbyCode, Newcomer, Outcome, PlayerEdit, PlayerRef, Refusal,
    Resolved, Role, Settings,
};

mod statements;

use statements::{insert_lobby, lock_lobby, save, save_player};

/// SIGXFSZ on Linux and on the BSDs.
const FILE_TOO_LARGE: SignalKind = SignalKind::from_raw(25);

/// Of each connection, in KiB (negative: SQLite's way). The system caches the file once for all.
const PAGE_CACHE: &str = "-512";

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

pub struct SqliteStore {
    /// SQLite has one writer at a time; here it is one connection, and its queue is the order of the buzzes.
    writer: Pool<Sqlite>,
    /// Readers never wait for the writer (write-ahead log), nor it for them.
    readers: Pool<Sqlite>,
    on_change: OnChange,
}

impl SqliteStore {
    pub async fn connect(url: &str, options: Options) -> Result<Self, ConnectError> {
        let connect: SqliteConnectOptions = url.parse().map_err(ConnectError::Url)?;
        // Heard, it does not end the process: a file that may not grow is an error of the write, as a full disk is.
        let _ = signal(FILE_TOO_LARGE);
        if is_legacy(&connect).await.map_err(ConnectError::Open)? {
            let file = connect.get_filename().display().to_string();
            return Err(ConnectError::Legacy(file));
        }
        let connect = connect
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An acknowledged write survives the loss of power, not only of the process.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(2))
            .pragma("cache_size", PAGE_CACHE);
        let writer = Pool::new(connect.clone(), 1, Duration::MAX)?;
        give_back(writer.lease().await.map_err(ConnectError::Open)?); // the file is there now, or can't be
        let readers = options.max_connections as usize;
        Ok(Self {
            writer,
            readers: Pool::new(connect.read_only(true), readers, Duration::MAX)?,
            on_change: options.on_change,
        })
    }

    /// One atomic change of one lobby: under its row lock, settled up to `now`.
    async fn transact<T>(
        &self,
        code: LobbyCode,
        now: Timestamp,
        action: impl FnOnce(&mut Lobby) -> Outcome<T> + Send,
    ) -> StoreResult<Outcome<(Lobby, T)>> {
        let mut lease = self.writer.lease().await?;
        let mut tx = lease.begin_with("BEGIN IMMEDIATE").await?;
        let Some(loaded) = lock_lobby(&mut tx, code).await? else {
            tx.rollback().await?;
            give_back(lease);
            return Ok(Err(Refusal::LobbyNotFound));
        };
        let mut lobby = loaded.clone();
        lobby.settle(now);
        let expired = lobby.is_expired(now);
        let outcome = match expired {
            true => Err(lobby.expire()),
            false => action(&mut lobby),
        };
        save(&mut tx, &loaded, &lobby).await?;
        tx.commit().await?;
        give_back(lease);
        if lobby.version != loaded.version || lobby.closed {
            (self.on_change)(code, Change::of(&lobby, expired));
        }
        Ok(outcome.map(|result| (lobby, result)))
    }

    async fn change<T>(
        &self,
        by: &Credentials,
        now: Timestamp,
        action: impl FnOnce(&mut Lobby, Role) -> Outcome<T> + Send,
    ) -> StoreResult<Outcome<(Viewed, T)>> {
        let outcome = self
            .transact(by.code, now, played_by(by, now, action))
            .await?;
        Ok(outcome.map(|(lobby, (viewer, result))| (Viewed::new(lobby, viewer), result)))
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn create(&self, new: NewLobby, now: Timestamp) -> StoreResult<Outcome<Created>> {
        for code in new.codes {
            let lobby = new.open(code, now);
            let mut lease = self.writer.lease().await?;
            let inserted = insert_lobby(&mut lease, &lobby, new.key()).await?;
            give_back(lease);
            if inserted {
                return Ok(Ok(Created {
                    view: Viewed::new(lobby, Role::Host),
                    repeated: None,
                }));
            }
            let Some(first) = self.created_with(&new).await? else {
                continue; // the code is taken
            };
            match self.view(&first.credentials, now).await? {
                Err(Refusal::LobbyNotFound) => {} // it had expired, and its key with it
                _ if first.host_name != new.host_name.as_str() => {
                    return Ok(Err(Refusal::IdempotencyKeyReused));
                }
                outcome => return Ok(outcome.map(|view| first.created(view))),
            }
        }
        Err(StoreError::NoFreeCode)
    }

    async fn join(
        &self,
        code: LobbyCode,
        newcomer: Newcomer,
        max_players: usize,
        now: Timestamp,
    ) -> StoreResult<Outcome<Joined>> {
        let outcome = self
            .transact(code, now, |lobby| {
                lobby.apply(now, |lobby| lobby.join(newcomer, max_players, now))
            })
            .await?;
        Ok(outcome.map(Joined::from))
    }

    async fn view(&self, by: &Credentials, now: Timestamp) -> StoreResult<Outcome<Viewed>> {
        let Some(lobby) = self.snapshot(by.code, Some(&by.token)).await? else {
            return Ok(Err(Refusal::LobbyNotFound));
        };
        match look(lobby, by, now) {
            Err(refusal) => Ok(Err(refusal)),
            Ok(Look::Current(viewed)) => Ok(Ok(viewed)),
            Ok(Look::SignOfLife(viewed)) => {
                self.touch(by.code, viewed.viewer, now).await?;
                Ok(Ok(viewed))
            }
            Ok(Look::Settle) => {
                let outcome = self.change(by, now, |_, _| Ok(())).await?;
                Ok(outcome.map(|(viewed, ())| viewed))
            }
        }
    }

    async fn buzz(
        &self,
        by: &Credentials,
        round: Option<i64>,
        now: Timestamp,
    ) -> StoreResult<Outcome<Buzzed>> {
        for _ in 0..BUZZ_ATTEMPTS {
            if let Some(buzzed) = self.append_buzz(by, round, now).await? {
                return Ok(Ok(buzzed));
            }
            // Not stored: the lobby says why. If it no longer does, what stood in the way is gone.
            let standing = self.view(by, now).await?.and_then(|viewed| {
                let standing = viewed.lobby.buzz_standing(viewed.viewer, round)?;
                Ok((viewed.lobby, standing))
            });
            match standing {
                Err(refusal) => return Ok(Err(refusal)),
                Ok((lobby, BuzzStanding::Queued { position })) => {
                    return Ok(Ok(Buzzed::already(&lobby, position)));
                }
                Ok((_, BuzzStanding::Free)) => {}
            }
        }
        Err(StoreError::Contended)
    }

    async fn set(
        &self,
        by: &Credentials,
        settings: Settings,
        now: Timestamp,
    ) -> StoreResult<Outcome<Viewed>> {
        let outcome = self
            .change(by, now, |lobby, role| lobby.set(role, settings))
            .await?;
        Ok(outcome.map(|(viewed, ())| viewed))
    }

    async fn confirm(
        &self,
        by: &Credentials,
        player: Uuid,
        round: Option<i64>,
        now: Timestamp,
    ) -> StoreResult<Outcome<Viewed>> {
        let outcome = self
            .change(by, now, |lobby, role| lobby.confirm(role, player, round))
            .await?;
        Ok(outcome.map(|(viewed, ())| viewed))
    }

    async fn resolve(
        &self,
        by: &Credentials,
        action: Action,
        round: Option<i64>,
        now: Timestamp,
    ) -> StoreResult<Outcome<(Viewed, Resolved)>> {
        self.change(by, now, |lobby, role| lobby.resolve(role, action, round))
            .await
    }

    async fn reset(
        &self,
        by: &Credentials,
        round: Option<i64>,
        now: Timestamp,
    ) -> StoreResult<Outcome<Viewed>> {
        let outcome = self
            .change(by, now, |lobby, role| lobby.reset(role, round))
            .await?;
        Ok(outcome.map(|(viewed, ())| viewed))
    }

    async fn edit_player(
        &self,
        by: &Credentials,
        player: PlayerRef,
        edit: PlayerEdit,
        now: Timestamp,
    ) -> StoreResult<Outcome<Viewed>> {
        let outcome = self
            .change(by, now, |lobby, role| {
                lobby.edit_player(role, player, &edit)
            })
            .await?;
        Ok(outcome.map(|(viewed, ())| viewed))
    }

    async fn remove_player(
        &self,
        by: &Credentials,
        player: PlayerRef,
        now: Timestamp,
    ) -> StoreResult<Outcome<()>> {
        let outcome = self
            .change(by, now, |lobby, role| lobby.remove_player(role, player))
            .await?;
        Ok(outcome.map(drop))
    }

    async fn close(&self, by: &Credentials, now: Timestamp) -> StoreResult<Outcome<()>> {
        let outcome = self
            .change(by, now, |lobby, role| lobby.close(role))
            .await?;
        Ok(outcome.map(drop))
    }

    async fn sweep(&self, now: Timestamp) -> StoreResult<Swept> {
        let mut swept = Swept::default();
        for code in self.due(now).await? {
            let settled = match text(&code) {
                Ok(code) => self.transact(code, now, |_| Ok(())).await,
                Err(error) => Err(error),
            };
            match settled {
                Ok(Ok(_)) => swept.settled += 1,
                Ok(Err(_)) => swept.deleted += 1,
                // One that can't be read must not keep the others, nor its place among them for ever.
                Err(StoreError::Corrupt(_)) => match self.delete_unread(&code, now).await? {
                    true => swept.deleted += 1,
                    false => swept.unreadable += 1,
                },
                Err(error) => return Err(error),
            }
        }
        Ok(swept)
    }

    async fn versions(&self, codes: &[LobbyCode]) -> StoreResult<Vec<(LobbyCode, i64)>> {
        let codes: Vec<&str> = codes.iter().map(LobbyCode::as_str).collect();
        let codes = serde_json::json!(codes).to_string();
        let mut lease = self.readers.lease().await?;
        let rows = query!(
            "SELECT code, version FROM lobbies WHERE code IN (SELECT value FROM json_each(?1))",
            codes,
        )
        .fetch_all(&mut **lease)
        .await?;
        give_back(lease);
        let versions = rows.into_iter().map(|row| (row.code.parse(), row.version));
        Ok(versions
            .filter_map(|(code, version)| Some((code.ok()?, version)))
            .collect())
    }

    async fn roster(&self, code: LobbyCode) -> StoreResult<Option<Lobby>> {
        self.snapshot(code, None).await
    }

    async fn seen(&self, hosts: &[LobbyCode], players: &[Uuid], now: Timestamp) -> StoreResult<()> {
        let hosts: Vec<&str> = hosts.iter().map(LobbyCode::as_str).collect();
        let (hosts, players) = (
            serde_json::json!(hosts).to_string(),
            serde_json::json!(players).to_string(),
        );
        let now = micros(now);
        let mut lease = self.writer.lease().await?;
        let mut tx = lease.begin_with("BEGIN IMMEDIATE").await?;
        query!(
            "UPDATE lobbies SET host_seen = ?2
             WHERE code IN (SELECT value FROM json_each(?1)) AND host_seen < ?2",
            hosts,
            now,
        )
        .execute(&mut *tx)
        .await?;
        query!(
            "UPDATE players SET last_seen = ?2
             WHERE id IN (SELECT value FROM json_each(?1)) AND last_seen < ?2",
            players,
            now,
        )
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        give_back(lease);
        Ok(())
    }

    async fn import(&self, lobbies: Vec<Lobby>) -> StoreResult<Result<Imported, CodeTaken>> {
        let mut imported = Imported::default();
        let mut lease = self.writer.lease().await?;
        let mut tx = lease.begin_with("BEGIN IMMEDIATE").await?;
        for lobby in &lobbies {
            if insert_lobby(&mut tx, lobby, None).await? {
                for player in &lobby.players {
                    save_player(&mut tx, lobby.code, player).await?;
                }
                imported.imported += 1;
                continue;
            }
            let code = lobby.code.as_str();
            let host_id = query_scalar!("SELECT host_id FROM lobbies WHERE code = ?1", code)
                .fetch_one(&mut *tx)
                .await?;
            if host_id != lobby.host.id.to_string() {
                return Ok(Err(CodeTaken(lobby.code)));
            }
            imported.already_there += 1;
        }
        tx.commit().await?;
        give_back(lease);
        Ok(Ok(imported))
    }

    async fn census(&self, now: Timestamp) -> StoreResult<Census> {
        self.count(now).await
    }

    fn connections(&self) -> Connections {
        let (writer, readers) = (self.writer.connections(), self.readers.connections());
        Connections {
            in_use: writer.in_use + readers.in_use,
            limit: writer.limit + readers.limit,
            waiting: writer.waiting + readers.waiting,
        }
    }

    async fn ping(&self) -> StoreResult<()> {
        let mut lease = self.readers.lease().await?;
        query_scalar!(r#"SELECT 1 AS "one!: i64""#)
            .fetch_one(&mut **lease)
            .await?;
        give_back(lease);
        Ok(())
    }

    async fn migrate(&self) -> StoreResult<()> {
        // In one transaction, because SQLite has no other lock that keeps two processes from migrating at once.
        let mut lease = self.writer.lease().await?;
        let mut tx = lease.begin_with("BEGIN IMMEDIATE").await?;
        MIGRATIONS.run_direct(None, &mut *tx, false).await?;
        tx.commit().await?;
        give_back(lease);
        Ok(())
    }

    async fn check_schema(&self) -> StoreResult<()> {
        let mut lease = self.readers.lease().await?;
        let applied = query_scalar(APPLIED_MIGRATIONS)
            .fetch_all(&mut **lease)
            .await;
        let applied = applied.map_err(outdated)?;
        give_back(lease);
        match MIGRATIONS
            .iter()
            .all(|wanted| applied.contains(&wanted.version))
        {
            true => Ok(()),
            false => Err(StoreError::Outdated),
        }
    }

    async fn disconnect(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// Whether the file holds the tables of the legacy system: `lobbies`, but no record of migrations. Looks without
/// changing anything.
async fn is_legacy(options: &SqliteConnectOptions) -> sqlx::Result<bool> {
    if !options.get_filename().exists() {
        return Ok(false);
    }
    let mut connection = options.clone().read_only(true).connect().await?;
    let tables = query_scalar!(
        r#"SELECT name AS "name!" FROM sqlite_schema
           WHERE type = 'table' AND name IN ('lobbies', '_sqlx_migrations')"#
    )
    .fetch_all(&mut connection)
    .await?;
    connection.close().await?;
    Ok(tables == ["lobbies"])
}
