//! Players: the statements for SQLite. Reads side by side with `postgres/players.rs`.

use async_trait::async_trait;
use sqlx::query;
use tracing::instrument;
use uuid::Uuid;

use super::statements::SqliteSession;
use crate::game::{LobbyCode, Player};
use crate::store::StoreResult;
use crate::store::backend::Players;
use crate::store::rows::{join_columns, micros};

#[async_trait]
impl Players for SqliteSession {
    #[instrument(level = "debug", skip_all)]
    async fn insert_player(&mut self, code: LobbyCode, player: &Player) -> StoreResult<bool> {
        let (code, id) = (code.as_str(), player.id.hyphenated());
        let name = player.name.as_str();
        let (joined_as, key, salt) = join_columns(player);
        let (joined_at, last_seen) = (micros(player.joined_at), micros(player.last_seen));
        let (presence, token) = (player.presence.as_str(), player.token.as_str());
        let team = player.team.map(Uuid::hyphenated);
        let joined_team = player.keyed_join.as_ref().and_then(|join| join.team);
        let joined_team = joined_team.map(Uuid::hyphenated);
        let inserted = query!(
            "INSERT INTO players (id, lobby_code, name, joined_as, joined_at, last_seen, presence, score, token,
                 idempotency_key, token_salt, team_id, joined_team)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
             ON CONFLICT DO NOTHING",
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
            team,
            joined_team,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(inserted.rows_affected() == 1)
    }

    #[instrument(level = "debug", skip_all)]
    async fn update_player(&mut self, code: LobbyCode, player: &Player) -> StoreResult<bool> {
        let (code, id) = (code.as_str(), player.id.hyphenated());
        let (name, presence) = (player.name.as_str(), player.presence.as_str());
        let (team, last_seen) = (player.team.map(Uuid::hyphenated), micros(player.last_seen));
        let updated = query!(
            "UPDATE players SET name = ?3, presence = ?4, score = ?5, team_id = ?6, last_seen = max(last_seen, ?7)
             WHERE lobby_code = ?1 AND id = ?2",
            code,
            id,
            name,
            presence,
            player.score,
            team,
            last_seen,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(updated.rows_affected() == 1)
    }

    #[instrument(level = "debug", skip_all)]
    async fn replace_token(&mut self, code: LobbyCode, player: &Player) -> StoreResult<()> {
        let (code, id, token) = (code.as_str(), player.id.hyphenated(), player.token.as_str());
        query!(
            "UPDATE players SET token = ?3 WHERE lobby_code = ?1 AND id = ?2",
            code,
            id,
            token,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn delete_player(&mut self, code: LobbyCode, player: Uuid) -> StoreResult<()> {
        let (code, player) = (code.as_str(), player.hyphenated());
        query!(
            "DELETE FROM players WHERE lobby_code = ?1 AND id = ?2",
            code,
            player,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn forget_departed(&mut self, code: LobbyCode, newest: i64) -> StoreResult<()> {
        let code = code.as_str();
        query!(
            "DELETE FROM players WHERE lobby_code = ?1 AND id IN (
                 SELECT id FROM players WHERE lobby_code = ?1 AND presence = 'departed'
                 ORDER BY joined_at DESC LIMIT -1 OFFSET ?2)",
            code,
            newest,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }
}
