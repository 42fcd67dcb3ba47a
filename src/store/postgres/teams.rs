//! Teams: the statements for Postgres. Reads side by side with `sqlite/teams.rs`.

use async_trait::async_trait;
use sqlx::query;
use tracing::instrument;
use uuid::Uuid;

use super::statements::PostgresSession;
use crate::game::{LobbyCode, Team};
use crate::store::StoreResult;
use crate::store::backend::Teams;

#[async_trait]
impl Teams for PostgresSession {
    #[instrument(level = "debug", skip_all)]
    async fn save_team(&mut self, code: LobbyCode, place: i64, team: &Team) -> StoreResult<()> {
        query!(
            "INSERT INTO teams (id, lobby_code, place, name, colour, score) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (id) DO UPDATE SET place = EXCLUDED.place, name = EXCLUDED.name, colour = EXCLUDED.colour,
                 score = EXCLUDED.score
             WHERE teams.lobby_code = EXCLUDED.lobby_code",
            team.id,
            code.as_str(),
            place,
            team.name.as_str(),
            team.colour.as_str(),
            team.score,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn delete_team(&mut self, code: LobbyCode, team: Uuid) -> StoreResult<()> {
        query!(
            "DELETE FROM teams WHERE lobby_code = $1 AND id = $2",
            code.as_str(),
            team,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }
}
