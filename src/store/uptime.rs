//! The time in which the service could be reached. Presence and expiry are judged by it: nobody is absent because no
//! instance ran, or because the database was away, and no clock that jumps expires anybody.
//!
//! Every instance says every so often that it is there, in a row that all share. What has passed since that was last said
//! counts, but not more than [`MOST`]; so a longer silence leaves a gap. What the tables have of signs of life is on this
//! scale, behind the time of day by all gaps so far. Between two beats a process goes by its own clock, and stops where the
//! next beat would not count any more.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::backend::{Backend, Beat};
use super::{StoreError, StoreResult};
use crate::clock::{Clock, Reading};

/// Between two beats of one instance.
pub const INTERVAL: Duration = Duration::from_secs(15);

/// After so long without a beat the next use case waits for one.
const STALE: Duration = Duration::from_secs(30);

/// What counts, at most, of a time without a beat. With a sign of life that is as old as can be it is still less than what
/// makes somebody away.
const MOST: Duration = Duration::from_secs(45);

/// A clock that is followed may be wrong by so much more for each second since it was measured.
const DRIFT: f64 = 1e-4;

/// The present of one use case: it is the same from its beginning to its end, whatever a beat brings meanwhile.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    pub time: Timestamp,
    /// By how much the scale of presence is behind the time of day.
    pub downtime: SignedDuration,
}

impl Now {
    /// The present on the scale of presence, in microseconds.
    pub fn uptime(self) -> i64 {
        self.uptime_of(self.time)
    }

    /// A moment on the scale of presence, in microseconds.
    pub fn uptime_of(self, moment: Timestamp) -> i64 {
        let moment = moment.checked_sub(self.downtime);
        moment.unwrap_or(Timestamp::MIN).as_microsecond()
    }
}

pub struct Uptime {
    clock: Clock,
    /// Whether gaps are left out. Tests that move the clock by hours do so as if somebody had been there all along.
    leaves_gaps_out: bool,
    state: Mutex<State>,
    beating: tokio::sync::Mutex<()>,
}

#[derive(Clone, Copy, Default)]
struct State {
    /// What was left out so far.
    downtime: SignedDuration,
    /// When the last beat was, by the process's clock.
    beat_at: Option<Duration>,
    /// By how much the clock was possibly wrong when it was last set.
    error: Duration,
    set_at: Duration,
}

impl Uptime {
    pub fn new(clock: Clock, leaves_gaps_out: bool) -> Self {
        Self {
            clock,
            leaves_gaps_out,
            state: Mutex::default(),
            beating: tokio::sync::Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the clock shows.
    pub fn read(&self) -> Reading {
        self.clock.read()
    }

    /// The present, by a clock that may have been set since it was read.
    pub fn now(&self, read: Reading) -> Now {
        let state = self.state();
        let set_by = SignedDuration::from_micros(self.clock.offset() - read.offset);
        Now {
            time: read.time.saturating_add(set_by).unwrap_or(read.time),
            downtime: self.downtime(*state),
        }
    }

    fn downtime(&self, state: State) -> SignedDuration {
        if !self.leaves_gaps_out {
            return SignedDuration::ZERO;
        }
        let silent = state
            .beat_at
            .map(|at| self.clock.elapsed().saturating_sub(at));
        let beyond = silent.unwrap_or_default().saturating_sub(MOST);
        state.downtime + signed(beyond)
    }

    /// What the clock showed, or would have shown as it is set now, when so much had elapsed.
    fn at(&self, elapsed: Duration) -> Timestamp {
        let since = self.clock.elapsed().saturating_sub(elapsed);
        let now = self.clock.now();
        now.checked_sub(signed(since)).unwrap_or(now)
    }

    fn last_beat_is_older_than(&self, limit: Duration) -> bool {
        let beat_at = self.state().beat_at;
        beat_at.is_none_or(|at| self.clock.elapsed().saturating_sub(at) > limit)
    }

    /// Before anything is judged by time: a process that was stopped, or has lost its database for a while, has to hear how
    /// long the service was away. Where it can't, its time stands still.
    pub async fn catch_up(&self, backend: &dyn Backend) {
        if self.leaves_gaps_out && self.last_beat_is_older_than(STALE) {
            let _beating = self.beating.lock().await;
            if self.last_beat_is_older_than(STALE) {
                let _ = self.beat_once(backend).await; // what fails here fails again in what comes next
            }
        }
    }

    /// Says that the service is there.
    ///
    /// # Errors
    /// Nothing can be written.
    pub async fn beat(&self, backend: &dyn Backend) -> StoreResult<()> {
        let _beating = self.beating.lock().await;
        self.beat_once(backend).await
    }

    async fn beat_once(&self, backend: &dyn Backend) -> StoreResult<()> {
        let follows = self.clock.follows() && backend.has_clock();
        let mut session = backend.writer().await?;
        let asked_at = self.clock.elapsed();
        let own = (!follows).then(|| self.clock.now().as_microsecond());
        let most = MOST.as_micros() as i64;
        if !self.leaves_gaps_out {
            // Only whether it could: where gaps count, there is no other time than that of day.
            session.begin().await?;
            session.beat(own, most).await?;
            session.roll_back().await?;
            session.give_back()?;
            return Ok(());
        }
        let beat = session.beat(own, most).await?;
        let answered_at = self.clock.elapsed();
        session.give_back()?;
        self.hear(beat, follows, asked_at, answered_at)
    }

    fn hear(
        &self,
        beat: Beat,
        follows: bool,
        asked_at: Duration,
        answered_at: Duration,
    ) -> StoreResult<()> {
        let mut state = self.state();
        let error = answered_at.saturating_sub(asked_at) / 2;
        let known_error = state.error + answered_at.saturating_sub(state.set_at).mul_f64(DRIFT);
        let measured = Timestamp::from_microsecond(beat.measured_at);
        let measured = measured.map_err(|error| StoreError::Corrupt(error.to_string()))?;
        let measured = if follows {
            let off_by = measured.duration_since(self.at(asked_at + error));
            let is_wrong = state.beat_at.is_none() || off_by.unsigned_abs() > known_error + error;
            if is_wrong || error <= known_error {
                self.clock.follow(measured, asked_at + error);
                (state.error, state.set_at) = (error, answered_at);
            }
            self.at(asked_at + error) // which need not have followed
        } else {
            measured
        };
        state.downtime = SignedDuration::from_micros(measured.as_microsecond() - beat.uptime);
        state.beat_at = Some(answered_at);
        Ok(())
    }
}

fn signed(duration: Duration) -> SignedDuration {
    SignedDuration::try_from(duration).unwrap_or(SignedDuration::MAX)
}
