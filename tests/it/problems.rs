//! What goes wrong, and how it is told.

use panenka::http::problem::Code;
use reqwest::header::HeaderName;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::harness::{Answer, Member, Service, send};
use crate::sql::Sql;

mod guesser;
mod limits;
mod networks;
mod outages;
mod routes;

on_both_databases! {
    every_code_is_produced,
    a_fault_of_the_service_says_nothing_of_its_cause,
    a_damaged_lobby_harms_no_other,
}

/// A service that limits failures, and somebody in a lobby of it.
async fn limited(service: &Service) -> Service {
    let backend = service.database.backend;
    Service::start_with(backend, |state| {
        state.rate_limits = Some(Default::default())
    })
    .await
}

/// Exhaustive: a new code does not compile until somebody knows how it comes about.
async fn produce(service: &Service, code: Code) -> Answer {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let create = || service.request(Method::POST, "/lobbies");
    let named = json!({ "host_name": "Olga" });
    match code {
        Code::InvalidRequest => send_bytes(service, b"GET / HTTP\r\n\r\n").await,
        Code::HeadTooLarge => send(create().header("x-more", "a".repeat(9000))).await,
        Code::InvalidJson => send(json_body(create(), "{")).await,
        Code::Unauthorized => {
            send(service.request(Method::GET, &format!("/lobbies/{}", host.code))).await
        }
        Code::NotInLobby => {
            Member {
                token: "x".into(),
                ..anna
            }
            .get()
            .await
        }
        Code::HostOnly => anna.reset().await,
        Code::PlayerOnly => host.buzz().await,
        Code::LobbyNotFound => service.try_join("22222", "Anna").await,
        Code::PlayerNotFound => host.remove(&host.id).await,
        Code::TeamNotFound => {
            let nowhere = json!({ "team_id": host.id });
            host.edit(&anna.id, nowhere).await
        }
        Code::LinkNotFound => {
            let link = format!("/links/{}", anna.id);
            send(host.request(Method::DELETE, &link)).await
        }
        Code::NotFound => send(service.request(Method::GET, "/nothing")).await,
        Code::MethodNotAllowed => send(service.request(Method::PUT, "/lobbies")).await,
        Code::Locked => {
            host.set(json!({ "locked": true })).await.assert_ok();
            anna.buzz().await
        }
        Code::TooEarly => {
            let rules = json!({ "locked": true, "settings": { "false_start_ms": 3000 } });
            host.set(rules).await.assert_ok();
            anna.buzz().await
        }
        Code::DoorsClosed => {
            let closed = json!({ "settings": { "doors": "closed" } });
            host.set(closed).await.assert_ok();
            service.try_join(&host.code, "Ben").await
        }
        Code::Finished => {
            host.finish().await.assert_ok();
            host.reset().await
        }
        Code::WindowOpen => {
            host.rule(json!({ "fair_window_ms": 500 })).await;
            anna.buzz().await.assert_ok();
            host.confirm(&anna.id).await
        }
        Code::NothingToUndo => host.undo(&json!(1)).await,
        Code::RoundChanged => anna.buzz_in(2).await,
        Code::NoActivePlayer => host.resolve("plus").await,
        Code::PlayerNotInQueue => host.confirm(&anna.id).await,
        Code::LobbyFull => fill(service, &host).await,
        Code::BodyTooLarge => send(json_body(create(), &" ".repeat(9000))).await,
        Code::UnsupportedMediaType => send(create().body("{}")).await,
        Code::InvalidField => send(create().json(&json!({ "host_name": "" }))).await,
        Code::IdempotencyKeyReused => {
            let key = |request: reqwest::RequestBuilder| {
                request.header("idempotency-key", "a-key-that-is-long-enough")
            };
            send(key(create()).json(&named)).await.assert_ok();
            send(key(create()).json(&json!({ "host_name": "Vera" }))).await
        }
        Code::TooManyRequests => {
            let service = limited(service).await;
            for _ in 0..120 {
                service
                    .try_join("ZZZZ", "Anna")
                    .await
                    .assert_problem("lobby-not-found");
            }
            service.try_join("ZZZZ", "Anna").await
        }
        Code::Internal => {
            damage(service, &host).await;
            host.get().await
        }
        Code::Unavailable => {
            service
                .ready
                .store(false, std::sync::atomic::Ordering::SeqCst);
            let answer = host.get().await;
            service
                .ready
                .store(true, std::sync::atomic::Ordering::SeqCst);
            answer
        }
    }
}

fn json_body(request: reqwest::RequestBuilder, body: &str) -> reqwest::RequestBuilder {
    let request = request.header("content-type", "application/json");
    request.body(body.to_owned())
}

async fn fill(service: &Service, host: &Member<'_>) -> Answer {
    for _ in 1..100 {
        service.join(&host.code, "Anna").await;
    }
    service.try_join(&host.code, "Anna").await
}

async fn damage(service: &Service, host: &Member<'_>) {
    let statement = format!(
        "UPDATE lobbies SET host_name = '' WHERE code = '{}'",
        host.code
    );
    Sql::open(&service.database).await.execute(&statement).await;
}

/// What no library sends, and the answer up to the end of the connection.
async fn send_bytes(service: &Service, bytes: &[u8]) -> Answer {
    let address = service.address.trim_start_matches("http://");
    let mut socket = TcpStream::connect(address).await.expect("a connection");
    socket.write_all(bytes).await.expect("sent");
    let mut text = String::new();
    socket.read_to_string(&mut text).await.expect("an answer");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    let (status, headers) = head.split_once("\r\n").expect("headers");
    let headers = headers.lines().filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| {
        let name: HeaderName = name.parse().expect("a name");
        (name, value.parse().expect("a value"))
    });
    Answer {
        status: status[9..12].parse().expect("a status"),
        headers: headers.collect(),
        body: serde_json::from_str(body).expect("a body"),
    }
}

async fn every_code_is_produced(service: Service) {
    for code in Code::ALL {
        let answer = produce(&service, *code).await;
        expect_shape(*code, &answer);
    }
}

fn expect_shape(code: Code, answer: &Answer) {
    answer.assert_problem(code.as_str());
    assert_eq!(answer.status, code.status());
    assert_eq!(
        answer.body["type"],
        format!("urn:panenka:problem:{}", code.as_str())
    );
    assert_eq!(answer.body["title"], code.title());
    assert_eq!(answer.headers["cache-control"], "no-store");
    let members = answer.body.as_object().expect("an object");
    let known = [
        "type",
        "title",
        "status",
        "detail",
        "code",
        "request_id",
        "errors",
        "barred_until",
    ];
    assert!(
        members.keys().all(|key| known.contains(&key.as_str())),
        "{answer:?}"
    );
    assert!(
        members.get("detail").is_none_or(Value::is_string),
        "{answer:?}"
    );
    assert_eq!(
        members.contains_key("errors"),
        code == Code::InvalidField,
        "{answer:?}"
    );
    assert_eq!(
        members.contains_key("barred_until"),
        code == Code::TooEarly,
        "{answer:?}"
    );
    for error in members
        .get("errors")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
    {
        assert!(
            error["field"].is_string() && error["detail"].is_string(),
            "{answer:?}"
        );
    }
    let challenged = answer.headers.contains_key("www-authenticate");
    assert_eq!(
        challenged,
        answer.status == StatusCode::UNAUTHORIZED,
        "{answer:?}"
    );
    let passing = matches!(answer.status.as_u16(), 429 | 503);
    assert_eq!(
        answer.headers.contains_key("retry-after"),
        passing,
        "{answer:?}"
    );
}

async fn a_fault_of_the_service_says_nothing_of_its_cause(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    anna.buzz().await.assert_ok();
    damage(&service, &host).await;
    let answers = [
        host.get().await,
        anna.get().await,
        anna.buzz().await,
        host.reset().await,
        host.set(json!({ "locked": true })).await,
        service.try_join(&host.code, "Ben").await,
        anna.remove("me").await,
    ];
    for answer in answers {
        answer.assert_problem("internal");
        assert_eq!(answer.status, 500);
        let members: Vec<_> = answer.body.as_object().expect("an object").keys().collect();
        assert_eq!(members, ["code", "request_id", "status", "title", "type"]);
        assert_eq!(answer.body["title"], "Something went wrong here");
    }
}

async fn a_damaged_lobby_harms_no_other(service: Service) {
    let host = service.host("Olga").await;
    let other = service.host("Vera").await;
    let anna = service.join(&other.code, "Anna").await;
    damage(&service, &host).await;
    host.get().await.assert_problem("internal");
    assert_eq!(anna.buzz().await.assert_ok()["position"], 1);
    other.reset().await.assert_ok();
}
