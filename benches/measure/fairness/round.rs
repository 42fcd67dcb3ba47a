//! One round: who presses when, what arrives when, and the order that the service's own rule makes of it.

use jiff::{SignedDuration, Timestamp};
use panenka::game::{Buzz, FairWindow};
use rand::{Rng, RngExt as _};
use uuid::Uuid;

use super::model::{Clocks, Link, Mix, reaction};

/// The buzzers open so long before the decisive word, in milliseconds: while the host reads on.
const OPEN_BEFORE: f64 = 10_000.0;

/// Who plays.
#[derive(Clone, Copy)]
pub struct Hall {
    pub players: usize,
    pub mix: Mix,
    pub clocks: Clocks,
    /// The share of phones that never say when their button was pressed.
    pub silent: f64,
}

/// In milliseconds from the decisive word, which all hear at once.
#[derive(Clone, Copy)]
pub struct Press {
    pub at: f64,
    pub arrives: f64,
    /// By the phone's idea of the service's clock.
    pub claimed: Option<f64>,
}

/// Everybody presses once.
pub struct Round {
    pub presses: Vec<Press>,
    pub first_finger: usize,
}

/// What the rule makes of a round.
pub struct Order {
    /// The players, the first one first.
    pub places: Vec<usize>,
    /// What each of `places` counts by.
    pub credits: Vec<f64>,
    /// How many of them arrived in the window.
    pub in_window: usize,
    /// When the host can give the word.
    pub sealed: f64,
}

impl Round {
    pub fn draw(hall: &Hall, rng: &mut impl Rng) -> Self {
        Self::of((0..hall.players).map(|_| Press::draw(hall, rng)).collect())
    }

    pub fn of(presses: Vec<Press>) -> Self {
        let first = (0..presses.len()).min_by(|a, b| presses[*a].at.total_cmp(&presses[*b].at));
        Self {
            first_finger: first.expect("players"),
            presses,
        }
    }

    /// With the lie of a cheat, who claims the most there is: that the button was pressed when the buzzers opened.
    pub fn with_cheat(&self, cheat: usize) -> Self {
        let mut presses = self.presses.clone();
        presses[cheat].claimed = Some(-OPEN_BEFORE);
        Self { presses, ..*self }
    }

    /// As the service orders it: what arrives in the window by its credit, the rest behind it by arrival.
    pub fn order(&self, window: f64) -> Order {
        let mut queue: Vec<Buzz> = self.presses.iter().enumerate().map(buzz).collect();
        queue.sort_by_key(|buzz| buzz.at);
        let ends_at = moment(milliseconds(queue[0].at) + window);
        let in_window = queue.partition_point(|buzz| buzz.at < ends_at);
        if window > 0.0 {
            let rule = FairWindow {
                length: SignedDuration::from_micros((window * 1000.0) as i64),
                opened_at: moment(-OPEN_BEFORE),
                ends_at: Some(ends_at),
            };
            rule.order(&mut queue[..in_window]);
        }
        Order {
            places: queue.iter().map(player).collect(),
            credits: queue.iter().map(|buzz| milliseconds(buzz.at)).collect(),
            in_window,
            sealed: milliseconds(ends_at),
        }
    }
}

impl Press {
    fn draw(hall: &Hall, rng: &mut impl Rng) -> Self {
        let at = reaction(rng);
        let link = Link::draw(hall.mix, rng);
        let clock = hall.clocks.error(&link, rng);
        let speaks = !rng.random_bool(hall.silent);
        Self {
            at,
            arrives: at + link.up(true, rng),
            // In whole milliseconds, as phones write it.
            claimed: clock.filter(|_| speaks).map(|error| (at + error).floor()),
        }
    }
}

fn buzz((player, press): (usize, &Press)) -> Buzz {
    Buzz {
        claimed: press.claimed.map(moment),
        ..Buzz::at(Uuid::from_u128(player as u128), moment(press.arrives))
    }
}

fn player(buzz: &Buzz) -> usize {
    buzz.player.as_u128() as usize
}

/// Databases keep microseconds.
fn moment(milliseconds: f64) -> Timestamp {
    Timestamp::from_microsecond((milliseconds * 1000.0) as i64).expect("a time")
}

fn milliseconds(moment: Timestamp) -> f64 {
    moment.as_microsecond() as f64 / 1000.0
}
