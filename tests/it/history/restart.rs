//! A new game with the same players.

use reqwest::Method;
use serde_json::{Value, json};

use super::sheet::sheet;
use super::{Table, essence, table};
use crate::harness::{Service, at_once, score, send};

on_both_databases! {
    nobody_has_points_and_the_first_question_is_asked,
    it_follows_the_end_and_needs_none,
    it_is_as_fresh_as_any_question,
    it_begins_with_the_first_value,
    without_values_it_goes_on_without,
    a_repetition_begins_no_other_game,
    two_devices_begin_one_game,
    a_late_buzz_counts_in_no_other_game,
    it_can_be_taken_back,
    after_the_end_it_is_taken_back_to_the_end,
    the_value_of_the_old_game_comes_back,
    the_absent_have_no_points_either,
    the_history_goes_on_and_the_sheet_begins_anew,
    only_the_host_begins_one,
    no_time_runs_after_the_end,
}

async fn nobody_has_points_and_the_first_question_is_asked(service: Service) {
    let t = with_points(&service, json!({ "wrong_answer": "next" })).await;
    let before = t.host.lobby().await;
    let after = t.host.restart().await.assert_ok();
    for player in [&t.anna, &t.ben, &t.carl] {
        assert_eq!(score(&after, player), 0);
    }
    assert_eq!(after["teams"][0]["score"], 0);
    assert_eq!(after["question"], 1);
    assert_eq!(after["buzz_queue"], json!([]));
    assert_eq!(after["active_player"], json!(null));
    let number = |lobby: &Value, field: &str| lobby[field].as_i64().expect("a number");
    for field in ["round", "version"] {
        assert_eq!(number(&after, field), number(&before, field) + 1, "{field}");
    }
    for field in ["settings", "code", "created_at"] {
        assert_eq!(after[field], before[field]);
    }
    // Who was out is not.
    assert_eq!(t.anna.lobby().await["you"]["can_buzz"], true);
    assert_eq!(t.anna.buzz().await.assert_ok()["position"], 1);
}

/// Anna has answered question 2 wrong, and Ben has the word. Red has points of its own.
async fn with_points(service: &Service, settings: Value) -> Table<'_> {
    let t = table(service, settings).await;
    let teams = json!([{ "name": "Red", "colour": "#ff0000" }]);
    let teams = send(t.host.request(Method::PUT, "/teams").json(&teams)).await;
    let red = teams.assert_ok()["teams"][0]["id"].clone();
    t.carl
        .edit("me", json!({ "team_id": red }))
        .await
        .assert_ok();
    t.host.reset().await.assert_ok();
    t.carl.buzz().await.assert_ok();
    t.host.confirm(&t.carl.id).await.assert_ok();
    t.host.resolve("plus").await.assert_ok();
    t.anna.buzz().await.assert_ok();
    t.ben.buzz().await.assert_ok();
    t.judge("minus").await;
    t
}

async fn it_follows_the_end_and_needs_none(service: Service) {
    let t = table(&service, json!({})).await;
    t.judge("plus").await;
    t.host.finish().await.assert_ok();
    let lobby = t.host.restart().await.assert_ok();
    assert_eq!(
        (&lobby["phase"], &lobby["locked"], &lobby["question"]),
        (&json!("open"), &json!(false), &json!(1))
    );
    t.host.restart().await.assert_ok();
    t.carl.buzz().await.assert_ok();
}

async fn it_is_as_fresh_as_any_question(service: Service) {
    let rules = json!({ "opens": "by_host", "false_start_ms": 5_000, "buzz_seconds": 9 });
    let host = service.host_by("Olga", rules).await;
    let anna = service.join(&host.code, "Anna").await;
    anna.buzz().await.assert_problem("too-early");
    let lobby = host.restart().await.assert_ok();
    assert_eq!(
        (&lobby["phase"], &lobby["deadline"]),
        (&json!("locked"), &json!(null))
    );
    assert_eq!(anna.lobby().await["you"]["barred_until"], json!(null));
    host.rule(json!({ "opens": "at_once" })).await;
    let lobby = host.restart().await.assert_ok();
    assert_eq!(lobby["phase"], "open");
    assert!(lobby["deadline"].is_string(), "{lobby}");
}

async fn it_begins_with_the_first_value(service: Service) {
    let t = table(&service, json!({ "values": [30, 10] })).await;
    let lobby = t.host.restart().await.assert_ok();
    assert_eq!(lobby["question_value"], 30);
}

async fn without_values_it_goes_on_without(service: Service) {
    let host = service.host("Olga").await;
    let lobby = host.restart().await.assert_ok();
    assert_eq!(lobby["question_value"], 0);
}

/// The answer to the first may have been lost.
async fn a_repetition_begins_no_other_game(service: Service) {
    let t = table(&service, json!({})).await;
    let round = t.host.lobby().await["round"].clone();
    let restart = || {
        let request = t.host.request(Method::POST, "/restart");
        send(request.json(&json!({ "round": round })))
    };
    restart().await.assert_ok();
    t.anna.buzz().await.assert_ok();
    t.judge("plus").await;
    let before = t.host.lobby().await;
    restart().await.assert_problem("round-changed");
    assert_eq!(t.host.lobby().await, before);
}

async fn two_devices_begin_one_game(service: Service) {
    let t = table(&service, json!({})).await;
    let round = t.host.lobby().await["round"].clone();
    let restart = |_| {
        let request = t.host.request(Method::POST, "/restart");
        request.json(&json!({ "round": round }))
    };
    let answers = at_once((0..10).map(restart)).await;
    let begun = answers.iter().filter(|answer| answer.status == 200);
    assert_eq!(begun.count(), 1);
    for refused in answers.iter().filter(|answer| answer.status != 200) {
        refused.assert_problem("round-changed");
    }
}

async fn a_late_buzz_counts_in_no_other_game(service: Service) {
    let t = table(&service, json!({})).await;
    let lobby = t.carl.lobby().await;
    t.host.restart().await.assert_ok();
    let round = lobby["round"].as_i64().expect("a number");
    let late = t.carl.buzz_in(round).await;
    late.assert_problem("round-changed");
}

async fn it_can_be_taken_back(service: Service) {
    for wrong_answer in ["end", "next", "reopen"] {
        let t = with_points(&service, json!({ "wrong_answer": wrong_answer })).await;
        let before = t.host.lobby().await;
        t.host.restart().await.assert_ok();
        // And whatever was played since then.
        t.anna.buzz().await.assert_ok();
        t.judge("plus").await;
        t.host.restart().await.assert_ok();
        for _ in 0..3 {
            t.undo().await;
        }
        let between = t.undo().await;
        assert_eq!(essence(&between), essence(&before), "{wrong_answer}");
    }
}

async fn after_the_end_it_is_taken_back_to_the_end(service: Service) {
    let t = with_points(
        &service,
        json!({ "answer_seconds": 9, "wrong_answer": "next" }),
    )
    .await;
    t.host.finish().await.assert_ok();
    let before = t.host.lobby().await;
    t.host.restart().await.assert_ok();
    let after = t.undo().await;
    assert_eq!(essence(&after), essence(&before));
    assert_eq!(
        (&after["phase"], &after["deadline"]),
        (&json!("finished"), &json!(null))
    );
    let after = t.undo().await;
    assert_eq!(after["active_player"]["id"], t.ben.id);
}

/// In the same question what was set stays, but the first question of two games is not the same.
async fn the_value_of_the_old_game_comes_back(service: Service) {
    let t = table(&service, json!({})).await;
    t.host
        .set(json!({ "question_value": 40 }))
        .await
        .assert_ok();
    t.host.restart().await.assert_ok();
    t.host
        .set(json!({ "question_value": 20 }))
        .await
        .assert_ok();
    let after = t.undo().await;
    assert_eq!(
        (&after["question"], &after["question_value"]),
        (&json!(1), &json!(40))
    );
}

async fn the_absent_have_no_points_either(service: Service) {
    let t = table(&service, json!({})).await;
    t.judge("plus").await;
    service.clock.advance(300.0);
    let before = t.host.lobby().await;
    assert_eq!(before["players"][0]["presence"], "absent");
    let after = t.host.restart().await.assert_ok();
    assert_eq!(score(&after, &t.anna), 0);
    assert_eq!(score(&t.anna.lobby().await, &t.anna), 0);
    assert_eq!(score(&t.undo().await, &t.anna), 10);
}

async fn the_history_goes_on_and_the_sheet_begins_anew(service: Service) {
    let t = table(&service, json!({})).await;
    t.judge("plus").await;
    let old = sheet(&t.host).await;
    t.ben.buzz().await.assert_ok();
    t.host.restart().await.assert_ok();
    assert_eq!(
        sheet(&t.host).await[1..],
        [["Total", "", "", "", "0", "0", "0"]]
    );
    t.anna.buzz().await.assert_ok();
    t.judge("minus").await;
    let new = sheet(&t.host).await;
    assert_eq!(
        new[1][..5],
        ["1", "10", "Anna +0.000 s", "Anna: minus -10", "-10"]
    );
    assert_eq!(new[2..], [["Total", "", "", "", "-10", "0", "0"]]);

    let history = t.host.history().await;
    let kinds: Vec<_> = history.iter().map(|event| &event["kind"]).collect();
    assert_eq!(
        kinds,
        ["set", "confirm", "resolve", "restart", "confirm", "resolve"]
    );
    let begun = &history[3];
    assert_eq!(begun["question"], 2);
    assert_eq!(begun["buzz_queue"][0]["id"], t.ben.id);
    // What is taken back is as if it had not been.
    for _ in 0..3 {
        t.undo().await;
    }
    assert_eq!(sheet(&t.host).await, old);
}

async fn only_the_host_begins_one(service: Service) {
    let t = table(&service, json!({})).await;
    t.anna.restart().await.assert_problem("host-only");
}

/// Neither does it when a player comes back who had the word at the end.
async fn no_time_runs_after_the_end(service: Service) {
    let t = table(&service, json!({ "answer_seconds": 9 })).await;
    t.host.confirm(&t.anna.id).await.assert_ok();
    t.host.finish().await.assert_ok();
    let before = t.host.lobby().await;
    t.host.remove(&t.anna.id).await.assert_ok();
    let after = t.undo().await;
    assert_eq!(essence(&after), essence(&before));
    assert_eq!(after["deadline"], json!(null));
    service.clock.advance(20.0);
    assert_eq!(t.host.lobby().await["version"], after["version"]);
}
