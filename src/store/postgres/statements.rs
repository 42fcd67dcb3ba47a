//! Lobbies, buzzes and what is about all lobbies: the statements for Postgres. Reads side by side with
//! `sqlite/statements.rs`: the same ones in the same order.

use async_trait::async_trait;
use sqlx::{Executor as _, Postgres, query, query_as, query_scalar};
use tracing::instrument;
use uuid::Uuid;

use super::columns::{false_start_columns, queue_columns};
use crate::game::{Digest, Lobby, LobbyCode, Salt};
use crate::store::backend::{Beat, CensusLimits, NewBuzz, Session, StoredBuzz};
use crate::store::pool::{Lease, give_back};
use crate::store::rows::{
    CreationRow, FirstCreation, LobbyRow, last_move_text, micros, players_online, settings_text,
};
use crate::store::windows::WindowColumns;
use crate::store::{APPLIED_MIGRATIONS, Census, Credentials, Glance, StoreError, StoreResult};

pub struct PostgresSession(pub Lease<Postgres>);

#[async_trait]
impl Session for PostgresSession {
    fn give_back(self: Box<Self>) -> StoreResult<()> {
        give_back(self.0);
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn begin(&mut self) -> StoreResult<()> {
        self.0.execute("BEGIN").await?;
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

    /// In two statements, because the second must see what a transaction that the first one waited for has done.
    #[instrument(level = "debug", skip_all)]
    async fn lock_lobby(
        &mut self,
        code: LobbyCode,
        key: Option<&Digest>,
    ) -> StoreResult<Option<Lobby>> {
        let row = query_as!(
            LobbyRow,
            r#"SELECT code, host_id::text AS "host_id!", host_name, host_token, created_at, updated_at, host_seen,
                   next_due_at, host_online, locked, to_json(buzz_order)::text AS "buzz_order!",
                   to_json(buzz_times)::text AS "buzz_times!",
                   CASE WHEN fair_window IS NOT NULL THEN to_json(lobbies)::text END AS fair, active_player_id::text,
                   settings, question, question_value, deadline, out_of_time, to_json(wrong)::text AS "wrong!",
                   to_json(barred)::text AS "barred!", to_json(barred_until)::text AS "barred_until!", finished,
                   last_move, round, version, departures, CASE WHEN team_count > 0 THEN '' ELSE '[]' END AS "teams!",
                   CASE WHEN link_count > 0 THEN '' ELSE '[]' END AS "links!", '' AS "players!"
               FROM lobbies WHERE code = $1 FOR UPDATE"#,
            code.as_str(),
        )
        .fetch_optional(&mut **self.0)
        .await?;
        let Some(mut row) = row else {
            return Ok(None);
        };
        if row.teams.is_empty() {
            row.teams = query_scalar!(
                r#"SELECT COALESCE(json_agg(team), '[]')::text AS "teams!"
                   FROM teams AS team WHERE lobby_code = $1"#,
                code.as_str(),
            )
            .fetch_one(&mut **self.0)
            .await?;
        }
        if row.links.is_empty() {
            row.links = query_scalar!(
                r#"SELECT COALESCE(json_agg(link), '[]')::text AS "links!"
                   FROM links AS link WHERE lobby_code = $1"#,
                code.as_str(),
            )
            .fetch_one(&mut **self.0)
            .await?;
        }
        row.players = query_scalar!(
            r#"SELECT COALESCE(json_agg(player), '[]')::text AS "players!" FROM (
                   SELECT id, name, joined_as, joined_team, joined_at, last_seen, presence, score, team_id, token,
                       idempotency_key, token_salt
                   FROM players WHERE lobby_code = $1 AND presence <> 'departed'
                   UNION ALL
                   SELECT id, name, joined_as, joined_team, joined_at, last_seen, presence, score, team_id, token,
                       idempotency_key, token_salt
                   FROM players WHERE lobby_code = $1 AND idempotency_key = $2 AND presence = 'departed'
               ) AS player"#,
            code.as_str(),
            key.map(Digest::as_str),
        )
        .fetch_one(&mut **self.0)
        .await?;
        Lobby::try_from(row).map(Some)
    }

    #[instrument(level = "debug", skip_all)]
    async fn insert_lobby(
        &mut self,
        lobby: &Lobby,
        key: Option<(&Digest, &Salt)>,
    ) -> StoreResult<bool> {
        let (order, times) = queue_columns(lobby);
        let (barred, barred_until) = false_start_columns(lobby);
        let window = WindowColumns::of(lobby);
        let settings = settings_text(&lobby.settings);
        let opened_with = key.map_or("{}", |_| settings.as_str());
        let (key, salt) = key.unzip();
        let inserted = query!(
            "INSERT INTO lobbies (code, host_id, host_name, host_token, created_at, updated_at, host_seen, next_due_at,
                 host_online, locked, buzz_order, buzz_times, active_player_id, question_value, round, version,
                 player_count, players_online, departures, idempotency_key, token_salt, settings, opened_with, question,
                 deadline, out_of_time, wrong, barred, barred_until, finished, last_move,
                 team_count, buzz_per_team, queued_teams, link_count,
                 fair_window, opened_at, window_ends_at, claimed, arrived)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                 $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40)
             ON CONFLICT DO NOTHING",
            lobby.code.as_str(),
            lobby.host.id,
            lobby.host.name.as_str(),
            lobby.host.token.as_str(),
            micros(lobby.created_at),
            micros(lobby.updated_at),
            micros(lobby.host.last_seen),
            micros(lobby.next_due_at),
            lobby.host.online,
            lobby.locked,
            &order,
            &times,
            lobby.active_player,
            lobby.question_value.get(),
            lobby.round,
            lobby.version,
            lobby.roster().count() as i64,
            players_online(lobby),
            lobby.departures,
            key.map(Digest::as_str),
            salt.map(Salt::as_str),
            settings,
            opened_with,
            lobby.question,
            lobby.deadline.map(micros),
            lobby.out_of_time,
            &lobby.wrong,
            &barred,
            &barred_until,
            lobby.finished,
            last_move_text(lobby),
            lobby.teams.len() as i64,
            lobby.buzzes_by_team(),
            &lobby.queued_teams(),
            lobby.links.len() as i64,
            window.fair_window,
            window.opened_at,
            window.window_ends_at,
            window.claimed.as_deref() as Option<&[Option<i64>]>,
            window.arrived.as_deref(),
        )
        .execute(&mut **self.0)
        .await?;
        Ok(inserted.rows_affected() == 1)
    }

    #[instrument(level = "debug", skip_all)]
    async fn update_lobby(&mut self, lobby: &Lobby) -> StoreResult<()> {
        let (order, times) = queue_columns(lobby);
        let (barred, barred_until) = false_start_columns(lobby);
        query!(
            "UPDATE lobbies SET updated_at = $2, host_seen = GREATEST(host_seen, $3), next_due_at = $4,
                 host_online = $5, locked = $6, buzz_order = $7, buzz_times = $8, active_player_id = $9,
                 question_value = $10, round = $11, version = $12, player_count = $13, players_online = $14,
                 departures = $15, settings = $16, question = $17, deadline = $18, out_of_time = $19, wrong = $20,
                 barred = $21, barred_until = $22, finished = $23, last_move = $24, team_count = $25, buzz_per_team = $26,
                 queued_teams = $27, link_count = $28
             WHERE code = $1",
            lobby.code.as_str(),
            micros(lobby.updated_at),
            micros(lobby.host.last_seen),
            micros(lobby.next_due_at),
            lobby.host.online,
            lobby.locked,
            &order,
            &times,
            lobby.active_player,
            lobby.question_value.get(),
            lobby.round,
            lobby.version,
            lobby.roster().count() as i64,
            players_online(lobby),
            lobby.departures,
            settings_text(&lobby.settings),
            lobby.question,
            lobby.deadline.map(micros),
            lobby.out_of_time,
            &lobby.wrong,
            &barred,
            &barred_until,
            lobby.finished,
            last_move_text(lobby),
            lobby.teams.len() as i64,
            lobby.buzzes_by_team(),
            &lobby.queued_teams(),
            lobby.links.len() as i64,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn save_window(&mut self, code: LobbyCode, window: &WindowColumns) -> StoreResult<()> {
        query!(
            "UPDATE lobbies SET fair_window = $2, opened_at = $3, window_ends_at = $4, claimed = $5, arrived = $6
             WHERE code = $1",
            code.as_str(),
            window.fair_window,
            window.opened_at,
            window.window_ends_at,
            window.claimed.as_deref() as Option<&[Option<i64>]>,
            window.arrived.as_deref(),
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn delete_lobby(&mut self, code: LobbyCode) -> StoreResult<()> {
        query!("DELETE FROM lobbies WHERE code = $1", code.as_str())
            .execute(&mut **self.0)
            .await?;
        Ok(())
    }

    /// Waiting for the row lock, it re-evaluates its own row only and sees the rest of the database as it was when it
    /// began: whatever else decides a buzz is therefore in that row, and whoever takes a player off the roster counts
    /// `departures` up.
    #[instrument(level = "debug", skip_all)]
    async fn append_buzz(&mut self, buzz: NewBuzz<'_>) -> StoreResult<Option<StoredBuzz>> {
        let stored = query_as!(
            StoredBuzz,
            r#"UPDATE lobbies AS lobby SET
                   buzz_order = lobby.buzz_order || player.id,
                   queued_teams = CASE WHEN lobby.buzz_per_team AND player.team_id IS NOT NULL
                       THEN lobby.queued_teams || player.team_id ELSE lobby.queued_teams END,
                   buzz_times = lobby.buzz_times
                       || GREATEST($4, lobby.opened_at, lobby.buzz_times[cardinality(lobby.buzz_times)]),
                   claimed = CASE WHEN lobby.fair_window IS NOT NULL THEN array_append(lobby.claimed, $6::bigint) END,
                   window_ends_at = CASE WHEN cardinality(lobby.buzz_order) = 0
                       THEN COALESCE(lobby.window_ends_at, $5 + lobby.fair_window) ELSE lobby.window_ends_at END,
                   version = lobby.version + 1,
                   updated_at = GREATEST(lobby.updated_at, $5)
               FROM players AS player
               WHERE lobby.code = $1
                 AND player.lobby_code = $1
                 AND player.token = $2
                 AND player.presence = 'online'
                 AND ($3::bigint IS NULL OR lobby.round = $3)
                 AND NOT lobby.locked
                 AND NOT player.id = ANY (lobby.buzz_order)
                 AND NOT player.id = ANY (lobby.wrong)
                 AND NOT (lobby.buzz_per_team AND player.team_id IS NOT NULL
                     AND player.team_id = ANY (lobby.queued_teams || lobby.wrong))
                 AND COALESCE(lobby.barred_until[array_position(lobby.barred, player.id)] <= $5, TRUE)
                 AND LEAST(lobby.next_due_at, lobby.window_ends_at) > $5
                 AND lobby.departures = (SELECT departures FROM lobbies WHERE code = $1)
               RETURNING cardinality(lobby.buzz_order)::bigint AS "position!", lobby.round, lobby.version,
                   player.id AS player, player.last_seen,
                   CASE WHEN lobby.window_ends_at IS NOT NULL THEN to_json(lobby)::text END AS provisional"#,
            buzz.code.as_str(),
            buzz.token.as_str(),
            buzz.round,
            buzz.at,
            buzz.uptime,
            buzz.claimed,
        )
        .fetch_optional(&mut **self.0)
        .await?;
        Ok(stored)
    }

    #[instrument(level = "debug", skip_all)]
    async fn read_lobby(
        &mut self,
        code: LobbyCode,
        token: Option<&Digest>,
    ) -> StoreResult<Option<Lobby>> {
        let row = query_as!(
            LobbyRow,
            r#"SELECT code, host_id::text AS "host_id!", host_name, host_token, created_at, updated_at, host_seen,
                   next_due_at, host_online, locked, to_json(buzz_order)::text AS "buzz_order!",
                   to_json(buzz_times)::text AS "buzz_times!",
                   CASE WHEN fair_window IS NOT NULL THEN to_json(lobbies)::text END AS fair, active_player_id::text,
                   settings, question, question_value, deadline, out_of_time, to_json(wrong)::text AS "wrong!",
                   to_json(barred)::text AS "barred!", to_json(barred_until)::text AS "barred_until!", finished,
                   last_move, round, version, departures,
                   CASE WHEN team_count > 0 THEN COALESCE((
                       SELECT json_agg(team)::text FROM teams AS team WHERE lobby_code = code
                   ), '[]') ELSE '[]' END AS "teams!",
                   CASE WHEN link_count > 0 THEN COALESCE((SELECT json_agg(link)::text FROM (
                       SELECT id, role, player_id, label, made_at, revoked_at,
                           CASE WHEN token = $2 THEN token ELSE '' END AS token
                       FROM links WHERE lobby_code = code
                   ) AS link), '[]') ELSE '[]' END AS "links!",
                   COALESCE((SELECT json_agg(player)::text FROM (
                       SELECT id, name, joined_at, last_seen, presence, score, team_id,
                           CASE WHEN token = $2 THEN token ELSE '' END AS token
                       FROM players
                       WHERE lobby_code = code AND presence <> 'departed'
                   ) AS player), '[]') AS "players!"
               FROM lobbies WHERE code = $1"#,
            code.as_str(),
            token.map(Digest::as_str),
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
        let glance = query_as!(
            Glance,
            r#"SELECT lobby.version, COALESCE(player.id, lobby.host_id) AS "viewer!"
               FROM lobbies AS lobby
               LEFT JOIN players AS player ON player.lobby_code = lobby.code AND player.token = $2
               WHERE lobby.code = $1
                 AND LEAST(lobby.next_due_at, lobby.window_ends_at) > $3
                 AND (player.presence = 'online' AND player.last_seen > $4
                     OR player.id IS NULL AND lobby.host_token = $2 AND lobby.host_online AND lobby.host_seen > $4)"#,
            by.code.as_str(),
            by.token.as_str(),
            now,
            seen_after,
        )
        .fetch_optional(&mut **self.0)
        .await?;
        Ok(glance)
    }

    #[instrument(level = "debug", skip_all)]
    async fn first_creation(&mut self, key: &Digest) -> StoreResult<Option<FirstCreation>> {
        let first = query_as!(
            CreationRow,
            "SELECT code, host_name, host_token, opened_with, token_salt FROM lobbies WHERE idempotency_key = $1",
            key.as_str(),
        )
        .fetch_optional(&mut **self.0)
        .await?;
        first.map(FirstCreation::try_from).transpose()
    }

    #[instrument(level = "debug", skip_all)]
    async fn host_of(&mut self, code: LobbyCode) -> StoreResult<Uuid> {
        let host = query_scalar!("SELECT host_id FROM lobbies WHERE code = $1", code.as_str())
            .fetch_one(&mut **self.0)
            .await?;
        Ok(host)
    }

    #[instrument(level = "debug", skip_all)]
    async fn versions(&mut self, codes: &[LobbyCode]) -> StoreResult<Vec<(LobbyCode, i64)>> {
        let codes: Vec<String> = codes.iter().map(LobbyCode::to_string).collect();
        let rows = query!(
            "SELECT code, version FROM lobbies WHERE code = ANY ($1)",
            &codes,
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
            "SELECT code FROM lobbies WHERE next_due_at <= $1 ORDER BY next_due_at LIMIT $2",
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
            "DELETE FROM lobbies WHERE code = $1 AND host_seen <= $2",
            code,
            host_seen,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(deleted.rows_affected() == 1)
    }

    /// What is not due is counted in the index; of what is, the rows say more.
    #[instrument(level = "debug", skip_all)]
    async fn census(&mut self, limits: &CensusLimits) -> StoreResult<Census> {
        let census = query_as!(
            Census,
            r#"SELECT
                   (SELECT count(*) FROM lobbies WHERE next_due_at > $1)
                   + (SELECT count(*) FROM lobbies WHERE next_due_at <= $1 AND host_seen > $2
                      AND NOT (player_count = 0 AND updated_at <= $3)) AS "lobbies!",
                   (SELECT COALESCE(sum(players_online), 0)::bigint FROM lobbies WHERE next_due_at > $1)
                   + (SELECT count(*) FROM lobbies AS lobby JOIN players AS player ON player.lobby_code = lobby.code
                      WHERE lobby.next_due_at <= $1 AND player.presence = 'online' AND player.last_seen > $4)
                       AS "players_online!""#,
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
        let codes: Vec<String> = codes.iter().map(LobbyCode::to_string).collect();
        let left_out = query_scalar!(
            "WITH written AS (
                 UPDATE lobbies SET host_seen = $2 WHERE code IN (
                     SELECT code FROM lobbies WHERE code = ANY ($1) AND host_seen < $2
                     ORDER BY code FOR NO KEY UPDATE SKIP LOCKED)
                 RETURNING code)
             SELECT code FROM lobbies WHERE code = ANY ($1) AND host_seen < $2
                 AND code NOT IN (SELECT code FROM written)",
            &codes,
            at,
        )
        .fetch_all(&mut **self.0)
        .await?;
        let left_out = left_out.iter().filter_map(|code| code.parse().ok());
        Ok(left_out.collect())
    }

    #[instrument(level = "debug", skip_all)]
    async fn see_players(&mut self, players: &[Uuid], at: i64) -> StoreResult<Vec<Uuid>> {
        let left_out = query_scalar!(
            "WITH written AS (
                 UPDATE players SET last_seen = $2 WHERE id IN (
                     SELECT id FROM players WHERE id = ANY ($1) AND last_seen < $2
                     ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)
                 RETURNING id)
             SELECT id FROM players WHERE id = ANY ($1) AND last_seen < $2
                 AND id NOT IN (SELECT id FROM written)",
            players,
            at,
        )
        .fetch_all(&mut **self.0)
        .await?;
        Ok(left_out)
    }

    #[instrument(level = "debug", skip_all)]
    async fn beat(&mut self, now: Option<i64>, most: i64) -> StoreResult<Beat> {
        let beat = query_as!(
            Beat,
            "INSERT INTO service (id, measured_at, uptime)
             SELECT 1, moment, moment FROM (
                 SELECT COALESCE($1::bigint, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
             ) AS said (moment)
             ON CONFLICT (id) DO UPDATE SET measured_at = EXCLUDED.measured_at,
                 uptime = service.uptime
                     + LEAST(GREATEST(EXCLUDED.measured_at - service.measured_at, 0), $2)
             RETURNING measured_at, uptime",
            now,
            most,
        )
        .fetch_one(&mut **self.0)
        .await?;
        Ok(beat)
    }

    /// The server translates what it is sent, and refuses what its encoding does not have.
    async fn check_encoding(&mut self) -> StoreResult<()> {
        let shown = query_scalar("SHOW server_encoding").fetch_one(&mut **self.0);
        match shown.await? {
            encoding if encoding == "UTF8" => Ok(()),
            encoding => Err(StoreError::Encoding(encoding)),
        }
    }

    async fn applied_migrations(&mut self) -> StoreResult<Vec<i64>> {
        let applied = query_scalar(APPLIED_MIGRATIONS)
            .fetch_all(&mut **self.0)
            .await?;
        Ok(applied)
    }
}
