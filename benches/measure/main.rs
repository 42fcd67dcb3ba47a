//! Measures the service and writes what it found into docs/performance.md and docs/fairness.md. Run by `scripts/bench` and
//! `scripts/fairness`; sends to this machine only, and ends by itself: each step has a time limit and says on standard
//! error that it begins.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a measurement that can't be made ends here"
)]
#![expect(clippy::print_stdout, reason = "the report is the result")]

mod beside;
mod capacity;
mod codings;
mod connection;
mod database;
mod document;
mod fairness;
mod guess;
mod hall;
mod live;
mod load;
mod lobbies;
mod opened;
mod pgbench;
mod plot;
mod seal;
mod server;
mod sleepers;
mod streams;

use std::process::ExitCode;
use std::time::{Duration, Instant};

fn main() -> ExitCode {
    // `cargo bench` adds an argument of its own.
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|text| text != "--bench")
        .collect();
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let local = tokio::task::LocalSet::new();
    let directory = tempfile::tempdir().expect("a temporary directory");
    let database_url = std::env::var("DATABASE_URL").expect("DATABASE_URL: run scripts/bench");
    let mut agrees = true;
    let (name, section) = match arguments.first().map(String::as_str) {
        Some("database") => {
            let extent = if quick {
                database::QUICK
            } else {
                database::FULL
            };
            let measured = database::measure(extent, &database_url, directory.path());
            (
                "database",
                document::database(&local.block_on(&runtime, measured), quick),
            )
        }
        Some("live") => {
            let extent = if quick { live::QUICK } else { live::FULL };
            let measured = live::measure(extent, &database_url, directory.path());
            (
                "live",
                document::live(&local.block_on(&runtime, measured), quick),
            )
        }
        Some("beside") => {
            let extent = if quick {
                database::QUICK
            } else {
                database::FULL
            };
            let other = std::env::var_os("OTHER").expect("OTHER: run scripts/bench");
            let measured = beside::measure(extent, &database_url, other.as_ref(), directory.path());
            ("beside", local.block_on(&runtime, measured))
        }
        Some("hall") => {
            let extent = if quick { hall::QUICK } else { hall::FULL };
            let other = std::env::var_os("OTHER").expect("OTHER: run scripts/bench");
            let (other, directory) = (other.as_ref(), directory.path());
            let measured = hall::measure(extent, &database_url, other, directory, quick);
            ("hall", local.block_on(&runtime, measured))
        }
        Some("seal") => {
            let extent = if quick { seal::QUICK } else { seal::FULL };
            let measured = seal::measure(extent, &database_url, directory.path(), quick);
            ("seal", local.block_on(&runtime, measured))
        }
        Some("capacity") => {
            let extent = if quick {
                capacity::QUICK
            } else {
                capacity::FULL
            };
            let measured = capacity::measure(extent, &database_url, directory.path(), quick);
            ("capacity", local.block_on(&runtime, measured))
        }
        Some("codings") => {
            let extent = if quick { codings::QUICK } else { codings::FULL };
            let measured = codings::measure(extent, &database_url, directory.path(), quick);
            ("codings", local.block_on(&runtime, measured))
        }
        Some("sleepers") => {
            let extent = if quick {
                sleepers::QUICK
            } else {
                sleepers::FULL
            };
            let measured = sleepers::measure(extent, &database_url, directory.path(), quick);
            ("sleepers", local.block_on(&runtime, measured))
        }
        Some("guess") => {
            let extent = if quick { guess::QUICK } else { guess::FULL };
            ("guess", guess::simulate(extent))
        }
        Some("simulation") => ("simulation", fairness::simulate(quick)),
        Some("service") => {
            let played = fairness::measure(&database_url, directory.path(), quick);
            let (section, as_simulated) = local.block_on(&runtime, played);
            agrees = as_simulated;
            ("service", section)
        }
        _ => panic!(
            "usage: measure database|live|seal|sleepers|codings|capacity|guess|beside|hall|simulation|service [--quick]"
        ),
    };
    println!("{section}");
    if !quick {
        document::replace(name, &section);
    }
    if agrees {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Says what is done, and does it within so many seconds.
async fn step<T>(
    what: impl std::fmt::Display,
    limit_seconds: u64,
    work: impl Future<Output = T>,
) -> T {
    let begun = Instant::now();
    eprintln!("{what} …");
    let done = tokio::time::timeout(Duration::from_secs(limit_seconds), work).await;
    let done = done.unwrap_or_else(|_| panic!("{what}: not done within {limit_seconds} s"));
    eprintln!("{what}: {:.1} s", begun.elapsed().as_secs_f64());
    done
}
