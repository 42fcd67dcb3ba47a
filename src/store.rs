//! The one store, over either database. A method is a use case and one atomic step; no transaction leaves it.
//!
//! The outer `Result` is what nobody expects (the database is gone, a query is wrong), the inner
//! [`Outcome`](crate::game::Outcome) what the rules of the game refuse.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use tracing::{Instrument as _, debug_span};

use crate::clock::{Clock, Reading};
use crate::game::{Ending, Lobby, LobbyCode};
use crate::telemetry::milliseconds;

mod admission;
mod backend;
mod entering;
mod error;
pub mod failing;
mod importing;
mod looking;
mod playing;
mod pool;
#[cfg(feature = "postgres")]
mod postgres;
mod rows;
#[cfg(feature = "sqlite")]
mod sqlite;
pub mod sweeper;
mod upkeep;
mod uptime;
mod windows;

pub use entering::{CODES_TO_TRY, Created, NewLobby, SeatTaken};
pub use error::{ConnectError, StoreError};
pub use importing::{CodeTaken, Imported};
pub use looking::{Credentials, Glance, LeftOut, Looked, Viewed};
pub use playing::{Buzzed, Played, Press};
pub use upkeep::{Census, Connections, Swept, keep_beating};

use admission::Admission;
use backend::Backend;
use failing::Failing;
use uptime::{Now, Uptime};

pub type StoreResult<T> = Result<T, StoreError>;

/// Not checked when it is compiled: the table is there only where migrations have run.
const APPLIED_MIGRATIONS: &str = "SELECT version FROM _sqlx_migrations WHERE success";

/// What a request waits for the database, in all.
const USE_CASE: Duration = Duration::from_millis(2500);

/// A database, and the use cases on it. Each runs to its end in a task of its own: a client that hangs up ends none, and
/// so leaves no connection in the middle of something.
pub struct Store {
    backend: Box<dyn Backend>,
    admission: Arc<Admission>,
    uptime: Uptime,
    on_change: OnChange,
    signs_of_life: Failing,
    beats: Failing,
}

pub struct Options {
    pub max_connections: u32,
    pub clock: Clock,
    /// Leaves out of presence and expiry the time in which the service could not be reached.
    pub leaves_gaps_out: bool,
    pub on_change: OnChange,
}

impl Options {
    /// For what works on the database without serving anybody.
    pub fn alone(max_connections: u32, clock: Clock) -> Self {
        Self {
            max_connections,
            clock,
            leaves_gaps_out: true,
            on_change: Arc::new(|_, _| {}),
        }
    }
}

/// What became of a lobby.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Version(i64),
    Closed,
    Expired,
}

impl Change {
    fn of(lobby: &Lobby) -> Self {
        match lobby.ended {
            None => Self::Version(lobby.version),
            Some(Ending::Closed) => Self::Closed,
            Some(Ending::Expired) => Self::Expired,
        }
    }

    /// `None` when the lobby is gone.
    pub fn version(self) -> Option<i64> {
        match self {
            Self::Version(version) => Some(version),
            Self::Closed | Self::Expired => None,
        }
    }
}

/// Hears of every committed change that is made to a lobby through this store.
pub type OnChange = Arc<dyn Fn(LobbyCode, Change) + Send + Sync>;

/// Opens the store that `url` names. Does not wait for a server: a database that is not there yet is an error of the
/// use cases, until it is.
///
/// # Errors
/// [`ConnectError`] for a URL no backend of this build understands, and for an SQLite file that can't be opened.
pub async fn connect(url: &str, options: Options) -> Result<Arc<Store>, ConnectError> {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme);
    let max_connections = options.max_connections;
    let backend: Box<dyn Backend> = match scheme {
        #[cfg(feature = "postgres")]
        Some("postgres" | "postgresql") => {
            Box::new(postgres::PostgresBackend::connect(url, max_connections)?)
        }
        #[cfg(feature = "sqlite")]
        Some("sqlite") => Box::new(sqlite::SqliteBackend::connect(url, max_connections).await?),
        _ => return Err(ConnectError::Scheme(scheme.unwrap_or_default().to_owned())),
    };
    Ok(Arc::new(Store {
        backend,
        admission: Admission::new(max_connections),
        uptime: Uptime::new(options.clock, options.leaves_gaps_out),
        on_change: options.on_change,
        signs_of_life: Failing::new(
            "signs of life can't be written",
            "signs of life are written again",
        ),
        beats: Failing::new(
            "the database can't be written to",
            "the database can be written to again",
        ),
    }))
}

/// The time of a use case for what is more than one, and one wait.
///
/// # Errors
/// [`StoreError::TooSlow`], and those of `work`.
pub async fn in_time<T>(work: impl Future<Output = StoreResult<T>>) -> StoreResult<T> {
    within(USE_CASE, work).await
}

async fn within<T>(limit: Duration, work: impl Future<Output = StoreResult<T>>) -> StoreResult<T> {
    let ended = tokio::time::timeout(limit, work).await;
    ended.unwrap_or(Err(StoreError::TooSlow(limit)))
}

impl Store {
    /// Runs a use case to its end, which comes in time, whether or not anybody still waits for it. One that is cut short by
    /// its limit may have been carried out or not. It gets the present by the clock that was `read` when it was asked for.
    async fn run<T, U, F>(
        self: &Arc<Self>,
        name: &'static str,
        about: Option<LobbyCode>,
        limit: Duration,
        read: Reading,
        use_case: U,
    ) -> StoreResult<T>
    where
        T: Send + 'static,
        U: FnOnce(Arc<Self>, Now) -> F + Send + 'static,
        F: Future<Output = StoreResult<T>> + Send + 'static,
    {
        let ticket = self.admission.admit(about).ok_or(StoreError::Crowded)?;
        let store = Arc::clone(self);
        let work = async move {
            let started = Instant::now();
            let ended = within(limit, async {
                let _may_connect = ticket.connection().await;
                tracing::debug!(milliseconds = milliseconds(started), "admitted");
                store.uptime.catch_up(store.backend.as_ref()).await;
                let now = store.uptime.now(read);
                // In a box: it is large, and this is on its way into a task.
                Box::pin(use_case(Arc::clone(&store), now)).await
            })
            .await;
            tracing::debug!(milliseconds = milliseconds(started), "use case ended");
            store.leave_after(&ended);
            ended
        };
        let task = tokio::spawn(work.instrument(debug_span!("use_case", name)));
        match task.await {
            Ok(ended) => ended,
            Err(failed) => match failed.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(StoreError::Stopping),
            },
        }
    }

    /// Where one connection has found out that nothing can be written there, or that it can't rely on what it has prepared,
    /// the others are not used again.
    fn leave_after<T>(&self, ended: &StoreResult<T>) {
        if let Err(error @ (StoreError::ReadOnly(_) | StoreError::SharedSession(_))) = ended {
            self.backend.leave();
            self.beats.report(&Err(error.clone()));
        }
    }

    /// Once more where a migration came between: nothing was done then, and the plans of new connections are right.
    async fn with_plans_of_today<T, F>(&self, use_case: impl Fn() -> F) -> StoreResult<T>
    where
        F: Future<Output = StoreResult<T>>,
    {
        match use_case().await {
            Err(StoreError::OutdatedPlan(_)) => {
                self.backend.close_idle();
                use_case().await
            }
            ended => ended,
        }
    }
}
