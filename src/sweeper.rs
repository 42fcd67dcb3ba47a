use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use jiff::Timestamp;

use crate::store::{Store, Swept};

const INTERVAL_MICROSECONDS: i64 = 1_000_000;

/// Starts the clean-up when requests come in: at most one a second and one at a time, and no request waits for it.
/// What has expired but is not swept yet, no request shows either.
#[derive(Default)]
pub struct Sweeper {
    last: AtomicI64,
    running: Arc<AtomicBool>,
}

impl Sweeper {
    /// Never starts a clean-up: for who wants to sweep the store at moments of their own choice.
    pub fn paused() -> Self {
        Self {
            running: Arc::new(AtomicBool::new(true)),
            ..Self::default()
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
        tokio::spawn(async move {
            let swept = store.sweep(now).await;
            drop(running);
            match swept {
                Ok(swept) if swept == Default::default() => {}
                Ok(Swept {
                    deleted,
                    settled,
                    unreadable,
                }) => tracing::info!(deleted, settled, unreadable, "swept"),
                Err(error) => {
                    tracing::warn!(error = &error as &dyn std::error::Error, "the sweep failed");
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
