//! Rows that somebody holds, plans that a migration has made old, and clients that hang up, on Postgres: what one lobby
//! or one client does is nobody else's trouble.

use std::collections::BTreeSet;
use std::time::Duration;

use reqwest::Method;
use serde_json::json;

use crate::harness::{Backend, Member, Service, at_once, send};
use crate::sql::Sql;

async fn hold(member: &Member<'_>) -> Sql {
    let mut sql = Sql::open(&member.service.database).await;
    let code = &member.code;
    sql.execute(&format!(
        "BEGIN; SELECT FROM lobbies WHERE code = '{code}' FOR UPDATE"
    ))
    .await;
    sql
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lobby_whose_row_is_held_keeps_no_other_from_playing() {
    let service = Service::start(Backend::Postgres).await;
    let stuck = service.host("Olga").await;
    let mut players = Vec::new();
    for number in 0..30 {
        players.push(service.join(&stuck.code, &format!("P{number}")).await);
    }
    let other = service.host("Vera").await;
    let anna = service.join(&other.code, "Anna").await;
    let held = hold(&stuck).await;
    let retries = players
        .iter()
        .flat_map(|player| [player, player].map(|player| player.request(Method::POST, "/buzz")));
    let retries = tokio::spawn(at_once(retries.collect::<Vec<_>>()));
    for round in 1..=20 {
        assert_eq!(anna.buzz_in(round).await.assert_ok()["position"], 1);
        other.reset().await.assert_ok();
    }
    assert!(
        !retries.is_finished(),
        "the others played while they waited"
    );
    drop(held);
    for answer in retries.await.expect("answers") {
        assert!(
            answer.status.is_success() || answer.status == 503,
            "{answer:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_hangs_up_closes_no_connection() {
    let service = Service::start(Backend::Postgres).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut observer = Sql::open(&service.database).await;
    at_once((0..16).map(|_| host.request(Method::GET, ""))).await;
    let before = connections(&mut observer).await;
    let held = hold(&host).await;
    let cut_short = anna.request(Method::POST, "/buzz");
    let cut_short = cut_short.timeout(Duration::from_millis(300)).send().await;
    assert!(cut_short.is_err(), "it was answered");
    drop(held);
    // The buzz of who hung up goes on to its end.
    let mut buzzed = json!([]);
    for _ in 0..500 {
        buzzed = host.lobby().await["buzz_queue"].clone();
        if buzzed != json!([]) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(buzzed[0]["id"], anna.id.as_str());
    assert_eq!(connections(&mut observer).await, before);
}

/// The servers of this service's connections.
async fn connections(observer: &mut Sql) -> BTreeSet<String> {
    let rows = "SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'panenka'";
    let rows = observer.rows(rows).await;
    rows.into_iter().map(|row| row[0].clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_migration_under_a_running_service_is_not_noticed() {
    let service = Service::start(Backend::Postgres).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let everything = || {
        let reads = (0..16).map(|_| host.request(Method::GET, ""));
        reads.chain([
            anna.request(Method::POST, "/buzz"),
            host.request(Method::POST, "/reset"),
        ])
    };
    at_once(everything()).await; // each connection has its plans
    let mut sql = Sql::open(&service.database).await;
    sql.execute("ALTER TABLE lobbies ALTER COLUMN host_name TYPE VARCHAR(1000)")
        .await;
    sql.execute("ALTER TABLE players ALTER COLUMN last_seen TYPE NUMERIC")
        .await;
    sql.execute("ALTER TABLE players ALTER COLUMN last_seen TYPE BIGINT")
        .await;
    for answer in at_once(everything()).await {
        answer.assert_ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signs_of_life_wait_for_no_row() {
    let service = Service::start(Backend::Postgres).await;
    let (stuck, other) = (service.host("Olga").await, service.host("Vera").await);
    let mut streams = Vec::new();
    for host in [&stuck, &other] {
        streams.push(send(host.request(Method::GET, "")).await);
    }
    let codes = [&stuck, &other].map(|host| host.code.parse().expect("a code"));
    let held = hold(&stuck).await;
    service.clock.advance(60.0);
    let now = service.clock.clock().now();
    service.store.seen(&codes, &[], now).await.expect("a store");
    drop(held);
    let mut sql = Sql::open(&service.database).await;
    let seen = format!(
        "SELECT code FROM lobbies WHERE host_seen = {}",
        now.as_microsecond()
    );
    assert_eq!(sql.rows(&seen).await, [[other.code.clone()]]);
}
