//! Streams that nobody reads: what one that has slept reads before the newest state, and what the kernel keeps for many.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use memchr::memmem;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{interval, sleep};

use crate::document::setting;
use crate::opened::{Lobby, connect};
use crate::server::{DATABASE_CONNECTIONS, Server};
use crate::step;

/// How much is measured.
#[derive(Clone, Copy)]
pub struct Extent {
    /// For so long nobody reads, and something changes.
    pub asleep: Duration,
    /// Of as many players each, all of whom follow.
    pub lobbies: usize,
}

pub const FULL: Extent = Extent {
    asleep: Duration::from_secs(15),
    lobbies: 5,
};

pub const QUICK: Extent = Extent {
    asleep: Duration::from_secs(3),
    lobbies: 1,
};

const PLAYERS: usize = 100;

/// Between two changes of a lobby.
const PACE: Duration = Duration::from_millis(100);

/// What a phone has received and not read, in bytes. Small: the network between is what sleeps, and no network is here.
const RECEIVES: u32 = 16 * 1024;

/// Of a slow mobile network, a second.
const BYTES_A_SECOND: usize = 125_000;

/// In which a slow client reads its share.
const SIP: Duration = Duration::from_millis(20);

/// Until streams that nobody reads are looked for no more.
const OPEN_AT_MOST: Duration = Duration::from_secs(90);

/// Measures on one database, and writes the section of docs/performance.md.
pub async fn measure(extent: Extent, postgres: &str, directory: &Path, quick: bool) -> String {
    let server = Server::spawn(postgres, directory, &[]);
    server.ready().await;
    let mut text = setting("sleepers", quick);
    let _ = writeln!(
        text,
        "\nLobbies of {PLAYERS} players, in each of which something changes ten times a second for {} s. A client with room for {} KB \
         follows and sleeps meanwhile, then reads at 1 Mbit/s. Then {} streams that nobody reads: the memory is that of all TCP \
         sockets of the machine, less what they had before.\n",
        extent.asleep.as_secs(),
        RECEIVES / 1024,
        extent.lobbies * PLAYERS,
    );
    text += &slept(&server, extent).await;
    text += &unread(&server, extent).await;
    text
}

async fn slept(server: &Server, extent: Extent) -> String {
    let lobbies = step("a lobby", 60, open(server, 1)).await;
    let mut sleeper = follow(server.address, &lobbies[0], 0).await;
    until(&mut sleeper, b"event: lobby").await;
    let newest = step("asleep", 60, change(server, &lobbies, extent.asleep)).await;
    let woken = Instant::now();
    let mark = format!("id: {newest}\n");
    let read = step("awake", 120, until(&mut sleeper, mark.as_bytes())).await;
    let old = memmem::find_iter(&read, b"event: lobby").count() - 1;
    format!(
        "- Who has slept reads {old} old states before the newest, which is there {:.1} s later.\n",
        woken.elapsed().as_secs_f64(),
    )
}

async fn unread(server: &Server, extent: Extent) -> String {
    let lobbies = step("lobbies", 120, open(server, extent.lobbies)).await;
    let (before, files) = (tcp_megabytes(), server.usage().files);
    let mut sockets = Vec::new();
    for lobby in &lobbies {
        for member in 1..=PLAYERS {
            let mut socket = follow(server.address, lobby, member).await;
            let mut first = [0; 1];
            socket.read_exact(&mut first).await.expect("a stream");
            sockets.push(socket);
        }
    }
    let changed = change(server, &lobbies, extent.asleep);
    step("streams that nobody reads", 60, changed).await;
    let (held, over) = (tcp_megabytes() - before, Instant::now());
    let is_open = || server.usage().files > files + DATABASE_CONNECTIONS;
    while is_open() && over.elapsed() < OPEN_AT_MOST {
        sleep(PACE).await;
    }
    let end = match is_open() {
        true => "some are open a long time after",
        false => &format!(
            "the last one is closed {:.0} s after",
            over.elapsed().as_secs_f64()
        ),
    };
    format!(
        "- {} streams that nobody reads hold {held:.0} MB of kernel memory, on both sides, and {end}.\n",
        sockets.len(),
    )
}

async fn open(server: &Server, count: usize) -> Vec<Lobby> {
    let mut connection = connect(server).await;
    let mut lobbies = Vec::new();
    for _ in 0..count {
        lobbies.push(Lobby::open(&mut connection, PLAYERS).await);
    }
    lobbies
}

/// A stream over a socket with little room.
async fn follow(address: SocketAddr, lobby: &Lobby, member: usize) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(RECEIVES).expect("a size");
    let mut socket = socket.connect(address).await.expect("a connection");
    let request = lobby.request("GET", "/events", member, "");
    socket.write_all(&request).await.expect("sent");
    socket
}

/// What is read up to these bytes, as slowly as over the network.
async fn until(socket: &mut TcpStream, bytes: &[u8]) -> Vec<u8> {
    let share = (BYTES_A_SECOND as f64 * SIP.as_secs_f64()) as usize;
    let mut read = Vec::new();
    let mut sips = interval(SIP);
    while memmem::find(&read, bytes).is_none() {
        sips.tick().await;
        let mut sip = vec![0; share];
        let count = socket.read(&mut sip).await.expect("more");
        assert!(count > 0, "the stream has ended");
        read.extend_from_slice(&sip[..count]);
    }
    read
}

/// A reset of each in turn; the version of the last one.
async fn change(server: &Server, lobbies: &[Lobby], long: Duration) -> i64 {
    let mut connection = connect(server).await;
    let (begun, mut pace) = (Instant::now(), interval(PACE));
    let mut version = 0;
    while begun.elapsed() < long {
        pace.tick().await;
        for lobby in lobbies {
            let reset = lobby.request("POST", "/reset", 0, "{}");
            let answer = connection.exchange(&reset).await.expect("an answer");
            let shown: Value = serde_json::from_slice(&answer.body).expect("JSON");
            version = shown["version"].as_i64().expect("a version");
        }
    }
    version
}

/// Memory that the kernel has for TCP sockets, in its pages of 4 KiB.
fn tcp_megabytes() -> f64 {
    let told = std::fs::read_to_string("/proc/net/sockstat").expect("/proc");
    let of_tcp = told.lines().find(|line| line.starts_with("TCP:"));
    let (_, pages) = of_tcp.and_then(|line| line.rsplit_once(' ')).expect("mem");
    pages.trim().parse::<f64>().expect("pages") * 4096.0 / 1e6
}
