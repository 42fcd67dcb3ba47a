//! What keeps a store in order: the clean-up, the numbers, the schema, and whether it can serve.

use std::sync::Arc;
use std::time::Duration;

use super::backend::CensusLimits;
use super::playing::Beside;
use super::rows::text;
use super::uptime::{INTERVAL, Now};
use super::{Store, StoreError, StoreResult, USE_CASE};
use crate::clock::Reading;
use crate::game::{AWAY_AFTER, EMPTY_GONE_AFTER, HOST_GONE_AFTER, Lobby, LobbyCode};

/// Expired lobbies deleted, and due ones settled, by one sweep: bounds what a request can set off.
const SWEEP_BATCH: i64 = 500;

/// A sweep is many small steps, and no request waits for it.
const SWEEP: Duration = Duration::from_secs(10);

const DISCONNECT: Duration = Duration::from_secs(3);

/// What a sweep did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Lobbies that had expired.
    pub deleted: u64,
    /// Lobbies in which somebody may have gone away, or come off the roster.
    pub settled: u64,
    /// Lobbies that were due, but can't be read.
    pub unreadable: u64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Lobbies that have not expired.
    pub lobbies: i64,
    pub players_online: i64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Connections {
    pub in_use: usize,
    /// At most so many may be.
    pub limit: usize,
    /// Tasks that wait for one.
    pub waiting: usize,
}

impl Store {
    /// Deletes lobbies that have expired and settles those in which somebody is due to go. Costs in proportion to what is
    /// due, and at most a batch of it; one query where nothing is.
    pub async fn sweep(self: &Arc<Self>, read: Reading) -> StoreResult<Swept> {
        self.run("sweep", None, SWEEP, read, move |store, now| async move {
            store.with_plans_of_today(|| store.settle_due(now)).await
        })
        .await
    }

    async fn settle_due(&self, now: Now) -> StoreResult<Swept> {
        let mut session = self.backend.reader().await?;
        let due = session.due(now.uptime(), SWEEP_BATCH).await?;
        session.give_back()?;
        let (mut swept, mut failed) = (Swept::default(), None);
        for code in due {
            let settled = match text::<LobbyCode>(&code) {
                Ok(code) => self.change(code, Beside::Nothing, now, |_| Ok(())).await,
                Err(error) => Err(error),
            };
            match settled {
                Ok(Ok(_)) => swept.settled += 1,
                Ok(Err(_)) => swept.deleted += 1,
                // One that can't be read must not keep the others, nor its place among them for ever.
                Err(StoreError::Corrupt(_)) if self.delete_unread(&code, now).await? => {
                    swept.deleted += 1;
                }
                Err(StoreError::Corrupt(_)) => swept.unreadable += 1,
                // Nor one whose row somebody holds.
                Err(error) if error.is_of_one_statement() => failed = Some(error),
                Err(error) => return Err(error),
            }
        }
        failed.map_or(Ok(swept), Err)
    }

    /// Settles one lobby: `None` where there is none, or it has expired by that.
    pub async fn settle(
        self: &Arc<Self>,
        code: LobbyCode,
        read: Reading,
    ) -> StoreResult<Option<Lobby>> {
        self.run(
            "settle",
            Some(code),
            USE_CASE,
            read,
            move |store, now| async move {
                let settle = || store.change(code, Beside::Nothing, now, |_| Ok(()));
                let settled = store.with_plans_of_today(settle).await?;
                Ok(settled.ok().map(|(lobby, ())| lobby))
            },
        )
        .await
    }

    async fn delete_unread(&self, code: &str, now: Now) -> StoreResult<bool> {
        let mut session = self.backend.writer().await?;
        let host_seen = now.uptime_of(now.time - HOST_GONE_AFTER);
        let deleted = session.delete_unread(code, host_seen).await?;
        session.give_back()?;
        Ok(deleted)
    }

    /// How much goes on in all lobbies. Costs in proportion to them, though it reads one index only: ask seldom.
    pub async fn census(self: &Arc<Self>, read: Reading) -> StoreResult<Census> {
        self.run(
            "census",
            None,
            USE_CASE,
            read,
            move |store, now| async move { store.with_plans_of_today(|| store.count(now)).await },
        )
        .await
    }

    async fn count(&self, now: Now) -> StoreResult<Census> {
        let limits = CensusLimits {
            now: now.uptime(),
            away: now.uptime_of(now.time - AWAY_AFTER),
            host_gone: now.uptime_of(now.time - HOST_GONE_AFTER),
            empty_gone: now.uptime_of(now.time - EMPTY_GONE_AFTER),
        };
        let mut session = self.backend.reader().await?;
        let census = session.census(&limits).await?;
        session.give_back()?;
        Ok(census)
    }

    /// How this process's connections are doing just now. Asks nobody.
    pub fn connections(&self) -> Connections {
        self.backend.connections()
    }

    /// Says to all instances that the service is there, and hears what time it is; so it also tells whether the database
    /// answers and can be written to.
    pub async fn beat(self: &Arc<Self>) -> StoreResult<()> {
        let read = self.uptime.read();
        let beat = self.run("beat", None, USE_CASE, read, move |store, _| async move {
            store.uptime.beat(store.backend.as_ref()).await
        });
        let beat = beat.await;
        self.beats.report(&beat);
        beat
    }

    /// Brings a schema that is not up to date to this build's. Safe to run on several instances at once, and takes the time
    /// it takes: a change of the schema may rewrite a table.
    pub async fn migrate(&self) -> StoreResult<()> {
        self.backend.migrate().await
    }

    /// Brings the schema up to date, if it is older than this build. One that a later build has changed is left as it is:
    /// what that build added is in nobody's way, and going back to this one must not fail over it.
    pub async fn upgrade(self: &Arc<Self>) -> StoreResult<()> {
        match self.check_schema().await {
            Err(StoreError::Outdated) => self.migrate().await,
            checked => checked,
        }
    }

    /// Whether the schema is there and not older than this build, in a database that can have it. [`StoreError::Outdated`]
    /// where it is older.
    pub async fn check_schema(self: &Arc<Self>) -> StoreResult<()> {
        super::in_time(async {
            self.backend.check_sessions().await?;
            let mut session = self.backend.reader().await?;
            session.check_encoding().await?;
            let applied = session.applied_migrations().await.map_err(outdated)?;
            session.give_back()?;
            let mut wanted = self.backend.migrations().iter();
            if wanted.all(|wanted| applied.contains(&wanted.version)) {
                Ok(())
            } else {
                Err(StoreError::Outdated)
            }
        })
        .await
    }

    /// Closes the connections, after what is under way.
    pub async fn disconnect(&self) {
        let _ = tokio::time::timeout(DISCONNECT, self.backend.disconnect()).await;
    }
}

/// Beats for as long as the process serves.
pub async fn keep_beating(store: Arc<Store>) {
    loop {
        tokio::time::sleep(INTERVAL).await;
        let _ = store.beat().await; // which tells of its failures
    }
}

/// Where there is no table of migrations, nobody has migrated yet.
fn outdated(error: StoreError) -> StoreError {
    match error {
        StoreError::NoTable(_) => StoreError::Outdated,
        other => other,
    }
}
