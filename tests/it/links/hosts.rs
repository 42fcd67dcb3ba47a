//! A co-host does all that the host does, until the link is revoked.

use reqwest::Method;
use serde_json::json;

use super::three;
use crate::harness::{Member, Service, send, text};
use crate::live::Events;

on_both_databases! {
    a_co_host_does_all_that_the_host_does,
    a_co_host_sees_what_the_host_sees,
    a_co_host_keeps_the_lobby_and_is_the_host_who_is_there,
    a_co_host_makes_and_revokes_links,
    a_revoked_co_host_is_out_at_once,
    a_revoked_co_hosts_stream_ends_on_every_instance,
    a_link_is_of_its_own_lobby,
    two_hosts_who_undo_at_once_take_back_what_they_named,
}

async fn a_co_host_does_all_that_the_host_does(service: Service) {
    let (host, anna, ben) = three(&service).await;
    let remote = host.co_host().await;
    remote
        .set(json!({ "question_value": 30, "settings": { "wrong_answer": "next" } }))
        .await
        .assert_ok();
    anna.buzz().await.assert_ok();
    ben.buzz().await.assert_ok();
    remote.confirm(&anna.id).await.assert_ok();
    let lobby = remote.resolve("minus").await.assert_ok();
    assert_eq!(lobby["active_player"]["id"], ben.id.as_str());
    let undone = remote.undo(&lobby["last_event"]["id"]).await.assert_ok();
    assert_eq!(undone["active_player"]["id"], anna.id.as_str());
    remote.resolve("plus").await.assert_ok();
    remote.reset().await.assert_ok();
    let teams = json!([{ "name": "Red", "colour": "#ff0000" }]);
    let teams = send(remote.request(Method::PUT, "/teams").json(&teams))
        .await
        .assert_ok();
    let team = format!("/teams/{}", text(&teams["teams"][0]["id"]));
    let score = send(
        remote
            .request(Method::PATCH, &team)
            .json(&json!({ "score": 5 })),
    )
    .await;
    score.assert_ok();
    remote
        .edit(&ben.id, json!({ "name": "Bob", "add": 7 }))
        .await
        .assert_ok();
    remote.remove(&ben.id).await.assert_ok();
    assert_eq!(remote.finish().await.assert_ok()["phase"], "finished");
    assert_eq!(remote.history().await, host.history().await);
    assert_eq!(host.history().await.len(), 11);
    let sheet = send(remote.request(Method::GET, "/scoresheet.csv")).await;
    assert_eq!(sheet.status, 200);
    remote.close().await.assert_ok();
    host.get().await.assert_problem("lobby-not-found");
}

async fn a_co_host_sees_what_the_host_sees(service: Service) {
    let (host, anna, _) = three(&service).await;
    let remote = host.co_host().await;
    anna.buzz().await.assert_ok();
    let lobby = remote.lobby().await;
    assert_eq!(lobby, host.lobby().await);
    assert_eq!(lobby["you"]["role"], "host");
    remote.buzz().await.assert_problem("player-only");
    let mut events = Events::of(&remote).await;
    assert_eq!(events.lobby().await, lobby);
    host.reset().await.assert_ok();
    assert_eq!(events.lobby().await, host.lobby().await);
}

async fn a_co_host_keeps_the_lobby_and_is_the_host_who_is_there(service: Service) {
    let (host, anna, _) = three(&service).await;
    let remote = host.co_host().await;
    for _ in 0..4 {
        service.clock.advance(3600.0);
        let lobby = remote.lobby().await;
        assert_eq!(lobby["host"], json!({ "name": "Olga", "online": true }));
        anna.lobby().await;
    }
    host.lobby().await;
}

async fn a_co_host_makes_and_revokes_links(service: Service) {
    let (host, ..) = three(&service).await;
    let remote = host.co_host().await;
    let screen = remote.screen().await;
    screen.lobby().await;
    host.revoke(&screen.id).await.assert_ok();
    assert_eq!(remote.links().await, host.links().await);
    remote.revoke(&remote.id).await.assert_ok();
    remote.get().await.assert_problem("not-in-lobby");
    assert!(host.links().await.is_empty());
}

async fn a_revoked_co_host_is_out_at_once(service: Service) {
    let (host, anna, _) = three(&service).await;
    let remote = host.co_host().await;
    let lobby = remote.get().await;
    let etag = lobby.headers["etag"].clone();
    host.revoke(&remote.id).await.assert_ok();
    let known = remote
        .request(Method::GET, "")
        .header("if-none-match", etag);
    send(known).await.assert_problem("not-in-lobby");
    remote.remove(&anna.id).await.assert_problem("not-in-lobby");
    remote
        .try_link(json!({ "role": "host" }))
        .await
        .assert_problem("not-in-lobby");
    assert_eq!(
        host.lobby().await["players"].as_array().map(Vec::len),
        Some(2)
    );
}

async fn a_revoked_co_hosts_stream_ends_on_every_instance(service: Service) {
    let elsewhere =
        Service::start_on(service.database.clone(), service.clock.clone(), |_| {}).await;
    let (host, anna, _) = three(&service).await;
    let (remote, kept) = (host.co_host().await, host.co_host().await);
    for instance in [&service, &elsewhere] {
        let remote = host.co_host().await;
        let mut of_remote = Events::of(&remote.at(instance)).await;
        let mut of_kept = Events::of(&kept.at(instance)).await;
        let mut of_anna = Events::of(&anna.at(instance)).await;
        let version = of_remote.lobby().await["version"].clone();
        let wait = format!("?since={version}&wait=20");
        let waits = tokio::spawn(send(remote.at(instance).request(Method::GET, &wait)));
        host.revoke(&remote.id).await.assert_ok();
        assert_eq!(of_remote.end().await, "not-in-lobby");
        waits
            .await
            .expect("an answer")
            .assert_problem("not-in-lobby");
        host.reset().await.assert_ok();
        let round = host.lobby().await["round"].clone();
        for events in [&mut of_kept, &mut of_anna] {
            events.lobby_where(|lobby| lobby["round"] == round).await;
        }
    }
    remote.lobby().await;
}

async fn a_link_is_of_its_own_lobby(service: Service) {
    let (host, ..) = three(&service).await;
    let remote = host.co_host().await;
    let other = service.host("Vera").await;
    let elsewhere = Member {
        code: other.code.clone(),
        ..remote
    };
    elsewhere.get().await.assert_problem("not-in-lobby");
    elsewhere.close().await.assert_problem("not-in-lobby");
}

async fn two_hosts_who_undo_at_once_take_back_what_they_named(service: Service) {
    let (host, anna, _) = three(&service).await;
    let remote = host.co_host().await;
    for _ in 0..10 {
        let first = host.edit(&anna.id, json!({ "add": 1 })).await.assert_ok();
        let second = host.edit(&anna.id, json!({ "add": 10 })).await.assert_ok();
        let [first, second] = [first, second].map(|lobby| lobby["last_event"]["id"].clone());
        let (one, other) = tokio::join!(host.undo(&second), remote.undo(&second));
        for undone in [one, other] {
            assert_eq!(undone.assert_ok()["last_event"]["id"], first);
        }
        let (one, other) = tokio::join!(host.undo(&first), remote.undo(&second));
        one.assert_ok();
        other.assert_ok();
        assert_eq!(host.lobby().await["players"][0]["score"], 0);
    }
}
