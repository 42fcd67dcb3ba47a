//! Following lobbies: who waits for which lobby, and what wakes them.
//!
//! A change made in this process wakes its waiters at once. A change made elsewhere is found by the ticker, which asks
//! for the versions of all lobbies that have waiters with one query a tick. A waiter holds no database connection, and
//! where nobody waits, nothing is asked.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::{mpsc, watch};
use uuid::Uuid;

use crate::clock::Clock;
use crate::domain::{Lobby, LobbyCode, Outcome, Refusal, Role, SIGN_OF_LIFE_INTERVAL};
use crate::hints::Hint;
use crate::store::{Credentials, OnChange, Store, StoreError, StoreResult, Viewed};
use crate::sweeper::Sweeper;

mod ticker;

/// How often things happen that nobody has asked for.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Between two looks for changes made elsewhere.
    pub tick: Duration,
    /// Between two comments on a silent stream; the platform's router ends it after 55 s of silence.
    pub heartbeat: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            tick: Duration::from_millis(75),
            heartbeat: Duration::from_secs(15),
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
}

/// Why a lobby can't be followed.
#[derive(Debug)]
pub enum FollowError {
    Store(StoreError),
    Refused(Refusal),
    /// This process has no room for another follower.
    Full,
    /// This person has too many already.
    TooMany,
}

/// The newest that is known of a lobby.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Latest {
    Version(i64),
    Gone,
}

/// The lobbies somebody in this process waits for.
#[derive(Default)]
pub struct Topics {
    by_code: Mutex<HashMap<LobbyCode, Topic>>,
    /// Where the changes of this process go for the others to hear of.
    outbox: Option<mpsc::Sender<Hint>>,
}

/// A lobby as it was last read, for all its followers.
type Snapshot = Arc<tokio::sync::Mutex<Option<Arc<Lobby>>>>;

struct Topic {
    latest: watch::Sender<Latest>,
    snapshot: Snapshot,
    /// Who waits, how often, and when their last sign of life was written.
    present: HashMap<Role, Presence>,
}

impl Default for Topic {
    fn default() -> Self {
        Self {
            latest: watch::Sender::new(Latest::Version(0)),
            snapshot: Arc::default(),
            present: HashMap::new(),
        }
    }
}

struct Presence {
    followers: usize,
    last_written: Timestamp,
}

impl Topics {
    pub fn new(outbox: Option<mpsc::Sender<Hint>>) -> Arc<Self> {
        Arc::new(Self {
            by_code: Mutex::default(),
            outbox,
        })
    }

    /// What the store calls after each change of its own.
    pub fn on_change(self: &Arc<Self>) -> OnChange {
        let topics = Arc::clone(self);
        Arc::new(move |code, version| {
            topics.announce(code, version);
            if let Some(outbox) = &topics.outbox {
                // Full while Redis is away: the others find out by tick.
                let _ = outbox.try_send(Hint { code, version });
            }
        })
    }

    /// `None` when the lobby is gone.
    pub fn announce(&self, code: LobbyCode, version: Option<i64>) {
        if let Some(topic) = self.lock().get(&code) {
            topic.announce(version);
        }
    }

    /// The lobbies somebody waits for, with the newest version that is known of each.
    fn known(&self) -> Vec<(LobbyCode, i64)> {
        let topics = self.lock();
        let known = topics
            .iter()
            .map(|(code, topic)| match *topic.latest.borrow() {
                Latest::Version(version) => (*code, version),
                Latest::Gone => (*code, i64::MAX),
            });
        known.collect()
    }

    /// The snapshot to renew if the hint tells something new about a lobby somebody waits for.
    fn outdated(&self, hint: Hint) -> Option<Snapshot> {
        let topics = self.lock();
        let topic = topics.get(&hint.code)?;
        let is_news = match (*topic.latest.borrow(), hint.version) {
            (Latest::Version(known), Some(version)) => version > known,
            (Latest::Version(_), None) => true,
            (Latest::Gone, _) => false,
        };
        is_news.then(|| Arc::clone(&topic.snapshot))
    }

    /// Those whose last sign of life is old enough for another; counts as written.
    fn due_signs_of_life(&self, now: Timestamp) -> (Vec<LobbyCode>, Vec<Uuid>) {
        let (mut hosts, mut players) = (Vec::new(), Vec::new());
        for (code, topic) in self.lock().iter_mut() {
            for (role, presence) in &mut topic.present {
                if now.duration_since(presence.last_written) < SIGN_OF_LIFE_EARLY {
                    continue;
                }
                presence.last_written = now;
                match role {
                    Role::Host => hosts.push(*code),
                    Role::Player(id) => players.push(*id),
                }
            }
        }
        (hosts, players)
    }

    /// The map is whole between any two statements, so a panic elsewhere has not broken it.
    fn lock(&self) -> MutexGuard<'_, HashMap<LobbyCode, Topic>> {
        self.by_code.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Signs of life of waiters are written by a ticker that comes round once a second: early by that, so that none comes
/// late.
const SIGN_OF_LIFE_EARLY: SignedDuration =
    SignedDuration::from_secs(SIGN_OF_LIFE_INTERVAL.as_secs() - 1);

impl Topic {
    fn is_gone(&self) -> bool {
        *self.latest.borrow() == Latest::Gone
    }

    fn announce(&self, version: Option<i64>) {
        let news = version.map_or(Latest::Gone, Latest::Version);
        self.latest.send_if_modified(|latest| {
            let newer = match (*latest, news) {
                (Latest::Version(known), Latest::Version(version)) => version > known,
                (Latest::Version(_), Latest::Gone) => true,
                (Latest::Gone, _) => false,
            };
            if newer {
                *latest = news;
            }
            newer
        });
    }
}

/// Everything that following needs.
pub struct Live {
    topics: Arc<Topics>,
    store: Arc<dyn Store>,
    clock: Clock,
    sweeper: Arc<Sweeper>,
    pace: Pace,
    capacity: Capacity,
    followers: AtomicUsize,
    ticking: Mutex<bool>,
    stopping: watch::Sender<bool>,
}

impl Live {
    pub fn new(
        topics: Arc<Topics>,
        store: Arc<dyn Store>,
        clock: Clock,
        sweeper: Arc<Sweeper>,
        pace: Pace,
        capacity: Capacity,
    ) -> Arc<Self> {
        Arc::new(Self {
            topics,
            store,
            clock,
            sweeper,
            pace,
            capacity,
            followers: AtomicUsize::new(0),
            ticking: Mutex::new(false),
            stopping: watch::Sender::new(false),
        })
    }

    /// Tells all followers that the process is about to end.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
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
    ) -> Result<(Follower, Viewed), FollowError> {
        let mut follower = self.subscribe(by).ok_or(FollowError::Full)?;
        let viewed = self.store.view(&follower.by, self.clock.now()).await;
        let viewed = viewed
            .map_err(FollowError::Store)?
            .map_err(FollowError::Refused)?;
        if follower.attend(&viewed) > self.capacity.followers_per_person {
            return Err(FollowError::TooMany);
        }
        Ok((follower, viewed))
    }

    /// Looks at a lobby now because another instance says that it has changed.
    pub fn hint(self: &Arc<Self>, hint: Hint) {
        let Some(snapshot) = self.topics.outdated(hint) else {
            return;
        };
        let live = Arc::clone(self);
        tokio::spawn(async move {
            let wanted = hint.version.unwrap_or(i64::MAX);
            match live.renew(&snapshot, hint.code, wanted).await {
                Ok(lobby) => {
                    let version = lobby.map(|lobby| lobby.version);
                    live.topics.announce(hint.code, version);
                }
                Err(error) => tracing::debug!(
                    error = &error as &dyn std::error::Error,
                    "a hint came to nothing"
                ),
            }
        });
    }

    /// The lobby at `version` or later, from the snapshot or else from the database: read once, whoever asks.
    async fn renew(
        &self,
        snapshot: &Snapshot,
        code: LobbyCode,
        version: i64,
    ) -> StoreResult<Option<Arc<Lobby>>> {
        let mut snapshot = snapshot.lock().await;
        match &*snapshot {
            Some(lobby) if lobby.version >= version => {}
            _ => *snapshot = self.store.roster(code).await?.map(Arc::new),
        }
        Ok(snapshot.clone())
    }

    /// `None` when the process is full.
    fn subscribe(self: &Arc<Self>, by: Credentials) -> Option<Follower> {
        let followers = self.followers.fetch_add(1, Ordering::Relaxed);
        if followers >= self.capacity.followers {
            self.followers.fetch_sub(1, Ordering::Relaxed);
            return None;
        }
        let mut topics = self.topics.lock();
        // A lobby that is gone does not come back: who asks now means another, which was given its code.
        if topics.get(&by.code).is_some_and(Topic::is_gone) {
            topics.remove(&by.code);
        }
        let topic = topics.entry(by.code).or_default();
        let (latest, snapshot) = (topic.latest.subscribe(), Arc::clone(&topic.snapshot));
        drop(topics);
        self.tick_while_followed();
        Some(Follower {
            live: Arc::clone(self),
            by,
            role: None,
            latest,
            snapshot,
            stopping: self.stopping.subscribe(),
        })
    }
}

/// One waiting request. Its sign of life lasts as long as it does.
pub struct Follower {
    live: Arc<Live>,
    by: Credentials,
    role: Option<Role>,
    latest: watch::Receiver<Latest>,
    snapshot: Snapshot,
    stopping: watch::Receiver<bool>,
}

/// What ended a wait.
pub enum News {
    Changed(Viewed),
    /// The lobby or the follower's seat in it is gone.
    Over(Refusal),
    /// The process is about to end.
    Stopping,
}

impl Follower {
    /// Waits until there is a newer version than `seen`, or nothing more to wait for.
    ///
    /// # Errors
    /// The database can't be read.
    pub async fn next(&mut self, seen: i64) -> StoreResult<News> {
        loop {
            let is_news = |latest: &Latest| match latest {
                Latest::Version(version) => *version > seen,
                Latest::Gone => true,
            };
            let latest = tokio::select! {
                latest = self.latest.wait_for(is_news) => latest.map(|latest| *latest),
                _ = self.stopping.wait_for(|stopping| *stopping) => return Ok(News::Stopping),
            };
            let Ok(Latest::Version(version)) = latest else {
                return Ok(News::Over(Refusal::LobbyNotFound));
            };
            match self.look(version).await? {
                Ok(viewed) if viewed.lobby.version > seen => return Ok(News::Changed(viewed)),
                // Only where the code went to another lobby: the ticker will say so.
                Ok(_) => tokio::time::sleep(self.live.pace.tick).await,
                Err(refusal) => return Ok(News::Over(refusal)),
            }
        }
    }

    /// The lobby at `version` or later, read once for all followers. Who is not plainly there in it asks for itself.
    async fn look(&mut self, version: i64) -> StoreResult<Outcome<Viewed>> {
        let live = &self.live;
        let lobby = live.renew(&self.snapshot, self.by.code, version).await?;
        if let (Some(lobby), Some(viewer)) = (lobby, self.role)
            && is_present(&lobby, viewer)
        {
            return Ok(Ok(Viewed { lobby, viewer }));
        }
        let viewed = self.live.store.view(&self.by, self.live.clock.now());
        let viewed = viewed.await?;
        if let Ok(viewed) = &viewed {
            self.attend(viewed);
        }
        Ok(viewed)
    }

    /// The topic this follower is counted in, unless its lobby is gone and the code has gone to another.
    fn topic<'a>(&self, topics: &'a mut HashMap<LobbyCode, Topic>) -> Option<&'a mut Topic> {
        let topic = topics.get_mut(&self.by.code)?;
        Arc::ptr_eq(&topic.snapshot, &self.snapshot).then_some(topic)
    }

    /// From here on this follower is present; its look at the lobby was a sign of life. How many this person has.
    fn attend(&mut self, viewed: &Viewed) -> usize {
        let version = viewed.lobby.version;
        let last_written = match viewed.viewer {
            Role::Host => viewed.lobby.host.last_seen,
            Role::Player(id) => viewed
                .lobby
                .seated(id)
                .map_or(viewed.lobby.created_at, |player| player.last_seen),
        };
        let is_first_look = self.role.replace(viewed.viewer).is_none();
        let mut topics = self.live.topics.lock();
        let Some(topic) = self.topic(&mut topics) else {
            return 0; // the lobby is gone: the next look ends this
        };
        topic.announce(Some(version));
        let presence = topic.present.entry(viewed.viewer).or_insert(Presence {
            followers: 0,
            last_written,
        });
        presence.last_written = presence.last_written.max(last_written);
        presence.followers += usize::from(is_first_look);
        presence.followers
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.live.followers.fetch_sub(1, Ordering::Relaxed);
        let mut topics = self.live.topics.lock();
        let Some(topic) = self.topic(&mut topics) else {
            return;
        };
        if let Some(role) = self.role
            && let Some(presence) = topic.present.get_mut(&role)
        {
            presence.followers -= 1;
            if presence.followers == 0 {
                topic.present.remove(&role);
            }
        }
        // This follower's own receiver is still there.
        if topic.latest.receiver_count() <= 1 {
            topics.remove(&self.by.code);
        }
    }
}

fn is_present(lobby: &Lobby, viewer: Role) -> bool {
    match viewer {
        Role::Host => lobby.host.online,
        Role::Player(id) => lobby.seated(id).is_some_and(|player| player.is_online()),
    }
}
