//! What happens in a lobby, and how it changes by it.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Ending, Lobby, Player, PlayerName, Presence, Role};

#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A sign of life. Nobody sees it by itself.
    Seen {
        who: Role,
        at: Timestamp,
    },
    /// The host went away, or is back.
    HostTurned {
        online: bool,
    },
    /// A player went away, became absent, or is back.
    PlayerTurned {
        player: Uuid,
        from: Presence,
        to: Presence,
        at: Timestamp,
    },
    Joined(Box<Player>),
    /// The seat of an absent player made room for another.
    SeatCleared {
        player: Uuid,
    },
    /// A player left, or was kicked.
    Left {
        player: Uuid,
        from: Presence,
    },
    Renamed {
        player: Uuid,
        name: PlayerName,
    },
    /// The host set a score by hand.
    Rescored {
        player: Uuid,
        score: i64,
    },
    BuzzersSet {
        locked: bool,
    },
    ValueSet {
        points: i64,
    },
    /// A player may answer; the buzzers close.
    Confirmed {
        player: Uuid,
    },
    /// The answer was judged: the player's score from now on.
    Resolved {
        player: Uuid,
        score: i64,
    },
    RoundBegan,
    Closed,
    Expired,
}

impl Event {
    /// Whether anyone can see that it happened.
    fn is_visible(&self) -> bool {
        match self {
            Self::Seen { .. } | Self::SeatCleared { .. } | Self::Closed | Self::Expired => false,
            Self::Left { from, .. } => from.is_seated(),
            Self::HostTurned { .. }
            | Self::PlayerTurned { .. }
            | Self::Joined(_)
            | Self::Renamed { .. }
            | Self::Rescored { .. }
            | Self::BuzzersSet { .. }
            | Self::ValueSet { .. }
            | Self::Confirmed { .. }
            | Self::Resolved { .. }
            | Self::RoundBegan => true,
        }
    }

    /// When it changed the game itself, as opposed to who is looking; `now` for what happens now.
    fn changes_game_at(&self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::HostTurned { .. } => None,
            Self::PlayerTurned { from, to, at, .. } => {
                (from.is_seated() != to.is_seated()).then_some(*at)
            }
            event => event.is_visible().then_some(now),
        }
    }

    fn takes_off_roster(&self) -> bool {
        match self {
            Self::Left { from, .. } => from.is_seated(),
            Self::PlayerTurned { from, to, .. } => from.is_seated() && !to.is_seated(),
            _ => false,
        }
    }
}

impl Lobby {
    /// Lets one event happen. What the whole step amounts to is said by [`Lobby::conclude`].
    pub fn evolve(&mut self, event: &Event) {
        match event {
            Event::Seen { who, at } => self.see(*who, *at),
            Event::HostTurned { online } => self.host.online = *online,
            Event::PlayerTurned { player, to, .. } => {
                if *to == Presence::Absent {
                    self.unqueue(*player);
                }
                self.change(*player, |player| player.presence = *to);
            }
            Event::Joined(player) => self.players.push(Player::clone(player)),
            Event::SeatCleared { player } => self.players.retain(|seat| seat.id != *player),
            Event::Left { player, .. } => self.remove(*player),
            Event::Renamed { player, name } => {
                self.change(*player, |player| player.name = name.clone());
            }
            Event::Rescored { player, score } | Event::Resolved { player, score } => {
                self.change(*player, |player| player.score = *score);
            }
            Event::BuzzersSet { locked } => self.locked = *locked,
            Event::ValueSet { points } => self.question_value = *points,
            Event::Confirmed { player } => {
                self.active_player = Some(*player);
                self.locked = true;
            }
            Event::RoundBegan => {
                self.queue.clear();
                self.active_player = None;
                self.locked = false;
                self.round += 1;
            }
            Event::Closed => self.ended = Some(Ending::Closed),
            Event::Expired => self.ended = Some(Ending::Expired),
        }
    }

    pub(super) fn evolve_all(&mut self, events: &[Event]) {
        for event in events {
            self.evolve(event);
        }
    }

    /// Accounts for one step of the game, whose events have happened: version, time of change, departures, and until
    /// when time changes nothing.
    pub(super) fn conclude(&mut self, events: &[Event], now: Timestamp) {
        self.version += i64::from(events.iter().any(Event::is_visible));
        self.departures += i64::from(events.iter().any(Event::takes_off_roster));
        let changes = events.iter().filter_map(|event| event.changes_game_at(now));
        self.updated_at = changes.fold(self.updated_at, Timestamp::max);
        self.reschedule(now);
    }

    fn see(&mut self, who: Role, at: Timestamp) {
        match who {
            Role::Host => self.host.last_seen = self.host.last_seen.max(at),
            Role::Player(id) => {
                self.change(id, |player| player.last_seen = player.last_seen.max(at))
            }
        }
    }

    fn remove(&mut self, id: Uuid) {
        self.unqueue(id);
        self.players
            .retain(|player| player.id != id || player.keyed_join.is_some());
        self.change(id, |player| player.presence = Presence::Departed);
    }

    fn change(&mut self, id: Uuid, change: impl FnOnce(&mut Player)) {
        if let Some(player) = self.player_mut(id) {
            change(player);
        }
    }
}
