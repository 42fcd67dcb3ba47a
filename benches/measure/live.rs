//! Thousands of phones on one process: how long a buzz takes to every screen, and what it costs to hold them.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use serde_json::Value;
use sqlx::{Connection as _, PgConnection};
use tokio::sync::Mutex;
use tokio::task::spawn_local;

use crate::connection::Connection;
use crate::load::CLIENTS;
use crate::lobbies::{self, Lobbies, Seen};
use crate::server::{Server, Usage};
use crate::step;
use crate::streams::{Change, Latencies, Protocol, Streams};

/// How much is measured.
#[derive(Clone, Copy)]
pub struct Extent {
    pub lobbies: usize,
    pub players: usize,
    pub idle_seconds: u64,
    pub play_seconds: u64,
    /// Lobbies in which a time limit passes.
    pub deadlines: usize,
    /// Buzzes a second.
    pub rates: &'static [f64],
    pub hold_megabytes: f64,
    /// Never more than these.
    pub hold_streams: usize,
    /// Lobbies in which somebody buzzes while all are held.
    pub hold_probes: usize,
}

pub const FULL: Extent = Extent {
    lobbies: 500,
    players: 9,
    idle_seconds: 10,
    play_seconds: 8,
    deadlines: 200,
    rates: &[100.0, 400.0, 800.0, 1600.0],
    hold_megabytes: 400.0,
    hold_streams: 300_000,
    hold_probes: 20,
};

pub const QUICK: Extent = Extent {
    lobbies: 20,
    players: 4,
    idle_seconds: 2,
    play_seconds: 2,
    deadlines: 20,
    rates: &[20.0],
    hold_megabytes: 400.0,
    hold_streams: 400,
    hold_probes: 5,
};

impl Extent {
    pub const fn streams(&self) -> usize {
        self.lobbies * (self.players + 1)
    }
}

/// Lobbies opened at once while streams are counted up.
const HOLD_BATCH: usize = 100;

/// Descriptors that are left to the database, the log and the runtime.
const SPARE_FILES: usize = 100;

/// After so long even a session of Postgres that idles has told what it did.
const STATISTICS: Duration = Duration::from_secs(11);

const REDIS: &str = "redis://127.0.0.1:6379";

/// The database of a run, where its statistics are.
struct Database<'a> {
    url: &'a str,
    connection: PgConnection,
    /// Lobbies made so far: no two runs share one.
    lobbies: usize,
}

/// What a stretch of time has cost the process with the streams.
pub struct Cost {
    pub cpu_percent: f64,
    pub megabytes: f64,
    /// A second, of all instances.
    pub statements: f64,
    pub dropped: usize,
}

pub struct Play {
    pub rate: f64,
    pub latencies: Latencies,
    pub cost: Cost,
}

pub struct Run {
    pub name: &'static str,
    pub idle: Cost,
    pub plays: Vec<Play>,
    pub deadlines: Latencies,
}

pub struct Hold {
    pub name: &'static str,
    pub streams: usize,
    pub megabytes: f64,
    pub empty_megabytes: f64,
    pub files: usize,
    pub stopped_by: String,
    pub probe: Latencies,
    pub dropped: usize,
}

pub struct Results {
    pub extent: Extent,
    pub runs: Vec<Run>,
    pub holds: Vec<Hold>,
}

impl Hold {
    /// Above the process without streams.
    pub fn kilobytes_each(&self) -> f64 {
        (self.megabytes - self.empty_megabytes) * 1024.0 / self.streams as f64
    }
}

/// Measures everything. `url` names a new, empty Postgres database.
pub async fn measure(extent: Extent, url: &str, directory: &Path) -> Results {
    let connection = PgConnection::connect(url).await.expect("Postgres");
    let mut database = Database {
        url,
        connection,
        lobbies: 0,
    };
    let redis = tokio::net::TcpStream::connect("127.0.0.1:6379")
        .await
        .is_ok();
    let mut runs = vec![
        run(extent, &mut database, directory, "same process", false, &[]).await,
        run(extent, &mut database, directory, "two instances", true, &[]).await,
    ];
    if redis {
        let settings = [("REDIS_URL", REDIS)];
        let name = "two instances, Redis";
        runs.push(run(extent, &mut database, directory, name, true, &settings).await);
    } else {
        eprintln!("left out: there is no Redis on 127.0.0.1:6379");
    }
    let holds = vec![
        hold(
            extent,
            &mut database,
            directory,
            "HTTP/1.1",
            Protocol::Http1,
        )
        .await,
        hold(extent, &mut database, directory, "HTTP/2", Protocol::Http2).await,
    ];
    Results {
        extent,
        runs,
        holds,
    }
}

/// Plays on one server and watches on the same, or on another one.
async fn run(
    extent: Extent,
    database: &mut Database<'_>,
    directory: &Path,
    name: &'static str,
    elsewhere: bool,
    settings: &[(&str, &str)],
) -> Run {
    let playing = Server::spawn(database.url, directory, settings);
    playing.ready().await;
    let watching = elsewhere.then(|| Server::spawn(database.url, directory, settings));
    let watched = watching.as_ref().unwrap_or(&playing);
    watched.ready().await;
    let lobbies = database.seed(extent.lobbies, extent.players).await;
    let mut streams = Streams::new(Protocol::Http1, watched.address);
    let opened = step(
        format!("{name}: open {} streams", extent.streams()),
        120,
        streams.open(&lobbies, 0),
    );
    opened.await.expect("streams");
    let idle = step(format!("{name}: idle"), 60, async {
        tokio::time::sleep(STATISTICS).await;
        let before = database.mark(watched, &streams).await;
        tokio::time::sleep(Duration::from_secs(extent.idle_seconds)).await;
        database.cost_since(&before, watched, &streams).await
    });
    let idle = idle.await;
    let (mut plays, mut turn) = (Vec::new(), 0);
    for rate in extent.rates {
        let played = step(format!("{name}: {rate} buzzes a second"), 60, async {
            let before = database.mark(watched, &streams).await;
            let turns = (rate * extent.play_seconds as f64) as usize;
            let buzzes = play(&playing, &lobbies, turn..turn + turns, *rate).await;
            let cost = database.cost_since(&before, watched, &streams).await;
            tokio::time::sleep(Duration::from_secs(1)).await;
            let latencies = streams.latencies(&buzzes);
            turn += turns;
            Play {
                rate: *rate,
                latencies,
                cost,
            }
        });
        plays.push(played.await);
    }
    let passing = step(format!("{name}: time limits pass"), 60, async {
        let passed = pass_deadlines(&playing, &lobbies, extent.deadlines).await;
        streams.latencies(&passed)
    });
    let deadlines = passing.await;
    Run {
        name,
        idle,
        plays,
        deadlines,
    }
}

/// Holds as many streams as one process can in so much memory.
async fn hold(
    extent: Extent,
    database: &mut Database<'_>,
    directory: &Path,
    name: &'static str,
    protocol: Protocol,
) -> Hold {
    // As behind a router, where many clients have one address.
    let settings = [
        ("MAX_STREAMS", "1000000"),
        ("MAX_CONNECTIONS", "1000000"),
        ("TRUST_FORWARDED_FOR", "on"),
    ];
    let mut server = Server::spawn(database.url, directory, &settings);
    server.ready().await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let empty_megabytes = server.usage().resident_megabytes;
    let mut streams = Streams::new(protocol, server.address);
    let mut all = Lobbies {
        codes: Vec::new(),
        players: extent.players,
    };
    let files = open_files_limit();
    let stopped_by = step(
        format!("{name}: hold streams in {} MB", extent.hold_megabytes),
        110,
        async {
            let begun = Instant::now();
            loop {
                let usage = server.usage();
                if usage.resident_megabytes >= extent.hold_megabytes {
                    return format!("{} MB", extent.hold_megabytes);
                }
                let batch = HOLD_BATCH.min(extent.lobbies) * (extent.players + 1);
                if streams.count() + batch > extent.hold_streams {
                    return "the end of the run".to_owned();
                }
                // The service leaves a tenth of its connections to others.
                if usage.files + batch + SPARE_FILES > files * 9 / 10 {
                    return format!("nine tenths of ulimit -n {files}");
                }
                if begun.elapsed() > Duration::from_secs(90) {
                    return "90 s of opening".to_owned();
                }
                let lobbies = database
                    .seed(batch / (extent.players + 1), extent.players)
                    .await;
                if let Err(error) = streams.open(&lobbies, all.codes.len()).await {
                    return error.to_string();
                }
                all.codes.extend(lobbies.codes);
                if streams.count().is_multiple_of(10_000) {
                    eprintln!(
                        "{name}: {} streams, {:.0} MB",
                        streams.count(),
                        server.usage().resident_megabytes
                    );
                }
            }
        },
    )
    .await;
    assert!(
        server.is_running(),
        "the service survives as many streams as it can hold"
    );
    let probe = step(format!("{name}: buzz while they are held"), 60, async {
        tokio::time::sleep(Duration::from_secs(2)).await;
        let probed = Lobbies {
            codes: all
                .codes
                .iter()
                .step_by((all.codes.len() / extent.hold_probes).max(1))
                .cloned()
                .collect(),
            players: all.players,
        };
        let stride = (all.codes.len() / extent.hold_probes).max(1);
        let mut buzzes = play(&server, &probed, 0..probed.codes.len(), 10.0).await;
        buzzes.iter_mut().for_each(|buzz| buzz.lobby *= stride);
        tokio::time::sleep(Duration::from_secs(2)).await;
        streams.latencies(&buzzes)
    })
    .await;
    let usage: Usage = server.usage();
    Hold {
        name,
        streams: streams.count(),
        megabytes: usage.resident_megabytes,
        empty_megabytes,
        files: usage.files,
        stopped_by,
        probe,
        dropped: streams.ended(),
    }
}

/// Lets a time limit of a second pass in so many lobbies, one after the other.
async fn pass_deadlines(server: &Server, lobbies: &Lobbies, count: usize) -> Vec<Change> {
    let mut connection = Connection::open(server.address)
        .await
        .expect("a connection");
    let mut changes = Vec::new();
    for lobby in 0..count {
        let rules = r#"{"settings":{"buzz_seconds":1}}"#;
        let limit = lobbies.with_body("PATCH", lobby, "", 0, rules);
        assert_eq!(connection.send(&limit).await.expect("an answer"), 200);
        let reset = lobbies.post(lobby, "/reset", 0, "{}");
        let opened = connection.exchange(&reset).await.expect("an answer");
        assert_eq!(opened.status, 200);
        let opened: Value = serde_json::from_slice(&opened.body).expect("a lobby");
        let deadline = opened["deadline"].as_str().expect("a deadline");
        let deadline: jiff::Timestamp = deadline.parse().expect("a time");
        let left = deadline.as_microsecond() - lobbies::now_micros();
        changes.push(Change {
            lobby,
            version: opened["version"].as_i64().expect("a version") + 1,
            due: Instant::now() + Duration::from_micros(left.max(0).cast_unsigned()),
        });
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    tokio::time::sleep(Duration::from_secs(2)).await;
    changes
}

/// Takes turns at an even pace, lobby after lobby: each player buzzes, then the host opens the next round. The requests
/// go out when they are due as long as one of the connections is free; waiting for one counts.
async fn play(
    server: &Server,
    lobbies: &Lobbies,
    turns: std::ops::Range<usize>,
    rate: f64,
) -> Vec<Change> {
    let (jobs, queue) = tokio::sync::mpsc::unbounded_channel::<(usize, Instant)>();
    let queue = Rc::new(Mutex::new(queue));
    let buzzes = Rc::new(RefCell::new(Vec::new()));
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        let mut connection = Connection::open(server.address)
            .await
            .expect("a connection");
        let (queue, buzzes, lobbies) = (Rc::clone(&queue), Rc::clone(&buzzes), lobbies.clone());
        clients.push(spawn_local(async move {
            loop {
                let job = queue.lock().await.recv().await;
                let Some((turn, due)) = job else { return };
                let lobby = turn % lobbies.codes.len();
                let member = turn / lobbies.codes.len() % (lobbies.players + 1);
                if member == lobbies.players {
                    let reset = lobbies.post(lobby, "/reset", 0, "{}");
                    let status = connection.send(&reset).await.expect("an answer");
                    assert_eq!(status, 200, "the answer to a reset");
                    continue;
                }
                let buzz = lobbies.post(lobby, "/buzz", member + 1, "{}");
                let answer = connection.exchange(&buzz).await.expect("an answer");
                let answer: Value = serde_json::from_slice(&answer.body).expect("JSON");
                assert_eq!(answer["status"], "ok", "{answer}");
                let version = answer["version"].as_i64().expect("a version");
                buzzes.borrow_mut().push(Change {
                    lobby,
                    version,
                    due,
                });
            }
        }));
    }
    let begun = Instant::now();
    for (index, turn) in turns.enumerate() {
        let due = begun + Duration::from_secs_f64(index as f64 / rate);
        tokio::time::sleep_until(due.into()).await;
        jobs.send((turn, due)).expect("clients");
    }
    drop(jobs);
    for client in clients {
        client.await.expect("a client without a fault");
    }
    buzzes.take()
}

/// A moment from which costs are counted.
struct Mark {
    at: Instant,
    cpu_seconds: f64,
    transactions: i64,
    ended: usize,
}

impl Database<'_> {
    async fn seed(&mut self, count: usize, players: usize) -> Lobbies {
        let lobbies = Lobbies::of_service(self.lobbies, count, players);
        self.lobbies += count;
        lobbies::seed_postgres(&mut self.connection, &lobbies, Seen::Now).await;
        lobbies
    }

    async fn mark(&mut self, server: &Server, streams: &Streams) -> Mark {
        Mark {
            transactions: self.transactions().await,
            at: Instant::now(),
            cpu_seconds: server.usage().cpu_seconds,
            ended: streams.ended(),
        }
    }

    async fn cost_since(&mut self, mark: &Mark, server: &Server, streams: &Streams) -> Cost {
        let (usage, seconds) = (server.usage(), mark.at.elapsed().as_secs_f64());
        Cost {
            cpu_percent: (usage.cpu_seconds - mark.cpu_seconds) / seconds * 100.0,
            megabytes: usage.resident_megabytes,
            statements: (self.transactions().await - mark.transactions) as f64 / seconds,
            dropped: streams.ended() - mark.ended,
        }
    }

    /// So far, of all sessions. A statement outside a transaction is one.
    async fn transactions(&mut self) -> i64 {
        let count = "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()";
        let count = sqlx::query_scalar(count).fetch_one(&mut self.connection);
        count.await.expect("statistics")
    }
}

/// `ulimit -n` of this process, which the service inherits.
fn open_files_limit() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"));
    let soft = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    soft.unwrap_or(1024)
}
