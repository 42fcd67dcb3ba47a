//! How many may wait in this process, and on how many connections.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Capacity;

/// A connection with a client: how many followers it has. With HTTP/2 that can be many.
#[derive(Clone, Default)]
pub struct ClientConnection(Arc<AtomicUsize>);

/// Counts who follows in this process, and on how many connections.
pub(super) struct Room {
    capacity: Capacity,
    followers: AtomicUsize,
    connections: AtomicUsize,
}

impl Room {
    pub fn new(capacity: Capacity) -> Arc<Self> {
        Arc::new(Self {
            capacity,
            followers: AtomicUsize::new(0),
            connections: AtomicUsize::new(0),
        })
    }

    pub fn followers(&self) -> usize {
        self.followers.load(Ordering::Relaxed)
    }

    /// `None` when the process is full.
    pub fn take(self: &Arc<Self>, connection: ClientConnection) -> Option<Place> {
        let followers = self.followers.fetch_add(1, Ordering::Relaxed);
        let is_first = connection.0.fetch_add(1, Ordering::Relaxed) == 0;
        let connections = if is_first {
            self.connections.fetch_add(1, Ordering::Relaxed)
        } else {
            0
        };
        let place = Place {
            room: Arc::clone(self),
            connection,
        };
        let fits = followers < self.capacity.followers && connections < self.capacity.connections;
        fits.then_some(place)
    }
}

/// Given back when dropped.
pub(super) struct Place {
    room: Arc<Room>,
    connection: ClientConnection,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.room.followers.fetch_sub(1, Ordering::Relaxed);
        if self.connection.0.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.room.connections.fetch_sub(1, Ordering::Relaxed);
        }
    }
}
