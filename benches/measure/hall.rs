//! One lobby as large as a hall, each player with a stream of its own: what a change costs, and when the last one sees it.
//! This version beside another one, in one run.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde_json::json;
use tokio::task::spawn_local;

use crate::connection::Connection;
use crate::document::{middle, setting};
use crate::opened::{Lobby, connect, two_schemas};
use crate::server::{Server, binary};
use crate::step;
use crate::streams::{Change, Latencies, Protocol, Streams};

/// How much is measured.
#[derive(Clone, Copy)]
pub struct Extent {
    pub halls: &'static [usize],
    /// In so many seconds all players join.
    pub join_seconds: f64,
    /// How often each of the others is measured.
    pub repeats: usize,
}

pub const FULL: Extent = Extent {
    halls: &[100, 300, 1000],
    join_seconds: 10.0,
    repeats: 3,
};

pub const QUICK: Extent = Extent {
    halls: &[100],
    join_seconds: 2.0,
    repeats: 1,
};

/// Connections on which players join and buzz; one that waits for a free one waits for its answer.
const CLIENTS: usize = 64;

/// What not all have seen by then counts as lost.
const PATIENCE: Duration = Duration::from_secs(60);

/// Before what is measured.
const REST: Duration = Duration::from_millis(600);

/// Reads of each kind.
const READS: usize = 100;

/// What is measured in each hall.
const CHANGES: [&str; 4] = ["all join", "one buzz", "all buzz", "one score"];

/// What one change, or many at once, cost.
struct Cost {
    megabytes: f64,
    kilobytes_to_one: f64,
    cpu_seconds: f64,
    /// Of the requests, each from when it was due, in milliseconds.
    answers: Vec<f64>,
    /// Of the last change: from its answer, or where there is but one from its request.
    shown: Latencies,
}

/// A hall of one version: for each kind of change what it cost, each time.
struct Measured {
    costs: [Vec<Cost>; CHANGES.len()],
    /// Milliseconds of a player's read, and of one that ends in 304.
    reads: [Vec<f64>; 2],
    peak_megabytes: f64,
    dropped: usize,
}

/// Measures both versions, and writes the section of docs/performance.md. `postgres` names a new, empty database.
pub async fn measure(
    extent: Extent,
    postgres: &str,
    other: &Path,
    directory: &Path,
    quick: bool,
) -> String {
    let urls = two_schemas(postgres).await;
    let mut text = setting("hall OTHER", quick);
    let _ = writeln!(
        text,
        "\nEach player and the host have a stream with `roster=changes` that takes gzip (versions before \
         either ignore it), on one process. \
         All join within {} s, and follow at once; all buzz within a second. Each of the others {} times, medians. \
         Answered: from when a request was due, with {CLIENTS} connections. Shown: from the last answer, and from the request \
         where there is but one, until each viewer had the newest state. Bytes: of the streams, with what HTTP adds. CPU and \
         memory: the service's.\n",
        extent.join_seconds, extent.repeats,
    );
    text += "| players | | version | MB to all | KB to one | answered p50 ms | p99 | shown p50 ms | p99 | last | lost | CPU s |\n\
             |---|---|---|---|---|---|---|---|---|---|---|---|\n";
    let mut memory = String::new();
    for players in extent.halls.iter().copied() {
        let mut sides = Vec::new();
        for (version, program, url) in [("before", other, &urls[0]), ("now", &binary(), &urls[1])] {
            let server = Server::spawn_as(program, url, directory, &[]);
            let measured = fill_and_play(&server, extent, players, version).await;
            let _ = writeln!(
                memory,
                "| {players} | {version} | {:.0} | {} | {:.2} | {:.2} | {:.2} |",
                measured.peak_megabytes,
                measured.dropped,
                percentile(&measured.reads[0], 50),
                percentile(&measured.reads[1], 50),
                percentile(&measured.reads[1], 50) / percentile(&measured.reads[0], 50),
            );
            sides.push((version, measured));
        }
        for (change, name) in CHANGES.iter().enumerate() {
            for (version, measured) in &sides {
                text += &row(players, name, version, &measured.costs[change]);
            }
        }
    }
    let _ = write!(
        text,
        "\nReads: {READS} of one player, one after the other, each followed by one that ends in 304; medians.\n\n\
         | players | version | MB at most | streams dropped | read ms | 304 ms | ratio |\n|---|---|---|---|---|---|---|\n{memory}"
    );
    text
}

fn row(players: usize, name: &str, version: &str, costs: &[Cost]) -> String {
    let of = |number: &dyn Fn(&Cost) -> f64| middle(costs.iter().map(number).collect());
    let answered = |percent| of(&|cost| percentile(&cost.answers, percent));
    let shown = |percent| of(&|cost| cost.shown.percentile(percent));
    let lost: usize = costs.iter().map(|cost| cost.shown.missing).sum();
    format!(
        "| {players} | {name} | {version} | {:.2} | {:.2} | {:.0} | {:.0} | {:.0} | {:.0} | {:.0} | {lost} | {:.2} |\n",
        of(&|cost| cost.megabytes),
        of(&|cost| cost.kilobytes_to_one),
        answered(50),
        answered(99),
        shown(50),
        shown(99),
        shown(100),
        of(&|cost| cost.cpu_seconds),
    )
}

/// Of values in any order.
pub fn percentile(milliseconds: &[f64], percent: usize) -> f64 {
    let mut milliseconds = milliseconds.to_vec();
    milliseconds.sort_by(f64::total_cmp);
    let latencies = Latencies {
        milliseconds,
        missing: 0,
    };
    latencies.percentile(percent)
}

/// One lobby of one version, from its opening on.
struct Hall<'a> {
    server: &'a Server,
    connection: Connection,
    lobby: Lobby,
    streams: Rc<tokio::sync::Mutex<Streams>>,
}

async fn fill_and_play(server: &Server, extent: Extent, players: usize, version: &str) -> Measured {
    server.ready().await;
    let mut connection = connect(server).await;
    let lobby = Lobby::open(&mut connection, 0).await;
    let streams = Streams::new(Protocol::Http1, server.address).compressed();
    let streams = Rc::new(tokio::sync::Mutex::new(streams));
    let mut hall = Hall {
        server,
        connection,
        lobby,
        streams,
    };
    let what = |name: &str| format!("{players} players, {version}: {name}");
    let mut costs = CHANGES.map(|_| Vec::new());
    let joined = step(what(CHANGES[0]), 200, hall.all_join(players, extent));
    costs[0].push(joined.await);
    for _ in 0..extent.repeats {
        costs[1].push(step(what(CHANGES[1]), 90, hall.one_buzz()).await);
        hall.reset().await;
        costs[2].push(step(what(CHANGES[2]), 180, hall.all_buzz()).await);
        hall.reset().await;
        costs[3].push(step(what(CHANGES[3]), 90, hall.one_score()).await);
    }
    let reads = step(what("reads"), 60, hall.reads()).await;
    let dropped = hall.streams.lock().await.ended();
    Measured {
        costs,
        reads,
        peak_megabytes: server.usage().peak_megabytes,
        dropped,
    }
}

/// What is read of an answer that has a lobby in it, or that is one.
#[derive(Deserialize)]
struct Answered {
    version: Option<i64>,
    token: Option<String>,
}

impl Hall<'_> {
    /// Joins at an even pace; each follows as soon as it has joined.
    async fn all_join(&mut self, players: usize, extent: Extent) -> Cost {
        follow(&self.streams, &self.lobby, 0).await;
        let requests = (0..players).map(|number| {
            let name = json!({ "name": format!("Player {number}") });
            self.lobby.request("POST", "/players", 0, &name.to_string())
        });
        let requests = requests.collect();
        let (streams, code) = (Rc::clone(&self.streams), self.lobby.code.clone());
        let tokens = Rc::new(RefCell::new(Vec::new()));
        let joined = Rc::clone(&tokens);
        let on_answer = async move |answered: Answered| {
            let token = answered.token.expect("a token");
            joined.borrow_mut().push(token.clone());
            let lobby = Lobby {
                code: code.clone(),
                tokens: vec![token],
            };
            follow(&streams, &lobby, 0).await;
        };
        let before = self.mark().await;
        let over = Duration::from_secs_f64(extent.join_seconds);
        let (answers, _) = burst(self.server, requests, over, 201, on_answer).await;
        let last = Instant::now();
        self.lobby.tokens.append(&mut tokens.borrow_mut());
        let newest = self.ask("GET", "", "").await;
        self.cost(before, answers, newest, last).await
    }

    async fn one_buzz(&mut self) -> Cost {
        let before = self.mark().await;
        let buzz = self.lobby.request("POST", "/buzz", 1, "{}");
        let sent = Instant::now();
        let version = version_of(&mut self.connection, &buzz).await;
        self.cost(before, vec![milliseconds(sent)], version, sent)
            .await
    }

    async fn all_buzz(&mut self) -> Cost {
        let members = 1..self.lobby.tokens.len();
        let requests = members.map(|member| self.lobby.request("POST", "/buzz", member, "{}"));
        let requests = requests.collect();
        let before = self.mark().await;
        let second = Duration::from_secs(1);
        let (answers, newest) =
            burst(self.server, requests, second, 200, async |_: Answered| ()).await;
        let last = Instant::now();
        self.cost(before, answers, newest, last).await
    }

    async fn one_score(&mut self) -> Cost {
        let player = self.first_player().await;
        let before = self.mark().await;
        let sent = Instant::now();
        let version = self
            .ask("PATCH", &format!("/players/{player}"), r#"{"add":10}"#)
            .await;
        self.cost(before, vec![milliseconds(sent)], version, sent)
            .await
    }

    /// Nothing changes meanwhile.
    async fn reads(&mut self) -> [Vec<f64>; 2] {
        let look = self.lobby.request("GET", "", 1, "");
        let end = look.len() - b"\r\n".len();
        let known = [&look[..end], b"If-None-Match: *\r\n\r\n"].concat();
        let mut taken = [Vec::new(), Vec::new()];
        for _ in 0..READS {
            for ((request, status), taken) in
                [(&look, 200), (&known, 304)].into_iter().zip(&mut taken)
            {
                let sent = Instant::now();
                let answered = self.connection.send(request).await;
                assert_eq!(answered.expect("an answer"), status);
                taken.push(milliseconds(sent));
            }
        }
        taken
    }

    /// Opens the next question, and waits until all have seen it.
    async fn reset(&mut self) {
        let version = self.ask("POST", "/reset", "{}").await;
        self.until_all_saw(version).await;
    }

    async fn first_player(&mut self) -> String {
        #[derive(Deserialize)]
        struct Player {
            id: String,
        }
        #[derive(Deserialize)]
        struct Players {
            players: Vec<Player>,
        }
        let look = self.lobby.request("GET", "", 0, "");
        let answer = self.connection.exchange(&look).await.expect("an answer");
        let lobby: Players = serde_json::from_slice(&answer.body).expect("a lobby");
        lobby.players.into_iter().next().expect("a player").id
    }

    /// A request of the host; the version that it led to.
    async fn ask(&mut self, method: &str, path: &str, body: &str) -> i64 {
        let request = self.lobby.request(method, path, 0, body);
        version_of(&mut self.connection, &request).await
    }

    /// After a rest, so that what is measured comes alone.
    async fn mark(&self) -> (u64, Vec<u64>, f64) {
        tokio::time::sleep(REST).await;
        let bytes = self.streams.lock().await.bytes();
        (bytes.iter().sum(), bytes, self.server.usage().cpu_seconds)
    }

    async fn cost(
        &self,
        (before, of_each, cpu_seconds): (u64, Vec<u64>, f64),
        answers: Vec<f64>,
        version: i64,
        due: Instant,
    ) -> Cost {
        self.until_all_saw(version).await;
        let cpu_seconds = self.server.usage().cpu_seconds - cpu_seconds;
        let streams = self.streams.lock().await;
        let bytes = streams.bytes();
        let of_each = of_each.iter().chain(std::iter::repeat(&0));
        let mut to_one: Vec<_> = bytes.iter().zip(of_each).map(|(b, a)| b - a).collect();
        to_one.sort_unstable();
        let change = Change {
            lobby: 0,
            version,
            due,
        };
        Cost {
            megabytes: (bytes.iter().sum::<u64>() - before) as f64 / 1e6,
            kilobytes_to_one: to_one[to_one.len() / 2] as f64 / 1e3,
            cpu_seconds,
            answers,
            shown: streams.latencies(&[change]),
        }
    }

    async fn until_all_saw(&self, version: i64) {
        let begun = Instant::now();
        while !self.streams.lock().await.all_saw(version) && begun.elapsed() < PATIENCE {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

/// Opens the stream of a member, and waits until it has begun.
async fn follow(streams: &tokio::sync::Mutex<Streams>, lobby: &Lobby, member: usize) {
    let path = format!("/api/v1/lobbies/{}/events?roster=changes", lobby.code);
    let target = (path, lobby.tokens[member].clone());
    let begun = streams.lock().await.follow(0, target).await;
    // One that does not begin has seen nothing at the end, which is told.
    let _ = tokio::time::timeout(PATIENCE, begun.expect("a connection")).await;
}

async fn version_of(connection: &mut Connection, request: &[u8]) -> i64 {
    let answer = connection.exchange(request).await.expect("an answer");
    assert_eq!(answer.status, 200);
    let answered: Answered = serde_json::from_slice(&answer.body).expect("JSON");
    answered.version.expect("a version")
}

pub fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

/// Sends the requests at an even pace over a time. How long each answer took from when its request was due, and the
/// newest version that one has told of.
async fn burst(
    server: &Server,
    requests: Vec<Vec<u8>>,
    over: Duration,
    status: u16,
    on_answer: impl AsyncFn(Answered) + Clone + 'static,
) -> (Vec<f64>, i64) {
    let (jobs, queue) = tokio::sync::mpsc::unbounded_channel::<(Vec<u8>, Instant)>();
    let queue = Rc::new(tokio::sync::Mutex::new(queue));
    let results = Rc::new(RefCell::new((Vec::new(), 0)));
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        let mut connection = connect(server).await;
        let (queue, results) = (Rc::clone(&queue), Rc::clone(&results));
        let on_answer = on_answer.clone();
        clients.push(spawn_local(async move {
            loop {
                let job = queue.lock().await.recv().await;
                let Some((request, due)) = job else { return };
                let mut answer = connection.exchange(&request).await.expect("an answer");
                // Overloaded: a client tries again, and its answer is as late as that.
                while answer.status == 503 && due.elapsed() < PATIENCE {
                    tokio::time::sleep(REST).await;
                    answer = connection.exchange(&request).await.expect("an answer");
                }
                assert_eq!(answer.status, status, "{}", answer.head);
                let answered: Answered = serde_json::from_slice(&answer.body).expect("JSON");
                {
                    let mut results = results.borrow_mut();
                    results.0.push(milliseconds(due));
                    results.1 = answered.version.unwrap_or_default().max(results.1);
                }
                on_answer(answered).await;
            }
        }));
    }
    let begun = Instant::now();
    let pause = over.div_f64(requests.len() as f64);
    for (number, request) in requests.into_iter().enumerate() {
        let due = begun + pause.mul_f64(number as f64);
        tokio::time::sleep_until(due.into()).await;
        jobs.send((request, due)).expect("clients");
    }
    drop(jobs);
    for client in clients {
        client.await.expect("a client without a fault");
    }
    results.take()
}
