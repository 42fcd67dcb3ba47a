//! More requests than the database can serve, because somebody holds what they wait for.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use panenka::store::{self, Options};
use reqwest::Method;
use serde_json::json;
use tower::ServiceExt as _;

use super::{all_unavailable, in_time};
use crate::harness::{Backend, Member, Service, at_once};
use crate::log::Log;
use crate::sql::Sql;

on_both_databases! {
    twice_as_many_as_can_be_served_are_told_to_come_back,
    those_who_would_wait_in_vain_are_told_at_once,
}

/// Of the harness's services.
const POOL: usize = 8;

/// Keeps everybody from writing, as a slow statement would.
async fn block(service: &Service) -> Sql {
    let mut blocker = Sql::open(&service.database).await;
    let lock = match service.database.backend {
        Backend::Sqlite => "BEGIN IMMEDIATE",
        Backend::Postgres => "BEGIN; SELECT code FROM lobbies FOR UPDATE",
    };
    blocker.execute(lock).await;
    blocker
}

async fn twice_as_many_as_can_be_served_are_told_to_come_back(service: Service) {
    let host = service.host("Olga").await;
    let mut players = Vec::new();
    for n in 0..2 * POOL {
        players.push(service.join(&host.code, &format!("Player {n}")).await);
    }
    let buzz = |player: &Member<'_>| player.request(Method::POST, "/buzz");
    let mut blocker = block(&service).await;
    let longest = all_unavailable(players.iter().map(buzz)).await;
    // What writes has waited for long enough for another to be let in, and waits again.
    let again = all_unavailable(players.iter().map(buzz)).await;
    blocker.execute("ROLLBACK").await;
    let (answer, recovered) = in_time(host.request(Method::POST, "/reset")).await;
    answer.assert_ok();
    let answers = at_once(players.iter().map(buzz)).await;
    let mut positions: Vec<_> = answers
        .into_iter()
        .map(|answer| answer.assert_ok()["position"].as_u64())
        .collect();
    positions.sort();
    let all: Vec<_> = (1..=2 * POOL as u64).map(Some).collect();
    assert_eq!(positions, all);
    eprintln!("crowd: answered within {longest:?}, {again:?}; then within {recovered:?}");
}

/// 250 for each connection may wait: here it is one.
async fn those_who_would_wait_in_vain_are_told_at_once(service: Service) {
    let options = Options::alone(1, service.clock.clock());
    let store = store::connect(&service.database.url, options).await;
    let store = store.expect("a store");
    let (database, clock) = (Arc::clone(&service.database), service.clock.clone());
    let service = Service::start_on(database, clock, |state| state.store = store).await;
    let log = Log::start("panenka=error");
    let host = service.host("Olga").await;
    let mut blocker = block(&service).await;
    let body = json!({ "locked": true }).to_string();
    let requests = (0..300).map(|_| {
        let request = Request::patch(format!("/api/v1/lobbies/{}", host.code))
            .header("authorization", format!("Bearer {}", host.token))
            .header("content-type", "application/json")
            .body(Body::from(body.clone()))
            .expect("a request");
        tokio::spawn(service.app.clone().oneshot(request))
    });
    for answer in requests.collect::<Vec<_>>() {
        let response = answer.await.expect("a task").expect("an answer");
        assert_eq!(response.status(), 503);
        assert!(response.headers().contains_key("retry-after"));
    }
    let turned_away = log.text().matches("too many wait for the database").count();
    blocker.execute("ROLLBACK").await;
    assert!(turned_away >= 1, "{turned_away}");
    // And the places are free again.
    tokio::time::timeout(Duration::from_secs(20), host.lobby())
        .await
        .expect("an answer");
}
