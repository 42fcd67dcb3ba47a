//! One waiting request: what it waits for, and what ends it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::followers::Entry;
use super::shared::{Shown, Snapshot};
use super::topics::{Latest, Topic, Viewer, Waiting};
use super::{Live, LookError};
use crate::game::{LobbyCode, Outcome, Refusal};
use crate::store::{Credentials, Viewed, in_time};

/// Ticks between two looks at a lobby that is not as far as it was: each is one of many who look.
const BEHIND: u32 = 10;

/// One waiting request. Its sign of life lasts as long as it does.
pub struct Follower {
    pub(super) live: Arc<Live>,
    pub(super) _entry: Entry,
    pub(super) by: Credentials,
    pub(super) viewer: Option<Viewer>,
    pub(super) latest: watch::Receiver<Latest>,
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) stopping: CancellationToken,
    /// How long this one stays when the process is about to end.
    pub(super) lingers: Duration,
    /// When it goes, once it has heard of that.
    pub(super) leaves_at: Option<Instant>,
}

/// What ended a wait.
pub enum News {
    Changed(Shown),
    /// The lobby or the follower's seat in it is gone.
    Over(Refusal),
    /// The process is about to end.
    Stopping,
}

impl Follower {
    /// Waits until there is a newer version than `seen`, or nothing more to wait for.
    ///
    /// # Errors
    /// [`LookError`].
    pub async fn next(&mut self, seen: i64) -> Result<News, LookError> {
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
            let looked = in_time(async { Ok(self.look(version).await) });
            match looked.await?? {
                Ok(shown) if shown.version() > seen => return Ok(News::Changed(shown)),
                // Where the code went to another lobby, the ticker will say so; where the database has lost something, it
                // may come back.
                Ok(_) => tokio::time::sleep(self.live.pace.tick * BEHIND).await,
                Err(refusal) => return Ok(News::Over(refusal)),
            }
        }
    }

    /// The lobby at `version` or later, read once for all followers. Who is not plainly there in it asks for itself.
    async fn look(&mut self, version: i64) -> Result<Outcome<Shown>, LookError> {
        let live = &self.live;
        let shared = live
            .read_at_least(&self.snapshot, self.by.code, version)
            .await?;
        if let (Some(shared), Some(Viewer { role, link })) = (shared, self.viewer)
            && shared.is_present(role)
            && shared.lobby.still_admits(role, link)
        {
            return Ok(Ok(Shown {
                shared,
                viewer: role,
            }));
        }
        let viewed = self.live.store.view(&self.by, self.live.clock.read());
        Ok(match viewed.await? {
            Ok(viewed) => {
                self.count_in(&viewed);
                Ok(self.shown(viewed)?)
            }
            Err(refusal) => Err(refusal),
        })
    }

    /// What this follower has read for itself.
    pub(super) fn shown(&self, viewed: Viewed) -> serde_json::Result<Shown> {
        Ok(Shown {
            shared: self.snapshot.share(viewed.lobby, self.live.render)?,
            viewer: viewed.viewer,
        })
    }

    /// The topic this follower is counted in, unless its lobby is gone and the code has gone to another.
    fn topic<'a>(&self, topics: &'a mut HashMap<LobbyCode, Topic>) -> Option<&'a mut Topic> {
        let topic = topics.get_mut(&self.by.code)?;
        Arc::ptr_eq(&topic.snapshot, &self.snapshot).then_some(topic)
    }

    /// From here on this follower is present; its look at the lobby was a sign of life. How many this person has.
    pub(super) fn count_in(&mut self, viewed: &Viewed) -> usize {
        let version = viewed.lobby.version;
        let last_written = viewed.lobby.last_seen(viewed.viewer);
        let last_written = last_written.unwrap_or(viewed.lobby.created_at);
        let viewer = Viewer {
            role: viewed.viewer,
            link: viewed.lobby.link_of(viewed.viewer, &self.by.token),
        };
        let is_first_look = self.viewer.replace(viewer).is_none();
        let mut topics = self.live.topics.lock();
        let Some(topic) = self.topic(&mut topics) else {
            return 0; // the lobby is gone: the next look ends this
        };
        topic.announce(Some(version));
        topic.read(&viewed.lobby);
        let waiting = topic.waiting.entry(viewer).or_insert(Waiting {
            followers: 0,
            last_written,
        });
        waiting.last_written = waiting.last_written.max(last_written);
        waiting.followers += usize::from(is_first_look);
        waiting.followers
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        let mut topics = self.live.topics.lock();
        let Some(topic) = self.topic(&mut topics) else {
            return;
        };
        if let Some(viewer) = self.viewer
            && let Some(waiting) = topic.waiting.get_mut(&viewer)
        {
            waiting.followers -= 1;
            if waiting.followers == 0 {
                topic.waiting.remove(&viewer);
            }
        }
        topic.followers -= 1;
        if topic.followers == 0 {
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
