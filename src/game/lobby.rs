//! One lobby with everybody in it, and what can be asked of it.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Buzz, Digest, Host, LobbyCode, Player, Presence, Role};

/// One lobby with everybody in it, as one consistent moment of the database.
#[derive(Clone, Debug, PartialEq)]
pub struct Lobby {
    pub code: LobbyCode,
    pub host: Host,
    pub created_at: Timestamp,
    /// When something other than somebody's presence last changed.
    pub updated_at: Timestamp,
    /// Before this moment time alone changes nothing. A lower bound: signs of life move what it was reckoned from.
    pub next_due_at: Timestamp,
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
    /// About to be deleted.
    pub ended: Option<Ending>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// By its host.
    Closed,
    /// By time.
    Expired,
}

impl Lobby {
    /// A new lobby: nobody in it but its host, buzzers open, the question not yet worth anything.
    pub fn open(code: LobbyCode, host: Host, now: Timestamp) -> Self {
        let mut lobby = Self {
            code,
            host,
            created_at: now,
            updated_at: now,
            next_due_at: now,
            version: 1,
            round: 1,
            locked: false,
            question_value: 0,
            active_player: None,
            queue: Vec::new(),
            departures: 0,
            players: Vec::new(),
            ended: None,
        };
        lobby.next_due_at = lobby.next_change_at();
        lobby
    }

    /// The roster, in order of joining.
    pub fn roster(&self) -> impl Iterator<Item = &Player> {
        self.players.iter().filter(|player| player.is_seated())
    }

    pub fn seated(&self, id: Uuid) -> Option<&Player> {
        self.roster().find(|player| player.id == id)
    }

    /// Those whose tokens are good: the roster and the absent.
    pub(super) fn members(&self) -> impl Iterator<Item = &Player> {
        let is_member = |player: &&Player| player.presence != Presence::Departed;
        self.players.iter().filter(is_member)
    }

    pub(super) fn member(&self, id: Uuid) -> Option<&Player> {
        self.members().find(|player| player.id == id)
    }

    pub(super) fn player_mut(&mut self, id: Uuid) -> Option<&mut Player> {
        self.players.iter_mut().find(|player| player.id == id)
    }

    /// Whether this person is known to be there just now.
    pub fn is_present(&self, role: Role) -> bool {
        match role {
            Role::Host => self.host.online,
            Role::Player(id) => self.member(id).is_some_and(Player::is_online),
        }
    }

    /// When this person was last seen, as far as it is written down.
    pub fn last_seen(&self, role: Role) -> Option<Timestamp> {
        match role {
            Role::Host => Some(self.host.last_seen),
            Role::Player(id) => self.member(id).map(|player| player.last_seen),
        }
    }

    /// Compares with the digest of everybody, so that the time it takes tells nothing.
    pub fn authenticate(&self, token: &Digest) -> Option<Role> {
        let host = (self.host.token == *token).then_some(Role::Host);
        self.members().fold(host, |found, player| {
            if player.token == *token {
                Some(Role::Player(player.id))
            } else {
                found
            }
        })
    }
}
