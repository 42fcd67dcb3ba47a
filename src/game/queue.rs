//! The queue: who has buzzed, in which order.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Lobby, Outcome, Refusal, Role};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buzz {
    pub player: Uuid,
    pub at: Timestamp,
}

/// How a lobby looks to somebody about to buzz.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuzzStanding {
    Free,
    Queued { position: usize },
}

impl Lobby {
    /// From 1; `None` for a player who is not in the queue.
    pub fn position(&self, id: Uuid) -> Option<usize> {
        let index = self.queue.iter().position(|buzz| buzz.player == id)?;
        Some(index + 1)
    }

    /// Where a buzz that could not be stored stands. The rules of a buzz that is stored are in its one statement.
    ///
    /// # Errors
    /// [`Refusals::BUZZ`](super::Refusals::BUZZ).
    pub fn buzz_standing(&self, by: Role, round: Option<i64>) -> Outcome<BuzzStanding> {
        let Role::Player(id) = by else {
            return Err(Refusal::PlayerOnly);
        };
        self.guard_round(round)?;
        match self.position(id) {
            Some(position) => Ok(BuzzStanding::Queued { position }),
            None if self.locked => Err(Refusal::Locked),
            None => Ok(BuzzStanding::Free),
        }
    }

    /// A late repetition never acts on a later round.
    pub(super) fn guard_round(&self, round: Option<i64>) -> Outcome<()> {
        match round {
            Some(round) if round != self.round => Err(Refusal::RoundChanged),
            _ => Ok(()),
        }
    }

    pub(super) fn unqueue(&mut self, id: Uuid) {
        self.queue.retain(|buzz| buzz.player != id);
        if self.active_player == Some(id) {
            self.active_player = None;
        }
    }
}
