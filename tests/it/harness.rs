//! A service of its own for each test: a real socket, a real database, and a clock that the test moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use panenka::app::{App, Surroundings};
use panenka::clock::{Clock, Reading};
use panenka::config::Config;
use panenka::http::AppState;
use panenka::listener::connections::{self, Bounds, ConnectionLimits, TimeLimits};
use panenka::listener::shutdown::Shutdown;
use panenka::live::{Capacity, Live, Pace};
use panenka::metrics::Metrics;
use panenka::store::Store;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tokio_util::sync::DropGuard;

mod database;
#[cfg(feature = "postgres")]
pub mod pair;
#[cfg(feature = "postgres")]
pub mod pooler;
#[cfg(feature = "postgres")]
pub mod proxy;
#[cfg(feature = "postgres")]
pub mod role;

pub use database::{Backend, Database};

use crate::log::Log;

/// Runs private cases on both databases. A case left off the list is dead code and fails the build.
macro_rules! on_both_databases {
    ($($case:ident),+ $(,)?) => {
        #[cfg(feature = "sqlite")]
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $case() {
                super::$case(crate::harness::Service::start(crate::harness::Backend::Sqlite).await).await;
            })+
        }
        #[cfg(feature = "postgres")]
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $case() {
                super::$case(crate::harness::Service::start(crate::harness::Backend::Postgres).await).await;
            })+
        }
    };
}

/// A clock that stands still until it is moved, or one of a machine that has the wrong time.
#[derive(Clone)]
pub struct TestClock(Arc<AtomicI64>, Option<Clock>);

impl TestClock {
    pub fn new() -> Self {
        let start: Timestamp = "2026-02-14T19:30:00Z".parse().expect("a time");
        Self::at(start)
    }

    pub fn at(start: Timestamp) -> Self {
        Self(Arc::new(AtomicI64::new(start.as_microsecond())), None)
    }

    /// Goes on by itself, ahead of the time of day by so many hours.
    pub fn wrong_by(hours: i64) -> Self {
        #[expect(clippy::disallowed_methods, reason = "to be wrong by so much")]
        let wall = Timestamp::now() + jiff::SignedDuration::from_hours(hours);
        Self(Arc::default(), Some(Clock::starting_at(wall)))
    }

    pub fn advance(&self, seconds: f64) {
        let microseconds = (seconds * 1e6).round() as i64;
        self.0.fetch_add(microseconds, Ordering::SeqCst);
    }

    /// Whoever reads it panics, until it is mended.
    pub fn break_down(&self) -> impl FnOnce() {
        let before = self.0.swap(i64::MAX, Ordering::SeqCst);
        let microseconds = Arc::clone(&self.0);
        move || microseconds.store(before, Ordering::SeqCst)
    }

    pub fn clock(&self) -> Clock {
        if let Some(clock) = &self.1 {
            return clock.clone();
        }
        let microseconds = Arc::clone(&self.0);
        Clock::moved(move || {
            Timestamp::from_microsecond(microseconds.load(Ordering::SeqCst)).expect("a time")
        })
    }
}

/// How an instance is followed.
pub struct Following<'a> {
    pub pace: Pace,
    pub capacity: Capacity,
    pub redis: Option<&'a str>,
    pub database_connections: u32,
    /// As in a process of its own. Elsewhere a clock that is moved by hours counts as time that was served.
    pub leaves_gaps_out: bool,
    /// Of its connections.
    pub bounds: Bounds,
}

impl Default for Following<'_> {
    fn default() -> Self {
        Self {
            pace: Pace::default(),
            capacity: Capacity {
                followers: 1000,
                followers_per_person: 10,
                connections: 1000,
            },
            redis: None,
            database_connections: 8,
            leaves_gaps_out: false,
            bounds: Bounds {
                connection_limits: ConnectionLimits {
                    connections: 10_000,
                    connections_per_peer: 10_000,
                },
                limits: TimeLimits::default(),
            },
        }
    }
}

/// A running service.
pub struct Service {
    pub address: String,
    pub clock: TestClock,
    pub store: Arc<Store>,
    pub live: Arc<Live>,
    pub metrics: Arc<Metrics>,
    pub ready: Arc<AtomicBool>,
    pub database: Arc<Database>,
    /// The same routes without a socket.
    pub app: axum::Router,
    pub shutdown: Shutdown,
    /// Of accepting alone.
    stop: Option<DropGuard>,
    served: Option<JoinHandle<()>>,
    client: reqwest::Client,
}

impl Service {
    pub async fn start(backend: Backend) -> Self {
        Self::start_with(backend, |_| {}).await
    }

    /// With another state than the usual one.
    pub async fn start_with(backend: Backend, change: impl FnOnce(&mut AppState)) -> Self {
        let database = Arc::new(Database::create(backend).await);
        Self::start_on(database, TestClock::new(), change).await
    }

    /// One more instance on a database that others may use too.
    pub async fn start_on(
        database: Arc<Database>,
        clock: TestClock,
        change: impl FnOnce(&mut AppState),
    ) -> Self {
        Self::start_as(database, clock, change, Following::default()).await
    }

    /// An instance that is followed in another way than usual.
    pub async fn start_as(
        database: Arc<Database>,
        clock: TestClock,
        change: impl FnOnce(&mut AppState),
        following: Following<'_>,
    ) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let bound = listener.local_addr().expect("an address");
        let shutdown = Shutdown::default();
        let surroundings = Surroundings {
            clock: clock.clock(),
            pace: following.pace,
            leaves_gaps_out: following.leaves_gaps_out,
            bound,
            connections_for_followers: following.capacity.connections,
            stopping: shutdown.stopping(),
        };
        let config = configuration(&database, &following);
        Log::of_process(); // before there are any errors
        let mut app = App::new(&config, surroundings).await.expect("a service");
        change(&mut app.state);
        let service = app.start(&shutdown);
        let ready = Arc::clone(&service.state.ready);
        let prepared = async {
            while !ready.load(Ordering::Acquire) {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        let prepared = tokio::time::timeout(Duration::from_secs(60), prepared).await;
        prepared.expect("a database that is ready");
        let app = service.routes();
        let stopping = shutdown.stopping();
        let stop = stopping.clone().drop_guard();
        let served = connections::serve(listener, app.clone(), following.bounds, stopping);
        let served = tokio::spawn(served);
        let state = service.state;
        Self {
            address: format!("http://{bound}"),
            clock,
            store: Arc::clone(&state.store),
            live: Arc::clone(&state.live),
            metrics: Arc::clone(&state.metrics),
            ready,
            database,
            app,
            shutdown,
            stop: Some(stop),
            served: Some(served),
            client: reqwest::Client::new(),
        }
    }

    /// Accepts nothing more. The answer ends once nothing is under way.
    pub fn stop(&mut self) -> impl Future<Output = ()> + use<> {
        self.stop = None;
        let served = self.served.take();
        async move { served.expect("stopped once").await.expect("an end") }
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let path = if path.starts_with("//") {
            path[1..].to_owned() // outside the API
        } else {
            format!("/api/v1{path}")
        };
        self.client
            .request(method, format!("{}{path}", self.address))
    }

    /// Opens a lobby.
    pub async fn host(&self, name: &str) -> Member<'_> {
        self.host_by(name, json!({})).await
    }

    /// Opens a lobby with rules of its own.
    pub async fn host_by(&self, name: &str, settings: Value) -> Member<'_> {
        let body = json!({ "host_name": name, "settings": settings });
        let answer = send(self.request(Method::POST, "/lobbies").json(&body)).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
        self.member(&answer.body)
    }

    /// Whoever was answered so: by opening a lobby, or joining one.
    pub fn member(&self, body: &Value) -> Member<'_> {
        Member {
            service: self,
            code: text(&body["lobby"]["code"]),
            token: text(&body["token"]),
            id: text(&body["lobby"]["you"]["id"]),
        }
    }

    /// Joins a lobby.
    pub async fn join(&self, code: &str, name: &str) -> Member<'_> {
        let answer = self.try_join(code, name).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
        self.member(&answer.body)
    }

    pub async fn try_join(&self, code: &str, name: &str) -> Answer {
        let path = format!("/lobbies/{code}/players");
        send(
            self.request(Method::POST, &path)
                .json(&json!({ "name": name })),
        )
        .await
    }
}

/// The defaults, but for what is asked for here.
fn configuration(database: &Database, following: &Following<'_>) -> Config {
    let variable = |name: &str| match name {
        "DATABASE_URL" => Some(database.url.clone()),
        "DATABASE_MAX_CONNECTIONS" => Some(following.database_connections.to_string()),
        "REDIS_URL" => following.redis.map(str::to_owned),
        "MAX_STREAMS" => Some(following.capacity.followers.to_string()),
        "MAX_STREAMS_PER_PERSON" => Some(following.capacity.followers_per_person.to_string()),
        "RATE_LIMITS" => Some("off".to_owned()),
        _ => None,
    };
    Config::read(variable).expect("a configuration")
}

/// Somebody with a token.
#[derive(Clone)]
pub struct Member<'a> {
    pub service: &'a Service,
    pub code: String,
    pub token: String,
    pub id: String,
}

impl<'a> Member<'a> {
    /// The same person, asking another instance.
    pub fn at(&self, service: &'a Service) -> Self {
        Self {
            service,
            ..self.clone()
        }
    }

    /// A request about the lobby, `path` beginning after the code.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.service
            .request(method, &format!("/lobbies/{}{path}", self.code))
            .bearer_auth(&self.token)
    }

    pub async fn get(&self) -> Answer {
        send(self.request(Method::GET, "")).await
    }

    /// The lobby as this member sees it.
    pub async fn lobby(&self) -> Value {
        let answer = self.get().await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        answer.body
    }

    pub async fn buzz(&self) -> Answer {
        send(self.request(Method::POST, "/buzz")).await
    }

    pub async fn buzz_in(&self, round: i64) -> Answer {
        send(
            self.request(Method::POST, "/buzz")
                .json(&json!({ "round": round })),
        )
        .await
    }

    pub async fn set(&self, settings: Value) -> Answer {
        send(self.request(Method::PATCH, "").json(&settings)).await
    }

    pub async fn confirm(&self, player: &str) -> Answer {
        let body = json!({ "player_id": player });
        send(self.request(Method::PUT, "/active-player").json(&body)).await
    }

    pub async fn resolve(&self, action: &str) -> Answer {
        let body = json!({ "action": action });
        send(self.request(Method::POST, "/resolve").json(&body)).await
    }

    /// Resolves, `more` beside the action.
    pub async fn resolve_with(&self, action: &str, mut more: Value) -> Answer {
        more["action"] = action.into();
        send(self.request(Method::POST, "/resolve").json(&more)).await
    }

    /// Changes the rules.
    pub async fn rule(&self, settings: Value) -> Value {
        let set = self.set(json!({ "settings": settings })).await;
        set.assert_ok()
    }

    pub async fn undo(&self, event: &Value) -> Answer {
        let body = json!({ "event": event });
        send(self.request(Method::POST, "/undo").json(&body)).await
    }

    pub async fn finish(&self) -> Answer {
        send(self.request(Method::POST, "/finish")).await
    }

    pub async fn restart(&self) -> Answer {
        send(self.request(Method::POST, "/restart")).await
    }

    pub async fn history(&self) -> Vec<Value> {
        let told = send(self.request(Method::GET, "/history"))
            .await
            .assert_ok();
        told["events"].as_array().expect("a list").clone()
    }

    pub async fn reset(&self) -> Answer {
        send(self.request(Method::POST, "/reset")).await
    }

    pub async fn edit(&self, player: &str, edit: Value) -> Answer {
        let path = format!("/players/{player}");
        send(self.request(Method::PATCH, &path).json(&edit)).await
    }

    pub async fn remove(&self, player: &str) -> Answer {
        send(self.request(Method::DELETE, &format!("/players/{player}"))).await
    }

    pub async fn close(&self) -> Answer {
        send(self.request(Method::DELETE, "")).await
    }
}

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: reqwest::header::HeaderMap,
    /// Null where there is none.
    pub body: Value,
}

impl Answer {
    /// Checks that this is a complete problem with that code, and its status and request id right.
    #[track_caller]
    pub fn assert_problem(&self, code: &str) {
        assert_eq!(self.body["code"], code, "{self:?}");
        assert_eq!(self.body["status"], self.status.as_u16(), "{self:?}");
        assert_eq!(self.headers["content-type"], "application/problem+json");
        let id = self.headers["x-request-id"].to_str().expect("text");
        assert_eq!(self.body["request_id"], id, "{self:?}");
        assert!(self.body["title"].is_string() && self.body["type"].is_string());
    }

    #[track_caller]
    pub fn assert_ok(self) -> Value {
        let log = || Log::of_process().text();
        assert!(self.status.is_success(), "{self:?}\n{}", log());
        self.body
    }
}

pub async fn send(request: RequestBuilder) -> Answer {
    let response = request.send().await.expect("an answer");
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = response.bytes().await.expect("a body");
    Answer {
        status,
        headers,
        body: serde_json::from_slice(&bytes).unwrap_or_default(),
    }
}

/// Sends them all at the same time; the answers in the same order.
pub async fn at_once(requests: impl IntoIterator<Item = RequestBuilder>) -> Vec<Answer> {
    let sent: Vec<_> = requests
        .into_iter()
        .map(|request| tokio::spawn(send(request)))
        .collect();
    let mut answers = Vec::with_capacity(sent.len());
    for answer in sent {
        answers.push(answer.await.expect("an answer"));
    }
    answers
}

/// What a player has.
#[track_caller]
pub fn score(lobby: &Value, player: &Member<'_>) -> i64 {
    let mut players = lobby["players"].as_array().expect("a list").iter();
    let player = players.find(|entry| entry["id"] == player.id.as_str());
    player.expect("the player")["score"]
        .as_i64()
        .expect("a number")
}

#[track_caller]
/// The time as a clock shows it that follows no other.
pub fn reading(time: Timestamp) -> Reading {
    Clock::moved(move || time).read()
}

pub fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}
