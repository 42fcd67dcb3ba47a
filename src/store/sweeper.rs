//! The clean-up, set off by requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use jiff::SignedDuration;
use tokio::time::Instant;

use crate::clock::Reading;
use crate::metrics::Metrics;
use crate::store::{Store, Swept};
use crate::telemetry::Causes;

/// Between two clean-ups of one process.
pub const INTERVAL: SignedDuration = SignedDuration::from_secs(1);

/// Starts the clean-up when requests come in: one at a time, at most one in an interval, and no request waits for it.
/// What has expired but is not swept yet, no request shows either.
pub struct Sweeper {
    interval: SignedDuration,
    /// In microseconds since the Unix epoch.
    last: AtomicI64,
    running: Arc<AtomicBool>,
    metrics: Arc<Metrics>,
}

impl Sweeper {
    pub fn new(interval: SignedDuration, metrics: Arc<Metrics>) -> Self {
        Self {
            interval,
            last: AtomicI64::new(i64::MIN),
            running: Arc::default(),
            metrics,
        }
    }

    pub fn nudge(&self, store: &Arc<Store>, now: Reading) {
        let (last, now_microseconds) =
            (self.last.load(Ordering::Relaxed), now.time.as_microsecond());
        if i128::from(now_microseconds.abs_diff(last)) < self.interval.as_micros()
            || self.running.swap(true, Ordering::AcqRel)
        {
            return;
        }
        self.last.store(now_microseconds, Ordering::Relaxed);
        let (store, running) = (Arc::clone(store), Running(Arc::clone(&self.running)));
        let metrics = Arc::clone(&self.metrics);
        tokio::spawn(async move {
            let started = Instant::now();
            let swept = store.sweep(now).await;
            metrics.swept(started.elapsed(), swept.is_err());
            drop(running);
            match swept {
                Ok(swept) if swept == Default::default() => {}
                Ok(Swept {
                    deleted,
                    settled,
                    unreadable,
                }) => tracing::info!(deleted, settled, unreadable, "swept"),
                Err(error) => {
                    tracing::warn!(error = %Causes(&error), "the sweep failed");
                }
            }
        });
    }
}

/// Says that a sweep runs, until it is dropped, however the sweep has ended.
struct Running(Arc<AtomicBool>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}
