//! Places for connections: how many there may be, and which one makes room for another.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::futures::Notified;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use crate::address::subscriber;

/// How many connections there may be.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    pub connections: usize,
    /// Of those, from one address.
    pub connections_per_peer: usize,
}

/// The places for connections. When all are taken, the connection that has waited longest for its client makes room.
pub struct Places {
    free: Arc<Semaphore>,
    per_peer: usize,
    peers: Mutex<HashMap<IpAddr, usize>>,
    /// Whether somebody has been asked for room and nobody has made it.
    is_room_wanted: AtomicBool,
    room_wanted: Notify,
}

impl Places {
    pub fn new(connection_limits: ConnectionLimits) -> Arc<Self> {
        Arc::new(Self {
            free: Arc::new(Semaphore::new(connection_limits.connections)),
            per_peer: connection_limits.connections_per_peer,
            peers: Mutex::default(),
            is_room_wanted: AtomicBool::new(false),
            room_wanted: Notify::new(),
        })
    }

    /// A place for a connection from `peer`, as soon as there is one; `None` when the peer has too many already.
    pub async fn take(self: &Arc<Self>, peer: IpAddr) -> Option<ConnectionPlace> {
        let peer = self.count(subscriber(peer))?;
        let free = Arc::clone(&self.free);
        let permit = match Arc::clone(&free).try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => {
                self.make_room();
                let permit = free.acquire_owned().await.ok()?;
                // It may be of a connection that ended by itself: then nobody has to go.
                self.is_room_wanted.store(false, Ordering::Release);
                permit
            }
        };
        Some(ConnectionPlace {
            _peer: peer,
            _permit: permit,
        })
    }

    fn count(self: &Arc<Self>, peer: IpAddr) -> Option<Peer> {
        let mut peers = self.peers.lock().unwrap_or_else(PoisonError::into_inner);
        let count = peers.entry(peer).or_default();
        if *count >= self.per_peer {
            return None;
        }
        *count += 1;
        Some(Peer(Arc::clone(self), peer))
    }

    /// Asks the connection that has waited longest to go; when none waits, the next that does.
    pub fn make_room(&self) {
        self.is_room_wanted.store(true, Ordering::Release);
        self.room_wanted.notify_one();
    }

    /// Ends when this connection may be wanted to go; to be polled while it waits for its client.
    pub fn asked_to_go(&self) -> Notified<'_> {
        self.room_wanted.notified()
    }

    /// Whether the connection that was asked is still wanted to go; the next that asks is not.
    pub fn gives_way(&self) -> bool {
        self.is_room_wanted.swap(false, Ordering::AcqRel)
    }
}

/// Given back when dropped.
pub struct ConnectionPlace {
    _peer: Peer,
    _permit: OwnedSemaphorePermit,
}

struct Peer(Arc<Places>, IpAddr);

impl Drop for Peer {
    fn drop(&mut self) {
        let mut peers = self.0.peers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = peers.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                peers.remove(&self.1);
            }
        }
    }
}
