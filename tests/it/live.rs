//! Following a lobby: long-poll and server-sent events.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use flate2::{Decompress, FlushDecompress, Status};
use reqwest::{Method, StatusCode};
use serde_json::Value;
use tokio::time::timeout;

use crate::harness::{Answer, Following, Member, Service, send, text};

mod bounds;
mod bursts;
mod compressed;
mod farewell;
mod rosters;
mod streams;
mod waits;

/// Nothing here takes that long; a test that hangs fails.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Events {
    response: reqwest::Response,
    gzip: Option<Decompress>,
    /// That have arrived.
    bytes: usize,
    text: String,
    ready: VecDeque<Event>,
}

#[derive(Debug)]
pub struct Event {
    name: String,
    id: Option<String>,
    retry: Option<u64>,
    data: Value,
}

impl Events {
    pub async fn of(member: &Member<'_>) -> Self {
        let response = member.request(Method::GET, "/events").send().await;
        Self::from(response.expect("an answer"))
    }

    pub fn from(response: reqwest::Response) -> Self {
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        assert_eq!(response.headers()["vary"], "accept-encoding");
        let coding = response.headers().get("content-encoding");
        assert!(coding.is_none_or(|coding| coding == "gzip"), "{coding:?}");
        Self {
            gzip: coding.map(|_| Decompress::new_gzip(15)),
            response,
            bytes: 0,
            text: String::new(),
            ready: VecDeque::new(),
        }
    }

    /// Waits until more has arrived. Nothing does at the end of the stream.
    async fn read(&mut self) -> Option<()> {
        let chunk = timeout(PATIENCE, self.response.chunk()).await;
        let chunk = chunk.expect("an event in time").expect("a whole stream")?;
        self.bytes += chunk.len();
        let decoded = self.decoded(&chunk);
        self.text += std::str::from_utf8(&decoded).expect("UTF-8");
        Some(())
    }

    /// Waits for a comment, which comes where no event does.
    async fn sign_of_life(&mut self) {
        while !self.text.starts_with(": alive\n\n") {
            self.read().await.expect("a sign of life");
        }
    }

    /// The next event; `None` at the end of the stream.
    async fn next(&mut self) -> Option<Event> {
        while self.ready.is_empty() {
            self.read().await?;
            while let Some((event, rest)) = self.text.split_once("\n\n") {
                self.ready.extend(parse(event));
                self.text = rest.to_owned();
            }
        }
        self.ready.pop_front()
    }

    /// All that can be read of what has arrived.
    fn decoded(&mut self, chunk: &[u8]) -> Vec<u8> {
        let Some(gzip) = &mut self.gzip else {
            return chunk.to_vec();
        };
        let (began, mut decoded) = (gzip.total_in(), Vec::with_capacity(1024));
        loop {
            let rest = &chunk[(gzip.total_in() - began) as usize..];
            let status = gzip.decompress_vec(rest, &mut decoded, FlushDecompress::None);
            match status.expect("gzip, with the right checksum at its end") {
                Status::StreamEnd => {
                    assert_eq!(gzip.total_in() - began, chunk.len() as u64);
                    self.gzip = None; // nothing may follow
                    return decoded;
                }
                _ if decoded.len() < decoded.capacity() => return decoded,
                _ => decoded.reserve(decoded.capacity()),
            }
        }
    }

    pub async fn lobby(&mut self) -> Value {
        let event = self.next().await.expect("an event");
        assert_eq!(event.name, "lobby", "{event:?}");
        assert_eq!(event.id, Some(event.data["version"].to_string()));
        event.data
    }

    /// Skips what may still be on its way until the lobby is as wanted.
    pub async fn lobby_where(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let lobby = self.lobby().await;
            if wanted(&lobby) {
                return lobby;
            }
        }
    }

    /// The reason of the final event, after which there is nothing.
    pub async fn end(&mut self) -> String {
        loop {
            let event = self.next().await.expect("a final event");
            if event.name == "end" {
                assert_eq!(event.data["retry_ms"].as_u64(), event.retry);
                assert!(event.retry.is_some());
                assert!(self.next().await.is_none());
                assert!(self.gzip.is_none(), "a compressed stream comes to its end");
                return text(&event.data["code"]);
            }
        }
    }
}

fn parse(text: &str) -> Option<Event> {
    let mut event = Event {
        name: String::new(),
        id: None,
        retry: None,
        data: Value::Null,
    };
    for line in text.lines().filter(|line| !line.starts_with(':')) {
        let (field, value) = line.split_once(": ").expect("a field");
        match field {
            "event" => event.name = value.to_owned(),
            "id" => event.id = Some(value.to_owned()),
            "retry" => event.retry = Some(value.parse().expect("milliseconds")),
            "data" => event.data = serde_json::from_str(value).expect("JSON"),
            other => assert_eq!(other, "a field of an event"),
        }
    }
    (!event.name.is_empty()).then_some(event)
}

async fn wait(member: &Member<'_>, since: i64, seconds: u64) -> Answer {
    let request = member.request(Method::GET, "");
    let answer = send(request.query(&[("since", since), ("wait", seconds as i64)]));
    timeout(PATIENCE, answer).await.expect("an answer in time")
}

fn version(lobby: &Value) -> i64 {
    lobby["version"].as_i64().expect("a version")
}

/// Another instance on the same database, with the same clock.
async fn another(service: &Service) -> Service {
    Service::start_on(Arc::clone(&service.database), service.clock.clone(), |_| {}).await
}

/// Another instance, followed in another way.
async fn followed(service: &Service, following: Following<'_>) -> Service {
    let database = Arc::clone(&service.database);
    Service::start_as(database, service.clock.clone(), |_| {}, following).await
}
