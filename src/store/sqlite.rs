//! SQLite: how its file is opened. Its statements are in `sqlite/`.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, Sqlite, SqliteConnection};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Mutex;

use super::backend::{Backend, Session};
use super::pool::{Checked, Checks, Host, Lease, Pool, give_back};
use super::{ConnectError, Connections, StoreResult};

mod columns;
mod file;
mod links;
mod players;
mod records;
mod statements;
mod teams;

use file::OpenFile;
use statements::SqliteSession;

/// SIGXFSZ on Linux and on the BSDs.
const FILE_TOO_LARGE: SignalKind = SignalKind::from_raw(25);

/// Of each connection, in KiB (negative: SQLite's way). The system caches the file once for all.
const PAGE_CACHE: &str = "-512";

/// What a write-ahead log that has grown, as beside a long reader, is cut back to, in bytes. As much as it has anyway
/// between two checkpoints.
const LARGEST_LOG: &str = "4194304";

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

pub struct SqliteBackend {
    /// SQLite has one writer at a time; here it is one connection, and its queue is the order of the buzzes.
    writer: Pool<Sqlite>,
    /// Readers never wait for the writer (write-ahead log), nor it for them.
    readers: Pool<Sqlite>,
    /// Does nothing, and so is never replaced: only the last connection that closes may clear up the log.
    keeper: Mutex<Option<SqliteConnection>>,
    file: Arc<OpenFile>,
}

fn check(connection: &mut SqliteConnection) -> Checked<'_> {
    Box::pin(async { Ok(connection.ping().await?) })
}

/// Connections that are made in this way, at most so many.
fn pool(options: SqliteConnectOptions, most: usize) -> Result<Pool<Sqlite>, ConnectError> {
    let name = options.get_filename().display().to_string();
    let checks = Checks {
        new: check,
        in_doubt: check,
    };
    let pool = Pool::new(vec![Host { name, options }], checks, most, Duration::MAX)?;
    Ok(pool)
}

impl SqliteBackend {
    pub async fn connect(url: &str, max_connections: u32) -> Result<Self, ConnectError> {
        let connect: SqliteConnectOptions = url.parse().map_err(ConnectError::Url)?;
        // Heard, it does not end the process: a file that may not grow is an error of the write, as a full disk is.
        let _ = signal(FILE_TOO_LARGE);
        if is_legacy(&connect).await.map_err(ConnectError::Open)? {
            let file = connect.get_filename().display().to_string();
            return Err(ConnectError::Legacy(file));
        }
        let connect = connect
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // An acknowledged write survives the loss of power, not only of the process.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(2))
            .pragma("journal_size_limit", LARGEST_LOG)
            .pragma("cache_size", PAGE_CACHE);
        // One that is lost while the service runs must not be made anew, empty.
        let later = connect.clone().create_if_missing(false);
        let made = connect.connect().await.map_err(ConnectError::Open)?;
        made.close().await.map_err(ConnectError::Open)?; // to its end: only the last that closes clears up the log
        let keeper = later.connect().await.map_err(ConnectError::Open)?;
        let file = OpenFile::at(connect.get_filename());
        let file = file.map_err(|error| ConnectError::Open(error.into()))?;
        let readers = max_connections as usize;
        Ok(Self {
            writer: pool(later.clone(), 1)?,
            readers: pool(later.read_only(true), readers)?,
            keeper: Mutex::new(Some(keeper)),
            file: Arc::new(file),
        })
    }
}

#[async_trait]
impl Backend for SqliteBackend {
    async fn reader(&self) -> StoreResult<Box<dyn Session>> {
        let lease = self.lease(&self.readers).await?;
        self.file.check_now_and_then().map_err(sqlx::Error::Io)?;
        Ok(Box::new(SqliteSession(lease, None)))
    }

    /// The file is looked at when it is given back: what matters is where the write is.
    async fn writer(&self) -> StoreResult<Box<dyn Session>> {
        let lease = self.lease(&self.writer).await?;
        Ok(Box::new(SqliteSession(lease, Some(Arc::clone(&self.file)))))
    }

    fn connections(&self) -> Connections {
        let (writer, readers) = (self.writer.connections(), self.readers.connections());
        Connections {
            in_use: writer.in_use + readers.in_use,
            limit: writer.limit + readers.limit,
            waiting: writer.waiting + readers.waiting,
        }
    }

    fn has_clock(&self) -> bool {
        false
    }

    fn migrations(&self) -> &'static Migrator {
        &MIGRATIONS
    }

    /// In one transaction, because SQLite has no other lock that keeps two processes from migrating at once.
    async fn migrate(&self) -> StoreResult<()> {
        let mut lease = self.writer.lease().await?;
        let mut tx = lease.begin_with("BEGIN IMMEDIATE").await?;
        MIGRATIONS.run_direct(None, &mut *tx, false).await?;
        tx.commit().await?;
        self.file.check().map_err(sqlx::Error::Io)?;
        give_back(lease);
        Ok(())
    }

    /// Each connection has its own, in this process.
    async fn check_sessions(&self) -> StoreResult<()> {
        Ok(())
    }

    fn leave(&self) {
        self.readers.leave();
        self.writer.leave();
    }

    fn close_idle(&self) {
        self.readers.close_idle();
        self.writer.close_idle();
    }

    async fn disconnect(&self) {
        self.readers.close().await;
        self.writer.close().await;
        if let Some(keeper) = self.keeper.lock().await.take() {
            let _ = keeper.close().await; // it is to be gone, however
        }
    }
}

impl SqliteBackend {
    /// Where a new connection fails because the file is gone, that is the reason to tell.
    async fn lease(&self, pool: &Pool<Sqlite>) -> StoreResult<Lease<Sqlite>> {
        let leased = pool.lease().await;
        if leased.is_err() {
            self.file.check().map_err(sqlx::Error::Io)?;
        }
        leased
    }
}

/// Looks without changing anything.
async fn is_legacy(options: &SqliteConnectOptions) -> sqlx::Result<bool> {
    if !options.get_filename().exists() {
        return Ok(false);
    }
    let mut connection = options.clone().read_only(true).connect().await?;
    let is_legacy = statements::is_legacy(&mut connection).await?;
    connection.close().await?;
    Ok(is_legacy)
}
