//! Rows that somebody holds, plans that a migration has made old, and clients that hang up, on Postgres: what one lobby
//! or one client does is nobody else's trouble.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use rand::seq::SliceRandom as _;
use reqwest::Method;
use serde_json::{Value, json};

use crate::cli::eventually;
use crate::harness::{Backend, Member, Service, at_once, reading, send, text};
use crate::live::Events;
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
    service
        .store
        .seen(&codes, &[], reading(now))
        .await
        .expect("a store");
    drop(held);
    let mut sql = Sql::open(&service.database).await;
    let seen = format!(
        "SELECT code FROM lobbies WHERE host_seen = {}",
        now.as_microsecond()
    );
    assert_eq!(sql.rows(&seen).await, [[other.code.clone()]]);
}

/// Time stands still from when they were due: what is written later comes of another try.
#[tokio::test(flavor = "multi_thread")]
async fn a_sign_of_life_that_was_left_out_comes_a_round_later() {
    let service = Service::start(Backend::Postgres).await;
    let (stuck, other) = (service.host("Olga").await, service.host("Vera").await);
    let anna = service.join(&stuck.code, "Anna").await;
    let boris = service.join(&other.code, "Boris").await;
    let mut streams = Vec::new();
    for member in [&stuck, &anna, &other, &boris] {
        let mut events = Events::of(member).await;
        events.lobby().await;
        streams.push(events);
    }
    let mut held = hold(&stuck).await;
    let rows = format!("SELECT FROM players WHERE id = '{}' FOR UPDATE", anna.id);
    held.execute(&rows).await;
    service.clock.advance(31.0);
    let now = service.clock.clock().now().as_microsecond();
    let mut sql = Sql::open(&service.database).await;
    let seen = |code: &str| {
        format!(
            "SELECT count(*) FROM lobbies JOIN players ON lobby_code = code
             WHERE code = '{code}' AND host_seen = {now} AND last_seen = {now}"
        )
    };
    let (seen_there, seen_here) = (seen(&other.code), seen(&stuck.code));
    eventually("signs of life of the others", async || {
        (sql.value(&seen_there).await == "1").then_some(())
    })
    .await;
    assert_eq!(sql.value(&seen_here).await, "0");
    drop(held);
    eventually("the signs of life that were left out", async || {
        (sql.value(&seen_here).await == "1").then_some(())
    })
    .await;
}

/// As long as it takes for who is not heard of to come off the roster.
#[tokio::test(flavor = "multi_thread")]
async fn a_lobby_whose_rows_are_held_costs_no_other_its_queue() {
    let service = Service::start(Backend::Postgres).await;
    let (stuck, other) = (service.host("Olga").await, service.host("Vera").await);
    let anna = service.join(&stuck.code, "Anna").await;
    let boris = service.join(&other.code, "Boris").await;
    boris.buzz().await.assert_ok();
    let mut streams = Vec::new();
    for member in [&stuck, &anna, &other, &boris] {
        let mut events = Events::of(member).await;
        events.lobby().await;
        streams.push(events);
    }
    let mut held = hold(&stuck).await;
    let rows = format!("SELECT FROM players WHERE id = '{}' FOR UPDATE", anna.id);
    held.execute(&rows).await;
    let mut sql = Sql::open(&service.database).await;
    for _ in 0..8 {
        service.clock.advance(30.0);
        let now = service.clock.clock().now().as_microsecond();
        let seen = format!(
            "SELECT count(*) FROM players WHERE last_seen = {now} AND lobby_code = '{}'",
            other.code
        );
        eventually("a sign of life", async || {
            (sql.value(&seen).await == "1").then_some(())
        })
        .await;
    }
    let lobby = other.lobby().await;
    assert_eq!(lobby["buzz_queue"][0]["id"], boris.id, "{lobby}");
    assert_eq!(lobby["players"][0]["presence"], "online", "{lobby}");
}

/// It is due first, each time.
#[tokio::test(flavor = "multi_thread")]
async fn a_lobby_whose_row_is_held_keeps_no_other_from_being_swept() {
    let service = Service::start(Backend::Postgres).await;
    let stuck = service.host("Olga").await;
    service.clock.advance(1.0);
    let other = service.host("Vera").await;
    let held = hold(&stuck).await;
    service.clock.advance(3700.0);
    let mut sql = Sql::open(&service.database).await;
    let codes = "SELECT code FROM lobbies";
    eventually("a sweep", async || {
        service.clock.advance(1.0);
        let answer = service.try_join("none", "Anna").await;
        answer.assert_problem("lobby-not-found");
        (!sql.rows(codes).await.contains(&vec![other.code.clone()])).then_some(())
    })
    .await;
    assert_eq!(sql.rows(codes).await, [[stuck.code.clone()]]);
    drop(held);
}

/// They come in batches, for rows of many lobbies in any order, while moves lock rows of the same.
#[tokio::test(flavor = "multi_thread")]
async fn signs_of_life_and_moves_never_wait_for_each_other_in_a_circle() {
    let service = Service::start(Backend::Postgres).await;
    let mut hosts = Vec::new();
    let mut players = Vec::new();
    for _ in 0..4 {
        let host = service.host("Olga").await;
        for name in ["Anna", "Ben", "Carl", "Dora"] {
            players.push(service.join(&host.code, name).await);
        }
        hosts.push(host);
    }
    let codes: Vec<_> = hosts
        .iter()
        .map(|host| host.code.parse().expect("a code"))
        .collect();
    let ids: Vec<_> = players
        .iter()
        .map(|player| player.id.parse().expect("an id"))
        .collect();
    let mut batches = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let (store, clock) = (service.store.clone(), service.clock.clone());
        let (mut codes, mut ids) = (codes.clone(), ids.clone());
        batches.spawn(async move {
            for _ in 0..200 {
                codes.shuffle(&mut rand::rng());
                ids.shuffle(&mut rand::rng());
                clock.advance(0.001);
                let now = clock.clock().now();
                store
                    .seen(&codes, &ids, reading(now))
                    .await
                    .expect("no deadlock");
            }
        });
    }
    while !batches.is_empty() {
        // Each settles the lobby, and writes the host and a player.
        service.clock.advance(31.0);
        let scores = players
            .iter()
            .zip(hosts.iter().cycle().flat_map(|host| [host; 4]));
        let moves = scores.map(|(player, host)| {
            let path = format!("/players/{}", player.id);
            let score = rand::random_range(0..1_000);
            host.request(Method::PATCH, &path)
                .json(&json!({ "score": score }))
        });
        for answer in at_once(moves.collect::<Vec<_>>()).await {
            answer.assert_ok();
        }
        while let Some(batch) = batches.try_join_next() {
            batch.expect("a batch");
        }
    }
}

/// Where another one writes a row into all indexes, an upsert may find neither its old version nor its new one. It goes
/// on to insert then, and is refused by the other unique indexes: once in half a million, so that no race shows it in time.
#[tokio::test(flavor = "multi_thread")]
async fn what_has_two_unique_indexes_is_never_upserted() {
    let service = Service::start(Backend::Postgres).await;
    let mut sql = Sql::open(&service.database).await;
    let tables = "SELECT indrelid::regclass::text, count(*)::text FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
        WHERE indisunique AND relnamespace = 'public'::regnamespace GROUP BY indrelid";
    let tables: HashMap<_, _> = sql
        .rows(tables)
        .await
        .into_iter()
        .map(|row| (row[0].clone(), row[1].clone()))
        .collect();
    let mut upserts = Vec::new();
    for description in std::fs::read_dir("sqlx-data").expect("the queries") {
        let description = std::fs::read(description.expect("a file").path()).expect("a query");
        let description: Value = serde_json::from_slice(&description).expect("JSON");
        let words = text(&description["query"]);
        let words: Vec<_> = words.split_whitespace().collect();
        if description["db_name"] == "PostgreSQL"
            && words.windows(2).any(|two| two == ["DO", "UPDATE"])
        {
            upserts.push(words[2].to_owned());
        }
    }
    assert!(
        !upserts.is_empty() && tables["players"] == "3",
        "{tables:?}"
    );
    for table in upserts {
        assert_eq!(tables[&table], "1", "{table}");
    }
}

/// A tick that has signs of life to write does not wait until they are.
#[tokio::test(flavor = "multi_thread")]
async fn signs_of_life_that_wait_keep_nobody_from_hearing_of_a_change() {
    let service = Service::start(Backend::Postgres).await;
    let other = Service::start_on(service.database.clone(), service.clock.clone(), |_| {}).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = Events::of(&anna.at(&other)).await;
    service.clock.advance(31.0);
    let mut held = Sql::open(&service.database).await;
    held.execute("BEGIN; LOCK TABLE players IN SHARE MODE")
        .await;
    let mut observer = Sql::open(&service.database).await;
    // A wait ends by itself after a while, and another one begins: one of them is long enough.
    for round in 2..20 {
        let first = eventually("a sign of life that waits", async || {
            waiting(&mut observer).await.first().cloned()
        })
        .await;
        host.reset().await.assert_ok();
        events.lobby_where(|lobby| lobby["round"] == round).await;
        if waiting(&mut observer).await.contains(&first) {
            return;
        }
    }
    panic!("no change was heard of while a sign of life waited");
}

/// The statements that wait for a lock, each with the moment it began.
async fn waiting(observer: &mut Sql) -> Vec<Vec<String>> {
    let rows = "SELECT pid::text, query_start::text FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'";
    observer.rows(rows).await
}
