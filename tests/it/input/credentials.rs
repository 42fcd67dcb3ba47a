//! The Authorization header, and headers of odd bytes.

use reqwest::Method;

use crate::harness::{Service, send};
use crate::wire;

on_both_databases! {
    malformed_credentials_are_refused,
    a_refusal_says_what_is_wrong,
    the_scheme_is_bearer_in_any_letter_case,
    a_token_elsewhere_is_no_credential,
    credentials_are_asked_for_before_anything_else,
    odd_bytes_in_headers_are_answered,
}

async fn malformed_credentials_are_refused(service: Service) {
    let host = service.host("Olga").await;
    let (token, too_long) = (&host.token, "a".repeat(129));
    let values = [
        String::new(),
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        token.clone(),
        format!("Basic {token}"),
        format!("Bearer{token}"),
        format!("Bearer:{token}"),
        format!("Bearer {token} {token}"),
        format!("Bearer {token},"),
        format!("Bearer \"{token}\""),
        format!("Bearer {token}\u{e9}"),
        format!("Bearer\t{token}"),
        format!("Token {token}"),
        format!("Bearer {too_long}"),
        "Bearer (".to_owned(),
        "Bearer %00".to_owned(),
    ];
    for value in values {
        let request = service.request(Method::GET, &format!("/lobbies/{}", host.code));
        let answer = send(request.header("authorization", value.as_bytes())).await;
        assert_eq!(answer.status, 401, "{value}");
        answer.assert_problem("unauthorized");
        let challenge = answer.headers["www-authenticate"].to_str().expect("text");
        assert!(challenge.starts_with("Bearer"), "{challenge}");
    }
}

async fn a_refusal_says_what_is_wrong(service: Service) {
    let host = service.host("Olga").await;
    let path = format!("/lobbies/{}", host.code);
    let basic = format!("Basic {}", host.token);
    for (value, expected) in [
        (None, "send the header Authorization: Bearer <token>"),
        (Some(basic.as_str()), "must be: Bearer <token>"),
        (Some("Bearer"), "must be: Bearer <token>"),
        (Some(host.token.as_str()), "must be: Bearer <token>"),
        (Some("Bearer ("), "the bearer token is malformed"),
    ] {
        let request = service.request(Method::GET, &path);
        let request = match value {
            Some(value) => request.header("authorization", value),
            None => request,
        };
        let answer = send(request).await;
        answer.assert_problem("unauthorized");
        let detail = answer.body["detail"].as_str().expect("a detail");
        assert!(detail.contains(expected), "{value:?}: {detail}");
    }
}

async fn the_scheme_is_bearer_in_any_letter_case(service: Service) {
    let host = service.host("Olga").await;
    for scheme in ["bearer", "BEARER", "bEaReR"] {
        let request = service.request(Method::GET, &format!("/lobbies/{}", host.code));
        let value = format!("{scheme} {}", host.token);
        assert_eq!(
            send(request.header("authorization", value)).await.status,
            200
        );
    }
}

async fn a_token_elsewhere_is_no_credential(service: Service) {
    let host = service.host("Olga").await;
    let path = format!(
        "/lobbies/{}?token={}&access_token={}",
        host.code, host.token, host.token
    );
    let request = service
        .request(Method::GET, &path)
        .header("cookie", format!("token={}", host.token));
    send(request).await.assert_problem("unauthorized");
}

async fn credentials_are_asked_for_before_anything_else(service: Service) {
    for (method, path) in [
        (Method::GET, "/lobbies/none"),
        (Method::POST, "/lobbies/none/buzz"),
        (Method::PATCH, "/lobbies/none/players/none"),
        (Method::PUT, "/lobbies/none/active-player"),
        (Method::POST, "/lobbies/none/resolve"),
    ] {
        let request = service.request(method, path).body("{");
        send(request).await.assert_problem("unauthorized");
    }
}

async fn odd_bytes_in_headers_are_answered(service: Service) {
    let host = service.host("Olga").await;
    let path = format!("/api/v1/lobbies/{}", host.code);
    for name in [
        "Authorization",
        "If-None-Match",
        "Idempotency-Key",
        "Content-Type",
        "X-Request-Id",
        "X-Forwarded-For",
        "Origin",
    ] {
        for value in [
            &b"\xff\xfe\x80"[..],
            b"\"",
            b",,,,",
            b"\t",
            &b"a".repeat(4000),
        ] {
            let extra = [name.as_bytes(), b": ", value, b"\r\n"].concat();
            for (start, body) in [
                (format!("GET {path}"), &b""[..]),
                (format!("POST {path}/players"), b"{}"),
                ("POST /api/v1/lobbies".to_owned(), b"{}"),
            ] {
                let head = [start.as_bytes(), b" HTTP/1.1\r\n", &extra].concat();
                let answer = wire::exchange(&service, &head, body)
                    .await
                    .expect("an answer");
                assert_eq!(answer.status.as_u16() / 100, 4, "{name} {answer:?}");
                assert!(answer.body["code"].is_string(), "{name} {answer:?}");
            }
        }
    }
}
