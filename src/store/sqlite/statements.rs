//! Lobbies, buzzes and what is about all lobbies: the statements for SQLite. Reads side by side with
//! `postgres/statements.rs`: the same ones in the same order.
//!
//! A statement that writes and returns is fetched to its end: its last step is the commit, and one left after its first
//! row reports no failure.

use std::sync::Arc;

use async_trait::async_trait;
use sqlx::{Executor as _, Sqlite, SqliteConnection, query, query_as, query_scalar};
use tracing::instrument;
use uuid::Uuid;

use super::columns::{LobbyColumns, list_column};
use super::file::OpenFile;
use crate::game::{Digest, Lobby, LobbyCode, Salt};
use crate::store::backend::{Beat, CensusLimits, NewBuzz, Session, StoredBuzz};
use crate::store::pool::{Lease, give_back};
use crate::store::rows::{CreationRow, FirstCreation, LobbyRow, micros, text};
use crate::store::windows::WindowColumns;
use crate::store::{APPLIED_MIGRATIONS, Census, Credentials, Glance, StoreError, StoreResult};

/// With the file that is looked at before a write is acknowledged; none for what only reads.
pub struct SqliteSession(pub Lease<Sqlite>, pub Option<Arc<OpenFile>>);

#[async_trait]
impl Session for SqliteSession {
    fn give_back(self: Box<Self>) -> StoreResult<()> {
        if let Some(file) = &self.1 {
            file.check().map_err(sqlx::Error::Io)?;
        }
        give_back(self.0);
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn begin(&mut self) -> StoreResult<()> {
        self.0.execute("BEGIN IMMEDIATE").await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn commit(&mut self) -> StoreResult<()> {
        self.0.execute("COMMIT").await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn roll_back(&mut self) -> StoreResult<()> {
        self.0.execute("ROLLBACK").await?;
        Ok(())
    }

    /// The transaction holds the only write lock there is.
    #[instrument(level = "debug", skip_all)]
    async fn lock_lobby(
        &mut self,
        code: LobbyCode,
        key: Option<&Digest>,
    ) -> StoreResult<Option<Lobby>> {
        let (code, key) = (code.as_str(), key.map(Digest::as_str));
        let row = query_as!(
            LobbyRow,
            r#"SELECT code, host_id, host_name, host_token, created_at, updated_at, host_seen, next_due_at,
                   host_online AS "host_online: bool", locked AS "locked: bool", buzz_order, buzz_times,
                   iif(fair_window IS NOT NULL, json_object('fair_window', fair_window, 'opened_at', opened_at,
                       'window_ends_at', window_ends_at, 'claimed', json(claimed), 'arrived', json(arrived)), NULL)
                       AS "fair: String",
                   active_player_id, settings, question, question_value, deadline,
                   out_of_time AS "out_of_time: bool", wrong, barred, barred_until,
                   finished AS "finished: bool", last_move, round, version, departures,
                   iif(team_count > 0, (SELECT json_group_array(json_object('id', id, 'place', place, 'name', name,
                           'colour', colour, 'score', score)) FROM teams WHERE lobby_code = ?1), '[]')
                       AS "teams!: String",
                   iif(link_count > 0, (SELECT json_group_array(json_object('id', id, 'role', role, 'player_id', player_id,
                           'label', label, 'made_at', made_at, 'revoked_at', revoked_at, 'token', token,
                           'idempotency_key', idempotency_key, 'token_salt', token_salt))
                       FROM links WHERE lobby_code = ?1), '[]') AS "links!: String",
                   (SELECT json_group_array(json_array(id, name, joined_at, last_seen, presence, score, team_id, token, joined_as,
                           joined_team, idempotency_key, token_salt))
                       FROM (SELECT * FROM players WHERE lobby_code = ?1 AND presence <> 'departed'
                             UNION ALL
                             SELECT * FROM players
                             WHERE lobby_code = ?1 AND idempotency_key = ?2 AND presence = 'departed')
                   ) AS "players!: String"
               FROM lobbies WHERE code = ?1"#,
            code,
            key,
        )
        .fetch_optional(&mut **self.0)
        .await?;
        row.map(Lobby::try_from).transpose()
    }

    #[instrument(level = "debug", skip_all)]
    async fn insert_lobby(
        &mut self,
        lobby: &Lobby,
        key: Option<(&Digest, &Salt)>,
    ) -> StoreResult<bool> {
        let row = LobbyColumns::of(lobby);
        let window = WindowColumns::of(lobby);
        let (claimed, arrived) = (list_column(&window.claimed), list_column(&window.arrived));
        let (host_id, created_at) = (lobby.host.id.hyphenated(), micros(lobby.created_at));
        let (host_name, host_token) = (lobby.host.name.as_str(), lobby.host.token.as_str());
        let opened_with = key.map_or("{}", |_| row.settings.as_str());
        let (key, salt) = key.unzip();
        let (key, salt) = (key.map(Digest::as_str), salt.map(Salt::as_str));
        let inserted = query!(
            "INSERT INTO lobbies (code, host_id, host_name, host_token, created_at, updated_at, host_seen, next_due_at,
                 host_online, locked, buzz_order, buzz_times, active_player_id, question_value, round, version,
                 player_count, players_online, departures, idempotency_key, token_salt, settings, opened_with, question,
                 deadline, out_of_time, wrong, barred, barred_until, finished, last_move,
                 team_count, buzz_per_team, queued_teams, link_count,
                 fair_window, opened_at, window_ends_at, claimed, arrived)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22,
                 ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40)
             ON CONFLICT DO NOTHING",
            row.code,
            host_id,
            host_name,
            host_token,
            created_at,
            row.updated_at,
            row.host_seen,
            row.next_due_at,
            row.host_online,
            row.locked,
            row.buzz_order,
            row.buzz_times,
            row.active_player_id,
            row.question_value,
            row.round,
            row.version,
            row.player_count,
            row.players_online,
            row.departures,
            key,
            salt,
            row.settings,
            opened_with,
            row.question,
            row.deadline,
            row.out_of_time,
            row.wrong,
            row.barred,
            row.barred_until,
            row.finished,
            row.last_move,
            row.team_count,
            row.buzz_per_team,
            row.queued_teams,
            row.link_count,
            window.fair_window,
            window.opened_at,
            window.window_ends_at,
            claimed,
            arrived,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(inserted.rows_affected() == 1)
    }

    #[instrument(level = "debug", skip_all)]
    async fn update_lobby(&mut self, lobby: &Lobby) -> StoreResult<()> {
        let row = LobbyColumns::of(lobby);
        query!(
            "UPDATE lobbies SET updated_at = ?2, host_seen = max(host_seen, ?3), next_due_at = ?4,
                 host_online = ?5, locked = ?6, buzz_order = ?7, buzz_times = ?8, active_player_id = ?9,
                 question_value = ?10, round = ?11, version = ?12, player_count = ?13, players_online = ?14,
                 departures = ?15, settings = ?16, question = ?17, deadline = ?18, out_of_time = ?19, wrong = ?20,
                 barred = ?21, barred_until = ?22, finished = ?23, last_move = ?24, team_count = ?25, buzz_per_team = ?26,
                 queued_teams = ?27, link_count = ?28
             WHERE code = ?1",
            row.code,
            row.updated_at,
            row.host_seen,
            row.next_due_at,
            row.host_online,
            row.locked,
            row.buzz_order,
            row.buzz_times,
            row.active_player_id,
            row.question_value,
            row.round,
            row.version,
            row.player_count,
            row.players_online,
            row.departures,
            row.settings,
            row.question,
            row.deadline,
            row.out_of_time,
            row.wrong,
            row.barred,
            row.barred_until,
            row.finished,
            row.last_move,
            row.team_count,
            row.buzz_per_team,
            row.queued_teams,
            row.link_count,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn save_window(&mut self, code: LobbyCode, window: &WindowColumns) -> StoreResult<()> {
        let code = code.as_str();
        let (claimed, arrived) = (list_column(&window.claimed), list_column(&window.arrived));
        query!(
            "UPDATE lobbies SET fair_window = ?2, opened_at = ?3, window_ends_at = ?4, claimed = ?5, arrived = ?6
             WHERE code = ?1",
            code,
            window.fair_window,
            window.opened_at,
            window.window_ends_at,
            claimed,
            arrived,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn delete_lobby(&mut self, code: LobbyCode) -> StoreResult<()> {
        let code = code.as_str();
        query!("DELETE FROM lobbies WHERE code = ?1", code)
            .execute(&mut **self.0)
            .await?;
        Ok(())
    }

    /// Writers take turns, so nothing changes while it runs.
    #[instrument(level = "debug", skip_all)]
    async fn append_buzz(&mut self, buzz: NewBuzz<'_>) -> StoreResult<Option<StoredBuzz>> {
        let (code, token) = (buzz.code.as_str(), buzz.token.as_str());
        let stored = query!(
            r#"UPDATE lobbies AS lobby SET
                   buzz_order = json_insert(lobby.buzz_order, '$[#]', player.id),
                   queued_teams = iif(lobby.buzz_per_team AND player.team_id IS NOT NULL,
                       json_insert(lobby.queued_teams, '$[#]', player.team_id), lobby.queued_teams),
                   buzz_times = json_insert(lobby.buzz_times, '$[#]',
                       max(?4, coalesce(lobby.opened_at, ?4), coalesce(lobby.buzz_times ->> '$[#-1]', ?4))),
                   claimed = iif(lobby.fair_window IS NOT NULL, json_insert(lobby.claimed, '$[#]', ?6), NULL),
                   window_ends_at = iif(json_array_length(lobby.buzz_order) = 0,
                       coalesce(lobby.window_ends_at, ?5 + lobby.fair_window), lobby.window_ends_at),
                   version = lobby.version + 1,
                   updated_at = max(lobby.updated_at, ?5)
               FROM players AS player
               WHERE lobby.code = ?1
                 AND player.lobby_code = ?1
                 AND player.token = ?2
                 AND player.presence = 'online'
                 AND (?3 IS NULL OR lobby.round = ?3)
                 AND NOT lobby.locked
                 AND player.id NOT IN (SELECT value FROM json_each(lobby.buzz_order))
                 AND player.id NOT IN (SELECT value FROM json_each(lobby.wrong))
                 AND NOT (lobby.buzz_per_team AND player.team_id IS NOT NULL
                     AND (player.team_id IN (SELECT value FROM json_each(lobby.queued_teams))
                         OR player.team_id IN (SELECT value FROM json_each(lobby.wrong))))
                 AND NOT EXISTS (SELECT 1 FROM json_each(lobby.barred) AS bar
                     WHERE bar.value = player.id AND lobby.barred_until ->> bar.key > ?5)
                 AND lobby.next_due_at > ?5
                 AND coalesce(lobby.window_ends_at > ?5, TRUE)
               RETURNING json_array_length(buzz_order) AS "position!: i64", round, version,
                   buzz_order ->> '$[#-1]' AS "player!: uuid::fmt::Hyphenated",
                   (SELECT last_seen FROM players WHERE lobby_code = ?1 AND token = ?2) AS "last_seen!: i64",
                   iif(window_ends_at IS NOT NULL, json_object('buzz_times', json(buzz_times), 'fair_window', fair_window,
                       'opened_at', opened_at, 'window_ends_at', window_ends_at, 'claimed', json(claimed),
                       'arrived', json(arrived)), NULL) AS "provisional: String""#,
            code,
            token,
            buzz.round,
            buzz.at,
            buzz.uptime,
            buzz.claimed,
        )
        .fetch_all(&mut **self.0)
        .await?;
        Ok(stored.into_iter().next().map(|stored| StoredBuzz {
            player: stored.player.into_uuid(),
            position: stored.position,
            round: stored.round,
            version: stored.version,
            last_seen: stored.last_seen,
            provisional: stored.provisional,
        }))
    }

    #[instrument(level = "debug", skip_all)]
    async fn read_lobby(
        &mut self,
        code: LobbyCode,
        token: Option<&Digest>,
    ) -> StoreResult<Option<Lobby>> {
        let (code, token) = (code.as_str(), token.map(Digest::as_str));
        let row = query_as!(
            LobbyRow,
            r#"SELECT code, host_id, host_name, host_token, created_at, updated_at, host_seen, next_due_at,
                   host_online AS "host_online: bool", locked AS "locked: bool", buzz_order, buzz_times,
                   iif(fair_window IS NOT NULL, json_object('fair_window', fair_window, 'opened_at', opened_at,
                       'window_ends_at', window_ends_at, 'claimed', json(claimed), 'arrived', json(arrived)), NULL)
                       AS "fair: String",
                   active_player_id, settings, question, question_value, deadline,
                   out_of_time AS "out_of_time: bool", wrong, barred, barred_until,
                   finished AS "finished: bool", last_move, round, version, departures,
                   iif(team_count > 0, (SELECT json_group_array(json_object('id', id, 'place', place, 'name', name,
                           'colour', colour, 'score', score)) FROM teams WHERE lobby_code = ?1), '[]')
                       AS "teams!: String",
                   iif(link_count > 0, (SELECT json_group_array(json_object('id', id, 'role', role, 'player_id', player_id,
                           'label', label, 'made_at', made_at, 'revoked_at', revoked_at,
                           'token', iif(token = ?2, token, '')))
                       FROM links WHERE lobby_code = ?1), '[]') AS "links!: String",
                   (SELECT json_group_array(json_array(id, name, joined_at, last_seen, presence, score, team_id,
                           iif(token = ?2, token, '')))
                       FROM players
                       WHERE lobby_code = code AND presence <> 'departed'
                   ) AS "players!: String"
               FROM lobbies WHERE code = ?1"#,
            code,
            token,
        )
        .fetch_optional(&mut **self.0)
        .await?;
        row.map(Lobby::try_from).transpose()
    }

    #[instrument(level = "debug", skip_all)]
    async fn glance(
        &mut self,
        by: &Credentials,
        now: i64,
        seen_after: i64,
    ) -> StoreResult<Option<Glance>> {
        let (code, token) = (by.code.as_str(), by.token.as_str());
        let row = query!(
            r#"SELECT lobby.version, COALESCE(player.id, lobby.host_id) AS "viewer!: String"
               FROM lobbies AS lobby
               LEFT JOIN players AS player ON player.lobby_code = lobby.code AND player.token = ?2
               WHERE lobby.code = ?1
                 AND lobby.next_due_at > ?3
                 AND coalesce(lobby.window_ends_at > ?3, TRUE)
                 AND (player.presence = 'online' AND player.last_seen > ?4
                     OR player.id IS NULL AND lobby.host_token = ?2 AND lobby.host_online AND lobby.host_seen > ?4)"#,
            code,
            token,
            now,
            seen_after,
        )
        .fetch_optional(&mut **self.0)
        .await?;
        row.map(|row| {
            Ok(Glance {
                version: row.version,
                viewer: text(&row.viewer)?,
            })
        })
        .transpose()
    }

    #[instrument(level = "debug", skip_all)]
    async fn first_creation(&mut self, key: &Digest) -> StoreResult<Option<FirstCreation>> {
        let key = key.as_str();
        let first = query_as!(
            CreationRow,
            "SELECT code, host_name, host_token, opened_with, token_salt FROM lobbies WHERE idempotency_key = ?1",
            key,
        )
        .fetch_optional(&mut **self.0)
        .await?;
        first.map(FirstCreation::try_from).transpose()
    }

    #[instrument(level = "debug", skip_all)]
    async fn host_of(&mut self, code: LobbyCode) -> StoreResult<Uuid> {
        let code = code.as_str();
        let host = query_scalar!("SELECT host_id FROM lobbies WHERE code = ?1", code)
            .fetch_one(&mut **self.0)
            .await?;
        text(&host)
    }

    #[instrument(level = "debug", skip_all)]
    async fn versions(&mut self, codes: &[LobbyCode]) -> StoreResult<Vec<(LobbyCode, i64)>> {
        let codes = code_list(codes);
        let rows = query!(
            "SELECT code, version FROM lobbies WHERE code IN (SELECT value FROM json_each(?1))",
            codes,
        )
        .fetch_all(&mut **self.0)
        .await?;
        let versions = rows.into_iter().map(|row| (row.code.parse(), row.version));
        Ok(versions
            .filter_map(|(code, version)| Some((code.ok()?, version)))
            .collect())
    }

    #[instrument(level = "debug", skip_all)]
    async fn due(&mut self, now: i64, most: i64) -> StoreResult<Vec<String>> {
        let codes = query_scalar!(
            "SELECT code FROM lobbies WHERE next_due_at <= ?1 ORDER BY next_due_at LIMIT ?2",
            now,
            most,
        )
        .fetch_all(&mut **self.0)
        .await?;
        Ok(codes)
    }

    #[instrument(level = "debug", skip_all)]
    async fn delete_unread(&mut self, code: &str, host_seen: i64) -> StoreResult<bool> {
        let deleted = query!(
            "DELETE FROM lobbies WHERE code = ?1 AND host_seen <= ?2",
            code,
            host_seen,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(deleted.rows_affected() == 1)
    }

    /// What is not due is counted in the index; of what is, the rows say more. `CROSS` keeps the lobbies first.
    #[instrument(level = "debug", skip_all)]
    async fn census(&mut self, limits: &CensusLimits) -> StoreResult<Census> {
        let census = query_as!(
            Census,
            r#"SELECT
                   (SELECT count(*) FROM lobbies WHERE next_due_at > ?1)
                   + (SELECT count(*) FROM lobbies WHERE next_due_at <= ?1 AND host_seen > ?2
                      AND NOT (player_count = 0 AND updated_at <= ?3)) AS "lobbies!: i64",
                   (SELECT coalesce(sum(players_online), 0) FROM lobbies WHERE next_due_at > ?1)
                   + (SELECT count(*) FROM lobbies AS lobby CROSS JOIN players AS player ON player.lobby_code = lobby.code
                      WHERE lobby.next_due_at <= ?1 AND player.presence = 'online' AND player.last_seen > ?4)
                       AS "players_online!: i64""#,
            limits.now,
            limits.host_gone,
            limits.empty_gone,
            limits.away,
        )
        .fetch_one(&mut **self.0)
        .await?;
        Ok(census)
    }

    #[instrument(level = "debug", skip_all)]
    async fn see_hosts(&mut self, codes: &[LobbyCode], at: i64) -> StoreResult<Vec<LobbyCode>> {
        let codes = code_list(codes);
        query!(
            "UPDATE lobbies SET host_seen = ?2
             WHERE code IN (SELECT value FROM json_each(?1)) AND host_seen < ?2",
            codes,
            at,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(Vec::new()) // no row is locked alone
    }

    #[instrument(level = "debug", skip_all)]
    async fn see_players(&mut self, players: &[Uuid], at: i64) -> StoreResult<Vec<Uuid>> {
        let players = serde_json::json!(players).to_string();
        query!(
            "UPDATE players SET last_seen = ?2
             WHERE id IN (SELECT value FROM json_each(?1)) AND last_seen < ?2",
            players,
            at,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(Vec::new()) // no row is locked alone
    }

    #[instrument(level = "debug", skip_all)]
    async fn beat(&mut self, now: Option<i64>, most: i64) -> StoreResult<Beat> {
        let beat = query_as!(
            Beat,
            "INSERT INTO service (id, measured_at, uptime) VALUES (1, ?1, ?1)
             ON CONFLICT (id) DO UPDATE SET measured_at = excluded.measured_at,
                 uptime = service.uptime + min(max(excluded.measured_at - service.measured_at, 0), ?2)
             RETURNING measured_at, uptime",
            now,
            most,
        )
        .fetch_all(&mut **self.0)
        .await?;
        let first = beat.into_iter().next();
        first.ok_or_else(|| StoreError::Corrupt("no beat was stored".to_owned()))
    }

    /// Each that a file can have is one of Unicode.
    async fn check_encoding(&mut self) -> StoreResult<()> {
        Ok(())
    }

    async fn applied_migrations(&mut self) -> StoreResult<Vec<i64>> {
        let applied = query_scalar(APPLIED_MIGRATIONS)
            .fetch_all(&mut **self.0)
            .await?;
        Ok(applied)
    }
}

/// Whether the file holds the tables of the legacy system: `lobbies`, but no record of migrations.
pub async fn is_legacy(connection: &mut SqliteConnection) -> sqlx::Result<bool> {
    let tables = query_scalar!(
        r#"SELECT name AS "name!" FROM sqlite_schema
           WHERE type = 'table' AND name IN ('lobbies', '_sqlx_migrations')"#
    )
    .fetch_all(connection)
    .await?;
    Ok(tables == ["lobbies"])
}

fn code_list(codes: &[LobbyCode]) -> String {
    let codes: Vec<&str> = codes.iter().map(LobbyCode::as_str).collect();
    serde_json::json!(codes).to_string()
}
