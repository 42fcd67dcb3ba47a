//! From a configuration to a listening socket, and back out of it.

mod activity;
mod announce;
pub mod connections;
mod numbers;
mod places;

use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use self::connections::{Bounds, Room, TimeLimits};
use crate::clock::Clock;
use crate::config::Config;
use crate::http::{self, AppState};
use crate::listener::announce::announce;
use crate::live::hints::{self, Hint};
use crate::live::{Live, Pace, Topics};
use crate::metrics::Metrics;
use crate::store::sweeper::{self, Sweeper};
use crate::store::{self, Store, StoreResult};

/// How long requests under way may take after SIGTERM; the platform kills after 30 s.
const DRAIN: Duration = Duration::from_secs(25);

/// Files that are open beside connections: the database's, Redis', standard streams, the runtime's own.
const OTHER_FILES: u64 = 64;

/// Between attempts to bring the schema up to date while the database is not there.
const RETRY: Duration = Duration::from_secs(1);

/// Serves until SIGTERM or SIGINT. Binds before it asks anything of the database.
///
/// # Errors
/// The address is taken or not this machine's, or a signal handler can't be installed.
pub async fn serve(
    mut config: Config,
    clock: Clock,
    store: Arc<Store>,
    topics: Arc<Topics>,
    outbox: mpsc::Receiver<Hint>,
    metrics: Arc<Metrics>,
) -> Result<(), Box<dyn Error>> {
    let address = SocketAddr::new(config.bind_address, config.port);
    let listener = TcpListener::bind(address)
        .await
        .map_err(|error| format!("can't listen on {address}: {error}"))?;
    let stopped = stop_signal()?;
    let bound = listener.local_addr()?;
    announce(bound)?;
    let migrates = config.migrates();
    let redis = config.redis.clone();
    let room = room(&config);
    config.capacity.connections = room.connections * 9 / 10;
    let limits = TimeLimits::default();
    let (metrics_address, interval) = (config.metrics_address, config.log_metrics_interval);
    let state = state(config, clock, bound, Arc::clone(&store), topics, metrics);
    let mut beside = JoinSet::new();
    beside.spawn(prepare(
        Arc::clone(&store),
        Arc::clone(&state.ready),
        migrates,
    ));
    beside.spawn(store::keep_beating(Arc::clone(&store)));
    if let Some(client) = redis {
        beside.spawn(hints::exchange(client, Arc::clone(&state.live), outbox));
    }
    let numbers = numbers::publish(metrics_address, interval, &state).await?;
    serve_until(listener, state, Bounds { room, limits }, stopped).await;
    drop(numbers);
    beside.shutdown().await;
    store.disconnect().await;
    Ok(())
}

fn state(
    config: Config,
    clock: Clock,
    bound: SocketAddr,
    store: Arc<Store>,
    topics: Arc<Topics>,
    metrics: Arc<Metrics>,
) -> Arc<AppState> {
    let sweeper = Arc::new(Sweeper::new(sweeper::INTERVAL, Arc::clone(&metrics)));
    let live = Live::new(
        topics,
        Arc::clone(&store),
        clock.clone(),
        Arc::clone(&sweeper),
        Pace::default(),
        config.capacity,
    );
    Arc::new(AppState {
        store,
        live,
        clock,
        max_players: config.max_players_per_lobby,
        ready: Arc::new(AtomicBool::new(false)),
        sweeper,
        metrics,
        metrics_token: config.metrics_token,
        rate_limits: config.rate_limits.then(Default::default),
        trust_forwarded_for: config.trust_forwarded_for,
        cors_allowed_origins: config.cors_allowed_origins,
        bound,
    })
}

/// Answers requests until `stopped`, and then those under way, for as long as [`DRAIN`].
async fn serve_until(
    listener: TcpListener,
    state: Arc<AppState>,
    bounds: Bounds,
    stopped: impl Future<Output = ()>,
) {
    let live = Arc::clone(&state.live);
    let (drain, draining) = tokio::sync::oneshot::channel::<()>();
    let server = connections::serve(listener, http::router(state), bounds, async move {
        stopped.await;
        tracing::info!("draining");
        live.stop();
        drop(drain);
    });
    tokio::select! {
        () = server => {}
        () = async { let _ = draining.await; tokio::time::sleep(DRAIN).await } => {
            tracing::warn!("gave up on requests that took too long");
        }
    }
}

/// As many connections as are configured and file descriptors allow; up to half of them from one address, unless that
/// is a router's.
fn room(config: &Config) -> Room {
    let others = OTHER_FILES + u64::from(config.database_max_connections);
    let wanted = config.max_connections as u64 + others;
    let files = match rlimit::increase_nofile_limit(wanted) {
        Ok(files) => files,
        Err(error) => {
            tracing::warn!(
                error = &error as &dyn Error,
                "can't raise the limit of open files"
            );
            wanted
        }
    };
    let possible = usize::try_from(files.saturating_sub(others)).unwrap_or(usize::MAX);
    let connections = config.max_connections.min(possible.max(10));
    if connections < config.max_connections {
        tracing::warn!(
            connections,
            "there are file descriptors for fewer connections than configured"
        );
    }
    Room {
        connections,
        connections_per_peer: match config.trust_forwarded_for {
            true => usize::MAX,
            false => connections / 2,
        },
    }
}

/// Waits for the database, and where another process migrates for that, as long as it takes; then opens the API.
async fn prepare(store: Arc<Store>, ready: Arc<AtomicBool>, migrate: bool) {
    loop {
        let prepared = make_ready(&store, migrate).await;
        match prepared {
            Ok(()) => break,
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn Error,
                    "the database is not ready; trying again"
                );
            }
        }
        tokio::time::sleep(RETRY).await;
    }
    ready.store(true, Ordering::Release);
    tracing::info!("ready");
}

/// The first beat says what time it is, and how long nobody was there: before anybody is judged by that.
async fn make_ready(store: &Arc<Store>, migrate: bool) -> StoreResult<()> {
    if migrate {
        store.upgrade().await?;
    } else {
        store.check_schema().await?;
    }
    store.beat().await
}

fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    let (mut terminate, mut interrupt) = (
        signal(SignalKind::terminate())?,
        signal(SignalKind::interrupt())?,
    );
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
