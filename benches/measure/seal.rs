//! The end of a fair window: how long after it those who follow are shown the sealed order, on the instance that took the
//! first buzz and on another one, also where the first is killed as soon as it has answered.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use panenka::clock::Clock;
use serde_json::Value;

use crate::connection::Connection;
use crate::document::setting;
use crate::opened::{Lobby, connect, text};
use crate::server::Server;
use crate::step;
use crate::streams::{Change, Latencies, Protocol, Streams};

/// How much is measured.
#[derive(Clone, Copy)]
pub struct Extent {
    /// Windows, of each kind.
    pub windows: usize,
}

pub const FULL: Extent = Extent { windows: 40 };

pub const QUICK: Extent = Extent { windows: 5 };

const WINDOW: Duration = Duration::from_millis(300);

/// After the end of a window, so that whoever is late is seen.
const REST: Duration = Duration::from_millis(400);

const PLAYERS: usize = 3;

/// Whether the instance that took the first buzz lives on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Lives,
    IsKilled,
}

/// Measures on one Postgres, in an empty database, and writes the section of docs/performance.md.
pub async fn measure(extent: Extent, postgres: &str, directory: &Path, quick: bool) -> String {
    let mut text = setting("seal", quick);
    let _ = writeln!(
        text,
        "\n{} windows of {} ms each, two instances over one Postgres without hints. A player and the host follow on each; \
         {PLAYERS} buzz on the first one. Milliseconds from the end of the window, as it was shown, to the sealed order.\n",
        extent.windows,
        WINDOW.as_millis(),
    );
    text += "| the instance that took the first buzz | following on | p50 | p99 | last | not shown |\n|---|---|---|---|---|---|\n";
    let steady = Server::spawn(postgres, directory, &[]);
    steady.ready().await;
    for (fate, name) in [(Fate::Lives, "lives on"), (Fate::IsKilled, "is killed")] {
        let windows = windows(extent, fate, &steady, postgres, directory);
        let [same, other] = step(format!("windows of an instance that {name}"), 240, windows).await;
        if fate == Fate::Lives {
            text += &row(name, "the same", &same);
        }
        text += &row(name, "the other", &other);
    }
    text
}

fn row(fate: &str, followed: &str, latencies: &Latencies) -> String {
    format!(
        "| {fate} | {followed} | {:.0} | {:.0} | {:.0} | {} |\n",
        latencies.percentile(50),
        latencies.percentile(99),
        latencies.percentile(100),
        latencies.missing,
    )
}

/// What was seen on the instance that takes the buzzes, and on the other one.
async fn windows(
    extent: Extent,
    fate: Fate,
    steady: &Server,
    postgres: &str,
    directory: &Path,
) -> [Latencies; 2] {
    let mut taking = None;
    let mut seen = [Latencies::default(), Latencies::default()];
    for _ in 0..extent.windows {
        let taker = match taking.take() {
            Some(taker) => taker,
            None => {
                let started = Server::spawn(postgres, directory, &[]);
                started.ready().await;
                started
            }
        };
        let mut asking = connect(steady).await;
        let lobby = open(&mut asking).await;
        let (on_taker, on_steady) = (follow(&taker, &lobby).await, follow(steady, &lobby).await);
        buzz(&taker, &lobby).await;
        if fate == Fate::Lives {
            taking = Some(taker);
        }
        let change = change(&mut asking, &lobby).await;
        tokio::time::sleep(WINDOW + REST).await;
        for (latencies, streams) in seen.iter_mut().zip([on_taker, on_steady]) {
            let more = streams.latencies(std::slice::from_ref(&change));
            latencies.milliseconds.extend(more.milliseconds);
            latencies.missing += more.missing;
        }
    }
    for latencies in &mut seen {
        latencies.milliseconds.sort_by(f64::total_cmp);
    }
    seen
}

async fn open(connection: &mut Connection) -> Lobby {
    let lobby = Lobby::open(connection, PLAYERS).await;
    let rules = format!(
        "{{\"settings\":{{\"fair_window_ms\":{}}}}}",
        WINDOW.as_millis()
    );
    let edit = lobby.request("PATCH", "", 0, &rules);
    let status = connection.send(&edit).await.expect("an answer");
    assert_eq!(status, 200, "the rules");
    lobby
}

async fn follow(server: &Server, lobby: &Lobby) -> Streams {
    let mut streams = Streams::new(Protocol::Http1, server.address);
    for member in 0..=1 {
        let path = format!("/api/v1/lobbies/{}/events", lobby.code);
        let begun = streams
            .follow(0, (path, lobby.tokens[member].clone()))
            .await;
        let begun = begun.expect("a stream").await;
        begun.expect("a stream that begins");
    }
    streams
}

/// All players, at once after each other.
async fn buzz(server: &Server, lobby: &Lobby) {
    let mut connection = connect(server).await;
    for member in 1..=PLAYERS {
        let request = lobby.request("POST", "/buzz", member, "{}");
        let status = connection.send(&request).await.expect("an answer");
        assert_eq!(status, 200, "a buzz");
    }
}

/// The seal of the window that is open: the next version, when it ends.
async fn change(connection: &mut Connection, lobby: &Lobby) -> Change {
    let answer = connection.exchange(&lobby.request("GET", "", 0, "")).await;
    let (now, clock) = (Instant::now(), Clock::system().now());
    let shown: Value = serde_json::from_slice(&answer.expect("an answer").body).expect("JSON");
    let ends: Timestamp = text(&shown["window_ends_at"]).parse().expect("a time");
    let left = Duration::try_from(ends.duration_since(clock)).expect("a window that is open");
    Change {
        lobby: 0,
        version: shown["version"].as_i64().expect("a version") + 1,
        due: now + left,
    }
}
