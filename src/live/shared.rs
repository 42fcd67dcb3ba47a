//! What all who are shown one state of a lobby share, rendered once for them.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use sha2::{Digest as _, Sha256};
use tokio::time::Instant;
use uuid::Uuid;

use super::line::Line;
use super::pieces::{Pieces, StateId};
use crate::game::{Lobby, Role, Standings};

/// How a lobby becomes what is shown of it: said by the room above, which knows what clients read.
pub type Render = fn(Arc<Lobby>) -> serde_json::Result<Shared>;

/// What the followers of one lobby are sent in a second, in bytes, while changes come fast: above it, states are left out.
const RATE: u64 = 8_000_000;

/// No state is left out for longer.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// A change so long after the one before comes alone, and so long after the last one no more are waited for. Longer than a
/// tick, by which changes elsewhere are found.
const QUIET: Duration = Duration::from_millis(75);

/// One state of a lobby as its viewers share it, in JSON.
#[derive(Debug)]
pub struct Shared {
    pub lobby: Arc<Lobby>,
    pub standings: Standings,
    /// An object without its end, and without the parts below and what is one viewer's own.
    pub common: String,
    pub queue: Queue,
    pub teams: Part,
    pub players: Part,
    pub id: StateId,
    pub pieces: Pieces,
    /// Bytes that viewers were sent of it.
    sent: AtomicU64,
}

/// What [`Shared`] is rendered to.
pub struct Rendered {
    pub standings: Standings,
    pub common: String,
    pub queue: Queue,
    pub teams: String,
    pub players: String,
}

/// The queue in JSON.
#[derive(Debug)]
pub struct Queue {
    pub json: String,
    /// Where a host is shown more than the others are.
    pub for_hosts: Option<String>,
}

impl Queue {
    pub fn json_for(&self, viewer: Role) -> &str {
        match (viewer, &self.for_hosts) {
            (Role::Host, Some(json)) => json,
            _ => &self.json,
        }
    }
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
            queue: rendered.queue,
            teams: rendered.teams.into(),
            players: rendered.players.into(),
            id: StateId::next(),
            pieces: Pieces::default(),
            sent: AtomicU64::new(0),
        }
    }

    /// A viewer is sent so much of it.
    pub fn note_sent(&self, bytes: usize) {
        self.sent.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    fn is_from(&self, version: i64) -> bool {
        self.lobby.version >= version
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
            && lobby.window == other.window
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

/// A lobby as it was last read, for all its followers.
#[derive(Default)]
pub(super) struct Snapshot {
    /// Of who reads the lobby for all.
    pub reading: tokio::sync::Mutex<()>,
    /// Of who looks at it for the first time.
    pub line: Line,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// The newest that anybody has read.
    newest: Option<Arc<Shared>>,
    /// What those who wait are shown. May be behind the newest, which who comes anew has read.
    shown: Option<Turn>,
    news: Option<Heard>,
}

/// A state whose turn it is, and since when.
#[derive(Clone)]
struct Turn {
    shared: Arc<Shared>,
    began: Instant,
}

/// When there was news of a lobby.
#[derive(Clone, Copy)]
struct Heard {
    at: Instant,
    /// Nothing came shortly before.
    is_alone: bool,
}

impl Turn {
    /// When the next state may follow, by what was sent of this one.
    fn ends(&self) -> Instant {
        let sent = self.shared.sent.load(Ordering::Relaxed);
        let pause = Duration::from_micros(sent * 1_000_000 / RATE);
        self.began + pause.min(LONGEST_PAUSE)
    }
}

impl Snapshot {
    /// What those who wait are shown, where it is that version or a later one.
    pub fn shown(&self, version: i64) -> Option<Arc<Shared>> {
        let known = lock(&self.known);
        let shared = known.shown.as_ref().map(|turn| &turn.shared);
        shared.filter(|shared| shared.is_from(version)).cloned()
    }

    /// Lets those who wait see the newest, where it is that version or a later one.
    pub fn show_newest(&self, version: i64) -> Option<Arc<Shared>> {
        let mut known = lock(&self.known);
        let newest = known.newest.as_ref();
        let shared = Arc::clone(newest.filter(|shared| shared.is_from(version))?);
        known.shown = Some(Turn {
            shared: Arc::clone(&shared),
            began: Instant::now(),
        });
        Some(shared)
    }

    /// There is news of the lobby.
    pub fn note_change(&self) {
        let at = Instant::now();
        let mut known = lock(&self.known);
        let is_alone = known.news.is_none_or(|last| at >= last.at + QUIET);
        known.news = Some(Heard { at, is_alone });
    }

    /// Waits until those who wait may see the next state. A change that comes alone is sent at once; of many in a row those
    /// that come while the one before is being paid for are joined, and so the more, the more there is to send.
    pub async fn pause(&self) {
        while let Some(until) = self.pauses_until()
            && until > Instant::now()
        {
            tokio::time::sleep_until(until).await;
        }
    }

    fn pauses_until(&self) -> Option<Instant> {
        let known = lock(&self.known);
        let news = known.news.filter(|news| !news.is_alone)?;
        let ends = known.shown.as_ref()?.ends();
        Some(ends.min(news.at + QUIET))
    }

    /// A state that was read just now: rendered, unless somebody has done it for the same state. Whoever needs it at the
    /// same moment waits for that. It is the newest unless a later one is.
    pub fn share(&self, lobby: Arc<Lobby>, render: Render) -> serde_json::Result<Arc<Shared>> {
        let mut known = lock(&self.known);
        let same = known.newest.as_ref().filter(|newest| newest.is_of(&lobby));
        if let Some(same) = same {
            return Ok(Arc::clone(same));
        }
        let shared = Arc::new(render(lobby)?);
        let newest = known.newest.as_ref();
        if !newest.is_some_and(|newest| shared.is_before(&newest.lobby)) {
            known.newest = Some(Arc::clone(&shared));
        }
        Ok(shared)
    }

    /// Of the lobby as it was last read.
    pub fn host(&self) -> Option<Uuid> {
        let known = lock(&self.known);
        known.newest.as_ref().map(|newest| newest.lobby.host.id)
    }

    /// The lobby is gone.
    pub fn forget(&self) {
        let mut known = lock(&self.known);
        (known.newest, known.shown) = (None, None);
    }
}

/// What is in it is whole between any two statements.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
