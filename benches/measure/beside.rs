//! This version beside another one, in one run. Everything goes over HTTP, so that their schemas may differ.

use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;
use std::time::Duration;

use crate::database::{Extent, all_rounds, spread_buzzes};
use crate::document::{columns, median, setting};
use crate::load::{self, CLIENTS, Throughput, Until};
use crate::opened::{Lobby, connect, two_schemas};
use crate::server::{Server, binary};
use crate::step;

/// What is measured of each side, in this order.
const LOADS: [&str; 4] = ["buzz, spread", "buzz, one hot lobby", "reset", "state read"];

/// On one database: of each load a run for each pair, before and now.
#[derive(Default)]
struct Compared([[Vec<Throughput>; 2]; LOADS.len()]);

/// Measures both, and writes the section of docs/performance.md. `postgres` names a new, empty database.
pub async fn measure(extent: Extent, postgres: &str, other: &Path, directory: &Path) -> String {
    let mut text = setting("beside OTHER", extent.pairs == 1);
    let _ = writeln!(
        text,
        "\n{} pairs, interleaved; requests as above, with {CLIENTS} connections. Requests a second, median (least to greatest).\n",
        extent.pairs,
    );
    let file = |name| format!("sqlite:{}", directory.join(name).display());
    let schemas = two_schemas(postgres).await;
    for (database, urls) in [
        ("Postgres", schemas),
        ("SQLite", [file("before.sqlite3"), file("now.sqlite3")]),
    ] {
        let compared = compare(database, extent, other, &urls, directory).await;
        let _ = writeln!(
            text,
            "| on {database} | before | now | ratio | CPU s per 1,000 before | now |\n|---|---|---|---|---|---|"
        );
        for (name, [before, now]) in LOADS.iter().zip(&compared.0) {
            let pairs = before.iter().zip(now);
            let ratios: Vec<f64> = pairs.map(|(b, n)| n.per_second / b.per_second).collect();
            let ((before, cpu_before), (now, cpu_now)) = (columns(before), columns(now));
            let ratio = median(&ratios, 2);
            let _ = writeln!(
                text,
                "| {name} | {before} | {now} | {ratio} | {cpu_before} | {cpu_now} |"
            );
        }
        text.push('\n');
    }
    text
}

async fn compare(
    database: &str,
    extent: Extent,
    other: &Path,
    urls: &[String; 2],
    directory: &Path,
) -> Compared {
    let mut sides = Vec::new();
    for (program, url) in [other, &binary()].into_iter().zip(urls) {
        let side = Side::open(Server::spawn_as(program, url, directory, &[]), extent);
        sides.push(step(format!("{database}: seed"), 180, side).await);
    }
    let mut compared = Compared::default();
    for pair in 0..=extent.pairs {
        // Who goes first alternates. The first pair warms up.
        for turn in [pair % 2, 1 - pair % 2] {
            let what = format!("{database}: pair {pair}, {}", ["before", "now"][turn]);
            let measured = step(what, 120, sides[turn].run(extent)).await;
            if pair > 0 {
                for (load, throughput) in compared.0.iter_mut().zip(measured) {
                    load[turn].push(throughput);
                }
            }
        }
    }
    compared
}

/// One of the two versions, with lobbies of its own.
struct Side {
    server: Server,
    spread: Vec<Lobby>,
    hot: Vec<Lobby>,
}

impl Side {
    async fn open(server: Server, extent: Extent) -> Self {
        server.ready().await;
        let mut opening = Vec::new();
        for client in 0..CLIENTS {
            let mut connection = connect(&server).await;
            let count = (extent.lobbies + client) / CLIENTS;
            opening.push(tokio::task::spawn_local(async move {
                let mut lobbies = Vec::new();
                for _ in 0..count {
                    lobbies.push(Lobby::open(&mut connection, extent.players).await);
                }
                lobbies
            }));
        }
        let mut spread = Vec::new();
        for opened in opening {
            spread.extend(opened.await.expect("lobbies"));
        }
        let hot = Lobby::open(&mut connect(&server).await, extent.hot_players).await;
        Self {
            server,
            spread,
            hot: vec![hot],
        }
    }

    async fn run(&self, extent: Extent) -> [Throughput; LOADS.len()] {
        assert_eq!(self.spread.len(), extent.lobbies);
        let spread = self.load(buzzes(&self.spread, extent.players - 1)).await;
        let reset = self.load(resets(&self.spread)).await;
        let mut rounds = Vec::new();
        for _ in 0..extent.hot_rounds {
            rounds.push(self.load(buzzes(&self.hot, extent.hot_players)).await);
            self.load(resets(&self.hot)).await;
        }
        let looks = (0..spread_buzzes(extent)).map(|i| {
            let lobby = &self.spread[i % extent.lobbies];
            lobby.request("GET", "", i / extent.lobbies + 1, "")
        });
        let until = Until::Passed(Duration::from_secs(extent.read_seconds));
        let state = load::run(&self.server, &Rc::new(looks.collect()), until, 200).await;
        [spread, all_rounds(&rounds), reset, state]
    }

    /// Each request once.
    async fn load(&self, requests: Vec<Vec<u8>>) -> Throughput {
        load::run(&self.server, &Rc::new(requests), Until::AllSent, 200).await
    }
}

/// So many players of each lobby, one of each before the next.
fn buzzes(lobbies: &[Lobby], players: usize) -> Vec<Vec<u8>> {
    let members = 1..=players;
    let all = members.flat_map(|member| lobbies.iter().map(move |lobby| (lobby, member)));
    all.map(|(lobby, member)| lobby.request("POST", "/buzz", member, "{}"))
        .collect()
}

fn resets(lobbies: &[Lobby]) -> Vec<Vec<u8>> {
    let reset = |lobby: &Lobby| lobby.request("POST", "/reset", 0, "{}");
    lobbies.iter().map(reset).collect()
}
