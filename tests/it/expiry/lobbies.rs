//! Lobbies whose host is gone, and lobbies nobody is in.

use reqwest::Method;
use serde_json::json;

use super::TICK;
use crate::harness::{Answer, Member, Service, send};

on_both_databases! {
    a_lobby_is_gone_when_its_host_is_unseen_for_an_hour,
    nothing_reaches_a_lobby_whose_host_is_gone,
    a_returning_host_keeps_the_lobby,
    a_host_seen_shortly_before_never_hastens_the_end,
    an_empty_lobby_is_gone_when_unchanged_for_an_hour,
    looking_at_an_empty_lobby_does_not_keep_it,
    a_change_of_an_empty_lobby_keeps_it,
    a_lobby_is_empty_from_when_its_last_player_was_absent,
    a_lobby_is_empty_from_when_its_last_player_left,
    a_returning_player_keeps_a_lobby_from_being_empty,
    an_expired_empty_lobby_is_closed_to_newcomers,
    expires_at_is_the_very_moment,
    presence_alone_does_not_keep_an_empty_lobby,
}

const HOUR: f64 = 3600.0;

/// Somebody keeps playing while the host is away.
async fn play_until(service: &Service, player: &Member<'_>, seconds: f64) {
    let steps = (seconds / 120.0) as usize;
    for _ in 0..steps {
        service.clock.advance(120.0);
        player.lobby().await;
    }
    service.clock.advance(seconds - 120.0 * steps as f64);
}

async fn a_lobby_is_gone_when_its_host_is_unseen_for_an_hour(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    play_until(&service, &anna, HOUR + 30.0 - TICK).await;
    anna.lobby().await;
    service.clock.advance(TICK);
    anna.get().await.assert_problem("lobby-not-found");
    host.get().await.assert_problem("lobby-not-found");
}

async fn nothing_reaches_a_lobby_whose_host_is_gone(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    anna.buzz().await.assert_ok();
    play_until(&service, &anna, HOUR + 30.0).await;
    for answer in everything(&service, &host, &anna).await {
        answer.assert_problem("lobby-not-found");
    }
}

async fn everything(service: &Service, host: &Member<'_>, anna: &Member<'_>) -> Vec<Answer> {
    vec![
        anna.buzz().await,
        anna.buzz_in(1).await,
        anna.get().await,
        send(anna.request(Method::GET, "").header("if-none-match", "*")).await,
        anna.edit("me", json!({ "name": "Ann" })).await,
        anna.remove("me").await,
        service.try_join(&host.code, "Ben").await,
        host.set(json!({ "locked": true })).await,
        host.confirm(&anna.id).await,
        host.resolve("plus").await,
        host.reset().await,
        host.edit(&anna.id, json!({ "score": 1 })).await,
        host.remove(&anna.id).await,
        host.close().await,
        host.get().await,
        Member {
            token: "x".to_owned(),
            ..anna.clone()
        }
        .get()
        .await,
    ]
}

async fn a_returning_host_keeps_the_lobby(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    play_until(&service, &anna, HOUR).await;
    host.lobby().await;
    play_until(&service, &anna, HOUR + 30.0 - TICK).await;
    anna.lobby().await;
    service.clock.advance(TICK);
    anna.get().await.assert_problem("lobby-not-found");
}

async fn a_host_seen_shortly_before_never_hastens_the_end(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    service.clock.advance(29.0);
    host.lobby().await;
    play_until(&service, &anna, HOUR).await;
    anna.lobby().await;
}

async fn an_empty_lobby_is_gone_when_unchanged_for_an_hour(service: Service) {
    let host = service.host("Olga").await;
    service.clock.advance(HOUR - TICK);
    let other = service.host("Vera").await;
    host.lobby().await;
    service.clock.advance(TICK);
    host.get().await.assert_problem("lobby-not-found");
    other.lobby().await;
}

async fn looking_at_an_empty_lobby_does_not_keep_it(service: Service) {
    let host = service.host("Olga").await;
    for _ in 0..59 {
        service.clock.advance(60.0);
        host.lobby().await;
    }
    service.clock.advance(60.0);
    host.get().await.assert_problem("lobby-not-found");
}

async fn a_change_of_an_empty_lobby_keeps_it(service: Service) {
    let host = service.host("Olga").await;
    service.clock.advance(HOUR - TICK);
    host.set(json!({ "question_value": 10 })).await.assert_ok();
    service.clock.advance(HOUR - TICK);
    host.reset().await.assert_ok();
    service.clock.advance(HOUR);
    host.get().await.assert_problem("lobby-not-found");
}

async fn a_lobby_is_empty_from_when_its_last_player_was_absent(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    // Nobody looks at that moment: the lobby is settled later.
    service.clock.advance(1000.0);
    host.lobby().await;
    service.clock.advance(HOUR + 210.0 - 1000.0 - TICK);
    host.lobby().await;
    service.clock.advance(TICK);
    anna.get().await.assert_problem("lobby-not-found");
    host.get().await.assert_problem("lobby-not-found");
}

async fn a_lobby_is_empty_from_when_its_last_player_left(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    service.clock.advance(60.0);
    anna.remove("me").await.assert_ok();
    service.clock.advance(60.0);
    host.lobby().await;
    service.clock.advance(HOUR - 60.0 - TICK);
    host.lobby().await;
    service.clock.advance(TICK);
    host.get().await.assert_problem("lobby-not-found");
}

async fn a_returning_player_keeps_a_lobby_from_being_empty(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    service.clock.advance(HOUR);
    anna.lobby().await;
    host.lobby().await;
    service.clock.advance(HOUR);
    anna.lobby().await;
}

async fn an_expired_empty_lobby_is_closed_to_newcomers(service: Service) {
    let host = service.host("Olga").await;
    service.clock.advance(HOUR);
    service
        .try_join(&host.code, "Anna")
        .await
        .assert_problem("lobby-not-found");
    host.set(json!({ "locked": true }))
        .await
        .assert_problem("lobby-not-found");
}

async fn expires_at_is_the_very_moment(service: Service) {
    let host = service.host("Olga").await;
    let now = service.clock.clock().now();
    let lobby = host.lobby().await;
    let expires_at: jiff::Timestamp = crate::harness::text(&lobby["expires_at"])
        .parse()
        .expect("a time");
    let seconds = expires_at.duration_since(now).as_secs_f64();
    service.clock.advance(seconds - TICK);
    let lobby = host.lobby().await;
    let told: jiff::Timestamp = crate::harness::text(&lobby["expires_at"])
        .parse()
        .expect("a time");
    assert_eq!(told, expires_at);
    service.clock.advance(TICK);
    host.get().await.assert_problem("lobby-not-found");
}

async fn presence_alone_does_not_keep_an_empty_lobby(service: Service) {
    let host = service.host("Olga").await;
    // Away and back again: a new version each, but no change of the game.
    service.clock.advance(600.0);
    assert_eq!(host.lobby().await["host"]["online"], true);
    service.clock.advance(HOUR - 600.0);
    host.get().await.assert_problem("lobby-not-found");
}
