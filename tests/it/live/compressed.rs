//! Streams that are compressed for who asks for it.

use std::time::Duration;

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use super::{Events, version};
use crate::harness::{Following, Member, Service};

on_both_databases! {
    a_compressed_stream_tells_the_same_as_a_plain_one,
    a_compressed_stream_comes_to_an_end,
    each_viewer_has_what_is_its_own,
    a_host_is_shown_more_in_a_fair_window,
    a_silent_stream_lives_and_goes_on,
    what_has_not_changed_costs_little,
    a_stream_that_begins_later_begins_whole,
}

async fn follow(member: &Member<'_>, query: &str) -> Events {
    let request = member.request(Method::GET, &format!("/events{query}"));
    let request = request.header("accept-encoding", "deflate, gzip;q=0.5, br");
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.headers()["content-encoding"], "gzip");
    Events::from(answer)
}

async fn follow_plainly(member: &Member<'_>, query: &str) -> Events {
    let request = member.request(Method::GET, &format!("/events{query}"));
    let request = request.header("accept-encoding", "gzip;q=0");
    let answer = request.send().await.expect("an answer");
    assert!(!answer.headers().contains_key("content-encoding"));
    Events::from(answer)
}

async fn a_compressed_stream_tells_the_same_as_a_plain_one(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let ben = service
        .join(&host.code, "Ben \u{1f469}\u{200d}\u{1f680} \"B\"")
        .await;
    for query in ["", "?roster=changes"] {
        let mut streams = Vec::new();
        for member in [&host, &anna, &ben] {
            let (gzip, plain) = (follow(member, query), follow_plainly(member, query));
            let (mut gzip, mut plain) = (gzip.await, plain.await);
            assert_eq!(gzip.lobby().await, plain.lobby().await);
            streams.push((gzip, plain));
        }
        let mut newest = version(&host.lobby().await);
        for change in 0..9 {
            make(change, &host, &anna, &ben).await;
            let now = version(&host.lobby().await);
            assert!(now > newest, "change {change}");
            newest = now;
            for (gzip, plain) in &mut streams {
                let told = plain.lobby_where(|lobby| version(lobby) == now).await;
                assert_eq!(gzip.lobby_where(|lobby| version(lobby) == now).await, told);
            }
        }
    }
}

/// One change after the other, each of which everybody sees.
async fn make(change: usize, host: &Member<'_>, anna: &Member<'_>, ben: &Member<'_>) {
    let answer = match change {
        0 => anna.buzz().await,
        1 => ben.buzz().await,
        2 => host.confirm(&anna.id).await,
        3 => host.resolve("minus").await,
        4 => host.edit(&ben.id, json!({ "add": 70 })).await,
        5 => host.edit(&anna.id, json!({ "add": -5 })).await,
        6 => ben.buzz().await,
        7 => host.confirm(&ben.id).await,
        _ => host.reset().await,
    };
    answer.assert_ok();
}

async fn a_compressed_stream_comes_to_an_end(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let ben = service.join(&host.code, "Ben").await;
    let mut of_anna = follow(&anna, "").await;
    let mut of_ben = follow(&ben, "").await;
    of_ben.lobby().await;
    host.remove(&anna.id).await.assert_ok();
    assert_eq!(of_anna.end().await, "not-in-lobby");
    host.close().await.assert_ok();
    assert_eq!(of_ben.end().await, "lobby-not-found");
}

async fn each_viewer_has_what_is_its_own(service: Service) {
    let host = service.host("Olga").await;
    let mut players = Vec::new();
    for name in [
        "A",
        "Bartholomäus der Zweite von Burg",
        &"\u{1f600}".repeat(32),
    ] {
        players.push(service.join(&host.code, name).await);
    }
    let streams = join_all(players.iter().map(|player| follow(player, ""))).await;
    let mut streams: Vec<_> = streams.into_iter().zip(&players).collect();
    for _ in 0..2 {
        for player in &players {
            player.buzz().await.assert_ok();
        }
        let newest = version(&host.lobby().await);
        for (events, player) in &mut streams {
            let told = events.lobby_where(|lobby| version(lobby) == newest).await;
            assert_eq!(told, player.lobby().await);
            assert_eq!(told["you"]["id"], player.id.as_str());
        }
        host.reset().await.assert_ok();
    }
}

async fn a_host_is_shown_more_in_a_fair_window(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    host.set(json!({ "settings": { "fair_window_ms": 1000 } }))
        .await
        .assert_ok();
    let (mut of_host, mut of_anna) = (follow(&host, "").await, follow(&anna, "").await);
    anna.buzz().await.assert_ok();
    let has_arrived = |lobby: &Value| lobby["buzz_queue"][0].get("arrived_at").is_some();
    let is_queued = |lobby: &Value| lobby["buzz_queue"][0].is_object();
    assert!(has_arrived(&of_host.lobby_where(is_queued).await));
    assert!(!has_arrived(&of_anna.lobby_where(is_queued).await));
}

async fn a_silent_stream_lives_and_goes_on(service: Service) {
    let mut following = Following::default();
    following.pace.heartbeat = Duration::from_millis(10);
    let service = super::followed(&service, following).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = follow(&anna, "").await;
    events.lobby().await;
    for _ in 0..2 {
        events.sign_of_life().await;
        host.reset().await.assert_ok();
        assert_eq!(events.lobby().await, anna.lobby().await);
    }
}

async fn what_has_not_changed_costs_little(service: Service) {
    let host = service.host("Olga").await;
    let mut players = Vec::new();
    for number in 0..30 {
        players.push(service.join(&host.code, &format!("Player {number}")).await);
    }
    let mut compressed = follow(&players[29], "").await;
    let mut plain = follow_plainly(&players[29], "").await;
    for events in [&mut compressed, &mut plain] {
        events.lobby().await;
    }
    let begun = compressed.bytes;
    assert!(begun < plain.bytes / 2, "{begun} of {}", plain.bytes);
    for player in &players[..10] {
        player.buzz().await.assert_ok();
        let newest = version(&host.lobby().await);
        for events in [&mut compressed, &mut plain] {
            events.lobby_where(|lobby| version(lobby) == newest).await;
        }
    }
    // What is a viewer's own is sent as it is each time: some hundred bytes. All else is some places further back.
    assert!(
        compressed.bytes - begun < plain.bytes / 12,
        "{} of {}",
        compressed.bytes - begun,
        plain.bytes
    );
}

async fn a_stream_that_begins_later_begins_whole(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut first = follow(&anna, "?roster=changes").await;
    first.lobby().await;
    anna.buzz().await.assert_ok();
    first.lobby().await;
    let mut second = follow(&anna, "?roster=changes").await;
    assert_eq!(second.lobby().await, anna.lobby().await);
    host.reset().await.assert_ok();
    assert_eq!(first.lobby().await, second.lobby().await);
}
