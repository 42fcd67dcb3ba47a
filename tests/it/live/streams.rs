//! What a stream shows, and how it ends.

use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use tokio::time::timeout;

use super::{Events, PATIENCE, another, version};
use crate::harness::{Member, Service, TestClock, send};

on_both_databases! {
    a_stream_begins_with_the_whole_lobby,
    a_stream_shows_each_change_to_each_viewer,
    a_stream_shows_what_another_instance_did,
    a_stream_ends_when_the_player_is_kicked,
    a_stream_ends_when_the_lobby_is_closed,
    a_stream_ends_when_another_instance_closes_the_lobby,
    a_stream_ends_when_the_lobby_expires,
    a_stream_of_an_old_lobby_shows_nothing_of_a_new_one_with_its_code,
    a_stream_needs_a_member,
    a_slow_reader_gets_the_newest_state_once,
    a_stream_is_a_sign_of_life_and_a_closed_one_is_not,
}

async fn a_stream_begins_with_the_whole_lobby(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = Events::of(&anna).await;
    assert_eq!(events.lobby().await, anna.lobby().await);
}

async fn a_stream_shows_each_change_to_each_viewer(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let (mut of_host, mut of_anna) = (Events::of(&host).await, Events::of(&anna).await);
    of_host.lobby().await;
    of_anna.lobby().await;
    anna.buzz().await.assert_ok();
    assert_eq!(of_host.lobby().await, host.lobby().await);
    let seen = of_anna.lobby().await;
    assert_eq!(seen, anna.lobby().await);
    assert_eq!(seen["you"]["position"], 1);
}

async fn a_stream_shows_what_another_instance_did(service: Service) {
    let elsewhere = another(&service).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = Events::of(&host).await;
    events.lobby().await;
    anna.at(&elsewhere).buzz().await.assert_ok();
    assert_eq!(
        events.lobby().await["buzz_queue"][0]["id"],
        anna.id.as_str()
    );
}

async fn a_stream_ends_when_the_player_is_kicked(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = Events::of(&anna).await;
    host.remove(&anna.id).await.assert_ok();
    assert_eq!(events.end().await, "not-in-lobby");
}

async fn a_stream_ends_when_the_lobby_is_closed(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = Events::of(&anna).await;
    host.close().await.assert_ok();
    assert_eq!(events.end().await, "lobby-not-found");
}

async fn a_stream_ends_when_another_instance_closes_the_lobby(service: Service) {
    let elsewhere = another(&service).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = Events::of(&anna).await;
    host.at(&elsewhere).close().await.assert_ok();
    assert_eq!(events.end().await, "lobby-not-found");
}

async fn a_stream_ends_when_the_lobby_expires(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = Events::of(&anna).await;
    service.clock.advance(3630.0); // the host is not seen, and nobody asks: the streams' own ticker finds out
    assert_eq!(events.end().await, "lobby-not-found");
}

async fn a_stream_of_an_old_lobby_shows_nothing_of_a_new_one_with_its_code(service: Service) {
    let elsewhere = another(&service).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = Events::of(&anna).await;
    events.lobby().await;
    let old = service
        .store
        .members(host.code.parse().expect("a code"))
        .await;
    let mut new = old.expect("a lobby").expect("a lobby");
    new.host.id = uuid::Uuid::new_v4();
    new.version = 1;
    new.players.clear();
    host.at(&elsewhere).close().await.assert_ok();
    let imported = elsewhere.store.import(vec![new]).await.expect("an import");
    assert_eq!(imported.expect("a free code").imported, 1);
    let end = events.end().await;
    assert!(["not-in-lobby", "lobby-not-found"].contains(&end.as_str()));
}

async fn a_stream_needs_a_member(service: Service) {
    let (host, other) = (service.host("Olga").await, service.host("Pavel").await);
    let path = format!("/lobbies/{}/events", host.code);
    send(service.request(Method::GET, &path))
        .await
        .assert_problem("unauthorized");
    send(
        service
            .request(Method::GET, &path)
            .bearer_auth(&other.token),
    )
    .await
    .assert_problem("not-in-lobby");
}

async fn a_slow_reader_gets_the_newest_state_once(service: Service) {
    let elsewhere = another(&service).await;
    let host = service.host("Olga").await;
    let mut events = Events::of(&host).await;
    events.lobby().await;
    // On another instance: this one hears of them tick by tick, not one by one.
    let there = host.at(&elsewhere);
    for _ in 0..100 {
        there.reset().await.assert_ok();
    }
    let newest = version(&host.lobby().await);
    let mut seen = 0;
    while version(&events.lobby().await) < newest {
        seen += 1;
    }
    assert!(seen < 99, "{seen} of 100 changes were shown one by one");
}

async fn a_stream_is_a_sign_of_life_and_a_closed_one_is_not(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut of_host = Events::of(&host).await;
    let mut of_anna = Events::of(&anna).await;
    of_anna.lobby().await;
    for _ in 0..8 {
        service.clock.advance(29.0);
        written(&service, &anna).await;
    }
    let lobby = of_host.lobby_where(|_| true).await;
    assert_eq!(lobby["players"][0]["presence"], "online");
    drop(of_anna);
    service.clock.advance(90.0);
    let lobby = of_host
        .lobby_where(|lobby| lobby["players"][0]["presence"] == "away")
        .await;
    assert_eq!(lobby["host"]["online"], true);
}

/// Waits until the ticker has written the player's sign of life of this moment.
async fn written(service: &Service, player: &Member<'_>) {
    let now = service.clock.clock().now();
    let code = player.code.parse().expect("a code");
    let seen = async {
        loop {
            let lobby = service.store.members(code).await.expect("a lobby");
            let player = &lobby.expect("a lobby").players[0];
            if player.last_seen == now {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(PATIENCE, seen).await.expect("a sign of life");
}

#[tokio::test]
#[cfg(feature = "sqlite")]
async fn a_stream_ends_with_a_hint_when_the_service_stops() {
    use crate::harness::{Backend, Database};
    let database = Arc::new(Database::create(Backend::Sqlite).await);
    let service = Service::start_on(database, TestClock::new(), |_| {}).await;
    let host = service.host("Olga").await;
    let mut events = Events::of(&host).await;
    service.shutdown.begin();
    assert_eq!(events.end().await, "stopping");
}
