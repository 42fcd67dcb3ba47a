use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::Live;
use super::room::Place;
use super::topics::{Latest, Presence, Snapshot, Topic};
use crate::game::{Lobby, LobbyCode, Outcome, Refusal, Role};
use crate::store::{Credentials, StoreResult, Viewed, in_time};

/// One waiting request. Its sign of life lasts as long as it does.
pub struct Follower {
    pub(super) live: Arc<Live>,
    pub(super) _place: Place,
    pub(super) by: Credentials,
    pub(super) role: Option<Role>,
    pub(super) latest: watch::Receiver<Latest>,
    pub(super) snapshot: Snapshot,
    pub(super) stopping: CancellationToken,
    /// How long this one stays when the process is about to end.
    pub(super) lingers: Duration,
    /// When it goes, once it has heard of that.
    pub(super) leaves_at: Option<Instant>,
}

/// What ended a wait.
pub enum News {
    Changed(Viewed),
    /// The lobby or the follower's seat in it is gone.
    Over(Refusal),
    /// The process is about to end.
    Stopping,
}

impl Follower {
    /// Waits until there is a newer version than `seen`, or nothing more to wait for.
    ///
    /// # Errors
    /// The database can't be read.
    pub async fn next(&mut self, seen: i64) -> StoreResult<News> {
        loop {
            let is_news = |latest: &Latest| match latest {
                Latest::Version(version) => *version > seen,
                Latest::Gone => true,
            };
            let latest = tokio::select! {
                latest = self.latest.wait_for(is_news) => latest.map(|latest| *latest),
                () = stopped(&self.stopping, self.lingers, &mut self.leaves_at) => {
                    return Ok(News::Stopping);
                }
            };
            let Ok(Latest::Version(version)) = latest else {
                return Ok(News::Over(Refusal::LobbyNotFound));
            };
            match in_time(self.look(version)).await? {
                Ok(viewed) if viewed.lobby.version > seen => return Ok(News::Changed(viewed)),
                // Only where the code went to another lobby: the ticker will say so.
                Ok(_) => tokio::time::sleep(self.live.pace.tick).await,
                Err(refusal) => return Ok(News::Over(refusal)),
            }
        }
    }

    /// The lobby at `version` or later, read once for all followers. Who is not plainly there in it asks for itself.
    async fn look(&mut self, version: i64) -> StoreResult<Outcome<Viewed>> {
        let live = &self.live;
        let lobby = live.renew(&self.snapshot, self.by.code, version).await?;
        if let (Some(lobby), Some(viewer)) = (lobby, self.role)
            && is_present(&lobby, viewer)
        {
            return Ok(Ok(Viewed { lobby, viewer }));
        }
        let viewed = self.live.store.view(&self.by, self.live.clock.now());
        let viewed = viewed.await?;
        if let Ok(viewed) = &viewed {
            self.attend(viewed);
        }
        Ok(viewed)
    }

    /// The topic this follower is counted in, unless its lobby is gone and the code has gone to another.
    fn topic<'a>(&self, topics: &'a mut HashMap<LobbyCode, Topic>) -> Option<&'a mut Topic> {
        let topic = topics.get_mut(&self.by.code)?;
        Arc::ptr_eq(&topic.snapshot, &self.snapshot).then_some(topic)
    }

    /// From here on this follower is present; its look at the lobby was a sign of life. How many this person has.
    pub(super) fn attend(&mut self, viewed: &Viewed) -> usize {
        let version = viewed.lobby.version;
        let last_written = match viewed.viewer {
            Role::Host => viewed.lobby.host.last_seen,
            Role::Player(id) => viewed
                .lobby
                .seated(id)
                .map_or(viewed.lobby.created_at, |player| player.last_seen),
        };
        let is_first_look = self.role.replace(viewed.viewer).is_none();
        let mut topics = self.live.topics.lock();
        let Some(topic) = self.topic(&mut topics) else {
            return 0; // the lobby is gone: the next look ends this
        };
        topic.announce(Some(version));
        let presence = topic.present.entry(viewed.viewer).or_insert(Presence {
            followers: 0,
            last_written,
        });
        presence.last_written = presence.last_written.max(last_written);
        presence.followers += usize::from(is_first_look);
        presence.followers
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        let mut topics = self.live.topics.lock();
        let Some(topic) = self.topic(&mut topics) else {
            return;
        };
        if let Some(role) = self.role
            && let Some(presence) = topic.present.get_mut(&role)
        {
            presence.followers -= 1;
            if presence.followers == 0 {
                topic.present.remove(&role);
            }
        }
        // This follower's own receiver is still there.
        if topic.latest.receiver_count() <= 1 {
            topics.remove(&self.by.code);
        }
    }
}

/// Ends when a follower that stays for so long should go.
async fn stopped(stopping: &CancellationToken, lingers: Duration, leaves_at: &mut Option<Instant>) {
    stopping.cancelled().await;
    let leaves_at = *leaves_at.get_or_insert_with(|| Instant::now() + lingers);
    tokio::time::sleep_until(leaves_at).await;
}

fn is_present(lobby: &Lobby, viewer: Role) -> bool {
    match viewer {
        Role::Host => lobby.host.online,
        Role::Player(id) => lobby.seated(id).is_some_and(|player| player.is_online()),
    }
}
