//! Places for connections: how many there may be, and which one makes room for another.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use crate::address::subscriber;

/// A peer that has all its connections may have so large a part of them more until others of its own have made room. Where
/// none of them waits for its client, the next that does is the new one itself.
const MAKING_ROOM: usize = 8;

/// How many connections there may be.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    pub connections: usize,
    /// Of those, from one address.
    pub connections_per_peer: usize,
}

/// The places for connections. When all are taken, the connection that has waited longest for its client makes room. So
/// it does among those of one address when that has all of its own: many people share one, and none of them may keep
/// the others out.
pub struct Places {
    free: Arc<Semaphore>,
    per_peer: usize,
    peers: Mutex<HashMap<IpAddr, Peer>>,
    room: Room,
}

/// The connections of one address.
#[derive(Default)]
struct Peer {
    connections: usize,
    room: Arc<Room>,
}

/// Room that is asked for, and made by connections that wait for their clients.
#[derive(Default)]
struct Room {
    /// How many have been asked to make room and have not.
    missing: AtomicUsize,
    wanted: Notify,
}

impl Room {
    /// Asks the connection that has waited longest to go; when none waits, the next that does.
    fn want(&self) {
        self.missing.fetch_add(1, Ordering::AcqRel);
        self.wanted.notify_one();
    }

    fn want_no_more(&self) {
        self.missing.store(0, Ordering::Release);
    }

    /// Whether the connection that was asked is still wanted to go.
    fn is_given(&self) -> bool {
        let less = |missing: usize| missing.checked_sub(1);
        let given = self
            .missing
            .fetch_update(Ordering::AcqRel, Ordering::Acquire, less);
        given.is_ok()
    }
}

impl Places {
    pub fn new(connection_limits: ConnectionLimits) -> Arc<Self> {
        Arc::new(Self {
            free: Arc::new(Semaphore::new(connection_limits.connections)),
            per_peer: connection_limits.connections_per_peer,
            peers: Mutex::default(),
            room: Room::default(),
        })
    }

    /// A place for a connection from `peer`, as soon as there is one; `None` when the peer has too many already, and none
    /// of them makes room.
    pub async fn take(self: &Arc<Self>, peer: IpAddr) -> Option<ConnectionPlace> {
        let peer = self.count(subscriber(peer))?;
        let free = Arc::clone(&self.free);
        let permit = match Arc::clone(&free).try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => {
                self.make_room();
                let permit = free.acquire_owned().await.ok()?;
                // It may be of a connection that ended by itself: then nobody has to go.
                self.room.want_no_more();
                permit
            }
        };
        Some(ConnectionPlace {
            peer,
            _permit: permit,
        })
    }

    fn count(self: &Arc<Self>, address: IpAddr) -> Option<Counted> {
        let mut peers = self.peers.lock().unwrap_or_else(PoisonError::into_inner);
        let peer = peers.entry(address).or_default();
        if peer.connections >= self.per_peer {
            peer.room.want();
            if peer.connections >= self.per_peer + self.per_peer.div_ceil(MAKING_ROOM) {
                return None;
            }
        }
        peer.connections += 1;
        Some(Counted {
            places: Arc::clone(self),
            address,
            room: Arc::clone(&peer.room),
        })
    }

    pub fn make_room(&self) {
        self.room.want();
    }
}

/// Given back when dropped.
pub struct ConnectionPlace {
    peer: Counted,
    _permit: OwnedSemaphorePermit,
}

impl ConnectionPlace {
    /// Ends when this connection is wanted to go; to be polled while it waits for its client.
    pub async fn asked_to_go(&self) {
        let (all, own) = (&self.peer.places.room, &self.peer.room);
        loop {
            let asked = tokio::select! {
                () = all.wanted.notified() => all,
                () = own.wanted.notified() => own,
            };
            if asked.is_given() {
                return;
            }
        }
    }
}

struct Counted {
    places: Arc<Places>,
    address: IpAddr,
    room: Arc<Room>,
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut peers = self
            .places
            .peers
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let Some(peer) = peers.get_mut(&self.address) else {
            return;
        };
        peer.connections -= 1;
        if peer.connections < self.places.per_peer {
            self.room.want_no_more();
        }
        if peer.connections == 0 {
            peers.remove(&self.address);
        }
    }
}
