//! An address that guesses codes or tokens is held back.

use reqwest::Method;
use serde_json::json;
use tower::ServiceExt as _;

use super::limited;
use crate::harness::{Answer, Member, Service, send};

on_both_databases! {
    guesses_are_limited,
    who_guesses_codes_too_often_joins_nothing,
    nobody_escapes_by_sending_a_token_where_none_is_asked_for,
    guesses_disturb_nobody_with_a_token_and_no_new_lobby,
    phones_that_ask_for_a_lobby_that_is_gone_keep_nobody_from_joining,
    waiting_as_long_as_told_is_enough,
    failures_are_forgotten,
    wrong_tokens_count_as_guesses,
    other_failures_do_not_count,
    a_refusal_says_what_the_limit_is,
    a_request_that_is_refused_unread_makes_no_code_known,
    a_school_fair_opens_its_lobbies_at_once,
    a_full_venue_joins_at_once,
    who_hangs_up_is_counted,
    limits_can_be_off,
}

/// A code that is never given out, as it could be read as another one's; yet it is one.
const NOBODYS: &str = "ZZZZ";

async fn guess(service: &Service) -> Answer {
    service.try_join(NOBODYS, "Anna").await
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

/// What was asked for is carried out, whether or not the client waits for the answer.
async fn who_hangs_up_is_counted(service: Service) {
    let service = limited(&service).await;
    for (path, body, times) in [
        (
            "/api/v1/lobbies/ZZZZ/players",
            json!({ "name": "Anna" }),
            120,
        ),
        ("/api/v1/lobbies", json!({ "host_name": "Olga" }), 30),
    ] {
        let request = || {
            let request = axum::http::Request::post(path);
            let request = request.header("content-type", "application/json");
            let request = request.body(axum::body::Body::from(body.to_string()));
            service.app.clone().oneshot(request.expect("a request"))
        };
        let mut cut_off = 0;
        for _ in 0..times {
            let mut asked = Box::pin(request());
            cut_off += u32::from(futures_util::poll!(&mut asked).is_pending());
        }
        assert!(cut_off > times / 2, "{path}: {cut_off}");
        let refused = request().await.expect("an answer");
        assert_eq!(refused.status(), 429, "{path}");
    }
}

/// A lobby that was opened at another address than the one that guesses.
pub(super) async fn host_elsewhere(service: &Service) -> Member<'_> {
    let request = service.request(Method::POST, "/lobbies");
    let request = request.header("x-forwarded-for", "203.0.113.9");
    let opened = send(request.json(&json!({ "host_name": "Olga" }))).await;
    service.member(&opened.assert_ok())
}

pub(super) const VENUE: &str = "192.0.2.1";

pub(super) async fn guess_too_often_from(service: &Service, address: &str) {
    for _ in 0..120 {
        guess_from(service, address)
            .await
            .assert_problem("lobby-not-found");
    }
}

async fn who_guesses_codes_too_often_joins_nothing(service: Service) {
    let service = behind_a_router(&service).await;
    let host = host_elsewhere(&service).await;
    guess_too_often_from(&service, VENUE).await;
    let lucky = join_from(&service, &host, VENUE).await;
    lucky.assert_problem("too-many-requests");
    assert_eq!(host.lobby().await["players"], json!([]));
}

/// A header that the request has no use for must not let a lucky guess through, by whichever request that takes none.
async fn nobody_escapes_by_sending_a_token_where_none_is_asked_for(service: Service) {
    let service = behind_a_router(&service).await;
    let host = host_elsewhere(&service).await;
    guess_too_often_from(&service, VENUE).await;
    let description = panenka::http::description();
    let mut tried = 0;
    for (path, item) in &description.paths.paths {
        let operations = [
            (Method::GET, &item.get),
            (Method::POST, &item.post),
            (Method::PUT, &item.put),
            (Method::PATCH, &item.patch),
            (Method::DELETE, &item.delete),
        ];
        for (method, operation) in operations {
            let security = operation.as_ref().and_then(|it| it.security.as_ref());
            if !path.contains("{code}") || security.is_none() {
                continue; // what needs a token
            }
            let path = path.replace("{code}", &host.code);
            let request = service.request(method, &format!("/{path}"));
            let request = request
                .bearer_auth("guess")
                .header("x-forwarded-for", VENUE);
            let lucky = send(request.json(&json!({ "name": "Guesser" }))).await;
            lucky.assert_problem("too-many-requests");
            tried += 1;
        }
    }
    assert_eq!(tried, 2, "joining and the preview");
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

/// Where it was played, asking is free; elsewhere, as on the way home, it is counted apart from codes.
async fn phones_that_ask_for_a_lobby_that_is_gone_keep_nobody_from_joining(service: Service) {
    let service = behind_a_router(&service).await;
    let (gone, next) = (
        host_elsewhere(&service).await,
        host_elsewhere(&service).await,
    );
    let anna = join_from(&service, &gone, VENUE).await;
    let anna = service.member(&anna.assert_ok());
    gone.close().await.assert_ok();
    let ask_from = |address: &'static str| {
        let request = anna.request(Method::GET, "");
        send(request.header("x-forwarded-for", address))
    };
    for _ in 0..150 {
        ask_from(VENUE).await.assert_problem("lobby-not-found");
    }
    for _ in 0..60 {
        ask_from("192.0.2.99")
            .await
            .assert_problem("lobby-not-found");
    }
    ask_from("192.0.2.99")
        .await
        .assert_problem("too-many-requests");
    let ben = join_from(&service, &next, "192.0.2.99").await;
    ben.assert_ok();
}

async fn waiting_as_long_as_told_is_enough(service: Service) {
    let service = limited(&service).await;
    guess_too_often(&service).await;
    let wait = seconds(&guess(&service).await);
    assert!(wait <= 10, "{wait}");
    service.clock.advance(f64::from(wait));
    guess(&service).await.assert_problem("lobby-not-found");
}

async fn failures_are_forgotten(service: Service) {
    let service = limited(&service).await;
    guess_too_often(&service).await;
    guess(&service).await.assert_problem("too-many-requests");
    service.clock.advance(1200.0);
    guess_too_often(&service).await;
    guess(&service).await.assert_problem("too-many-requests");
}

async fn wrong_tokens_count_as_guesses(service: Service) {
    let service = behind_a_router(&service).await;
    let host = host_elsewhere(&service).await;
    let ask = |code: &str| {
        let request = service.request(Method::GET, &format!("/lobbies/{code}"));
        let request = request.header("x-forwarded-for", VENUE);
        send(request.bearer_auth("guess"))
    };
    for _ in 0..60 {
        ask(&host.code).await.assert_problem("not-in-lobby");
    }
    // Whether there is such a lobby can no longer be told from the answer.
    for code in [&host.code, NOBODYS, "none"] {
        ask(code).await.assert_problem("too-many-requests");
    }
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
pub(super) async fn behind_a_router(service: &Service) -> Service {
    let backend = service.database.backend;
    Service::start_with(backend, |state| {
        state.rate_limits = Some(Default::default());
        state.trust_forwarded_for = true;
    })
    .await
}

pub(super) async fn guess_from(service: &Service, forwarded_for: &str) -> Answer {
    let request = service.request(Method::POST, &format!("/lobbies/{NOBODYS}/players"));
    let request = request.header("x-forwarded-for", forwarded_for);
    send(request.json(&json!({ "name": "Anna" }))).await
}

async fn a_refusal_says_what_the_limit_is(service: Service) {
    let service = limited(&service).await;
    guess_too_often(&service).await;
    let refused = guess(&service).await;
    let wait = seconds(&refused);
    assert_eq!(
        refused.headers["ratelimit-policy"],
        "\"failures\";q=120;w=1200"
    );
    let left = format!("\"failures\";r=0;t={wait}");
    assert_eq!(refused.headers["ratelimit"], left.as_str());
}

/// What can't be read tells nothing of the code.
async fn a_request_that_is_refused_unread_makes_no_code_known(service: Service) {
    let service = behind_a_router(&service).await;
    let host = host_elsewhere(&service).await;
    let path = format!("/lobbies/{}/players", host.code);
    let request = service.request(Method::POST, &path);
    let request = request.header("x-forwarded-for", VENUE);
    let nameless = send(request.json(&json!({ "name": "" }))).await;
    nameless.assert_problem("invalid-field");
    guess_too_often_from(&service, VENUE).await;
    let lucky = join_from(&service, &host, VENUE).await;
    lucky.assert_problem("too-many-requests");
}

pub(super) async fn join_from(service: &Service, host: &Member<'_>, forwarded_for: &str) -> Answer {
    let path = format!("/lobbies/{}/players", host.code);
    let request = service.request(Method::POST, &path);
    let request = request.header("x-forwarded-for", forwarded_for);
    send(request.json(&json!({ "name": "Anna" }))).await
}

async fn open(service: &Service) -> Answer {
    let request = service.request(Method::POST, "/lobbies");
    send(request.json(&json!({ "host_name": "Olga" }))).await
}

async fn a_school_fair_opens_its_lobbies_at_once(service: Service) {
    let service = limited(&service).await;
    for _ in 0..30 {
        // What fails does not count.
        let request = service.request(Method::POST, "/lobbies");
        send(request.json(&json!({ "host_name": "" })))
            .await
            .assert_problem("invalid-field");
        open(&service).await.assert_ok();
    }
    let refused = open(&service).await;
    refused.assert_problem("too-many-requests");
    assert_eq!(
        refused.headers["ratelimit-policy"],
        "\"lobbies\";q=30;w=300"
    );
    let wait = seconds(&refused);
    assert!((1..=10).contains(&wait), "{wait}");
    service.clock.advance(f64::from(wait));
    let host = open(&service).await.assert_ok();
    open(&service).await.assert_problem("too-many-requests");
    // Who joins and plays is not concerned.
    let code = host["lobby"]["code"].as_str().expect("a code");
    service.try_join(code, "Anna").await.assert_ok();
}

async fn a_full_venue_joins_at_once(service: Service) {
    let service = limited(&service).await;
    for _ in 0..3 {
        let host = service.host("Olga").await;
        for number in 0..60 {
            let name = format!("Anna {number}");
            service.try_join(&host.code, &name).await.assert_ok();
        }
    }
}

async fn limits_can_be_off(service: Service) {
    for _ in 0..40 {
        open(&service).await.assert_ok();
    }
    for _ in 0..130 {
        guess(&service).await.assert_problem("lobby-not-found");
    }
}
