//! What can go wrong with a database.

use std::sync::Arc;
use std::time::Duration;

use sqlx::error::DatabaseError;
use uuid::Uuid;

/// What can go wrong with a database. Knows nothing of HTTP.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// The database can't be reached or can't serve just now; the same request may succeed later.
    #[error("the database is unavailable")]
    Unavailable(#[source] Arc<sqlx::Error>),
    /// Nothing can be written to the server. Where it was found out by a statement, its words come along.
    #[error("the database can only be read: it is a standby, or its plan has come to an end")]
    ReadOnly(#[source] Option<Arc<sqlx::Error>>),
    /// Each of several hosts was tried, and why it is not fit.
    #[error("no host can be used: {0}")]
    NoHost(String),
    /// A pooler gives one session of the server to several connections: what is prepared and set in it does not stay.
    #[error(
        "connections share the sessions of the server, as with PgBouncer in transaction mode; \
         it takes pool_mode=session, with any version of PgBouncer. From 1.21 on, max_prepared_statements \
         keeps what is prepared in transaction mode, but not the time limits that are set"
    )]
    SharedSession(#[source] Option<Arc<sqlx::Error>>),
    /// A migration has changed what a prepared statement returns. Nothing was done, and asked again it will be.
    #[error("a prepared statement is out of date")]
    OutdatedPlan(#[source] Arc<sqlx::Error>),
    /// The database did not answer in time. What was asked may have been done.
    #[error("the database has not answered for {0:?}")]
    TooSlow(Duration),
    /// As many as can be served in time are waiting already.
    #[error("too many wait for the database")]
    Crowded,
    /// The process is about to end.
    #[error("the service is stopping")]
    Stopping,
    /// The lobby kept changing while a buzz was looked at.
    #[error("the lobby changed too fast")]
    Contended,
    /// The lobby is shown as it was before; what was known of it is not there, or not there yet.
    #[error("the database shows a lobby as it was before")]
    Stale,
    /// No random code was free.
    #[error("no lobby code is free")]
    NoFreeCode,
    /// What is stored can't be read back.
    #[error("stored data is not as it should be: {0}")]
    Corrupt(String),
    /// The database was created for other characters than names are written in.
    #[error("the database's encoding is {0}; it takes one that was created with ENCODING 'UTF8'")]
    Encoding(String),
    /// Another process has to migrate first.
    #[error("the schema is not up to date; it takes: panenka migrate")]
    Outdated,
    /// A table is missing: nobody has migrated, or somebody has dropped it.
    #[error("a table is missing")]
    NoTable(#[source] Arc<sqlx::Error>),
    #[error("the schema can't be brought up to date")]
    Migrate(#[source] Arc<sqlx::migrate::MigrateError>),
    /// A bug.
    #[error("the database refused a statement")]
    Unexpected(#[source] Arc<sqlx::Error>),
}

/// Why a store can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error("the database can't be opened: {0:?} is no scheme this build supports; use {SCHEMES}")]
    Scheme(String),
    #[error("the database can't be opened: DATABASE_URL is malformed")]
    Url(#[source] sqlx::Error),
    #[error("the database can't be opened: the hosts of DATABASE_URL are malformed: {0}")]
    Hosts(String),
    #[error("the database can't be opened")]
    Open(#[source] sqlx::Error),
    #[error("a pool of connections can't be built")]
    Pool(#[from] deadpool::managed::BuildError),
    #[error(
        "{0} is a file of the legacy system; copy it into a new database with: panenka import {0}"
    )]
    Legacy(String),
}

const SCHEMES: &str = match (cfg!(feature = "postgres"), cfg!(feature = "sqlite")) {
    (true, true) => "postgres://, postgresql:// or sqlite:",
    (true, false) => "postgres:// or postgresql://",
    _ => "sqlite:",
};

impl StoreError {
    /// The database has refused a statement and may well carry out another one.
    pub(super) fn is_of_one_statement(&self) -> bool {
        match self {
            Self::Unavailable(error) => error.as_database_error().is_some(),
            _ => false,
        }
    }

    /// Other connections are no better, those that seem to work included.
    pub(super) fn is_about_all_sessions(&self) -> bool {
        matches!(self, Self::SharedSession(_))
    }

    pub(super) fn not_of_this_lobby(player: Uuid) -> Self {
        Self::Corrupt(format!("player {player} is in another lobby"))
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::Error as E;
        let unavailable = match &error {
            E::Io(_)
            | E::Tls(_)
            | E::Protocol(_)
            | E::PoolTimedOut
            | E::PoolClosed
            | E::WorkerCrashed => true,
            E::Database(error) => is_passing(error.as_ref()),
            _ => false,
        };
        let is_outdated_plan = is_outdated_plan(&error);
        let is_no_table = error.as_database_error().is_some_and(is_no_table);
        let code = error.as_database_error().and_then(DatabaseError::code);
        let code = code.map(|code| code.into_owned());
        let error = Arc::new(error);
        match code.as_deref() {
            _ if unavailable => Self::Unavailable(error),
            _ if is_outdated_plan => Self::OutdatedPlan(error),
            _ if is_no_table => Self::NoTable(error),
            Some("25006") => Self::ReadOnly(Some(error)),
            // A prepared statement that is there already, and one that is not.
            Some("42P05" | "26000") => Self::SharedSession(Some(error)),
            _ => Self::Unexpected(error),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for StoreError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(error) => error.into(),
            other => Self::Migrate(Arc::new(other)),
        }
    }
}

/// Postgres says so when it binds, before it has begun: there is no code for it alone.
fn is_outdated_plan(error: &sqlx::Error) -> bool {
    let error = error.as_database_error();
    error.is_some_and(|error| {
        error.code().as_deref() == Some("0A000")
            && error.message().starts_with("cached plan must not change")
    })
}

/// SQLite has no code for it alone.
fn is_no_table(error: &(dyn DatabaseError + 'static)) -> bool {
    error.code().as_deref() == Some("42P01") || error.message().starts_with("no such table")
}

/// Database errors that are about the moment and not about the statement.
fn is_passing(error: &dyn DatabaseError) -> bool {
    #[cfg(feature = "postgres")]
    if let Some(error) = error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>() {
        // Connection exceptions, authentication (credentials rotate), rollbacks, resources, operator intervention,
        // system errors; then lock not available, and privileges that were revoked, as at the end of a plan.
        const CLASSES: [&str; 6] = ["08", "28", "40", "53", "57", "58"];
        let code = error.code();
        return CLASSES.iter().any(|class| code.starts_with(class))
            || matches!(code, "55P03" | "42501");
    }
    #[cfg(feature = "sqlite")]
    if error
        .try_downcast_ref::<sqlx::sqlite::SqliteError>()
        .is_some()
    {
        // BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN; the upper bytes only refine them.
        let code = error.code().and_then(|code| code.parse::<u32>().ok());
        return code.is_some_and(|code| matches!(code & 0xff, 5 | 6 | 8 | 10 | 13 | 14));
    }
    false
}
