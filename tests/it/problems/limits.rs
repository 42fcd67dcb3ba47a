//! An address that guesses codes or tokens is held back.

use reqwest::Method;
use serde_json::json;

use super::limited;
use crate::harness::{Answer, Member, Service, send};

on_both_databases! {
    guesses_are_limited,
    who_guesses_codes_too_often_joins_nothing,
    guesses_disturb_nobody_with_a_token_and_no_new_lobby,
    phones_that_ask_for_a_lobby_that_is_gone_keep_nobody_from_joining,
    waiting_as_long_as_told_is_enough,
    failures_are_forgotten,
    wrong_tokens_count_as_guesses,
    other_failures_do_not_count,
    another_address_is_not_limited,
    nobody_escapes_by_naming_another_address,
}

async fn guess(service: &Service) -> Answer {
    service.try_join("none", "Anna").await
}

async fn guess_too_often(service: &Service) {
    for _ in 0..120 {
        guess(service).await.assert_problem("lobby-not-found");
    }
}

async fn guesses_are_limited(service: Service) {
    let service = limited(&service).await;
    guess_too_often(&service).await;
    let refused = guess(&service).await;
    refused.assert_problem("too-many-requests");
    assert_eq!(refused.status, 429);
    assert!(seconds(&refused) >= 1);
}

fn seconds(answer: &Answer) -> u32 {
    let text = answer.headers["retry-after"].to_str().expect("text");
    text.parse().expect("a number of seconds")
}

async fn who_guesses_codes_too_often_joins_nothing(service: Service) {
    let service = limited(&service).await;
    let host = service.host("Olga").await;
    guess_too_often(&service).await;
    let lucky = service.try_join(&host.code, "Guesser").await;
    lucky.assert_problem("too-many-requests");
    assert_eq!(host.lobby().await["players"], json!([]));
}

/// Everybody in a venue has the same address.
async fn guesses_disturb_nobody_with_a_token_and_no_new_lobby(service: Service) {
    let service = limited(&service).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    guess_too_often(&service).await;
    guess(&service).await.assert_problem("too-many-requests");
    anna.buzz().await.assert_ok();
    host.reset().await.assert_ok();
    service.host("Pavel").await;
}

async fn phones_that_ask_for_a_lobby_that_is_gone_keep_nobody_from_joining(service: Service) {
    let service = limited(&service).await;
    let (gone, next) = (service.host("Olga").await, service.host("Olga").await);
    gone.close().await.assert_ok();
    for _ in 0..120 {
        gone.get().await.assert_problem("lobby-not-found");
    }
    gone.get().await.assert_problem("too-many-requests");
    let anna = service.join(&next.code, "Anna").await;
    anna.lobby().await;
}

async fn waiting_as_long_as_told_is_enough(service: Service) {
    let service = limited(&service).await;
    guess_too_often(&service).await;
    let wait = seconds(&guess(&service).await);
    assert!(wait <= 2, "{wait}");
    service.clock.advance(f64::from(wait));
    guess(&service).await.assert_problem("lobby-not-found");
}

async fn failures_are_forgotten(service: Service) {
    let service = limited(&service).await;
    guess_too_often(&service).await;
    guess(&service).await.assert_problem("too-many-requests");
    service.clock.advance(120.0);
    guess_too_often(&service).await;
    guess(&service).await.assert_problem("too-many-requests");
}

async fn wrong_tokens_count_as_guesses(service: Service) {
    let service = limited(&service).await;
    let host = service.host("Olga").await;
    let guesser = Member {
        token: "guess".to_owned(),
        ..host
    };
    for _ in 0..120 {
        guesser.get().await.assert_problem("not-in-lobby");
    }
    // Whether there is such a lobby can no longer be told from the answer.
    guesser.get().await.assert_problem("too-many-requests");
    let elsewhere = Member {
        code: "none".to_owned(),
        ..guesser
    };
    elsewhere.get().await.assert_problem("too-many-requests");
}

async fn other_failures_do_not_count(service: Service) {
    let service = limited(&service).await;
    let host = service.host("Olga").await;
    for _ in 0..130 {
        host.resolve("plus")
            .await
            .assert_problem("no-active-player");
    }
    host.lobby().await;
}

/// A service behind a router that says who asks.
async fn behind_a_router(service: &Service) -> Service {
    let backend = service.database.backend;
    Service::start_with(backend, |state| {
        state.failures = Some(Default::default());
        state.trust_forwarded_for = true;
    })
    .await
}

async fn guess_from(service: &Service, forwarded_for: &str) -> Answer {
    let request = service.request(Method::POST, "/lobbies/none/players");
    let request = request.header("x-forwarded-for", forwarded_for);
    send(request.json(&json!({ "name": "Anna" }))).await
}

async fn another_address_is_not_limited(service: Service) {
    let service = behind_a_router(&service).await;
    for _ in 0..120 {
        guess_from(&service, "192.0.2.1")
            .await
            .assert_problem("lobby-not-found");
    }
    guess_from(&service, "192.0.2.1")
        .await
        .assert_problem("too-many-requests");
    guess_from(&service, "192.0.2.2")
        .await
        .assert_problem("lobby-not-found");
    guess_from(&service, "2001:db8::1")
        .await
        .assert_problem("lobby-not-found");
}

async fn nobody_escapes_by_naming_another_address(service: Service) {
    let direct = limited(&service).await;
    for number in 0..120 {
        let own_word = format!("192.0.2.{number}");
        guess_from(&direct, &own_word)
            .await
            .assert_problem("lobby-not-found");
    }
    guess_from(&direct, "198.51.100.1")
        .await
        .assert_problem("too-many-requests");

    let routed = behind_a_router(&service).await;
    for number in 0..120 {
        let hops = format!("192.0.2.{number}, 198.51.100.1");
        guess_from(&routed, &hops)
            .await
            .assert_problem("lobby-not-found");
    }
    guess_from(&routed, "192.0.2.200, 198.51.100.1")
        .await
        .assert_problem("too-many-requests");
}
