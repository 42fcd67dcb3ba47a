//! Paths and query strings of any bytes.

use reqwest::Method;

use crate::harness::{Service, send};
use crate::wire;

on_both_databases! {
    a_code_that_can_not_be_is_no_lobby,
    an_id_that_can_not_be_is_no_player,
    bytes_no_client_sends_are_answered,
    absurd_queries_are_ignored,
    an_escaped_code_is_the_code,
}

const SEGMENTS: &[&str] = &[
    "%00",
    "%ff",
    "%FF%FE",
    "%2F",
    "%2f..%2f",
    "..%5c",
    "%F0%9F%A6%8A",
    "ABC%00",
    "AB%20C",
    "ABCDE",
    "ABC",
    "ABC0",
    "ABCI",
    "%",
    "%2",
    "%zz",
    "%25%30%30",
    "'",
    "%27%20OR%201=1--",
    "*",
    ";",
    "%0d%0aX:%20y",
    "%d0%90%d0%92%d0%a1D",
];

async fn a_code_that_can_not_be_is_no_lobby(service: Service) {
    let host = service.host("Olga").await;
    let long = "A".repeat(6000);
    for code in SEGMENTS.iter().chain([&long.as_str()]) {
        for (method, rest) in [
            ("GET", ""),
            ("DELETE", ""),
            ("POST", "/buzz"),
            ("POST", "/reset"),
            ("DELETE", "/players/me"),
        ] {
            let head = format!(
                "{method} /api/v1/lobbies/{code}{rest} HTTP/1.1\r\nAuthorization: Bearer {}\r\n",
                host.token
            );
            let answer = wire::exchange(&service, head.as_bytes(), b"")
                .await
                .expect("an answer");
            assert_eq!(answer.status, 404, "{code} {answer:?}");
            answer.assert_problem("lobby-not-found");
        }
    }
    host.lobby().await;
}

async fn an_id_that_can_not_be_is_no_player(service: Service) {
    let host = service.host("Olga").await;
    for id in SEGMENTS {
        let path = format!("/api/v1/lobbies/{}/players/{id}", host.code);
        let head = format!(
            "DELETE {path} HTTP/1.1\r\nAuthorization: Bearer {}\r\n",
            host.token
        );
        let answer = wire::exchange(&service, head.as_bytes(), b"")
            .await
            .expect("an answer");
        answer.assert_problem("player-not-found");
    }
}

async fn bytes_no_client_sends_are_answered(service: Service) {
    let host = service.host("Olga").await;
    for target in [
        &b"/api/v1/lobbies/\xff\xfe"[..],
        b"/api/v1/lobbies/AB\"C",
        b"*",
        b"/api/v1/lobbies/AB{C}",
        b"/\xf0\x9f\xa6\x8a",
        b"http://elsewhere/api/v1/lobbies/ABCD",
    ] {
        let head = [b"GET ", target, b" HTTP/1.1\r\nAuthorization: Bearer x\r\n"].concat();
        let answer = wire::exchange(&service, &head, b"")
            .await
            .expect("an answer");
        assert_eq!(answer.status.as_u16() / 100, 4, "{target:?} {answer:?}");
    }
    host.lobby().await;
}

async fn absurd_queries_are_ignored(service: Service) {
    let host = service.host("Olga").await;
    let long = "a=b&".repeat(1500);
    for query in [
        "?",
        "??",
        "?a=%ff",
        "?%00",
        "?&&&=&",
        "?code=ABCD&token=x",
        "?since",
        "#",
        &format!("?{long}"),
    ] {
        let request = host.request(Method::GET, query);
        let answer = send(request).await;
        if answer.status != 200 {
            answer.assert_problem("invalid-field");
        }
    }
}

async fn an_escaped_code_is_the_code(service: Service) {
    let host = service.host("Olga").await;
    let escaped: String = host
        .code
        .bytes()
        .map(|byte| format!("%{byte:02x}"))
        .collect();
    let request = service.request(Method::GET, &format!("/lobbies/{escaped}"));
    let lobby = send(request.bearer_auth(&host.token)).await.assert_ok();
    assert_eq!(lobby["code"], host.code.as_str());
}
