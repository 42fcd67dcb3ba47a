//! Teams: the statements for SQLite. Reads side by side with `postgres/teams.rs`.

use async_trait::async_trait;
use sqlx::query;
use tracing::instrument;
use uuid::Uuid;

use super::statements::SqliteSession;
use crate::game::{LobbyCode, Team};
use crate::store::StoreResult;
use crate::store::backend::Teams;

#[async_trait]
impl Teams for SqliteSession {
    #[instrument(level = "debug", skip_all)]
    async fn save_team(&mut self, code: LobbyCode, place: i64, team: &Team) -> StoreResult<()> {
        let (code, id) = (code.as_str(), team.id.hyphenated());
        let (name, colour) = (team.name.as_str(), team.colour.as_str());
        query!(
            "INSERT INTO teams (id, lobby_code, place, name, colour, score) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (id) DO UPDATE SET place = excluded.place, name = excluded.name, colour = excluded.colour,
                 score = excluded.score
             WHERE teams.lobby_code = excluded.lobby_code",
            id,
            code,
            place,
            name,
            colour,
            team.score,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn delete_team(&mut self, code: LobbyCode, team: Uuid) -> StoreResult<()> {
        let (code, team) = (code.as_str(), team.hyphenated());
        query!(
            "DELETE FROM teams WHERE lobby_code = ?1 AND id = ?2",
            code,
            team,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }
}
