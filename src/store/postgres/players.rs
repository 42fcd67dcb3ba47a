//! Players: the statements for Postgres. Reads side by side with `sqlite/players.rs`.

use async_trait::async_trait;
use sqlx::query;
use tracing::instrument;
use uuid::Uuid;

use super::statements::PostgresSession;
use crate::game::{LobbyCode, Player};
use crate::store::StoreResult;
use crate::store::backend::Players;
use crate::store::rows::{join_columns, micros};

#[async_trait]
impl Players for PostgresSession {
    #[instrument(level = "debug", skip_all)]
    async fn insert_player(&mut self, code: LobbyCode, player: &Player) -> StoreResult<bool> {
        let (joined_as, key, salt) = join_columns(player);
        let inserted = query!(
            "INSERT INTO players (id, lobby_code, name, joined_as, joined_at, last_seen, presence, score, token,
                 idempotency_key, token_salt, team_id, joined_team)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             ON CONFLICT DO NOTHING",
            player.id,
            code.as_str(),
            player.name.as_str(),
            joined_as,
            micros(player.joined_at),
            micros(player.last_seen),
            player.presence.as_str(),
            player.score,
            player.token.as_str(),
            key,
            salt,
            player.team,
            player.keyed_join.as_ref().and_then(|join| join.team),
        )
        .execute(&mut **self.0)
        .await?;
        Ok(inserted.rows_affected() == 1)
    }

    #[instrument(level = "debug", skip_all)]
    async fn update_player(&mut self, code: LobbyCode, player: &Player) -> StoreResult<bool> {
        let updated = query!(
            "UPDATE players SET name = $3, presence = $4, score = $5, team_id = $6,
                 last_seen = GREATEST(last_seen, $7)
             WHERE lobby_code = $1 AND id = $2",
            code.as_str(),
            player.id,
            player.name.as_str(),
            player.presence.as_str(),
            player.score,
            player.team,
            micros(player.last_seen),
        )
        .execute(&mut **self.0)
        .await?;
        Ok(updated.rows_affected() == 1)
    }

    #[instrument(level = "debug", skip_all)]
    async fn replace_token(&mut self, code: LobbyCode, player: &Player) -> StoreResult<()> {
        query!(
            "UPDATE players SET token = $3 WHERE lobby_code = $1 AND id = $2",
            code.as_str(),
            player.id,
            player.token.as_str(),
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn delete_player(&mut self, code: LobbyCode, player: Uuid) -> StoreResult<()> {
        query!(
            "DELETE FROM players WHERE lobby_code = $1 AND id = $2",
            code.as_str(),
            player,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn forget_departed(&mut self, code: LobbyCode, newest: i64) -> StoreResult<()> {
        query!(
            "DELETE FROM players WHERE lobby_code = $1 AND id IN (
                 SELECT id FROM players WHERE lobby_code = $1 AND presence = 'departed'
                 ORDER BY joined_at DESC OFFSET $2)",
            code.as_str(),
            newest,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }
}
