//! How many lobbies one process carries while people play in them: at the pace of a quiz, followed by streams or by polls.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;
use std::time::{Duration, Instant};

use memchr::memmem;
use serde_json::Value;
use sqlx::{Connection as _, PgConnection};
use tokio::sync::Mutex;
use tokio::sync::mpsc::unbounded_channel;
use tokio::task::spawn_local;

use crate::connection::{Answer, Connection};
use crate::document::setting;
use crate::hall::{milliseconds, percentile};
use crate::lobbies::{Lobbies, Seen, seed_postgres};
use crate::server::{DATABASE_CONNECTIONS, Server, Usage};
use crate::step;
use crate::streams::{Change, Protocol, Streams};

/// How much is measured.
#[derive(Clone, Copy)]
pub struct Extent {
    /// Lobbies that are followed by streams, step by step until it is too much.
    pub streamed: &'static [usize],
    /// And by polls.
    pub polled: &'static [usize],
    pub question: Duration,
}

pub const FULL: Extent = Extent {
    streamed: &[200, 400, 600, 800, 1000, 1200, 1350],
    polled: &[50, 100, 200, 300, 400, 600],
    question: Duration::from_secs(30),
};

pub const QUICK: Extent = Extent {
    streamed: &[20],
    polled: &[20],
    question: Duration::from_secs(8),
};

const PLAYERS: usize = 12;

/// The players and the host.
const MEMBERS: usize = PLAYERS + 1;

/// From the opening of the buzzers to the first press, and to the last one, in seconds.
const PRESSES: (f64, f64) = (0.5, 3.5);

/// Between two polls of one member.
const POLL: Duration = Duration::from_millis(1500);

/// p99 of what people wait for, in milliseconds.
const AIM: f64 = 200.0;

/// Connections for what people do. Who waits for a free one waits for the answer.
const CLIENTS: usize = 128;

/// Until what has happened last is on all screens.
const REST: Duration = Duration::from_secs(2);

/// How a lobby is followed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Streams,
    Polls,
}

/// What somebody does at a moment of a question: the host, who is member 0, opens the next one; the others buzz.
#[derive(Clone, Copy)]
struct Move {
    at: Duration,
    lobby: usize,
    member: usize,
}

/// What so many lobbies took.
struct Carried {
    lobbies: usize,
    buzzes_a_second: f64,
    requests_a_second: f64,
    answers: Vec<f64>,
    shown: Vec<f64>,
    missing: usize,
    cpu_percent: f64,
    megabytes: f64,
}

/// Measures both, and writes the section of docs/performance.md. `postgres` names a new, empty database.
pub async fn measure(extent: Extent, postgres: &str, directory: &Path, quick: bool) -> String {
    let mut database = PgConnection::connect(postgres).await.expect("Postgres");
    let mut text = setting("capacity", quick);
    let _ = writeln!(
        text,
        "\nLobbies of {PLAYERS} players and a host on one process with {DATABASE_CONNECTIONS} connections to the database. \
         A question every {} s in each lobby, not all at the same time; all buzz within {:.0} s. Followed by streams (HTTP/1.1, \
         compressed), or by polls of each member every {} s with `If-None-Match`. Answered: from when a buzz or a poll was due. \
         Shown: from when a buzz was due until it is on each of the {MEMBERS} screens; with polls, the time to the next poll is in \
         it. A number of lobbies is carried where p99 is below {AIM:.0} ms: of what is shown by streams, of what polls are \
         answered. The first one that is not ends the run.\n\n\
         | followed by | lobbies | people | buzzes a second | requests a second | answered p50 ms | p99 | shown p50 ms | p99 \
         | not shown | CPU % | MB |\n|---|---|---|---|---|---|---|---|---|---|---|---|",
        extent.question.as_secs(),
        PRESSES.1 - PRESSES.0,
        POLL.as_secs_f64(),
    );
    let mut first = 0;
    for (by, steps) in [(By::Streams, extent.streamed), (By::Polls, extent.polled)] {
        let most = steps.iter().copied().max().unwrap_or_default();
        let lobbies = Lobbies::of_service(first, most, PLAYERS);
        first += most;
        let server = Server::spawn(postgres, directory, &[]);
        server.ready().await;
        seed_postgres(&mut database, &lobbies, Seen::Now).await;
        let mut hall = Evening {
            streams: Streams::new(Protocol::Http1, server.address).compressed(),
            server,
            lobbies,
            followed: 0,
            question: extent.question,
        };
        for count in steps.iter().copied() {
            let carried = step(format!("{count} lobbies"), 180, hall.play(by, count)).await;
            text += &row(by, &carried);
            if !carried.is_well(by) {
                break;
            }
        }
    }
    text
}

impl Carried {
    fn is_well(&self, by: By) -> bool {
        let waited = match by {
            By::Streams => &self.shown,
            By::Polls => &self.answers,
        };
        self.missing == 0 && percentile(waited, 99) < AIM
    }
}

fn row(by: By, carried: &Carried) -> String {
    let name = match by {
        By::Streams => "streams",
        By::Polls => "polls",
    };
    format!(
        "| {name} | {} | {} | {:.0} | {:.0} | {:.1} | {:.1} | {:.1} | {:.1} | {} | {:.0} | {:.0} |\n",
        carried.lobbies,
        carried.lobbies * MEMBERS,
        carried.buzzes_a_second,
        carried.requests_a_second,
        percentile(&carried.answers, 50),
        percentile(&carried.answers, 99),
        percentile(&carried.shown, 50),
        percentile(&carried.shown, 99),
        carried.missing,
        carried.cpu_percent,
        carried.megabytes,
    )
}

/// All that is done in one question of each lobby, in the order of time.
fn moves(lobbies: usize, question: Duration) -> Vec<Move> {
    // Steps of the golden ratio fill an interval evenly, however many there are.
    let spread = |number: usize| (number as f64 * 0.618_033_988_749_895).fract();
    let mut moves = Vec::new();
    for lobby in 0..lobbies {
        let begins = spread(lobby) * (question.as_secs_f64() - PRESSES.1);
        let mut then = |seconds: f64, member| {
            let at = Duration::from_secs_f64(begins + seconds);
            moves.push(Move { at, lobby, member });
        };
        then(0.0, 0);
        for member in 1..=PLAYERS {
            let pressed = spread(lobby * PLAYERS + member) * (PRESSES.1 - PRESSES.0);
            then(PRESSES.0 + pressed, member);
        }
    }
    moves.sort_by_key(|next| next.at);
    moves
}

/// Lobbies on a server, and who follows them.
struct Evening {
    server: Server,
    lobbies: Lobbies,
    streams: Streams,
    /// Lobbies that have streams.
    followed: usize,
    question: Duration,
}

impl Evening {
    /// Plays one question in the first of the lobbies.
    async fn play(&mut self, by: By, count: usize) -> Carried {
        if by == By::Streams {
            let fresh = Lobbies {
                codes: self.lobbies.codes[self.followed..count].to_vec(),
                players: PLAYERS,
            };
            let opened = self.streams.open(&fresh, self.followed).await;
            opened.expect("streams");
            self.followed = count;
        }
        let (before, began) = (self.server.usage(), Instant::now());
        let polling = (by == By::Polls).then(|| {
            let until = began + self.question + REST;
            spawn_local(poll(
                self.server.address,
                self.lobbies.clone(),
                count,
                until,
            ))
        });
        let played = self.carry_out(moves(count, self.question)).await;
        let seconds = began.elapsed().as_secs_f64();
        let usage = self.server.usage();
        let (requests, answers, shown, missing) = match polling {
            Some(polling) => {
                let polled = polling.await.expect("polls");
                let (shown, missing) = polled.shown(&played.buzzes);
                // Of the time of play: polls go on for a while.
                let share = self.question.as_secs_f64() / (self.question + REST).as_secs_f64();
                let polls = polled.answers.len() as f64 * share;
                (
                    played.requests as f64 + polls,
                    polled.answers,
                    shown,
                    missing,
                )
            }
            None => {
                tokio::time::sleep(REST).await;
                let shown = self.streams.latencies(&played.buzzes);
                let (answers, requests) = (played.answers, played.requests as f64);
                (requests, answers, shown.milliseconds, shown.missing)
            }
        };
        let Usage {
            cpu_seconds,
            resident_megabytes,
            ..
        } = usage;
        Carried {
            lobbies: count,
            buzzes_a_second: played.buzzes.len() as f64 / seconds,
            requests_a_second: requests / seconds,
            answers,
            shown,
            missing,
            cpu_percent: (cpu_seconds - before.cpu_seconds) / seconds * 100.0,
            megabytes: resident_megabytes,
        }
    }

    async fn carry_out(&self, moves: Vec<Move>) -> Played {
        let requests = moves.len();
        let results = Rc::new(RefCell::new((Vec::new(), Vec::new())));
        let lobbies = self.lobbies.clone();
        let jobs = moves.into_iter().map(|next| (next.at, next)).collect();
        let heard = Rc::clone(&results);
        let request = move |next: Move| match next.member {
            0 => lobbies.post(next.lobby, "/reset", 0, "{}"),
            member => lobbies.post(next.lobby, "/buzz", member, "{}"),
        };
        let on_answer = move |next: Move, due: Instant, answer: Answer| {
            let body = String::from_utf8_lossy(&answer.body);
            assert_eq!(answer.status, 200, "{body}");
            if next.member > 0 {
                let told: Value = serde_json::from_str(&body).expect("JSON");
                let version = told["version"].as_i64().expect("a version");
                let (buzzes, answers) = &mut *heard.borrow_mut();
                buzzes.push(Change {
                    lobby: next.lobby,
                    version,
                    due,
                });
                answers.push(milliseconds(due));
            }
        };
        in_time(self.server.address, jobs, request, on_answer).await;
        let (buzzes, answers) = results.take();
        Played {
            requests,
            buzzes,
            answers,
        }
    }
}

struct Played {
    requests: usize,
    buzzes: Vec<Change>,
    answers: Vec<f64>,
}

/// What the polls of each member were answered.
struct Polled {
    answers: Vec<f64>,
    /// Versions, and when they came.
    seen: Vec<Vec<(i64, Instant)>>,
}

impl Polled {
    /// How long each member waited for each buzz, and how many waits had no end.
    fn shown(&self, buzzes: &[Change]) -> (Vec<f64>, usize) {
        let (mut shown, mut missing) = (Vec::new(), 0);
        for buzz in buzzes {
            for seen in &self.seen[buzz.lobby * MEMBERS..(buzz.lobby + 1) * MEMBERS] {
                let first = seen.partition_point(|(version, _)| *version < buzz.version);
                match seen.get(first) {
                    Some((_, at)) => {
                        let waited = at.saturating_duration_since(buzz.due);
                        shown.push(waited.as_secs_f64() * 1e3);
                    }
                    None => missing += 1,
                }
            }
        }
        (shown, missing)
    }
}

/// Each member of the first lobbies asks again and again, naming what it has.
async fn poll(
    address: std::net::SocketAddr,
    lobbies: Lobbies,
    count: usize,
    until: Instant,
) -> Polled {
    let members = count * MEMBERS;
    let time = until.saturating_duration_since(Instant::now());
    let rounds = (time.as_secs_f64() / POLL.as_secs_f64()) as u32;
    let each = POLL.div_f64(members as f64);
    let jobs = (0..rounds).flat_map(|round| {
        (0..members).map(move |member| (POLL * round + each * member as u32, member))
    });
    let jobs = jobs.collect();
    let tags = Rc::new(RefCell::new(vec![String::from("\"\""); members]));
    let known = Rc::clone(&tags);
    let request = move |member: usize| {
        let head = lobbies.request("GET", member / MEMBERS, "", member % MEMBERS);
        format!("{head}If-None-Match: {}\r\n\r\n", known.borrow()[member]).into_bytes()
    };
    let polled = Rc::new(RefCell::new(Polled {
        answers: Vec::new(),
        seen: vec![Vec::new(); members],
    }));
    let heard = Rc::clone(&polled);
    let on_answer = move |member: usize, due: Instant, answer: Answer| {
        assert!(matches!(answer.status, 200 | 304), "{}", answer.head);
        let mut polled = heard.borrow_mut();
        polled.answers.push(milliseconds(due));
        if answer.status == 200 {
            let tag = etag(&answer.head);
            polled.seen[member].push((version_of(&tag), Instant::now()));
            tags.borrow_mut()[member] = tag;
        }
    };
    in_time(address, jobs, request, on_answer).await;
    polled.replace(Polled {
        answers: Vec::new(),
        seen: Vec::new(),
    })
}

fn etag(head: &str) -> String {
    const NAME: &[u8] = b"\r\netag: ";
    let start = memmem::find(head.as_bytes(), NAME).expect("an ETag") + NAME.len();
    let tag = head[start..].split("\r\n").next();
    tag.unwrap_or_default().to_owned()
}

fn version_of(tag: &str) -> i64 {
    let version = tag.trim_start_matches("W/\"").split('-').next();
    version
        .and_then(|version| version.parse().ok())
        .expect("a version in the ETag")
}

/// Sends the request of each job when it is due, as long as a connection is free.
async fn in_time<J: Copy + 'static>(
    address: std::net::SocketAddr,
    jobs: Vec<(Duration, J)>,
    request: impl Fn(J) -> Vec<u8> + 'static,
    on_answer: impl Fn(J, Instant, Answer) + 'static,
) {
    let (due, queue) = unbounded_channel::<(J, Instant)>();
    let (queue, does) = (Rc::new(Mutex::new(queue)), Rc::new((request, on_answer)));
    let mut clients = Vec::new();
    for _ in 0..CLIENTS {
        let connection = Connection::open(address).await;
        let mut connection = connection.expect("a connection");
        let (queue, does) = (Rc::clone(&queue), Rc::clone(&does));
        clients.push(spawn_local(async move {
            loop {
                let job = queue.lock().await.recv().await;
                let Some((job, due)) = job else { return };
                let answer = connection.exchange(&does.0(job)).await;
                does.1(job, due, answer.expect("an answer"));
            }
        }));
    }
    let began = Instant::now();
    for (at, job) in jobs {
        let at = began + at;
        tokio::time::sleep_until(at.into()).await;
        due.send((job, at)).expect("clients");
    }
    drop(due);
    for client in clients {
        client.await.expect("a client without a fault");
    }
}
