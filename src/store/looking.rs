//! Looking at lobbies, and the signs of life that come with it.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

use super::playing::RECORDS;
use super::uptime::Now;
use super::{Store, StoreResult, USE_CASE, within};
use crate::clock::Reading;
use crate::game::{
    Command, Digest, Lobby, LobbyCode, Outcome, Record, Refusal, Role, SIGN_OF_LIFE_INTERVAL,
};

/// What a request waits for its own sign of life to be written.
const SIGN_OF_LIFE: Duration = Duration::from_millis(250);

/// A lobby code and the digest of the token that came with it.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub code: LobbyCode,
    pub token: Digest,
}

/// A lobby, and who is looking.
#[derive(Clone, Debug)]
pub struct Viewed {
    /// Shared by all who look at the same version.
    pub lobby: Arc<Lobby>,
    pub viewer: Role,
}

/// The version of a lobby, and who is looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glance {
    pub version: i64,
    /// The host, or a player.
    pub viewer: Uuid,
}

/// Whose signs of life were left out, as somebody else was writing their rows. Who does not exist is not among them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    pub hosts: Vec<LobbyCode>,
    pub players: Vec<Uuid>,
}

/// What a look has found that knows a version already.
#[derive(Debug)]
pub enum Looked {
    /// Nothing new.
    Known(Glance),
    New(Viewed),
}

impl Viewed {
    pub(super) fn new(lobby: Lobby, viewer: Role) -> Self {
        let lobby = Arc::new(lobby);
        Self { lobby, viewer }
    }
}

impl Store {
    /// The lobby as one of its members sees it. One query, and no write unless time has changed something or a sign of
    /// life is due.
    pub async fn view(
        self: &Arc<Self>,
        by: &Credentials,
        read: Reading,
    ) -> StoreResult<Outcome<Viewed>> {
        let by = by.clone();
        self.run("view", Some(by.code), USE_CASE, read, move |store, now| async move {
            store.with_plans_of_today(|| store.look(&by, now)).await
        })
        .await
    }

    /// As [`Store::view`] for somebody who may have seen the version already, which `is_known` says. Where that is so, and the
    /// look would find nothing else to do, the lobby is not read. Who is there by a link is never so quick.
    pub async fn view_unless(
        self: &Arc<Self>,
        by: &Credentials,
        read: Reading,
        is_known: impl Fn(Glance) -> bool + Send + Sync + 'static,
    ) -> StoreResult<Outcome<Looked>> {
        let by = by.clone();
        self.run(
            "view",
            Some(by.code),
            USE_CASE,
            read,
            move |store, now| async move {
                let look = || store.look_unless(&by, now, &is_known);
                store.with_plans_of_today(look).await
            },
        )
        .await
    }

    async fn look_unless(
        &self,
        by: &Credentials,
        now: Now,
        is_known: &(dyn Fn(Glance) -> bool + Send + Sync),
    ) -> StoreResult<Outcome<Looked>> {
        let mut session = self.backend.reader().await?;
        let seen_after = now.uptime() - SIGN_OF_LIFE_INTERVAL.as_micros() as i64;
        let glance = session.glance(by, now.uptime(), seen_after).await?;
        session.give_back()?;
        match glance.filter(|glance| is_known(*glance)) {
            Some(known) => Ok(Ok(Looked::Known(known))),
            None => Ok(self.look(by, now).await?.map(Looked::New)),
        }
    }

    pub(super) async fn look(&self, by: &Credentials, now: Now) -> StoreResult<Outcome<Viewed>> {
        let Some(lobby) = self.read_lobby(by.code, Some(&by.token), now).await? else {
            return Ok(Err(Refusal::LobbyNotFound));
        };
        match judge(lobby, by, now.time) {
            Err(refusal) => Ok(Err(refusal)),
            Ok(Look::Current(viewed)) => Ok(Ok(viewed)),
            Ok(Look::SignOfLife(viewed)) => {
                self.write_sign_of_life(by.code, viewed.viewer, now).await;
                Ok(Ok(viewed))
            }
            Ok(Look::Settle) => {
                let settled = self.carry_out(by, &Command::Look, now).await?;
                Ok(settled.map(|played| played.view))
            }
        }
    }

    async fn read_lobby(
        &self,
        code: LobbyCode,
        token: Option<&Digest>,
        now: Now,
    ) -> StoreResult<Option<Lobby>> {
        let mut session = self.backend.reader().await?;
        let mut lobby = session.read_lobby(code, token).await?;
        session.give_back()?;
        if let Some(lobby) = &mut lobby {
            lobby.shift_due_times(now.downtime);
        }
        Ok(lobby)
    }

    /// The lobby with its members, for viewers who have proved already who they are. One query.
    pub async fn members(self: &Arc<Self>, code: LobbyCode) -> StoreResult<Option<Lobby>> {
        let read = self.uptime.read();
        self.run(
            "members",
            Some(code),
            USE_CASE,
            read,
            move |store, now| async move {
                let read = || store.read_lobby(code, None, now);
                store.with_plans_of_today(read).await
            },
        )
        .await
    }

    /// The lobby as somebody sees it who is not in it; `None` where there is none, or it has expired. One query.
    pub async fn preview(
        self: &Arc<Self>,
        code: LobbyCode,
        read: Reading,
    ) -> StoreResult<Option<Lobby>> {
        self.run(
            "preview",
            Some(code),
            USE_CASE,
            read,
            move |store, now| async move {
                let read = || store.read_settled(code, now);
                store.with_plans_of_today(read).await
            },
        )
        .await
    }

    async fn read_settled(&self, code: LobbyCode, now: Now) -> StoreResult<Option<Lobby>> {
        let lobby = self.read_lobby(code, None, now).await?;
        Ok(lobby.and_then(|mut lobby| {
            lobby.settle(now.time);
            lobby.ended.is_none().then_some(lobby)
        }))
    }

    /// What the host did, oldest first, with the lobby as it was a moment before.
    pub async fn history(
        self: &Arc<Self>,
        by: &Credentials,
        read: Reading,
    ) -> StoreResult<Outcome<(Viewed, Vec<Record>)>> {
        let by = by.clone();
        self.run(
            "history",
            Some(by.code),
            USE_CASE,
            read,
            move |store, now| async move {
                store.with_plans_of_today(|| store.recount(&by, now)).await
            },
        )
        .await
    }

    async fn recount(
        &self,
        by: &Credentials,
        now: Now,
    ) -> StoreResult<Outcome<(Viewed, Vec<Record>)>> {
        let viewed = match self.look(by, now).await? {
            Ok(viewed) => viewed,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if let Err(refusal) = Lobby::may_see_history(viewed.viewer) {
            return Ok(Err(refusal));
        }
        let mut session = self.backend.reader().await?;
        let records = session.records(by.code, RECORDS).await?;
        session.give_back()?;
        Ok(Ok((viewed, records)))
    }

    /// The versions of those of the lobbies that exist, in one query.
    pub async fn versions(
        self: &Arc<Self>,
        codes: &[LobbyCode],
    ) -> StoreResult<Vec<(LobbyCode, i64)>> {
        let (read, codes) = (self.uptime.read(), codes.to_vec());
        self.run(
            "versions",
            None,
            USE_CASE,
            read,
            move |store, _| async move {
                let read = || store.read_versions(&codes);
                store.with_plans_of_today(read).await
            },
        )
        .await
    }

    /// Writes down that these were seen, as far as nobody else is writing their rows just now. Touches no version and
    /// brings nobody back.
    pub async fn seen(
        self: &Arc<Self>,
        hosts: &[LobbyCode],
        players: &[Uuid],
        read: Reading,
    ) -> StoreResult<LeftOut> {
        let (hosts, players) = (hosts.to_vec(), players.to_vec());
        self.run("seen", None, USE_CASE, read, move |store, now| async move {
            let see = || store.see(&hosts, &players, now.uptime());
            store.with_plans_of_today(see).await
        })
        .await
    }

    async fn read_versions(&self, codes: &[LobbyCode]) -> StoreResult<Vec<(LobbyCode, i64)>> {
        let mut session = self.backend.reader().await?;
        let versions = session.versions(codes).await?;
        session.give_back()?;
        Ok(versions)
    }

    /// Two statements, each a commit of its own: no lock of the one is held while the other waits, and neither waits.
    async fn see(&self, hosts: &[LobbyCode], players: &[Uuid], at: i64) -> StoreResult<LeftOut> {
        let mut session = self.backend.writer().await?;
        let mut left_out = LeftOut::default();
        if !hosts.is_empty() {
            left_out.hosts = session.see_hosts(hosts, at).await?;
        }
        if !players.is_empty() {
            left_out.players = session.see_players(players, at).await?;
        }
        session.give_back()?;
        Ok(left_out)
    }

    /// As well as can be: what a request asked for does not depend on it.
    pub(super) async fn write_sign_of_life(&self, code: LobbyCode, who: Role, now: Now) {
        let at = now.uptime();
        let written = within(SIGN_OF_LIFE, async {
            match who {
                Role::Host => self.see(&[code], &[], at).await,
                Role::Player(id) => self.see(&[], &[id], at).await,
                Role::Screen(_) => Ok(LeftOut::default()),
            }
        });
        self.signs_of_life.report(&written.await.map(|_| ()));
    }
}

/// What a look at a lobby calls for besides the look.
enum Look {
    /// Nothing: it is as it seems.
    Current(Viewed),
    /// A sign of life of the viewer.
    SignOfLife(Viewed),
    /// The lobby has expired, time has changed something in it, or the viewer is back: to be settled under its lock.
    Settle,
}

fn judge(mut lobby: Lobby, by: &Credentials, now: Timestamp) -> Outcome<Look> {
    // Before anybody is told anything: what is due may be the end of the lobby.
    if lobby.is_due(now) {
        return Ok(Look::Settle);
    }
    let viewer = lobby.authenticate(&by.token).ok_or(Refusal::NotInLobby)?;
    if !lobby.is_present(viewer) {
        return Ok(Look::Settle);
    }
    let wants_sign_of_life = lobby.wants_sign_of_life(viewer, now);
    lobby.attend(viewer, now); // moves `expires_at` with the host
    let viewed = Viewed::new(lobby, viewer);
    Ok(if wants_sign_of_life {
        Look::SignOfLife(viewed)
    } else {
        Look::Current(viewed)
    })
}

/// Whether what is stored of somebody's last sign of life is so old that a new one is worth a write.
pub(super) fn is_old(last_seen: i64, now: i64) -> bool {
    now - last_seen >= SIGN_OF_LIFE_INTERVAL.as_micros() as i64
}
