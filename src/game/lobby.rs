use jiff::Timestamp;
use uuid::Uuid;

use super::{
    ABSENT_AFTER, AWAY_AFTER, Digest, EMPTY_GONE_AFTER, HOST_GONE_AFTER, LobbyCode, PlayerName,
    Refusal, SIGN_OF_LIFE_INTERVAL, Salt,
};

/// One lobby with everybody in it, as one consistent moment of the database.
#[derive(Clone, Debug, PartialEq)]
pub struct Lobby {
    pub code: LobbyCode,
    pub host: Host,
    pub created_at: Timestamp,
    /// When something other than somebody's presence last changed.
    pub updated_at: Timestamp,
    /// Grows with every change anyone can see, and only then.
    pub version: i64,
    pub round: i64,
    pub locked: bool,
    pub question_value: i64,
    pub active_player: Option<Uuid>,
    /// In the order in which the database served the buzzes.
    pub queue: Vec<Buzz>,
    /// How often somebody left the roster. A buzz compares it under the row lock, so that nobody who left while
    /// the buzz was waiting gets into the queue.
    pub departures: i64,
    /// In order of joining; includes those who are not on the roster where the rules need them.
    pub players: Vec<Player>,
    /// Closed by its host or expired: about to be deleted.
    pub closed: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Host {
    pub id: Uuid,
    pub name: PlayerName,
    pub token: Digest,
    pub last_seen: Timestamp,
    pub online: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Player {
    pub id: Uuid,
    pub name: PlayerName,
    pub joined_at: Timestamp,
    pub last_seen: Timestamp,
    pub presence: Presence,
    pub score: i64,
    /// In a lobby that is read to be shown: empty, but for the viewer's.
    pub token: Digest,
    /// `None` for a join without a key, and in a lobby that is read to be shown.
    pub keyed_join: Option<KeyedJoin>,
}

/// A join that came with an idempotency key: what a repetition is recognised by, and answered with.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyedJoin {
    pub key: Digest,
    /// The name asked for, before a number was added or it was changed: what makes a repetition "the same body".
    pub name: PlayerName,
    /// Of the player's token.
    pub salt: Salt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// On the roster, and seen lately.
    Online,
    /// On the roster, but not seen for [`AWAY_AFTER`].
    Away,
    /// Not seen for [`ABSENT_AFTER`]: off the roster, with a seat to come back to.
    Absent,
    /// Left or was kicked. Kept only to recognise a late repetition of the join.
    Departed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buzz {
    pub player: Uuid,
    pub at: Timestamp,
}

/// Who a token belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    Host,
    Player(Uuid),
}

impl Player {
    pub fn is_seated(&self) -> bool {
        matches!(self.presence, Presence::Online | Presence::Away)
    }

    pub fn is_online(&self) -> bool {
        self.presence == Presence::Online
    }
}

impl Lobby {
    /// A new lobby: nobody in it but its host, buzzers open, the question not yet worth anything.
    pub fn open(code: LobbyCode, host: Host, now: Timestamp) -> Self {
        Self {
            code,
            host,
            created_at: now,
            updated_at: now,
            version: 1,
            round: 1,
            locked: false,
            question_value: 0,
            active_player: None,
            queue: Vec::new(),
            departures: 0,
            players: Vec::new(),
            closed: false,
        }
    }

    /// The roster, in order of joining.
    pub fn roster(&self) -> impl Iterator<Item = &Player> {
        self.players.iter().filter(|player| player.is_seated())
    }

    pub fn seated(&self, id: Uuid) -> Option<&Player> {
        self.roster().find(|player| player.id == id)
    }

    /// From 1; `None` for a player who is not in the queue.
    pub fn position(&self, id: Uuid) -> Option<usize> {
        let index = self.queue.iter().position(|buzz| buzz.player == id)?;
        Some(index + 1)
    }

    /// Compares with the digest of everybody, so that the time it takes tells nothing.
    pub fn authenticate(&self, token: &Digest) -> Option<Role> {
        let host = (self.host.token == *token).then_some(Role::Host);
        self.players.iter().fold(host, |found, player| {
            let is_this = player.token == *token && player.presence != Presence::Departed;
            if is_this {
                Some(Role::Player(player.id))
            } else {
                found
            }
        })
    }

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

    /// Marks an expired lobby for deletion.
    pub fn expire(&mut self) -> Refusal {
        self.closed = true;
        Refusal::LobbyNotFound
    }

    /// Whether time alone has changed what can be seen, so that [`Lobby::settle`] has something to do.
    pub fn is_due(&self, now: Timestamp) -> bool {
        let host_is_due = self.host.online && now >= after(self.host.last_seen, AWAY_AFTER);
        host_is_due
            || self
                .players
                .iter()
                .any(|player| presence_at(player, now) != player.presence)
    }

    /// Brings everybody's presence up to `now`: who is unseen for too long leaves roster and queue.
    pub fn settle(&mut self, now: Timestamp) {
        let before = self.clone();
        let mut changed_at = self.updated_at;
        self.host.online &= now < after(self.host.last_seen, AWAY_AFTER);
        for index in 0..self.players.len() {
            let player = &mut self.players[index];
            let presence = presence_at(player, now);
            if player.is_seated() && presence == Presence::Absent {
                changed_at = changed_at.max(after(player.last_seen, ABSENT_AFTER));
                let id = player.id;
                self.unqueue(id);
            }
            self.players[index].presence = presence;
        }
        self.conclude(&before, changed_at);
    }

    /// Runs one move of the game and accounts for it: version, time of change and departures.
    pub fn apply<T>(&mut self, now: Timestamp, action: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.clone();
        let result = action(self);
        self.conclude(&before, now);
        result
    }

    /// Whether a sign of life of this person is worth a write.
    pub fn wants_sign_of_life(&self, role: Role, now: Timestamp) -> bool {
        let (present, last_seen) = match role {
            Role::Host => (self.host.online, self.host.last_seen),
            Role::Player(id) => match self.players.iter().find(|player| player.id == id) {
                Some(player) => (player.is_online(), player.last_seen),
                None => return false,
            },
        };
        !present || now >= after(last_seen, SIGN_OF_LIFE_INTERVAL)
    }

    /// Records a sign of life; seats again a player who was absent.
    pub fn attend(&mut self, role: Role, now: Timestamp) {
        if !self.wants_sign_of_life(role, now) {
            return;
        }
        match role {
            Role::Host => {
                self.host.online = true;
                self.host.last_seen = self.host.last_seen.max(now);
            }
            Role::Player(id) => {
                if let Some(player) = self.players.iter_mut().find(|player| player.id == id) {
                    player.presence = Presence::Online;
                    player.last_seen = player.last_seen.max(now);
                }
            }
        }
    }

    pub(super) fn unqueue(&mut self, id: Uuid) {
        self.queue.retain(|buzz| buzz.player != id);
        if self.active_player == Some(id) {
            self.active_player = None;
        }
    }

    fn conclude(&mut self, before: &Self, changed_at: Timestamp) {
        let changed = self.game() != before.game();
        if changed {
            self.updated_at = self.updated_at.max(changed_at);
        }
        if changed || self.presences() != before.presences() {
            self.version += 1;
        }
        if before
            .roster()
            .any(|player| self.seated(player.id).is_none())
        {
            self.departures += 1;
        }
    }

    /// What can be seen of the game itself…
    fn game(&self) -> impl PartialEq + '_ {
        let roster: Vec<_> = self
            .roster()
            .map(|player| (player.id, &player.name, player.score))
            .collect();
        let state = (
            self.round,
            self.locked,
            self.question_value,
            self.active_player,
        );
        (state, &self.queue, roster)
    }

    /// …and of who is there to play it.
    fn presences(&self) -> impl PartialEq + use<> {
        let roster: Vec<_> = self.roster().map(Player::is_online).collect();
        (self.host.online, roster)
    }
}

fn presence_at(player: &Player, now: Timestamp) -> Presence {
    match player.presence {
        Presence::Online | Presence::Away if now >= after(player.last_seen, ABSENT_AFTER) => {
            Presence::Absent
        }
        Presence::Online if now >= after(player.last_seen, AWAY_AFTER) => Presence::Away,
        unchanged => unchanged,
    }
}

/// Timestamps near the end of year 9999 cannot be moved; there they stay.
pub(super) fn after(moment: Timestamp, duration: jiff::SignedDuration) -> Timestamp {
    moment.checked_add(duration).unwrap_or(Timestamp::MAX)
}
