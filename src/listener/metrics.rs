//! The address of the metrics: open to all who reach it, and not for clients.

use std::io;
use std::net::SocketAddr;

use axum::Router;
use tokio_util::sync::CancellationToken;

use super::connections::{self, Bounds, ConnectionLimits, TimeLimits};
use super::shutdown::Shutdown;
use super::socket;

/// Of those who read the metrics.
const CONNECTIONS: usize = 16;

/// Serves `routes` at `address` until requests are over.
///
/// # Errors
/// The address is taken or not this machine's.
pub fn serve(address: SocketAddr, routes: Router, shutdown: &Shutdown) -> io::Result<()> {
    let listener = socket::listen(address)?;
    let address = listener.local_addr()?;
    tracing::info!(%address, "metrics are served");
    let bounds = Bounds {
        connection_limits: ConnectionLimits {
            connections: CONNECTIONS,
            connections_per_peer: usize::MAX,
        },
        limits: TimeLimits::default(),
    };
    // Readable to the last: it is cut short, not asked to stop.
    let never = CancellationToken::new();
    shutdown.run_beside(connections::serve(listener, routes, bounds, never));
    Ok(())
}
