//! Connections to the database, each for one use at a time. One comes back to its pool only if that use was finished.
//!
//! A use that is cut short by its deadline, or that fails, leaves a connection on which
//! an answer may still be to come or a transaction open: a `BEGIN` that was sent and not awaited would swallow the
//! next statement's commit. Such a connection is closed. One that comes back is as it was and needs no ping, which
//! would cost each use a round trip.
//!
//! A database may give fewer connections than there may be. A use that is refused a further one waits for one of those
//! that are there, and the place it had stays empty for a while.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use deadpool::Status;
use deadpool::managed::{self, Object, PoolError, QueueMode};
use scopeguard::ScopeGuard;
use sqlx::{Connection as _, Database};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::failing::Failing;
use super::{Connections, StoreError, StoreResult};
use crate::telemetry::milliseconds;

mod connector;

pub use connector::{Checked, Checks, Host};

use connector::Connector;

/// How long a connection may keep its place in the pool after its use. Longer than what is left of the time limit of
/// a statement when a use case ends, so that the server does not have more connections than the pool.
const LINGER: Duration = Duration::from_secs(2);

/// How long a use waits for a connection, and for a new one to be made.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long a place stays empty for which the database gave no connection: each try costs it a process, and a use some
/// milliseconds.
const EMPTY: Duration = Duration::from_secs(1);

pub struct Pool<DB: Database> {
    connections: managed::Pool<Connector<DB>>,
    /// Whoever uses a connection has one, and so has whoever makes one. Never fewer than there are connections.
    places: Arc<Semaphore>,
    waiting: AtomicUsize,
    shortage: Failing,
}

pub type Lease<DB> = ScopeGuard<Leased<DB>, fn(Leased<DB>)>;

/// In the order in which they are given back: who gets the place finds the connection.
pub struct Leased<DB: Database> {
    connection: Object<Connector<DB>>,
    place: OwnedSemaphorePermit,
}

impl<DB: Database> Deref for Leased<DB> {
    type Target = DB::Connection;

    fn deref(&self) -> &DB::Connection {
        &self.connection
    }
}

impl<DB: Database> DerefMut for Leased<DB> {
    fn deref_mut(&mut self) -> &mut DB::Connection {
        &mut self.connection
    }
}

impl<DB: Database> Pool<DB> {
    /// Opens nothing yet. A new connection is checked, and so is one in doubt; those older than `max_age` are replaced.
    pub fn new(
        hosts: Vec<Host<DB>>,
        checks: Checks<DB>,
        max_connections: usize,
        max_age: Duration,
    ) -> Result<Self, managed::BuildError> {
        let connections = managed::Pool::builder(Connector::new(hosts, checks, max_age))
            .max_size(max_connections)
            // The ones that idle longest are left alone until they are too old.
            .queue_mode(QueueMode::Lifo)
            .build()?;
        Ok(Self {
            connections,
            places: Arc::new(Semaphore::new(max_connections)),
            waiting: AtomicUsize::new(0),
            shortage: Failing::new(
                "the database gives fewer connections than there may be",
                "the database gives as many connections as there may be",
            ),
        })
    }

    /// # Errors
    /// [`StoreError::Unavailable`] where no place is free in time or the pool is closed, and whatever keeps a connection from
    /// being made where there is no other.
    pub async fn lease(&self) -> StoreResult<Lease<DB>> {
        let started = Instant::now();
        loop {
            let place = self.place(started + PATIENCE).await?;
            match self.connection().await {
                Ok(connection) => {
                    tracing::debug!(milliseconds = milliseconds(started), "connection leased");
                    let leased = Leased { connection, place };
                    return Ok(scopeguard::guard(leased, discard));
                }
                Err(error) if self.has_others() && !error.is_about_all_sessions() => {
                    self.shortage.report(&Err(error));
                    leave_empty(place);
                }
                Err(error) => return Err(error),
            }
        }
    }

    fn has_others(&self) -> bool {
        self.connections.status().size > 0
    }

    async fn place(&self, until: Instant) -> sqlx::Result<OwnedSemaphorePermit> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        let _waits = scopeguard::guard((), |()| {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
        });
        let place = Arc::clone(&self.places).acquire_owned();
        match tokio::time::timeout_at(until, place).await {
            Ok(Ok(place)) => Ok(place),
            Ok(Err(_)) => Err(sqlx::Error::PoolClosed),
            Err(_) => Err(sqlx::Error::PoolTimedOut),
        }
    }

    /// One that idles, or a new one.
    async fn connection(&self) -> StoreResult<Object<Connector<DB>>> {
        let kept = self.connections.manager().kept();
        match self.connections.get().await {
            Ok(connection) => {
                let is_new = Object::metrics(&connection).recycle_count == 0;
                let Status { size, max_size, .. } = self.connections.status();
                if is_new && size == max_size {
                    self.shortage.report(&Ok::<_, StoreError>(()));
                }
                if self.connections.manager().kept() != kept {
                    self.close_idle(); // they are to another host
                }
                Ok(connection)
            }
            Err(PoolError::Backend(error)) => Err(error),
            Err(PoolError::Closed) => Err(sqlx::Error::PoolClosed.into()),
            Err(_) => Err(sqlx::Error::PoolTimedOut.into()),
        }
    }

    /// A connection beside those of the pool, which knows nothing of it.
    #[cfg(feature = "postgres")]
    pub async fn connect_apart(&self) -> StoreResult<DB::Connection> {
        self.connections.manager().connect().await
    }

    pub fn connections(&self) -> Connections {
        let Status {
            max_size,
            size,
            available,
            waiting,
        } = self.connections.status();
        Connections {
            in_use: size - available,
            limit: max_size,
            waiting: waiting + self.waiting.load(Ordering::Relaxed),
        }
    }

    /// Closes those that idle now.
    pub fn close_idle(&self) {
        drop(self.connections.retain(|_, _| false));
    }

    /// Closes those that idle now, and the others as they come back. Later ones are made as ever.
    pub fn leave(&self) {
        self.connections.manager().doubt(Instant::now(), true);
        self.close_idle();
    }

    /// Closes those that idle now, and the others as they come back.
    pub async fn close(&self) {
        self.places.close();
        for connection in self.connections.retain(|_, _| false).removed {
            let _ = connection.close().await; // it is to be gone, however
        }
        self.connections.close();
    }
}

/// Ends a use that has left nothing behind.
pub fn give_back<DB: Database>(lease: Lease<DB>) {
    let Leased { connection, place } = ScopeGuard::into_inner(lease);
    let is_lost = Object::pool(&connection).is_some_and(|pool| {
        let last_used = Object::metrics(&connection).last_used();
        pool.manager().is_lost(last_used)
    });
    if is_lost {
        drop(Object::take(connection));
    } else {
        drop(connection);
    }
    drop(place);
}

fn discard<DB: Database>(leased: Leased<DB>) {
    let failed_at = Instant::now();
    let Leased {
        mut connection,
        place,
    } = leased;
    if let Some(pool) = Object::pool(&connection) {
        pool.manager().doubt(failed_at, false);
    }
    tokio::spawn(async move {
        // Until the server has come to the end of what it was asked.
        let answered = tokio::time::timeout(LINGER, connection.ping()).await;
        if let (Ok(Err(_)), Some(pool)) = (answered, Object::pool(&connection)) {
            // Broken, and seldom alone: a server restarts for all. One that is silent may only wait for a row.
            pool.manager().doubt(failed_at, true);
        }
        drop(Object::take(connection));
        drop(place);
    });
}

/// Nobody tries again for a while to have another connection in this place.
fn leave_empty(place: OwnedSemaphorePermit) {
    tokio::spawn(async move {
        tokio::time::sleep(EMPTY).await;
        drop(place);
    });
}
