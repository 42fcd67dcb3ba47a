//! What all who are shown one state of a lobby share, rendered once for them.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use sha2::{Digest as _, Sha256};
use tokio::time::Instant;

use crate::game::{Lobby, Role, Standings};

/// How a lobby becomes what is shown of it: said by the room above, which knows what clients read.
pub type Render = fn(Arc<Lobby>) -> serde_json::Result<Shared>;

/// What the followers of one lobby are sent in a second, in bytes, while changes come fast: above it, states are left out.
const RATE: u64 = 50_000_000;

/// No state is left out for longer.
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// A change so long after the one before comes alone, and so long after the last one no more are waited for. Longer than a
/// tick, by which changes elsewhere are found.
const QUIET: Duration = Duration::from_millis(75);

/// One state of a lobby as its viewers share it, in JSON.
#[derive(Debug)]
pub struct Shared {
    pub lobby: Arc<Lobby>,
    pub standings: Standings,
    /// An object without its end, and without the two parts below and what is one viewer's own.
    pub common: String,
    pub teams: Part,
    pub players: Part,
    /// Bytes that viewers were sent of it.
    sent: AtomicU64,
    read_at: Instant,
}

/// What [`Shared`] is rendered to.
pub struct Rendered {
    pub standings: Standings,
    pub common: String,
    pub teams: String,
    pub players: String,
}

/// A part that is left out where a viewer has it.
#[derive(Debug)]
pub struct Part {
    pub json: String,
    digest: OnceLock<PartDigest>,
}

/// Parts with the same digest are the same.
pub type PartDigest = [u8; 32];

/// A lobby, and who looks at it.
#[derive(Clone, Debug)]
pub struct Shown {
    pub shared: Arc<Shared>,
    pub viewer: Role,
}

impl Shown {
    pub fn version(&self) -> i64 {
        self.shared.lobby.version
    }
}

impl Shared {
    pub fn new(lobby: Arc<Lobby>, rendered: Rendered) -> Self {
        Self {
            lobby,
            standings: rendered.standings,
            common: rendered.common,
            teams: rendered.teams.into(),
            players: rendered.players.into(),
            sent: AtomicU64::new(0),
            read_at: Instant::now(),
        }
    }

    /// A viewer is sent so much of it.
    pub fn note_sent(&self, bytes: usize) {
        self.sent.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// When the next state may follow, by what was sent of this one.
    fn next_at(&self) -> Instant {
        let sent = self.sent.load(Ordering::Relaxed);
        let pause = Duration::from_micros(sent * 1_000_000 / RATE);
        self.read_at + pause.min(LONGEST_PAUSE)
    }

    /// Whether this person is known to be there just now.
    pub(super) fn is_present(&self, role: Role) -> bool {
        match role {
            Role::Player(id) => {
                let player = self.standings.member(&self.lobby, id);
                player.is_some_and(|player| player.is_online())
            }
            Role::Host | Role::Screen(_) => self.lobby.is_present(role),
        }
    }

    /// Whether the rendering of that lobby would be this one. Some times move without a version, and links for hosts and
    /// screens are made without one.
    fn is_of(&self, other: &Lobby) -> bool {
        let lobby = &self.lobby;
        let links = |lobby: &Lobby| lobby.links.iter().map(|link| link.id).collect::<Vec<_>>();
        lobby.version == other.version
            && lobby.host.id == other.host.id
            && lobby.deadline == other.deadline
            && lobby.false_starts == other.false_starts
            && lobby.expires_at() == other.expires_at()
            && links(lobby) == links(other)
    }

    /// Whether that is the same lobby at a later version.
    fn is_before(&self, other: &Lobby) -> bool {
        self.lobby.host.id == other.host.id && self.lobby.version < other.version
    }
}

impl From<String> for Part {
    fn from(json: String) -> Self {
        let digest = OnceLock::new();
        Self { json, digest }
    }
}

impl Part {
    /// Reckoned once, and only where somebody compares.
    pub fn digest(&self) -> PartDigest {
        *self
            .digest
            .get_or_init(|| Sha256::digest(&self.json).into())
    }
}

/// When there was news of a lobby.
#[derive(Clone, Copy)]
struct Heard {
    at: Instant,
    /// Nothing came shortly before.
    is_alone: bool,
}

/// A lobby as it was last read, for all its followers.
#[derive(Default)]
pub(super) struct Snapshot {
    /// Of who reads the lobby for all.
    pub reading: tokio::sync::Mutex<()>,
    newest: Mutex<Option<Arc<Shared>>>,
    news: Mutex<Option<Heard>>,
}

impl Snapshot {
    pub fn at_least(&self, version: i64) -> Option<Arc<Shared>> {
        let newest = lock(&self.newest);
        let is_late_enough = |shared: &&Arc<Shared>| shared.lobby.version >= version;
        newest.as_ref().filter(is_late_enough).cloned()
    }

    /// There is news of the lobby.
    pub fn note_change(&self) {
        let at = Instant::now();
        let mut news = lock(&self.news);
        let is_alone = news.is_none_or(|last| at >= last.at + QUIET);
        *news = Some(Heard { at, is_alone });
    }

    /// Waits until the next state may be read. A change that comes alone is sent at once; of many in a row those that come
    /// while the one before is being paid for are joined, and so the more, the more there is to send.
    pub async fn pause(&self) {
        loop {
            let next_at = lock(&self.newest).as_ref().map(|shared| shared.next_at());
            let news = lock(&self.news).filter(|news| !news.is_alone);
            let (Some(next_at), Some(news)) = (next_at, news) else {
                return;
            };
            let until = next_at.min(news.at + QUIET);
            if until <= Instant::now() {
                return;
            }
            tokio::time::sleep_until(until).await;
        }
    }

    /// A state that was read just now: rendered, unless somebody has done it for the same state. Whoever needs it at the
    /// same moment waits for that. It is kept unless a later one was.
    pub fn share(&self, lobby: Arc<Lobby>, render: Render) -> serde_json::Result<Arc<Shared>> {
        let mut newest = lock(&self.newest);
        if let Some(known) = newest.as_ref().filter(|known| known.is_of(&lobby)) {
            return Ok(Arc::clone(known));
        }
        let shared = Arc::new(render(lobby)?);
        if !newest
            .as_ref()
            .is_some_and(|known| shared.is_before(&known.lobby))
        {
            *newest = Some(Arc::clone(&shared));
        }
        Ok(shared)
    }

    /// The lobby is gone.
    pub fn forget(&self) {
        let mut newest = lock(&self.newest);
        *newest = None;
    }
}

/// What is in it is whole between any two statements.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
