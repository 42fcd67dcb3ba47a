//! The way to Postgres leads to a hot standby for a while, which has not heard of the newest yet.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::time::timeout;

use super::follow;
use crate::cli::{PATIENCE, Place, eventually};
use crate::harness::pair::{BEHIND, Pair};
use crate::harness::proxy::{Proxy, Way};
use crate::harness::{send, text};

/// Connections break, and new ones lead there.
async fn lead_to(proxy: &Proxy, url: &str) {
    proxy.set(Way::Cut);
    proxy.lead_to(url);
    tokio::time::sleep(Duration::from_millis(100)).await;
    proxy.set(Way::Open);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_standby_that_is_behind_ends_no_game_and_shows_nothing_old() {
    let pair = Pair::start();
    let proxy = Proxy::to(&pair.primary).await;
    let place = Place::new();
    let server = place.serve(&[("DATABASE_URL", &proxy.url)]).await;
    server.ready().await;
    let (code, host) = server.create().await;
    let name = json!({ "name": "Anna" });
    let anna = server.post(&format!("/{code}/players"), "none", name).await;
    let token = text(&anna["token"]);
    let ask = |method: Method, path: &str| {
        let path = format!("/api/v1/lobbies/{code}{path}");
        send(server.request(method, &path).bearer_auth(&host))
    };
    tokio::time::sleep(2 * BEHIND).await; // the standby knows of the lobby
    let mut streams = [
        follow(&server, &code, &host).await,
        follow(&server, &code, &token).await,
    ];
    let path = format!("/{code}/buzz");
    let buzzed = server.post(&path, &token, json!({})).await;
    let newest = buzzed["version"].as_i64().expect("a version");
    for stream in &mut streams {
        let is_newest = |lobby: &Value| lobby["version"] == newest;
        let heard = timeout(PATIENCE, stream.lobby_where(is_newest)).await;
        heard.expect("the buzz");
    }

    lead_to(&proxy, &pair.standby).await;
    let mut refused = 0;
    let read_until = tokio::time::Instant::now() + BEHIND;
    while tokio::time::Instant::now() < read_until {
        let answer = ask(Method::GET, "").await;
        if answer.status == StatusCode::OK {
            assert_eq!(answer.body["version"], newest);
        } else {
            answer.assert_problem("unavailable");
            refused += 1;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(refused > 0, "the standby was never asked");
    assert_eq!(
        server.status("/readyz").await,
        StatusCode::SERVICE_UNAVAILABLE
    );

    lead_to(&proxy, &pair.primary).await;
    server.ready().await;
    let next = eventually("a reset", async || {
        let answer = ask(Method::POST, "/reset").await;
        (answer.status == StatusCode::OK).then_some(answer.body)
    })
    .await;
    for stream in &mut streams {
        let is_next = |lobby: &Value| lobby["version"] == next["version"];
        let heard = timeout(PATIENCE, stream.lobby_where(is_next)).await;
        heard.expect("a stream that goes on");
    }
}
