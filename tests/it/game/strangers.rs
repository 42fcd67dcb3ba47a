//! Tokens where they do not belong: in another lobby, and in a later lobby of the same code.

use panenka::game::{Digest, Host, Lobby, Settings};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Answer, Member, Service, send};

on_both_databases! {
    a_token_of_another_lobby_opens_nothing,
    a_token_nobody_was_given_opens_nothing,
    a_stale_token_never_acts_on_a_later_lobby_of_the_same_code,
    a_stale_token_never_acts_on_a_lobby_that_took_an_expired_ones_code,
}

/// Everything somebody could try with a token.
async fn everything(by: &Member<'_>, player: &str) -> Vec<Answer> {
    vec![
        by.get().await,
        send(by.request(Method::GET, "").header("if-none-match", "*")).await,
        by.buzz().await,
        by.buzz_in(1).await,
        by.set(json!({ "locked": true })).await,
        by.confirm(player).await,
        by.resolve("skip").await,
        by.reset().await,
        by.edit(player, json!({ "name": "X" })).await,
        by.edit("me", json!({ "name": "X" })).await,
        by.remove("me").await,
        by.remove(player).await,
        by.close().await,
    ]
}

async fn expect_nothing_opens(by: &Member<'_>, player: &str) {
    for answer in everything(by, player).await {
        answer.assert_problem("not-in-lobby");
    }
}

/// What the lobby is, but for when it expires: that moves when its host looks.
async fn seen_by(host: &Member<'_>) -> Value {
    let mut lobby = host.lobby().await;
    lobby["expires_at"].take();
    lobby
}

async fn a_token_of_another_lobby_opens_nothing(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    anna.buzz().await.assert_ok();
    let other_host = service.host("Vera").await;
    let other_player = service.join(&other_host.code, "Carl").await;
    let before = seen_by(&host).await;
    for stranger in [other_host, other_player] {
        let here = Member {
            code: host.code.clone(),
            ..stranger
        };
        expect_nothing_opens(&here, &anna.id).await;
    }
    assert_eq!(seen_by(&host).await, before);
}

async fn a_token_nobody_was_given_opens_nothing(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let longest = "a".repeat(128);
    for token in ["x", "AAAAAAAAAAAAAAAAAAAAAA", "-._~+/=", &longest] {
        let nobody = Member {
            token: token.to_owned(),
            ..anna.clone()
        };
        expect_nothing_opens(&nobody, &anna.id).await;
    }
}

/// Opens a lobby under a code of one's choice, as only chance does otherwise.
async fn open_again(service: &Service, code: &str) {
    let now = service.clock.clock().now();
    let host = Host {
        id: uuid::Uuid::new_v4(),
        name: "Vera".parse().expect("a name"),
        token: Digest::from_stored("ab".repeat(32)),
        last_seen: now,
        online: true,
    };
    let code = code.parse().expect("a code");
    let lobby = Lobby::open(code, host, Settings::default(), now);
    let imported = service.store.import(vec![lobby]).await.expect("a database");
    assert_eq!(imported.expect("a free code").imported, 1);
}

async fn a_stale_token_never_acts_on_a_later_lobby_of_the_same_code(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    anna.buzz().await.assert_ok();
    host.close().await.assert_ok();
    open_again(&service, &host.code).await;
    let carl = service.join(&host.code, "Carl").await;
    let before = carl.lobby().await;
    for stale in [&host, &anna] {
        expect_nothing_opens(stale, &carl.id).await;
    }
    assert_eq!(carl.lobby().await, before);
}

async fn a_stale_token_never_acts_on_a_lobby_that_took_an_expired_ones_code(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    service.clock.advance(2.0 * 3600.0);
    host.get().await.assert_problem("lobby-not-found");
    service
        .store
        .sweep(service.clock.clock().read())
        .await
        .expect("a sweep");
    open_again(&service, &host.code).await;
    let carl = service.join(&host.code, "Carl").await;
    let before = carl.lobby().await;
    for stale in [&host, &anna] {
        expect_nothing_opens(stale, &carl.id).await;
    }
    assert_eq!(carl.lobby().await, before);
}
