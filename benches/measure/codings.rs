//! What it costs to compress the streams of a lobby: an encoder for each stream, with all that it has sent before as context,
//! or pieces that all streams share.

use std::fmt::Write as _;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use flate2::Compression;
use flate2::write::GzEncoder;
use panenka::live::Piece;

use crate::connection::Connection;
use crate::document::setting;
use crate::opened::{Lobby, connect};
use crate::server::Server;
use crate::step;

/// How much is measured.
#[derive(Clone, Copy)]
pub struct Extent {
    pub halls: &'static [usize],
    /// Encoders at the same time, to see what one takes.
    pub streams: usize,
}

pub const FULL: Extent = Extent {
    halls: &[12, 100, 1000],
    streams: 20,
};

pub const QUICK: Extent = Extent {
    halls: &[12],
    streams: 20,
};

/// States of a question in which all buzz that a stream shows: of more, some are left out.
const STATES: usize = 25;

/// What stands between two shared texts: a viewer's own, and what makes it as long in each stream.
const SLOT: usize = 512;

/// What a piece's neighbour, a viewer's own, takes more in a stream than its text: the head of its block, and the spaces behind it.
const SEAM: usize = 5 + 20;

type NewEncoder = fn() -> Box<dyn Encoder>;

const KINDS: [(&str, NewEncoder); 5] = [
    ("gzip 5, a stream", || {
        Box::new(GzEncoder::new(Vec::new(), Compression::new(5)))
    }),
    ("brotli 4, a stream", || brotli(4, 22)),
    ("brotli 4, 64 KB of context, a stream", || brotli(4, 16)),
    ("zstd 3, a stream", || zstd(3, 0)),
    ("zstd 3, 64 KB of context, a stream", || zstd(3, 16)),
];

/// Compresses one stream.
trait Encoder {
    /// How many bytes an event takes, all of which can be decoded at once.
    fn event(&mut self, text: &[u8]) -> usize;
}

impl Encoder for GzEncoder<Vec<u8>> {
    fn event(&mut self, text: &[u8]) -> usize {
        self.write_all(text)
            .and_then(|()| self.flush())
            .expect("memory");
        std::mem::take(self.get_mut()).len()
    }
}

impl Encoder for brotli::CompressorWriter<Vec<u8>> {
    fn event(&mut self, text: &[u8]) -> usize {
        self.write_all(text)
            .and_then(|()| self.flush())
            .expect("memory");
        std::mem::take(self.get_mut()).len()
    }
}

impl Encoder for zstd::stream::write::Encoder<'static, Vec<u8>> {
    fn event(&mut self, text: &[u8]) -> usize {
        self.write_all(text)
            .and_then(|()| self.flush())
            .expect("memory");
        std::mem::take(self.get_mut()).len()
    }
}

fn brotli(quality: u32, window: u32) -> Box<dyn Encoder> {
    Box::new(brotli::CompressorWriter::new(
        Vec::new(),
        4096,
        quality,
        window,
    ))
}

/// With the window of the level where it is zero.
fn zstd(level: i32, window: u32) -> Box<dyn Encoder> {
    let mut encoder = zstd::stream::write::Encoder::new(Vec::new(), level).expect("memory");
    if window > 0 {
        encoder.window_log(window).expect("a window");
    }
    Box::new(encoder)
}

/// A question in which all buzz, as one viewer with `roster=changes` is shown it.
struct Question {
    events: Vec<Event>,
}

struct Event {
    /// What all are shown.
    shared: String,
    /// What is the viewer's own.
    own: String,
}

/// Measures, and writes the section of docs/performance.md.
pub async fn measure(extent: Extent, postgres: &str, directory: &Path, quick: bool) -> String {
    let server = Server::spawn(postgres, directory, &[]);
    server.ready().await;
    let mut text = setting("codings", quick);
    let _ = writeln!(
        text,
        "\nA question in which all players buzz, as a stream with `roster=changes` shows it in {STATES} states at most (in all of them, \
         where there are fewer players). CPU: of all viewers together, one of {} encoders, one after the other; shared pieces are made once. \
         Memory: what one more encoder takes after the question, of {}.\n\n\
         | players | coding | KB to a viewer | CPU ms to all | KB of memory a stream |\n|---|---|---|---|---|",
        extent.streams, extent.streams,
    );
    // None is dropped: the next ones would get their memory, and seem to need none.
    let mut encoders = Vec::new();
    for players in extent.halls.iter().copied() {
        let question = step(format!("{players} players"), 120, ask(&server, players)).await;
        let plain: usize = question
            .events
            .iter()
            .map(|event| event.shared.len() + event.own.len())
            .sum();
        let _ = writeln!(
            text,
            "| {players} | none | {:.1} | 0 | 0 |",
            plain as f64 / 1e3
        );
        for (name, encoder) in KINDS {
            let cost = of_each_stream(&question, encoder, extent.streams, &mut encoders);
            text += &row(players, name, cost);
        }
        text += &row(players, "gzip 5, shared pieces", of_all(&question));
    }
    text
}

/// Of one stream: bytes, seconds, and bytes of memory.
struct Cost {
    bytes: usize,
    seconds_a_viewer: Option<f64>,
    seconds: f64,
    memory: f64,
}

fn row(players: usize, name: &str, cost: Cost) -> String {
    let to_all = cost
        .seconds_a_viewer
        .map_or(cost.seconds, |seconds| seconds * players as f64);
    format!(
        "| {players} | {name} | {:.1} | {:.1} | {:.0} |\n",
        cost.bytes as f64 / 1e3,
        to_all * 1e3,
        cost.memory / 1e3,
    )
}

fn of_each_stream(
    question: &Question,
    encoder: NewEncoder,
    streams: usize,
    encoders: &mut Vec<Box<dyn Encoder>>,
) -> Cost {
    let (before, began) = (resident(), Instant::now());
    let mut bytes = 0;
    for _ in 0..streams {
        let mut encoder = encoder();
        bytes = question
            .events
            .iter()
            .map(|event| encoder.event((event.shared.clone() + &event.own).as_bytes()))
            .sum();
        encoders.push(encoder);
    }
    Cost {
        bytes,
        seconds_a_viewer: Some(began.elapsed().as_secs_f64() / streams as f64),
        seconds: 0.0,
        memory: resident().saturating_sub(before) as f64 / streams as f64,
    }
}

fn of_all(question: &Question) -> Cost {
    let began = Instant::now();
    let (mut bytes, mut before) = (0, "");
    for event in &question.events {
        let piece = Piece::after(before, SLOT, &event.shared).expect("memory");
        bytes += piece.deflated.len() + event.own.len() + SEAM;
        before = &event.shared;
    }
    Cost {
        bytes,
        seconds_a_viewer: None,
        seconds: began.elapsed().as_secs_f64(),
        memory: 0.0,
    }
}

async fn ask(server: &Server, players: usize) -> Question {
    let mut connection = connect(server).await;
    let lobby = Lobby::open(&mut connection, players).await;
    let mut events = Vec::new();
    for player in 1..=players {
        let buzz = lobby.request("POST", "/buzz", player, "{}");
        connection.send(&buzz).await.expect("an answer");
        if player % players.div_ceil(STATES) == 0 {
            events.push(look(&mut connection, &lobby).await);
        }
    }
    Question { events }
}

/// The first player's lobby without teams and players.
async fn look(connection: &mut Connection, lobby: &Lobby) -> Event {
    let look = lobby.request("GET", "", 1, "");
    let body = connection.exchange(&look).await.expect("an answer").body;
    let body = String::from_utf8(body).expect("UTF-8");
    let (shared, _) = body.split_once(",\"teams\":").expect("teams");
    let (_, own) = body.rsplit_once(",\"you\":").expect("a viewer");
    Event {
        shared: format!("event: lobby\nid: 1000\ndata: {shared}"),
        own: format!(",\"you\":{own}\n\n"),
    }
}

/// Of this process, in bytes.
fn resident() -> usize {
    const PAGE: usize = 4096;
    let pages = std::fs::read_to_string("/proc/self/statm").expect("/proc");
    let pages = pages.split(' ').nth(1).and_then(|pages| pages.parse().ok());
    pages.map_or(0, |pages: usize| pages * PAGE)
}
