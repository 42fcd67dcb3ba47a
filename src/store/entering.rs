//! Opening a lobby and joining one, each safe to repeat with an idempotency key.

use std::sync::Arc;

use jiff::Timestamp;
use uuid::Uuid;

use super::looking::Viewed;
use super::playing::Beside;
use super::uptime::Now;
use super::{Store, StoreError, StoreResult, USE_CASE};
use crate::clock::Reading;
use crate::game::{
    Host, Lobby, LobbyCode, Newcomer, Outcome, PlayerName, Refusal, Role, Salt, Secret, Settings,
    Token,
};

/// Codes to try for a new lobby. With 100,000 live lobbies one in ten is taken, and all of these once in 10^16 times.
pub const CODES_TO_TRY: usize = 16;

#[derive(Clone, Debug)]
pub struct NewLobby {
    /// Tried in turn until one is free.
    pub codes: [LobbyCode; CODES_TO_TRY],
    pub host_id: Uuid,
    pub host_name: PlayerName,
    pub settings: Settings,
    pub secret: Secret,
}

impl NewLobby {
    fn open(&self, code: LobbyCode, now: Timestamp) -> Lobby {
        let host = Host {
            id: self.host_id,
            name: self.host_name.clone(),
            token: self.secret.token().digest(),
            last_seen: now,
            online: true,
        };
        Lobby::open(code, host, self.settings.clone(), now)
    }
}

#[derive(Debug)]
pub struct Created {
    pub view: Viewed,
    /// Of the host.
    pub token: Token,
    /// The key of this request has opened the lobby before.
    pub repeated: bool,
}

#[derive(Debug)]
pub struct SeatTaken {
    pub view: Viewed,
    pub player: Uuid,
    pub token: Token,
}

impl Store {
    /// Opens a lobby, or finds the one that the same idempotency key opened before.
    pub async fn create(
        self: &Arc<Self>,
        new: NewLobby,
        read: Reading,
    ) -> StoreResult<Outcome<Created>> {
        self.run("create", None, USE_CASE, read, move |store, now| async move {
            store.with_plans_of_today(|| store.open(&new, now)).await
        })
        .await
    }

    async fn open(&self, new: &NewLobby, now: Now) -> StoreResult<Outcome<Created>> {
        for code in new.codes {
            if let Some(outcome) = self.open_at(code, new, now).await? {
                return Ok(outcome);
            }
        }
        Err(StoreError::NoFreeCode)
    }

    /// `None` when the code is taken.
    async fn open_at(
        &self,
        code: LobbyCode,
        new: &NewLobby,
        now: Now,
    ) -> StoreResult<Option<Outcome<Created>>> {
        let lobby = new.open(code, now.time);
        if self.insert(&lobby, &new.secret, now).await? {
            return Ok(Some(Ok(Created {
                view: Viewed::new(lobby, Role::Host),
                token: new.secret.token(),
                repeated: false,
            })));
        }
        let Some(key) = new.secret.key_digest() else {
            return Ok(None);
        };
        let mut session = self.backend.reader().await?;
        let first = session.first_creation(&key).await?;
        session.give_back()?;
        let Some(first) = first else {
            return Ok(None);
        };
        Ok(match self.look(&first.credentials, now).await? {
            Err(Refusal::LobbyNotFound) => None, // it had expired, and its key with it
            _ if first.host_name != new.host_name.as_str() || first.settings != new.settings => {
                Some(Err(Refusal::IdempotencyKeyReused))
            }
            outcome => Some(outcome.map(|view| Created {
                view,
                token: new.secret.token_salted(first.salt.as_ref()),
                repeated: true,
            })),
        })
    }

    async fn insert(&self, lobby: &Lobby, secret: &Secret, now: Now) -> StoreResult<bool> {
        let mut stored = lobby.clone();
        stored.shift_due_times(-now.downtime);
        let key = secret.key_digest();
        let key: Option<(_, &Salt)> = key.as_ref().zip(secret.salt());
        let mut session = self.backend.writer().await?;
        let inserted = session.insert_lobby(&stored, key).await?;
        session.give_back()?;
        Ok(inserted)
    }

    /// Takes a seat in a lobby, or finds the one that the same idempotency key took before.
    pub async fn join(
        self: &Arc<Self>,
        code: LobbyCode,
        newcomer: Newcomer,
        max_players: usize,
        read: Reading,
    ) -> StoreResult<Outcome<SeatTaken>> {
        self.run(
            "join",
            Some(code),
            USE_CASE,
            read,
            move |store, now| async move {
                let seat = || store.seat(code, &newcomer, max_players, now);
                store.with_plans_of_today(seat).await
            },
        )
        .await
    }

    async fn seat(
        &self,
        code: LobbyCode,
        newcomer: &Newcomer,
        max_players: usize,
        now: Now,
    ) -> StoreResult<Outcome<SeatTaken>> {
        let key = newcomer.secret.key_digest();
        let join = |lobby: &mut Lobby| {
            lobby.join(newcomer, max_players, now.time)?;
            newcomer.seat_in(lobby).ok_or(Refusal::NotInLobby)
        };
        let outcome = self
            .change(code, Beside::Key(key.as_ref()), now, join)
            .await?;
        Ok(outcome.map(|(lobby, (player, token))| SeatTaken {
            view: Viewed::new(lobby, Role::Player(player)),
            player,
            token,
        }))
    }
}
