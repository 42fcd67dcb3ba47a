//! Wrong answers: what they cost, and who has the word after them.

use reqwest::Method;
use serde_json::{Value, json};

use super::{active, by, queue};
use crate::harness::{Member, Service, at_once, score};

on_both_databases! {
    by_default_a_wrong_answer_ends_the_question,
    the_word_passes_to_the_next_in_the_queue,
    the_buzzers_reopen_when_nobody_is_left,
    the_word_passes_over_who_is_out_already,
    the_buzzers_reopen_with_an_empty_queue,
    who_has_answered_wrong_is_out_until_the_next_question,
    who_is_out_can_not_be_confirmed,
    a_right_answer_ends_the_question,
    one_answer_can_be_followed_otherwise,
    only_a_wrong_answer_can_be_followed_otherwise,
    a_wrong_answer_may_cost_nothing,
    a_repeated_judgement_is_not_passed_on,
    two_devices_judge_one_answer_once,
    a_question_may_wait_for_its_host,
    who_comes_back_is_still_out,
}

/// All three have buzzed, and Anna has the word.
async fn three_in_line<'a>(service: &'a Service, settings: Value) -> (Member<'a>, [Member<'a>; 3]) {
    let (host, anna, ben) = by(service, settings).await;
    let carl = service.join(&host.code, "Carl").await;
    for player in [&anna, &ben, &carl] {
        player.buzz().await.assert_ok();
    }
    host.confirm(&anna.id).await.assert_ok();
    (host, [anna, ben, carl])
}

async fn by_default_a_wrong_answer_ends_the_question(service: Service) {
    let (host, [anna, ..]) = three_in_line(&service, json!({})).await;
    let lobby = host.resolve("minus").await.assert_ok();
    assert_eq!(
        (&lobby["question"], &lobby["round"]),
        (&json!(2), &json!(2))
    );
    assert_eq!((&lobby["phase"], queue(&lobby)), (&json!("open"), vec![]));
    assert_eq!(score(&lobby, &anna), -10);
    anna.buzz().await.assert_ok();
}

async fn the_word_passes_to_the_next_in_the_queue(service: Service) {
    let (host, [anna, ben, carl]) =
        three_in_line(&service, json!({ "wrong_answer": "next" })).await;
    let before = host.lobby().await;
    let lobby = host.resolve("minus").await.assert_ok();
    assert_eq!(active(&lobby), Some(ben.id.as_str()));
    assert_eq!(
        (&lobby["question"], &lobby["phase"]),
        (&json!(1), &json!("answering"))
    );
    let expected = [
        (anna.id.as_str(), "wrong"),
        (ben.id.as_str(), "answering"),
        (carl.id.as_str(), "waiting"),
    ];
    assert_eq!(queue(&lobby), expected);
    assert_eq!(score(&lobby, &anna), -10);
    assert_eq!(
        lobby["version"],
        before["version"].as_i64().expect("a number") + 1
    );
    let round = lobby["round"].as_i64().expect("a number");
    assert_eq!(round, before["round"].as_i64().expect("a number") + 1);
    // A place is kept: who asks for it again is told so.
    let again = carl.buzz_in(round).await.assert_ok();
    assert_eq!(
        (&again["status"], &again["position"]),
        (&json!("already"), &json!(3))
    );
}

async fn the_buzzers_reopen_when_nobody_is_left(service: Service) {
    let (host, [anna, ben, carl]) =
        three_in_line(&service, json!({ "wrong_answer": "next" })).await;
    carl.remove("me").await.assert_ok();
    host.resolve("minus").await.assert_ok();
    let lobby = host.resolve("minus").await.assert_ok();
    assert_eq!((active(&lobby), queue(&lobby)), (None, vec![]));
    assert_eq!(
        (&lobby["question"], &lobby["phase"]),
        (&json!(1), &json!("open"))
    );
    for out in [&anna, &ben] {
        out.buzz().await.assert_problem("locked");
        assert_eq!(out.lobby().await["you"]["can_buzz"], false);
    }
    let dora = service.join(&host.code, "Dora").await;
    assert_eq!(dora.buzz().await.assert_ok()["position"], 1);
}

async fn the_word_passes_over_who_is_out_already(service: Service) {
    let (host, [anna, ben, carl]) =
        three_in_line(&service, json!({ "wrong_answer": "next" })).await;
    host.confirm(&carl.id).await.assert_ok();
    let lobby = host.resolve("minus").await.assert_ok();
    assert_eq!(active(&lobby), Some(anna.id.as_str()));
    let lobby = host.resolve("minus").await.assert_ok();
    assert_eq!(active(&lobby), Some(ben.id.as_str()));
    let lobby = host.resolve("minus").await.assert_ok();
    assert_eq!((active(&lobby), &lobby["phase"]), (None, &json!("open")));
}

async fn the_buzzers_reopen_with_an_empty_queue(service: Service) {
    let (host, [anna, ben, carl]) =
        three_in_line(&service, json!({ "wrong_answer": "reopen" })).await;
    let lobby = host.resolve("minus").await.assert_ok();
    assert_eq!(
        (&lobby["question"], &lobby["round"]),
        (&json!(1), &json!(2))
    );
    assert_eq!((&lobby["phase"], queue(&lobby)), (&json!("open"), vec![]));
    assert_eq!(carl.buzz().await.assert_ok()["position"], 1);
    assert_eq!(ben.buzz().await.assert_ok()["position"], 2);
    anna.buzz().await.assert_problem("locked");
}

async fn who_has_answered_wrong_is_out_until_the_next_question(service: Service) {
    let (host, [anna, ..]) = three_in_line(&service, json!({ "wrong_answer": "reopen" })).await;
    host.resolve("minus").await.assert_ok();
    anna.buzz_in(2).await.assert_problem("locked");
    host.set(json!({ "locked": true })).await.assert_ok();
    host.set(json!({ "locked": false })).await.assert_ok();
    anna.buzz_in(2).await.assert_problem("locked");
    host.reset().await.assert_ok();
    assert_eq!(anna.buzz_in(3).await.assert_ok()["position"], 1);
}

async fn who_is_out_can_not_be_confirmed(service: Service) {
    let (host, [anna, ..]) = three_in_line(&service, json!({ "wrong_answer": "next" })).await;
    host.resolve("minus").await.assert_ok();
    let refused = host.confirm(&anna.id).await;
    refused.assert_problem("player-not-in-queue");
}

async fn a_right_answer_ends_the_question(service: Service) {
    for action in ["plus", "skip"] {
        let (host, [anna, ..]) = three_in_line(&service, json!({ "wrong_answer": "next" })).await;
        host.resolve("minus").await.assert_ok();
        let lobby = host.resolve(action).await.assert_ok();
        assert_eq!((&lobby["question"], queue(&lobby)), (&json!(2), vec![]));
        anna.buzz().await.assert_ok();
    }
}

async fn one_answer_can_be_followed_otherwise(service: Service) {
    let (host, [anna, ben, _]) = three_in_line(&service, json!({})).await;
    let lobby = host
        .resolve_with("minus", json!({ "then": "next" }))
        .await
        .assert_ok();
    assert_eq!(active(&lobby), Some(ben.id.as_str()));
    let lobby = host
        .resolve_with("minus", json!({ "then": "reopen", "points": 3 }))
        .await
        .assert_ok();
    assert_eq!((&lobby["question"], queue(&lobby)), (&json!(1), vec![]));
    assert_eq!((score(&lobby, &anna), score(&lobby, &ben)), (-10, -3));
    assert_eq!(lobby["settings"]["wrong_answer"], "end");
    host.rule(json!({ "wrong_answer": "reopen" })).await;
    let dora = service.join(&host.code, "Dora").await;
    dora.buzz().await.assert_ok();
    host.confirm(&dora.id).await.assert_ok();
    let lobby = host
        .resolve_with("minus", json!({ "then": "end" }))
        .await
        .assert_ok();
    assert_eq!(lobby["question"], 2);
}

async fn only_a_wrong_answer_can_be_followed_otherwise(service: Service) {
    let (host, _) = three_in_line(&service, json!({})).await;
    let before = host.lobby().await;
    for (action, then) in [("plus", "next"), ("skip", "end"), ("minus", "again")] {
        let refused = host.resolve_with(action, json!({ "then": then })).await;
        refused.assert_problem("invalid-field");
        assert_eq!(refused.body["errors"][0]["field"], "then");
    }
    assert_eq!(host.lobby().await, before);
}

async fn a_wrong_answer_may_cost_nothing(service: Service) {
    let rules = json!({ "wrong_costs": false, "wrong_answer": "next" });
    let (host, [anna, ben, carl]) = three_in_line(&service, rules).await;
    host.resolve("minus").await.assert_ok();
    host.resolve_with("minus", json!({ "points": 70 }))
        .await
        .assert_ok();
    let lobby = host.resolve("plus").await.assert_ok();
    let scores = [&anna, &ben, &carl].map(|player| score(&lobby, player));
    assert_eq!(scores, [0, 0, 10]);
}

/// The queue is the same, and so would be the round's number if it did not grow: Ben would be judged for Anna's answer.
async fn a_repeated_judgement_is_not_passed_on(service: Service) {
    let (host, [_, ben, _]) = three_in_line(&service, json!({ "wrong_answer": "next" })).await;
    let judged = json!({ "round": 1 });
    host.resolve_with("minus", judged.clone()).await.assert_ok();
    host.resolve_with("minus", judged)
        .await
        .assert_problem("round-changed");
    let lobby = host.lobby().await;
    assert_eq!(
        (active(&lobby), score(&lobby, &ben)),
        (Some(ben.id.as_str()), 0)
    );
}

async fn two_devices_judge_one_answer_once(service: Service) {
    let (host, players) = three_in_line(&service, json!({ "wrong_answer": "next" })).await;
    let judge = |_| {
        let judged = json!({ "action": "minus", "round": 1 });
        host.request(Method::POST, "/resolve").json(&judged)
    };
    let answers = at_once((0..10).map(judge)).await;
    let done = answers.iter().filter(|answer| answer.status.is_success());
    assert_eq!(done.count(), 1);
    let lobby = host.lobby().await;
    assert_eq!(
        players.each_ref().map(|player| score(&lobby, player)),
        [-10, 0, 0]
    );
}

async fn a_question_may_wait_for_its_host(service: Service) {
    let (host, anna, _) = by(&service, json!({ "opens": "by_host" })).await;
    assert_eq!(host.lobby().await["phase"], "locked");
    anna.buzz().await.assert_problem("locked");
    host.set(json!({ "locked": false })).await.assert_ok();
    anna.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    // Of the same question the buzzers reopen by themselves.
    let lobby = host
        .resolve_with("minus", json!({ "then": "reopen" }))
        .await
        .assert_ok();
    assert_eq!(
        (&lobby["question"], &lobby["phase"]),
        (&json!(1), &json!("open"))
    );
    let lobby = host.reset().await.assert_ok();
    assert_eq!(
        (&lobby["question"], &lobby["phase"]),
        (&json!(2), &json!("locked"))
    );
}

async fn who_comes_back_is_still_out(service: Service) {
    let (host, [anna, ben, carl]) =
        three_in_line(&service, json!({ "wrong_answer": "reopen" })).await;
    host.resolve("minus").await.assert_ok();
    for _ in 0..4 {
        service.clock.advance(60.0);
        for member in [&host, &ben, &carl] {
            member.lobby().await;
        }
    }
    assert_eq!(host.lobby().await["players"][0]["presence"], "absent");
    anna.buzz().await.assert_problem("locked");
}
