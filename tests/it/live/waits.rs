//! Waiting for a version, and that versions only grow.

use reqwest::{Method, StatusCode};
use serde_json::json;

use super::{Events, another, version, wait};
use crate::harness::{Member, Service, send};

on_both_databases! {
    a_wait_ends_at_once_when_there_is_a_later_version,
    a_wait_ends_with_the_change,
    a_wait_ends_with_a_change_on_another_instance,
    a_wait_without_change_ends_without_content,
    a_wait_ends_when_the_player_is_kicked,
    a_wait_must_be_a_number_of_seconds,
    versions_never_go_backwards_for_any_viewer_on_any_instance,
    a_wait_sees_an_acknowledged_change_on_any_instance,
}

async fn a_wait_ends_at_once_when_there_is_a_later_version(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let answer = wait(&anna, 1, 25).await.assert_ok();
    assert_eq!(answer, anna.lobby().await);
}

async fn a_wait_ends_with_the_change(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let seen = version(&host.lobby().await);
    let (changed, _) = tokio::join!(wait(&host, seen, 25), anna.buzz());
    assert_eq!(changed.assert_ok()["buzz_queue"][0]["id"], anna.id.as_str());
}

async fn a_wait_ends_with_a_change_on_another_instance(service: Service) {
    let elsewhere = another(&service).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let seen = version(&host.lobby().await);
    let there = anna.at(&elsewhere);
    let (changed, _) = tokio::join!(wait(&host, seen, 25), there.buzz());
    assert_eq!(changed.assert_ok()["buzz_queue"][0]["id"], anna.id.as_str());
}

async fn a_wait_without_change_ends_without_content(service: Service) {
    let host = service.host("Olga").await;
    let answer = wait(&host, 1, 0).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    let answer = wait(&host, 1, 1).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
}

async fn a_wait_ends_when_the_player_is_kicked(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let seen = version(&anna.lobby().await);
    let (ended, _) = tokio::join!(wait(&anna, seen, 25), host.remove(&anna.id));
    ended.assert_problem("not-in-lobby");
}

async fn a_wait_must_be_a_number_of_seconds(service: Service) {
    let host = service.host("Olga").await;
    for (query, field) in [
        ("since=1&wait=26", "wait"),
        ("since=1&wait=-1", "wait"),
        ("since=x", "since"),
        ("since=1&since=2", "since"),
    ] {
        let path = format!("?{query}");
        let answer = send(host.request(Method::GET, &path)).await;
        answer.assert_problem("invalid-field");
        let errors = answer.body["errors"].to_string();
        assert!(errors.contains(field), "{errors}");
    }
}

async fn versions_never_go_backwards_for_any_viewer_on_any_instance(service: Service) {
    let elsewhere = another(&service).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let watch = async |member: Member<'_>| {
        let mut events = Events::of(&member).await;
        let mut seen = 0;
        loop {
            let lobby = events.lobby().await;
            assert!(version(&lobby) > seen, "{seen} before {lobby}");
            seen = version(&lobby);
            if lobby["round"] == 101 {
                return seen;
            }
        }
    };
    let play = async {
        for round in 1..=100 {
            let (here, there) = (anna.buzz_in(round), host.at(&elsewhere));
            let (_, reset) = tokio::join!(here, there.reset());
            reset.assert_ok();
        }
    };
    let (a, b, ()) = tokio::join!(watch(anna.clone()), watch(host.at(&elsewhere)), play);
    assert_eq!(a, b);
}

async fn a_wait_sees_an_acknowledged_change_on_any_instance(service: Service) {
    let elsewhere = another(&service).await;
    let host = service.host("Olga").await;
    for _ in 0..50 {
        let changed = version(&host.reset().await.assert_ok());
        let seen = wait(&host.at(&elsewhere), changed - 1, 0).await;
        assert!(version(&seen.assert_ok()) >= changed);
    }
    host.set(json!({ "locked": true })).await.assert_ok();
}
