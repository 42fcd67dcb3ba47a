//! Paths that do not exist, and methods a path does not know.

use reqwest::Method;
use serde_json::json;

use crate::harness::{Service, send};

on_both_databases! {
    unknown_paths_are_not_found,
    what_the_description_does_not_have_is_not_found,
    what_the_description_has_is_only_read,
    slashes_too_many_are_not_found,
    an_empty_code_is_no_lobby,
    unknown_methods_are_not_allowed,
    a_head_request_is_a_get_without_a_body,
    a_head_request_of_a_problem_has_no_body,
    a_preflight_from_an_allowed_origin_is_granted,
    a_preflight_of_no_path_is_not_found,
    options_are_no_method_where_nobody_asks_for_permission,
    what_a_client_decides_by_is_exposed,
    no_other_origin_is_allowed,
}

async fn unknown_paths_are_not_found(service: Service) {
    for path in [
        "/api",
        "/api/v1",
        "/api/v2/lobbies",
        "/lobbies",
        "/api/v1/lobby",
        "/favicon.ico",
    ] {
        for method in [Method::GET, Method::POST, Method::DELETE] {
            let answer = send(service.request(method, &format!("/{path}"))).await;
            answer.assert_problem("not-found");
            assert_eq!(answer.status, 404, "{path}");
        }
    }
}

async fn what_the_description_does_not_have_is_not_found(service: Service) {
    for path in [
        "//docs/nope",
        "//docs/views/nope.js",
        "//docs/nope/",
        "//docs/%FF",
    ] {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"] {
            let method = method.parse().expect("a method");
            let answer = send(service.request(method, path)).await;
            assert_eq!(answer.status, 404, "{path}: {answer:?}");
            answer.assert_problem("not-found");
        }
    }
}

async fn what_the_description_has_is_only_read(service: Service) {
    for path in ["//docs", "//docs/", "//docs/index.css", "//openapi.json"] {
        for method in ["POST", "PUT", "PATCH", "DELETE", "BREW"] {
            let method = method.parse().expect("a method");
            let answer = send(service.request(method, path)).await;
            assert_eq!(answer.status, 405, "{path}: {answer:?}");
            answer.assert_problem("method-not-allowed");
            assert_eq!(answer.headers["allow"], "GET,HEAD", "{path}");
        }
    }
}

async fn slashes_too_many_are_not_found(service: Service) {
    let host = service.host("Olga").await;
    let code = &host.code;
    let paths = [
        "/api/v1/".to_owned(),
        "/api/v1/lobbies/".to_owned(),
        "/api/v1//lobbies".to_owned(),
        "//api/v1/lobbies".to_owned(),
        format!("/api/v1/lobbies/{code}/"),
        format!("/api/v1/lobbies//{code}"),
        format!("/api/v1/lobbies/{code}/buzz/"),
        format!("/api/v1/lobbies/{code}/players/"),
        "/livez/".to_owned(),
    ];
    for path in paths {
        for method in [Method::GET, Method::POST] {
            let request = service.request(method, &format!("/{path}"));
            let answer = send(request.bearer_auth(&host.token)).await;
            assert_eq!(answer.status, 404, "{path}: {answer:?}");
            answer.assert_problem("not-found");
        }
    }
}

async fn an_empty_code_is_no_lobby(service: Service) {
    let nobody = service
        .request(Method::POST, "/lobbies//buzz")
        .bearer_auth("x");
    send(nobody).await.assert_problem("lobby-not-found");
    service
        .try_join("", "Anna")
        .await
        .assert_problem("lobby-not-found");
}

/// Every path with the methods it knows.
const PATHS: &[(&str, &[&str])] = &[
    ("/api/v1/time", &["GET"]),
    ("/api/v1/lobbies", &["POST"]),
    ("/api/v1/lobbies/K7QX", &["GET", "PATCH", "DELETE"]),
    ("/api/v1/lobbies/K7QX/players", &["POST"]),
    ("/api/v1/lobbies/K7QX/players/me", &["PATCH", "DELETE"]),
    ("/api/v1/lobbies/K7QX/buzz", &["POST"]),
    ("/api/v1/lobbies/K7QX/active-player", &["PUT"]),
    ("/api/v1/lobbies/K7QX/resolve", &["POST"]),
    ("/api/v1/lobbies/K7QX/reset", &["POST"]),
    ("/livez", &["GET"]),
    ("/readyz", &["GET"]),
];

async fn unknown_methods_are_not_allowed(service: Service) {
    for (path, known) in PATHS {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"] {
            if known.contains(&method) {
                continue;
            }
            let method = method.parse().expect("a method");
            let answer = send(service.request(method, &format!("/{path}"))).await;
            answer.assert_problem("method-not-allowed");
            assert_eq!(answer.status, 405);
            let allow = answer.headers["allow"].to_str().expect("text");
            let mut allowed: Vec<_> = allow.split(',').map(str::trim).collect();
            allowed.retain(|method| *method != "HEAD");
            let mut known = known.to_vec();
            allowed.sort_unstable();
            known.sort_unstable();
            assert_eq!(allowed, known, "{path}");
        }
    }
}

async fn a_head_request_is_a_get_without_a_body(service: Service) {
    let host = service.host("Olga").await;
    let (get, head) = (host.get().await, send(host.request(Method::HEAD, "")).await);
    assert_eq!((head.status.as_u16(), &head.body), (200, &json!(null)));
    for header in ["etag", "cache-control", "content-type", "content-length"] {
        assert_eq!(
            head.headers.get(header),
            get.headers.get(header),
            "{header}"
        );
    }
}

async fn a_head_request_of_a_problem_has_no_body(service: Service) {
    let host = service.host("Olga").await;
    host.close().await.assert_ok();
    let gone = send(host.request(Method::HEAD, "")).await;
    assert_eq!((gone.status.as_u16(), &gone.body), (404, &json!(null)));
    assert_eq!(gone.headers["content-type"], "application/problem+json");
    let unknown = send(service.request(Method::HEAD, "/nothing")).await;
    assert_eq!(
        (unknown.status.as_u16(), &unknown.body),
        (404, &json!(null))
    );
    let wrong = send(service.request(Method::HEAD, "/lobbies")).await;
    assert_eq!((wrong.status.as_u16(), &wrong.body), (405, &json!(null)));
}

const ORIGIN: &str = "https://quiz.example";

async fn with_cors(service: &Service) -> Service {
    let origin = ORIGIN.parse().expect("a value");
    let backend = service.database.backend;
    Service::start_with(backend, |state| state.cors_allowed_origins = vec![origin]).await
}

async fn a_preflight_from_an_allowed_origin_is_granted(service: Service) {
    let service = with_cors(&service).await;
    for (path, known) in PATHS {
        for method in *known {
            let request = service.request(Method::OPTIONS, &format!("/{path}"));
            let request = request.header("origin", ORIGIN);
            let granted = send(request.header("access-control-request-method", *method)).await;
            assert!(granted.status.is_success(), "{path}");
            assert_eq!(granted.headers["access-control-allow-origin"], ORIGIN);
            let methods = granted.headers["access-control-allow-methods"].to_str();
            assert!(
                methods
                    .expect("text")
                    .split(',')
                    .any(|allowed| allowed == *method)
            );
            let headers = granted.headers["access-control-allow-headers"].to_str();
            let headers = headers.expect("text");
            for name in [
                "authorization",
                "content-type",
                "if-none-match",
                "idempotency-key",
            ] {
                assert!(
                    headers.split(',').any(|allowed| allowed == name),
                    "{headers}"
                );
            }
        }
    }
}

async fn a_preflight_of_no_path_is_not_found(service: Service) {
    let service = with_cors(&service).await;
    for path in [
        "/nope",
        "/api/v1/nope",
        "/web/nope",
        "/host/nope",
        "/docs/nope",
    ] {
        for preflight in [false, true] {
            let mut request = service.request(Method::OPTIONS, &format!("/{path}"));
            if preflight {
                request = request.header("origin", ORIGIN);
                request = request.header("access-control-request-method", "GET");
            }
            let answer = send(request).await;
            assert_eq!(answer.status, 404, "{path}");
            answer.assert_problem("not-found");
        }
    }
}

async fn options_are_no_method_where_nobody_asks_for_permission(service: Service) {
    let service = with_cors(&service).await;
    for (path, known) in PATHS {
        let answer = send(service.request(Method::OPTIONS, &format!("/{path}"))).await;
        answer.assert_problem("method-not-allowed");
        let allow = answer.headers["allow"].to_str().expect("text");
        for method in *known {
            assert!(allow.contains(method), "{path}: {allow}");
        }
    }
}

async fn what_a_client_decides_by_is_exposed(service: Service) {
    let service = with_cors(&service).await;
    let request = service.request(Method::GET, "//livez");
    let answer = send(request.header("origin", ORIGIN)).await;
    let exposed = answer.headers["access-control-expose-headers"].to_str();
    let exposed: Vec<_> = exposed.expect("text").split(',').collect();
    for name in [
        "etag",
        "location",
        "retry-after",
        "ratelimit",
        "ratelimit-policy",
        "x-request-id",
    ] {
        assert!(exposed.contains(&name), "{name} is not in {exposed:?}");
    }
}

async fn no_other_origin_is_allowed(service: Service) {
    let open = with_cors(&service).await;
    for (service, origin) in [
        (&open, "https://evil.example"),
        (&open, "null"),
        (&service, ORIGIN),
    ] {
        for method in [Method::OPTIONS, Method::GET] {
            let request = service.request(method, "//livez").header("origin", origin);
            let answer = send(request).await;
            assert!(
                !answer.headers.contains_key("access-control-allow-origin"),
                "{answer:?}"
            );
        }
    }
}
