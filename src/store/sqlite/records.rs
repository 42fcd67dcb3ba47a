//! Records of the host's moves: the statements for SQLite. Reads side by side with `postgres/records.rs`.

use async_trait::async_trait;
use sqlx::{query, query_as};
use tracing::instrument;

use super::statements::SqliteSession;
use crate::game::{Lobby, LobbyCode, Record};
use crate::store::StoreResult;
use crate::store::backend::Records;
use crate::store::rows::{RecordRow, micros, record_columns, records};

#[async_trait]
impl Records for SqliteSession {
    #[instrument(level = "debug", skip_all)]
    async fn append_record(&mut self, code: LobbyCode, record: &Record) -> StoreResult<()> {
        let (code, kind, at) = (code.as_str(), record.kind.as_str(), micros(record.at));
        let undoable = record.kind.is_undoable();
        let (account, was_before) = record_columns(record);
        query!(
            "INSERT INTO lobby_events (lobby_code, version, kind, happened_at, undoable, undone, account, was_before)
             VALUES (?1, ?2, ?3, ?4, ?5, FALSE, ?6, ?7)",
            code,
            record.id,
            kind,
            at,
            undoable,
            account,
            was_before,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn mark_undone(&mut self, code: LobbyCode, id: i64) -> StoreResult<()> {
        let code = code.as_str();
        query!(
            "UPDATE lobby_events SET undone = TRUE WHERE lobby_code = ?1 AND version = ?2",
            code,
            id,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn forget_records(&mut self, lobby: &Lobby, newest: i64) -> StoreResult<()> {
        let code = lobby.code.as_str();
        let last_move = lobby.last_move.as_ref().map_or(0, |last| last.id);
        query!(
            "DELETE FROM lobby_events WHERE lobby_code = ?1 AND version <> ?2 AND version <= (
                 SELECT version FROM lobby_events WHERE lobby_code = ?1 ORDER BY version DESC LIMIT 1 OFFSET ?3)",
            code,
            last_move,
            newest,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn recall(&mut self, code: LobbyCode, id: i64) -> StoreResult<Vec<Record>> {
        let code = code.as_str();
        let recalled = query_as!(
            RecordRow,
            r#"SELECT version, kind, happened_at, undone AS "undone: bool", account, was_before FROM lobby_events
               WHERE lobby_code = ?1 AND (version = ?2 OR version = (
                   SELECT max(version) FROM lobby_events
                   WHERE lobby_code = ?1 AND version < ?2 AND undoable AND NOT undone))
               ORDER BY version"#,
            code,
            id,
        )
        .fetch_all(&mut **self.0)
        .await?;
        records(recalled)
    }

    #[instrument(level = "debug", skip_all)]
    async fn records(&mut self, code: LobbyCode, most: i64) -> StoreResult<Vec<Record>> {
        let code = code.as_str();
        let mut newest = query_as!(
            RecordRow,
            r#"SELECT version, kind, happened_at, undone AS "undone: bool", account, was_before FROM lobby_events
               WHERE lobby_code = ?1 ORDER BY version DESC LIMIT ?2"#,
            code,
            most,
        )
        .fetch_all(&mut **self.0)
        .await?;
        newest.reverse();
        records(newest)
    }
}
