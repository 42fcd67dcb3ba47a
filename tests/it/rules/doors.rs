//! Doors, and what is seen from outside.

use reqwest::Method;
use serde_json::json;

use super::by;
use crate::harness::{Service, send};

on_both_databases! {
    nobody_new_joins_behind_closed_doors,
    a_repeated_join_finds_its_seat_behind_closed_doors,
    a_lobby_is_seen_from_outside,
    a_look_from_outside_is_no_sign_of_life,
    what_is_gone_is_not_seen_from_outside,
}

async fn nobody_new_joins_behind_closed_doors(service: Service) {
    let (host, anna, _) = by(&service, json!({})).await;
    host.rule(json!({ "doors": "closed" })).await;
    service
        .try_join(&host.code, "Carl")
        .await
        .assert_problem("doors-closed");
    anna.buzz().await.assert_ok();
    host.rule(json!({ "doors": "open" })).await;
    service.join(&host.code, "Carl").await;
}

async fn a_repeated_join_finds_its_seat_behind_closed_doors(service: Service) {
    let (host, ..) = by(&service, json!({})).await;
    let join = async || {
        let request = service.request(Method::POST, &format!("/lobbies/{}/players", host.code));
        let request = request.header("idempotency-key", "the-key-of-carls-phone");
        send(request.json(&json!({ "name": "Carl" }))).await
    };
    let first = join().await.assert_ok();
    host.rule(json!({ "doors": "closed" })).await;
    assert_eq!(join().await.assert_ok()["token"], first["token"]);
}

async fn a_lobby_is_seen_from_outside(service: Service) {
    let (host, ..) = by(&service, json!({})).await;
    let path = format!("/lobbies/{}/preview", host.code.to_lowercase());
    let before = host.lobby().await;
    let seen = send(service.request(Method::GET, &path)).await;
    assert_eq!(seen.headers["cache-control"], "no-store");
    let expected = json!({ "code": host.code, "host_name": "Olga", "players": 2, "doors": "open",
        "teams": [], "team_choice": "players" });
    assert_eq!(seen.assert_ok(), expected);
    service.join(&host.code, "Carl").await;
    host.rule(json!({ "doors": "closed" })).await;
    let seen = send(service.request(Method::GET, &path)).await.assert_ok();
    assert_eq!(
        (&seen["players"], &seen["doors"]),
        (&json!(3), &json!("closed"))
    );
    assert_eq!(
        before["version"].as_i64().expect("a number") + 2,
        host.lobby().await["version"]
    );
}

async fn a_look_from_outside_is_no_sign_of_life(service: Service) {
    let (host, ..) = by(&service, json!({})).await;
    let path = format!("/lobbies/{}/preview", host.code);
    for _ in 0..60 {
        service.clock.advance(60.0);
        send(service.request(Method::GET, &path)).await.assert_ok();
    }
    service.clock.advance(30.0);
    let gone = send(service.request(Method::GET, &path)).await;
    gone.assert_problem("lobby-not-found");
}

async fn what_is_gone_is_not_seen_from_outside(service: Service) {
    let (host, ..) = by(&service, json!({})).await;
    host.close().await.assert_ok();
    for code in [host.code.as_str(), "ZZZZ", "none of these"] {
        let path = format!("/lobbies/{code}/preview");
        let gone = send(service.request(Method::GET, &path)).await;
        gone.assert_problem("lobby-not-found");
    }
}
