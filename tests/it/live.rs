//! Following a lobby: long-poll and server-sent events.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::harness::{Answer, Following, Member, Service, TestClock, send, text};
use crate::log::Log;

on_both_databases! {
    a_stream_begins_with_the_whole_lobby,
    a_stream_shows_each_change_to_each_viewer,
    a_stream_shows_what_another_instance_did,
    a_stream_ends_when_the_player_is_kicked,
    a_stream_ends_when_the_lobby_is_closed,
    a_stream_ends_when_another_instance_closes_the_lobby,
    a_stream_ends_when_the_lobby_expires,
    a_stream_of_an_old_lobby_shows_nothing_of_a_new_one_with_its_code,
    a_stream_needs_a_member,
    a_slow_reader_gets_the_newest_state_once,
    a_stream_is_a_sign_of_life_and_a_closed_one_is_not,
    a_silent_stream_has_heartbeats,
    a_full_process_refuses_more_followers_until_one_leaves,
    a_person_who_waits_too_often_is_refused,
    a_stream_comes_over_http_2_too,
    waiting_costs_one_query_a_tick_at_most,
    a_new_version_is_read_once,
    a_wait_ends_at_once_when_there_is_a_later_version,
    a_wait_ends_with_the_change,
    a_wait_ends_with_a_change_on_another_instance,
    a_wait_without_change_ends_with_304,
    a_wait_ends_when_the_player_is_kicked,
    a_wait_must_be_a_number_of_seconds,
    versions_never_go_backwards_for_any_viewer_on_any_instance,
    a_wait_sees_an_acknowledged_change_on_any_instance,
}

/// Nothing here takes that long; a test that hangs fails.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Events {
    response: reqwest::Response,
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

    fn from(response: reqwest::Response) -> Self {
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        Self {
            response,
            text: String::new(),
            ready: VecDeque::new(),
        }
    }

    /// The next event; `None` at the end of the stream.
    async fn next(&mut self) -> Option<Event> {
        while self.ready.is_empty() {
            let chunk = timeout(PATIENCE, self.response.chunk()).await;
            let chunk = chunk.expect("an event in time").expect("a whole stream")?;
            self.text += std::str::from_utf8(&chunk).expect("UTF-8");
            while let Some((event, rest)) = self.text.split_once("\n\n") {
                self.ready.extend(parse(event));
                self.text = rest.to_owned();
            }
        }
        self.ready.pop_front()
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
                assert!(event.retry.is_some());
                assert!(self.next().await.is_none());
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

async fn a_stream_begins_with_the_whole_lobby(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = Events::of(&anna).await;
    assert_eq!(events.lobby().await, anna.lobby().await);
}

async fn a_stream_shows_each_change_to_each_viewer(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let (mut of_host, mut of_anna) = (Events::of(&host).await, Events::of(&anna).await);
    of_host.lobby().await;
    of_anna.lobby().await;
    anna.buzz().await.assert_ok();
    assert_eq!(of_host.lobby().await, host.lobby().await);
    let seen = of_anna.lobby().await;
    assert_eq!(seen, anna.lobby().await);
    assert_eq!(seen["you"]["position"], 1);
}

async fn a_stream_shows_what_another_instance_did(service: Service) {
    let elsewhere = another(&service).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = Events::of(&host).await;
    events.lobby().await;
    anna.at(&elsewhere).buzz().await.assert_ok();
    assert_eq!(
        events.lobby().await["buzz_queue"][0]["id"],
        anna.id.as_str()
    );
}

async fn a_stream_ends_when_the_player_is_kicked(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = Events::of(&anna).await;
    host.remove(&anna.id).await.assert_ok();
    assert_eq!(events.end().await, "not-in-lobby");
}

async fn a_stream_ends_when_the_lobby_is_closed(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = Events::of(&anna).await;
    host.close().await.assert_ok();
    assert_eq!(events.end().await, "lobby-not-found");
}

async fn a_stream_ends_when_another_instance_closes_the_lobby(service: Service) {
    let elsewhere = another(&service).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = Events::of(&anna).await;
    host.at(&elsewhere).close().await.assert_ok();
    assert_eq!(events.end().await, "lobby-not-found");
}

async fn a_stream_ends_when_the_lobby_expires(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = Events::of(&anna).await;
    service.clock.advance(3630.0); // the host is not seen, and nobody asks: the streams' own ticker finds out
    assert_eq!(events.end().await, "lobby-not-found");
}

async fn a_stream_of_an_old_lobby_shows_nothing_of_a_new_one_with_its_code(service: Service) {
    let elsewhere = another(&service).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = Events::of(&anna).await;
    events.lobby().await;
    let old = service
        .store
        .roster(host.code.parse().expect("a code"))
        .await;
    let mut new = old.expect("a lobby").expect("a lobby");
    new.host.id = uuid::Uuid::new_v4();
    new.version = 1;
    new.players.clear();
    host.at(&elsewhere).close().await.assert_ok();
    let imported = elsewhere.store.import(vec![new]).await.expect("an import");
    assert_eq!(imported.expect("a free code").imported, 1);
    let end = events.end().await;
    assert!(["not-in-lobby", "lobby-not-found"].contains(&end.as_str()));
}

async fn a_stream_needs_a_member(service: Service) {
    let (host, other) = (service.host("Olga").await, service.host("Pavel").await);
    let path = format!("/lobbies/{}/events", host.code);
    send(service.request(Method::GET, &path))
        .await
        .assert_problem("unauthorized");
    send(
        service
            .request(Method::GET, &path)
            .bearer_auth(&other.token),
    )
    .await
    .assert_problem("not-in-lobby");
}

async fn a_slow_reader_gets_the_newest_state_once(service: Service) {
    let elsewhere = another(&service).await;
    let host = service.host("Olga").await;
    let mut events = Events::of(&host).await;
    events.lobby().await;
    // On another instance: this one hears of them tick by tick, not one by one.
    let there = host.at(&elsewhere);
    for _ in 0..100 {
        there.reset().await.assert_ok();
    }
    let newest = version(&host.lobby().await);
    let mut seen = 0;
    while version(&events.lobby().await) < newest {
        seen += 1;
    }
    assert!(seen < 99, "{seen} of 100 changes were shown one by one");
}

async fn a_stream_is_a_sign_of_life_and_a_closed_one_is_not(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut of_host = Events::of(&host).await;
    let mut of_anna = Events::of(&anna).await;
    of_anna.lobby().await;
    for _ in 0..8 {
        service.clock.advance(29.0);
        written(&service, &anna).await;
    }
    let lobby = of_host.lobby_where(|_| true).await;
    assert_eq!(lobby["players"][0]["online"], true);
    drop(of_anna);
    service.clock.advance(90.0);
    let lobby = of_host
        .lobby_where(|lobby| lobby["players"][0]["online"] == false)
        .await;
    assert_eq!(lobby["host"]["online"], true);
}

/// Waits until the ticker has written the player's sign of life of this moment.
async fn written(service: &Service, player: &Member<'_>) {
    let now = service.clock.clock().now();
    let code = player.code.parse().expect("a code");
    let seen = async {
        loop {
            let lobby = service.store.roster(code).await.expect("a lobby");
            let player = &lobby.expect("a lobby").players[0];
            if player.last_seen == now {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(PATIENCE, seen).await.expect("a sign of life");
}

async fn a_wait_ends_at_once_when_there_is_a_later_version(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let answer = wait(&anna, 1, 25).await.assert_ok();
    assert_eq!(answer, anna.lobby().await);
}

async fn a_wait_ends_with_the_change(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let seen = version(&host.lobby().await);
    let (changed, _) = tokio::join!(wait(&host, seen, 25), anna.buzz());
    assert_eq!(changed.assert_ok()["buzz_queue"][0]["id"], anna.id.as_str());
}

async fn a_wait_ends_with_a_change_on_another_instance(service: Service) {
    let elsewhere = another(&service).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let seen = version(&host.lobby().await);
    let there = anna.at(&elsewhere);
    let (changed, _) = tokio::join!(wait(&host, seen, 25), there.buzz());
    assert_eq!(changed.assert_ok()["buzz_queue"][0]["id"], anna.id.as_str());
}

async fn a_wait_without_change_ends_with_304(service: Service) {
    let host = service.host("Olga").await;
    let answer = wait(&host, 1, 0).await;
    assert_eq!(answer.status, StatusCode::NOT_MODIFIED);
    let answer = wait(&host, 1, 1).await;
    assert_eq!(answer.status, StatusCode::NOT_MODIFIED);
    assert_eq!(answer.headers["cache-control"], "private, no-cache");
}

async fn a_wait_ends_when_the_player_is_kicked(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let seen = version(&anna.lobby().await);
    let (ended, _) = tokio::join!(wait(&anna, seen, 25), host.remove(&anna.id));
    ended.assert_problem("not-in-lobby");
}

async fn a_wait_must_be_a_number_of_seconds(service: Service) {
    let host = service.host("Olga").await;
    for (query, field) in [
        ("since=1&wait=26", "wait"),
        ("since=1&wait=-1", "wait"),
        ("since=x", "since"),
        ("since=1&since=2", "since"),
    ] {
        let path = format!("?{query}");
        let answer = send(host.request(Method::GET, &path)).await;
        answer.assert_problem("invalid-field");
        let errors = answer.body["errors"].to_string();
        assert!(errors.contains(field), "{errors}");
    }
}

async fn versions_never_go_backwards_for_any_viewer_on_any_instance(service: Service) {
    let elsewhere = another(&service).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let watch = async |member: Member<'_>| {
        let mut events = Events::of(&member).await;
        let mut seen = 0;
        loop {
            let lobby = events.lobby().await;
            assert!(version(&lobby) > seen, "{seen} before {lobby}");
            seen = version(&lobby);
            if lobby["round"] == 101 {
                return seen;
            }
        }
    };
    let play = async {
        for round in 1..=100 {
            let (here, there) = (anna.buzz_in(round), host.at(&elsewhere));
            let (_, reset) = tokio::join!(here, there.reset());
            reset.assert_ok();
        }
    };
    let (a, b, ()) = tokio::join!(watch(anna.clone()), watch(host.at(&elsewhere)), play);
    assert_eq!(a, b);
}

async fn a_wait_sees_an_acknowledged_change_on_any_instance(service: Service) {
    let elsewhere = another(&service).await;
    let host = service.host("Olga").await;
    for _ in 0..50 {
        let changed = version(&host.reset().await.assert_ok());
        let seen = wait(&host.at(&elsewhere), changed - 1, 0).await;
        assert!(version(&seen.assert_ok()) >= changed);
    }
    host.set(json!({ "locked": true })).await.assert_ok();
}

/// Another instance, followed in another way.
async fn followed(service: &Service, following: Following<'_>) -> Service {
    let database = Arc::clone(&service.database);
    Service::start_as(database, service.clock.clone(), |_| {}, following).await
}

async fn a_silent_stream_has_heartbeats(service: Service) {
    let mut following = Following::default();
    following.pace.heartbeat = Duration::from_millis(10);
    let service = followed(&service, following).await;
    let host = service.host("Olga").await;
    let mut events = Events::of(&host).await;
    events.lobby().await;
    for _ in 0..3 {
        let chunk = timeout(PATIENCE, events.response.chunk()).await;
        let chunk = chunk.expect("in time").expect("a stream").expect("a chunk");
        assert!(chunk.starts_with(b":"), "{chunk:?}");
    }
}

async fn a_full_process_refuses_more_followers_until_one_leaves(service: Service) {
    let mut following = Following::default();
    following.capacity.followers = 2;
    let service = followed(&service, following).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let first = Events::of(&anna).await;
    let _second = Events::of(&host).await;
    let refused = wait(&host, 0, 0).await;
    refused.assert_problem("unavailable");
    assert!(refused.headers.contains_key("retry-after"));
    host.lobby().await; // a plain request is no follower
    drop(first);
    let served = async {
        while !wait(&host, 0, 0).await.status.is_success() {
            tokio::task::yield_now().await;
        }
    };
    timeout(PATIENCE, served).await.expect("room in time");
}

async fn a_person_who_waits_too_often_is_refused(service: Service) {
    let mut following = Following::default();
    following.capacity.followers_per_person = 2;
    let service = followed(&service, following).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let _streams = (Events::of(&anna).await, Events::of(&anna).await);
    wait(&anna, 0, 0).await.assert_problem("too-many-requests");
    wait(&host, 0, 0).await.assert_ok();
}

async fn a_stream_comes_over_http_2_too(service: Service) {
    let host = service.host("Olga").await;
    let client = reqwest::Client::builder().http2_prior_knowledge();
    let client = client.build().expect("a client");
    let url = format!("{}/api/v1/lobbies/{}/events", service.address, host.code);
    let request = client.get(url).bearer_auth(&host.token);
    let response = request.send().await.expect("an answer");
    assert_eq!(response.version(), reqwest::Version::HTTP_2);
    let mut events = Events::from(response);
    assert_eq!(events.lobby().await, host.lobby().await);
}

/// What is asked of the database while nothing happens does not depend on how many wait, and where nobody waits
/// nothing is asked.
async fn waiting_costs_one_query_a_tick_at_most(service: Service) {
    let (host, other) = (service.host("Olga").await, service.host("Pavel").await);
    let anna = service.join(&host.code, "Anna").await;
    let mut streams = Vec::new();
    for member in [&host, &other, &anna].into_iter().cycle().take(30) {
        streams.push(Events::of(member).await);
    }
    let log = Log::start("off,sqlx::query=debug");
    let asked = count_during(&log, Duration::from_millis(1500)).await;
    assert!((1..=20).contains(&asked), "{asked} statements in 20 ticks");
    streams.clear();
    let silence = async { while count_during(&log, Duration::from_millis(300)).await > 0 {} };
    timeout(PATIENCE, silence).await.expect("silence");
}

/// How many statements there are in a stretch of real time.
async fn count_during(log: &Log, time: Duration) -> usize {
    log.take_statements();
    tokio::time::sleep(time).await;
    log.take_statements().len()
}

/// However many follow, a new version is read once.
async fn a_new_version_is_read_once(service: Service) {
    let mut following = Following::default();
    following.pace.tick = Duration::from_secs(3600);
    let service = followed(&service, following).await;
    let host = service.host("Olga").await;
    let mut streams = Vec::new();
    for _ in 0..10 {
        streams.push(Events::of(&host).await);
    }
    let log = Log::start("off,sqlx::query=debug");
    let changed = version(&host.reset().await.assert_ok());
    for events in &mut streams {
        events.lobby_where(|lobby| version(lobby) == changed).await;
    }
    let reads = log.take_statements().len();
    // The reset itself: BEGIN, the lobby, its players, the change, COMMIT; then one read for all.
    assert!((2..=6).contains(&reads), "{reads} statements");
}

#[tokio::test]
#[cfg(feature = "sqlite")]
async fn a_stream_ends_with_a_hint_when_the_service_stops() {
    use crate::harness::{Backend, Database};
    let database = Arc::new(Database::create(Backend::Sqlite).await);
    let mut live = None;
    let service = Service::start_on(database, TestClock::new(), |state| {
        live = Some(Arc::clone(&state.live));
    })
    .await;
    let host = service.host("Olga").await;
    let mut events = Events::of(&host).await;
    live.expect("the service's").stop();
    assert_eq!(events.end().await, "stopping");
}
