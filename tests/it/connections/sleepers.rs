//! Clients that follow and do not read for a while, as a phone that sleeps.

use reqwest::Method;
use serde_json::json;

use super::*;

on_both_databases! {
    who_sleeps_finds_no_backlog,
}

/// Old states that may be on their way: what fits into buffers of the smallest size that can be.
const MOST: usize = 6;

async fn who_sleeps_finds_no_backlog(service: Service) {
    let service = bounded(&service, PATIENT, None).await;
    let host = service.host("Olga").await;
    for number in 0..60 {
        let name = format!("Player of the long name {number}");
        let path = format!("/lobbies/{}/players", host.code);
        let request = service.request(Method::POST, &path);
        let joined = send(request.json(&json!({ "name": name }))).await;
        assert_eq!(joined.status, 201);
    }
    let mut sleeper = Raw::open_narrow(&service).await;
    sleeper.ask(&host, "/events").await;
    sleeper.until("event: lobby").await;
    let mut newest = 0;
    for _ in 0..200 {
        let reset = host.reset().await.assert_ok();
        newest = reset["version"].as_i64().expect("a version");
    }
    let newest = format!("id: {newest}\n");
    let old = sleeper.until(&newest).await;
    let old = old.matches("event: lobby").count();
    assert!(old <= MOST, "{old} old states before the newest");
}
