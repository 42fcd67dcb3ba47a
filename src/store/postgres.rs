//! Postgres: how it is connected to. Its statements are in `postgres/`.

use std::time::Duration;

use async_trait::async_trait;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions as _, Connection as _, Postgres};

use super::backend::{Backend, Session};
use super::pool::{Checked, Pool};
use super::{ConnectError, Connections, StoreResult};

mod columns;
mod links;
mod players;
mod records;
mod statements;
mod teams;
mod tls;

use statements::PostgresSession;

/// A connection's memory on the server grows with the time it is used.
const MAX_AGE: Duration = Duration::from_secs(30 * 60);

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

pub struct PostgresBackend {
    pool: Pool<Postgres>,
}

impl PostgresBackend {
    pub fn connect(url: &str, max_connections: u32) -> Result<Self, ConnectError> {
        let connect = tls::encrypted(parse(url).map_err(ConnectError::Url)?)
            .application_name("panenka")
            .options([
                ("default_transaction_isolation", "read committed"),
                // A statement that waits longer than a client would is of no use to anybody.
                ("statement_timeout", "2000"),
                // What is left of a process that was cut off must not keep its locks, nor its connections.
                ("idle_in_transaction_session_timeout", "2500"),
                ("tcp_user_timeout", "10000"),
                ("tcp_keepalives_idle", "10"),
                ("tcp_keepalives_interval", "5"),
                ("tcp_keepalives_count", "2"),
            ]);
        let pool = Pool::new(connect, check, max_connections as usize, MAX_AGE)?;
        Ok(Self { pool })
    }
}

/// Whether it is at a server that can be written to. A standby, which may be behind, would show what was true a while ago.
fn check(connection: &mut PgConnection) -> Checked<'_> {
    Box::pin(async {
        let is_read_only = sqlx::query_scalar!(
            r#"SELECT current_setting('transaction_read_only')::boolean AS "is_read_only!""#
        );
        if is_read_only.fetch_one(connection).await? {
            let why =
                "the server can only be read: it is a standby, or its plan has come to an end";
            return Err(sqlx::Error::Protocol(why.to_owned()));
        }
        Ok(())
    })
}

/// sqlx keeps the brackets that an IPv6 address has in a URL, and looks for a host of that name. Read once more, because
/// the address is also what a password is looked up by.
fn parse(url: &str) -> sqlx::Result<PgConnectOptions> {
    let options: PgConnectOptions = url.parse()?;
    let host = options.get_host().strip_prefix('[');
    let Some(address) = host.and_then(|host| host.strip_suffix(']')) else {
        return Ok(options);
    };
    let (url, _fragment) = url.split_once('#').unwrap_or((url, ""));
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}host={address}").parse()
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
        let options = self.pool.options().clone();
        let options = options.options([("statement_timeout", "0")]);
        let mut connection = options.connect().await?;
        let migrated = MIGRATIONS.run_direct(None, &mut connection, false).await;
        connection.close().await?;
        Ok(migrated?)
    }

    fn close_idle(&self) {
        self.pool.close_idle();
    }

    async fn disconnect(&self) {
        self.pool.close().await;
    }
}
