//! How many use cases may be under way: in all, and about one lobby. A lobby whose row is held must not keep the others
//! from the database.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::game::LobbyCode;

/// Use cases under way for each connection. At 10 ms each, who comes last is served within the time of a use case; at
/// more, who is let in beyond would only wait in vain.
const PER_CONNECTION: usize = 250;

/// A lobby may have so large a part of the connections, and of those who wait for one.
const LARGEST_SHARE: usize = 2;

pub struct Admission {
    all: Arc<Semaphore>,
    lobbies: Mutex<HashMap<LobbyCode, Line>>,
    waiting_per_lobby: usize,
    connections_per_lobby: usize,
}

/// Those who are about one lobby.
struct Line {
    admitted: usize,
    connections: Arc<Semaphore>,
}

impl Admission {
    pub fn new(max_connections: u32) -> Arc<Self> {
        let connections = max_connections as usize;
        let all = PER_CONNECTION * connections;
        Arc::new(Self {
            all: Arc::new(Semaphore::new(all)),
            lobbies: Mutex::default(),
            waiting_per_lobby: all / LARGEST_SHARE,
            connections_per_lobby: connections.div_ceil(LARGEST_SHARE),
        })
    }

    /// `None` where as many wait already as can be served in time.
    pub fn admit(self: &Arc<Self>, about: Option<LobbyCode>) -> Option<Ticket> {
        let permit = Arc::clone(&self.all).try_acquire_owned().ok()?;
        let line = match about {
            Some(code) => Some(self.line_up(code)?),
            None => None,
        };
        Some(Ticket {
            _permit: permit,
            line,
        })
    }

    fn line_up(self: &Arc<Self>, code: LobbyCode) -> Option<InLine> {
        let mut lobbies = self.lobbies();
        let line = lobbies.entry(code).or_insert_with(|| Line {
            admitted: 0,
            connections: Arc::new(Semaphore::new(self.connections_per_lobby)),
        });
        if line.admitted >= self.waiting_per_lobby {
            return None;
        }
        line.admitted += 1;
        Some(InLine {
            admission: Arc::clone(self),
            code,
            connections: Arc::clone(&line.connections),
        })
    }

    fn lobbies(&self) -> MutexGuard<'_, HashMap<LobbyCode, Line>> {
        self.lobbies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Given back when dropped.
pub struct Ticket {
    _permit: OwnedSemaphorePermit,
    line: Option<InLine>,
}

struct InLine {
    admission: Arc<Admission>,
    code: LobbyCode,
    connections: Arc<Semaphore>,
}

impl Ticket {
    /// Waits until this lobby may have one more connection. It may until what this returns is dropped.
    pub async fn connection(&self) -> Option<OwnedSemaphorePermit> {
        let line = self.line.as_ref()?;
        Arc::clone(&line.connections).acquire_owned().await.ok()
    }
}

impl Drop for InLine {
    fn drop(&mut self) {
        let mut lobbies = self.admission.lobbies();
        if let Some(line) = lobbies.get_mut(&self.code) {
            line.admitted -= 1;
            if line.admitted == 0 {
                lobbies.remove(&self.code);
            }
        }
    }
}
