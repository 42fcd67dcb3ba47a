//! Buzzes before the buzzers are open.

use serde_json::{Value, json};

use super::by;
use crate::harness::{Member, Service, at_once};

on_both_databases! {
    without_the_rule_an_early_buzz_is_only_refused,
    an_early_buzz_bars_its_player_for_a_while,
    a_bar_is_given_once_a_question,
    a_new_question_ends_all_bars,
    a_bar_is_seen_by_its_player_alone,
    nobody_starts_falsely_while_a_player_has_the_word,
    an_early_buzz_for_another_round_is_no_false_start,
    whoever_is_barred_is_passed_by_the_others,
    of_early_buzzes_at_once_the_first_counts,
}

async fn locked<'a>(service: &'a Service, bar: i64) -> (Member<'a>, Member<'a>, Member<'a>) {
    by(
        service,
        json!({ "opens": "by_host", "false_start_ms": bar }),
    )
    .await
}

async fn open(host: &Member<'_>) -> Value {
    host.set(json!({ "locked": false })).await.assert_ok()
}

async fn without_the_rule_an_early_buzz_is_only_refused(service: Service) {
    let (host, anna, _) = locked(&service, 0).await;
    let before = host.lobby().await;
    anna.buzz().await.assert_problem("locked");
    assert_eq!(host.lobby().await, before);
    open(&host).await;
    anna.buzz().await.assert_ok();
}

async fn an_early_buzz_bars_its_player_for_a_while(service: Service) {
    let (host, anna, _) = locked(&service, 1_500).await;
    let before = host.lobby().await["version"].as_i64().expect("a number");
    service.clock.advance(0.5);
    let early = anna.buzz().await;
    early.assert_problem("too-early");
    assert_eq!(early.body["barred_until"], "2026-02-14T19:30:02.000Z");
    let lobby = anna.lobby().await;
    assert_eq!(lobby["version"], before + 1);
    assert_eq!(lobby["you"]["barred_until"], "2026-02-14T19:30:02.000Z");
    open(&host).await;
    assert_eq!(anna.lobby().await["you"]["can_buzz"], true); // as soon as it is over
    service.clock.advance(1.499);
    let early = anna.buzz().await;
    early.assert_problem("too-early");
    assert_eq!(early.body["barred_until"], "2026-02-14T19:30:02.000Z");
    service.clock.advance(0.001);
    assert_eq!(anna.buzz().await.assert_ok()["position"], 1);
}

async fn a_bar_is_given_once_a_question(service: Service) {
    let (_, anna, _) = locked(&service, 1_000).await;
    anna.buzz().await.assert_problem("too-early");
    service.clock.advance(0.9);
    let again = anna.buzz().await;
    again.assert_problem("too-early");
    assert_eq!(again.body["barred_until"], "2026-02-14T19:30:01.000Z");
    service.clock.advance(0.1);
    anna.buzz().await.assert_problem("locked");
}

async fn a_new_question_ends_all_bars(service: Service) {
    let (host, anna, _) = locked(&service, 10_000).await;
    anna.buzz().await.assert_problem("too-early");
    host.reset().await.assert_ok();
    assert_eq!(anna.lobby().await["you"]["barred_until"], json!(null));
    open(&host).await;
    anna.buzz().await.assert_ok();
}

async fn a_bar_is_seen_by_its_player_alone(service: Service) {
    let (host, anna, ben) = locked(&service, 1_000).await;
    anna.buzz().await.assert_problem("too-early");
    for other in [host, ben] {
        assert_eq!(other.lobby().await["you"]["barred_until"], json!(null));
    }
}

async fn nobody_starts_falsely_while_a_player_has_the_word(service: Service) {
    let (host, anna, ben) = locked(&service, 1_000).await;
    open(&host).await;
    anna.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    ben.buzz().await.assert_problem("locked");
    assert_eq!(ben.lobby().await["you"]["barred_until"], json!(null));
}

async fn an_early_buzz_for_another_round_is_no_false_start(service: Service) {
    let (_, anna, _) = locked(&service, 1_000).await;
    anna.buzz_in(7).await.assert_problem("round-changed");
    assert_eq!(anna.lobby().await["you"]["barred_until"], json!(null));
}

async fn whoever_is_barred_is_passed_by_the_others(service: Service) {
    let (host, anna, ben) = locked(&service, 1_000).await;
    anna.buzz().await.assert_problem("too-early");
    open(&host).await;
    anna.buzz().await.assert_problem("too-early");
    assert_eq!(ben.buzz().await.assert_ok()["position"], 1);
    service.clock.advance(1.0);
    assert_eq!(anna.buzz().await.assert_ok()["position"], 2);
}

async fn of_early_buzzes_at_once_the_first_counts(service: Service) {
    let (host, anna, _) = locked(&service, 1_000).await;
    let before = host.lobby().await["version"].as_i64().expect("a number");
    let buzz = |_| anna.request(reqwest::Method::POST, "/buzz");
    for answer in at_once((0..10).map(buzz)).await {
        answer.assert_problem("too-early");
    }
    assert_eq!(host.lobby().await["version"], before + 1);
}
