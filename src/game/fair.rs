//! The fair window: for a moment after the first buzz of a round, the order is that of the presses and not that of the
//! networks. Within it a player's word for the moment of the press is believed, in bounds that nobody gains much by.

use jiff::{SignedDuration, Timestamp};

use super::{Buzz, Event, Lobby};

/// The window of one round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FairWindow {
    /// For how long it is open, and how much of a delay is made good.
    pub length: SignedDuration,
    /// When the buzzers of this round opened.
    pub opened_at: Timestamp,
    /// Set by the first buzz, and gone when the order is sealed.
    pub ends_at: Option<Timestamp>,
}

impl FairWindow {
    /// The moment that a buzz counts by which arrived in the window: the one that was claimed, but not before the buzzers
    /// opened, not longer before the arrival than the window is long, and not after the arrival.
    pub fn credit(&self, arrived: Timestamp, claimed: Option<Timestamp>) -> Timestamp {
        let earliest = arrived.checked_sub(self.length).unwrap_or(Timestamp::MIN);
        let claimed = claimed.unwrap_or(arrived);
        claimed.max(earliest).max(self.opened_at).min(arrived)
    }

    /// Those of a window that is open, given in the order of their arrival, in that of their credit. Of two that count by
    /// the same moment, the one that arrived first stands first.
    pub fn order(&self, queue: &mut [Buzz]) {
        for buzz in queue.iter_mut() {
            if buzz.arrived.is_none() {
                buzz.arrived = Some(buzz.at);
                buzz.at = self.credit(buzz.at, buzz.claimed);
            }
        }
        queue.sort_by_key(|buzz| buzz.at);
    }
}

impl Lobby {
    /// Whether the places in the queue may still change by what arrives.
    pub fn is_window_open(&self) -> bool {
        self.window.is_some_and(|window| window.ends_at.is_some())
    }

    /// What a step of the game means for the window: whoever finds the buzzers newly open can't have pressed before, and a
    /// round that nobody has buzzed in goes by what is set now. Once somebody has, the bounds of the credit stay, whatever
    /// is locked and opened again: who is on the way has not pressed later for that.
    pub(super) fn prepare_window(&mut self, events: &[Event], now: Timestamp) {
        if !self.queue.is_empty() || self.is_window_open() {
            return;
        }
        let opens = !self.locked && events.iter().any(Event::opens_buzzers);
        let opened_at = match self.window {
            Some(window) if !opens => window.opened_at,
            _ => now,
        };
        let length = SignedDuration::from_millis(self.settings.fair_window_ms.get());
        self.window = length.is_positive().then_some(FairWindow {
            length,
            opened_at,
            ends_at: None,
        });
    }

    /// The end of the window, once it is due.
    pub(super) fn seals(&self, now: Timestamp) -> Option<Event> {
        let at = self.window?.ends_at.filter(|at| now >= *at)?;
        Some(Event::Sealed { at })
    }

    /// The order that the queue has now stays.
    pub(super) fn close_window(&mut self) {
        if let Some(window) = &mut self.window {
            window.ends_at = None;
        }
    }
}
