//! What a host is told of the links, and which requests are refused.

use reqwest::Method;
use serde_json::json;

use super::three;
use crate::harness::{Service, at_once, send};

on_both_databases! {
    a_link_is_answered_with_its_token_and_listed_without_it,
    labels_are_names,
    a_link_leads_to_what_there_is,
    links_are_the_hosts_alone,
    what_is_revoked_is_listed_no_more,
    a_lobby_has_at_most_a_hundred_links,
    whoever_makes_and_revokes_all_night_fills_nothing,
    a_link_that_nobody_uses_is_no_new_version,
    the_links_of_a_closed_lobby_are_gone,
    links_made_at_once_are_all_there,
}

async fn a_link_is_answered_with_its_token_and_listed_without_it(service: Service) {
    let (host, anna, _) = three(&service).await;
    let mut listed = Vec::new();
    for wanted in [
        json!({ "role": "host", "label": "Remote" }),
        json!({ "role": "screen", "label": "Wall" }),
        json!({ "role": "seat", "label": "Anna's other phone", "player_id": anna.id }),
    ] {
        let (mut made, _) = host.link(wanted.clone()).await;
        let made = made.as_object_mut().expect("an object");
        assert_eq!(
            made.remove("token").map(|token| token.to_string().len()),
            Some(24)
        );
        assert_eq!(
            (&made["role"], &made["label"]),
            (&wanted["role"], &wanted["label"])
        );
        assert_eq!(made["player_id"], wanted["player_id"]);
        assert_eq!(made["created_at"], "2026-02-14T19:30:00.000Z");
        listed.push(json!(made));
    }
    assert_eq!(host.links().await, listed);
}

async fn labels_are_names(service: Service) {
    let (host, anna, _) = three(&service).await;
    let (made, _) = host
        .link(json!({ "role": "screen", "label": "  Zoe\u{308} " }))
        .await;
    assert_eq!(made["label"], "Zoë");
    for (role, label) in [("host", "Host"), ("screen", "Screen"), ("seat", "Seat")] {
        let player = (role == "seat").then_some(&anna.id);
        let (made, _) = host
            .link(json!({ "role": role, "player_id": player }))
            .await;
        assert_eq!(made["label"], label);
    }
    for label in ["", " ", "a\u{202e}b", "a\u{200b}b", &"x".repeat(33)] {
        let refused = host
            .try_link(json!({ "role": "screen", "label": label }))
            .await;
        refused.assert_problem("invalid-field");
        assert_eq!(refused.body["errors"][0]["field"], "label");
    }
}

async fn a_link_leads_to_what_there_is(service: Service) {
    let (host, anna, ben) = three(&service).await;
    for (wanted, field) in [
        (json!({ "role": "king" }), "role"),
        (json!({}), "role"),
        (json!({ "role": "seat" }), "player_id"),
        (
            json!({ "role": "screen", "player_id": anna.id }),
            "player_id",
        ),
        (json!({ "role": "host", "player_id": anna.id }), "player_id"),
        (json!({ "role": "seat", "player_id": "Anna" }), "player_id"),
    ] {
        let refused = host.try_link(wanted).await;
        refused.assert_problem("invalid-field");
        assert_eq!(refused.body["errors"][0]["field"], field);
    }
    ben.remove("me").await.assert_ok();
    for nobody in [&ben.id, &host.id] {
        let wanted = json!({ "role": "seat", "player_id": nobody });
        host.try_link(wanted)
            .await
            .assert_problem("player-not-found");
    }
    assert!(host.links().await.is_empty());
}

async fn links_are_the_hosts_alone(service: Service) {
    let (host, anna, _) = three(&service).await;
    let (link, screen) = host.link(json!({ "role": "screen" })).await;
    let id = link["id"].as_str().expect("an id");
    for member in [&anna, &screen] {
        let wanted = json!({ "role": "host" });
        member.try_link(wanted).await.assert_problem("host-only");
        member.revoke(id).await.assert_problem("host-only");
        let list = send(member.request(Method::GET, "/links")).await;
        list.assert_problem("host-only");
    }
    let (_, stranger) = (&host, service.host("Vera").await);
    let elsewhere = crate::harness::Member {
        code: host.code.clone(),
        ..stranger
    };
    elsewhere.revoke(id).await.assert_problem("not-in-lobby");
    assert_eq!(host.links().await.len(), 1);
}

async fn what_is_revoked_is_listed_no_more(service: Service) {
    let (host, ..) = three(&service).await;
    let (first, second) = (host.screen().await, host.co_host().await);
    assert_eq!(host.revoke(&first.id).await.status, 204);
    host.revoke(&first.id)
        .await
        .assert_problem("link-not-found");
    for nothing in ["x", &host.id] {
        host.revoke(nothing).await.assert_problem("link-not-found");
    }
    let left = host.links().await;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0]["id"], second.id.as_str());
}

async fn a_lobby_has_at_most_a_hundred_links(service: Service) {
    let (host, anna, _) = three(&service).await;
    for _ in 0..99 {
        host.screen().await;
    }
    host.seat(&anna).await;
    let refused = host.try_link(json!({ "role": "screen" })).await;
    refused.assert_problem("lobby-full");
    assert_eq!(
        refused.body["detail"],
        "a lobby has at most 100 links; revoke one"
    );
    // Where another goes, there is room.
    let phone = host.seat(&anna).await;
    phone.buzz().await.assert_ok();
    let first = host.links().await[0]["id"].clone();
    host.revoke(first.as_str().expect("an id"))
        .await
        .assert_ok();
    host.screen().await;
    assert_eq!(host.links().await.len(), 100);
}

async fn whoever_makes_and_revokes_all_night_fills_nothing(service: Service) {
    let (host, anna, _) = three(&service).await;
    let kept = host.screen().await;
    let phone = host.seat(&anna).await;
    for _ in 0..220 {
        let screen = host.screen().await;
        host.revoke(&screen.id).await.assert_ok();
    }
    let stored = "SELECT count(*) FROM links";
    let stored = crate::sql::Sql::open(&service.database)
        .await
        .value(stored)
        .await;
    assert_eq!(stored, "200");
    assert_eq!(host.links().await.len(), 2);
    assert_eq!(kept.lobby().await["you"]["role"], "screen");
    phone.buzz().await.assert_ok();
}

async fn a_link_that_nobody_uses_is_no_new_version(service: Service) {
    let (host, ..) = three(&service).await;
    let before = host.lobby().await;
    let screen = host.screen().await;
    host.co_host().await;
    assert_eq!(host.lobby().await, before);
    screen.lobby().await;
    assert_eq!(host.lobby().await, before);
    assert!(host.history().await.is_empty());
}

async fn the_links_of_a_closed_lobby_are_gone(service: Service) {
    let (host, ..) = three(&service).await;
    let screen = host.screen().await;
    host.close().await.assert_ok();
    screen.get().await.assert_problem("lobby-not-found");
    let stored = "SELECT count(*) FROM links";
    let stored = crate::sql::Sql::open(&service.database)
        .await
        .value(stored)
        .await;
    assert_eq!(stored, "0");
}

async fn links_made_at_once_are_all_there(service: Service) {
    let (host, ..) = three(&service).await;
    let making = || {
        let wanted = json!({ "role": "screen" });
        host.request(Method::POST, "/links").json(&wanted)
    };
    let mut made = Vec::new();
    for answer in at_once((0..20).map(|_| making())).await {
        made.push(answer.assert_ok()["id"].clone());
    }
    let mut listed: Vec<_> = host
        .links()
        .await
        .iter()
        .map(|link| link["id"].clone())
        .collect();
    for ids in [&mut made, &mut listed] {
        ids.sort_by_key(|id| id.to_string());
    }
    assert_eq!(made, listed);
}
