//! Thousands of phones on one small machine: holds streams, plays rounds, and reports how long a buzz takes to every
//! screen and what it costs. Run by `scripts/bench live`; sends to 127.0.0.0/8 only and ends by itself.

#![expect(
    clippy::expect_used,
    reason = "a measurement that can't be made ends here"
)]
#![expect(clippy::print_stdout, reason = "the report is the result")]

mod lobbies;
mod report;
mod server;
mod streams;

use std::time::Duration;

use report::{Measured, Report};
use server::{Database, Server};

/// What is measured, by environment variable: `LIVE_STREAMS=5000 LIVE_LOBBIES=500 LIVE_BUZZES_PER_SECOND=100
/// LIVE_SECONDS=30`.
#[derive(Clone, Copy)]
pub struct Load {
    pub streams: usize,
    pub lobbies: usize,
    pub buzzes_per_second: usize,
    pub seconds: usize,
}

impl Load {
    fn from_environment() -> Self {
        let number = |name: &str, default| {
            std::env::var(name).map_or(default, |text| text.parse().expect("a number"))
        };
        Self {
            streams: number("LIVE_STREAMS", 5000),
            lobbies: number("LIVE_LOBBIES", 500),
            buzzes_per_second: number("LIVE_BUZZES_PER_SECOND", 100),
            seconds: number("LIVE_SECONDS", 30),
        }
    }

    /// The host follows too.
    pub fn players_per_lobby(self) -> usize {
        (self.streams / self.lobbies).max(2) - 1
    }
}

const REDIS: &str = "redis://127.0.0.1:6379";

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        if let Some(megabytes) = std::env::var_os("LIVE_HOLD_MB") {
            let limit = megabytes.to_string_lossy().parse().expect("megabytes");
            return hold(limit).await;
        }
        let load = Load::from_environment();
        let mut report = Report::new(load);
        report.add("same process", measure(load, false, None).await);
        report.add("two instances", measure(load, true, None).await);
        report.add(
            "two instances, Redis",
            measure(load, true, Some(REDIS)).await,
        );
        println!("{report}");
    });
}

/// Plays on one server and watches on the same, or on another one.
async fn measure(load: Load, elsewhere: bool, redis: Option<&str>) -> Measured {
    let database = Database::create().await;
    let playing = Server::start(&database, redis).await;
    let watching = match elsewhere {
        true => Some(Server::start(&database, redis).await),
        false => None,
    };
    let watched = watching.as_ref().unwrap_or(&playing);
    let lobbies = lobbies::open(&playing, load).await;
    let mut streams = streams::open(watched, &lobbies).await;
    tokio::time::sleep(Duration::from_secs(3)).await;

    let (before, statements) = (watched.cost(), database.transactions().await);
    let quiet = Duration::from_secs(10);
    tokio::time::sleep(quiet).await;
    let idle = watched.cost().since(&before, quiet);
    let idle_statements = (database.transactions().await - statements) as f64 / quiet.as_secs_f64();

    let (before, statements) = (watched.cost(), database.transactions().await);
    let sent = lobbies::play(&playing, &lobbies, load).await;
    let time = Duration::from_secs(load.seconds as u64);
    let busy = watched.cost().since(&before, time);
    let busy_statements = (database.transactions().await - statements) as f64 / time.as_secs_f64();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (latencies, missing) = streams.latencies(&sent);
    Measured {
        latencies,
        missing,
        dropped: streams.ended(),
        idle,
        idle_statements,
        busy,
        busy_statements,
        buzzes: sent.len(),
    }
}

/// Holds as many streams as one process can in so much memory.
async fn hold(limit_megabytes: f64) {
    let database = Database::create().await;
    let server = Server::start(&database, None).await;
    let load = Load {
        streams: 1000,
        lobbies: 100,
        buzzes_per_second: 0,
        seconds: 0,
    };
    let (mut held, empty) = (0, server.cost().megabytes);
    let mut streams = Vec::new();
    let mut megabytes = empty;
    while megabytes < limit_megabytes {
        let lobbies = lobbies::open(&server, load).await;
        match streams::try_open(&server, &lobbies).await {
            Ok(opened) => streams.push(opened),
            Err(error) => {
                println!("stopped by: {error}");
                break;
            }
        }
        held += load.streams;
        megabytes = server.cost().megabytes;
        println!("{held} streams, {megabytes:.0} MB");
    }
    let each = (megabytes - empty) * 1024.0 / f64::from(held as u32);
    println!("{each:.1} KB a stream above the {empty:.0} MB of an idle process");
}
