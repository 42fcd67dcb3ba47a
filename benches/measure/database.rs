//! The service against what its database can do by itself.

use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::connection::Connection;
use crate::load::{self, Throughput, Until};
use crate::lobbies::{self, Lobbies, Seen};
use crate::pgbench::{Script, Spread};
use crate::server::{DATABASE_CONNECTIONS, Server, Usage, binary};
use crate::step;

/// How much is measured.
#[derive(Clone, Copy)]
pub struct Extent {
    pub pairs: usize,
    pub lobbies: usize,
    /// In each lobby; all but one buzz.
    pub players: usize,
    pub hot_players: usize,
    pub hot_rounds: usize,
    /// Of each load of reads.
    pub read_seconds: u64,
    pub starts: usize,
}

pub const FULL: Extent = Extent {
    pairs: 5,
    lobbies: 1000,
    players: 16,
    hot_players: 1000,
    hot_rounds: 4,
    read_seconds: 4,
    starts: 11,
};

pub const QUICK: Extent = Extent {
    pairs: 1,
    lobbies: 100,
    players: 9,
    hot_players: 200,
    hot_rounds: 1,
    read_seconds: 1,
    starts: 3,
};

/// What was measured on one database.
#[derive(Default)]
pub struct Measured {
    pub spread: Vec<Throughput>,
    pub hot: Vec<Throughput>,
    pub state: Vec<Throughput>,
    pub unchanged: Vec<Throughput>,
    pub livez: Vec<Throughput>,
    /// Transactions a second of pgbench, where there is one.
    pub pgbench_spread: Vec<f64>,
    pub pgbench_hot: Vec<f64>,
    pub pgbench_state: Vec<f64>,
    /// Milliseconds.
    pub first_answers: Vec<f64>,
    pub idle_megabytes: f64,
    pub peak_megabytes: f64,
}

pub struct Results {
    pub extent: Extent,
    pub postgres: Measured,
    pub sqlite: Measured,
    pub binary_megabytes: f64,
}

/// Measures everything. `postgres` names a new, empty database.
pub async fn measure(extent: Extent, postgres: &str, directory: &Path) -> Results {
    let sqlite = format!("sqlite:{}", directory.join("lobbies.sqlite3").display());
    let binary = std::fs::metadata(binary())
        .expect("the release build")
        .len();
    Results {
        extent,
        postgres: on_postgres(extent, postgres, directory).await,
        sqlite: on_sqlite(extent, &sqlite, directory).await,
        binary_megabytes: binary as f64 / 1e6,
    }
}

/// The lobbies of one side: those with buzzes all over, and the hot one.
struct Field {
    spread: Lobbies,
    hot: Lobbies,
}

impl Field {
    fn of_service(extent: Extent) -> Self {
        Self {
            spread: Lobbies::of_service(0, extent.lobbies, extent.players),
            hot: Lobbies::of_service(30_000, 1, extent.hot_players),
        }
    }

    fn of_pgbench(extent: Extent) -> Self {
        Self {
            spread: Lobbies::of_pgbench(0, extent.lobbies, extent.players),
            hot: Lobbies::of_pgbench(4000, 1, extent.hot_players),
        }
    }
}

/// Requests of the service, written beforehand.
struct Requests {
    spread: Rc<Vec<Vec<u8>>>,
    hot: Rc<Vec<Vec<u8>>>,
    state: Rc<Vec<Vec<u8>>>,
    livez: Rc<Vec<Vec<u8>>>,
}

impl Requests {
    fn new(field: &Field, extent: Extent) -> Self {
        let buzzes = spread_buzzes(extent);
        let place = |i: usize| (i % extent.lobbies, i / extent.lobbies + 1);
        let spread = (0..buzzes).map(place);
        let state = (0..buzzes).map(place);
        Self {
            spread: Rc::new(spread.map(|(l, p)| field.spread.buzz(l, p, 1)).collect()),
            hot: Rc::new(
                (1..=extent.hot_players)
                    .map(|p| field.hot.buzz(0, p, 1))
                    .collect(),
            ),
            state: Rc::new(state.map(|(l, p)| field.spread.get(l, p)).collect()),
            livez: Rc::new(vec![b"GET /livez HTTP/1.1\r\nHost: bench\r\n\r\n".to_vec()]),
        }
    }
}

/// Each player of each lobby but the last buzzes once.
pub const fn spread_buzzes(extent: Extent) -> usize {
    extent.lobbies * (extent.players - 1)
}

async fn on_postgres(extent: Extent, url: &str, directory: &Path) -> Measured {
    let mut measured = Measured::default();
    let (ours, theirs) = (Field::of_service(extent), Field::of_pgbench(extent));
    let requests = Requests::new(&ours, extent);
    let server = Server::spawn(url, directory, &[]);
    step("Postgres: seed", 60, async {
        server.ready().await;
        let mut connection = PgConnection::connect(url).await.expect("Postgres");
        for lobbies in [&ours.spread, &ours.hot, &theirs.spread, &theirs.hot] {
            lobbies::seed_postgres(&mut connection, lobbies, Seen::InAnHour).await;
        }
    })
    .await;
    measured.idle_megabytes = idle(&server).await.resident_megabytes;
    let scripts = Scripts::new(directory, &theirs, extent);
    let mut connection = PgConnection::connect(url).await.expect("Postgres");
    step("Postgres: warm up", 60, warm_up(&server, &requests)).await;
    let readings = Duration::from_secs(extent.read_seconds);
    for pair in 0..extent.pairs {
        // Who goes first alternates.
        for ours_now in [pair % 2 == 0, pair % 2 == 1] {
            let side = if ours_now { "service" } else { "pgbench" };
            step(format!("Postgres: pair {pair}, {side}"), 120, async {
                lobbies::restore_postgres(&mut connection).await;
                let buzzes = spread_buzzes(extent);
                if ours_now {
                    let spread = load::run(&server, &requests.spread, Until::AllSent, 200).await;
                    measured.spread.push(spread);
                } else {
                    measured
                        .pgbench_spread
                        .push(scripts.spread.run(url, ["-t", &each(buzzes)]));
                }
                expect_stored(lobbies::stored_postgres(&mut connection).await, buzzes);
                if ours_now {
                    let until = Until::Passed(readings);
                    measured
                        .state
                        .push(load::run(&server, &requests.state, until, 200).await);
                    let unchanged = Rc::new(conditional(&server, &ours, extent).await);
                    measured
                        .unchanged
                        .push(load::run(&server, &unchanged, until, 304).await);
                    measured
                        .livez
                        .push(load::run(&server, &requests.livez, until, 204).await);
                } else {
                    let seconds = extent.read_seconds.to_string();
                    measured
                        .pgbench_state
                        .push(scripts.state.run(url, ["-T", &seconds]));
                }
                let mut rounds = Vec::new();
                for _ in 0..extent.hot_rounds {
                    lobbies::restore_postgres(&mut connection).await;
                    rounds.push(if ours_now {
                        load::run(&server, &requests.hot, Until::AllSent, 200).await
                    } else {
                        let tps = scripts.hot.run(url, ["-t", &each(extent.hot_players)]);
                        Throughput {
                            per_second: tps,
                            cpu_seconds_per_thousand: 0.0,
                        }
                    });
                    expect_stored(
                        lobbies::stored_postgres(&mut connection).await,
                        extent.hot_players,
                    );
                }
                let whole = all_rounds(&rounds);
                if ours_now {
                    measured.hot.push(whole);
                } else {
                    measured.pgbench_hot.push(whole.per_second);
                }
            })
            .await;
        }
    }
    measured.peak_megabytes = server.usage().peak_megabytes;
    drop(server);
    measured.first_answers = first_answers(url, directory, &ours, extent).await;
    measured
}

async fn on_sqlite(extent: Extent, url: &str, directory: &Path) -> Measured {
    let mut measured = Measured::default();
    let ours = Field::of_service(extent);
    let requests = Requests::new(&ours, extent);
    let server = Server::spawn(url, directory, &[]);
    step("SQLite: seed", 60, async {
        server.ready().await;
        let mut connection = SqliteConnection::connect(url).await.expect("SQLite");
        for lobbies in [&ours.spread, &ours.hot] {
            lobbies::seed_sqlite(&mut connection, lobbies, Seen::InAnHour).await;
        }
    })
    .await;
    measured.idle_megabytes = idle(&server).await.resident_megabytes;
    let mut connection = SqliteConnection::connect(url).await.expect("SQLite");
    step("SQLite: warm up", 60, warm_up(&server, &requests)).await;
    let until = Until::Passed(Duration::from_secs(extent.read_seconds));
    for run in 0..extent.pairs {
        step(format!("SQLite: run {run}"), 120, async {
            lobbies::restore_sqlite(&mut connection).await;
            measured
                .spread
                .push(load::run(&server, &requests.spread, Until::AllSent, 200).await);
            expect_stored(
                lobbies::stored_sqlite(&mut connection).await,
                spread_buzzes(extent),
            );
            measured
                .state
                .push(load::run(&server, &requests.state, until, 200).await);
            let unchanged = Rc::new(conditional(&server, &ours, extent).await);
            measured
                .unchanged
                .push(load::run(&server, &unchanged, until, 304).await);
            measured
                .livez
                .push(load::run(&server, &requests.livez, until, 204).await);
            let mut rounds = Vec::new();
            for _ in 0..extent.hot_rounds {
                lobbies::restore_sqlite(&mut connection).await;
                rounds.push(load::run(&server, &requests.hot, Until::AllSent, 200).await);
                expect_stored(
                    lobbies::stored_sqlite(&mut connection).await,
                    extent.hot_players,
                );
            }
            measured.hot.push(all_rounds(&rounds));
        })
        .await;
    }
    measured.peak_megabytes = server.usage().peak_megabytes;
    drop(server);
    measured.first_answers = first_answers(url, directory, &ours, extent).await;
    measured
}

struct Scripts {
    spread: Script,
    hot: Script,
    state: Script,
}

impl Scripts {
    fn new(directory: &Path, theirs: &Field, extent: Extent) -> Self {
        let hot = theirs.hot.codes[0].parse().expect("a code of digits");
        let over = Spread::Over(extent.lobbies);
        Self {
            spread: Script::buzz(directory, over),
            hot: Script::buzz(directory, Spread::Hot(hot)),
            state: Script::state(directory, over),
        }
    }
}

/// Transactions of each connection of pgbench.
fn each(all: usize) -> String {
    assert_eq!(
        all % DATABASE_CONNECTIONS,
        0,
        "the same share for each connection"
    );
    (all / DATABASE_CONNECTIONS).to_string()
}

/// Nothing counts that was not accepted.
fn expect_stored(stored: i64, sent: usize) {
    assert_eq!(stored, sent as i64, "each buzz is stored");
}

/// Rounds of the same length as one: their times add up.
pub fn all_rounds(rounds: &[Throughput]) -> Throughput {
    let count = rounds.len() as f64;
    let time: f64 = rounds.iter().map(|round| round.per_second.recip()).sum();
    let cpu: f64 = rounds
        .iter()
        .map(|round| round.cpu_seconds_per_thousand)
        .sum();
    Throughput {
        per_second: count / time,
        cpu_seconds_per_thousand: cpu / count,
    }
}

async fn idle(server: &Server) -> Usage {
    tokio::time::sleep(Duration::from_secs(1)).await;
    server.usage()
}

async fn warm_up(server: &Server, requests: &Requests) {
    load::run(server, &requests.spread, Until::AllSent, 200).await;
    let until = Until::Passed(Duration::from_secs(1));
    load::run(server, &requests.state, until, 200).await;
}

/// Reads of each lobby with the ETag it has now.
async fn conditional(server: &Server, field: &Field, extent: Extent) -> Vec<Vec<u8>> {
    let mut connection = Connection::open(server.address)
        .await
        .expect("a connection");
    let mut requests = Vec::new();
    for lobby in 0..extent.lobbies {
        let answer = connection
            .exchange(&field.spread.get(lobby, 1))
            .await
            .expect("an answer");
        let etag = answer
            .head
            .lines()
            .find_map(|line| line.strip_prefix("etag: "));
        let etag = etag.expect("an ETag");
        let head = field.spread.request("GET", lobby, "", 1);
        requests.push(format!("{head}If-None-Match: {etag}\r\n\r\n").into_bytes());
    }
    requests
}

/// Milliseconds from the start of a process to the first lobby it shows, on a database that is there.
async fn first_answers(url: &str, directory: &Path, field: &Field, extent: Extent) -> Vec<f64> {
    let mut times = Vec::new();
    step("starts", 60, async {
        for _ in 0..extent.starts {
            let begun = std::time::Instant::now();
            let server = Server::spawn(url, directory, &[]);
            server.first_answer(&field.spread.get(0, 1)).await;
            times.push(begun.elapsed().as_secs_f64() * 1e3);
        }
    })
    .await;
    times
}
