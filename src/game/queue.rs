//! The queue: who has buzzed, in which order; and who may not.

use jiff::Timestamp;
use uuid::Uuid;

use super::choice::choices;
use super::{Lobby, Outcome, Refusal, Role};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buzz {
    pub player: Uuid,
    /// What it counts by: its arrival, or what it was credited with in a fair window.
    pub at: Timestamp,
    /// Of one that was credited.
    pub arrived: Option<Timestamp>,
    /// When it was pressed, as its player says. Only where there is a fair window.
    pub claimed: Option<Timestamp>,
}

impl Buzz {
    /// One that counts by its arrival.
    pub fn at(player: Uuid, at: Timestamp) -> Self {
        Self {
            player,
            at,
            arrived: None,
            claimed: None,
        }
    }
}

/// Somebody who has buzzed too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FalseStarter {
    pub player: Uuid,
    pub until: Timestamp,
}

choices! {
    /// How it stands with a place in the queue.
    Place { Waiting = "waiting", Answering = "answering", Wrong = "wrong" }
}

/// How a lobby looks to somebody about to buzz.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuzzStanding {
    Free,
    Queued {
        position: usize,
        /// Others may still come before.
        provisional: bool,
    },
    /// The buzz is one before the buzzers are open, which bars its player for a while.
    TooEarly,
}

impl Lobby {
    /// Whether the place of this player is one of the queue's own, and not shared with who has it.
    pub fn is_queued(&self, id: Uuid) -> bool {
        self.queue.iter().any(|buzz| buzz.player == id)
    }

    /// Where a buzz that could not be stored stands. The rules of a buzz that is stored are in its one statement.
    ///
    /// # Errors
    /// [`Refusals::BUZZ`](super::Refusals::BUZZ).
    pub fn buzz_standing(
        &self,
        by: Role,
        round: Option<i64>,
        now: Timestamp,
    ) -> Outcome<BuzzStanding> {
        let Role::Player(id) = by else {
            return Err(Refusal::PlayerOnly);
        };
        self.guard_round(round)?;
        let standing = self.standing(id).ok_or(Refusal::NotInLobby)?;
        if let Some(position) = standing.position {
            return Ok(BuzzStanding::Queued {
                position,
                provisional: self.is_window_open(),
            });
        }
        self.goes_on()?;
        if self.would_start_falsely(standing) {
            return Ok(BuzzStanding::TooEarly);
        }
        match standing.barred_until {
            _ if standing.is_out => Err(Refusal::Locked),
            Some(until) if now < until => Err(Refusal::TooEarly { until }),
            _ if self.locked => Err(Refusal::Locked),
            _ => Ok(BuzzStanding::Free),
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
            self.take_word();
        }
    }

    /// Nobody is active from now on.
    pub(super) fn take_word(&mut self) {
        self.active_player = None;
        self.deadline = None;
        self.out_of_time = false;
    }

    pub(super) fn give_word(&mut self, player: Uuid, deadline: Option<Timestamp>) {
        self.out_of_time &= self.active_player == Some(player);
        self.active_player = Some(player);
        self.locked = true;
        self.deadline = deadline;
    }
}
