//! A database that is not there, not ready, or does not answer.

use std::sync::atomic::Ordering;

use reqwest::Method;
use serde_json::json;

use crate::harness::{Answer, Backend, Service, send};
use crate::sql::Sql;

on_both_databases! {
    the_api_is_closed_until_the_schema_is_ready,
    the_rest_is_open_before_the_schema_is_ready,
    without_a_database_the_api_is_unavailable,
    a_database_that_does_not_answer_in_time_is_unavailable,
    connections_that_break_are_replaced,
}

async fn probe(service: &Service, path: &str) -> Answer {
    send(service.request(Method::GET, path)).await
}

async fn create(service: &Service) -> Answer {
    let request = service.request(Method::POST, "/lobbies");
    send(request.json(&json!({ "host_name": "Olga" }))).await
}

fn expect_unavailable(answer: &Answer) {
    answer.assert_problem("unavailable");
    assert_eq!(answer.status, 503);
    assert_eq!(answer.headers["retry-after"], "1");
    assert!(answer.body.get("detail").is_none(), "{answer:?}");
}

async fn the_api_is_closed_until_the_schema_is_ready(service: Service) {
    let host = service.host("Olga").await;
    service.ready.store(false, Ordering::SeqCst);
    expect_unavailable(&create(&service).await);
    expect_unavailable(&host.get().await);
    expect_unavailable(&probe(&service, "//readyz").await);
    service.ready.store(true, Ordering::SeqCst);
    host.lobby().await;
    assert_eq!(probe(&service, "//readyz").await.status, 204);
}

async fn the_rest_is_open_before_the_schema_is_ready(service: Service) {
    service.ready.store(false, Ordering::SeqCst);
    assert_eq!(probe(&service, "//livez").await.status, 204);
    assert_eq!(probe(&service, "//openapi.json").await.status, 200);
    probe(&service, "//nothing")
        .await
        .assert_problem("not-found");
}

async fn without_a_database_the_api_is_unavailable(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    service.store.disconnect().await;
    expect_unavailable(&create(&service).await);
    expect_unavailable(&service.try_join(&host.code, "Ben").await);
    expect_unavailable(&host.get().await);
    expect_unavailable(&anna.buzz().await);
    expect_unavailable(&host.reset().await);
    expect_unavailable(&probe(&service, "//readyz").await);
    assert_eq!(probe(&service, "//livez").await.status, 204);
}

async fn a_database_that_does_not_answer_in_time_is_unavailable(service: Service) {
    let host = service.host("Olga").await;
    let mut blocker = Sql::open(&service.database).await;
    blocker
        .execute(match service.database.backend {
            Backend::Sqlite => "BEGIN IMMEDIATE",
            Backend::Postgres => "BEGIN; LOCK TABLE lobbies IN EXCLUSIVE MODE",
        })
        .await;
    expect_unavailable(&host.set(json!({ "locked": true })).await);
    blocker.execute("ROLLBACK").await;
    let lobby = host.set(json!({ "question_value": 10 })).await.assert_ok();
    assert_eq!(lobby["locked"], false);
}

async fn connections_that_break_are_replaced(service: Service) {
    let host = service.host("Olga").await;
    if service.database.backend == Backend::Postgres {
        let terminate = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
                         WHERE datname = current_database() AND pid <> pg_backend_pid()";
        Sql::open(&service.database).await.execute(terminate).await;
    }
    // A broken connection of the pool may be noticed by one request each.
    for _ in 0..8 {
        let answer = host.get().await;
        if answer.status != 200 {
            expect_unavailable(&answer);
        }
    }
    host.lobby().await;
}
