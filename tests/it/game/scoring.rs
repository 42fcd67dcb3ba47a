//! What an answer is worth: the value of the question, resolving, and scores set by hand.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Answer, Member, Service, at_once, send};

on_both_databases! {
    plus_adds_the_value_of_the_question,
    minus_subtracts_it,
    skip_changes_no_score,
    a_question_without_a_value_changes_no_score,
    resolving_opens_the_next_round,
    the_value_stays_for_the_next_question,
    nothing_can_be_resolved_while_nobody_is_active,
    resolving_for_another_round_is_refused,
    a_late_repetition_of_a_resolve_scores_nothing,
    a_question_is_worth_nothing_at_first,
    a_question_can_be_worth_up_to_ten_thousand,
    no_other_value_is_allowed,
    settings_can_be_changed_together,
    a_score_is_set_by_hand,
    a_score_by_hand_has_bounds,
    resolving_can_pass_the_bounds_of_the_hand,
    an_answer_can_be_worth_something_else,
    points_are_added_by_hand,
    two_hosts_devices_add_what_both_add,
    a_score_is_set_or_added_to,
    who_has_the_same_score_has_the_same_rank,
}

/// A host whose first player is active.
async fn answering(service: &Service, value: i64) -> (Member<'_>, Member<'_>) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    if value != 0 {
        let set = json!({ "question_value": value });
        host.set(set).await.assert_ok();
    }
    again(&host, &anna).await;
    (host, anna)
}

async fn again(host: &Member<'_>, anna: &Member<'_>) {
    anna.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
}

async fn resolve_in(host: &Member<'_>, action: &str, round: i64) -> Answer {
    let request = host.request(Method::POST, "/resolve");
    send(request.json(&json!({ "action": action, "round": round }))).await
}

fn score_of<'a>(lobby: &'a Value, player: &Member<'_>) -> &'a Value {
    let players = lobby["players"].as_array().expect("a list");
    let found = players
        .iter()
        .find(|entry| entry["id"] == player.id.as_str());
    &found.expect("the player")["score"]
}

async fn plus_adds_the_value_of_the_question(service: Service) {
    let (host, anna) = answering(&service, 40).await;
    let resolved = host.resolve("plus").await.assert_ok();
    assert_eq!(score_of(&resolved, &anna), 40);
    again(&host, &anna).await;
    let resolved = host.resolve("plus").await.assert_ok();
    assert_eq!(score_of(&resolved, &anna), 80);
}

async fn minus_subtracts_it(service: Service) {
    let (host, anna) = answering(&service, 50).await;
    let resolved = host.resolve("minus").await.assert_ok();
    assert_eq!(score_of(&resolved, &anna), -50);
}

async fn skip_changes_no_score(service: Service) {
    let (host, anna) = answering(&service, 20).await;
    let resolved = host.resolve("skip").await.assert_ok();
    assert_eq!(score_of(&resolved, &anna), 0);
}

async fn a_question_without_a_value_changes_no_score(service: Service) {
    let (host, anna) = answering(&service, 0).await;
    let resolved = host.resolve("plus").await.assert_ok();
    assert_eq!(score_of(&resolved, &anna), 0);
    again(&host, &anna).await;
    let resolved = host.resolve("minus").await.assert_ok();
    assert_eq!(score_of(&resolved, &anna), 0);
}

async fn resolving_opens_the_next_round(service: Service) {
    for action in ["plus", "minus", "skip"] {
        let (host, anna) = answering(&service, 10).await;
        let ben = service.join(&host.code, "Ben").await;
        let before = host.lobby().await;
        let lobby = &host.resolve(action).await.assert_ok();
        assert_eq!(lobby["buzz_queue"], json!([]), "{action}");
        assert_eq!(lobby["active_player"], json!(null), "{action}");
        assert_eq!(lobby["locked"], false, "{action}");
        assert_eq!(lobby["buzz_open"], true, "{action}");
        assert_eq!(lobby["round"], 2, "{action}");
        assert_eq!(
            lobby["version"],
            before["version"].as_i64().expect("a number") + 1
        );
        assert_eq!(ben.buzz().await.assert_ok()["position"], 1, "{action}");
        assert_eq!(anna.buzz().await.assert_ok()["position"], 2, "{action}");
    }
}

async fn the_value_stays_for_the_next_question(service: Service) {
    let (host, _) = answering(&service, 30).await;
    let resolved = host.resolve("plus").await.assert_ok();
    assert_eq!(resolved["question_value"], 30);
}

async fn nothing_can_be_resolved_while_nobody_is_active(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    anna.buzz().await.assert_ok();
    let before = host.lobby().await;
    for action in ["plus", "minus", "skip"] {
        host.resolve(action)
            .await
            .assert_problem("no-active-player");
    }
    assert_eq!(host.lobby().await, before);
}

async fn resolving_for_another_round_is_refused(service: Service) {
    let (host, anna) = answering(&service, 10).await;
    let before = host.lobby().await;
    for round in [0, 2] {
        resolve_in(&host, "plus", round)
            .await
            .assert_problem("round-changed");
    }
    assert_eq!(host.lobby().await, before);
    let resolved = resolve_in(&host, "plus", 1).await.assert_ok();
    assert_eq!(score_of(&resolved, &anna), 10);
}

async fn a_late_repetition_of_a_resolve_scores_nothing(service: Service) {
    let (host, anna) = answering(&service, 10).await;
    resolve_in(&host, "plus", 1).await.assert_ok();
    resolve_in(&host, "plus", 1)
        .await
        .assert_problem("round-changed");
    again(&host, &anna).await;
    resolve_in(&host, "plus", 1)
        .await
        .assert_problem("round-changed");
    let lobby = host.lobby().await;
    assert_eq!(score_of(&lobby, &anna), 10);
    assert_eq!(lobby["active_player"]["id"], anna.id.as_str());
}

async fn a_question_is_worth_nothing_at_first(service: Service) {
    assert_eq!(
        service.host("Olga").await.lobby().await["question_value"],
        0
    );
}

async fn a_question_can_be_worth_up_to_ten_thousand(service: Service) {
    let host = service.host("Olga").await;
    for value in [50, 1, 15, 10_000, 0] {
        let lobby = host
            .set(json!({ "question_value": value }))
            .await
            .assert_ok();
        assert_eq!(lobby["question_value"], value);
    }
}

async fn no_other_value_is_allowed(service: Service) {
    let host = service.host("Olga").await;
    let before = host.lobby().await;
    let values = [
        json!(-1),
        json!(10_001),
        json!(10.5),
        json!(1e300),
        json!("10"),
    ];
    for value in values {
        let body = json!({ "locked": true, "question_value": value });
        let answer = host.set(body).await;
        answer.assert_problem("invalid-field");
        assert_eq!(
            answer.body["errors"][0]["field"], "question_value",
            "{value}"
        );
    }
    assert_eq!(host.lobby().await, before);
}

async fn settings_can_be_changed_together(service: Service) {
    let host = service.host("Olga").await;
    let before = host.lobby().await;
    let both = json!({ "locked": true, "question_value": 20 });
    let lobby = host.set(both).await.assert_ok();
    assert_eq!(
        (&lobby["locked"], &lobby["question_value"]),
        (&json!(true), &json!(20))
    );
    assert_eq!(
        lobby["version"],
        before["version"].as_i64().expect("a number") + 1
    );
}

async fn a_score_is_set_by_hand(service: Service) {
    let (host, anna) = answering(&service, 10).await;
    let lobby = host
        .edit(&anna.id, json!({ "score": -70 }))
        .await
        .assert_ok();
    assert_eq!(score_of(&lobby, &anna), -70);
    assert_eq!(anna.lobby().await["you"]["score"], -70);
    let resolved = host.resolve("plus").await.assert_ok();
    assert_eq!(score_of(&resolved, &anna), -60);
}

async fn a_score_by_hand_has_bounds(service: Service) {
    let (host, anna) = answering(&service, 10).await;
    for score in [1_000_000, -1_000_000] {
        let lobby = host
            .edit(&anna.id, json!({ "score": score }))
            .await
            .assert_ok();
        assert_eq!(score_of(&lobby, &anna), score);
    }
    for score in [
        json!(1_000_001),
        json!(-1_000_001),
        json!(i64::MAX),
        json!(1.5),
    ] {
        let answer = host.edit(&anna.id, json!({ "score": score })).await;
        answer.assert_problem("invalid-field");
        assert_eq!(answer.body["errors"][0]["field"], "score");
    }
    assert_eq!(score_of(&host.lobby().await, &anna), -1_000_000);
}

async fn resolving_can_pass_the_bounds_of_the_hand(service: Service) {
    let (host, anna) = answering(&service, 50).await;
    let most = json!({ "score": 1_000_000 });
    host.edit(&anna.id, most).await.assert_ok();
    let resolved = host.resolve("plus").await.assert_ok();
    assert_eq!(score_of(&resolved, &anna), 1_000_050);
}

async fn an_answer_can_be_worth_something_else(service: Service) {
    let (host, anna) = answering(&service, 10).await;
    let mut expected = 0;
    for (action, points, adds) in [("plus", 7, 7), ("minus", 10_000, -10_000), ("skip", 5, 0)] {
        let body = json!({ "action": action, "points": points });
        let resolve = host.request(Method::POST, "/resolve").json(&body);
        let lobby = send(resolve).await.assert_ok();
        expected += adds;
        assert_eq!(score_of(&lobby, &anna), expected);
        assert_eq!(lobby["question_value"], 10);
        again(&host, &anna).await;
    }
    for points in [json!(-1), json!(10_001), json!("7")] {
        let body = json!({ "action": "plus", "points": points });
        let refused = send(host.request(Method::POST, "/resolve").json(&body)).await;
        refused.assert_problem("invalid-field");
        assert_eq!(refused.body["errors"][0]["field"], "points");
    }
}

async fn points_are_added_by_hand(service: Service) {
    let (host, anna) = answering(&service, 10).await;
    for (add, expected) in [
        (30, 30),
        (-50, -20),
        (1_000_000, 999_980),
        (1_000_000, 1_999_980),
    ] {
        let lobby = host.edit(&anna.id, json!({ "add": add })).await.assert_ok();
        assert_eq!(score_of(&lobby, &anna), expected);
    }
    let refused = host.edit(&anna.id, json!({ "add": 1_000_001 })).await;
    refused.assert_problem("invalid-field");
    let by_player = anna.edit("me", json!({ "add": 10 })).await;
    by_player.assert_problem("host-only");
}

async fn two_hosts_devices_add_what_both_add(service: Service) {
    let (host, anna) = answering(&service, 10).await;
    let path = format!("/players/{}", anna.id);
    let add = |_| {
        host.request(Method::PATCH, &path)
            .json(&json!({ "add": 5 }))
    };
    for answer in at_once((0..20).map(add)).await {
        answer.assert_ok();
    }
    assert_eq!(score_of(&host.lobby().await, &anna), 100);
}

async fn a_score_is_set_or_added_to(service: Service) {
    let (host, anna) = answering(&service, 10).await;
    let both = host.edit(&anna.id, json!({ "score": 5, "add": 5 })).await;
    both.assert_problem("invalid-field");
    assert_eq!(both.body["errors"][0]["field"], "add");
    assert_eq!(score_of(&host.lobby().await, &anna), 0);
}

async fn who_has_the_same_score_has_the_same_rank(service: Service) {
    let host = service.host("Olga").await;
    for (name, score) in [("A", 10), ("B", 30), ("C", 10), ("D", -5), ("E", 30)] {
        let player = service.join(&host.code, name).await;
        host.edit(&player.id, json!({ "score": score }))
            .await
            .assert_ok();
    }
    let lobby = host.lobby().await;
    let players = lobby["players"].as_array().expect("a list").iter();
    let ranks: Vec<_> = players.map(|player| &player["rank"]).collect();
    assert_eq!(ranks, [3, 1, 3, 5, 1]);
}
