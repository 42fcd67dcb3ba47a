//! Links: the statements for SQLite. Reads side by side with `postgres/links.rs`.

use async_trait::async_trait;
use sqlx::query;
use tracing::instrument;
use uuid::Uuid;

use super::statements::SqliteSession;
use crate::game::{Link, LobbyCode};
use crate::store::StoreResult;
use crate::store::backend::Links;
use crate::store::rows::{link_columns, micros};

#[async_trait]
impl Links for SqliteSession {
    #[instrument(level = "debug", skip_all)]
    async fn insert_link(&mut self, code: LobbyCode, link: &Link) -> StoreResult<()> {
        let (code, id, role) = (code.as_str(), link.id.hyphenated(), link.to.role().as_str());
        let player = link.to.player().map(Uuid::hyphenated);
        let (label, token) = (link.label.as_str(), link.token.as_str());
        let (made_at, revoked_at) = (micros(link.made_at), link.revoked_at.map(micros));
        let (key, salt) = link_columns(link);
        query!(
            "INSERT INTO links (id, lobby_code, role, player_id, label, made_at, revoked_at, token, idempotency_key,
                 token_salt)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            id,
            code,
            role,
            player,
            label,
            made_at,
            revoked_at,
            token,
            key,
            salt,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn mark_revoked(&mut self, code: LobbyCode, link: Uuid, at: i64) -> StoreResult<()> {
        let (code, link) = (code.as_str(), link.hyphenated());
        query!(
            "UPDATE links SET revoked_at = ?3 WHERE lobby_code = ?1 AND id = ?2",
            code,
            link,
            at,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }

    #[instrument(level = "debug", skip_all)]
    async fn delete_link(&mut self, code: LobbyCode, link: Uuid) -> StoreResult<()> {
        let (code, link) = (code.as_str(), link.hyphenated());
        query!(
            "DELETE FROM links WHERE lobby_code = ?1 AND id = ?2",
            code,
            link,
        )
        .execute(&mut **self.0)
        .await?;
        Ok(())
    }
}
