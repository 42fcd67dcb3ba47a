//! Records of the host's moves: the statements for Postgres. Reads side by side with `sqlite/records.rs`.

use async_trait::async_trait;
use sqlx::{query, query_as};
use tracing::instrument;

use super::statements::PostgresSession;
use crate::game::{Lobby, LobbyCode, Record};
use crate::store::StoreResult;
use crate::store::backend::Records;
use crate::store::rows::{RecordRow, micros, record_columns, records};

#[async_trait]
impl Records for PostgresSession {
    #[instrument(level = "debug", skip_all)]
    async fn append_record(&mut self, code: LobbyCode, record: &Record) -> StoreResult<()> {
        let (account, was_before) = record_columns(record);
        query!(
            "INSERT INTO lobby_events (lobby_code, version, kind, happened_at, undoable, undone, account, was_before)
             VALUES ($1, $2, $3, $4, $5, FALSE, $6, $7)",
            code.as_str(),
            record.id,
            record.kind.as_str(),
            micros(record.at),
            record.kind.is_undoable(),
            account,
            was_before,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn mark_undone(&mut self, code: LobbyCode, id: i64) -> StoreResult<()> {
        query!(
            "UPDATE lobby_events SET undone = TRUE WHERE lobby_code = $1 AND version = $2",
            code.as_str(),
            id,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn forget_records(&mut self, lobby: &Lobby, newest: i64) -> StoreResult<()> {
        query!(
            "DELETE FROM lobby_events WHERE lobby_code = $1 AND version <> $2 AND version <= (
                 SELECT version FROM lobby_events WHERE lobby_code = $1 ORDER BY version DESC OFFSET $3 LIMIT 1)",
            lobby.code.as_str(),
            lobby.last_move.as_ref().map_or(0, |last| last.id),
            newest,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn recall(&mut self, code: LobbyCode, id: i64) -> StoreResult<Vec<Record>> {
        let recalled = query_as!(
            RecordRow,
            "SELECT version, kind, happened_at, undone, account, was_before FROM lobby_events
             WHERE lobby_code = $1 AND (version = $2 OR version = (
                 SELECT max(version) FROM lobby_events
                 WHERE lobby_code = $1 AND version < $2 AND undoable AND NOT undone))
             ORDER BY version",
            code.as_str(),
            id,
        )
        .fetch_all(&mut **self.0)
        .await?;
        records(recalled)
    }

    #[instrument(level = "debug", skip_all)]
    async fn records(&mut self, code: LobbyCode, most: i64) -> StoreResult<Vec<Record>> {
        let mut newest = query_as!(
            RecordRow,
            "SELECT version, kind, happened_at, undone, account, was_before FROM lobby_events
             WHERE lobby_code = $1 ORDER BY version DESC LIMIT $2",
            code.as_str(),
            most,
        )
        .fetch_all(&mut **self.0)
        .await?;
        newest.reverse();
        records(newest)
    }
}
