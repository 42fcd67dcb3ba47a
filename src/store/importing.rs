//! Lobbies from elsewhere.

use std::sync::Arc;

use super::{Store, StoreError, StoreResult};
use crate::game::{Lobby, LobbyCode};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub imported: u64,
    pub already_there: u64,
}

/// An imported lobby's code is that of another lobby.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("lobby {0} exists already, with another host")]
pub struct CodeTaken(pub LobbyCode);

impl Store {
    /// Stores lobbies from elsewhere, all or none; those that are there already are left alone. Takes the time it takes: a
    /// person waits for it, and no game is on yet.
    pub async fn import(
        self: &Arc<Self>,
        lobbies: Vec<Lobby>,
    ) -> StoreResult<Result<Imported, CodeTaken>> {
        self.uptime.catch_up(self.backend.as_ref()).await;
        let downtime = self.uptime.now(self.uptime.read()).downtime;
        let mut imported = Imported::default();
        let mut session = self.backend.writer().await?;
        session.begin().await?;
        for mut lobby in lobbies {
            lobby.shift_due_times(-downtime);
            if session.insert_lobby(&lobby, None).await? {
                for player in &lobby.players {
                    if !session.insert_player(lobby.code, player).await? {
                        return Err(StoreError::not_of_this_lobby(player.id));
                    }
                }
                imported.imported += 1;
                continue;
            }
            if session.host_of(lobby.code).await? != lobby.host.id {
                return Ok(Err(CodeTaken(lobby.code)));
            }
            imported.already_there += 1;
        }
        session.commit().await?;
        session.give_back()?;
        Ok(Ok(imported))
    }
}
