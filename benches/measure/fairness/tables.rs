//! The simulated part of docs/fairness.md.

use std::fmt::Write as _;

use rand::SeedableRng as _;
use rand::rngs::StdRng;

use super::Extent;
use super::model::{CLOCKS, Clocks, Link, Mix, NETWORKS};
use super::round::Hall;
use super::tally::{SEED, Tally, WINDOWS, cheat, play};
use crate::document::{commit, draw};
use crate::hall::percentile;
use crate::plot::{Line, lines};

const HALLS: [usize; 5] = [2, 5, 12, 30, 100];

/// Who plays where nothing else is said.
pub const USUAL: Hall = Hall {
    players: 12,
    mix: Mix::All,
    clocks: CLOCKS,
    silent: 0.1,
};

/// Simulates everything, and writes the section of docs/fairness.md.
pub fn simulate(quick: bool) -> String {
    let rounds = Extent::of(quick).rounds;
    let option = if quick { " --quick" } else { "" };
    // At a share of one half, where it is widest.
    let half = 1.96 * 50.0 / (rounds as f64).sqrt();
    let mut text = format!(
        "`scripts/fairness simulation{option}`, commit {}. {rounds} rounds for each line, the same ones for each length of \
         the window; 95 % intervals are ±{half:.1} or narrower. W is the window in milliseconds.\n",
        commit(),
    );
    text += &networks(rounds);
    let halls = HALLS.map(|players| (players, play(&Hall { players, ..USUAL }, rounds)));
    text += &mixed(&halls);
    text += &by_network(rounds);
    text += &silent(rounds);
    text += &clocks(rounds);
    text += &cheats(rounds);
    text += &waiting(&halls);
    if !quick {
        text += "\n![How often the first finger stands first, by W](images/fairness.svg)";
        draw("fairness", &curves(&halls, rounds));
    }
    text
}

/// What the model makes of each network, beside what it is fitted to.
fn networks(rounds: usize) -> String {
    let mut text = "\n### The networks of the model\n\nMilliseconds: p50 / p90 / p99 of delays, p5 / p50 / p95 of the clock. A trip is there \
         and back while the radio is awake. Buzz: up, where the radio may have to wake. Clock ahead: by how much a \
         phone's estimate is ahead of the service's clock.\n\n\
         | network | share % | published trip | radio trip | whole trip | buzz up | answer down | clock ahead | without a clock % |\n\
         |---|---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for (index, network) in NETWORKS.iter().enumerate() {
        let mut rng = StdRng::seed_from_u64(SEED);
        let (mut radio, mut whole) = (Vec::new(), Vec::new());
        let (mut ups, mut downs, mut errors) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..rounds {
            let link = Link::draw(Mix::Only(index), &mut rng);
            radio.push(link.radio_trip(&mut rng));
            let down = link.down(&mut rng);
            whole.push(link.up(false, &mut rng) + down);
            ups.push(link.up(true, &mut rng));
            downs.push(down);
            errors.extend(CLOCKS.error(&link, &mut rng));
        }
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} | {} | {:.1} |",
            network.name,
            network.percent,
            network.published,
            percentiles(&radio, [50, 90, 99]),
            percentiles(&whole, [50, 90, 99]),
            percentiles(&ups, [50, 90, 99]),
            percentiles(&downs, [50, 90, 99]),
            percentiles(&errors, [5, 50, 95]),
            100.0 - errors.len() as f64 / rounds as f64 * 100.0,
        );
    }
    text
}

fn percentiles(values: &[f64], percents: [usize; 3]) -> String {
    let values = percents.map(|percent| format!("{:.0}", percentile(values, percent)));
    values.join(" / ")
}

type Played = [Tally; WINDOWS.len()];

fn fair_and_plainly_unfair(tally: &Tally) -> String {
    let (fair, unfair) = (tally.fair.percent(), tally.plainly_unfair.percent());
    format!("{fair:.1} ({unfair:.1})")
}

fn mixed(halls: &[(usize, Played)]) -> String {
    let mut text = "\n### The first finger stands first\n\nPercent of rounds in a mixed hall, where one phone in ten says nothing; \
         in brackets those in which somebody stands first who pressed more than 50 ms later.\n\n"
        .to_owned();
    text += &head("players who buzz");
    for (players, played) in halls {
        text += &row(&players.to_string(), played, fair_and_plainly_unfair);
    }
    text
}

fn by_network(rounds: usize) -> String {
    let mut text =
        "\nThe same where all 12 are on one kind of network, and all phones speak:\n\n".to_owned();
    text += &head("network");
    for (index, network) in NETWORKS.iter().enumerate() {
        let hall = Hall {
            mix: Mix::Only(index),
            silent: 0.0,
            ..USUAL
        };
        text += &row(network.name, &play(&hall, rounds), fair_and_plainly_unfair);
    }
    text
}

fn silent(rounds: usize) -> String {
    let mut text = "\n### Phones that do not say when\n\nPercent of rounds in which the first finger stands first, of 12 in a mixed \
         hall; in brackets only of the rounds in which its own phone says nothing.\n\n"
        .to_owned();
    text += &head("phones without `pressed_at`");
    for silent in [0.0, 0.1, 0.5, 1.0] {
        let name = format!("{:.0} %", silent * 100.0);
        text += &row(&name, &play(&Hall { silent, ..USUAL }, rounds), |tally| {
            if tally.fair_to_silent.of * 100 < rounds {
                return format!("{:.1}", tally.fair.percent());
            }
            let to_silent = tally.fair_to_silent.percent();
            format!("{:.1} ({to_silent:.1})", tally.fair.percent())
        });
    }
    text
}

fn clocks(rounds: usize) -> String {
    let mut text =
        "\n### What the phones' clocks cost\n\nPercent of rounds in which the first finger stands first, of 12 in a mixed hall, \
         all phones speak.\n\n"
            .to_owned();
    text += &head("clocks");
    let page = CLOCKS;
    let (few, many) = (
        Clocks {
            exchanges: 1,
            ..page
        },
        Clocks {
            exchanges: 16,
            ..page
        },
    );
    let drifting = |drift| Clocks { drift, ..page };
    let seldom = |drift| Clocks {
        drift,
        oldest: 600_000.0,
        ..page
    };
    let kinds = [
        ("as the page has them: 4 exchanges, each minute", page),
        ("one exchange", few),
        ("16 exchanges", many),
        ("20 ppm off, as quartz may be [17]", drifting(20e-6)),
        ("the same, measured each 10 minutes", seldom(20e-6)),
        (
            "78 ppm off in the middle, as computers were [18]",
            drifting(116e-6),
        ),
        ("the same, measured each 10 minutes", seldom(116e-6)),
    ];
    for (name, clocks) in kinds {
        let hall = Hall {
            clocks,
            silent: 0.0,
            ..USUAL
        };
        text += &row(name, &play(&hall, rounds), |tally| {
            format!("{:.1}", tally.fair.percent())
        });
    }
    text
}

fn cheats(rounds: usize) -> String {
    let mut text = "\n### What a cheat gains\n\nOne player claims the most there is, in the very rounds in which that player says what \
         is true. Wins: percent of rounds in which the player stands first. Taken: percent of rounds in which the first \
         finger would have stood first, and now the cheat does. Milliseconds: how much earlier the buzz counts. The whole W: percent of rounds in \
         which the honest buzz, too, counts by W before its arrival.\n\n\
         | players who buzz | W | wins honestly | wins cheating | taken | first finger first | places gained | ms gained, p50 | at most | the whole W, honestly |\n\
         |---|---|---|---|---|---|---|---|---|---|\n"
        .to_owned();
    for players in [2, 12, 100] {
        let gains = cheat(&Hall { players, ..USUAL }, rounds);
        for (window, gain) in WINDOWS.iter().zip(&gains) {
            let _ = writeln!(
                text,
                "| {players} | {window} | {:.1} | {:.1} | {:.1} | {:.1} | {:.1} | {:.0} | {:.0} | {} |",
                gain.wins_honest.percent(),
                gain.wins_cheating.percent(),
                gain.stolen.percent(),
                gain.fair.percent(),
                gain.places,
                percentile(&gain.milliseconds, 50),
                percentile(&gain.milliseconds, 100),
                if *window > 0.0 {
                    format!("{:.1}", gain.whole_window.percent())
                } else {
                    String::new()
                },
            );
        }
    }
    text
}

fn waiting(halls: &[(usize, Played)]) -> String {
    let mut text = "\n### What waiting costs\n\nMilliseconds from the first press until the host can give the word, p50 / p95; in brackets \
         the percent of rounds in which one buzz was alone in the window, so that the wait was for nothing, and of those in \
         which the first finger arrived when it was over.\n\n"
        .to_owned();
    text += &head("players who buzz");
    for (players, played) in halls {
        text += &row(&players.to_string(), played, |tally| {
            let wait = |percent| percentile(&tally.waits, percent);
            let (p50, p95) = (wait(50), wait(95));
            // Without a window none is alone in it.
            if tally.alone.of == 0 {
                return format!("{p50:.0} / {p95:.0}");
            }
            let (alone, late) = (tally.alone.percent(), tally.too_late.percent());
            format!("{p50:.0} / {p95:.0} ({alone:.1}, {late:.1})")
        });
    }
    text
}

fn head(first: &str) -> String {
    let names = WINDOWS.map(|window| format!("W = {window}"));
    format!(
        "| {first} | {} |\n|---|{}\n",
        names.join(" | "),
        "---|".repeat(WINDOWS.len())
    )
}

fn row(name: &str, played: &Played, cell: impl Fn(&Tally) -> String) -> String {
    let cells: Vec<String> = played.iter().map(cell).collect();
    format!("| {name} | {} |\n", cells.join(" | "))
}

fn curves(halls: &[(usize, Played)], rounds: usize) -> String {
    let points = |value: &dyn Fn(usize) -> f64| {
        let each = WINDOWS.iter().enumerate();
        each.map(|(index, window)| (*window, value(index)))
            .collect()
    };
    let mut curves: Vec<Line> = halls
        .iter()
        .map(|(players, played)| Line {
            label: format!("{players} buzz"),
            is_dashed: false,
            points: points(&|index| played[index].fair.percent()),
        })
        .collect();
    let gains = cheat(&USUAL, rounds);
    curves.push(Line {
        label: "a cheat among 12 wins".to_owned(),
        is_dashed: true,
        points: points(&|index| gains[index].wins_cheating.percent()),
    });
    lines(
        "Percent of rounds in which the first finger stands first, by W in milliseconds",
        &curves,
    )
}
