//! Who follows in this process, and on how many connections: bounded, so that what is there goes on.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Capacity;

/// A connection with a client: how many followers it has. With HTTP/2 that can be many.
#[derive(Clone, Default)]
pub struct ClientConnection(Arc<AtomicUsize>);

/// Counts who follows in this process, and on how many connections.
pub(super) struct Followers {
    capacity: Capacity,
    followers: AtomicUsize,
    connections: AtomicUsize,
}

impl Followers {
    pub fn new(capacity: Capacity) -> Arc<Self> {
        Arc::new(Self {
            capacity,
            followers: AtomicUsize::new(0),
            connections: AtomicUsize::new(0),
        })
    }

    pub fn count(&self) -> usize {
        self.followers.load(Ordering::Relaxed)
    }

    /// `None` when the process is full.
    pub fn enter(self: &Arc<Self>, connection: ClientConnection) -> Option<Entry> {
        let followers = self.followers.fetch_add(1, Ordering::Relaxed);
        let is_first = connection.0.fetch_add(1, Ordering::Relaxed) == 0;
        let connections = if is_first {
            self.connections.fetch_add(1, Ordering::Relaxed)
        } else {
            0
        };
        let entry = Entry {
            all: Arc::clone(self),
            connection,
        };
        let fits = followers < self.capacity.followers && connections < self.capacity.connections;
        fits.then_some(entry)
    }
}

/// Given back when dropped.
pub(super) struct Entry {
    all: Arc<Followers>,
    connection: ClientConnection,
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.all.followers.fetch_sub(1, Ordering::Relaxed);
        if self.connection.0.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.all.connections.fetch_sub(1, Ordering::Relaxed);
        }
    }
}
