//! What happens again and again while somebody follows: deadlines that pass, the look for changes made elsewhere, the
//! signs of life of those who wait, and the clean-up.

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tokio::time::{Interval, MissedTickBehavior};

use super::Live;
use crate::game::{LobbyCode, Role};
use crate::store::{StoreError, StoreResult};

/// Ticks in about a second, each of which asks the database one thing.
const CYCLE: usize = 20;

/// Two ticks of a cycle look for no changes. They are far apart, so that a change waits for two ticks at most.
const SWEEP: usize = 0;
const SIGNS_OF_LIFE: usize = CYCLE / 2;

/// After a deadline could not be settled.
const SETTLE_AGAIN: Duration = Duration::from_millis(500);

impl Live {
    /// Keeps one ticker running as long as somebody follows something.
    pub(super) fn tick_while_followed(self: &Arc<Self>) {
        let mut ticking = self.ticking.lock().unwrap_or_else(PoisonError::into_inner);
        if !*ticking {
            *ticking = true;
            tokio::spawn(Arc::clone(self).keep_ticking());
        }
    }

    /// A bug in one tick must not end those after it.
    async fn keep_ticking(self: Arc<Self>) {
        while let Err(failed) = tokio::spawn(Arc::clone(&self).tick()).await {
            if failed.is_cancelled() {
                return; // the process ends
            }
            tracing::error!(error = %failed, "the ticker failed; it goes on");
            tokio::time::sleep(self.pace.tick).await;
        }
    }

    async fn tick(self: Arc<Self>) {
        let mut interval = tokio::time::interval(self.pace.tick);
        interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
        for slot in (0..CYCLE).cycle() {
            self.settle_until_tick(&mut interval).await;
            if self.stop_ticking_unless_followed() {
                return;
            }
            match slot {
                SWEEP => self.sweeper.nudge(&self.store, self.clock.read()),
                SIGNS_OF_LIFE => self.write_signs_of_life_unless_writing(),
                _ => self.looks.report(&self.find_changes().await),
            }
        }
    }

    /// Deadlines pass between the ticks, and whoever follows is to hear of one at its moment.
    async fn settle_until_tick(self: &Arc<Self>, interval: &mut Interval) {
        loop {
            self.settle_overrun();
            let next = self.topics.next_deadline();
            let wait = next.map(|at| at.duration_since(self.clock.now()));
            let wait = wait.map(|wait| Duration::try_from(wait).unwrap_or_default());
            tokio::select! {
                biased;
                _ = interval.tick() => return,
                () = tokio::time::sleep(wait.unwrap_or(Duration::MAX)) => {}
            }
        }
    }

    fn stop_ticking_unless_followed(&self) -> bool {
        let mut ticking = self.ticking.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever subscribes does so before it asks for the lock: it is seen here, or finds no ticker.
        *ticking = !self.topics.lock().is_empty();
        !*ticking
    }

    /// Who follows hears of a deadline when it passes, and not when somebody asks. Whichever instance comes first settles
    /// it; the others find it settled. Beside the ticks, as a lobby may be waited for.
    fn settle_overrun(self: &Arc<Self>) {
        for (code, deadline) in self.topics.overrun(self.clock.now()) {
            let live = Arc::clone(self);
            tokio::spawn(async move {
                let settled = live.store.settle(code, live.clock.read()).await;
                match &settled {
                    // Time in which nobody could be heard has moved the deadline on.
                    Ok(Some(lobby)) => {
                        live.topics.read(lobby);
                        live.topics.announce(code, Some(lobby.version));
                    }
                    Ok(None) => {}
                    Err(_) => {
                        tokio::time::sleep(SETTLE_AGAIN).await;
                        live.topics.overrun_still(code, deadline);
                    }
                }
                live.deadlines.report(&settled.map(|_| ()));
            });
        }
    }

    /// Beside the ticks: a write that waits must not hold up the look for changes.
    fn write_signs_of_life_unless_writing(self: &Arc<Self>) {
        if self.is_writing.swap(true, Ordering::AcqRel) {
            return;
        }
        let live = Arc::clone(self);
        tokio::spawn(async move {
            let _writing =
                scopeguard::guard((), |()| live.is_writing.store(false, Ordering::Release));
            live.signs_of_life.report(&live.write_signs_of_life().await);
        });
    }

    async fn write_signs_of_life(&self) -> StoreResult<()> {
        let now = self.clock.read();
        let mut due = self.topics.due_signs_of_life(now.time);
        if due.is_empty() {
            return Ok(());
        }
        let (mut hosts, mut players) = (Vec::new(), Vec::new());
        for (code, viewer) in &due {
            match viewer.role {
                Role::Host => hosts.push(*code),
                Role::Player(id) => players.push(id),
                Role::Screen(_) => {}
            }
        }
        let left_out = self.store.seen(&hosts, &players, now).await?;
        // They stay due for the next round. Who is gone does not: nothing was left out there.
        due.retain(|(code, viewer)| match viewer.role {
            Role::Host => !left_out.hosts.contains(code),
            Role::Player(id) => !left_out.players.contains(&id),
            Role::Screen(_) => true,
        });
        self.topics.written(&due, now.time);
        Ok(())
    }

    async fn find_changes(&self) -> StoreResult<()> {
        let known = self.topics.known();
        let codes: Vec<_> = known.iter().map(|(code, _)| *code).collect();
        let found: HashMap<_, _> = self.store.versions(&codes).await?.into_iter().collect();
        let mut stale = Ok(());
        for (code, known) in known {
            match found.get(&code).copied() {
                Some(version) if version < known => {
                    stale = stale.and(self.look_closely(code).await);
                }
                version => self.topics.announce(code, version),
            }
        }
        stale
    }

    /// A version that is lower than before is that of another lobby, which was given the code; or the database has lost
    /// something, which is no end of the lobby.
    async fn look_closely(&self, code: LobbyCode) -> StoreResult<()> {
        let Some((host, _)) = self.topics.newest_of(code) else {
            return Ok(()); // it is gone, or nobody has read it yet
        };
        match self.store.members(code).await? {
            Some(lobby) if lobby.host.id == host => Err(StoreError::Stale),
            _ => {
                self.topics.announce(code, None);
                Ok(())
            }
        }
    }
}
