//! Where tokens are, and where they are not.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::json;

use crate::harness::{Member, Service, send};
use crate::log::Log;
use crate::sql::Sql;

on_both_databases! {
    tokens_are_22_characters_and_all_different,
    no_secret_is_in_the_database_in_clear,
    no_secret_and_no_name_is_in_the_log,
    no_secret_is_in_an_answer_but_the_first,
}

async fn tokens_are_22_characters_and_all_different(service: Service) {
    let mut tokens = BTreeSet::new();
    for _ in 0..5 {
        let host = service.host("Olga").await;
        for _ in 0..5 {
            tokens.insert(service.join(&host.code, "Anna").await.token);
        }
        tokens.insert(host.token);
    }
    assert_eq!(tokens.len(), 30);
    for token in tokens {
        assert_eq!(token.len(), 22);
        assert!(
            token
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        );
    }
}

const KEYS: [&str; 3] = [
    "the-hosts-own-key",
    "the-players-own-key",
    "the-walls-own-key",
];

/// A game in which every kind of secret comes up; they are returned.
async fn play(service: &Service) -> Vec<String> {
    let create = service
        .request(Method::POST, "/lobbies")
        .header("idempotency-key", KEYS[0]);
    let created = send(create.json(&json!({ "host_name": "Olga-the-host" })))
        .await
        .assert_ok();
    let host = Member {
        service,
        code: crate::harness::text(&created["lobby"]["code"]),
        token: crate::harness::text(&created["token"]),
        id: crate::harness::text(&created["lobby"]["you"]["id"]),
    };
    let anna = service.join(&host.code, "Anna-the-player").await;
    let path = format!("/lobbies/{}/players", host.code);
    let join = service
        .request(Method::POST, &path)
        .header("idempotency-key", KEYS[1]);
    let joined = send(join.json(&json!({ "name": "Ben-the-player" })))
        .await
        .assert_ok();
    let link = host.request(Method::POST, "/links");
    let link = link.header("idempotency-key", KEYS[2]);
    let link = link.json(&json!({ "role": "screen", "label": "Wall-of-the-hall" }));
    let link = send(link).await.assert_ok();
    let wall = Member {
        token: crate::harness::text(&link["token"]),
        ..host.clone()
    };
    wall.lobby().await;
    anna.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    host.resolve("plus").await.assert_ok();
    anna.reset().await.assert_problem("host-only");
    Member {
        token: "a-token-of-nobody".to_owned(),
        ..anna.clone()
    }
    .get()
    .await
    .assert_problem("not-in-lobby");
    let statement = format!(
        "UPDATE lobbies SET host_name = '' WHERE code = '{}'",
        host.code
    );
    Sql::open(&service.database).await.execute(&statement).await;
    host.get().await.assert_problem("internal");
    let joined = crate::harness::text(&joined["token"]);
    vec![
        host.token,
        anna.token,
        joined,
        wall.token,
        KEYS[0].to_owned(),
        KEYS[1].to_owned(),
        KEYS[2].to_owned(),
    ]
}

async fn no_secret_is_in_the_database_in_clear(service: Service) {
    let secrets = play(&service).await;
    let mut sql = Sql::open(&service.database).await;
    let mut stored = Vec::new();
    for table in ["lobbies", "players", "links", "lobby_events"] {
        stored.extend(sql.rows(&format!("SELECT * FROM {table}")).await);
    }
    let stored: Vec<String> = stored.concat();
    for name in ["Anna-the-player", "Wall-of-the-hall"] {
        assert!(stored.iter().any(|value| value == name), "{stored:?}");
    }
    for secret in secrets {
        assert!(
            !stored.iter().any(|value| value.contains(&secret)),
            "{secret}"
        );
    }
}

async fn no_secret_and_no_name_is_in_the_log(service: Service) {
    let log = Log::start("info,panenka=trace,sqlx=debug,axum=trace,tower_http=trace");
    let secrets = play(&service).await;
    let log = log.text();
    assert!(log.contains("/api/v1/lobbies/{code}/resolve"), "{log}");
    assert!(
        log.contains("a name") || log.contains("stored data"),
        "the cause of a fault is told: {log}"
    );
    for secret in secrets.iter().map(String::as_str).chain([
        "Olga-the",
        "Anna-the",
        "Ben-the",
        "Wall-of-the",
        "a-token-of-nobody",
    ]) {
        assert!(!log.contains(secret), "{secret}");
    }
}

async fn no_secret_is_in_an_answer_but_the_first(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    anna.buzz().await.assert_ok();
    let answers = [
        host.get().await,
        anna.get().await,
        host.confirm(&anna.id).await,
        host.resolve("skip").await,
        service.try_join(&host.code, "Ben").await,
    ];
    for answer in answers {
        let shown = format!("{answer:?}");
        assert!(
            !shown.contains(&host.token) && !shown.contains(&anna.token),
            "{shown}"
        );
    }
}
