//! Following lobbies: who waits for which lobby, and what wakes them.
//!
//! A change made in this process wakes its waiters at once. A change made elsewhere is found by the ticker, which asks
//! for the versions of all lobbies that have waiters with one query a tick. A waiter holds no database connection, and
//! where nobody waits, nothing is asked.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::clock::Clock;
use crate::game::{Lobby, LobbyCode, Outcome, Refusal};
use crate::live::hints::Hint;
use crate::store::failing::Failing;
use crate::store::sweeper::Sweeper;
use crate::store::{Credentials, Store, StoreError, StoreResult, Viewed};
use crate::telemetry::Causes;

mod follower;
mod followers;
pub mod hints;
mod line;
mod pieces;
mod shared;
mod ticker;
mod topics;

pub use follower::{Follower, News};
pub use followers::ClientConnection;
pub use pieces::{Parts, Piece, Text, WINDOW};
pub use shared::{PartDigest, Queue, Render, Rendered, Shared, Shown};
pub use topics::Topics;

use followers::Followers;
use line::Door;
use shared::Snapshot;
use topics::Topic;

/// How often things happen that nobody has asked for.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Between two looks for changes made elsewhere.
    pub tick: Duration,
    /// Between two comments on a silent stream; the platform's router ends it after 55 s of silence.
    pub heartbeat: Duration,
    /// How long who begins to follow waits for a look at the lobby, where many do: less than clients wait for a stream to begin.
    pub patience: Duration,
    /// Over how long the ends of what waits are spread when the process stops, so that not all come back at once.
    pub farewell: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            tick: Duration::from_millis(50),
            heartbeat: Duration::from_secs(15),
            patience: Duration::from_secs(8),
            farewell: Duration::from_secs(3),
        }
    }
}

/// How many may follow at once: what is more is refused, so that what is there goes on.
#[derive(Clone, Copy, Debug)]
pub struct Capacity {
    /// Waiting requests of this process.
    pub followers: usize,
    /// Of those, with one token.
    pub followers_per_person: usize,
    /// Connections on which one may wait: a stream keeps its own for as long as it lasts, and buzzes need some, too.
    pub connections: usize,
}

/// How lobbies are followed in this process.
pub struct Options {
    pub render: Render,
    pub pace: Pace,
    pub capacity: Capacity,
    /// Cancelled when the process is about to end.
    pub stopping: CancellationToken,
}

/// Why a lobby can't be shown.
#[derive(Debug, thiserror::Error)]
pub enum LookError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("a lobby can't be rendered")]
    Render(#[from] serde_json::Error),
}

/// Why a lobby can't be followed.
#[derive(Debug)]
pub enum FollowError {
    Look(LookError),
    Refused(Refusal),
    /// This process has no room for another follower.
    Full,
    /// This person has too many already.
    TooMany,
}

/// How far a lobby had come when somebody asked for it, as far as this process knows: what is read then must be no less. A
/// database that can show less has lost something, or has not yet heard of it.
#[derive(Clone, Copy)]
pub struct Seen(Option<(Uuid, i64)>);

impl Seen {
    /// # Errors
    /// [`StoreError::Stale`].
    pub fn expect(self, lobby: &Lobby) -> StoreResult<()> {
        match self.0 {
            Some((host, version)) if host == lobby.host.id && version > lobby.version => {
                Err(StoreError::Stale)
            }
            _ => Ok(()),
        }
    }

    /// The same for a version of whatever lobby.
    pub fn expect_version(self, version: i64) -> StoreResult<()> {
        match self.0 {
            Some((_, known)) if known > version => Err(StoreError::Stale),
            _ => Ok(()),
        }
    }
}

/// Everything that following needs.
pub struct Live {
    topics: Arc<Topics>,
    store: Arc<Store>,
    clock: Clock,
    sweeper: Arc<Sweeper>,
    render: Render,
    pace: Pace,
    followers_per_person: usize,
    followers: Arc<Followers>,
    door: Door,
    ticking: Mutex<bool>,
    looks: Failing,
    is_writing: AtomicBool,
    signs_of_life: Failing,
    deadlines: Failing,
    /// Cancelled when the process is about to end.
    stopping: CancellationToken,
}

impl Live {
    pub fn new(
        topics: Arc<Topics>,
        store: Arc<Store>,
        clock: Clock,
        sweeper: Arc<Sweeper>,
        options: Options,
    ) -> Arc<Self> {
        let capacity = options.capacity;
        Arc::new(Self {
            topics,
            store,
            clock,
            sweeper,
            render: options.render,
            pace: options.pace,
            followers_per_person: capacity.followers_per_person,
            followers: Followers::new(capacity),
            door: Door::new(options.pace.patience),
            ticking: Mutex::new(false),
            looks: Failing::new(
                "changes made elsewhere can't be found",
                "changes made elsewhere are found again",
            ),
            is_writing: AtomicBool::new(false),
            signs_of_life: Failing::new(
                "signs of life of those who wait can't be written",
                "signs of life of those who wait are written again",
            ),
            deadlines: Failing::new(
                "deadlines that have passed can't be settled",
                "deadlines that have passed are settled again",
            ),
            stopping: options.stopping,
        })
    }

    /// Requests that wait just now.
    pub fn followers(&self) -> usize {
        self.followers.count()
    }

    pub fn heartbeat(&self) -> Duration {
        self.pace.heartbeat
    }

    /// Starts to follow, then looks: so no change falls between the two.
    ///
    /// # Errors
    /// [`FollowError`].
    pub async fn follow(
        self: &Arc<Self>,
        by: Credentials,
        connection: ClientConnection,
    ) -> Result<(Follower, Shown), FollowError> {
        let mut follower = self.subscribe(by, connection).ok_or(FollowError::Full)?;
        let viewed = self.look_in_turn(&follower).await;
        let viewed = viewed
            .map_err(|error| FollowError::Look(error.into()))?
            .map_err(FollowError::Refused)?;
        if follower.count_in(&viewed) > self.followers_per_person {
            return Err(FollowError::TooMany);
        }
        let shown = follower.shown(viewed);
        let shown = shown.map_err(|error| FollowError::Look(error.into()))?;
        Ok((follower, shown))
    }

    /// The first look of who follows.
    async fn look_in_turn(&self, follower: &Follower) -> StoreResult<Outcome<Viewed>> {
        let line = &follower.snapshot.line;
        let _turn = line.turn(&self.door).await?;
        let seen = self.seen(follower.by.code);
        let viewed = self.store.view(&follower.by, self.clock.read()).await;
        let viewed = viewed.inspect_err(|_| line.break_up())?;
        if let Ok(viewed) = &viewed {
            seen.expect(&viewed.lobby)?;
        }
        Ok(viewed)
    }

    /// What is known of a lobby before it is read.
    pub fn seen(&self, code: LobbyCode) -> Seen {
        Seen(self.topics.newest_of(code))
    }

    /// Looks at a lobby now because another instance says that it has changed.
    pub fn hint(self: &Arc<Self>, hint: Hint) {
        let Some(snapshot) = self.topics.outdated(hint) else {
            return;
        };
        let live = Arc::clone(self);
        tokio::spawn(async move {
            let wanted = hint.version.unwrap_or(i64::MAX);
            match live.read_at_least(&snapshot, hint.code, wanted).await {
                Ok(shared) => {
                    let version = shared.map(|shared| shared.lobby.version);
                    live.topics.announce(hint.code, version);
                }
                Err(error) => {
                    tracing::debug!(error = %Causes(&error), "a hint came to nothing");
                }
            }
        });
    }

    /// The lobby at `version` or later, from the snapshot or else from the database: read and rendered once, whoever asks.
    async fn read_at_least(
        &self,
        snapshot: &Snapshot,
        code: LobbyCode,
        version: i64,
    ) -> Result<Option<Arc<Shared>>, LookError> {
        let _reading = snapshot.reading.lock().await;
        if let Some(shared) = snapshot.shown(version) {
            return Ok(Some(shared));
        }
        snapshot.pause().await;
        if let Some(shared) = snapshot.show_newest(version) {
            return Ok(Some(shared));
        }
        let Some(lobby) = self.store.members(code).await? else {
            snapshot.forget();
            return Ok(None);
        };
        self.topics.read(&lobby);
        let shared = snapshot.share(lobby.into(), self.render)?;
        // A later one, where somebody has read it meanwhile.
        let newest = snapshot.show_newest(shared.lobby.version);
        Ok(Some(newest.unwrap_or(shared)))
    }

    /// `None` when the process is full.
    fn subscribe(
        self: &Arc<Self>,
        by: Credentials,
        connection: ClientConnection,
    ) -> Option<Follower> {
        let entry = self.followers.enter(connection)?;
        let mut topics = self.topics.lock();
        // A lobby that is gone does not come back: who asks now means another, which was given its code.
        if topics.get(&by.code).is_some_and(Topic::is_gone) {
            topics.remove(&by.code);
        }
        let topic = topics.entry(by.code).or_default();
        topic.followers += 1;
        let (latest, snapshot) = (topic.latest.subscribe(), Arc::clone(&topic.snapshot));
        drop(topics);
        self.tick_while_followed();
        Some(Follower {
            live: Arc::clone(self),
            _entry: entry,
            by,
            viewer: None,
            latest,
            snapshot,
            // Of its own: each wake of a follower looks at it, and takes its lock.
            stopping: self.stopping.child_token(),
            lingers: self.pace.farewell.mul_f64(rand::random()),
            leaves_at: None,
        })
    }
}
