//! The moves of the game: a buzz, and whatever else a member asks for.

use std::collections::HashMap;
use std::sync::Arc;

use super::backend::{NewBuzz, Session};
use super::looking::{Credentials, Viewed, is_old};
use super::rows::micros;
use super::uptime::Now;
use super::windows::{WindowColumns, provisional_position};
use super::{Change, Store, StoreError, StoreResult, USE_CASE};
use jiff::Timestamp;

use crate::clock::Reading;
use crate::game::{
    BuzzStanding, Command, Digest, Event, Lobby, LobbyCode, Outcome, Presence, Refusal, Role,
};

/// How often a buzz that lost to a change of the lobby is looked at again before the answer is "unavailable".
const BUZZ_ATTEMPTS: usize = 8;

/// Of those who have left a lobby, and joined it with a key, so many are remembered for as long as it lives.
const DEPARTED: i64 = 100;

/// Of the moves of a host, so many are kept for as long as the lobby lives.
pub(super) const RECORDS: i64 = 5000;

/// Versions after which it is looked whether there are more: not after each, as the look goes over all of them.
const RECORDS_CHECKED: i64 = 64;

/// What is loaded with a lobby that is to change, besides its members.
#[derive(Clone, Copy)]
pub(super) enum Beside<'a> {
    Nothing,
    /// Who has once taken a seat with this key, if any.
    Key(Option<&'a Digest>),
    /// This move of the host, and the one before it that could be taken back.
    Move(i64),
}

/// What came of a command.
#[derive(Debug)]
pub struct Played {
    pub view: Viewed,
    pub events: Vec<Event>,
}

/// What a buzz says of itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Press {
    /// The round it is meant for; any where it says none.
    pub round: Option<i64>,
    /// When it was pressed, by the service's clock as the client estimates it.
    pub at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buzzed {
    /// The player was in this round's queue before this request.
    pub already: bool,
    /// From 1.
    pub position: i64,
    /// A fair window is open: others may still come before.
    pub provisional: bool,
    pub round: i64,
    pub version: i64,
}

impl Buzzed {
    fn already(lobby: &Lobby, position: usize, provisional: bool) -> Self {
        Self {
            already: true,
            position: position as i64,
            provisional,
            round: lobby.round,
            version: lobby.version,
        }
    }
}

impl Store {
    /// Puts a player at the end of the queue, once a round; where there is a fair window, at the place that follows from
    /// when it was pressed. One statement and one commit.
    pub async fn buzz(
        self: &Arc<Self>,
        by: &Credentials,
        press: Press,
        read: Reading,
    ) -> StoreResult<Outcome<Buzzed>> {
        let by = by.clone();
        self.run(
            "buzz",
            Some(by.code),
            USE_CASE,
            read,
            move |store, now| async move {
                let buzz = || store.append_buzz_or_say_why(&by, press, now);
                store.with_plans_of_today(buzz).await
            },
        )
        .await
    }

    async fn append_buzz_or_say_why(
        &self,
        by: &Credentials,
        press: Press,
        now: Now,
    ) -> StoreResult<Outcome<Buzzed>> {
        let round = press.round;
        for _ in 0..BUZZ_ATTEMPTS {
            if let Some(buzzed) = self.append_buzz(by, press, now).await? {
                return Ok(Ok(buzzed));
            }
            // Not stored: the lobby says why, once it is brought up to date. If it no longer does, what stood in the way
            // is gone.
            let settled = self.look_to_buzz(by, now).await?;
            let standing = settled.and_then(|viewed| {
                let standing = viewed.lobby.buzz_standing(viewed.viewer, round, now.time)?;
                Ok((viewed.lobby, standing))
            });
            match standing {
                Err(refusal) => return Ok(Err(refusal)),
                Ok((
                    lobby,
                    BuzzStanding::Queued {
                        position,
                        provisional,
                    },
                )) => {
                    return Ok(Ok(Buzzed::already(&lobby, position, provisional)));
                }
                Ok((_, BuzzStanding::TooEarly)) => {
                    let early = Command::StartFalsely { round };
                    if let Err(refusal) = self.carry_out(by, &early, now).await? {
                        return Ok(Err(refusal));
                    }
                }
                Ok((_, BuzzStanding::Free)) => {}
            }
        }
        Err(StoreError::Contended)
    }

    /// The bound of what is due may be behind what is: then no look settles it, and only a settling moves it on.
    async fn look_to_buzz(&self, by: &Credentials, now: Now) -> StoreResult<Outcome<Viewed>> {
        let looked = self.look(by, now).await?;
        match looked {
            Ok(viewed) if viewed.lobby.next_due_at <= now.time => {
                let settled = self.carry_out(by, &Command::Look, now).await?;
                Ok(settled.map(|played| played.view))
            }
            looked => Ok(looked),
        }
    }

    async fn append_buzz(
        &self,
        by: &Credentials,
        press: Press,
        now: Now,
    ) -> StoreResult<Option<Buzzed>> {
        let mut session = self.backend.writer().await?;
        let buzz = NewBuzz {
            code: by.code,
            token: &by.token,
            round: press.round,
            claimed: press.at.map(micros),
            at: now.time.as_microsecond(),
            uptime: now.uptime(),
        };
        let stored = session.append_buzz(buzz).await?;
        session.give_back()?;
        let Some(stored) = stored else {
            return Ok(None);
        };
        (self.on_change)(by.code, Change::Version(stored.version));
        let position = match &stored.provisional {
            Some(queue) => provisional_position(queue)?,
            None => stored.position,
        };
        // Who waits for the connection has it before this answer is written.
        tokio::task::yield_now().await;
        if is_old(stored.last_seen, now.uptime()) {
            let player = Role::Player(stored.player);
            self.write_sign_of_life(by.code, player, now).await;
        }
        Ok(Some(Buzzed {
            already: false,
            position,
            provisional: stored.provisional.is_some(),
            round: stored.round,
            version: stored.version,
        }))
    }

    /// Carries out a command of a member.
    pub async fn play(
        self: &Arc<Self>,
        by: &Credentials,
        command: Command,
        read: Reading,
    ) -> StoreResult<Outcome<Played>> {
        let by = by.clone();
        self.run(
            "play",
            Some(by.code),
            USE_CASE,
            read,
            move |store, now| async move {
                let carry_out = || store.carry_out(&by, &command, now);
                store.with_plans_of_today(carry_out).await
            },
        )
        .await
    }

    pub(super) async fn carry_out(
        &self,
        by: &Credentials,
        command: &Command,
        now: Now,
    ) -> StoreResult<Outcome<Played>> {
        let play = |lobby: &mut Lobby| lobby.play(&by.token, command, now.time);
        let beside = match command {
            Command::Undo { event } => Beside::Move(*event),
            _ => Beside::Nothing,
        };
        let outcome = self.change(by.code, beside, now, play).await?;
        Ok(outcome.map(|(lobby, played)| Played {
            view: Viewed::new(lobby, played.by),
            events: played.events,
        }))
    }

    /// One atomic change of one lobby: under its row lock, settled up to `now`.
    pub(super) async fn change<T>(
        &self,
        code: LobbyCode,
        beside: Beside<'_>,
        now: Now,
        action: impl FnOnce(&mut Lobby) -> Outcome<T> + Send,
    ) -> StoreResult<Outcome<(Lobby, T)>> {
        let mut session = self.backend.writer().await?;
        session.begin().await?;
        let key = match beside {
            Beside::Key(key) => key,
            Beside::Move(_) | Beside::Nothing => None,
        };
        let Some(mut loaded) = session.lock_lobby(code, key).await? else {
            session.roll_back().await?;
            session.give_back()?;
            return Ok(Err(Refusal::LobbyNotFound));
        };
        loaded.shift_due_times(now.downtime);
        if let Beside::Move(id) = beside {
            loaded.recalled = session.recall(code, id).await?;
        }
        let mut lobby = loaded.clone();
        lobby.settle(now.time);
        let outcome = if lobby.ended.is_some() {
            Err(Refusal::LobbyNotFound)
        } else {
            action(&mut lobby)
        };
        save(session.as_mut(), &loaded, &lobby, now).await?;
        session.commit().await?;
        session.give_back()?;
        if lobby.version != loaded.version || lobby.ended.is_some() {
            (self.on_change)(code, Change::of(&lobby));
        }
        lobby.forget_what_is_stored();
        Ok(outcome.map(|result| (lobby, result)))
    }
}

/// Writes what has changed of a lobby that is locked.
async fn save(
    session: &mut dyn Session,
    before: &Lobby,
    after: &Lobby,
    now: Now,
) -> StoreResult<()> {
    let code = after.code;
    if after.ended.is_some() {
        return session.delete_lobby(code).await;
    }
    let mut stored = after.clone();
    stored.shift_due_times(-now.downtime);
    if alone(before) != alone(after) {
        session.update_lobby(&stored).await?;
        // Together: the order that is written is that of the credits.
        if before.window.or(after.window).is_some() {
            let window = WindowColumns::of(&stored);
            session.save_window(code, &window).await?;
        }
    }
    let mut has_departed = false;
    let known = before.players.iter().map(|player| (player.id, player));
    let mut known: HashMap<_, _> = known.collect();
    for (player, stored) in after.players.iter().zip(&stored.players) {
        let known = known.remove(&player.id);
        if known != Some(player) {
            has_departed |= player.presence == Presence::Departed;
            let is_saved = match known {
                Some(_) => session.update_player(code, stored).await?,
                // Who comes back by an undo may be stored as departed.
                None => {
                    session.insert_player(code, stored).await?
                        || session.update_player(code, stored).await?
                }
            };
            if !is_saved {
                return Err(StoreError::not_of_this_lobby(player.id));
            }
            if known.is_some_and(|known| known.token != player.token) {
                session.replace_token(code, stored).await?;
            }
        }
    }
    for player in &before.players {
        if known.contains_key(&player.id) {
            session.delete_player(code, player.id).await?;
        }
    }
    if has_departed {
        session.forget_departed(code, DEPARTED).await?;
    }
    save_teams(session, before, after).await?;
    save_links(session, before, after).await?;
    save_records(session, after).await
}

async fn save_teams(session: &mut dyn Session, before: &Lobby, after: &Lobby) -> StoreResult<()> {
    for team in &before.teams {
        if after.team(team.id).is_none() {
            session.delete_team(after.code, team.id).await?;
        }
    }
    for (place, team) in after.teams.iter().enumerate() {
        if before.teams.get(place) != Some(team) {
            session.save_team(after.code, place as i64, team).await?;
        }
    }
    Ok(())
}

async fn save_links(session: &mut dyn Session, before: &Lobby, after: &Lobby) -> StoreResult<()> {
    for link in &before.links {
        if !after.links.iter().any(|kept| kept.id == link.id) {
            session.delete_link(after.code, link.id).await?;
        }
    }
    for link in &after.links {
        let known = before.links.iter().find(|known| known.id == link.id);
        match (known, link.revoked_at) {
            (None, _) => session.insert_link(after.code, link).await?,
            (Some(known), Some(at)) if known.revoked_at.is_none() => {
                let at = at.as_microsecond();
                session.mark_revoked(after.code, link.id, at).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

async fn save_records(session: &mut dyn Session, lobby: &Lobby) -> StoreResult<()> {
    for record in &lobby.records {
        session.append_record(lobby.code, record).await?;
        if record.id % RECORDS_CHECKED == 0 {
            session.forget_records(lobby, RECORDS).await?;
        }
    }
    if let Some(undone) = lobby.undone {
        session.mark_undone(lobby.code, undone).await?;
    }
    Ok(())
}

/// A lobby without its players, who have rows of their own.
fn alone(lobby: &Lobby) -> Lobby {
    Lobby {
        players: Vec::new(),
        ..lobby.clone()
    }
}
