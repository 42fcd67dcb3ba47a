//! What time alone does: who is away, who is absent, and when a lobby is gone.

use jiff::{SignedDuration, Timestamp};

use super::events::Turn;
use super::{Event, Lobby, Player, Presence, Role};

/// A sign of life is written at most this often per person, so that reads stay reads.
pub const SIGN_OF_LIFE_INTERVAL: SignedDuration = SignedDuration::from_secs(30);

/// What is stored of a person's last sign of life may be older than the truth by [`SIGN_OF_LIFE_INTERVAL`].
/// Each limit below has it on top, so that the saving may delay an expiry and never hastens one.
const fn unseen_for(limit: SignedDuration) -> SignedDuration {
    SignedDuration::from_secs(limit.as_secs() + SIGN_OF_LIFE_INTERVAL.as_secs())
}

/// Unseen for this long, a host or player is shown as not online.
pub const AWAY_AFTER: SignedDuration = unseen_for(SignedDuration::from_mins(1));
/// Unseen for this long, a player leaves roster and queue but keeps seat, name and score.
pub const ABSENT_AFTER: SignedDuration = unseen_for(SignedDuration::from_mins(3));
/// A lobby whose host is unseen for this long is gone.
pub const HOST_GONE_AFTER: SignedDuration = unseen_for(SignedDuration::from_mins(60));
/// A lobby without players is gone when it has not changed for this long.
pub const EMPTY_GONE_AFTER: SignedDuration = SignedDuration::from_mins(60);

impl Lobby {
    /// When the lobby is gone unless somebody does something.
    pub fn expires_at(&self) -> Timestamp {
        let without_host = after(self.host.last_seen, HOST_GONE_AFTER);
        if self.roster().next().is_some() {
            return without_host;
        }
        without_host.min(after(self.updated_at, EMPTY_GONE_AFTER))
    }

    pub fn is_expired(&self, now: Timestamp) -> bool {
        now >= self.expires_at()
    }

    /// Whether time alone has changed what can be seen, so that [`Lobby::settle`] has something to do.
    pub fn is_due(&self, now: Timestamp) -> bool {
        now >= self.next_change_at()
    }

    /// The earliest moment at which time alone changes anything.
    pub(super) fn next_change_at(&self) -> Timestamp {
        let host_away = after(self.host.last_seen, AWAY_AFTER);
        let host_away = self.host.online.then_some(host_away);
        let players = self.players.iter().filter_map(next_turn_at);
        let first = players.chain(host_away).chain(self.next_moment()).min();
        first.map_or(self.expires_at(), |first| first.min(self.expires_at()))
    }

    /// When time alone moves the game on: a deadline, or the end of a fair window.
    pub fn next_moment(&self) -> Option<Timestamp> {
        let window = self.window.and_then(|window| window.ends_at);
        self.deadline.into_iter().chain(window).min()
    }

    /// Brings the lobby up to `now`: who is unseen for too long goes, or the lobby does.
    pub fn settle(&mut self, now: Timestamp) {
        let events = self.due(now);
        self.evolve_all(&events);
        self.conclude(&events, now);
        if self.is_expired(now) {
            self.evolve(&Event::Expired);
        }
    }

    fn due(&self, now: Timestamp) -> Vec<Event> {
        let host_goes = self.host.online && now >= after(self.host.last_seen, AWAY_AFTER);
        let host = host_goes.then_some(Event::HostTurned { online: false });
        let turns = self.players.iter().filter_map(|player| {
            let (to, at) = presence_at(player, now)?;
            Some(Turn {
                player: player.id,
                from: player.presence,
                to,
                at,
            })
        });
        let turns: Vec<_> = turns.collect();
        let players = (!turns.is_empty()).then_some(Event::PlayersTurned(turns));
        self.runs_out(now)
            .into_iter()
            .chain(self.seals(now))
            .chain(host)
            .chain(players)
            .collect()
    }

    /// A deadline that has passed, unless the player it was for had become absent by then: so what comes of it does not
    /// depend on when it is settled.
    fn runs_out(&self, now: Timestamp) -> Option<Event> {
        let at = self.deadline.filter(|at| now >= *at)?;
        let active = self.active_player.and_then(|id| self.member(id));
        let was_there = active.is_none_or(|player| at <= after(player.last_seen, ABSENT_AFTER));
        was_there.then_some(Event::RanOut { at })
    }

    /// Keeps [`Lobby::next_due_at`] where it still is a lower bound: each move of it is a write into an index.
    pub(super) fn reschedule(&mut self, now: Timestamp) {
        let next = self.next_change_at();
        if self.next_due_at <= now || self.next_due_at > next {
            self.next_due_at = next;
        }
    }

    /// Whether a sign of life of this person is worth a write.
    pub fn wants_sign_of_life(&self, role: Role, now: Timestamp) -> bool {
        let last_seen = self.last_seen(role);
        last_seen
            .is_some_and(|at| now >= after(at, SIGN_OF_LIFE_INTERVAL) || !self.is_present(role))
    }

    /// The events of a sign of life, where it is worth a write: a person who was not there is back.
    pub(super) fn signs_of_life(&self, who: Role, now: Timestamp) -> Vec<Event> {
        if !self.wants_sign_of_life(who, now) {
            return Vec::new();
        }
        let back = match who {
            _ if self.is_present(who) => None,
            Role::Screen(_) => None,
            Role::Host => Some(Event::HostTurned { online: true }),
            Role::Player(id) => self.member(id).map(|player| {
                Event::PlayersTurned(vec![Turn {
                    player: id,
                    from: player.presence,
                    to: Presence::Online,
                    at: now,
                }])
            }),
        };
        let seen = Event::Seen { who, at: now };
        std::iter::once(seen).chain(back).collect()
    }

    /// A sign of life of somebody who is present: changes nothing that anyone sees.
    pub fn attend(&mut self, who: Role, now: Timestamp) {
        if self.is_present(who) && self.wants_sign_of_life(who, now) {
            self.evolve(&Event::Seen { who, at: now });
        }
    }

    /// Moves the times that time in which nobody could be heard does not count for.
    pub fn shift_due_times(&mut self, by: SignedDuration) {
        if by.is_zero() {
            return;
        }
        let players = self.players.iter_mut().map(|player| &mut player.last_seen);
        let bars = self.false_starts.iter_mut();
        let bars = bars.map(|starter| &mut starter.until);
        let window = self.window.as_mut();
        let window = window.and_then(|window| window.ends_at.as_mut());
        let own = [
            &mut self.updated_at,
            &mut self.host.last_seen,
            &mut self.next_due_at,
        ];
        for moment in players
            .chain(bars)
            .chain(&mut self.deadline)
            .chain(window)
            .chain(own)
        {
            *moment = after(*moment, by);
        }
    }
}

/// Now, but strictly later than the last of those before, so that their order is exact whatever the clocks say.
pub(super) fn later_than(last: Option<Timestamp>, now: Timestamp) -> Timestamp {
    match last {
        Some(last) if last >= now => after(last, SignedDuration::from_micros(1)),
        _ => now,
    }
}

/// The one place that says who is there: what becomes of a player by `now`, and since when. `None` where nothing does.
fn presence_at(player: &Player, now: Timestamp) -> Option<(Presence, Timestamp)> {
    let absent_at = after(player.last_seen, ABSENT_AFTER);
    if player.is_seated() && now >= absent_at {
        return Some((Presence::Absent, absent_at));
    }
    let away_at = after(player.last_seen, AWAY_AFTER);
    (player.is_online() && now >= away_at).then_some((Presence::Away, away_at))
}

fn next_turn_at(player: &Player) -> Option<Timestamp> {
    let limit = match player.presence {
        Presence::Online => AWAY_AFTER,
        Presence::Away => ABSENT_AFTER,
        Presence::Absent | Presence::Departed => return None,
    };
    Some(after(player.last_seen, limit))
}

/// Timestamps near the end of year 9999 cannot be moved; there they stay.
pub(super) fn after(moment: Timestamp, duration: SignedDuration) -> Timestamp {
    moment.checked_add(duration).unwrap_or(Timestamp::MAX)
}
