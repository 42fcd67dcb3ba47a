use std::error::Error;
use std::future::pending;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use super::connections::{self, Bounds, Room, TimeLimits};
use crate::http::{self, AppState};
use crate::metrics::Deltas;

/// Of those who read the numbers, at the address that is for nothing else.
const CONNECTIONS: usize = 16;

/// Publishes the numbers, on an address of their own and as lines of the log, until what this returns is dropped.
///
/// # Errors
/// The address is taken or not this machine's.
pub async fn publish(
    address: Option<SocketAddr>,
    interval: Option<Duration>,
    state: &Arc<AppState>,
) -> Result<JoinSet<()>, Box<dyn Error>> {
    let mut tasks = JoinSet::new();
    if let Some(address) = address {
        let listener = TcpListener::bind(address)
            .await
            .map_err(|error| format!("can't listen on {address}: {error}"))?;
        let address = listener.local_addr()?;
        tracing::info!(%address, "metrics are served");
        let router = http::metrics_alone(Arc::clone(state));
        let bounds = Bounds {
            room: Room {
                connections: CONNECTIONS,
                connections_per_peer: usize::MAX,
            },
            limits: TimeLimits::default(),
        };
        tasks.spawn(connections::serve(listener, router, bounds, pending()));
    }
    if let Some(interval) = interval {
        tasks.spawn(write_lines(interval, Arc::clone(state)));
    }
    Ok(tasks)
}

/// Past the log, whose events are no lines of l2met.
async fn write_lines(interval: Duration, state: Arc<AppState>) {
    use std::io::Write as _;
    let mut ticks = tokio::time::interval(interval);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut deltas = Deltas::default();
    loop {
        ticks.tick().await;
        let now = state.clock.now();
        let gathered = state.metrics.gather(state.store.as_ref(), &state.live, now);
        let lines = deltas.lines(&gathered.await).join("\n");
        if writeln!(std::io::stdout(), "{lines}").is_err() {
            return; // a closed pipe
        }
    }
}
