//! What has expired goes away for good, at a cost in proportion to it.

use std::time::Duration;

use serde_json::json;

use crate::harness::{Service, reading, send};
use crate::sql::Sql;

mod plans;
mod schema;

on_both_databases! {
    an_expired_lobby_is_deleted_after_somebody_elses_request,
    a_lobby_with_its_host_gone_is_deleted_with_its_players,
    whoever_is_absent_is_taken_off_the_stored_roster,
    a_lobby_that_lives_is_left_alone,
    a_great_many_are_deleted_in_batches,
    a_lobby_that_can_not_be_read_keeps_no_other_from_being_swept,
    a_lobby_that_can_not_be_read_is_deleted_when_it_expires,
    closing_a_lobby_deletes_its_players,
    deleting_a_lobbys_row_deletes_its_players,
}

/// Sends requests that have nothing to do with it until a query has this answer. One is not enough: while a sweep
/// runs, none is begun.
async fn until(service: &Service, query: &str, expected: &str) {
    let mut sql = Sql::open(&service.database).await;
    let mut value = String::new();
    for attempt in 0..1000 {
        if attempt % 20 == 0 {
            any_request(service).await;
        }
        value = sql.value(query).await;
        if value == expected {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("{query} stays {value}, not {expected}");
}

/// Any request of the API, by somebody who has nothing to do with the rest.
async fn any_request(service: &Service) {
    service.clock.advance(1.0);
    let answer = service.try_join("none", "Anna").await;
    answer.assert_problem("lobby-not-found");
}

async fn an_expired_lobby_is_deleted_after_somebody_elses_request(service: Service) {
    service.host("Olga").await;
    service.clock.advance(3600.0);
    until(&service, "SELECT count(*) FROM lobbies", "0").await;
}

async fn a_lobby_with_its_host_gone_is_deleted_with_its_players(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    service
        .join(&host.code, "Ben")
        .await
        .remove("me")
        .await
        .assert_ok();
    for _ in 0..36 {
        service.clock.advance(100.0);
        anna.lobby().await;
    }
    service.clock.advance(30.0);
    until(&service, "SELECT count(*) FROM lobbies", "0").await;
    until(&service, "SELECT count(*) FROM players", "0").await;
}

async fn whoever_is_absent_is_taken_off_the_stored_roster(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    anna.buzz().await.assert_ok();
    service.clock.advance(210.0);
    until(&service, "SELECT presence FROM players", "absent").await;
    until(&service, "SELECT player_count FROM lobbies", "0").await;
    let lobby = host.lobby().await;
    assert_eq!(
        (&lobby["players"][0]["presence"], &lobby["buzz_queue"]),
        (&json!("absent"), &json!([]))
    );
}

async fn a_lobby_that_lives_is_left_alone(service: Service) {
    let host = service.host("Olga").await;
    let expired = service.host("Vera").await;
    service.clock.advance(3000.0);
    host.set(json!({ "question_value": 10 })).await.assert_ok();
    service.clock.advance(600.0);
    let gone = format!(
        "SELECT count(*) FROM lobbies WHERE code = '{}'",
        expired.code
    );
    until(&service, &gone, "0").await;
    assert_eq!(host.lobby().await["question_value"], 10);
}

async fn a_great_many_are_deleted_in_batches(service: Service) {
    fill(
        &service,
        1_700,
        "ancient",
        service.clock.clock().now().as_microsecond() - 7_200_000_000,
    )
    .await;
    let now = service.clock.clock().now();
    let mut left = count(&service).await;
    assert_eq!(left, 1_700);
    for _ in 0..4 {
        service.store.sweep(reading(now)).await.expect("a sweep");
        let deleted = left - count(&service).await;
        assert!(
            deleted <= 1_000 && (deleted > 0 || left == 0),
            "{deleted} of {left}"
        );
        left -= deleted;
    }
    assert_eq!(left, 0);
    until(&service, "SELECT count(*) FROM players", "0").await;
}

async fn count(service: &Service) -> usize {
    let mut sql = Sql::open(&service.database).await;
    let count = sql.value("SELECT count(*) FROM lobbies").await;
    count.parse().expect("a number")
}

/// Inserts lobbies with a host last seen `at`, and two players each. Their codes are of the alphabet.
pub async fn fill(service: &Service, lobbies: usize, name: &str, at: i64) {
    let id = |letter, number| {
        format!(
            "'{letter}0000000-0000-4000-8000-' || substr('000000000000' || {number}, length('' || {number}) + 1)"
        )
    };
    let digit = |place: &str| {
        format!("substr('ABCDEFGHJKLMNPQRSTUVWXYZ23456789', n / {place} % 32 + 1, 1)")
    };
    let code = [digit("32768"), digit("1024"), digit("32"), digit("1")].join(" || ");
    let numbers =
        "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ";
    let mut sql = Sql::open(&service.database).await;
    let (uuid, array) = match service.database.backend {
        crate::harness::Backend::Sqlite => ("", "'[]'"),
        crate::harness::Backend::Postgres => ("::uuid", "'{}'"),
    };
    sql.execute(&format!(
        "INSERT INTO lobbies (code, host_id, host_name, host_token, created_at, updated_at, host_seen, host_online,
             locked, buzz_order, buzz_times, question_value, round, version, player_count, departures, next_due_at,
             players_online)
         {numbers} {lobbies})
         SELECT {code}, ({host}){uuid}, '{name}', 'token' || n, {at}, {at}, {at}, TRUE, FALSE, {array}, {array}, 0, 1, 3, 2, 0,
             {at} + 90000000, 2
         FROM numbers",
        host = id('a', "n"),
    ))
    .await;
    sql.execute(&format!(
        "INSERT INTO players (id, lobby_code, name, joined_as, joined_at, last_seen, presence, score, token)
         {numbers} {players})
         SELECT ({player}){uuid}, lobby.code, 'p' || n, 'p', {at}, {at}, 'online', 0, 'token' || n
         FROM numbers JOIN (SELECT code, row_number() OVER (ORDER BY code) AS number FROM lobbies) AS lobby
             ON lobby.number = n / 2 + n % 2",
        players = lobbies * 2,
        player = id('b', "n"),
    ))
    .await;
    sql.execute(
        "INSERT INTO teams (id, lobby_code, place, name, colour, score)
         SELECT host_id, code, 0, 'Red', '#ff0000', 0 FROM lobbies",
    )
    .await;
    sql.execute(&format!(
        "INSERT INTO links (id, lobby_code, role, label, made_at, token)
         SELECT host_id, code, 'screen', 'Wall', {at}, 'wall' || host_token FROM lobbies"
    ))
    .await;
    sql.execute(&format!(
        "INSERT INTO lobby_events (lobby_code, version, kind, happened_at, undoable, undone, account, was_before)
         SELECT code, 2, 'reset', {at}, TRUE, FALSE, '{{}}', '{{}}' FROM lobbies"
    ))
    .await;
}

async fn a_lobby_that_can_not_be_read_keeps_no_other_from_being_swept(service: Service) {
    let damaged = service.host("Olga").await;
    service.join(&damaged.code, "Anna").await;
    let host = service.host("Vera").await;
    service.join(&host.code, "Ben").await;
    let damage = format!(
        "UPDATE lobbies SET host_name = '' WHERE code = '{}'",
        damaged.code
    );
    Sql::open(&service.database).await.execute(&damage).await;
    service.clock.advance(210.0);
    let absent = format!(
        "SELECT presence FROM players WHERE lobby_code = '{}'",
        host.code
    );
    until(&service, &absent, "absent").await;
}

async fn a_lobby_that_can_not_be_read_is_deleted_when_it_expires(service: Service) {
    let mut sql = Sql::open(&service.database).await;
    for damage in ["host_name = ''", "code = 'no code'"] {
        let damaged = service.host("Olga").await;
        let damage = format!(
            "UPDATE lobbies SET {damage} WHERE code = '{}'",
            damaged.code
        );
        sql.execute(&damage).await;
    }
    let host = service.host("Vera").await;
    service.join(&host.code, "Ben").await;
    service.clock.advance(1800.0);
    host.lobby().await;
    service.clock.advance(1800.0);
    host.lobby().await;
    until(&service, "SELECT count(*) FROM lobbies", "3").await;
    service.clock.advance(31.0);
    host.lobby().await;
    until(&service, "SELECT code FROM lobbies", &host.code).await;
}

async fn closing_a_lobby_deletes_its_players(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    service.join(&host.code, "Ben").await;
    let keyed = service.request(
        reqwest::Method::POST,
        &format!("/lobbies/{}/players", host.code),
    );
    let keyed = keyed
        .header("idempotency-key", "a-key-that-is-long-enough")
        .json(&json!({ "name": "Carl" }));
    send(keyed).await.assert_ok();
    anna.remove("me").await.assert_ok();
    host.close().await.assert_ok();
    until(&service, "SELECT count(*) FROM players", "0").await;
}

async fn deleting_a_lobbys_row_deletes_its_players(service: Service) {
    let host = service.host("Olga").await;
    let other = service.host("Vera").await;
    service.join(&host.code, "Anna").await;
    service.join(&other.code, "Ben").await;
    let delete = format!("DELETE FROM lobbies WHERE code = '{}'", host.code);
    Sql::open(&service.database).await.execute(&delete).await;
    until(&service, "SELECT name FROM players", "Ben").await;
}
