use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use tokio::time::MissedTickBehavior;

use super::Live;
use crate::store::{StoreError, StoreResult};
use crate::telemetry::Causes;

/// Ticks in about a second, each of which asks the database one thing.
const ROUND: usize = 20;

/// Two ticks of a round look for no changes. They are far apart, so that a change waits for two ticks at most.
const SWEEP: usize = 0;
const SIGNS_OF_LIFE: usize = ROUND / 2;

impl Live {
    /// Keeps one ticker running as long as somebody follows something.
    pub(super) fn tick_while_followed(self: &Arc<Self>) {
        let mut ticking = self.ticking.lock().unwrap_or_else(PoisonError::into_inner);
        if !*ticking {
            *ticking = true;
            tokio::spawn(Arc::clone(self).tick());
        }
    }

    async fn tick(self: Arc<Self>) {
        let mut interval = tokio::time::interval(self.pace.tick);
        interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut failed = false;
        for slot in (0..ROUND).cycle() {
            interval.tick().await;
            if self.stop_ticking_unless_followed() {
                return;
            }
            let done = match slot {
                SWEEP => {
                    self.sweeper.nudge(&self.store, self.clock.now());
                    Ok(())
                }
                SIGNS_OF_LIFE => self.write_signs_of_life().await,
                _ => self.find_changes().await,
            };
            failed = report(done, failed);
        }
    }

    fn stop_ticking_unless_followed(&self) -> bool {
        let mut ticking = self.ticking.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever subscribes does so before it asks for the lock: it is seen here, or finds no ticker.
        *ticking = !self.topics.lock().is_empty();
        !*ticking
    }

    async fn write_signs_of_life(&self) -> StoreResult<()> {
        let now = self.clock.now();
        let (hosts, players) = self.topics.due_signs_of_life(now);
        if hosts.is_empty() && players.is_empty() {
            return Ok(());
        }
        self.store.seen(&hosts, &players, now).await
    }

    async fn find_changes(&self) -> StoreResult<()> {
        let known = self.topics.known();
        let codes: Vec<_> = known.iter().map(|(code, _)| *code).collect();
        let found: HashMap<_, _> = self.store.versions(&codes).await?.into_iter().collect();
        for (code, known) in known {
            // A version that is lower than before is that of another lobby, which was given the code.
            let version = found.get(&code).copied();
            let version = version.filter(|version| *version >= known);
            self.topics.announce(code, version);
        }
        Ok(())
    }
}

/// Logs the first failure and the recovery, not every tick between them.
fn report(done: Result<(), StoreError>, failed_before: bool) -> bool {
    match done {
        Ok(()) if failed_before => tracing::info!("changes made elsewhere are found again"),
        Err(error) if !failed_before => tracing::warn!(
            error = %Causes(&error),
            "changes made elsewhere can't be found"
        ),
        Ok(()) => return false,
        Err(_) => return true,
    }
    !failed_before
}
