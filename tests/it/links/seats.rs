//! A link to a seat moves it to another phone: the token before it is nobody's from then on.

use reqwest::Method;
use serde_json::json;

use super::three;
use crate::harness::{Service, at_once, send};
use crate::live::Events;

on_both_databases! {
    a_seat_moves_to_another_phone,
    the_old_phones_stream_ends_on_every_instance,
    a_seat_that_moves_twice_is_the_last_ones,
    the_seat_of_an_absent_player_is_found_again,
    a_revoked_seat_is_nobodys_until_there_is_another_link,
    who_is_kicked_is_out_with_every_phone,
    an_undone_kick_brings_the_last_phone_back,
    a_late_repetition_of_the_join_does_not_get_the_seat_back,
    who_leaves_and_moves_at_once_does_one_of_the_two,
    of_two_phones_that_buzz_one_has_the_place,
}

async fn a_seat_moves_to_another_phone(service: Service) {
    let (host, anna, _) = three(&service).await;
    host.edit(&anna.id, json!({ "add": 40 })).await.assert_ok();
    anna.buzz().await.assert_ok();
    let before = anna.lobby().await;
    let phone = host.seat(&anna).await;
    let after = phone.lobby().await;
    for field in ["you", "buzz_queue", "players", "round", "phase"] {
        assert_eq!(after[field], before[field], "{field}");
    }
    assert_eq!(
        after["version"].as_i64(),
        before["version"].as_i64().map(|version| version + 1)
    );
    anna.get().await.assert_problem("not-in-lobby");
    anna.buzz().await.assert_problem("not-in-lobby");
    host.reset().await.assert_ok();
    anna.buzz().await.assert_problem("not-in-lobby");
    phone.buzz().await.assert_ok();
}

async fn the_old_phones_stream_ends_on_every_instance(service: Service) {
    let elsewhere =
        Service::start_on(service.database.clone(), service.clock.clone(), |_| {}).await;
    let (host, anna, ben) = three(&service).await;
    let mut phone = anna;
    for instance in [&service, &elsewhere] {
        let mut of_old = Events::of(&phone.at(instance)).await;
        let mut of_ben = Events::of(&ben.at(instance)).await;
        of_old.lobby().await;
        phone = host.seat(&phone).await;
        assert_eq!(of_old.end().await, "not-in-lobby");
        let mut of_new = Events::of(&phone.at(instance)).await;
        of_new.lobby().await;
        phone.buzz().await.assert_ok();
        for events in [&mut of_new, &mut of_ben] {
            let is_there =
                |lobby: &serde_json::Value| lobby["buzz_queue"][0]["id"] == phone.id.as_str();
            events.lobby_where(is_there).await;
        }
        host.reset().await.assert_ok();
    }
}

async fn a_seat_that_moves_twice_is_the_last_ones(service: Service) {
    let (host, anna, _) = three(&service).await;
    let second = host.seat(&anna).await;
    let mut events = Events::of(&second).await;
    let third = host.seat(&anna).await;
    assert_eq!(events.end().await, "not-in-lobby");
    for phone in [&anna, &second] {
        phone.get().await.assert_problem("not-in-lobby");
    }
    third.buzz().await.assert_ok();
    assert_eq!(host.links().await.len(), 1);
}

async fn the_seat_of_an_absent_player_is_found_again(service: Service) {
    let (host, anna, _) = three(&service).await;
    host.edit(&anna.id, json!({ "score": 70 }))
        .await
        .assert_ok();
    service.clock.advance(600.0);
    assert_eq!(host.lobby().await["players"][0]["presence"], "absent");
    let phone = host.seat(&anna).await;
    assert_eq!(host.lobby().await["players"][0]["presence"], "absent");
    let you = phone.lobby().await["you"].clone();
    assert_eq!((&you["name"], &you["score"]), (&json!("Anna"), &json!(70)));
    assert_eq!(host.lobby().await["players"][0]["presence"], "online");
}

async fn a_revoked_seat_is_nobodys_until_there_is_another_link(service: Service) {
    let (host, anna, _) = three(&service).await;
    let phone = host.seat(&anna).await;
    let mut events = Events::of(&phone).await;
    let link = host.links().await[0]["id"].clone();
    host.revoke(link.as_str().expect("an id")).await.assert_ok();
    assert_eq!(events.end().await, "not-in-lobby");
    for phone in [&anna, &phone] {
        phone.buzz().await.assert_problem("not-in-lobby");
    }
    assert_eq!(host.lobby().await["players"][0]["id"], anna.id.as_str());
    let phone = host.seat(&anna).await;
    phone.buzz().await.assert_ok();
}

async fn who_is_kicked_is_out_with_every_phone(service: Service) {
    let (host, anna, _) = three(&service).await;
    let phone = host.seat(&anna).await;
    let link = host.links().await[0]["id"].clone();
    host.remove(&anna.id).await.assert_ok();
    phone.get().await.assert_problem("not-in-lobby");
    assert!(host.links().await.is_empty());
    let link = link.as_str().expect("an id");
    host.revoke(link).await.assert_problem("link-not-found");
}

async fn an_undone_kick_brings_the_last_phone_back(service: Service) {
    let (host, anna, _) = three(&service).await;
    let phone = host.seat(&anna).await;
    let mut events = Events::of(&phone).await;
    let links = host.links().await;
    host.remove(&anna.id).await.assert_ok();
    assert_eq!(events.end().await, "not-in-lobby");
    let kick = host.lobby().await["last_event"]["id"].clone();
    host.undo(&kick).await.assert_ok();
    assert_eq!(host.links().await, links);
    anna.get().await.assert_problem("not-in-lobby");
    phone.buzz().await.assert_ok();
    host.revoke(links[0]["id"].as_str().expect("an id"))
        .await
        .assert_ok();
    phone.get().await.assert_problem("not-in-lobby");
}

async fn a_late_repetition_of_the_join_does_not_get_the_seat_back(service: Service) {
    let host = service.host("Olga").await;
    let joining = || {
        let request = service.request(Method::POST, &format!("/lobbies/{}/players", host.code));
        let request = request.header("idempotency-key", "a-key-that-is-long-enough");
        request.json(&json!({ "name": "Anna" }))
    };
    let joined = send(joining()).await.assert_ok();
    let id = joined["player_id"].as_str().expect("an id").to_owned();
    let anna = crate::harness::Member { id, ..host.clone() };
    let phone = host.seat(&anna).await;
    service.clock.advance(600.0);
    assert_eq!(host.lobby().await["players"][0]["presence"], "absent");
    send(joining()).await.assert_problem("not-in-lobby");
    assert_eq!(host.lobby().await["players"][0]["presence"], "absent");
    phone.buzz().await.assert_ok();
}

async fn who_leaves_and_moves_at_once_does_one_of_the_two(service: Service) {
    let host = service.host("Olga").await;
    for round in 0..10 {
        let anna = service.join(&host.code, &format!("P{round}")).await;
        let wanted = json!({ "role": "seat", "player_id": anna.id });
        let moved = host.request(Method::POST, "/links").json(&wanted);
        let answers = at_once([anna.request(Method::DELETE, "/players/me"), moved]).await;
        let statuses = (answers[0].status.as_u16(), answers[1].status.as_u16());
        assert!(matches!(statuses, (204, 404) | (403, 201)), "{statuses:?}");
    }
}

async fn of_two_phones_that_buzz_one_has_the_place(service: Service) {
    let (host, anna, _) = three(&service).await;
    let mut phone = anna;
    for _ in 0..20 {
        let wanted = json!({ "role": "seat", "player_id": phone.id });
        let moved = host.request(Method::POST, "/links").json(&wanted);
        let buzz = phone.request(Method::POST, "/buzz");
        let answers = at_once([buzz, moved]).await;
        let queue = host.lobby().await["buzz_queue"].clone();
        let placed = queue.as_array().map(Vec::len) == Some(1);
        assert_eq!(answers[0].status.is_success(), placed, "{answers:?}");
        let token = answers[1].body["token"]
            .as_str()
            .expect("a token")
            .to_owned();
        phone = crate::harness::Member { token, ..phone };
        let status = phone.buzz().await.assert_ok()["status"].clone();
        assert_eq!(status == "already", placed);
        host.reset().await.assert_ok();
    }
}
