//! The statements a store on Postgres is made of. Reads side by side with
//! `sqlite/statements.rs`.

use jiff::Timestamp;
use sqlx::{PgConnection, query, query_as, query_scalar};
use uuid::Uuid;

use super::PostgresStore;
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

impl PostgresStore {
    /// The one statement of a buzz. Waiting for the row lock, it re-evaluates its own row only and sees the rest of
    /// the database as it was when it began: whatever else decides a buzz is therefore in that row, and whoever
    /// takes a player off the roster counts `departures` up.
    pub(super) async fn append_buzz(
        &self,
        by: &Credentials,
        round: Option<i64>,
        now: Timestamp,
    ) -> StoreResult<Option<Buzzed>> {
        let mut lease = self.pool.lease().await?;
        let stored = query!(
            r#"UPDATE lobbies AS lobby SET
                   buzz_order = lobby.buzz_order || player.id,
                   buzz_times = lobby.buzz_times
                       || GREATEST($4, lobby.buzz_times[cardinality(lobby.buzz_times)]),
                   version = lobby.version + 1,
                   updated_at = GREATEST(lobby.updated_at, $4)
               FROM players AS player
               WHERE lobby.code = $1
                 AND player.lobby_code = $1
                 AND player.token = $2
                 AND player.presence = 'online'
                 AND player.last_seen > $5
                 AND ($3::bigint IS NULL OR lobby.round = $3)
                 AND NOT lobby.locked
                 AND NOT player.id = ANY (lobby.buzz_order)
                 AND lobby.host_seen > $6
                 AND lobby.departures = (SELECT departures FROM lobbies WHERE code = $1)
                 AND NOT EXISTS (
                     SELECT FROM players AS due WHERE due.lobby_code = $1
                     AND due.presence IN ('online', 'away') AND due.last_seen <= $7)
               RETURNING cardinality(lobby.buzz_order)::bigint AS "position!", lobby.round, lobby.version,
                   player.id AS player_id, player.last_seen"#,
            by.code.as_str(),
            by.token.as_str(),
            round,
            micros(now),
            micros(now - AWAY_AFTER),
            micros(now - HOST_GONE_AFTER),
            micros(now - ABSENT_AFTER),
        )
        .fetch_optional(&mut **lease)
        .await?;
        give_back(lease);
        let Some(stored) = stored else {
            return Ok(None);
        };
        (self.on_change)(by.code, Change::Version(stored.version));
        // Who waits for the connection has it before this answer is written.
        tokio::task::yield_now().await;
        if stored.last_seen <= micros(now - SIGN_OF_LIFE_INTERVAL) {
            self.touch(by.code, Role::Player(stored.player_id), now)
                .await?;
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
        let mut lease = self.pool.lease().await?;
        let row = query_as!(
            LobbyRow,
            r#"SELECT code, host_id::text AS "host_id!", host_name, host_token, created_at, updated_at, host_seen,
                   host_online, locked, to_json(buzz_order)::text AS "buzz_order!",
                   to_json(buzz_times)::text AS "buzz_times!", active_player_id::text, question_value, round,
                   version, departures,
                   COALESCE((SELECT json_agg(player)::text FROM (
                       SELECT id, name, joined_at, last_seen, presence, score,
                           CASE WHEN token = $2 THEN token ELSE '' END AS token
                       FROM players
                       WHERE lobby_code = code AND (presence IN ('online', 'away') OR token = $2)
                   ) AS player), '[]') AS "players!"
               FROM lobbies WHERE code = $1"#,
            code.as_str(),
            token.map(Digest::as_str),
        )
        .fetch_optional(&mut **lease)
        .await?;
        give_back(lease);
        row.map(Lobby::try_from).transpose()
    }

    /// Lobbies that have expired, or in which somebody is due to go: each kind from an index that no buzz writes to.
    pub(super) async fn due(&self, now: Timestamp) -> StoreResult<Vec<String>> {
        let mut lease = self.pool.lease().await?;
        let codes = query_scalar!(
            r#"SELECT code AS "code!" FROM lobbies WHERE host_seen <= $1
               UNION
               SELECT code FROM lobbies WHERE player_count = 0 AND created_at <= $2 AND updated_at <= $2
               UNION
               SELECT code FROM lobbies WHERE host_online AND host_seen <= $3
               UNION
               SELECT lobby_code FROM players WHERE presence = 'online' AND last_seen <= $3
               UNION
               SELECT lobby_code FROM players WHERE presence = 'away' AND last_seen <= $4
               LIMIT $5"#,
            micros(now - HOST_GONE_AFTER),
            micros(now - EMPTY_GONE_AFTER),
            micros(now - AWAY_AFTER),
            micros(now - ABSENT_AFTER),
            SWEEP_BATCH,
        )
        .fetch_all(&mut **lease)
        .await?;
        give_back(lease);
        Ok(codes)
    }

    /// Deletes a lobby that can't be read, if its host has been gone for so long. Whether it did.
    pub(super) async fn delete_unread(&self, code: &str, now: Timestamp) -> StoreResult<bool> {
        let mut lease = self.pool.lease().await?;
        let deleted = query!(
            "DELETE FROM lobbies WHERE code = $1 AND host_seen <= $2",
            code,
            micros(now - HOST_GONE_AFTER),
        )
        .execute(&mut **lease)
        .await?;
        give_back(lease);
        Ok(deleted.rows_affected() == 1)
    }

    /// Lobbies and players that have a sign of life; not the few lobbies that nobody is in and that are not swept yet.
    pub(super) async fn count(&self, now: Timestamp) -> StoreResult<Census> {
        let mut lease = self.pool.lease().await?;
        let census = query_as!(
            Census,
            r#"SELECT (SELECT count(*) FROM lobbies WHERE host_seen > $1)
                   - (SELECT count(*) FROM lobbies WHERE player_count = 0
                      AND created_at <= $2 AND updated_at <= $2 AND host_seen > $1) AS "lobbies!",
                   (SELECT count(*) FROM players WHERE presence = 'online' AND last_seen > $3) AS "players_online!""#,
            micros(now - HOST_GONE_AFTER),
            micros(now - EMPTY_GONE_AFTER),
            micros(now - AWAY_AFTER),
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
        let mut lease = self.pool.lease().await?;
        match role {
            Role::Host => query!(
                "UPDATE lobbies SET host_seen = $2 WHERE code = $1 AND host_seen < $2",
                code.as_str(),
                micros(now),
            ),
            Role::Player(id) => query!(
                "UPDATE players SET last_seen = $3 WHERE lobby_code = $1 AND id = $2 AND last_seen < $3",
                code.as_str(),
                id,
                micros(now),
            ),
        }
        .execute(&mut **lease)
        .await?;
        give_back(lease);
        Ok(())
    }

    pub(super) async fn created_with(&self, new: &NewLobby) -> StoreResult<Option<FirstCreation>> {
        let Some((key, _)) = new.key() else {
            return Ok(None);
        };
        let mut lease = self.pool.lease().await?;
        let first = query_as!(
            CreationRow,
            "SELECT code, host_name, host_token, token_salt FROM lobbies WHERE idempotency_key = $1",
            key.as_str(),
        )
        .fetch_optional(&mut **lease)
        .await?;
        give_back(lease);
        first.map(FirstCreation::try_from).transpose()
    }
}

/// Locks the lobby's row, then reads everybody: in two statements, because the second must see what a transaction
/// that the first one waited for has done.
pub(super) async fn lock_lobby(
    tx: &mut PgConnection,
    code: LobbyCode,
) -> StoreResult<Option<Lobby>> {
    let row = query_as!(
        LobbyRow,
        r#"SELECT code, host_id::text AS "host_id!", host_name, host_token, created_at, updated_at, host_seen,
               host_online, locked, to_json(buzz_order)::text AS "buzz_order!",
               to_json(buzz_times)::text AS "buzz_times!", active_player_id::text, question_value, round,
               version, departures, '' AS "players!"
           FROM lobbies WHERE code = $1 FOR UPDATE"#,
        code.as_str(),
    )
    .fetch_optional(&mut *tx)
    .await?;
    let Some(mut row) = row else {
        return Ok(None);
    };
    row.players = query_scalar!(
        r#"SELECT COALESCE(json_agg(player), '[]')::text AS "players!" FROM (
               SELECT id, name, joined_as, joined_at, last_seen, presence, score, token, idempotency_key, token_salt
               FROM players WHERE lobby_code = $1
           ) AS player"#,
        code.as_str(),
    )
    .fetch_one(&mut *tx)
    .await?;
    Lobby::try_from(row).map(Some)
}

/// Writes what has changed of a lobby that is locked.
pub(super) async fn save(tx: &mut PgConnection, before: &Lobby, after: &Lobby) -> StoreResult<()> {
    if after.closed {
        query!("DELETE FROM lobbies WHERE code = $1", after.code.as_str())
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
        query!(
            "DELETE FROM players WHERE lobby_code = $1 AND id = $2",
            after.code.as_str(),
            player.id,
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// Whether the lobby was stored: not if its code or key is taken.
pub(super) async fn insert_lobby(
    connection: &mut PgConnection,
    lobby: &Lobby,
    key: Option<(Digest, &Salt)>,
) -> StoreResult<bool> {
    let (order, times) = queue_columns(lobby);
    let (key, salt) = key.unzip();
    let inserted = query!(
        "INSERT INTO lobbies (code, host_id, host_name, host_token, created_at, updated_at, host_seen, host_online,
             locked, buzz_order, buzz_times, active_player_id, question_value, round, version, player_count,
             departures, idempotency_key, token_salt)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
         ON CONFLICT DO NOTHING",
        lobby.code.as_str(),
        lobby.host.id,
        lobby.host.name.as_str(),
        lobby.host.token.as_str(),
        micros(lobby.created_at),
        micros(lobby.updated_at),
        micros(lobby.host.last_seen),
        lobby.host.online,
        lobby.locked,
        &order,
        &times,
        lobby.active_player,
        lobby.question_value,
        lobby.round,
        lobby.version,
        lobby.roster().count() as i64,
        lobby.departures,
        key.as_ref().map(Digest::as_str),
        salt.map(Salt::as_str),
    )
    .execute(connection)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

async fn update_lobby(tx: &mut PgConnection, lobby: &Lobby) -> StoreResult<()> {
    let (order, times) = queue_columns(lobby);
    query!(
        "UPDATE lobbies SET updated_at = $2, host_seen = GREATEST(host_seen, $3), host_online = $4, locked = $5,
             buzz_order = $6, buzz_times = $7, active_player_id = $8, question_value = $9, round = $10,
             version = $11, player_count = $12, departures = $13
         WHERE code = $1",
        lobby.code.as_str(),
        micros(lobby.updated_at),
        micros(lobby.host.last_seen),
        lobby.host.online,
        lobby.locked,
        &order,
        &times,
        lobby.active_player,
        lobby.question_value,
        lobby.round,
        lobby.version,
        lobby.roster().count() as i64,
        lobby.departures,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Stores a new player, or what can change of one.
pub(super) async fn save_player(
    tx: &mut PgConnection,
    code: LobbyCode,
    player: &Player,
) -> StoreResult<()> {
    let (joined_as, key, salt) = join_columns(player);
    let saved = query!(
        "INSERT INTO players (id, lobby_code, name, joined_as, joined_at, last_seen, presence, score, token,
             idempotency_key, token_salt)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, presence = EXCLUDED.presence, score = EXCLUDED.score,
             last_seen = GREATEST(players.last_seen, EXCLUDED.last_seen)
         WHERE players.lobby_code = EXCLUDED.lobby_code",
        player.id,
        code.as_str(),
        player.name.as_str(),
        joined_as,
        micros(player.joined_at),
        micros(player.last_seen),
        presence_text(player.presence),
        player.score,
        player.token.as_str(),
        key,
        salt,
    )
    .execute(tx)
    .await?;
    match saved.rows_affected() {
        1 => Ok(()),
        _ => Err(StoreError::Corrupt(format!(
            "player {} is in another lobby",
            player.id
        ))),
    }
}

fn queue_columns(lobby: &Lobby) -> (Vec<Uuid>, Vec<i64>) {
    lobby
        .queue
        .iter()
        .map(|buzz| (buzz.player, micros(buzz.at)))
        .unzip()
}
