//! Players and their networks, at random: how fast a finger is, how long a message takes, and what a phone makes of the
//! service's clock. docs/fairness.md says where the numbers come from. All times are milliseconds.

use rand::seq::IndexedRandom as _;
use rand::{Rng, RngExt as _};
use rand_distr::{Distribution, Exp, LogNormal, Normal};

/// Exchanges of a measurement of the clock, as in web/clock.js.
pub const EXCHANGES: usize = 4;
/// With a longer round trip a phone does not say when its button was pressed, as in web/clock.js.
const LONGEST_TRIP: f64 = 1_000.0;
/// A measurement of the clock is at most so old, as in web/clock.js.
const OLDEST_CLOCK: f64 = 60_000.0;
/// Standard deviation of the rate of a phone's clock.
const DRIFT: f64 = 2e-6;
/// One way between the access network and the service, different for each player and direction.
const WIRED: std::ops::Range<f64> = 3.0..10.0;
/// The least retransmission timeout of TCP on Linux and Android, to which a round trip is added.
const TIMEOUT: f64 = 200.0;

/// From the decisive word to the press: a normal part and an exponential one.
pub fn reaction(rng: &mut impl Rng) -> f64 {
    drawn(Normal::new(300.0, 35.0), rng) + drawn(Exp::new(1.0 / 90.0), rng)
}

/// An access network.
pub struct Network {
    pub name: &'static str,
    /// What it is fitted to.
    pub published: &'static str,
    /// Of the players of a mixed hall.
    pub percent: u32,
    up: Way,
    down: Way,
    /// The share of messages that are lost and sent again.
    loss: f64,
    /// The share of requests after a pause that wait for the radio, and for how long.
    asleep: (f64, f64),
}

/// One direction: a fixed part, a log-normal one, and now and then a stall.
struct Way {
    least: f64,
    median: f64,
    sigma: f64,
    /// The share of messages that stall, and for how long on average.
    stalls: f64,
    stall: f64,
}

const GOOD_WIFI: Way = Way {
    least: 0.0,
    median: 1.0,
    sigma: 1.45,
    stalls: 0.012,
    stall: 180.0,
};

const BUSY_WIFI: Way = Way {
    least: 0.0,
    median: 8.0,
    sigma: 1.5,
    stalls: 0.0,
    stall: 1.0,
};

pub static NETWORKS: [Network; 4] = [
    Network {
        name: "good Wi-Fi",
        published: "radio 3 / 20 / 250 [4]",
        percent: 31,
        up: GOOD_WIFI,
        down: GOOD_WIFI,
        loss: 0.002,
        asleep: (0.0, 0.0),
    },
    Network {
        name: "busy Wi-Fi",
        published: "radio 20 / 100 / – [5]",
        percent: 31,
        up: BUSY_WIFI,
        down: BUSY_WIFI,
        loss: 0.005,
        asleep: (0.0, 0.0),
    },
    Network {
        name: "LTE or 5G",
        published: "mean 53 [6], median 55 [7]",
        percent: 30,
        up: Way {
            least: 8.0,
            median: 16.0,
            sigma: 0.6,
            stalls: 0.01,
            stall: 150.0,
        },
        down: Way {
            least: 6.0,
            median: 6.0,
            sigma: 0.6,
            stalls: 0.01,
            stall: 150.0,
        },
        loss: 0.003,
        asleep: (0.1, 260.0),
    },
    Network {
        name: "poor mobile",
        published: "100 to 500 [8]",
        percent: 8,
        up: Way {
            least: 30.0,
            median: 60.0,
            sigma: 0.8,
            stalls: 0.03,
            stall: 300.0,
        },
        down: Way {
            least: 25.0,
            median: 30.0,
            sigma: 0.8,
            stalls: 0.03,
            stall: 300.0,
        },
        loss: 0.01,
        asleep: (0.1, 580.0),
    },
];

impl Way {
    fn delay(&self, rng: &mut impl Rng) -> f64 {
        let stall = if rng.random_bool(self.stalls) {
            drawn(Exp::new(1.0 / self.stall), rng)
        } else {
            0.0
        };
        self.least + drawn(LogNormal::new(self.median.ln(), self.sigma), rng) + stall
    }
}

/// Which networks the players of a hall are on.
#[derive(Clone, Copy)]
pub enum Mix {
    All,
    Only(usize),
}

/// The way between one player and the service.
#[derive(Clone, Copy)]
pub struct Link {
    network: &'static Network,
    wired_up: f64,
    wired_down: f64,
}

impl Link {
    pub fn draw(mix: Mix, rng: &mut impl Rng) -> Self {
        let network = match mix {
            Mix::Only(index) => &NETWORKS[index],
            Mix::All => NETWORKS
                .choose_weighted(rng, |network| network.percent)
                .expect("shares of a hundred"),
        };
        Self {
            network,
            wired_up: rng.random_range(WIRED),
            wired_down: rng.random_range(WIRED),
        }
    }

    /// Of a request. After a pause the radio may have to wake.
    pub fn up(&self, after_pause: bool, rng: &mut impl Rng) -> f64 {
        let (share, wakes) = self.network.asleep;
        let wakes = if after_pause && rng.random_bool(share) {
            wakes
        } else {
            0.0
        };
        wakes + self.wired_up + self.radio(&self.network.up, rng)
    }

    /// Of an answer.
    pub fn down(&self, rng: &mut impl Rng) -> f64 {
        self.wired_down + self.radio(&self.network.down, rng)
    }

    /// What the access network takes, with the messages that it loses.
    fn radio(&self, way: &Way, rng: &mut impl Rng) -> f64 {
        let mut timeout = TIMEOUT + self.usual_trip();
        let mut lost = 0.0;
        while rng.random_bool(self.network.loss) {
            lost += timeout;
            timeout *= 2.0;
        }
        lost + way.delay(rng)
    }

    fn usual_trip(&self) -> f64 {
        let ways = [&self.network.up, &self.network.down];
        let radio: f64 = ways.iter().map(|way| way.least + way.median).sum();
        self.wired_up + self.wired_down + radio
    }

    /// Of a message there and back, over the access network alone.
    pub fn radio_trip(&self, rng: &mut impl Rng) -> f64 {
        self.radio(&self.network.up, rng) + self.radio(&self.network.down, rng)
    }
}

/// How well a phone knows the time.
#[derive(Clone, Copy)]
pub struct Clocks {
    pub exchanges: usize,
    pub drift: f64,
    pub oldest: f64,
}

pub const CLOCKS: Clocks = Clocks {
    exchanges: EXCHANGES,
    drift: DRIFT,
    oldest: OLDEST_CLOCK,
};

impl Clocks {
    /// By how much a phone's estimate of the service's clock is ahead; none where it does not rely on it.
    pub fn error(self, link: &Link, rng: &mut impl Rng) -> Option<f64> {
        let drifted = self.drifted(rng);
        let mut best: Option<(f64, f64)> = None;
        for exchange in 0..self.exchanges {
            let (up, down) = (link.up(exchange == 0, rng), link.down(rng));
            if best.is_none_or(|(trip, _)| up + down < trip) {
                // The service writes whole milliseconds, and the way there is taken for half of the trip.
                let written = rng.random_range(0.0..1.0);
                best = Some((up + down, (up - down) / 2.0 - written));
            }
        }
        let (trip, error) = best?;
        is_good(trip).then_some(error + drifted)
    }

    /// What has become of a measurement since.
    pub fn drifted(self, rng: &mut impl Rng) -> f64 {
        let age = rng.random_range(0.0..=self.oldest);
        age * drawn(Normal::new(0.0, self.drift), rng)
    }
}

/// Whether a phone relies on an exchange that took so long.
pub fn is_good(trip: f64) -> bool {
    trip <= LONGEST_TRIP
}

fn drawn<D, E: std::fmt::Debug>(distribution: Result<D, E>, rng: &mut impl Rng) -> f64
where
    D: Distribution<f64>,
{
    distribution.expect("parameters in bounds").sample(rng)
}
