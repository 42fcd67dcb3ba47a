//! What a repeated request with the same `Idempotency-Key` does: nothing twice.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::harness::{Answer, Member, Service, TestClock, at_once, send, text};
use crate::sql::Sql;

on_both_databases! {
    a_repeated_creation_finds_the_lobby,
    a_repeated_creation_shows_the_lobby_as_it_is_now,
    another_host_with_the_same_key_is_refused,
    the_same_name_written_differently_is_the_same_body,
    without_a_key_every_creation_opens_a_lobby,
    another_key_opens_another_lobby,
    the_key_of_a_closed_lobby_opens_a_new_one,
    the_key_of_an_expired_lobby_opens_a_new_one,
    the_key_of_an_abandoned_lobby_opens_a_new_one,
    the_key_of_an_expired_lobby_is_free_for_another_body,
    twenty_creations_at_once_open_one_lobby,
    a_repeated_join_finds_the_seat,
    another_name_with_the_same_key_is_refused,
    without_a_key_every_join_takes_a_seat,
    a_repeated_join_finds_a_numbered_and_renamed_player,
    a_repeated_join_after_leaving_is_refused,
    a_repeated_join_after_a_kick_is_refused,
    a_repeated_join_needs_no_free_seat,
    those_who_come_and_go_with_new_keys_do_not_fill_a_lobby,
    a_key_counts_in_its_own_lobby_only,
    a_creation_and_a_join_may_share_a_key,
    twenty_joins_at_once_take_one_seat,
    a_key_counts_on_every_instance,
    a_key_may_come_in_quotes,
    malformed_keys_are_refused,
    the_shortest_and_the_longest_key_are_accepted,
}

const KEY: &str = "a-key-that-is-long-enough";

fn key(number: usize) -> String {
    format!("{KEY}-{number}")
}

fn creation(service: &Service, key: &str, name: &str) -> RequestBuilder {
    let request = service.request(Method::POST, "/lobbies");
    let request = request.header("idempotency-key", key);
    request.json(&json!({ "host_name": name }))
}

async fn create(service: &Service, key: &str, name: &str) -> Answer {
    send(creation(service, key, name)).await
}

fn joining(service: &Service, code: &str, key: &str, name: &str) -> RequestBuilder {
    let request = service.request(Method::POST, &format!("/lobbies/{code}/players"));
    request
        .header("idempotency-key", key)
        .json(&json!({ "name": name }))
}

async fn join(service: &Service, code: &str, key: &str, name: &str) -> Answer {
    send(joining(service, code, key, name)).await
}

/// Whoever an answer with a token was for.
fn member<'a>(service: &'a Service, body: &Value) -> Member<'a> {
    Member {
        service,
        code: text(&body["lobby"]["code"]),
        token: text(&body["token"]),
        id: text(&body["lobby"]["you"]["id"]),
    }
}

async fn count(service: &Service, table: &str) -> String {
    let statement = format!("SELECT count(*) FROM {table}");
    Sql::open(&service.database).await.value(&statement).await
}

async fn a_repeated_creation_finds_the_lobby(service: Service) {
    let first = create(&service, KEY, "Olga").await;
    let again = create(&service, KEY, "Olga").await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 201));
    assert_eq!(again.body, first.body);
    assert_eq!(again.headers["location"], first.headers["location"]);
    let host = member(&service, &again.body);
    host.reset().await.assert_ok();
    assert_eq!(count(&service, "lobbies").await, "1");
}

async fn a_repeated_creation_shows_the_lobby_as_it_is_now(service: Service) {
    let first = create(&service, KEY, "Olga").await.assert_ok();
    let host = member(&service, &first);
    service
        .join(&host.code, "Anna")
        .await
        .buzz()
        .await
        .assert_ok();
    let again = create(&service, KEY, "Olga").await.assert_ok();
    assert_eq!(again["token"], first["token"]);
    assert_eq!(again["lobby"], host.lobby().await);
    assert_eq!(
        again["lobby"]["buzz_queue"].as_array().map(Vec::len),
        Some(1)
    );
}

async fn another_host_with_the_same_key_is_refused(service: Service) {
    create(&service, KEY, "Olga").await.assert_ok();
    let refused = create(&service, KEY, "Vera").await;
    refused.assert_problem("idempotency-key-reused");
    assert_eq!(refused.status, 422);
    assert_eq!(count(&service, "lobbies").await, "1");
}

async fn the_same_name_written_differently_is_the_same_body(service: Service) {
    let first = create(&service, KEY, "Zoë").await.assert_ok();
    let again = create(&service, KEY, " Zoe\u{308} ").await.assert_ok();
    assert_eq!(again, first);
}

async fn without_a_key_every_creation_opens_a_lobby(service: Service) {
    let (first, second) = (service.host("Olga").await, service.host("Olga").await);
    assert_ne!(first.code, second.code);
    assert_ne!(first.token, second.token);
    assert_eq!(count(&service, "lobbies").await, "2");
}

async fn another_key_opens_another_lobby(service: Service) {
    let first = create(&service, KEY, "Olga").await.assert_ok();
    let second = create(&service, &KEY.to_uppercase(), "Olga")
        .await
        .assert_ok();
    assert_ne!(first["lobby"]["code"], second["lobby"]["code"]);
    assert_ne!(first["token"], second["token"]);
}

async fn expect_a_new_lobby(service: &Service, first: &Value) {
    let second = create(service, KEY, "Olga").await.assert_ok();
    assert_ne!(second["lobby"]["code"], first["lobby"]["code"]);
    assert_ne!(second["token"], first["token"]);
    assert_eq!(second["lobby"]["version"], 1);
    member(service, &second).lobby().await;
    member(service, first)
        .get()
        .await
        .assert_problem("lobby-not-found");
    let third = create(service, KEY, "Olga").await.assert_ok();
    assert_eq!(third, second);
}

async fn the_key_of_a_closed_lobby_opens_a_new_one(service: Service) {
    let first = create(&service, KEY, "Olga").await.assert_ok();
    member(&service, &first).close().await.assert_ok();
    expect_a_new_lobby(&service, &first).await;
}

async fn the_key_of_an_expired_lobby_opens_a_new_one(service: Service) {
    let first = create(&service, KEY, "Olga").await.assert_ok();
    service.clock.advance(3600.0);
    expect_a_new_lobby(&service, &first).await;
}

async fn the_key_of_an_abandoned_lobby_opens_a_new_one(service: Service) {
    let first = create(&service, KEY, "Olga").await.assert_ok();
    let anna = service
        .join(first["lobby"]["code"].as_str().expect("a code"), "Anna")
        .await;
    for _ in 0..33 {
        service.clock.advance(110.0);
        anna.get().await;
    }
    anna.get().await.assert_problem("lobby-not-found");
    expect_a_new_lobby(&service, &first).await;
}

async fn the_key_of_an_expired_lobby_is_free_for_another_body(service: Service) {
    create(&service, KEY, "Olga").await.assert_ok();
    service.clock.advance(3600.0);
    let another = create(&service, KEY, "Vera").await.assert_ok();
    assert_eq!(another["lobby"]["host"]["name"], "Vera");
}

async fn twenty_creations_at_once_open_one_lobby(service: Service) {
    let answers = at_once((0..20).map(|_| creation(&service, KEY, "Olga"))).await;
    for answer in &answers {
        assert_eq!(answer.status, 201, "{answer:?}");
        assert_eq!(answer.body, answers[0].body);
    }
    assert_eq!(count(&service, "lobbies").await, "1");
    member(&service, &answers[19].body)
        .reset()
        .await
        .assert_ok();
}

async fn a_repeated_join_finds_the_seat(service: Service) {
    let host = service.host("Olga").await;
    let first = join(&service, &host.code, KEY, "Anna").await;
    let again = join(&service, &host.code, KEY, "Anna").await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (201, 201));
    assert_eq!(again.body, first.body);
    let anna = member(&service, &again.body);
    assert_eq!(anna.buzz().await.assert_ok()["position"], 1);
    assert_eq!(count(&service, "players").await, "1");
}

async fn another_name_with_the_same_key_is_refused(service: Service) {
    let host = service.host("Olga").await;
    join(&service, &host.code, KEY, "Anna").await.assert_ok();
    let before = host.lobby().await;
    let refused = join(&service, &host.code, KEY, "Ben").await;
    refused.assert_problem("idempotency-key-reused");
    assert_eq!(host.lobby().await, before);
}

async fn without_a_key_every_join_takes_a_seat(service: Service) {
    let host = service.host("Olga").await;
    let first = service.join(&host.code, "Anna").await;
    let second = service.join(&host.code, "Anna").await;
    assert_ne!((&first.id, &first.token), (&second.id, &second.token));
    assert_eq!(count(&service, "players").await, "2");
}

async fn a_repeated_join_finds_a_numbered_and_renamed_player(service: Service) {
    let host = service.host("Olga").await;
    service.join(&host.code, "Anna").await;
    let first = join(&service, &host.code, KEY, "Anna").await.assert_ok();
    assert_eq!(first["lobby"]["you"]["name"], "Anna 2");
    assert_eq!(
        join(&service, &host.code, KEY, "Anna").await.assert_ok(),
        first
    );
    let edit = json!({ "name": "Ben", "score": 20 });
    host.edit(&text(&first["player_id"]), edit)
        .await
        .assert_ok();
    let again = join(&service, &host.code, KEY, "Anna").await.assert_ok();
    assert_eq!(
        (&again["player_id"], &again["token"]),
        (&first["player_id"], &first["token"])
    );
    assert_eq!(
        (
            &again["lobby"]["you"]["name"],
            &again["lobby"]["you"]["score"]
        ),
        (&json!("Ben"), &json!(20))
    );
    join(&service, &host.code, KEY, "Ben")
        .await
        .assert_problem("idempotency-key-reused");
}

async fn a_repeated_join_after_leaving_is_refused(service: Service) {
    let host = service.host("Olga").await;
    let first = join(&service, &host.code, KEY, "Anna").await.assert_ok();
    let anna = member(&service, &first);
    anna.remove("me").await.assert_ok();
    join(&service, &host.code, KEY, "Anna")
        .await
        .assert_problem("not-in-lobby");
    anna.get().await.assert_problem("not-in-lobby");
    assert_eq!(host.lobby().await["players"], json!([]));
}

async fn those_who_come_and_go_with_new_keys_do_not_fill_a_lobby(service: Service) {
    let backend = service.database.backend;
    let service = Service::start_with(backend, |state| state.max_players = 1).await;
    let host = service.host("Olga").await;
    for number in 0..102 {
        let joined = join(&service, &host.code, &key(number), "Anna").await;
        let anna = member(&service, &joined.assert_ok());
        anna.remove("me").await.assert_ok();
    }
    assert_eq!(count(&service, "players").await, "100");
    let late = join(&service, &host.code, &key(101), "Anna").await;
    late.assert_problem("not-in-lobby");
}

async fn a_repeated_join_after_a_kick_is_refused(service: Service) {
    let host = service.host("Olga").await;
    let first = join(&service, &host.code, KEY, "Anna").await.assert_ok();
    host.remove(&text(&first["player_id"])).await.assert_ok();
    let refused = join(&service, &host.code, KEY, "Anna").await;
    refused.assert_problem("not-in-lobby");
    assert_eq!(refused.status, 403);
    let fresh = join(&service, &host.code, &key(2), "Anna")
        .await
        .assert_ok();
    assert_eq!(fresh["lobby"]["you"]["name"], "Anna");
    assert_ne!(fresh["player_id"], first["player_id"]);
}

async fn a_repeated_join_needs_no_free_seat(service: Service) {
    let backend = service.database.backend;
    let service = Service::start_with(backend, |state| state.max_players = 1).await;
    let host = service.host("Olga").await;
    let first = join(&service, &host.code, KEY, "Anna").await.assert_ok();
    join(&service, &host.code, &key(2), "Ben")
        .await
        .assert_problem("lobby-full");
    assert_eq!(
        join(&service, &host.code, KEY, "Anna").await.assert_ok(),
        first
    );
}

async fn a_key_counts_in_its_own_lobby_only(service: Service) {
    let (one, two) = (service.host("Olga").await, service.host("Vera").await);
    let first = join(&service, &one.code, KEY, "Anna").await.assert_ok();
    let second = join(&service, &two.code, KEY, "Ben").await.assert_ok();
    assert_ne!(first["player_id"], second["player_id"]);
    assert_ne!(first["token"], second["token"]);
}

async fn a_creation_and_a_join_may_share_a_key(service: Service) {
    let created = create(&service, KEY, "Olga").await.assert_ok();
    let host = member(&service, &created);
    let joined = join(&service, &host.code, KEY, "Olga").await.assert_ok();
    assert_ne!(joined["token"], created["token"]);
    assert_eq!(host.lobby().await["you"]["role"], "host");
    assert_eq!(
        member(&service, &joined).lobby().await["you"]["role"],
        "player"
    );
}

async fn twenty_joins_at_once_take_one_seat(service: Service) {
    let host = service.host("Olga").await;
    let answers = at_once((0..20).map(|_| joining(&service, &host.code, KEY, "Anna"))).await;
    for answer in &answers {
        assert_eq!(answer.status, 201, "{answer:?}");
        assert_eq!(answer.body, answers[0].body);
    }
    assert_eq!(
        host.lobby().await["players"].as_array().map(Vec::len),
        Some(1)
    );
    assert_eq!(count(&service, "players").await, "1");
    member(&service, &answers[19].body).buzz().await.assert_ok();
}

async fn a_key_counts_on_every_instance(service: Service) {
    let database = std::sync::Arc::clone(&service.database);
    let other = Service::start_on(database, TestClock::new(), |_| {}).await;
    let created = create(&service, KEY, "Olga").await.assert_ok();
    assert_eq!(create(&other, KEY, "Olga").await.assert_ok(), created);
    let host = member(&other, &created);
    let joined = join(&other, &host.code, KEY, "Anna").await.assert_ok();
    assert_eq!(
        join(&service, &host.code, KEY, "Anna").await.assert_ok(),
        joined
    );
    member(&service, &joined).buzz().await.assert_ok();
}

async fn a_key_may_come_in_quotes(service: Service) {
    let first = create(&service, KEY, "Olga").await.assert_ok();
    assert_eq!(
        create(&service, &format!("\"{KEY}\""), "Olga")
            .await
            .assert_ok(),
        first
    );
}

async fn malformed_keys_are_refused(service: Service) {
    let host = service.host("Olga").await;
    let too_long = "k".repeat(129);
    for key in [
        "",
        "\"\"",
        "fifteen-is-less",
        "a key of two words or more",
        "ключ-от-всех-дверей",
        &too_long,
    ] {
        for answer in [
            create(&service, key, "Olga").await,
            join(&service, &host.code, key, "A").await,
        ] {
            answer.assert_problem("invalid-field");
            assert_eq!(answer.body["errors"][0]["field"], "Idempotency-Key");
        }
    }
    assert_eq!(count(&service, "lobbies").await, "1");
}

async fn the_shortest_and_the_longest_key_are_accepted(service: Service) {
    for key in ["k".repeat(16), "k".repeat(128)] {
        let first = create(&service, &key, "Olga").await.assert_ok();
        assert_eq!(create(&service, &key, "Olga").await.assert_ok(), first);
    }
}
