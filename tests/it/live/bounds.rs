//! What following costs, and how many may.

use std::sync::{Arc, Barrier};
use std::time::Duration;

use panenka::game::Token;
use panenka::store::Credentials;
use tokio::time::timeout;

use super::{Events, PATIENCE, followed, version, wait};
use crate::harness::{Following, Member, Service, TestClock};
use crate::log::Log;

on_both_databases! {
    a_silent_stream_has_heartbeats,
    a_full_process_refuses_more_followers_until_one_leaves,
    streams_leave_connections_to_others,
    a_person_who_waits_too_often_is_refused,
    a_stream_comes_over_http_2_too,
    waiting_costs_one_query_a_tick_at_most,
    those_who_leave_at_once_leave_nothing_behind,
    a_new_version_is_read_once,
    a_tick_that_panics_is_not_the_last,
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
    until_served(&host).await;
}

/// A stream keeps its connection; those that share one take one place.
async fn streams_leave_connections_to_others(service: Service) {
    let mut following = Following::default();
    following.capacity.connections = 1;
    let service = followed(&service, following).await;
    let host = service.host("Olga").await;
    let url = format!("{}/api/v1/lobbies/{}/events", service.address, host.code);
    let client = http_2();
    let follow = || client.get(&url).bearer_auth(&host.token).send();
    let first = Events::from(follow().await.expect("an answer"));
    let second = Events::from(follow().await.expect("an answer"));
    wait(&host, 0, 0).await.assert_problem("unavailable");
    drop(first);
    wait(&host, 0, 0).await.assert_problem("unavailable");
    drop(second);
    until_served(&host).await;
}

async fn until_served(member: &Member<'_>) {
    let served = async {
        while !wait(member, 0, 0).await.status.is_success() {
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
    let client = http_2();
    let url = format!("{}/api/v1/lobbies/{}/events", service.address, host.code);
    let request = client.get(url).bearer_auth(&host.token);
    let response = request.send().await.expect("an answer");
    assert_eq!(response.version(), reqwest::Version::HTTP_2);
    let mut events = Events::from(response);
    assert_eq!(events.lobby().await, host.lobby().await);
}

fn http_2() -> reqwest::Client {
    let client = reqwest::Client::builder().http2_prior_knowledge();
    client.build().expect("a client")
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
    assert!((1..=30).contains(&asked), "{asked} statements in 30 ticks");
    streams.clear();
    let silence = async { while count_during(&log, Duration::from_millis(300)).await > 0 {} };
    timeout(PATIENCE, silence).await.expect("silence");
}

async fn those_who_leave_at_once_leave_nothing_behind(service: Service) {
    const TOGETHER: usize = 4;
    let log = Log::start("off,sqlx::query=debug");
    for _ in 0..200 {
        // One of its own each time: whoever comes later clears away what was left.
        let host = service.host("Olga").await;
        let by = Credentials {
            code: host.code.parse().expect("a code"),
            token: host.token.parse::<Token>().expect("a token").digest(),
        };
        let start = Arc::new(Barrier::new(TOGETHER));
        let mut leaving = Vec::new();
        for _ in 0..TOGETHER {
            let followed = service.live.follow(by.clone(), Default::default()).await;
            let follower = followed.unwrap_or_else(|_| panic!("a lobby to follow")).0;
            let start = Arc::clone(&start);
            leaving.push(std::thread::spawn(move || {
                start.wait();
                drop(follower);
            }));
        }
        for left in leaving {
            left.join().expect("an end");
        }
    }
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
    let sent = log.take_statements();
    // The reset itself: BEGIN, the lobby, its players, the change, its record, COMMIT; then one read for all.
    assert!((2..=7).contains(&sent.len()), "{sent:#?}");
}

/// Changes made elsewhere are found afterwards, too.
async fn a_tick_that_panics_is_not_the_last(service: Service) {
    let clock = TestClock::new();
    let other = Service::start_on(Arc::clone(&service.database), clock.clone(), |_| {}).await;
    let host = service.host("Olga").await;
    let mut events = Events::of(&host.at(&other)).await;
    let log = Log::start("off,panenka=error");
    let mend = clock.break_down();
    let failed = async {
        while !log.text().contains("the ticker failed") {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(PATIENCE, failed).await.expect("a failure");
    mend();
    host.reset().await.assert_ok();
    events.lobby_where(|lobby| lobby["round"] == 2).await;
}
