//! One lobby, and the ways a case plays it.

use std::future::Future;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use panenka::game::{
    Action, Command, Event, Host, Judgement, Lobby, LobbyCode, LobbyEdit, Newcomer, Outcome,
    PlayerRef, QuestionValue, Secret, Settings,
};
use panenka::store::{
    CODES_TO_TRY, Credentials, NewLobby, Played, Press, SeatTaken, Store, Viewed,
};
use uuid::Uuid;

use crate::harness::{Service, reading};

/// An open lobby and a store to play it on.
#[derive(Clone)]
pub struct Table {
    pub store: Arc<Store>,
    pub now: Timestamp,
    pub host: Credentials,
}

#[derive(Clone)]
pub struct Seat {
    pub id: Uuid,
    pub by: Credentials,
}

impl Table {
    pub async fn open(service: &Service) -> Self {
        let (store, now) = (Arc::clone(&service.store), service.clock.clock().now());
        let new = new_lobby(None);
        let token = new.secret.token().digest();
        let created = store.create(new, reading(now)).await.expect("a store");
        let code = created.expect("a lobby").view.lobby.code;
        let host = Credentials { code, token };
        Self { store, now, host }
    }

    pub async fn join(&self, newcomer: Newcomer, max_players: usize) -> Outcome<SeatTaken> {
        let joined = self
            .store
            .join(self.host.code, newcomer, max_players, reading(self.now));
        joined.await.expect("a store")
    }

    pub async fn seat(&self, name: &str) -> Seat {
        let newcomer = newcomer(name, None);
        let token = newcomer.secret.token().digest();
        let joined = self.join(newcomer, 100).await.expect("a seat");
        let code = self.host.code;
        Seat {
            id: joined.player,
            by: Credentials { code, token },
        }
    }

    pub async fn buzz(&self, seat: &Seat, round: Option<i64>) -> Outcome<i64> {
        let press = Press { round, at: None };
        let buzzed = self.store.buzz(&seat.by, press, reading(self.now)).await;
        buzzed.expect("a store").map(|buzzed| buzzed.position)
    }

    pub async fn see(&self, by: &Credentials) -> Outcome<Lobby> {
        let viewed = self
            .store
            .view(by, reading(self.now))
            .await
            .expect("a store");
        viewed.map(lobby_of)
    }

    pub async fn lobby(&self) -> Lobby {
        self.see(&self.host).await.expect("the lobby")
    }

    pub async fn confirm(&self, player: Uuid, round: Option<i64>) -> Outcome<()> {
        let confirm = Command::Confirm { player, round };
        self.play(&self.host, confirm).await.map(drop)
    }

    pub async fn resolve(&self, action: Action, round: Option<i64>) -> Outcome<i64> {
        let resolve = Command::Resolve {
            judgement: Judgement {
                action,
                points: None,
                then: None,
            },
            round,
        };
        let played = self.play(&self.host, resolve).await?;
        let score = played.events.iter().find_map(|event| match event {
            Event::Resolved { score, .. } => Some(*score),
            _ => None,
        });
        Ok(score.expect("a score"))
    }

    pub async fn reset(&self, round: Option<i64>) -> Outcome<Lobby> {
        let reset = self.play(&self.host, Command::Reset { round }).await;
        reset.map(|played| lobby_of(played.view))
    }

    pub async fn worth(&self, points: i64) {
        let edit = LobbyEdit {
            question_value: Some(QuestionValue::try_from(points).expect("a value")),
            ..LobbyEdit::default()
        };
        let set = self.play(&self.host, Command::Set(Box::new(edit))).await;
        set.expect("the lobby");
    }

    pub async fn remove(&self, player: Uuid) -> Outcome<()> {
        let remove = Command::Remove(PlayerRef::Id(player));
        self.play(&self.host, remove).await.map(drop)
    }

    pub async fn close(&self) -> Outcome<()> {
        self.play(&self.host, Command::Close).await.map(drop)
    }

    pub async fn play(&self, by: &Credentials, command: Command) -> Outcome<Played> {
        let played = self.store.play(by, command, reading(self.now)).await;
        played.expect("a store")
    }

    pub fn later(&self, seconds: i64) -> Self {
        Self {
            now: self.now + SignedDuration::from_secs(seconds),
            ..self.clone()
        }
    }
}

pub fn lobby_of(viewed: Viewed) -> Lobby {
    Lobby::clone(&viewed.lobby)
}

pub fn new_lobby(key: Option<&str>) -> NewLobby {
    NewLobby {
        codes: [(); CODES_TO_TRY].map(|()| LobbyCode::generate(&mut rand::rng())),
        host_id: Uuid::new_v4(),
        host_name: "Olga".parse().expect("a name"),
        settings: Settings::default(),
        secret: secret(key),
    }
}

pub fn newcomer(name: &str, key: Option<&str>) -> Newcomer {
    Newcomer {
        id: Uuid::new_v4(),
        name: name.parse().expect("a name"),
        team: None,
        secret: secret(key),
    }
}

pub fn secret(key: Option<&str>) -> Secret {
    let key = key.map(|key| key.parse().expect("a key"));
    Secret::generate(&mut rand::rng(), key)
}

pub fn queue(lobby: &Lobby) -> Vec<Uuid> {
    lobby.queue.iter().map(|buzz| buzz.player).collect()
}

pub fn names(lobby: &Lobby) -> Vec<&str> {
    lobby.roster().map(|player| player.name.as_str()).collect()
}

/// A copy of a lobby as an import brings it: under that code, with a host of its own.
pub fn imported_as(lobby: &Lobby, code: LobbyCode) -> Lobby {
    Lobby {
        code,
        host: Host {
            id: Uuid::new_v4(),
            token: secret(None).token().digest(),
            ..lobby.host.clone()
        },
        ..lobby.clone()
    }
}

pub fn host_of(lobby: &Lobby) -> Credentials {
    Credentials {
        code: lobby.code,
        token: lobby.host.token.clone(),
    }
}

/// Runs all of them at once, each on a task of its own, and gives their results in the order of the list.
pub async fn at_once<T, F>(tasks: impl IntoIterator<Item = F>) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let tasks: Vec<_> = tasks.into_iter().map(tokio::spawn).collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.expect("a result"));
    }
    results
}
