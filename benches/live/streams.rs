//! Streams over plain sockets: the client must not be what is measured.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::lobbies::{Lobby, Sent};
use crate::server::Server;

/// Streams to one address: fewer than it has ports.
const PER_ADDRESS: usize = 20_000;

static OPENED: AtomicUsize = AtomicUsize::new(0);

/// When each viewer saw a version, by lobby and version.
type Seen = Arc<Mutex<HashMap<(usize, i64), Vec<Instant>>>>;

pub struct Streams {
    seen: Seen,
    viewers: Vec<usize>,
    ended: Arc<AtomicUsize>,
    _readers: JoinSet<()>,
}

pub async fn open(server: &Server, lobbies: &[Lobby]) -> Streams {
    try_open(server, lobbies).await.expect("streams")
}

/// One for everybody in each lobby.
pub async fn try_open(server: &Server, lobbies: &[Lobby]) -> std::io::Result<Streams> {
    let seen = Seen::default();
    let ended = Arc::new(AtomicUsize::new(0));
    let mut readers = JoinSet::new();
    for (index, lobby) in lobbies.iter().enumerate() {
        for token in lobby.players.iter().chain([&lobby.host]) {
            let network = OPENED.fetch_add(1, Ordering::Relaxed) / PER_ADDRESS + 1;
            let address = format!("127.0.0.{network}:{}", server.port);
            let mut socket = TcpStream::connect(address).await?;
            let request = format!(
                "GET /api/v1/lobbies/{}/events HTTP/1.1\r\nHost: panenka\r\nAuthorization: Bearer {token}\r\n\r\n",
                lobby.code
            );
            socket.write_all(request.as_bytes()).await?;
            let (seen, ended) = (Arc::clone(&seen), Arc::clone(&ended));
            readers.spawn(async move {
                read(socket, index, &seen).await;
                ended.fetch_add(1, Ordering::Relaxed);
            });
        }
    }
    let viewers: Vec<_> = lobbies
        .iter()
        .map(|lobby| lobby.players.len() + 1)
        .collect();
    let all: usize = viewers.iter().sum();
    let begun = || -> usize {
        let seen = seen.lock().expect("the lock");
        seen.values().map(Vec::len).sum()
    };
    while begun() < all {
        if ended.load(Ordering::Relaxed) > 0 {
            return Err(std::io::Error::other("the server ended a stream"));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(Streams {
        seen,
        viewers,
        ended,
        _readers: readers,
    })
}

/// Notes the `id:` of each event. Lines are put together across reads.
async fn read(mut socket: TcpStream, lobby: usize, seen: &Seen) {
    let mut buffer = [0; 4096];
    let mut line = Vec::new();
    while let Ok(length @ 1..) = socket.read(&mut buffer).await {
        for byte in &buffer[..length] {
            if *byte != b'\n' {
                // Longer lines are data, of which the beginning is enough.
                if line.len() < 32 {
                    line.push(*byte);
                }
                continue;
            }
            if let Some(version) = line.strip_prefix(b"id: ".as_slice()) {
                let version = String::from_utf8_lossy(version).trim().parse();
                let key = (lobby, version.expect("a version"));
                let mut seen = seen.lock().expect("the lock");
                seen.entry(key).or_default().push(Instant::now());
            }
            line.clear();
        }
    }
}

impl Streams {
    /// From the moment a buzz was sent to each viewer's event, in milliseconds and sorted; and how many viewers were
    /// never shown that buzz, neither by its own version nor by a later one.
    pub fn latencies(&mut self, sent: &Sent) -> (Vec<f64>, usize) {
        let seen = self.seen.lock().expect("the lock");
        let mut newest: HashMap<usize, i64> = HashMap::new();
        for (lobby, version) in seen.keys() {
            let newest = newest.entry(*lobby).or_default();
            *newest = (*newest).max(*version);
        }
        let (mut latencies, mut missing) = (Vec::new(), 0);
        for ((lobby, version), sent) in sent {
            let times = seen.get(&(*lobby, *version)).map_or(&[][..], Vec::as_slice);
            latencies.extend(times.iter().map(|time| (*time - *sent).as_secs_f64() * 1e3));
            if newest.get(lobby).is_none_or(|newest| newest < version) {
                missing += self.viewers[*lobby];
            }
        }
        latencies.sort_by(f64::total_cmp);
        (latencies, missing)
    }

    pub fn ended(&self) -> usize {
        self.ended.load(Ordering::Relaxed)
    }
}
