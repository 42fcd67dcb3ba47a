//! The end of a game.

use reqwest::Method;
use serde_json::json;

use super::{essence, table};
use crate::harness::{Answer, Service, at_once, score, send};

on_both_databases! {
    a_finished_game_shows_the_standings,
    nothing_is_asked_or_answered_after_the_end,
    scores_names_and_rules_can_still_be_changed,
    a_repeated_finish_changes_nothing,
    two_devices_finish_once,
    a_game_goes_on_by_undo,
    no_deadline_is_left,
    only_the_host_finishes,
}

async fn a_finished_game_shows_the_standings(service: Service) {
    let t = table(&service, json!({})).await;
    t.judge("plus").await;
    let lobby = t.host.finish().await.assert_ok();
    assert_eq!(
        (&lobby["phase"], &lobby["locked"]),
        (&json!("finished"), &json!(true))
    );
    assert_eq!(lobby["last_event"]["kind"], "finish");
    let lobby = t.anna.lobby().await;
    assert_eq!(
        (&lobby["phase"], &lobby["you"]["can_buzz"]),
        (&json!("finished"), &json!(false))
    );
    assert_eq!(lobby["players"][0]["rank"], 1);
}

async fn nothing_is_asked_or_answered_after_the_end(service: Service) {
    let t = table(&service, json!({})).await;
    t.host.confirm(&t.anna.id).await.assert_ok();
    t.host.finish().await.assert_ok();
    let before = t.host.lobby().await;
    let refused: [Answer; 6] = [
        t.carl.buzz().await,
        t.host.confirm(&t.ben.id).await,
        t.host.resolve("plus").await,
        t.host.reset().await,
        t.host.set(json!({ "locked": false })).await,
        t.host.set(json!({ "question_value": 20 })).await,
    ];
    for answer in refused {
        answer.assert_problem("finished");
    }
    let guarded = json!({ "round": 9 });
    send(t.host.request(Method::POST, "/reset").json(&guarded))
        .await
        .assert_problem("round-changed");
    assert_eq!(t.anna.buzz().await.assert_ok()["status"], "already");
    assert_eq!(t.host.lobby().await, before);
}

async fn scores_names_and_rules_can_still_be_changed(service: Service) {
    let t = table(&service, json!({})).await;
    t.host.finish().await.assert_ok();
    t.host
        .edit(&t.anna.id, json!({ "add": 5 }))
        .await
        .assert_ok();
    t.anna
        .edit("me", json!({ "name": "Ann" }))
        .await
        .assert_ok();
    t.host
        .set(json!({ "settings": { "doors": "closed" } }))
        .await
        .assert_ok();
    let lobby = t.host.lobby().await;
    assert_eq!(
        (score(&lobby, &t.anna), &lobby["phase"]),
        (5, &json!("finished"))
    );
    let lobby = t.undo().await;
    assert_eq!(
        (score(&lobby, &t.anna), &lobby["phase"]),
        (0, &json!("finished"))
    );
}

async fn a_repeated_finish_changes_nothing(service: Service) {
    let t = table(&service, json!({})).await;
    let first = t.host.finish().await.assert_ok();
    assert_eq!(t.host.finish().await.assert_ok(), first);
}

async fn two_devices_finish_once(service: Service) {
    let t = table(&service, json!({})).await;
    let before = t.host.lobby().await["version"].as_i64().expect("a number");
    let finish = |_| t.host.request(Method::POST, "/finish");
    for answer in at_once((0..10).map(finish)).await {
        assert_eq!(answer.assert_ok()["version"], before + 1);
    }
}

async fn a_game_goes_on_by_undo(service: Service) {
    let t = table(&service, json!({})).await;
    let before = t.host.lobby().await;
    t.host.finish().await.assert_ok();
    let after = t.undo().await;
    assert_eq!(essence(&after), essence(&before));
    assert_eq!(t.carl.buzz().await.assert_ok()["position"], 3);
}

async fn no_deadline_is_left(service: Service) {
    let t = table(&service, json!({ "buzz_seconds": 20 })).await;
    let lobby = t.host.finish().await.assert_ok();
    assert_eq!(lobby["deadline"], json!(null));
    service.clock.advance(60.0);
    assert_eq!(t.host.lobby().await["version"], lobby["version"]);
}

async fn only_the_host_finishes(service: Service) {
    let t = table(&service, json!({})).await;
    t.anna.finish().await.assert_problem("host-only");
}
