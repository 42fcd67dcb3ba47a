//! Postgres: how it is connected to. Its statements are in `postgres/`.

use std::time::Duration;

use async_trait::async_trait;
use sqlx::migrate::Migrator;
use sqlx::{Connection as _, Postgres};
use tokio::time::timeout;

use super::backend::{Backend, Session};
use super::pool::{Checks, Pool, give_back};
use super::{ConnectError, Connections, StoreError, StoreResult};

mod columns;
mod hosts;
mod links;
mod players;
mod records;
mod session;
mod statements;
mod teams;
mod tls;

use session::{check, greet, session_of, without_time_limit};
use statements::PostgresSession;

/// A connection's memory on the server grows with the time it is used.
const MAX_AGE: Duration = Duration::from_secs(30 * 60);

/// How long a second connection may take to show whether it has a session of its own.
const SECOND_SESSION: Duration = Duration::from_secs(1);

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

pub struct PostgresBackend {
    pool: Pool<Postgres>,
}

impl PostgresBackend {
    pub fn connect(url: &str, max_connections: u32) -> Result<Self, ConnectError> {
        let checks = Checks {
            new: greet,
            in_doubt: check,
        };
        let hosts = hosts::parse(url)?;
        let pool = Pool::new(hosts, checks, max_connections as usize, MAX_AGE)?;
        Ok(Self { pool })
    }
}

#[async_trait]
impl Backend for PostgresBackend {
    async fn reader(&self) -> StoreResult<Box<dyn Session>> {
        self.writer().await
    }

    async fn writer(&self) -> StoreResult<Box<dyn Session>> {
        Ok(Box::new(PostgresSession(self.pool.lease().await?)))
    }

    fn connections(&self) -> Connections {
        self.pool.connections()
    }

    fn has_clock(&self) -> bool {
        true
    }

    fn migrations(&self) -> &'static Migrator {
        &MIGRATIONS
    }

    async fn migrate(&self) -> StoreResult<()> {
        // A connection of its own: a migration may take longer than a request may.
        let mut connection = self.pool.connect_apart().await?;
        without_time_limit(&mut connection).await?;
        let migrated = MIGRATIONS.run_direct(None, &mut connection, false).await;
        connection.close().await?;
        Ok(migrated?)
    }

    /// Where nobody else is about, a pooler gives one session to whoever asks next: to the same connection again, to another
    /// one, or to each in turn. Any of these shows when one asks three times, and then another one. That one is left out where
    /// the server has no second session to give.
    async fn check_sessions(&self) -> StoreResult<()> {
        let mut one = self.pool.lease().await?;
        let session = session_of(&mut one).await?;
        for _ in 0..2 {
            if session_of(&mut one).await? != session {
                return Err(StoreError::SharedSession(None));
            }
        }
        let other = timeout(SECOND_SESSION, async {
            let mut other = self.pool.connect_apart().await?;
            let session = session_of(&mut other).await?;
            other.close().await?;
            Ok(session)
        });
        match other.await {
            Ok(Ok(other)) if other == session => Err(StoreError::SharedSession(None)),
            Ok(Err(error @ StoreError::SharedSession(_))) => Err(error),
            _ => {
                give_back(one);
                Ok(())
            }
        }
    }

    fn leave(&self) {
        self.pool.leave();
    }

    fn close_idle(&self) {
        self.pool.close_idle();
    }

    async fn disconnect(&self) {
        self.pool.close().await;
    }
}
