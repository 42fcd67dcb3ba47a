use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use jiff::Timestamp;
use tokio::time::Instant;

use crate::metrics::Metrics;
use crate::store::{Store, Swept};
use crate::telemetry::Causes;

const INTERVAL_MICROSECONDS: i64 = 1_000_000;

/// Starts the clean-up when requests come in: at most one a second and one at a time, and no request waits for it.
/// What has expired but is not swept yet, no request shows either.
pub struct Sweeper {
    last: AtomicI64,
    running: Arc<AtomicBool>,
    metrics: Arc<Metrics>,
}

impl Sweeper {
    pub fn new(metrics: Arc<Metrics>) -> Self {
        Self {
            last: AtomicI64::default(),
            running: Arc::default(),
            metrics,
        }
    }

    /// Never starts a clean-up: for who wants to sweep the store at moments of their own choice.
    pub fn paused(metrics: Arc<Metrics>) -> Self {
        Self {
            running: Arc::new(AtomicBool::new(true)),
            ..Self::new(metrics)
        }
    }

    pub fn nudge(&self, store: &Arc<dyn Store>, now: Timestamp) {
        let (last, now_microseconds) = (self.last.load(Ordering::Relaxed), now.as_microsecond());
        if now_microseconds.abs_diff(last) < INTERVAL_MICROSECONDS as u64
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
