//! What comes out of many rounds.

use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::round::{Hall, Order, Round};

/// Lengths of the window, in milliseconds.
pub const WINDOWS: [f64; 5] = [0.0, 100.0, 200.0, 300.0, 500.0];

/// Of the players in a round.
pub const CHEAT: usize = 0;

/// How far behind the first finger it is plain to see that another one was first, in milliseconds.
const PLAIN: f64 = 50.0;

/// Any; the same one makes the same tables.
pub const SEED: u64 = 1976;

/// How often something was the case.
#[derive(Clone, Copy, Default)]
pub struct Share {
    pub hits: usize,
    pub of: usize,
}

impl Share {
    pub fn count(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.of += 1;
    }

    pub fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.of += other.of;
    }

    pub fn percent(self) -> f64 {
        self.hits as f64 / self.of as f64 * 100.0
    }

    /// The interval of Wilson, in percent, for a quantile of the normal distribution.
    pub fn interval(self, z: f64) -> (f64, f64) {
        let (share, of) = (self.percent() / 100.0, self.of as f64);
        let middle = share + z * z / (2.0 * of);
        let half = z * (share * (1.0 - share) / of + z * z / (4.0 * of * of)).sqrt();
        let bound = |value: f64| value / (1.0 + z * z / of) * 100.0;
        (bound(middle - half), bound(middle + half))
    }
}

/// Rounds with one length of the window.
#[derive(Default)]
pub struct Tally {
    /// The first finger stands first.
    pub fair: Share,
    /// Another one does that was plainly later.
    pub plainly_unfair: Share,
    /// The first finger stands first, of the rounds in which its phone does not say when it was.
    pub fair_to_silent: Share,
    /// The first finger arrives when the window is over, of rounds with one.
    pub too_late: Share,
    /// One buzz was alone in the window, of rounds with one.
    pub alone: Share,
    /// From the first press until the host can give the word.
    pub waits: Vec<f64>,
}

impl Tally {
    fn count(&mut self, round: &Round, order: &Order) {
        let first = &round.presses[round.first_finger];
        let winner = order.places[0];
        let is_fair = winner == round.first_finger;
        self.fair.count(is_fair);
        let behind = round.presses[winner].at - first.at;
        self.plainly_unfair.count(behind > PLAIN);
        if first.claimed.is_none() {
            self.fair_to_silent.count(is_fair);
        }
        if order.in_window > 0 {
            let in_time = order.places[..order.in_window].contains(&round.first_finger);
            self.too_late.count(!in_time);
            self.alone.count(order.in_window == 1);
        }
        self.waits.push(order.sealed - first.at);
    }
}

/// The same rounds with each length of the window.
pub fn play(hall: &Hall, rounds: usize) -> [Tally; WINDOWS.len()] {
    let mut rng = StdRng::seed_from_u64(SEED);
    let mut tallies = std::array::from_fn(|_| Tally::default());
    for _ in 0..rounds {
        let round = Round::draw(hall, &mut rng);
        for (window, tally) in WINDOWS.iter().zip(&mut tallies) {
            tally.count(&round, &round.order(*window));
        }
    }
    tallies
}

/// What one player gains by claiming the most, beside the same player in the same rounds without a lie.
#[derive(Default)]
pub struct Gain {
    pub wins_honest: Share,
    pub wins_cheating: Share,
    /// Another one was the first finger, and would have stood first.
    pub stolen: Share,
    pub fair: Share,
    /// The honest buzz gets all that the window can give, as the lie does.
    pub whole_window: Share,
    /// On average.
    pub places: f64,
    pub milliseconds: Vec<f64>,
}

pub fn cheat(hall: &Hall, rounds: usize) -> [Gain; WINDOWS.len()] {
    let mut rng = StdRng::seed_from_u64(SEED);
    let mut gains = std::array::from_fn(|_| Gain::default());
    for _ in 0..rounds {
        let honest = Round::draw(hall, &mut rng);
        let lied = honest.with_cheat(CHEAT);
        for (window, gain) in WINDOWS.iter().zip(&mut gains) {
            gain.count(&honest, &lied, *window);
        }
    }
    for gain in &mut gains {
        gain.places /= rounds as f64;
    }
    gains
}

impl Gain {
    fn count(&mut self, honest: &Round, lied: &Round, window: f64) {
        let first_finger = honest.first_finger;
        let arrives = honest.presses[CHEAT].arrives;
        let (honest, lied) = (honest.order(window), lied.order(window));
        let place = |order: &Order| {
            let found = order.places.iter().position(|player| *player == CHEAT);
            found.expect("a place for everybody")
        };
        let (was, is) = (place(&honest), place(&lied));
        self.wins_honest.count(was == 0);
        self.wins_cheating.count(is == 0);
        let was_fair = honest.places[0] == first_finger;
        self.stolen.count(is == 0 && was != 0 && was_fair);
        self.fair.count(lied.places[0] == first_finger);
        let given = arrives - honest.credits[was];
        self.whole_window.count(given > window - 0.01);
        self.places += was as f64 - is as f64;
        let gained = honest.credits[was] - lied.credits[is];
        self.milliseconds.push(gained);
    }
}
