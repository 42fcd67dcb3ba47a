//! The one builder that puts a service together; `serve` uses it, and every test.

use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use tokio::sync::mpsc;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::config::Config;
use crate::http::{self, AppState};
use crate::listener::shutdown::Shutdown;
use crate::live::hints::{self, Hint};
use crate::live::{self, Capacity, Live, Pace, Topics};
use crate::metrics::{Deltas, Metrics};
use crate::store::sweeper::{self, Sweeper};
use crate::store::{self, Change, OnChange, Options, Store, StoreResult};
use crate::telemetry::Causes;

/// Between attempts to bring the schema up to date while the database is not there.
const RETRY: Duration = Duration::from_secs(1);

/// What a service does not choose for itself, and no variable says.
pub struct Surroundings {
    pub clock: Clock,
    pub pace: Pace,
    /// As [`Options::leaves_gaps_out`].
    pub leaves_gaps_out: bool,
    /// Where it listens.
    pub bound: SocketAddr,
    /// Connections on which requests may wait for changes.
    pub connections_for_followers: usize,
    /// Cancelled when what waits is to go.
    pub stopping: CancellationToken,
}

/// A service that is put together, and does nothing yet.
pub struct App {
    /// What its handlers will reach.
    pub state: AppState,
    migrates: bool,
    hints: Option<(redis::Client, mpsc::Receiver<Hint>)>,
    log_metrics_interval: Option<Duration>,
}

/// A service whose tasks run. It answers what comes to its routes.
pub struct Service {
    pub state: Arc<AppState>,
}

impl App {
    /// Asks nothing of a server yet; an embedded database is opened.
    ///
    /// # Errors
    /// [`store::ConnectError`].
    pub async fn new(config: &Config, surroundings: Surroundings) -> Result<Self, Box<dyn Error>> {
        let (outbox, hints) = hints::outbox();
        let topics = Topics::new(config.redis.is_some().then_some(outbox));
        let metrics = Metrics::new()?;
        let options = Options {
            max_connections: config.database_max_connections,
            clock: surroundings.clock.clone(),
            leaves_gaps_out: surroundings.leaves_gaps_out,
            on_change: announced_and_counted(topics.on_change(), &metrics),
        };
        let store = store::connect(&config.database_url, options).await?;
        let sweeper = Arc::new(Sweeper::new(sweeper::INTERVAL, Arc::clone(&metrics)));
        let capacity = Capacity {
            followers: config.max_streams,
            followers_per_person: config.max_streams_per_person,
            connections: surroundings.connections_for_followers,
        };
        let live = Live::new(
            topics,
            Arc::clone(&store),
            surroundings.clock.clone(),
            Arc::clone(&sweeper),
            live::Options {
                render: http::share,
                pace: surroundings.pace,
                capacity,
                stopping: surroundings.stopping,
            },
        );
        let state = AppState {
            store,
            live,
            clock: surroundings.clock,
            max_players: config.max_players_per_lobby,
            ready: Arc::new(AtomicBool::new(false)),
            sweeper,
            metrics,
            metrics_token: config.metrics_token.clone(),
            rate_limits: config.rate_limits.then(Default::default),
            trust_forwarded_for: config.trust_forwarded_for,
            cors_allowed_origins: config.cors_allowed_origins.clone(),
            bound: surroundings.bound,
        };
        Ok(Self {
            state,
            migrates: config.migrates(),
            hints: config.redis.clone().map(|client| (client, hints)),
            log_metrics_interval: config.log_metrics_interval,
        })
    }

    /// Starts what runs beside requests, the preparation of the database among it.
    pub fn start(self, shutdown: &Shutdown) -> Service {
        let state = Arc::new(self.state);
        let (store, ready) = (Arc::clone(&state.store), Arc::clone(&state.ready));
        shutdown.run_beside(prepare(store, ready, self.migrates));
        if let Some((client, hints)) = self.hints {
            shutdown.run_beside(hints::exchange(client, Arc::clone(&state.live), hints));
        }
        if let Some(interval) = self.log_metrics_interval {
            shutdown.run_beside(write_metrics(interval, Arc::clone(&state)));
        }
        Service { state }
    }
}

impl Service {
    /// What clients can ask for.
    pub fn routes(&self) -> Router {
        http::router(Arc::clone(&self.state))
    }

    /// The metrics alone, for an address of their own.
    pub fn metrics(&self) -> Router {
        http::metrics_alone(Arc::clone(&self.state))
    }
}

/// Waits for the database, and where another process migrates for that, as long as it takes; then opens the API.
async fn prepare(store: Arc<Store>, ready: Arc<AtomicBool>, migrates: bool) {
    let mut reported = String::new();
    loop {
        let Err(error) = make_ready(&store, migrates).await else {
            break;
        };
        let error = Causes(&error).to_string();
        if error != reported {
            tracing::error!(error, "the database is not ready; trying again");
            reported = error;
        }
        tokio::time::sleep(RETRY).await;
    }
    ready.store(true, Ordering::Release);
    tracing::info!("ready");
    store::keep_beating(store).await;
}

/// The first beat says what time it is, and how long nobody was there: before anybody is judged by that.
async fn make_ready(store: &Arc<Store>, migrates: bool) -> StoreResult<()> {
    if migrates {
        store.upgrade().await?;
    } else {
        store.check_schema().await?;
    }
    store.beat().await
}

/// The waiters of this process hear of a change, the other instances too, and the end of a lobby is counted.
fn announced_and_counted(announced: OnChange, metrics: &Arc<Metrics>) -> OnChange {
    let metrics = Arc::clone(metrics);
    Arc::new(move |code, change| {
        match change {
            Change::Version(_) => {}
            Change::Closed => metrics.lobby_closed(),
            Change::Expired => metrics.lobby_expired(),
        }
        announced(code, change);
    })
}

/// As lines of l2met, past the log: they are no events.
async fn write_metrics(interval: Duration, state: Arc<AppState>) {
    use std::io::Write as _;
    let mut ticks = tokio::time::interval(interval);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut deltas = Deltas::default();
    loop {
        ticks.tick().await;
        let gathered =
            http::gather_metrics(&state.metrics, &state.store, &state.live, &state.clock);
        let lines = deltas.lines(&gathered.await).join("\n");
        if writeln!(std::io::stdout(), "{lines}").is_err() {
            return; // a closed pipe
        }
    }
}
