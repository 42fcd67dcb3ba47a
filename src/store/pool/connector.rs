//! How connections are made: to the first of the hosts that is fit, beginning with the one that was last.

use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use deadpool::managed::{self, Metrics, RecycleError, RecycleResult};
use sqlx::{ConnectOptions as _, Connection, Database};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout, timeout_at};

use super::PATIENCE;
use crate::store::{StoreError, StoreResult};
use crate::telemetry::Causes;

/// How long a host may say nothing until the next one is tried beside it.
const SILENCE: Duration = Duration::from_millis(300);

/// How long a connection in doubt may take to say that it is still there.
const PROOF: Duration = Duration::from_millis(500);

/// Asks a connection whether it is good for anything.
pub type Check<DB> = for<'a> fn(&'a mut <DB as Database>::Connection) -> Checked<'a>;

pub type Checked<'a> = Pin<Box<dyn Future<Output = StoreResult<()>> + Send + 'a>>;

pub struct Checks<DB: Database> {
    /// Of a new connection, which is told what it needs to know for its life.
    pub new: Check<DB>,
    pub in_doubt: Check<DB>,
}

/// Where the database may be.
pub struct Host<DB: Database> {
    /// For the log: without a password.
    pub name: String,
    pub options: <DB::Connection as Connection>::Options,
}

pub struct Connector<DB: Database> {
    hosts: Vec<Host<DB>>,
    /// The one that was fit last.
    kept: AtomicUsize,
    checks: Checks<DB>,
    max_age: Duration,
    doubt: Mutex<Option<Doubt>>,
}

/// Where one connection fails, the others to the same server may be no better: those that have not been used since.
#[derive(Clone, Copy)]
struct Doubt {
    since: Instant,
    /// One of them was asked, and did not answer; or the server is to be left.
    are_lost: bool,
}

impl<DB: Database> Connector<DB> {
    pub fn new(hosts: Vec<Host<DB>>, checks: Checks<DB>, max_age: Duration) -> Self {
        Self {
            hosts,
            kept: AtomicUsize::new(0),
            checks,
            max_age,
            doubt: Mutex::default(),
        }
    }

    pub fn doubt(&self, since: Instant, are_lost: bool) {
        let mut doubt = self.doubt.lock().unwrap_or_else(PoisonError::into_inner);
        *doubt = match *doubt {
            Some(before) if before.since > since && !are_lost => Some(before),
            _ => Some(Doubt { since, are_lost }),
        };
    }

    fn doubt_about(&self, last_used: Duration) -> Option<Doubt> {
        let doubt = *self.doubt.lock().unwrap_or_else(PoisonError::into_inner);
        doubt.filter(|doubt| doubt.since.elapsed() < last_used)
    }

    /// Whether a connection that was taken so long ago is not to be used again.
    pub fn is_lost(&self, last_used: Duration) -> bool {
        self.doubt_about(last_used)
            .is_some_and(|doubt| doubt.are_lost)
    }

    /// Which of the hosts was fit last.
    pub fn kept(&self) -> usize {
        self.kept.load(Ordering::Acquire)
    }

    /// # Errors
    /// Why no host is fit.
    pub async fn connect(&self) -> StoreResult<DB::Connection> {
        let (kept, until) = (self.kept(), Instant::now() + PATIENCE);
        let mut turns = (0..self.hosts.len()).map(|turn| (kept + turn) % self.hosts.len());
        let mut attempts = JoinSet::new();
        let mut failures = Vec::new();
        loop {
            let next = turns.next();
            if let Some(host) = next {
                attempts.spawn(self.attempt(host, until));
            }
            let ended = match next {
                Some(_) => timeout(SILENCE, attempts.join_next()).await,
                None => Ok(attempts.join_next().await),
            };
            match ended {
                Err(_silent) => {}
                Ok(Some(Ok((host, Ok(connection))))) => {
                    self.keep(host);
                    return Ok(connection);
                }
                Ok(Some(Ok((host, Err(error))))) => {
                    if host == kept && matches!(error, StoreError::ReadOnly(_)) {
                        // The way leads elsewhere now, and the others may have come by it.
                        self.doubt(Instant::now(), false);
                    }
                    failures.push((host, error));
                }
                Ok(Some(Err(_panicked))) => {}
                Ok(None) => return Err(self.told(failures)),
            }
        }
    }

    /// In a task: what is beside it goes on while it says nothing.
    fn attempt(
        &self,
        host: usize,
        until: Instant,
    ) -> impl Future<Output = (usize, StoreResult<DB::Connection>)> + Send + use<DB> {
        let (options, greet) = (self.hosts[host].options.clone(), self.checks.new);
        async move {
            let greeted = timeout_at(until, async {
                let mut connection = options.connect().await?;
                greet(&mut connection).await?;
                Ok(connection)
            });
            let greeted = greeted.await;
            (host, greeted.unwrap_or(Err(StoreError::TooSlow(PATIENCE))))
        }
    }

    fn keep(&self, host: usize) {
        let before = self.kept.swap(host, Ordering::AcqRel);
        if before != host {
            // Nothing more may be written where it was.
            self.doubt(Instant::now(), true);
            let host = &self.hosts[host].name;
            tracing::info!(host, "the database is at another host");
        }
    }

    fn told(&self, mut failures: Vec<(usize, StoreError)>) -> StoreError {
        failures.sort_by_key(|(host, _)| *host);
        if self.hosts.len() == 1 {
            let only = failures.pop().map(|(_, error)| error);
            return only.unwrap_or(StoreError::TooSlow(PATIENCE));
        }
        let told = failures.iter().map(|(host, error)| {
            let Host { name, .. } = &self.hosts[*host];
            format!("{name}: {}", Causes(error))
        });
        StoreError::NoHost(told.collect::<Vec<_>>().join("; "))
    }
}

impl<DB: Database> managed::Manager for Connector<DB> {
    type Type = DB::Connection;
    type Error = StoreError;

    async fn create(&self) -> StoreResult<DB::Connection> {
        self.connect().await
    }

    async fn recycle(
        &self,
        connection: &mut DB::Connection,
        metrics: &Metrics,
    ) -> RecycleResult<StoreError> {
        if metrics.age() >= self.max_age {
            return Err(RecycleError::message("old"));
        }
        let Some(doubt) = self.doubt_about(metrics.last_used()) else {
            return Ok(());
        };
        if doubt.are_lost {
            return Err(RecycleError::message("lost"));
        }
        let checked = timeout(PROOF, (self.checks.in_doubt)(connection)).await;
        if let Ok(Ok(())) = checked {
            return Ok(());
        }
        self.doubt(doubt.since, true);
        Err(RecycleError::message("does not answer"))
    }
}
