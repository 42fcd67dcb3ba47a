//! A way to Postgres that can be made slow, silent or broken.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Open,
    /// What the server says arrives this much later.
    Slow(Duration),
    /// Nothing arrives, in either direction, nor is the end of a connection heard of: its other end stays open.
    Silent,
    /// Connections are cut, and new ones refused.
    Cut,
    /// The connection on which the client says this is cut, before the server hears it.
    CutBefore(&'static str),
    /// The connection on which the server says this is cut, before the client hears it.
    CutAfter(&'static str),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    ToServer,
    ToClient,
}

pub struct Proxy {
    /// By which the server is reached through here.
    pub url: String,
    way: Arc<watch::Sender<Way>>,
    /// The number of the last connection that is silent whatever the way is.
    forgotten: Arc<AtomicUsize>,
    connections: Arc<AtomicUsize>,
    accepting: tokio::task::JoinHandle<()>,
    server: Arc<Mutex<String>>,
}

impl Proxy {
    /// To the server of this URL.
    pub async fn to(url: &str) -> Self {
        Self::at("127.0.0.1", url).await
    }

    /// The same at another address of this machine, as a URL has it.
    pub async fn at(address: &str, url: &str) -> Self {
        let mut url: reqwest::Url = url.parse().expect("a URL");
        let server = Arc::new(Mutex::new(server_of(&url)));
        let listener = TcpListener::bind(format!("{address}:0")).await;
        let listener = listener.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        url.set_host(Some(address)).expect("a host");
        url.set_port(Some(port)).expect("a port");
        // What is said can be read here.
        url.query_pairs_mut().append_pair("sslmode", "disable");
        let way = Arc::new(watch::Sender::new(Way::Open));
        let (connections, forgotten) = (Arc::default(), Arc::default());
        let accept = accept(
            listener,
            Arc::clone(&server),
            Arc::clone(&way),
            Arc::clone(&connections),
            Arc::clone(&forgotten),
        );
        let accepting = tokio::spawn(accept);
        Self {
            url: url.to_string(),
            way,
            connections,
            forgotten,
            accepting,
            server,
        }
    }

    /// New connections go to the server of this URL.
    pub fn lead_to(&self, url: &str) {
        let url = url.parse().expect("a URL");
        *self.server.lock().expect("a server") = server_of(&url);
    }

    pub fn set(&self, way: Way) {
        self.way.send_replace(way);
    }

    /// The connections so far stay open and silent for ever. New ones get through.
    pub fn forget(&self) {
        let before = self.connections();
        self.forgotten.store(before, Ordering::SeqCst);
        self.set(Way::Open);
    }

    /// How many there have been.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// What it is now: a cut at a word leaves the way cut.
    pub fn way(&self) -> Way {
        *self.way.borrow()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

fn server_of(url: &reqwest::Url) -> String {
    let host = url.host_str().expect("a host");
    format!("{host}:{}", url.port().unwrap_or(5432))
}

async fn accept(
    listener: TcpListener,
    server: Arc<Mutex<String>>,
    way: Arc<watch::Sender<Way>>,
    count: Arc<AtomicUsize>,
    forgotten: Arc<AtomicUsize>,
) {
    // Ends with the proxy, connections and all.
    let mut connections = tokio::task::JoinSet::new();
    while let Ok((here, _)) = listener.accept().await {
        let number = count.fetch_add(1, Ordering::SeqCst) + 1;
        let server = server.lock().expect("a server").clone();
        let way = Arc::clone(&way);
        let forgotten = Arc::clone(&forgotten);
        let is_forgotten = move || number <= forgotten.load(Ordering::SeqCst);
        connections.spawn(async move {
            let mut opened = way.subscribe();
            // To a silent server a connection does not come about.
            let way_now = *opened
                .wait_for(|way| *way != Way::Silent)
                .await
                .expect("a proxy");
            if way_now == Way::Cut {
                return;
            }
            let there = TcpStream::connect(server).await.expect("Postgres");
            let (from_here, to_here) = here.into_split();
            let (from_there, to_there) = there.into_split();
            let mut cut = way.subscribe();
            tokio::select! {
                () = async {
                    tokio::join!(
                        pass(from_here, to_there, Direction::ToServer, &way, &is_forgotten),
                        pass(from_there, to_here, Direction::ToClient, &way, &is_forgotten),
                    );
                } => {}
                _ = cut.wait_for(|way| *way == Way::Cut) => {}
            }
        });
    }
}

async fn pass(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    direction: Direction,
    way: &watch::Sender<Way>,
    is_forgotten: impl Fn() -> bool,
) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let length = from.read(&mut buffer).await.unwrap_or(0);
        let bytes = &buffer[..length];
        let now = *way.borrow();
        if length == 0 {
            let mut opened = way.subscribe();
            let _ = opened.wait_for(|way| *way != Way::Silent).await;
            return; // and with it this direction's socket
        }
        match now {
            _ if is_forgotten() => continue,
            Way::Silent => continue,
            Way::Slow(delay) if direction == Direction::ToClient => {
                tokio::time::sleep(delay).await;
            }
            Way::CutBefore(word) if direction == Direction::ToServer && says(bytes, word) => {
                way.send_replace(Way::Cut);
                return;
            }
            Way::CutAfter(word) if direction == Direction::ToClient && says(bytes, word) => {
                way.send_replace(Way::Cut);
                return;
            }
            _ => {}
        }
        if to.write_all(bytes).await.is_err() {
            return;
        }
    }
}

fn says(bytes: &[u8], word: &str) -> bool {
    bytes
        .windows(word.len())
        .any(|part| part == word.as_bytes())
}
