//! Whose time counts: nobody is expelled because the service was away, or because a clock is wrong.

use std::sync::Arc;

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::harness::{Backend, Database, Following, Member, Service, TestClock, send};
use crate::sql::Sql;

on_both_databases! {
    an_outage_expels_no_player,
    an_outage_ends_no_lobby,
    an_outage_is_left_out_of_every_instances_time,
    time_in_which_the_service_is_there_counts,
    after_an_outage_a_sign_of_life_is_as_old_as_it_was,
    a_sign_of_life_that_can_not_be_written_fails_no_request,
    a_database_that_can_not_be_written_to_is_not_ready,
    the_oldest_absent_seat_without_points_makes_room,
}

const OUTAGE: f64 = 4.0 * 60.0;

/// One that takes the time in which it heard nobody for what it is.
async fn start_on(database: Arc<Database>, clock: TestClock) -> Service {
    let following = Following {
        leaves_gaps_out: true,
        ..Following::default()
    };
    let service = Service::start_as(database, clock, |_| {}, following).await;
    service.store.beat().await.expect("a beat");
    service
}

pub async fn beside(service: &Service) -> Service {
    start_on(Arc::clone(&service.database), service.clock.clone()).await
}

async fn an_outage_expels_no_player(service: Service) {
    let service = beside(&service).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    anna.buzz().await.assert_ok();
    let before = host.lobby().await;
    service.clock.advance(OUTAGE);
    let after = host.lobby().await;
    assert_eq!(after["version"], before["version"]);
    assert_eq!(after["buzz_queue"], before["buzz_queue"]);
    assert_eq!(after["players"][0]["presence"], "online");
    assert_eq!(anna.buzz().await.assert_ok()["status"], "already");
}

async fn an_outage_ends_no_lobby(service: Service) {
    let service = beside(&service).await;
    let host = service.host("Olga").await;
    service.clock.advance(5.0 * 3600.0);
    let swept = service.store.sweep(service.clock.clock().read()).await;
    assert_eq!(swept.expect("a store").deleted, 0);
    host.lobby().await;
}

async fn an_outage_is_left_out_of_every_instances_time(service: Service) {
    let first = beside(&service).await;
    let second = beside(&service).await;
    let host = first.host("Olga").await;
    let anna = first.join(&host.code, "Anna").await;
    service.clock.advance(OUTAGE);
    for instance in [&first, &second] {
        assert_eq!(
            host.at(instance).lobby().await["players"][0]["presence"],
            "online"
        );
    }
    serve(&[&first, &second], 100).await;
    for instance in [&second, &first] {
        let lobby = host.at(instance).lobby().await;
        assert_eq!(lobby["players"][0]["presence"], "away");
        assert_eq!(lobby["players"][0]["id"], anna.id.as_str());
    }
}

/// Time passes in which the instances are there.
async fn serve(instances: &[&Service], seconds: usize) {
    for _ in 0..seconds / 10 {
        instances[0].clock.advance(10.0);
        for instance in instances {
            instance.store.beat().await.expect("a beat");
        }
    }
}

async fn time_in_which_the_service_is_there_counts(service: Service) {
    let service = beside(&service).await;
    let host = service.host("Olga").await;
    service.join(&host.code, "Anna").await;
    serve(&[&service], 200).await;
    let lobby = host.lobby().await;
    assert_eq!(lobby["players"][0]["presence"], "away");
    serve(&[&service], 10).await;
    assert_eq!(host.lobby().await["players"][0]["presence"], "absent");
}

async fn after_an_outage_a_sign_of_life_is_as_old_as_it_was(service: Service) {
    let service = beside(&service).await;
    let host = service.host("Olga").await;
    service.join(&host.code, "Anna").await;
    serve(&[&service], 40).await;
    service.clock.advance(OUTAGE); // of which 45 s count
    host.lobby().await;
    serve(&[&service], 120).await;
    assert_eq!(host.lobby().await["players"][0]["presence"], "away");
    serve(&[&service], 10).await;
    assert_eq!(host.lobby().await["players"][0]["presence"], "absent");
}

/// Keeps every row from being written, until it is dropped.
async fn hold_all(service: &Service) -> Sql {
    let mut sql = Sql::open(&service.database).await;
    let hold = match service.database.backend {
        Backend::Sqlite => "BEGIN IMMEDIATE",
        Backend::Postgres => {
            "BEGIN; SELECT FROM lobbies FOR UPDATE; SELECT FROM players FOR UPDATE; SELECT FROM service FOR UPDATE"
        }
    };
    sql.execute(hold).await;
    sql
}

async fn a_sign_of_life_that_can_not_be_written_fails_no_request(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    service.clock.advance(31.0);
    let held = hold_all(&service).await;
    for member in [&host, &anna] {
        let lobby = member.lobby().await;
        assert_eq!(lobby["players"][0]["presence"], "online");
        let stream = member.request(Method::GET, "/events").send().await;
        assert_eq!(stream.expect("a stream").status(), StatusCode::OK);
    }
    drop(held);
    anna.buzz().await.assert_ok();
}

async fn a_database_that_can_not_be_written_to_is_not_ready(service: Service) {
    let service = beside(&service).await;
    let ready = || send(service.request(Method::GET, "//readyz"));
    assert_eq!(ready().await.status, StatusCode::NO_CONTENT);
    service.store.beat().await.expect("a beat");
    let held = hold_all(&service).await;
    ready().await.assert_problem("unavailable");
    drop(held);
    service.store.beat().await.expect("a beat");
    assert_eq!(ready().await.status, StatusCode::NO_CONTENT);
}

async fn the_oldest_absent_seat_without_points_makes_room(service: Service) {
    let backend = service.database.backend;
    let service = Service::start_with(backend, |state| state.max_players = 1).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    host.edit(&anna.id, json!({ "score": 5 })).await.assert_ok();
    absent(&service, &host).await;
    let ben = service.join(&host.code, "Ben").await;
    absent(&service, &host).await;
    service.join(&host.code, "Carl").await;
    ben.get().await.assert_problem("not-in-lobby");
    absent(&service, &host).await;
    assert_eq!(anna.lobby().await["you"]["score"], 5);
}

/// All players are away for so long that their places are free.
async fn absent(service: &Service, host: &Member<'_>) {
    service.clock.advance(210.0);
    let players = host.lobby().await["players"].take();
    let mut players = players.as_array().expect("a list").iter();
    assert!(players.all(|player| player["presence"] == "absent"));
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread")]
async fn an_instance_whose_clock_is_wrong_expels_nobody() {
    let database = Arc::new(Database::create(Backend::Postgres).await);
    let right = start_on(Arc::clone(&database), TestClock::wrong_by(0)).await;
    let host = right.host("Olga").await;
    let anna = right.join(&host.code, "Anna").await;
    anna.buzz().await.assert_ok();
    for hours in [2, -2] {
        let before = host.lobby().await;
        let wrong = start_on(Arc::clone(&database), TestClock::wrong_by(hours)).await;
        let there = host.at(&wrong).lobby().await;
        for field in ["version", "players", "buzz_queue"] {
            assert_eq!(there[field], before[field], "{hours} h");
        }
        let ben = wrong.join(&host.code, "Ben").await;
        let buzzed = ben.buzz().await.assert_ok();
        let queue = &host.lobby().await["buzz_queue"];
        let last = &queue[buzzed["position"].as_u64().expect("a number") as usize - 1];
        let delta = last["delta_ms"].as_i64().expect("a number");
        assert!((0..600_000).contains(&delta), "{last}");
        ben.remove("me").await.assert_ok();
        assert_eq!(host.lobby().await["buzz_queue"], before["buzz_queue"]);
    }
}
