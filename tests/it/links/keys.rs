//! A link that is asked for again with the same key is the same link, or none.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use super::three;
use crate::harness::{Member, Service, at_once, send, text};

on_both_databases! {
    a_repeated_link_is_the_same_link,
    another_body_with_the_same_key_is_refused,
    a_repeated_link_that_was_revoked_is_none,
    a_repeated_link_to_a_seat_that_moved_on_is_none,
    twenty_requests_at_once_make_one_link,
    a_key_of_a_join_is_another,
}

const KEY: &str = "a-key-that-is-long-enough";

fn making(host: &Member<'_>, wanted: &Value) -> RequestBuilder {
    let request = host.request(Method::POST, "/links");
    request.header("idempotency-key", KEY).json(wanted)
}

async fn a_repeated_link_is_the_same_link(service: Service) {
    let (host, anna, _) = three(&service).await;
    let wanted = json!({ "role": "seat", "player_id": anna.id, "label": "Phone" });
    let first = send(making(&host, &wanted)).await;
    let location = first.headers["location"].clone();
    let first = first.assert_ok();
    host.edit(&anna.id, json!({ "name": "Hannah" }))
        .await
        .assert_ok();
    service.clock.advance(60.0);
    let again = send(making(&host, &wanted)).await;
    assert_eq!(again.headers["location"], location);
    assert_eq!(again.assert_ok(), first);
    let phone = Member {
        token: text(&first["token"]),
        ..anna
    };
    phone.buzz().await.assert_ok();
    assert_eq!(host.links().await.len(), 1);
}

async fn another_body_with_the_same_key_is_refused(service: Service) {
    let (host, anna, ben) = three(&service).await;
    let wanted = json!({ "role": "seat", "player_id": anna.id });
    send(making(&host, &wanted)).await.assert_ok();
    for other in [
        json!({ "role": "seat", "player_id": ben.id }),
        json!({ "role": "seat", "player_id": anna.id, "label": "Phone" }),
        json!({ "role": "host" }),
    ] {
        let refused = send(making(&host, &other)).await;
        refused.assert_problem("idempotency-key-reused");
    }
    ben.buzz().await.assert_ok();
}

async fn a_repeated_link_that_was_revoked_is_none(service: Service) {
    let (host, ..) = three(&service).await;
    let wanted = json!({ "role": "host" });
    let link = send(making(&host, &wanted)).await.assert_ok();
    host.revoke(&text(&link["id"])).await.assert_ok();
    let again = send(making(&host, &wanted)).await;
    again.assert_problem("link-not-found");
    let remote = Member {
        token: text(&link["token"]),
        ..host.clone()
    };
    remote.get().await.assert_problem("not-in-lobby");
    assert!(host.links().await.is_empty());
}

async fn a_repeated_link_to_a_seat_that_moved_on_is_none(service: Service) {
    let (host, anna, _) = three(&service).await;
    let wanted = json!({ "role": "seat", "player_id": anna.id });
    send(making(&host, &wanted)).await.assert_ok();
    let phone = host.seat(&anna).await;
    let again = send(making(&host, &wanted)).await;
    again.assert_problem("link-not-found");
    phone.buzz().await.assert_ok();
}

async fn twenty_requests_at_once_make_one_link(service: Service) {
    let (host, ..) = three(&service).await;
    let wanted = json!({ "role": "screen" });
    let answers = at_once((0..20).map(|_| making(&host, &wanted))).await;
    let mut answers = answers.into_iter().map(|answer| answer.assert_ok());
    let first = answers.next().expect("an answer");
    assert!(answers.all(|answer| answer == first));
    assert_eq!(host.links().await.len(), 1);
}

async fn a_key_of_a_join_is_another(service: Service) {
    let host = service.host("Olga").await;
    let join = service.request(Method::POST, &format!("/lobbies/{}/players", host.code));
    let join = join.header("idempotency-key", KEY);
    send(join.json(&json!({ "name": "Anna" })))
        .await
        .assert_ok();
    send(making(&host, &json!({ "role": "screen" })))
        .await
        .assert_ok();
}
