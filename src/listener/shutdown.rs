//! How the process ends: in two steps, each told once and heard by all whom it concerns.

use std::io;

use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// Shared by everything that has to end in order.
#[derive(Clone, Debug, Default)]
pub struct Shutdown {
    /// First: nothing more is accepted, what waits for a change goes, and what is under way is answered.
    stopping: CancellationToken,
    /// Then: what runs beside requests ends, too.
    over: CancellationToken,
    beside: TaskTracker,
}

impl Shutdown {
    /// Asks connections and followers to end. They may take their time.
    pub fn begin(&self) {
        self.stopping.cancel();
    }

    /// Cancelled when the end begins. One for each who listens: they share no lock, which each poll takes.
    pub fn stopping(&self) -> CancellationToken {
        self.stopping.child_token()
    }

    /// Runs `task` beside requests, at most until they are over.
    pub fn run_beside(&self, task: impl Future<Output = ()> + Send + 'static) {
        let over = self.over.clone();
        self.beside.spawn(over.run_until_cancelled_owned(task));
    }

    /// Ends what runs beside requests, whatever it is doing.
    pub async fn finish(&self) {
        self.over.cancel();
        self.beside.close();
        self.beside.wait().await;
    }
}

/// Ends at SIGTERM or SIGINT. From here on neither ends the process by itself, however often it comes.
///
/// # Errors
/// A signal handler can't be installed.
pub fn stop_signal() -> io::Result<impl Future<Output = ()>> {
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
