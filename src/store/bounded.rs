//! Bounds on the time a use case takes, and on how many are under way: nobody waits for a database that is slow or
//! silent, and what waits for it does not fill the memory.

use std::time::Duration;

use async_trait::async_trait;
use jiff::Timestamp;
use tokio::sync::Semaphore;
use uuid::Uuid;

use super::{
    Buzzed, Census, CodeTaken, Connections, Created, Credentials, Imported, Joined, NewLobby,
    Store, StoreError, StoreResult, Swept, Viewed,
};
use crate::game::{
    Action, Lobby, LobbyCode, Newcomer, Outcome, PlayerEdit, PlayerRef, Resolved, Settings,
};

/// What a request waits for the database, in all.
const USE_CASE: Duration = Duration::from_millis(2500);

/// A sweep is many small steps, and no request waits for it.
const SWEEP: Duration = Duration::from_secs(10);

const DISCONNECT: Duration = Duration::from_secs(3);

/// Use cases under way for each connection. At 10 ms each, who comes last is served within [`USE_CASE`]; at more, who
/// is let in beyond would only wait in vain.
const PER_CONNECTION: usize = 250;

/// A store whose use cases end in time. One that is cut short may have been carried out or not.
pub struct Bounded<S> {
    store: S,
    places: Semaphore,
}

impl<S> Bounded<S> {
    pub fn new(store: S, max_connections: u32) -> Self {
        let places = Semaphore::new(PER_CONNECTION * max_connections as usize);
        Self { store, places }
    }

    async fn bound<T>(
        &self,
        limit: Duration,
        use_case: impl Future<Output = StoreResult<T>>,
    ) -> StoreResult<T> {
        let _place = self.places.try_acquire().map_err(|_| StoreError::Crowded)?;
        within(limit, use_case).await
    }
}

/// The same bound for what is more than one use case, and one wait.
pub async fn in_time<T>(work: impl Future<Output = StoreResult<T>>) -> StoreResult<T> {
    within(USE_CASE, work).await
}

async fn within<T>(limit: Duration, work: impl Future<Output = StoreResult<T>>) -> StoreResult<T> {
    let ended = tokio::time::timeout(limit, work).await;
    ended.unwrap_or(Err(StoreError::TooSlow(limit)))
}

#[async_trait]
impl<S: Store> Store for Bounded<S> {
    async fn create(&self, new: NewLobby, now: Timestamp) -> StoreResult<Outcome<Created>> {
        self.bound(USE_CASE, self.store.create(new, now)).await
    }

    async fn join(
        &self,
        code: LobbyCode,
        newcomer: Newcomer,
        max_players: usize,
        now: Timestamp,
    ) -> StoreResult<Outcome<Joined>> {
        let joined = self.store.join(code, newcomer, max_players, now);
        self.bound(USE_CASE, joined).await
    }

    async fn view(&self, by: &Credentials, now: Timestamp) -> StoreResult<Outcome<Viewed>> {
        self.bound(USE_CASE, self.store.view(by, now)).await
    }

    async fn buzz(
        &self,
        by: &Credentials,
        round: Option<i64>,
        now: Timestamp,
    ) -> StoreResult<Outcome<Buzzed>> {
        self.bound(USE_CASE, self.store.buzz(by, round, now)).await
    }

    async fn set(
        &self,
        by: &Credentials,
        settings: Settings,
        now: Timestamp,
    ) -> StoreResult<Outcome<Viewed>> {
        self.bound(USE_CASE, self.store.set(by, settings, now))
            .await
    }

    async fn confirm(
        &self,
        by: &Credentials,
        player: Uuid,
        round: Option<i64>,
        now: Timestamp,
    ) -> StoreResult<Outcome<Viewed>> {
        let confirmed = self.store.confirm(by, player, round, now);
        self.bound(USE_CASE, confirmed).await
    }

    async fn resolve(
        &self,
        by: &Credentials,
        action: Action,
        round: Option<i64>,
        now: Timestamp,
    ) -> StoreResult<Outcome<(Viewed, Resolved)>> {
        let resolved = self.store.resolve(by, action, round, now);
        self.bound(USE_CASE, resolved).await
    }

    async fn reset(
        &self,
        by: &Credentials,
        round: Option<i64>,
        now: Timestamp,
    ) -> StoreResult<Outcome<Viewed>> {
        self.bound(USE_CASE, self.store.reset(by, round, now)).await
    }

    async fn edit_player(
        &self,
        by: &Credentials,
        player: PlayerRef,
        edit: PlayerEdit,
        now: Timestamp,
    ) -> StoreResult<Outcome<Viewed>> {
        let edited = self.store.edit_player(by, player, edit, now);
        self.bound(USE_CASE, edited).await
    }

    async fn remove_player(
        &self,
        by: &Credentials,
        player: PlayerRef,
        now: Timestamp,
    ) -> StoreResult<Outcome<()>> {
        let removed = self.store.remove_player(by, player, now);
        self.bound(USE_CASE, removed).await
    }

    async fn close(&self, by: &Credentials, now: Timestamp) -> StoreResult<Outcome<()>> {
        self.bound(USE_CASE, self.store.close(by, now)).await
    }

    async fn sweep(&self, now: Timestamp) -> StoreResult<Swept> {
        self.bound(SWEEP, self.store.sweep(now)).await
    }

    async fn versions(&self, codes: &[LobbyCode]) -> StoreResult<Vec<(LobbyCode, i64)>> {
        self.bound(USE_CASE, self.store.versions(codes)).await
    }

    async fn roster(&self, code: LobbyCode) -> StoreResult<Option<Lobby>> {
        self.bound(USE_CASE, self.store.roster(code)).await
    }

    async fn seen(&self, hosts: &[LobbyCode], players: &[Uuid], now: Timestamp) -> StoreResult<()> {
        self.bound(USE_CASE, self.store.seen(hosts, players, now))
            .await
    }

    /// Takes the time it takes: a person waits for it, and no game is on yet.
    async fn import(&self, lobbies: Vec<Lobby>) -> StoreResult<Result<Imported, CodeTaken>> {
        self.store.import(lobbies).await
    }

    async fn census(&self, now: Timestamp) -> StoreResult<Census> {
        self.bound(USE_CASE, self.store.census(now)).await
    }

    fn connections(&self) -> Connections {
        self.store.connections()
    }

    async fn ping(&self) -> StoreResult<()> {
        self.bound(USE_CASE, self.store.ping()).await
    }

    /// Takes the time it takes: a change of the schema may rewrite a table.
    async fn migrate(&self) -> StoreResult<()> {
        self.store.migrate().await
    }

    async fn check_schema(&self) -> StoreResult<()> {
        self.bound(USE_CASE, self.store.check_schema()).await
    }

    async fn disconnect(&self) {
        let _ = tokio::time::timeout(DISCONNECT, self.store.disconnect()).await;
    }
}
