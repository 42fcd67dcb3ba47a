//! The same halls, played with the service: each player is a client behind a proxy, and knows of the time only what
//! `GET /time` says.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use tokio::task::JoinSet;

use super::Extent;
use super::lobby::Hall;
use super::tables::USUAL;
use super::tally::{SEED, Share, WINDOWS, cheat, play};
use crate::document::{commit, machine};
use crate::server::Server;
use crate::step;

/// The window that docs/fairness.md recommends.
const RECOMMENDED: f64 = 300.0;

/// Lobbies that are played in at once: so many that the service is not busy.
const LOBBIES: usize = 8;

/// In standard errors. With four lines, one run in a hundred of a service that does what is simulated is outside.
const TOLERANCE: f64 = 3.0;

/// A round in which a buzz was held up so much longer than it should have been does not count.
pub const TOO_LATE: Duration = Duration::from_millis(10);

/// What is played.
#[derive(Clone, Copy)]
pub struct Kind {
    pub window: f64,
    pub has_cheat: bool,
}

const KINDS: [Kind; 3] = [
    Kind {
        window: 0.0,
        has_cheat: false,
    },
    Kind {
        window: RECOMMENDED,
        has_cheat: false,
    },
    Kind {
        window: RECOMMENDED,
        has_cheat: true,
    },
];

/// What came of it.
#[derive(Default)]
pub struct Score {
    pub fair: Share,
    pub cheat_wins: Share,
    /// The rule puts the same player first, by what hosts are shown of arrivals and claims. Only where there is a window.
    pub as_ruled: Share,
    /// Rounds that don't count, because the machine was too busy.
    pub disturbed: usize,
}

/// Plays, and writes the section of docs/fairness.md. Says whether the simulation agrees.
pub async fn measure(database_url: &str, directory: &Path, quick: bool) -> (String, bool) {
    let extent = Extent::of(quick);
    let server = Server::spawn(database_url, directory, &[]);
    server.ready().await;
    let option = if quick { " --quick" } else { "" };
    let database = database_url.split(':').next().unwrap_or_default();
    let mut text = format!(
        "`scripts/fairness service{option}`, commit {}. {}; {database}. {} rounds of each kind, in {LOBBIES} lobbies at once, with \
         {} players; before each round every player gets a new network, and measures the clock over it. Percent, with the \
         95 % interval.\n\n\
         | | played | simulated |\n|---|---|---|\n",
        commit(),
        machine(),
        extent.served,
        USUAL.players,
    );
    let honest = play(&USUAL, extent.rounds);
    let cheating = cheat(&USUAL, extent.rounds);
    let (mut agrees, mut as_ruled, mut disturbed) = (true, Share::default(), 0);
    for kind in KINDS {
        let what = format!("W = {}, cheat: {}", kind.window, kind.has_cheat);
        let score = step(what, 900, play_kind(&server, kind, extent.served)).await;
        let index = WINDOWS.iter().position(|window| *window == kind.window);
        let index = index.expect("a window that is simulated");
        let rows = if kind.has_cheat {
            let gain = &cheating[index];
            vec![
                ("first finger first, one cheats", score.fair, gain.fair),
                ("the cheat first", score.cheat_wins, gain.wins_cheating),
            ]
        } else {
            vec![("first finger first", score.fair, honest[index].fair)]
        };
        for (name, played, simulated) in rows {
            agrees &= agree(played, simulated);
            let (from, to) = played.interval(1.96);
            let _ = writeln!(
                text,
                "| W = {}: {name} | {:.1} ({from:.1} to {to:.1}) | {:.1} |",
                kind.window,
                played.percent(),
                simulated.percent(),
            );
        }
        as_ruled.add(score.as_ruled);
        disturbed += score.disturbed;
    }
    // Arrivals are shown in whole milliseconds: one may be on the other side of the end of the window.
    agrees &= as_ruled.percent() >= 99.0;
    let _ = write!(
        text,
        "\nIn {} of {} rounds with a window the rule of the simulation, given the arrivals and claims that the service shows \
         to hosts, puts the same player first. {disturbed} rounds do not count, as the machine was busy: a proxy passed a \
         buzz on more than {} ms too late. The simulation is {} three standard errors of what was played.",
        as_ruled.hits,
        as_ruled.of,
        TOO_LATE.as_millis(),
        if agrees { "within" } else { "not within" },
    );
    (text, agrees)
}

fn agree(played: Share, simulated: Share) -> bool {
    let (from, to) = played.interval(TOLERANCE);
    (from..=to).contains(&simulated.percent())
}

async fn play_kind(server: &Server, kind: Kind, rounds: usize) -> Score {
    let left = Rc::new(RefCell::new(rounds));
    let score = Rc::new(RefCell::new(Score::default()));
    let mut lobbies = JoinSet::new();
    for number in 0..LOBBIES {
        let hall = Hall::open(server, kind, SEED + number as u64).await;
        lobbies.spawn_local(hall.play(Rc::clone(&left), Rc::clone(&score)));
    }
    while let Some(played) = lobbies.join_next().await {
        played.expect("a lobby without a fault");
    }
    score.take()
}
