//! The time: what the service calls now, and how long something takes, whatever the clocks on the wall do.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use jiff::Timestamp;

/// Where the service takes the time from. Goes on evenly: a wall clock is read once, at the start, and after that only
/// followed where somebody measures a better one.
#[derive(Clone)]
pub struct Clock(Arc<Source>);

/// A time, and how the clock was set that has shown it: whoever follows a clock may set it before the time is used.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub time: Timestamp,
    /// See [`Clock::offset`].
    pub(crate) offset: i64,
}

enum Source {
    Even {
        start: Instant,
        /// The time at the start, in microseconds since the Unix epoch.
        began: AtomicI64,
    },
    Moved(Box<dyn Fn() -> Timestamp + Send + Sync>),
}

impl Clock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the machine's clock"
    )]
    pub fn system() -> Self {
        Self::starting_at(Timestamp::now())
    }

    /// It is `wall` now, and goes on from there.
    pub fn starting_at(wall: Timestamp) -> Self {
        Self(Arc::new(Source::Even {
            start: Instant::now(),
            began: AtomicI64::new(wall.as_microsecond()),
        }))
    }

    /// A clock that only its owner moves: it follows nothing.
    pub fn moved(read: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Arc::new(Source::Moved(Box::new(read))))
    }

    /// The time, in whole microseconds as the databases keep it.
    pub fn now(&self) -> Timestamp {
        self.read().time
    }

    /// The time, and the setting that it was read with, both of one moment.
    pub fn read(&self) -> Reading {
        let (now, offset) = match &*self.0 {
            Source::Even { start, began } => {
                let began = began.load(Ordering::Relaxed);
                (began.saturating_add(microseconds(start.elapsed())), began)
            }
            Source::Moved(read) => (read().as_microsecond(), 0),
        };
        let time = Timestamp::from_microsecond(now).unwrap_or(Timestamp::MAX);
        Reading { time, offset }
    }

    /// The time since some moment before: for whatever is a length of time, as no wall clock moves it.
    pub fn elapsed(&self) -> Duration {
        match &*self.0 {
            Source::Even { start, .. } => start.elapsed(),
            Source::Moved(read) => {
                let since_epoch = u64::try_from(read().as_microsecond());
                Duration::from_micros(since_epoch.unwrap_or_default())
            }
        }
    }

    /// What it adds to the time that has elapsed, in microseconds: another after it has followed a measured time.
    pub fn offset(&self) -> i64 {
        match &*self.0 {
            Source::Even { began, .. } => began.load(Ordering::Relaxed),
            Source::Moved(_) => 0,
        }
    }

    /// Whether it can go by a clock that others go by, too.
    pub fn follows(&self) -> bool {
        matches!(*self.0, Source::Even { .. })
    }

    /// It was `measured` when so much had elapsed, and goes on from there.
    pub fn follow(&self, measured: Timestamp, elapsed: Duration) {
        if let Source::Even { began, .. } = &*self.0 {
            let start = measured.as_microsecond() - microseconds(elapsed);
            began.store(start, Ordering::Relaxed);
        }
    }
}

fn microseconds(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}
