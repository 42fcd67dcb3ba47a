//! What all who are shown one state of a lobby share, rendered once for them.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use sha2::{Digest as _, Sha256};

use crate::game::{Lobby, Role, Standings};

/// How a lobby becomes what is shown of it: said by the room above, which knows what clients read.
pub type Render = fn(Arc<Lobby>) -> serde_json::Result<Shared>;

/// One state of a lobby as its viewers share it, in JSON.
#[derive(Debug)]
pub struct Shared {
    pub lobby: Arc<Lobby>,
    pub standings: Standings,
    /// An object without its end, and without the two parts below and what is one viewer's own.
    pub common: String,
    pub teams: Part,
    pub players: Part,
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

/// A lobby as it was last read, for all its followers.
#[derive(Default)]
pub(super) struct Snapshot {
    /// Of who reads the lobby for all.
    pub reading: tokio::sync::Mutex<()>,
    newest: Mutex<Option<Arc<Shared>>>,
}

impl Snapshot {
    pub fn at_least(&self, version: i64) -> Option<Arc<Shared>> {
        let newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        let is_late_enough = |shared: &&Arc<Shared>| shared.lobby.version >= version;
        newest.as_ref().filter(is_late_enough).cloned()
    }

    /// A state that was read just now: rendered, unless somebody has done it for the same state. Whoever needs it at the
    /// same moment waits for that. It is kept unless a later one was.
    pub fn share(&self, lobby: Arc<Lobby>, render: Render) -> serde_json::Result<Arc<Shared>> {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
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
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        *newest = None;
    }
}
