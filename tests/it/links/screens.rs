//! A screen sees, and does nothing.

use reqwest::Method;
use serde_json::json;

use super::three;
use crate::harness::{Service, send};
use crate::live::Events;

on_both_databases! {
    a_screen_sees_the_lobby,
    a_screen_does_nothing,
    a_screen_follows_until_it_is_revoked,
    a_screen_keeps_nobody_there,
    many_screens_follow_one_lobby,
}

async fn a_screen_sees_the_lobby(service: Service) {
    let (host, anna, _) = three(&service).await;
    let (link, wall) = host
        .link(json!({ "role": "screen", "label": "Wall" }))
        .await;
    anna.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    let (mut seen, mut hosts) = (wall.lobby().await, host.lobby().await);
    let nobody = json!({ "role": "screen", "id": link["id"], "name": "Wall", "position": null, "can_buzz": false,
        "barred_until": null, "score": null, "team_id": null });
    assert_eq!(seen["you"].take(), nobody);
    hosts["you"].take();
    assert_eq!(seen, hosts);
    assert_eq!(wall.history().await, host.history().await);
    for path in ["/scoresheet.csv", "/history"] {
        let answer = send(wall.request(Method::GET, path)).await;
        assert_eq!(answer.status, 200);
    }
    let other = host.screen().await;
    assert_ne!(
        wall.get().await.headers["etag"],
        other.get().await.headers["etag"]
    );
}

async fn a_screen_does_nothing(service: Service) {
    let (host, anna, _) = three(&service).await;
    let screen = host.screen().await;
    anna.buzz().await.assert_ok();
    let before = host.lobby().await;
    screen.buzz().await.assert_problem("player-only");
    for own in [
        screen.edit("me", json!({ "name": "Eve" })).await,
        screen.remove("me").await,
    ] {
        own.assert_problem("player-only");
    }
    let link = format!("/links/{}", screen.id);
    for (method, path, body) in [
        (Method::PATCH, "", json!({ "locked": true })),
        (
            Method::PUT,
            "/active-player",
            json!({ "player_id": anna.id }),
        ),
        (Method::POST, "/resolve", json!({ "action": "plus" })),
        (Method::POST, "/reset", json!({})),
        (Method::POST, "/finish", json!({})),
        (Method::POST, "/restart", json!({})),
        (Method::POST, "/undo", json!({ "event": 1 })),
        (Method::PUT, "/teams", json!([])),
        (Method::POST, "/links", json!({ "role": "host" })),
        (Method::GET, "/links", json!({})),
        (Method::DELETE, &link, json!({})),
        (Method::DELETE, "", json!({})),
    ] {
        let answer = send(screen.request(method, path).json(&body)).await;
        answer.assert_problem("host-only");
    }
    let named = [
        screen.edit(&anna.id, json!({ "add": 10 })).await,
        screen.remove(&anna.id).await,
    ];
    for refused in named {
        refused.assert_problem("host-only");
    }
    assert_eq!(host.lobby().await, before);
}

async fn a_screen_follows_until_it_is_revoked(service: Service) {
    let elsewhere =
        Service::start_on(service.database.clone(), service.clock.clone(), |_| {}).await;
    let (host, anna, _) = three(&service).await;
    for instance in [&service, &elsewhere] {
        let screen = host.screen().await;
        let mut events = Events::of(&screen.at(instance)).await;
        let version = events.lobby().await["version"].as_i64().expect("a number");
        anna.buzz().await.assert_ok();
        let seen = events.lobby().await;
        assert_eq!(seen["buzz_queue"][0]["id"], anna.id.as_str());
        assert_eq!(seen["you"]["role"], "screen");
        let wait = format!("?since={version}&wait=20");
        let waited = send(screen.at(instance).request(Method::GET, &wait)).await;
        assert_eq!(waited.assert_ok(), seen);
        host.revoke(&screen.id).await.assert_ok();
        assert_eq!(events.end().await, "not-in-lobby");
        screen.get().await.assert_problem("not-in-lobby");
        host.reset().await.assert_ok();
    }
}

async fn a_screen_keeps_nobody_there(service: Service) {
    let (host, ..) = three(&service).await;
    let screen = host.screen().await;
    let mut events = Events::of(&screen).await;
    events.lobby().await;
    service.clock.advance(100.0);
    let lobby = screen.lobby().await;
    assert_eq!(lobby["host"]["online"], false);
    assert_eq!(lobby["players"][0]["presence"], "away");
    service.clock.advance(7200.0);
    screen.get().await.assert_problem("lobby-not-found");
}

async fn many_screens_follow_one_lobby(service: Service) {
    let (host, anna, _) = three(&service).await;
    let mut streams = Vec::new();
    for _ in 0..12 {
        streams.push(Events::of(&host.screen().await).await);
    }
    for events in &mut streams {
        events.lobby().await;
    }
    anna.buzz().await.assert_ok();
    for events in &mut streams {
        assert_eq!(
            events.lobby().await["buzz_queue"][0]["id"],
            anna.id.as_str()
        );
    }
}
