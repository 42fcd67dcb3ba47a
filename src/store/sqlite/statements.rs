//! The statements a store on SQLite is made of. Reads side by side with
//! `postgres/statements.rs`.

use jiff::Timestamp;
use sqlx::{SqliteConnection, query, query_as, query_scalar};
use uuid::Uuid;

use super::SqliteStore;
use crate::game::{
    ABSENT_AFTER, AWAY_AFTER, Digest, EMPTY_GONE_AFTER, HOST_GONE_AFTER, Lobby, LobbyCode, Player,
    Role, SIGN_OF_LIFE_INTERVAL, Salt,
};
use crate::store::pool::give_back;
use crate::store::rows::{
    Changes, CreationRow, FirstCreation, LobbyRow, join_columns, micros, presence_text,
};
use crate::store::{
    Buzzed, Census, Change, Credentials, NewLobby, SWEEP_BATCH, StoreError, StoreResult,
};

impl SqliteStore {
    /// The one statement of a buzz. Writers take turns, so nothing changes while it runs.
    pub(super) async fn append_buzz(
        &self,
        by: &Credentials,
        round: Option<i64>,
        now: Timestamp,
    ) -> StoreResult<Option<Buzzed>> {
        let (code, token) = (by.code.as_str(), by.token.as_str());
        let (away, host_gone, absent) = (
            micros(now - AWAY_AFTER),
            micros(now - HOST_GONE_AFTER),
            micros(now - ABSENT_AFTER),
        );
        let now_micros = micros(now);
        // All rows of it: the last step is the commit, and a statement left after its first row reports no failure.
        let mut lease = self.writer.lease().await?;
        let stored = query!(
            r#"UPDATE lobbies AS lobby SET
                   buzz_order = json_insert(lobby.buzz_order, '$[#]', player.id),
                   buzz_times = json_insert(lobby.buzz_times, '$[#]',
                       max(?4, coalesce(lobby.buzz_times ->> '$[#-1]', ?4))),
                   version = lobby.version + 1,
                   updated_at = max(lobby.updated_at, ?4)
               FROM players AS player
               WHERE lobby.code = ?1
                 AND player.lobby_code = ?1
                 AND player.token = ?2
                 AND player.presence = 'online'
                 AND player.last_seen > ?5
                 AND (?3 IS NULL OR lobby.round = ?3)
                 AND NOT lobby.locked
                 AND player.id NOT IN (SELECT value FROM json_each(lobby.buzz_order))
                 AND lobby.host_seen > ?6
                 AND NOT EXISTS (
                     SELECT 1 FROM players AS due WHERE due.lobby_code = ?1
                     AND due.presence IN ('online', 'away') AND due.last_seen <= ?7)
               RETURNING json_array_length(buzz_order) AS "position!: i64", round, version,
                   buzz_order ->> '$[#-1]' AS "player_id!: uuid::fmt::Hyphenated",
                   (SELECT last_seen FROM players WHERE lobby_code = ?1 AND token = ?2) AS "last_seen!: i64""#,
            code,
            token,
            round,
            now_micros,
            away,
            host_gone,
            absent,
        )
        .fetch_all(&mut **lease)
        .await?;
        give_back(lease);
        let Some(stored) = stored.first() else {
            return Ok(None);
        };
        (self.on_change)(by.code, Change::Version(stored.version));
        // Who waits for the connection has it before this answer is written.
        tokio::task::yield_now().await;
        if stored.last_seen <= micros(now - SIGN_OF_LIFE_INTERVAL) {
            let player = Role::Player(stored.player_id.into_uuid());
            self.touch(by.code, player, now).await?;
        }
        Ok(Some(Buzzed {
            already: false,
            position: stored.position,
            round: stored.round,
            version: stored.version,
        }))
    }

    /// The lobby with its roster and, on the roster or not, the one whose `token` it is. Of the players it has what can
    /// be seen: the others' digests stay where they are.
    pub(super) async fn snapshot(
        &self,
        code: LobbyCode,
        token: Option<&Digest>,
    ) -> StoreResult<Option<Lobby>> {
        let (code, token) = (code.as_str(), token.map(Digest::as_str));
        let mut lease = self.readers.lease().await?;
        let row = query_as!(
            LobbyRow,
            r#"SELECT code, host_id, host_name, host_token, created_at, updated_at, host_seen,
                   host_online AS "host_online: bool", locked AS "locked: bool", buzz_order, buzz_times,
                   active_player_id, question_value, round, version, departures,
                   (SELECT json_group_array(json_object('id', id, 'name', name, 'joined_at', joined_at,
                           'last_seen', last_seen, 'presence', presence, 'score', score,
                           'token', iif(token = ?2, token, '')))
                       FROM players
                       WHERE lobby_code = code AND (presence IN ('online', 'away') OR token = ?2)
                   ) AS "players!: String"
               FROM lobbies WHERE code = ?1"#,
            code,
            token,
        )
        .fetch_optional(&mut **lease)
        .await?;
        give_back(lease);
        row.map(Lobby::try_from).transpose()
    }

    /// Lobbies that have expired, or in which somebody is due to go: each kind from an index that no buzz writes to.
    pub(super) async fn due(&self, now: Timestamp) -> StoreResult<Vec<String>> {
        let (host_gone, empty_gone) = (
            micros(now - HOST_GONE_AFTER),
            micros(now - EMPTY_GONE_AFTER),
        );
        let (away, absent) = (micros(now - AWAY_AFTER), micros(now - ABSENT_AFTER));
        let mut lease = self.readers.lease().await?;
        let codes = query_scalar!(
            r#"SELECT code AS "code!: String" FROM lobbies WHERE host_seen <= ?1
               UNION
               SELECT code FROM lobbies WHERE player_count = 0 AND created_at <= ?2 AND updated_at <= ?2
               UNION
               SELECT code FROM lobbies WHERE host_online AND host_seen <= ?3
               UNION
               SELECT lobby_code FROM players WHERE presence = 'online' AND last_seen <= ?3
               UNION
               SELECT lobby_code FROM players WHERE presence = 'away' AND last_seen <= ?4
               LIMIT ?5"#,
            host_gone,
            empty_gone,
            away,
            absent,
            SWEEP_BATCH,
        )
        .fetch_all(&mut **lease)
        .await?;
        give_back(lease);
        Ok(codes)
    }

    /// Deletes a lobby that can't be read, if its host has been gone for so long. Whether it did.
    pub(super) async fn delete_unread(&self, code: &str, now: Timestamp) -> StoreResult<bool> {
        let gone = micros(now - HOST_GONE_AFTER);
        let mut lease = self.writer.lease().await?;
        let deleted = query!(
            "DELETE FROM lobbies WHERE code = ?1 AND host_seen <= ?2",
            code,
            gone,
        )
        .execute(&mut **lease)
        .await?;
        give_back(lease);
        Ok(deleted.rows_affected() == 1)
    }

    /// Lobbies and players that have a sign of life; not the few lobbies that nobody is in and that are not swept yet.
    pub(super) async fn count(&self, now: Timestamp) -> StoreResult<Census> {
        let mut lease = self.readers.lease().await?;
        let (host_gone, empty_gone, away) = (
            micros(now - HOST_GONE_AFTER),
            micros(now - EMPTY_GONE_AFTER),
            micros(now - AWAY_AFTER),
        );
        let census = query_as!(
            Census,
            r#"SELECT (SELECT count(*) FROM lobbies WHERE host_seen > ?1)
                   - (SELECT count(*) FROM lobbies WHERE player_count = 0
                      AND created_at <= ?2 AND updated_at <= ?2 AND host_seen > ?1) AS "lobbies!: i64",
                   (SELECT count(*) FROM players WHERE presence = 'online' AND last_seen > ?3)
                       AS "players_online!: i64""#,
            host_gone,
            empty_gone,
            away,
        )
        .fetch_one(&mut **lease)
        .await?;
        give_back(lease);
        Ok(census)
    }

    /// Writes down that somebody was seen. Touches no version.
    pub(super) async fn touch(
        &self,
        code: LobbyCode,
        role: Role,
        now: Timestamp,
    ) -> StoreResult<()> {
        let (code, now) = (code.as_str(), micros(now));
        let mut lease = self.writer.lease().await?;
        match role {
            Role::Host => {
                query!(
                    "UPDATE lobbies SET host_seen = ?2 WHERE code = ?1 AND host_seen < ?2",
                    code,
                    now,
                )
                .execute(&mut **lease)
                .await?
            }
            Role::Player(id) => {
                let id = id.hyphenated();
                query!(
                    "UPDATE players SET last_seen = ?3 WHERE lobby_code = ?1 AND id = ?2 AND last_seen < ?3",
                    code,
                    id,
                    now,
                )
                .execute(&mut **lease)
                .await?
            }
        };
        give_back(lease);
        Ok(())
    }

    pub(super) async fn created_with(&self, new: &NewLobby) -> StoreResult<Option<FirstCreation>> {
        let Some((key, _)) = new.key() else {
            return Ok(None);
        };
        let key = key.as_str();
        let mut lease = self.readers.lease().await?;
        let first = query_as!(
            CreationRow,
            "SELECT code, host_name, host_token, token_salt FROM lobbies WHERE idempotency_key = ?1",
            key,
        )
        .fetch_optional(&mut **lease)
        .await?;
        give_back(lease);
        first.map(FirstCreation::try_from).transpose()
    }
}

/// Reads the lobby with everybody in it. The transaction holds the only write lock there is.
pub(super) async fn lock_lobby(
    tx: &mut SqliteConnection,
    code: LobbyCode,
) -> StoreResult<Option<Lobby>> {
    let code = code.as_str();
    let row = query_as!(
        LobbyRow,
        r#"SELECT code, host_id, host_name, host_token, created_at, updated_at, host_seen,
               host_online AS "host_online: bool", locked AS "locked: bool", buzz_order, buzz_times,
               active_player_id, question_value, round, version, departures,
               (SELECT json_group_array(json_object('id', id, 'name', name, 'joined_as', joined_as,
                       'joined_at', joined_at, 'last_seen', last_seen, 'presence', presence,
                       'score', score, 'token', token, 'idempotency_key', idempotency_key,
                       'token_salt', token_salt))
                   FROM players WHERE lobby_code = code
               ) AS "players!: String"
           FROM lobbies WHERE code = ?1"#,
        code,
    )
    .fetch_optional(tx)
    .await?;
    row.map(Lobby::try_from).transpose()
}

/// Writes what has changed of a lobby that is locked.
pub(super) async fn save(
    tx: &mut SqliteConnection,
    before: &Lobby,
    after: &Lobby,
) -> StoreResult<()> {
    let code = after.code.as_str();
    if after.closed {
        query!("DELETE FROM lobbies WHERE code = ?1", code)
            .execute(&mut *tx)
            .await?;
        return Ok(());
    }
    let changes = Changes::between(before, after);
    if changes.lobby {
        update_lobby(tx, after).await?;
    }
    for player in changes.saved {
        save_player(tx, after.code, player).await?;
    }
    for player in changes.deleted {
        let id = player.id.hyphenated();
        query!(
            "DELETE FROM players WHERE lobby_code = ?1 AND id = ?2",
            code,
            id,
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// Whether the lobby was stored: not if its code or key is taken.
pub(super) async fn insert_lobby(
    connection: &mut SqliteConnection,
    lobby: &Lobby,
    key: Option<(Digest, &Salt)>,
) -> StoreResult<bool> {
    let row = LobbyColumns::of(lobby);
    let (host_id, created_at) = (lobby.host.id.hyphenated(), micros(lobby.created_at));
    let (host_name, host_token) = (lobby.host.name.as_str(), lobby.host.token.as_str());
    let (key, salt) = key.unzip();
    let (key, salt) = (key.as_ref().map(Digest::as_str), salt.map(Salt::as_str));
    let inserted = query!(
        "INSERT INTO lobbies (code, host_id, host_name, host_token, created_at, updated_at, host_seen, host_online,
             locked, buzz_order, buzz_times, active_player_id, question_value, round, version, player_count,
             departures, idempotency_key, token_salt)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)
         ON CONFLICT DO NOTHING",
        row.code,
        host_id,
        host_name,
        host_token,
        created_at,
        row.updated_at,
        row.host_seen,
        row.host_online,
        row.locked,
        row.buzz_order,
        row.buzz_times,
        row.active_player_id,
        row.question_value,
        row.round,
        row.version,
        row.player_count,
        row.departures,
        key,
        salt,
    )
    .execute(connection)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

async fn update_lobby(tx: &mut SqliteConnection, lobby: &Lobby) -> StoreResult<()> {
    let row = LobbyColumns::of(lobby);
    query!(
        "UPDATE lobbies SET updated_at = ?2, host_seen = max(host_seen, ?3), host_online = ?4, locked = ?5,
             buzz_order = ?6, buzz_times = ?7, active_player_id = ?8, question_value = ?9, round = ?10,
             version = ?11, player_count = ?12, departures = ?13
         WHERE code = ?1",
        row.code,
        row.updated_at,
        row.host_seen,
        row.host_online,
        row.locked,
        row.buzz_order,
        row.buzz_times,
        row.active_player_id,
        row.question_value,
        row.round,
        row.version,
        row.player_count,
        row.departures,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Stores a new player, or what can change of one.
pub(super) async fn save_player(
    tx: &mut SqliteConnection,
    code: LobbyCode,
    player: &Player,
) -> StoreResult<()> {
    let (code, id) = (code.as_str(), player.id.hyphenated());
    let name = player.name.as_str();
    let (joined_as, key, salt) = join_columns(player);
    let (joined_at, last_seen) = (micros(player.joined_at), micros(player.last_seen));
    let (presence, token) = (presence_text(player.presence), player.token.as_str());
    let saved = query!(
        "INSERT INTO players (id, lobby_code, name, joined_as, joined_at, last_seen, presence, score, token,
             idempotency_key, token_salt)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, presence = excluded.presence, score = excluded.score,
             last_seen = max(players.last_seen, excluded.last_seen)
         WHERE players.lobby_code = excluded.lobby_code",
        id,
        code,
        name,
        joined_as,
        joined_at,
        last_seen,
        presence,
        player.score,
        token,
        key,
        salt,
    )
    .execute(tx)
    .await?;
    match saved.rows_affected() {
        1 => Ok(()),
        _ => Err(StoreError::Corrupt(format!(
            "player {id} is in another lobby"
        ))),
    }
}

/// The columns of `lobbies` that can change. SQLite's macros want their arguments to live somewhere.
struct LobbyColumns<'a> {
    code: &'a str,
    updated_at: i64,
    host_seen: i64,
    host_online: bool,
    locked: bool,
    buzz_order: String,
    buzz_times: String,
    active_player_id: Option<uuid::fmt::Hyphenated>,
    question_value: i64,
    round: i64,
    version: i64,
    player_count: i64,
    departures: i64,
}

impl<'a> LobbyColumns<'a> {
    fn of(lobby: &'a Lobby) -> Self {
        let (order, times): (Vec<Uuid>, Vec<i64>) = lobby
            .queue
            .iter()
            .map(|buzz| (buzz.player, micros(buzz.at)))
            .unzip();
        Self {
            code: lobby.code.as_str(),
            updated_at: micros(lobby.updated_at),
            host_seen: micros(lobby.host.last_seen),
            host_online: lobby.host.online,
            locked: lobby.locked,
            buzz_order: serde_json::json!(order).to_string(),
            buzz_times: serde_json::json!(times).to_string(),
            active_player_id: lobby.active_player.map(Uuid::hyphenated),
            question_value: lobby.question_value,
            round: lobby.round,
            version: lobby.version,
            player_count: lobby.roster().count() as i64,
            departures: lobby.departures,
        }
    }
}
