//! Counting what is forgotten again, at an even pace.

use std::collections::HashMap;
use std::hash::Hash;
use std::time::Duration;

/// What is remembered at most, of each kind: some megabytes, and more networks than most attackers have.
pub const CAPACITY: usize = 50_000;

/// For so long what has come free again is kept for whoever has the turn.
pub const TURN: Duration = Duration::from_secs(5);

/// So many at once, and then one more each interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub name: &'static str,
    pub burst: u32,
    pub interval: Duration,
}

/// More than a rate allows, for so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Excess {
    pub rate: Rate,
    pub wait: Duration,
}

/// A generic cell rate algorithm: one moment for each key says when what it did will be forgotten. Moments are lengths of
/// time that the process has run: no clock that is set limits anybody.
#[derive(Debug)]
pub struct Meter<K> {
    rate: Rate,
    moments: HashMap<K, Duration>,
}

impl<K: Copy + Eq + Hash> Meter<K> {
    pub fn new(rate: Rate) -> Self {
        let moments = HashMap::new();
        Self { rate, moments }
    }

    /// # Errors
    /// There is nothing left for this key.
    pub fn check(&self, key: K, now: Duration) -> Result<(), Excess> {
        let rate = self.rate;
        let wait = self.free_at(key).saturating_sub(now);
        if wait.is_zero() {
            Ok(())
        } else {
            Err(Excess { rate, wait })
        }
    }

    /// As [`Meter::check`], where some wait: what has come free just now is for who has the turn.
    pub fn check_in_turn(&self, key: K, has_the_turn: bool, now: Duration) -> Result<(), Excess> {
        self.check(key, now)?;
        if has_the_turn || now >= self.free_at(key) + TURN {
            return Ok(());
        }
        let rate = self.rate;
        let wait = rate.interval;
        Err(Excess { rate, wait })
    }

    /// From when on there is something left.
    fn free_at(&self, key: K) -> Duration {
        let forgotten_at = self.moments.get(&key).copied().unwrap_or_default();
        forgotten_at.saturating_sub(self.rate.interval * (self.rate.burst - 1))
    }

    pub fn record(&mut self, key: K, now: Duration) {
        if self.moments.len() >= CAPACITY {
            self.forget(now);
        }
        let moment = self.moments.entry(key).or_insert(now);
        *moment = (*moment).max(now) + self.rate.interval;
    }

    /// Takes back what was recorded.
    pub fn give_back(&mut self, key: K) {
        if let Some(moment) = self.moments.get_mut(&key) {
            *moment = moment.saturating_sub(self.rate.interval);
        }
    }

    /// Makes room: forgets what is over, and where nothing is, the half that did least.
    fn forget(&mut self, now: Duration) {
        self.moments.retain(|_, moment| *moment > now);
        if self.moments.len() < CAPACITY {
            return;
        }
        let mut all: Vec<_> = self.moments.values().copied().collect();
        let (_, median, _) = all.select_nth_unstable(CAPACITY / 2);
        self.moments.retain(|_, moment| *moment > *median);
    }
}
