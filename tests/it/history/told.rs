//! The history.

use reqwest::Method;
use serde_json::{Value, json};

use super::table;
use crate::harness::{Service, send};
use crate::sql::Sql;

on_both_databases! {
    each_move_of_the_host_is_told,
    what_changes_nothing_is_not_told,
    what_players_do_is_not_told,
    a_round_is_told_with_its_queue_and_times,
    names_are_those_of_then,
    what_was_taken_back_is_told_as_such,
    only_the_host_is_told,
    the_newest_moves_are_kept,
    a_buzz_leaves_no_event,
    with_the_lobby_the_history_is_gone,
}

fn kinds(history: &[Value]) -> Vec<&str> {
    history
        .iter()
        .map(|event| event["kind"].as_str().expect("a kind"))
        .collect()
}

async fn each_move_of_the_host_is_told(service: Service) {
    let t = table(&service, json!({})).await;
    t.host.set(json!({ "locked": true })).await.assert_ok();
    t.judge("minus").await;
    t.host.reset().await.assert_ok();
    t.host
        .edit(&t.ben.id, json!({ "score": 5 }))
        .await
        .assert_ok();
    t.host
        .edit(&t.ben.id, json!({ "name": "Benno" }))
        .await
        .assert_ok();
    t.host.remove(&t.carl.id).await.assert_ok();
    t.host.finish().await.assert_ok();
    let history = t.host.history().await;
    let expected = [
        "set", "set", "confirm", "resolve", "reset", "score", "rename", "kick", "finish",
    ];
    assert_eq!(kinds(&history), expected);
    let ids: Vec<_> = history
        .iter()
        .map(|event| event["id"].as_i64().expect("a number"))
        .collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
    assert_eq!(history[8]["id"], t.host.lobby().await["version"]);
    let resolved = &history[3];
    assert_eq!(
        (&resolved["action"], &resolved["points"]),
        (&json!("minus"), &json!(-10))
    );
    assert_eq!(
        resolved["player"],
        json!({ "id": t.anna.id, "name": "Anna" })
    );
    assert_eq!(
        (&resolved["question"], &resolved["question_value"]),
        (&json!(1), &json!(10))
    );
    assert_eq!(
        (&history[5]["points"], &history[5]["action"]),
        (&json!(5), &json!(null))
    );
    assert_eq!(resolved["at"], "2026-02-14T19:30:00.875Z");
}

async fn what_changes_nothing_is_not_told(service: Service) {
    let t = table(&service, json!({})).await;
    let before = t.host.history().await;
    t.host
        .set(json!({ "question_value": 10 }))
        .await
        .assert_ok();
    t.host
        .edit(&t.ben.id, json!({ "score": 0, "name": "Ben" }))
        .await
        .assert_ok();
    t.host
        .resolve("plus")
        .await
        .assert_problem("no-active-player");
    t.host.lobby().await;
    assert_eq!(t.host.history().await, before);
}

async fn what_players_do_is_not_told(service: Service) {
    let t = table(&service, json!({})).await;
    let before = t.host.history().await;
    t.carl.buzz().await.assert_ok();
    t.ben
        .edit("me", json!({ "name": "Benno" }))
        .await
        .assert_ok();
    t.anna.remove("me").await.assert_ok();
    assert_eq!(t.host.history().await, before);
}

async fn a_round_is_told_with_its_queue_and_times(service: Service) {
    let t = table(&service, json!({ "wrong_answer": "next" })).await;
    t.judge("minus").await;
    t.host.resolve("minus").await.assert_ok();
    t.carl.buzz().await.assert_ok();
    t.host.reset().await.assert_ok();
    let history = t.host.history().await;
    let queues: Vec<_> = history.iter().map(|event| &event["buzz_queue"]).collect();
    let buzz = |player: &crate::harness::Member<'_>, name: &str, at: &str| json!({ "id": player.id, "name": name, "buzzed_at": format!("2026-02-14T19:30:00.{at}Z") });
    let first = json!([buzz(&t.anna, "Anna", "375"), buzz(&t.ben, "Ben", "625")]);
    let second = json!([buzz(&t.carl, "Carl", "875")]);
    let none = json!(null);
    assert_eq!(queues, [&none, &none, &none, &first, &second]);
}

async fn names_are_those_of_then(service: Service) {
    let t = table(&service, json!({})).await;
    t.judge("plus").await;
    t.host
        .edit(&t.anna.id, json!({ "name": "Ann" }))
        .await
        .assert_ok();
    t.anna.remove("me").await.assert_ok();
    assert_eq!(t.host.history().await[2]["player"]["name"], "Anna");
}

async fn what_was_taken_back_is_told_as_such(service: Service) {
    let t = table(&service, json!({})).await;
    t.judge("plus").await;
    t.undo().await;
    let history = t.host.history().await;
    assert_eq!(kinds(&history), ["set", "confirm", "resolve", "undo"]);
    let undone: Vec<_> = history
        .iter()
        .map(|event| event["undone"] == true)
        .collect();
    assert_eq!(undone, [false, false, true, false]);
    assert_eq!(history[3]["undoes"], history[2]["id"]);
}

async fn only_the_host_is_told(service: Service) {
    let t = table(&service, json!({})).await;
    for path in ["/history", "/scoresheet.csv"] {
        send(t.anna.request(Method::GET, path))
            .await
            .assert_problem("host-only");
        let stranger = service.request(Method::GET, &format!("/lobbies/{}{path}", t.host.code));
        send(stranger).await.assert_problem("unauthorized");
    }
}

async fn the_newest_moves_are_kept(service: Service) {
    let t = table(&service, json!({})).await;
    let first = t.host.history().await.remove(0);
    let mut sql = Sql::open(&service.database).await;
    // A long evening: the moves of 5,100 versions that nobody has to wait for here.
    let copy = format!(
        "INSERT INTO lobby_events
         WITH RECURSIVE numbers (n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM numbers WHERE n < 5200)
         SELECT lobby_code, n, kind, happened_at, undoable, undone, account, was_before
         FROM lobby_events CROSS JOIN numbers WHERE lobby_code = '{}' AND version = {}",
        t.host.code, first["id"],
    );
    sql.execute(&copy).await;
    sql.execute(&format!(
        "UPDATE lobbies SET version = 5300 WHERE code = '{}'",
        t.host.code
    ))
    .await;
    for value in 1..=64 {
        t.host
            .set(json!({ "question_value": value * 100 }))
            .await
            .assert_ok();
    }
    let history = t.host.history().await;
    assert_eq!(history.len(), 5_000);
    assert_eq!(history[4_999]["id"], t.host.lobby().await["version"]);
    let stored = sql.value("SELECT count(*) FROM lobby_events").await;
    let stored: usize = stored.parse().expect("a number");
    assert!((5_000..5_064).contains(&stored), "{stored}");
}

async fn a_buzz_leaves_no_event(service: Service) {
    let t = table(&service, json!({})).await;
    let mut sql = Sql::open(&service.database).await;
    let events = "SELECT count(*) FROM lobby_events";
    let before = sql.value(events).await;
    t.carl.buzz().await.assert_ok();
    assert_eq!(sql.value(events).await, before);
}

async fn with_the_lobby_the_history_is_gone(service: Service) {
    let t = table(&service, json!({})).await;
    t.host.close().await.assert_ok();
    let mut sql = Sql::open(&service.database).await;
    assert_eq!(sql.value("SELECT count(*) FROM lobby_events").await, "0");
}
