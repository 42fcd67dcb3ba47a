//! Event streams, over a connection each or many over one, and when each of them was shown what.

use std::cell::{Cell, RefCell};
use std::io::{Error, ErrorKind, Result};
use std::net::{Ipv4Addr, SocketAddr};
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use flate2::{Decompress, FlushDecompress};
use h2::client::SendRequest;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::sync::oneshot;
use tokio::task::spawn_local;

use crate::lobbies::Lobbies;

/// Streams to one address: fewer than it has ports.
const PER_ADDRESS: usize = 20_000;

/// Streams that are being opened at the same time.
const OPENING: usize = 64;

/// The service's limit for one HTTP/2 connection.
const STREAMS_A_CONNECTION: usize = 100;

/// What a client sends that does not take gzip, and one that does.
const ACCEPT: [&str; 2] = ["", "Accept-Encoding: gzip\r\n"];

/// As a power of two: the largest there is.
const GZIP_WINDOW: u8 = 15;

/// A stream that has not begun by then will not.
const BEGIN: Duration = Duration::from_secs(20);

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Protocol {
    Http1,
    Http2,
}

/// What one viewer was shown, and when: versions and moments.
#[derive(Default)]
struct Viewer {
    lobby: usize,
    seen: RefCell<Vec<(i64, Instant)>>,
    /// Bytes that have arrived.
    bytes: Cell<u64>,
}

/// All streams to one server.
pub struct Streams {
    protocol: Protocol,
    wants_gzip: bool,
    address: SocketAddr,
    viewers: Vec<Rc<Viewer>>,
    ended: Rc<Cell<usize>>,
    shared: Option<SendRequest<Bytes>>,
    on_shared: usize,
}

/// A buzz, or a deadline that passes: due at a moment, it made a version.
pub struct Change {
    pub lobby: usize,
    pub version: i64,
    pub due: Instant,
}

/// From the moment a change was due to each viewer's event.
#[derive(Default)]
pub struct Latencies {
    /// Milliseconds, sorted.
    pub milliseconds: Vec<f64>,
    /// Viewers that were not shown a change.
    pub missing: usize,
}

impl Latencies {
    pub fn percentile(&self, percent: usize) -> f64 {
        let last = self.milliseconds.len().saturating_sub(1);
        let index = (self.milliseconds.len() * percent / 100).min(last);
        self.milliseconds.get(index).copied().unwrap_or(f64::NAN)
    }
}

impl Streams {
    pub fn new(protocol: Protocol, address: SocketAddr) -> Self {
        Self {
            protocol,
            wants_gzip: false,
            address,
            viewers: Vec::new(),
            ended: Rc::default(),
            shared: None,
            on_shared: 0,
        }
    }

    /// Over HTTP/1.1, and from versions that know how to compress a stream.
    pub fn compressed(self) -> Self {
        Self {
            wants_gzip: true,
            ..self
        }
    }

    pub fn count(&self) -> usize {
        self.viewers.len()
    }

    /// Streams that have ended, by whomever.
    pub fn ended(&self) -> usize {
        self.ended.get()
    }

    /// Opens a stream for the host and each player of these lobbies, the first of which has the number `first`, and
    /// waits until each has shown its first event.
    pub async fn open(&mut self, lobbies: &Lobbies, first: usize) -> Result<()> {
        let places = Arc::new(Semaphore::new(OPENING));
        let mut opening = Vec::new();
        for lobby in 0..lobbies.codes.len() {
            for member in 0..=lobbies.players {
                let place = Arc::clone(&places).acquire_owned().await;
                let target = (lobbies.path(lobby, "/events"), lobbies.token(lobby, member));
                let has_begun = self.follow(first + lobby, target).await?;
                opening.push(spawn_local(async move {
                    let begun = tokio::time::timeout(BEGIN, has_begun).await;
                    drop(place);
                    matches!(begun, Ok(Ok(())))
                }));
            }
        }
        for begun in opening {
            if !begun.await.unwrap_or(false) {
                return Err(Error::other("a stream did not begin"));
            }
        }
        Ok(())
    }

    /// Opens one stream, to a path with a token. It tells when its first event was shown.
    pub async fn follow(
        &mut self,
        lobby: usize,
        target: (String, String),
    ) -> Result<oneshot::Receiver<()>> {
        let source = self.source().await?;
        let viewer = Rc::new(Viewer {
            lobby,
            ..Viewer::default()
        });
        self.viewers.push(Rc::clone(&viewer));
        let (begun, has_begun) = oneshot::channel();
        let (ended, wants_gzip) = (Rc::clone(&self.ended), self.wants_gzip);
        spawn_local(async move {
            let reader = Reader::new(viewer, wants_gzip, begun);
            // An error is an end like any other: it is counted.
            let _ = source.follow(&target.0, &target.1, reader).await;
            ended.set(ended.get() + 1);
        });
        Ok(has_begun)
    }

    /// Bytes that have arrived at each viewer so far.
    pub fn bytes(&self) -> Vec<u64> {
        self.viewers
            .iter()
            .map(|viewer| viewer.bytes.get())
            .collect()
    }

    /// Whether each viewer was shown this version, or a later one.
    pub fn all_saw(&self, version: i64) -> bool {
        let saw = |viewer: &Rc<Viewer>| {
            let seen = viewer.seen.borrow();
            seen.last().is_some_and(|(last, _)| *last >= version)
        };
        self.viewers.iter().all(saw)
    }

    /// How long each viewer waited for each of these changes. A later version shows an earlier change too.
    pub fn latencies(&self, changes: &[Change]) -> Latencies {
        let mut latencies = Latencies::default();
        let lobbies = self.viewers.iter().map(|viewer| viewer.lobby).max();
        let mut viewers = vec![Vec::new(); lobbies.map_or(0, |last| last + 1)];
        for viewer in &self.viewers {
            viewers[viewer.lobby].push(Rc::clone(viewer));
        }
        for change in changes {
            for viewer in &viewers[change.lobby] {
                let seen = viewer.seen.borrow();
                let first = seen.partition_point(|(version, _)| *version < change.version);
                match seen.get(first) {
                    Some((_, at)) => latencies
                        .milliseconds
                        .push(at.saturating_duration_since(change.due).as_secs_f64() * 1e3),
                    None => latencies.missing += 1,
                }
            }
        }
        latencies.milliseconds.sort_by(f64::total_cmp);
        latencies
    }

    /// Where the next stream goes: an address with free ports, or a connection with room for one more.
    async fn source(&mut self) -> Result<Source> {
        let network = (self.viewers.len() / PER_ADDRESS + 1) as u8;
        let address = SocketAddr::from((Ipv4Addr::new(127, 0, 0, network), self.address.port()));
        if self.protocol == Protocol::Http1 {
            return Ok(Source::Own(TcpStream::connect(address).await?));
        }
        if self.shared.is_none() || self.on_shared == STREAMS_A_CONNECTION {
            let socket = TcpStream::connect(address).await?;
            let (sender, connection) = h2::client::handshake(socket).await.map_err(Error::other)?;
            spawn_local(connection);
            (self.shared, self.on_shared) = (Some(sender), 0);
        }
        self.on_shared += 1;
        let shared = self.shared.clone();
        shared
            .map(Source::Shared)
            .ok_or(Error::other("no connection"))
    }
}

enum Source {
    Own(TcpStream),
    Shared(SendRequest<Bytes>),
}

impl Source {
    /// Reads until the stream ends.
    async fn follow(self, path: &str, token: &str, mut reader: Reader) -> Result<()> {
        match self {
            Self::Own(socket) => {
                let request = format!(
                    "GET {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n{}\r\n",
                    ACCEPT[usize::from(reader.wants_gzip)]
                );
                let mut socket = BufReader::with_capacity(4096, socket);
                socket.write_all(request.as_bytes()).await?;
                let (mut line, mut chunk) = (String::new(), Vec::new());
                while line != "\r\n" {
                    reader.next_line(&mut socket, &mut line).await?;
                    if line.eq_ignore_ascii_case("content-encoding: gzip\r\n") {
                        reader.gzip = Some(Decompress::new_gzip(GZIP_WINDOW));
                    }
                }
                loop {
                    reader.next_line(&mut socket, &mut line).await?;
                    let size = usize::from_str_radix(line.trim_end(), 16).map_err(Error::other)?;
                    chunk.resize(size + 2, 0); // with the end of its line
                    socket.read_exact(&mut chunk).await?;
                    if size == 0 {
                        break;
                    }
                    reader.arrived(&chunk[..size])?;
                    reader.count(2);
                }
            }
            Self::Shared(sender) => {
                let request = http::Request::get(format!("http://bench{path}"))
                    .header("authorization", format!("Bearer {token}"))
                    .body(())
                    .map_err(Error::other)?;
                let mut sender = sender.ready().await.map_err(Error::other)?;
                let (answer, _) = sender.send_request(request, true).map_err(Error::other)?;
                let mut body = answer.await.map_err(Error::other)?.into_body();
                while let Some(bytes) = body.data().await {
                    let bytes = bytes.map_err(Error::other)?;
                    let released = body.flow_control().release_capacity(bytes.len());
                    released.map_err(Error::other)?;
                    reader.arrived(&bytes)?;
                }
            }
        }
        Ok(())
    }
}

/// Finds the events in what arrives, piece by piece.
struct Reader {
    viewer: Rc<Viewer>,
    wants_gzip: bool,
    gzip: Option<Decompress>,
    begun: Option<oneshot::Sender<()>>,
    line: Vec<u8>,
    version: Option<i64>,
}

impl Reader {
    fn new(viewer: Rc<Viewer>, wants_gzip: bool, begun: oneshot::Sender<()>) -> Self {
        Self {
            viewer,
            wants_gzip,
            gzip: None,
            begun: Some(begun),
            line: Vec::new(),
            version: None,
        }
    }

    async fn next_line(&self, socket: &mut BufReader<TcpStream>, line: &mut String) -> Result<()> {
        line.clear();
        if socket.read_line(line).await? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.count(line.len());
        Ok(())
    }

    fn count(&self, bytes: usize) {
        let viewer = &self.viewer;
        viewer.bytes.set(viewer.bytes.get() + bytes as u64);
    }

    /// A part of the body.
    fn arrived(&mut self, bytes: &[u8]) -> Result<()> {
        self.count(bytes.len());
        let Some(mut gzip) = self.gzip.take() else {
            self.read(bytes);
            return Ok(());
        };
        let began = gzip.total_in();
        let mut text = Vec::with_capacity(16 * 1024);
        loop {
            text.clear();
            let rest = &bytes[(gzip.total_in() - began) as usize..];
            gzip.decompress_vec(rest, &mut text, FlushDecompress::None)?;
            self.read(&text);
            if text.len() < text.capacity() {
                break;
            }
        }
        self.gzip = Some(gzip);
        Ok(())
    }

    /// Notes the version of an event when all of it has arrived, which an empty line says.
    fn read(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let end = memchr::memchr(b'\n', rest);
            let piece = &rest[..end.unwrap_or(rest.len())];
            // Longer lines are data, of which the beginning is enough.
            let room = 32 - self.line.len().min(32);
            self.line.extend_from_slice(&piece[..piece.len().min(room)]);
            let Some(end) = end else { return };
            rest = &rest[end + 1..];
            if let Some(version) = self.line.strip_prefix(b"id: ".as_slice()) {
                self.version = String::from_utf8_lossy(version).trim().parse().ok();
            }
            if self.line.is_empty()
                && let Some(version) = self.version.take()
            {
                self.viewer
                    .seen
                    .borrow_mut()
                    .push((version, Instant::now()));
                if let Some(begun) = self.begun.take() {
                    let _ = begun.send(());
                }
            }
            self.line.clear();
        }
    }
}
