//! The line of those who begin to follow a lobby. After a restart or a dead spot all of them come at once, and each has to look
//! at it. In a line of their own they take no place from those who buzz, and each has the time of a use case from its turn on.

use std::time::Duration;

use tokio::sync::{Notify, Semaphore, SemaphorePermit};

use crate::store::{StoreError, StoreResult};

/// Who looks at the same time: of one lobby, and of all. As many as one lobby has connections by default, and four for each
/// connection.
const OF_ONE: usize = 4;
const OF_ALL: usize = 32;

/// Of one lobby.
pub(super) struct Line {
    places: Semaphore,
    broken: Notify,
}

/// What the lines of all lobbies lead to.
pub(super) struct Door {
    places: Semaphore,
    /// How long anybody waits.
    patience: Duration,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            places: Semaphore::new(OF_ONE),
            broken: Notify::new(),
        }
    }
}

impl Door {
    pub fn new(patience: Duration) -> Self {
        Self {
            places: Semaphore::new(OF_ALL),
            patience,
        }
    }
}

impl Line {
    /// It lasts until what this returns is dropped.
    ///
    /// # Errors
    /// [`StoreError::Crowded`]: it does not come in time, or the line has broken up.
    pub async fn turn<'a>(&'a self, door: &'a Door) -> StoreResult<[SemaphorePermit<'a>; 2]> {
        let turn = async {
            let here = self.places.acquire().await.ok()?;
            let there = door.places.acquire().await.ok()?;
            Some([here, there])
        };
        let turn = tokio::time::timeout(door.patience, turn);
        let turn = tokio::select! {
            turn = turn => turn.ok().flatten(),
            () = self.broken.notified() => None,
        };
        turn.ok_or(StoreError::Crowded)
    }

    /// Where the database has failed somebody, those who wait now would only wait for the same.
    pub fn break_up(&self) {
        self.broken.notify_waiters();
    }
}
