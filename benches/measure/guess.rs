//! What guessers reach in an hour, and what an honest venue feels meanwhile: a simulation with the limits of the service and
//! a clock of its own. Each question that is put to the limits is answered as the database would.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use panenka::game::LobbyCode;
use panenka::http::{Answered, Guesses};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

/// How much is simulated.
#[derive(Clone, Copy)]
pub struct Extent {
    /// Networks of the guessers, one line each.
    pub networks: &'static [u32],
    /// Hours of each, with other lobbies and codes.
    pub runs: u64,
}

pub const FULL: Extent = Extent {
    networks: &[0, 1, 300, 10_000],
    runs: 3,
};

pub const QUICK: Extent = Extent {
    networks: &[0, 1, 300],
    runs: 1,
};

const LOBBIES: usize = 100;

/// Codes of four characters out of 32.
const CODES: f64 = 1_048_576.0;

const HOUR: u64 = 3600;

/// Guests of a venue, one of ten of whom has a typing error first, come within a minute.
const GUESTS: u64 = 100;

/// Venues begin one after the other.
const EVERY: u64 = 300;

/// Tries a second of the phone that guesses behind the address of a venue.
const NEIGHBOUR: u32 = 50;

/// What was answered to the guessers, and to the guests.
#[derive(Default)]
struct Outcome {
    answered: u64,
    found: u64,
    /// Right codes of guests: seconds until they were let in.
    waits: Vec<u64>,
    /// Typing errors that were answered with "wait", and not with "no such lobby".
    held_back: u64,
    typing_errors: u64,
}

struct Night {
    guesses: Guesses,
    lobbies: Vec<LobbyCode>,
    open: HashSet<LobbyCode>,
    rng: StdRng,
}

impl Night {
    fn new(seed: u64) -> Self {
        let mut rng = StdRng::seed_from_u64(seed);
        let mut open = HashSet::new();
        while open.len() < LOBBIES {
            open.insert(LobbyCode::generate(&mut rng));
        }
        let mut lobbies: Vec<_> = open.iter().copied().collect();
        lobbies.sort();
        Self {
            guesses: Guesses::default(),
            lobbies,
            open,
            rng,
        }
    }

    /// Whether there is such a lobby; none where that may not be known.
    fn ask(&mut self, by: IpAddr, code: LobbyCode, second: u64) -> Option<bool> {
        let now = Duration::from_secs(second);
        self.guesses.ask(by, code, now).ok()?;
        let is_open = self.open.contains(&code);
        let answered = match is_open {
            true => Answered::Right,
            false => Answered::Wrong,
        };
        self.guesses.answered(by, code, answered, now);
        Some(is_open)
    }

    fn any_code(&mut self) -> LobbyCode {
        LobbyCode::generate(&mut self.rng)
    }
}

/// Who guesses behind the address of a venue, and how the guessers go about it.
#[derive(Clone, Copy)]
struct Party {
    networks: u32,
    has_a_phone: bool,
    /// Each code is asked for until it is answered, and only then the next one.
    repeats: bool,
}

/// Somebody who guesses, and what was asked for last and not answered.
struct Guesser {
    repeats: bool,
    last: Option<(IpAddr, LobbyCode)>,
}

impl Guesser {
    fn new(party: Party) -> Self {
        Self {
            repeats: party.repeats,
            last: None,
        }
    }

    /// Whether there was an answer.
    fn guess(&mut self, by: IpAddr, night: &mut Night, second: u64, outcome: &mut Outcome) -> bool {
        let last = self.last.take().filter(|_| self.repeats);
        let (by, code) = last.unwrap_or_else(|| (by, night.any_code()));
        let answer = night.ask(by, code, second);
        outcome.answered += u64::from(answer.is_some());
        outcome.found += u64::from(answer == Some(true));
        if answer.is_none() {
            self.last = Some((by, code));
        }
        answer.is_some()
    }
}

/// Guests who are still outside, each with the second in which the code was first typed rightly.
struct Venue {
    address: IpAddr,
    code: LobbyCode,
    begins: u64,
    outside: Vec<u64>,
    guesser: Option<Guesser>,
}

impl Venue {
    fn pass(&mut self, night: &mut Night, second: u64, outcome: &mut Outcome) {
        if second < self.begins || second >= self.begins + EVERY {
            return;
        }
        if let Some(guesser) = &mut self.guesser {
            // Not what guessers from elsewhere find out.
            let mut neighbour = Outcome::default();
            for _ in 0..NEIGHBOUR {
                guesser.guess(self.address, night, second, &mut neighbour);
            }
        }
        let since = second - self.begins;
        let come = |second: u64| GUESTS.min((second + 1) * GUESTS / 60);
        for guest in come(since)..come(since + 1) {
            if guest % 10 == 0 {
                let code = night.any_code();
                let answer = night.ask(self.address, code, second);
                outcome.typing_errors += 1;
                outcome.held_back += u64::from(answer.is_none());
                self.outside.push(second + 3); // and types it again
            } else {
                self.outside.push(second);
            }
        }
        let (address, code) = (self.address, self.code);
        self.outside.retain(|typed| {
            // Who was told to wait tries again every five seconds.
            let tries = second >= *typed && (second - typed).is_multiple_of(5);
            let is_in = tries && night.ask(address, code, second) == Some(true);
            if is_in {
                outcome.waits.push(second - typed);
            }
            !is_in
        });
    }
}

/// One hour. All guessers ask as often as they are let; in the first second as well.
fn hour(seed: u64, party: Party, outcome: &mut Outcome) {
    let mut night = Night::new(seed);
    let mut venues: Vec<_> = (0..HOUR / EVERY)
        .map(|number| Venue {
            address: IpAddr::V4(Ipv4Addr::new(192, 0, 2, number as u8 + 1)),
            code: night.lobbies[number as usize],
            begins: number * EVERY,
            outside: Vec::new(),
            guesser: party.has_a_phone.then(|| Guesser::new(party)),
        })
        .collect();
    let mut guessers: Vec<_> = (0..party.networks).map(|_| Guesser::new(party)).collect();
    for second in 0..HOUR {
        for (network, guesser) in guessers.iter_mut().enumerate() {
            // A customer's network has many subscribers' networks.
            let mut by = subscriber_of(network, &mut night.rng);
            while guesser.guess(by, &mut night, second, outcome) {
                by = subscriber_of(network, &mut night.rng);
            }
        }
        for venue in &mut venues {
            venue.pass(&mut night, second, outcome);
        }
    }
    for venue in venues {
        outcome.waits.extend(venue.outside.iter().map(|_| EVERY));
    }
}

fn subscriber_of(network: usize, rng: &mut StdRng) -> IpAddr {
    let subscriber: u16 = rng.random();
    let bits = 0x2001_0db8_u128 << 96 | (network as u128) << 80 | u128::from(subscriber) << 64;
    IpAddr::V6(Ipv6Addr::from_bits(bits))
}

pub fn simulate(extent: Extent) -> String {
    let mut text = format!(
        "\n`scripts/bench guess`: {} simulated hours a line with {LOBBIES} lobbies, seeds 0 to {}. Every five minutes a venue of \
         {GUESTS} guests, behind one address and with a host elsewhere, joins within a minute; one of ten has a typing error. Who \
         is held back tries again every five seconds. A phone that guesses does so {NEIGHBOUR} times a second, a network that has \
         nothing left once a second; some repeat each code until it is answered, to have its turn.\n\n\
         | networks that guess (/48) | a phone of each venue guesses | each code | guesses answered in an hour | lobbies found in an hour, \
         expected (counted) | right codes let in at once | the longest wait, s | typing errors told to wait |\n\
         |---|---|---|---|---|---|---|---|\n",
        extent.runs,
        extent.runs - 1,
    );
    for networks in extent.networks.iter().copied() {
        for (has_a_phone, repeats) in [(false, false), (true, false), (true, true)] {
            let party = Party {
                networks,
                has_a_phone,
                repeats,
            };
            let mut outcome = Outcome::default();
            for seed in 0..extent.runs {
                hour(seed, party, &mut outcome);
            }
            text += &row(party, extent.runs, &outcome);
        }
    }
    text
}

fn row(party: Party, runs: u64, outcome: &Outcome) -> String {
    let runs = runs as f64;
    let answered = outcome.answered as f64 / runs;
    let at_once = outcome.waits.iter().filter(|wait| **wait == 0).count() as f64;
    let mut row = String::new();
    let _ = writeln!(
        row,
        "| {} | {} | {} | {answered:.0} | {:.2} ({:.1}) | {:.1} % | {} | {:.0} % |",
        party.networks,
        if party.has_a_phone { "yes" } else { "no" },
        if party.repeats {
            "again and again"
        } else {
            "once"
        },
        answered * LOBBIES as f64 / CODES,
        outcome.found as f64 / runs,
        100.0 * at_once / outcome.waits.len() as f64,
        outcome.waits.iter().max().copied().unwrap_or_default(),
        100.0 * outcome.held_back as f64 / outcome.typing_errors as f64,
    );
    row
}
