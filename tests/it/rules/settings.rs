//! Settings: asked for at the opening, changed later, and seen by everybody.

use reqwest::Method;
use serde_json::json;

use super::by;
use crate::harness::{Service, send};

on_both_databases! {
    rules_can_be_asked_for_at_the_opening,
    a_change_leaves_the_other_rules_alone,
    a_change_of_nothing_is_no_new_version,
    whole_numbers_may_look_like_fractions,
    what_is_not_allowed_is_named,
    only_the_host_makes_the_rules,
    a_repeated_opening_asks_for_the_same_rules,
    any_value_can_be_set_whatever_is_offered,
    everything_can_be_changed_at_once,
}

async fn rules_can_be_asked_for_at_the_opening(service: Service) {
    let rules = json!({ "values": [5, 1, 10_000], "wrong_answer": "next", "answer_seconds": 20 });
    let (host, anna, _) = by(&service, rules).await;
    let expected = json!({
        "values": [5, 1, 10_000], "wrong_answer": "next", "wrong_costs": true, "opens": "at_once",
        "false_start_ms": 0, "buzz_seconds": 0, "answer_seconds": 20,
        "buzz_per": "player", "team_choice": "players", "doors": "open", "fair_window_ms": 0,
    });
    for member in [host, anna] {
        assert_eq!(member.lobby().await["settings"], expected);
    }
}

async fn a_change_leaves_the_other_rules_alone(service: Service) {
    let (host, ..) = by(&service, json!({ "wrong_answer": "reopen" })).await;
    let before = host.lobby().await;
    let after = host
        .rule(json!({ "wrong_costs": false, "opens": null }))
        .await;
    let mut expected = before["settings"].clone();
    expected["wrong_costs"] = false.into();
    assert_eq!(after["settings"], expected);
    assert_eq!(
        after["version"],
        before["version"].as_i64().expect("a number") + 1
    );
    assert_eq!(host.lobby().await, after);
}

async fn a_change_of_nothing_is_no_new_version(service: Service) {
    let (host, ..) = by(&service, json!({ "false_start_ms": 250 })).await;
    let before = host.lobby().await;
    for same in [json!({}), json!({ "false_start_ms": 250 }), json!(null)] {
        let after = host.set(json!({ "settings": same })).await.assert_ok();
        assert_eq!(after["version"], before["version"]);
    }
}

async fn whole_numbers_may_look_like_fractions(service: Service) {
    let (host, ..) = by(&service, json!({ "buzz_seconds": 30.0, "values": [7.0] })).await;
    let settings = host.lobby().await["settings"].take();
    assert_eq!(
        (&settings["buzz_seconds"], &settings["values"]),
        (&json!(30), &json!([7]))
    );
}

async fn what_is_not_allowed_is_named(service: Service) {
    let (host, ..) = by(&service, json!({})).await;
    let before = host.lobby().await;
    for (field, settings) in [
        ("settings.values", json!({ "values": [] })),
        (
            "settings.values",
            json!({ "values": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }),
        ),
        ("settings.values", json!({ "values": [5, 10, 5.0] })),
        ("settings.values[1]", json!({ "values": [1, 0] })),
        ("settings.values[0]", json!({ "values": [10_001] })),
        ("settings.values[0]", json!({ "values": [1.5] })),
        ("settings.values", json!({ "values": 10 })),
        ("settings.wrong_answer", json!({ "wrong_answer": "again" })),
        (
            "settings.wrong_answer",
            json!({ "wrong_answer": { "next": null } }),
        ),
        ("settings.wrong_costs", json!({ "wrong_costs": 1 })),
        ("settings.opens", json!({ "opens": "" })),
        (
            "settings.false_start_ms",
            json!({ "false_start_ms": 10_001 }),
        ),
        ("settings.false_start_ms", json!({ "false_start_ms": -1 })),
        ("settings.buzz_seconds", json!({ "buzz_seconds": 601 })),
        ("settings.answer_seconds", json!({ "answer_seconds": "10" })),
        ("settings.doors", json!({ "doors": "ajar" })),
        ("settings.buzz_per", json!({ "buzz_per": "hall" })),
        ("settings.team_choice", json!({ "team_choice": "nobody" })),
        ("settings", json!("next")),
    ] {
        let create = json!({ "host_name": "Vera", "settings": settings });
        let create = send(service.request(Method::POST, "/lobbies").json(&create)).await;
        for refused in [host.set(json!({ "settings": settings })).await, create] {
            refused.assert_problem("invalid-field");
            assert_eq!(refused.body["errors"][0]["field"], field, "{settings}");
        }
    }
    assert_eq!(host.lobby().await, before);
}

async fn only_the_host_makes_the_rules(service: Service) {
    let (_, anna, _) = by(&service, json!({})).await;
    let refused = anna
        .set(json!({ "settings": { "wrong_costs": false } }))
        .await;
    refused.assert_problem("host-only");
}

async fn a_repeated_opening_asks_for_the_same_rules(service: Service) {
    let open = async |body: serde_json::Value| {
        let request = service.request(Method::POST, "/lobbies");
        let request = request.header("idempotency-key", "the-key-of-a-hosts-phone");
        send(request.json(&body)).await
    };
    let asked = json!({ "host_name": "Olga", "settings": { "opens": "by_host" } });
    let first = open(asked.clone()).await.assert_ok();
    // What was set since then is another matter; what is as by default need not be said.
    let token = first["token"].as_str().expect("a token");
    let code = first["lobby"]["code"].as_str().expect("a code");
    let change = json!({ "settings": { "opens": "at_once" } });
    let change = service
        .request(Method::PATCH, &format!("/lobbies/{code}"))
        .json(&change);
    send(change.bearer_auth(token)).await.assert_ok();
    let spelled_out =
        json!({ "host_name": "Olga", "settings": { "opens": "by_host", "doors": "open" } });
    for same in [asked, spelled_out] {
        let again = open(same).await.assert_ok();
        assert_eq!(
            (&again["token"], &again["lobby"]["code"]),
            (&first["token"], &first["lobby"]["code"])
        );
        assert_eq!(again["lobby"]["settings"]["opens"], "at_once");
    }
    for other in [
        json!({}),
        json!({ "opens": "at_once" }),
        json!({ "opens": "by_host", "doors": "closed" }),
    ] {
        let refused = open(json!({ "host_name": "Olga", "settings": other })).await;
        refused.assert_problem("idempotency-key-reused");
    }
}

async fn any_value_can_be_set_whatever_is_offered(service: Service) {
    let (host, ..) = by(&service, json!({ "values": [100] })).await;
    for value in [0, 1, 10_000] {
        let lobby = host
            .set(json!({ "question_value": value }))
            .await
            .assert_ok();
        assert_eq!(lobby["question_value"], value);
    }
}

async fn everything_can_be_changed_at_once(service: Service) {
    let (host, ..) = by(&service, json!({})).await;
    host.set(json!({ "locked": true })).await.assert_ok();
    service.clock.advance(1.0);
    let change =
        json!({ "locked": false, "question_value": 50, "settings": { "buzz_seconds": 10 } });
    let lobby = host.set(change).await.assert_ok();
    assert_eq!(
        (&lobby["phase"], &lobby["question_value"]),
        (&json!("open"), &json!(50))
    );
    assert_eq!(lobby["deadline"], "2026-02-14T19:30:11.000Z");
}
