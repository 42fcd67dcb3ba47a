//! The way in: a socket, its connections within bounds, and their end.

mod activity;
mod announce;
mod body;
pub mod connections;
pub mod metrics;
mod places;
pub mod shutdown;
mod socket;
mod unread;
mod watched;

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;

use self::connections::{Bounds, ConnectionLimits, TimeLimits};
use self::shutdown::Shutdown;
use crate::config::Config;

/// How long requests under way may take after SIGTERM; the platform kills after 30 s.
const DRAIN: Duration = Duration::from_secs(25);

/// Files that are open beside connections: the database's, Redis', standard streams, the runtime's own.
const OTHER_FILES: u64 = 64;

/// A socket on which connections wait, and how many of them will be served.
pub struct Listener {
    socket: TcpListener,
    /// Where it listens.
    pub bound: SocketAddr,
    connection_limits: ConnectionLimits,
    /// As many connections as were asked for.
    wanted: usize,
}

impl Listener {
    /// # Errors
    /// The address is taken or not this machine's.
    pub fn bind(config: &Config) -> io::Result<Self> {
        let socket = socket::listen(SocketAddr::new(config.bind_address, config.port))?;
        Ok(Self {
            bound: socket.local_addr()?,
            socket,
            connection_limits: connection_limits(config),
            wanted: config.max_connections,
        })
    }

    /// Connections on which requests may wait for changes: buzzes need some, too.
    pub fn connections_for_followers(&self) -> usize {
        self.connection_limits.connections * 9 / 10
    }

    /// Tells where it is, as the first thing the program says.
    ///
    /// # Errors
    /// Standard output can't be written to.
    pub fn announce(&self) -> io::Result<()> {
        announce::announce(self.bound)
    }

    /// Answers requests until `stopped`, and then those under way, for as long as [`DRAIN`].
    pub async fn serve(
        self,
        routes: Router,
        shutdown: &Shutdown,
        stopped: impl Future<Output = ()>,
    ) {
        if self.connection_limits.connections < self.wanted {
            tracing::warn!(
                connections = self.connection_limits.connections,
                "there are file descriptors for fewer connections than configured"
            );
        }
        let bounds = Bounds {
            connection_limits: self.connection_limits,
            limits: TimeLimits::default(),
        };
        let server = connections::serve(self.socket, routes, bounds, shutdown.stopping());
        let draining = async {
            stopped.await;
            tracing::info!("draining");
            shutdown.begin();
            tokio::time::sleep(DRAIN).await;
        };
        tokio::select! {
            () = server => {}
            () = draining => tracing::warn!("gave up on requests that took too long"),
        }
    }
}

/// As many connections as are configured and file descriptors allow; up to half of them from one address, unless that
/// is a router's.
fn connection_limits(config: &Config) -> ConnectionLimits {
    let others = OTHER_FILES + u64::from(config.database_max_connections);
    let wanted = config.max_connections as u64 + others;
    let files = rlimit::increase_nofile_limit(wanted)
        .or_else(|_| rlimit::Resource::NOFILE.get_soft())
        .unwrap_or(wanted);
    let possible = usize::try_from(files.saturating_sub(others)).unwrap_or(usize::MAX);
    let connections = config.max_connections.min(possible.max(10));
    let connections_per_peer = if config.trust_forwarded_for {
        usize::MAX
    } else {
        connections / 2
    };
    ConnectionLimits {
        connections,
        connections_per_peer,
    }
}
