//! Numbers about the service, for whoever runs it. None of them has a code, a name, a token or an address in it, and
//! every label has a value from a short list.

use std::sync::Arc;
use std::time::Duration;

use prometheus::proto::MetricFamily;
use prometheus::{
    Gauge, Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, Opts, Registry,
    TextEncoder,
};
use tokio::sync::Mutex;

mod l2met;

pub use l2met::Deltas;

/// How long the counts of the whole database are kept, so that asking often costs no more.
const CENSUS_LASTS: Duration = Duration::from_secs(5);

/// Upper bounds in seconds: from an embedded database to the longest wait for a change.
const REQUEST_BUCKETS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
];
const SWEEP_BUCKETS: &[f64] = &[
    0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0,
];

/// Methods that are counted under their names; a client can make up any number of others.
const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// What is in the whole database.
#[derive(Clone, Copy, Debug)]
pub struct Census {
    /// Lobbies that have not expired.
    pub lobbies: i64,
    pub players_online: i64,
}

/// What this process is busy with.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    pub connections_in_use: usize,
    pub connections_limit: usize,
    /// Tasks that wait for a database connection.
    pub connections_waiting: usize,
    /// Requests that follow a lobby.
    pub followers: usize,
}

/// Of one service; nothing here is global, so that services in one process stay apart.
pub struct Metrics {
    registry: Registry,
    requests: HistogramVec,
    buzzes: IntCounterVec,
    created: IntCounter,
    closed: IntCounter,
    expired: IntCounter,
    sweeps: Histogram,
    failed_sweeps: IntCounter,
    lobbies: Gauge,
    players: Gauge,
    database_up: Gauge,
    connections: Gauge,
    connections_limit: Gauge,
    waiting: Gauge,
    streams: Gauge,
    /// When the counts of the whole database were last asked for.
    counted_at: Mutex<Option<Duration>>,
}

impl Metrics {
    /// # Errors
    /// A name is not one of Prometheus', or is taken: a bug.
    pub fn new() -> prometheus::Result<Arc<Self>> {
        let registry = Registry::new();
        let new = New(&registry);
        let deleted = new.counters(
            "panenka_lobbies_deleted_total",
            "Lobbies deleted by this process, by reason.",
            "reason",
        )?;
        let metrics = Self {
            requests: new.requests()?,
            buzzes: new.counters(
                "panenka_buzzes_total",
                "Buzzes answered by this process: ok, already, or the code of the problem.",
                "outcome",
            )?,
            created: new.counter(
                "panenka_lobbies_created_total",
                "Lobbies opened by this process.",
            )?,
            closed: deleted.with_label_values(&["closed"]),
            expired: deleted.with_label_values(&["expired"]),
            sweeps: new.sweeps()?,
            failed_sweeps: new.counter(
                "panenka_sweep_failures_total",
                "Clean-ups of this process that failed.",
            )?,
            lobbies: new.gauge(
                "panenka_lobbies_active",
                "Lobbies in the database that have not expired; the same on every instance.",
            )?,
            players: new.gauge(
                "panenka_players_online",
                "Players online in all lobbies of the database; the same on every instance.",
            )?,
            database_up: new.gauge(
                "panenka_database_up",
                "Whether the database answered when these numbers were asked for: 1 or 0.",
            )?,
            connections: new.gauge(
                "panenka_database_connections_in_use",
                "Database connections of this process that are in use.",
            )?,
            connections_limit: new.gauge(
                "panenka_database_connections_limit",
                "Database connections that this process may have.",
            )?,
            waiting: new.gauge(
                "panenka_database_connections_waiting",
                "Tasks of this process that wait for a database connection.",
            )?,
            streams: new.gauge(
                "panenka_streams_open",
                "Requests of this process that follow a lobby: streams and long polls.",
            )?,
            counted_at: Mutex::default(),
            registry,
        };
        for outcome in ["ok", "already"] {
            metrics.buzzes.with_label_values(&[outcome]);
        }
        Ok(Arc::new(metrics))
    }

    pub fn lobby_created(&self) {
        self.created.inc();
    }

    pub fn lobby_closed(&self) {
        self.closed.inc();
    }

    pub fn lobby_expired(&self) {
        self.expired.inc();
    }

    /// `refused` has the code of the problem where the buzz did not get into the queue, nor was there.
    pub fn buzzed(&self, already: bool, refused: Option<&'static str>) {
        let outcome = match (refused, already) {
            (Some(code), _) => code,
            (None, true) => "already",
            (None, false) => "ok",
        };
        self.buzzes.with_label_values(&[outcome]).inc();
    }

    /// `route` is a template; `took` until the head of the answer was there.
    pub fn requested(&self, method: &str, route: &str, status: u16, took: Duration) {
        let method = if METHODS.contains(&method) {
            method
        } else {
            "other"
        };
        let class = match status / 100 {
            1 => "1xx",
            2 => "2xx",
            3 => "3xx",
            4 => "4xx",
            _ => "5xx",
        };
        self.requests
            .with_label_values(&[method, route, class])
            .observe(took.as_secs_f64());
    }

    pub fn swept(&self, took: Duration, failed: bool) {
        self.sweeps.observe(took.as_secs_f64());
        if failed {
            self.failed_sweeps.inc();
        }
    }

    /// All numbers as they are now. `census` asks the database, which happens only where its last answer is not young;
    /// `None` says that it does not answer, and what can't be known then is not a number (NaN).
    pub async fn gather(
        &self,
        elapsed: Duration,
        load: Load,
        census: impl Future<Output = Option<Census>>,
    ) -> Vec<MetricFamily> {
        self.count(elapsed, census).await;
        self.connections.set(load.connections_in_use as f64);
        self.connections_limit.set(load.connections_limit as f64);
        self.waiting.set(load.connections_waiting as f64);
        self.streams.set(load.followers as f64);
        self.registry.gather()
    }

    /// One question at a time.
    async fn count(&self, elapsed: Duration, census: impl Future<Output = Option<Census>>) {
        let mut counted_at = self.counted_at.lock().await;
        if counted_at.is_some_and(|then| elapsed.saturating_sub(then) < CENSUS_LASTS) {
            return;
        }
        let census = census.await;
        *counted_at = Some(elapsed);
        let (lobbies, players) = match census {
            Some(census) => (census.lobbies as f64, census.players_online as f64),
            None => (f64::NAN, f64::NAN),
        };
        self.lobbies.set(lobbies);
        self.players.set(players);
        self.database_up.set(f64::from(u8::from(census.is_some())));
    }
}

/// In the text format of Prometheus.
///
/// # Errors
/// A family without a name: a bug.
pub fn text(families: &[MetricFamily]) -> prometheus::Result<String> {
    TextEncoder::new().encode_to_string(families)
}

/// Makes and registers.
struct New<'a>(&'a Registry);

impl New<'_> {
    fn requests(&self) -> prometheus::Result<HistogramVec> {
        let options = HistogramOpts::new(
            "panenka_request_duration_seconds",
            "Time from a request to the head of its answer, by method, route template and class of status.",
        );
        let labels = ["method", "route", "status"];
        let requests = HistogramVec::new(options.buckets(REQUEST_BUCKETS.to_vec()), &labels)?;
        self.0.register(Box::new(requests.clone()))?;
        Ok(requests)
    }

    fn sweeps(&self) -> prometheus::Result<Histogram> {
        let options = HistogramOpts::new(
            "panenka_sweep_duration_seconds",
            "Time a clean-up of expired lobbies took.",
        );
        let sweeps = Histogram::with_opts(options.buckets(SWEEP_BUCKETS.to_vec()))?;
        self.0.register(Box::new(sweeps.clone()))?;
        Ok(sweeps)
    }

    fn counters(&self, name: &str, help: &str, label: &str) -> prometheus::Result<IntCounterVec> {
        let counters = IntCounterVec::new(Opts::new(name, help), &[label])?;
        self.0.register(Box::new(counters.clone()))?;
        Ok(counters)
    }

    fn counter(&self, name: &str, help: &str) -> prometheus::Result<IntCounter> {
        let counter = IntCounter::new(name, help)?;
        self.0.register(Box::new(counter.clone()))?;
        Ok(counter)
    }

    fn gauge(&self, name: &str, help: &str) -> prometheus::Result<Gauge> {
        let gauge = Gauge::new(name, help)?;
        self.0.register(Box::new(gauge.clone()))?;
        Ok(gauge)
    }
}
