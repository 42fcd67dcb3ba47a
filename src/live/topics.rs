//! The lobbies that somebody in this process waits for, and the newest that is known of each.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::{mpsc, watch};
use uuid::Uuid;

use crate::game::{Lobby, LobbyCode, Role, SIGN_OF_LIFE_INTERVAL};
use crate::live::hints::Hint;
use crate::live::shared::Snapshot;
use crate::store::OnChange;

/// The newest that is known of a lobby.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Latest {
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

pub(super) struct Topic {
    pub latest: watch::Sender<Latest>,
    pub snapshot: Arc<Snapshot>,
    deadline: Option<Deadline>,
    /// Counted here and not by `latest`: under the lock of all topics, whoever leaves at the same moment.
    pub followers: usize,
    /// Who waits, how often, and when their last sign of life was written.
    pub waiting: HashMap<Viewer, Waiting>,
}

impl Default for Topic {
    fn default() -> Self {
        Self {
            latest: watch::Sender::new(Latest::Version(0)),
            snapshot: Arc::default(),
            deadline: None,
            followers: 0,
            waiting: HashMap::new(),
        }
    }
}

/// When time alone changes a game.
#[derive(Clone, Copy)]
pub(super) struct Deadline {
    at: Timestamp,
    /// Of the lobby that says so.
    version: i64,
}

/// Who waits: a role, and the link it is held by, if any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Viewer {
    pub role: Role,
    pub link: Option<Uuid>,
}

/// The requests of one person that wait for a lobby.
pub(super) struct Waiting {
    pub followers: usize,
    pub last_written: Timestamp,
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
        Arc::new(move |code, change| {
            let version = change.version();
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
    pub(super) fn known(&self) -> Vec<(LobbyCode, i64)> {
        let topics = self.lock();
        let known = topics
            .iter()
            .map(|(code, topic)| match *topic.latest.borrow() {
                Latest::Version(version) => (*code, version),
                Latest::Gone => (*code, i64::MAX),
            });
        known.collect()
    }

    /// The newest version that is known of a lobby that is followed, with its host.
    pub(super) fn newest_of(&self, code: LobbyCode) -> Option<(Uuid, i64)> {
        let topics = self.lock();
        let topic = topics.get(&code)?;
        match *topic.latest.borrow() {
            Latest::Version(version) => Some((topic.snapshot.host()?, version)),
            Latest::Gone => None,
        }
    }

    /// The snapshot to renew if the hint tells something new about a lobby somebody waits for.
    pub(super) fn outdated(&self, hint: Hint) -> Option<Arc<Snapshot>> {
        let topics = self.lock();
        let topic = topics.get(&hint.code)?;
        let is_news = match (*topic.latest.borrow(), hint.version) {
            (Latest::Version(known), Some(version)) => version > known,
            (Latest::Version(_), None) => true,
            (Latest::Gone, _) => false,
        };
        is_news.then(|| {
            topic.snapshot.note_change();
            Arc::clone(&topic.snapshot)
        })
    }

    /// The lobbies in which a deadline has passed; each once.
    pub(super) fn overrun(&self, now: Timestamp) -> Vec<(LobbyCode, Deadline)> {
        let mut topics = self.lock();
        let overrun = topics.iter_mut().filter_map(|(code, topic)| {
            let passed = topic.deadline.take_if(|deadline| now >= deadline.at);
            passed.map(|deadline| (*code, deadline))
        });
        overrun.collect()
    }

    /// Of all lobbies somebody waits for.
    pub(super) fn next_deadline(&self) -> Option<Timestamp> {
        let topics = self.lock();
        let deadlines = topics.values().filter_map(|topic| topic.deadline.as_ref());
        deadlines.map(|deadline| deadline.at).min()
    }

    /// A deadline that has passed could not be settled yet.
    pub(super) fn overrun_still(&self, code: LobbyCode, deadline: Deadline) {
        if let Some(topic) = self.lock().get_mut(&code) {
            topic.deadline.get_or_insert(deadline);
        }
    }

    /// A lobby was read.
    pub(super) fn read(&self, lobby: &Lobby) {
        if let Some(topic) = self.lock().get_mut(&lobby.code) {
            topic.read(lobby);
        }
    }

    /// Those whose last sign of life is old enough for another; also where the clock was set back since.
    pub(super) fn due_signs_of_life(&self, now: Timestamp) -> Vec<(LobbyCode, Viewer)> {
        let is_due = |waiting: &Waiting| {
            now.duration_since(waiting.last_written).abs() >= SIGN_OF_LIFE_EARLY
        };
        let topics = self.lock();
        let waiting = topics
            .iter()
            .flat_map(|(code, topic)| topic.waiting.iter().map(|entry| (*code, entry)));
        let due = waiting.filter(|(_, (_, waiting))| is_due(waiting));
        due.map(|(code, (viewer, _))| (code, *viewer)).collect()
    }

    /// Their signs of life were written.
    pub(super) fn written(&self, signs: &[(LobbyCode, Viewer)], at: Timestamp) {
        let mut topics = self.lock();
        for (code, viewer) in signs {
            let topic = topics.get_mut(code);
            if let Some(waiting) = topic.and_then(|topic| topic.waiting.get_mut(viewer)) {
                waiting.last_written = at;
            }
        }
    }

    /// The map is whole between any two statements, so a panic elsewhere has not broken it.
    pub(super) fn lock(&self) -> MutexGuard<'_, HashMap<LobbyCode, Topic>> {
        self.by_code.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Signs of life of waiters are written by a ticker that comes round once a second: early by that, so that none comes
/// late.
const SIGN_OF_LIFE_EARLY: SignedDuration =
    SignedDuration::from_secs(SIGN_OF_LIFE_INTERVAL.as_secs() - 1);

impl Topic {
    /// Keeps the deadline of the newest that was read.
    pub fn read(&mut self, lobby: &Lobby) {
        let version = lobby.version;
        if self.deadline.is_none_or(|known| version >= known.version) {
            let deadline = lobby.next_moment();
            self.deadline = deadline.map(|at| Deadline { at, version });
        }
    }

    pub fn is_gone(&self) -> bool {
        *self.latest.borrow() == Latest::Gone
    }

    pub fn announce(&self, version: Option<i64>) {
        let news = version.map_or(Latest::Gone, Latest::Version);
        self.latest.send_if_modified(|latest| {
            let newer = match (*latest, news) {
                (Latest::Version(known), Latest::Version(version)) => version > known,
                (Latest::Version(_), Latest::Gone) => true,
                (Latest::Gone, _) => false,
            };
            if newer {
                *latest = news;
                self.snapshot.note_change();
            }
            newer
        });
    }
}
