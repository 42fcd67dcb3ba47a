//! The web client as the service hands it out. What it does in a browser is tested by scripts/test-web.

use std::sync::atomic::Ordering;

use axum::body::Body;
use axum::http::Request;
use reqwest::{Method, Response, StatusCode};
use tower::ServiceExt as _;

use crate::harness::{Service, send};

on_both_databases! {
    pages_are_at_the_start_and_at_codes_in_either_letter_case,
    every_other_path_is_a_problem,
    a_browser_that_finds_nothing_gets_a_page,
    a_page_runs_no_script_but_those_of_the_service,
    what_has_not_changed_is_not_sent_again,
    the_client_is_served_while_the_database_is_not_ready,
    phones_are_told_no_address_of_a_service_for_this_machine_alone,
    the_address_in_the_network_is_for_this_machine_alone,
    the_address_in_the_network_is_for_nobody_behind_a_proxy_of_this_machine,
}

async fn get(service: &Service, path: &str) -> Response {
    let request = service.request(Method::GET, &format!("/{path}"));
    request.send().await.expect("an answer")
}

async fn pages_are_at_the_start_and_at_codes_in_either_letter_case(service: Service) {
    for path in [
        "/",
        "/K7QX",
        "/k7qx",
        "/host/K7QX",
        "/host/k7qx",
        "/screen/K7QX",
    ] {
        let answer = get(&service, path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let kind = &answer.headers()["content-type"];
        assert_eq!(kind, "text/html; charset=utf-8", "{path}");
        let page = answer.text().await.expect("text");
        assert!(page.contains("/web/assets/app-"), "{path}: {page}");
    }
    let (script, style) = assets(&service).await;
    for (file, kind) in [
        (&*script, "text/javascript; charset=utf-8"),
        (&*style, "text/css; charset=utf-8"),
        ("icons/icon.svg", "image/svg+xml"),
        ("icons/icon-192.png", "image/png"),
        ("manifest.webmanifest", "application/manifest+json"),
    ] {
        let answer = get(&service, &format!("/web/{file}")).await;
        assert_eq!(answer.status(), StatusCode::OK, "{file}");
        assert_eq!(answer.headers()["content-type"], kind, "{file}");
    }
}

/// The names of the script and of the style sheet, below /web/.
async fn assets(service: &Service) -> (String, String) {
    let page = get(service, "/").await.text().await.expect("text");
    let named = |beginning: &str, end: &str| {
        let (_, rest) = page.split_once(beginning).expect("an asset");
        let (name, _) = rest.split_once(end).expect("its end");
        format!("{}{name}{end}", beginning.trim_start_matches("/web/"))
    };
    (
        named("/web/assets/app-", ".js"),
        named("/web/assets/style-", ".css"),
    )
}

async fn a_browser_that_finds_nothing_gets_a_page(service: Service) {
    for path in ["/K7Q", "/K7QX/", "/host/", "/nowhere/at/all"] {
        let ask = |method: Method| {
            let request = service.request(method, &format!("/{path}"));
            request.header("accept", "text/html,application/xhtml+xml,*/*;q=0.8")
        };
        let answer = ask(Method::GET).send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        let policy = &answer.headers()["content-security-policy"];
        assert!(policy.to_str().expect("text").contains("script-src 'self'"));
        let page = answer.text().await.expect("text");
        assert!(page.contains("/web/assets/app-"), "{path}: {page}");
        send(ask(Method::POST)).await.assert_problem("not-found");
    }
}

async fn every_other_path_is_a_problem(service: Service) {
    for path in [
        "/K7Q",
        "/K7QXY",
        "/K0QX",
        "/host",
        "/host/",
        "/host/K7QXY",
        "/K7QX/",
        "/K7QX/host",
        "/%FF%FF%FF%FF",
        "/web",
        "/web/",
        "/web/nothing.js",
        "/web/app.js",
        "/web/../Cargo.toml",
        "/web/..%2FCargo.toml",
        "/web/assets",
        "/favicon.ico",
    ] {
        for method in [Method::GET, Method::POST, Method::DELETE] {
            let answer = send(service.request(method.clone(), &format!("/{path}"))).await;
            answer.assert_problem("not-found");
        }
    }
    let answer = send(service.request(Method::POST, "//K7QX")).await;
    answer.assert_problem("method-not-allowed");
}

async fn a_page_runs_no_script_but_those_of_the_service(service: Service) {
    let script = format!("/web/{}", assets(&service).await.0);
    for path in ["/", "/K7QX", &script] {
        let answer = get(&service, path).await;
        let policy = &answer.headers()["content-security-policy"];
        let policy = policy.to_str().expect("text").to_owned();
        assert!(!policy.contains("unsafe"), "{policy}");
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(policy.contains("script-src 'self';"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(answer.headers()["referrer-policy"], "no-referrer");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    }
    let page = get(&service, "/").await.text().await.expect("text");
    assert_eq!(page.matches("<script").count(), 1, "{page}");
    assert!(!page.contains("style=") && !page.contains("://"), "{page}");
}

async fn what_has_not_changed_is_not_sent_again(service: Service) {
    let style = format!("/web/{}", assets(&service).await.1);
    for (path, kept) in [
        ("/", "no-cache"),
        ("/K7QX", "no-cache"),
        ("/web/manifest.webmanifest", "no-cache"),
        // Named by what is in it.
        (&*style, "public, max-age=31536000, immutable"),
    ] {
        let answer = get(&service, path).await;
        assert_eq!(answer.headers()["cache-control"], kept, "{path}");
        let etag = answer.headers()["etag"].clone();
        let again = service
            .request(Method::GET, &format!("/{path}"))
            .header("if-none-match", &etag);
        let again = again.send().await.expect("an answer");
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{path}");
        assert_eq!(again.headers()["etag"], etag);
        assert!(again.bytes().await.expect("a body").is_empty());
        let ask = async |tags: &[&str]| {
            let request = service.request(Method::GET, &format!("/{path}"));
            let request = tags.iter().fold(request, |request, tag| {
                request.header("if-none-match", *tag)
            });
            request.send().await.expect("an answer").status()
        };
        let etag = etag.to_str().expect("text");
        let strong = etag.trim_start_matches("W/");
        for known in [&["\"another\"", etag][..], &["*"], &[strong]] {
            assert_eq!(ask(known).await, StatusCode::NOT_MODIFIED, "{known:?}");
        }
        assert_eq!(ask(&["W/\"another\""]).await, StatusCode::OK, "{path}");
    }
    let page = get(&service, "/").await;
    let style = get(&service, &style).await;
    assert_ne!(page.headers()["etag"], style.headers()["etag"]);
}

async fn the_client_is_served_while_the_database_is_not_ready(service: Service) {
    service.ready.store(false, Ordering::Release);
    let script = format!("/web/{}", assets(&service).await.0);
    for path in ["/", "/K7QX", &script] {
        assert_eq!(get(&service, path).await.status(), StatusCode::OK, "{path}");
    }
    let answer = send(service.request(Method::GET, "/lobbies/K7QX")).await;
    assert_ne!(answer.status, StatusCode::OK);
}

async fn phones_are_told_no_address_of_a_service_for_this_machine_alone(service: Service) {
    let answer = send(service.request(Method::GET, "//web/address")).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.body, serde_json::json!({ "address": null }));
}

async fn the_address_in_the_network_is_for_this_machine_alone(service: Service) {
    for peer in [None, Some("192.0.2.7:1234"), Some("[2001:db8::7]:1234")] {
        let mut request = Request::get("/web/address");
        if let Some(peer) = peer {
            let peer: std::net::SocketAddr = peer.parse().expect("an address");
            request = request.extension(axum::extract::ConnectInfo(peer));
        }
        let request = request.body(Body::empty()).expect("a request");
        let answer = service.app.clone().oneshot(request).await;
        let status = answer.expect("an answer").status();
        assert_eq!(status, StatusCode::NOT_FOUND, "{peer:?}");
    }
}

async fn the_address_in_the_network_is_for_nobody_behind_a_proxy_of_this_machine(service: Service) {
    for (name, value, status) in [
        ("x-forwarded-for", "192.0.2.7", 404),
        ("x-forwarded-for", "192.0.2.7, 127.0.0.1", 404),
        ("x-forwarded-for", "127.0.0.1, 192.0.2.7:1234", 404),
        ("x-forwarded-for", "unknown", 404),
        ("x-forwarded-for", "", 404),
        ("forwarded", "for=192.0.2.7", 404),
        ("x-real-ip", "192.0.2.7", 404),
        ("via", "1.1 proxy", 404),
        // A proxy of this machine that was asked by this machine.
        ("x-forwarded-for", "127.0.0.1", 200),
        ("x-forwarded-for", "::1, 127.0.0.1:1234", 200),
    ] {
        let request = service.request(Method::GET, "//web/address");
        let answer = send(request.header(name, value)).await;
        assert_eq!(answer.status, status, "{name}: {value}");
    }
}
