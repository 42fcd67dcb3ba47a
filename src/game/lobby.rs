//! One lobby with everybody in it, and what can be asked of it.

use jiff::Timestamp;
use uuid::Uuid;

use super::choice::choices;
use super::{
    Buzz, Digest, FairWindow, FalseStarter, Host, LastMove, Link, LobbyCode, Player, QuestionValue,
    Record, Role, Settings, Team,
};

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
    pub settings: Settings,
    /// Counts the questions that were asked, from 1.
    pub question: i64,
    pub question_value: QuestionValue,
    /// Grows with every move after which a request that was meant for what was before must not count. Never goes back.
    pub round: i64,
    pub locked: bool,
    pub active_player: Option<Uuid>,
    /// When the buzzers lock, or when the active player is out of time.
    pub deadline: Option<Timestamp>,
    /// The active player had the time for the answer, and it is over.
    pub out_of_time: bool,
    /// In the order in which the database served the buzzes, or in which they were credited.
    pub queue: Vec<Buzz>,
    /// Where this round has one.
    pub window: Option<FairWindow>,
    /// Who has answered this question wrong, and is out until the next.
    pub wrong: Vec<Uuid>,
    /// Who has buzzed too early in this question, and until when they may not buzz.
    pub false_starts: Vec<FalseStarter>,
    /// The last standings are shown.
    pub finished: bool,
    pub last_move: Option<LastMove>,
    /// How often somebody left the roster or changed teams. A buzz compares it under the row lock, so that nobody gets into
    /// the queue who did so while the buzz was waiting.
    pub departures: i64,
    /// In the host's order.
    pub teams: Vec<Team>,
    /// In the order in which they were made; the newest of those that are good no more included.
    pub links: Vec<Link>,
    /// In order of joining; includes those who are not on the roster where the rules need them.
    pub players: Vec<Player>,
    /// Moves of the host that are not stored yet.
    pub records: Vec<Record>,
    /// Where a move is to be undone: that one, and the one that could be next.
    pub recalled: Vec<Record>,
    /// The move that was taken back just now.
    pub undone: Option<i64>,
    /// About to be deleted.
    pub ended: Option<Ending>,
}

choices! {
    /// What goes on in a lobby.
    Phase {
        /// Nobody may buzz: the question is being read.
        Locked = "locked",
        Open = "open",
        /// A player has the word.
        Answering = "answering",
        /// The last standings are shown.
        Finished = "finished",
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// By its host.
    Closed,
    /// By time.
    Expired,
}

impl Lobby {
    /// A new lobby: nobody in it but its host, and the first question not yet worth anything.
    pub fn open(code: LobbyCode, host: Host, settings: Settings, now: Timestamp) -> Self {
        let mut lobby = Self {
            code,
            host,
            created_at: now,
            updated_at: now,
            next_due_at: now,
            version: 1,
            settings,
            question: 0,
            question_value: QuestionValue::constant(0),
            round: 0,
            locked: false,
            active_player: None,
            deadline: None,
            out_of_time: false,
            queue: Vec::new(),
            window: None,
            wrong: Vec::new(),
            false_starts: Vec::new(),
            finished: false,
            last_move: None,
            departures: 0,
            teams: Vec::new(),
            links: Vec::new(),
            players: Vec::new(),
            records: Vec::new(),
            recalled: Vec::new(),
            undone: None,
            ended: None,
        };
        let first = lobby.next_question(now);
        lobby.evolve(&first);
        lobby.prepare_window(&[first], now);
        lobby.next_due_at = lobby.next_change_at();
        lobby
    }

    pub fn phase(&self) -> Phase {
        match self.active_player {
            _ if self.finished => Phase::Finished,
            Some(_) => Phase::Answering,
            None if self.locked => Phase::Locked,
            None => Phase::Open,
        }
    }

    /// The roster, in order of joining.
    pub fn roster(&self) -> impl Iterator<Item = &Player> {
        self.players.iter().filter(|player| player.is_seated())
    }

    pub fn seated(&self, id: Uuid) -> Option<&Player> {
        self.roster().find(|player| player.id == id)
    }

    /// Those who are listed, and whose tokens are good: the roster and the absent, in order of joining.
    pub fn members(&self) -> impl Iterator<Item = &Player> {
        self.players.iter().filter(|player| player.is_member())
    }

    pub fn member(&self, id: Uuid) -> Option<&Player> {
        self.members().find(|player| player.id == id)
    }

    pub(super) fn player(&self, id: Uuid) -> Option<&Player> {
        self.players.iter().find(|player| player.id == id)
    }

    pub(super) fn player_mut(&mut self, id: Uuid) -> Option<&mut Player> {
        self.players.iter_mut().find(|player| player.id == id)
    }

    /// Whether this person is known to be there just now.
    pub fn is_present(&self, role: Role) -> bool {
        match role {
            Role::Host => self.host.online,
            Role::Player(id) => self.member(id).is_some_and(Player::is_online),
            Role::Screen(_) => true,
        }
    }

    /// When this person was last seen, as far as it is written down.
    pub fn last_seen(&self, role: Role) -> Option<Timestamp> {
        match role {
            Role::Host => Some(self.host.last_seen),
            Role::Player(id) => self.member(id).map(|player| player.last_seen),
            Role::Screen(_) => None,
        }
    }

    /// Compares with the digest of everybody, so that the time it takes tells nothing.
    pub fn authenticate(&self, token: &Digest) -> Option<Role> {
        let host = (self.host.token == *token).then_some(Role::Host);
        let first = self.linked(token).or(host);
        self.members().fold(first, |found, player| {
            if player.token == *token {
                Some(Role::Player(player.id))
            } else {
                found
            }
        })
    }
}
