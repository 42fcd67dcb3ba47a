//! Databases that are slow, silent, full or stopped, and processes that end: what was acknowledged is stored, and
//! whoever asks gets an answer in time.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::json;

use crate::cli::Server;
use crate::harness::{Answer, send, text};
use crate::live::Events;

#[cfg(feature = "postgres")]
mod commits;
mod crowds;
#[cfg(feature = "sqlite")]
mod full;
mod restarts;
#[cfg(feature = "postgres")]
mod rows;
#[cfg(feature = "postgres")]
mod scarce;
mod sigterm;
#[cfg(feature = "postgres")]
mod silence;
#[cfg(feature = "postgres")]
mod standby;

/// Nobody may be left without an answer. What is promised is 3 s; this machine may be busy with something else. Less
/// than what ends any request.
const CLIENT_PATIENCE: Duration = Duration::from_secs(20);

fn expect_unavailable(answer: &Answer) {
    answer.assert_problem("unavailable");
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.headers.contains_key("retry-after"), "{answer:?}");
}

/// Sends it, and expects an answer while a client still waits.
async fn in_time(request: RequestBuilder) -> (Answer, Duration) {
    let started = Instant::now();
    let answer = send(request.timeout(CLIENT_PATIENCE)).await;
    (answer, started.elapsed())
}

/// Sends them all at the same time and expects each to be unavailable; the longest time until an answer.
async fn all_unavailable(requests: impl IntoIterator<Item = RequestBuilder>) -> Duration {
    let sent: Vec<_> = requests
        .into_iter()
        .map(|request| tokio::spawn(in_time(request)))
        .collect();
    let mut longest = Duration::ZERO;
    for answer in sent {
        let (answer, taken) = answer.await.expect("an answer");
        expect_unavailable(&answer);
        longest = longest.max(taken);
    }
    longest
}

/// As soon as the server is ready.
async fn follow(server: &Server, code: &str, token: &str) -> Events {
    server.ready().await;
    let events = server.request(Method::GET, &format!("/api/v1/lobbies/{code}/events"));
    let events = events.bearer_auth(token).send().await;
    Events::from(events.expect("an answer"))
}

/// What a load's lobby should be like.
struct Acknowledged {
    code: String,
    host: String,
    players: Vec<String>,
}

/// Clients that open lobbies and join them, each one after the other, and repeat what was not answered or answered
/// with 503, at the next address.
struct Load {
    addresses: Arc<Mutex<Vec<String>>>,
    stopped: Arc<AtomicBool>,
    clients: Vec<tokio::task::JoinHandle<Vec<Acknowledged>>>,
}

/// Players in each lobby of a load.
const SEATS: usize = 40;

impl Load {
    fn start(clients: usize, address: &str) -> Self {
        let addresses = Arc::new(Mutex::new(vec![address.to_owned()]));
        let stopped = Arc::new(AtomicBool::new(false));
        let clients = (0..clients)
            .map(|_| {
                let client = Client {
                    http: reqwest::Client::new(),
                    addresses: Arc::clone(&addresses),
                    stopped: Arc::clone(&stopped),
                };
                tokio::spawn(client.play())
            })
            .collect();
        Self {
            addresses,
            stopped,
            clients,
        }
    }

    fn lead_to(&self, addresses: &[&str]) {
        let addresses = addresses.iter().map(|&address| address.to_owned());
        *self.addresses.lock().expect("a lock") = addresses.collect();
    }

    /// Lets it go on for a while, in which something must have been acknowledged.
    async fn go_on(&self) {
        tokio::time::sleep(Duration::from_millis(700)).await;
    }

    async fn stop(self) -> Vec<Acknowledged> {
        self.stopped.store(true, Ordering::SeqCst);
        let mut all = Vec::new();
        for client in self.clients {
            all.extend(client.await.expect("a client to whom a retry helped"));
        }
        assert!(!all.is_empty());
        all
    }
}

struct Client {
    http: reqwest::Client,
    addresses: Arc<Mutex<Vec<String>>>,
    stopped: Arc<AtomicBool>,
}

impl Client {
    async fn play(self) -> Vec<Acknowledged> {
        let mut all: Vec<Acknowledged> = Vec::new();
        loop {
            let Some(created) = self.post("", json!({ "host_name": "Olga" })).await else {
                return all;
            };
            all.push(Acknowledged {
                code: text(&created.body["lobby"]["code"]),
                host: text(&created.body["token"]),
                players: Vec::new(),
            });
            for seat in 0..SEATS {
                let Some(lobby) = all.last_mut() else { break };
                let path = format!("/{}/players", lobby.code);
                let body = json!({ "name": format!("Player {seat}") });
                let Some(joined) = self.post(&path, body).await else {
                    return all;
                };
                lobby.players.push(text(&joined.body["player_id"]));
            }
        }
    }

    /// Until it succeeds, or the load is stopped.
    async fn post(&self, path: &str, body: serde_json::Value) -> Option<Answer> {
        let key = uuid::Uuid::new_v4().to_string();
        let started = Instant::now();
        for attempt in 0.. {
            if self.stopped.load(Ordering::SeqCst) {
                return None;
            }
            let address = {
                let addresses = self.addresses.lock().expect("a lock");
                addresses[attempt % addresses.len()].clone()
            };
            let url = format!("{address}/api/v1/lobbies{path}");
            let request = self.http.post(url).header("idempotency-key", &key);
            let sent = request.json(&body).timeout(CLIENT_PATIENCE).send().await;
            if let Ok(response) = sent {
                let status = response.status();
                // An answer that breaks off is none.
                if let (Ok(body), true) = (response.json().await, status.is_success()) {
                    let headers = Default::default();
                    return Some(Answer {
                        status,
                        headers,
                        body,
                    });
                }
                assert!(
                    status == StatusCode::SERVICE_UNAVAILABLE || status.is_success(),
                    "{status}"
                );
            }
            assert!(started.elapsed() < crate::cli::PATIENCE, "no retry helped");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        None
    }
}

/// Checks that all of it is stored, and once.
async fn expect_stored(server: &Server, acknowledged: &[Acknowledged]) -> usize {
    let mut players = 0;
    for lobby in acknowledged {
        let stored = server.lobby(&lobby.code, &lobby.host).await;
        let stored = stored["players"].as_array().expect("a roster").clone();
        for player in &lobby.players {
            let places = stored.iter().filter(|stored| stored["id"] == **player);
            assert_eq!(places.count(), 1, "{player} in {}", lobby.code);
        }
        // One more may be stored whose answer the client did not live to see.
        assert!(stored.len() <= lobby.players.len() + 1, "{}", lobby.code);
        players += lobby.players.len();
    }
    players
}
