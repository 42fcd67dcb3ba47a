//! Bodies with a `Content-Encoding`: none is taken but the plain one.

use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::harness::{Service, send};

on_both_databases! {
    an_encoded_body_is_refused_as_what_it_is,
    a_body_that_only_says_it_is_encoded_is_refused,
    identity_is_no_encoding,
    what_has_no_body_has_no_encoding,
    another_media_type_says_nothing_of_encodings,
}

fn gzip(text: &str) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(text.as_bytes()).expect("a buffer");
    encoder.finish().expect("a buffer")
}

fn encoded(
    request: RequestBuilder,
    coding: &str,
    body: impl Into<reqwest::Body>,
) -> RequestBuilder {
    request
        .header("content-type", "application/json")
        .header("content-encoding", coding)
        .body(body)
}

/// Whatever takes a body, whether it needs one or not.
async fn an_encoded_body_is_refused_as_what_it_is(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let player = format!("/players/{}", anna.id);
    for (request, body) in [
        (
            service.request(Method::POST, "/lobbies"),
            json!({ "host_name": "Olga" }),
        ),
        (
            host.request(Method::POST, "/players"),
            json!({ "name": "Ben" }),
        ),
        (host.request(Method::PATCH, ""), json!({ "locked": true })),
        (host.request(Method::PATCH, &player), json!({ "score": 5 })),
        (anna.request(Method::POST, "/buzz"), json!({ "round": 1 })),
        (
            host.request(Method::PUT, "/active-player"),
            json!({ "player_id": anna.id }),
        ),
        (
            host.request(Method::POST, "/resolve"),
            json!({ "action": "skip" }),
        ),
        (host.request(Method::POST, "/reset"), json!({})),
    ] {
        let answer = send(encoded(request, "gzip", gzip(&body.to_string()))).await;
        answer.assert_problem("unsupported-media-type");
        assert_eq!(answer.status, 415);
        let detail = answer.body["detail"].as_str().expect("a detail");
        assert!(detail.contains("Content-Encoding"), "{detail}");
        assert_eq!(answer.headers["accept-encoding"], "identity");
    }
    assert_eq!(host.lobby().await["round"], 1);
}

async fn a_body_that_only_says_it_is_encoded_is_refused(service: Service) {
    let host = service.host("Olga").await;
    for coding in ["gzip", "GZIP", "br", "identity, gzip", "x", "\u{e9}"] {
        let reset = encoded(host.request(Method::POST, "/reset"), coding, "{}");
        send(reset).await.assert_problem("unsupported-media-type");
    }
    let twice = encoded(host.request(Method::POST, "/reset"), "identity", "{}");
    let twice = twice.header("content-encoding", "deflate");
    send(twice).await.assert_problem("unsupported-media-type");
    let large = encoded(
        host.request(Method::POST, "/reset"),
        "gzip",
        "x".repeat(8193),
    );
    send(large).await.assert_problem("body-too-large");
}

async fn identity_is_no_encoding(service: Service) {
    let host = service.host("Olga").await;
    for coding in ["identity", "Identity", "", " , identity"] {
        let reset = encoded(host.request(Method::POST, "/reset"), coding, "{}");
        send(reset).await.assert_ok();
    }
}

async fn what_has_no_body_has_no_encoding(service: Service) {
    let host = service.host("Olga").await;
    let reset = encoded(host.request(Method::POST, "/reset"), "gzip", "");
    send(reset).await.assert_ok();
    let look = host.request(Method::GET, "");
    send(look.header("content-encoding", "gzip"))
        .await
        .assert_ok();
}

async fn another_media_type_says_nothing_of_encodings(service: Service) {
    let request = service.request(Method::POST, "/lobbies");
    let answer = send(request.body("host_name=Olga")).await;
    answer.assert_problem("unsupported-media-type");
    let detail = answer.body["detail"].as_str().expect("a detail");
    assert!(detail.contains("Content-Type"), "{detail}");
    assert!(!answer.headers.contains_key("accept-encoding"));
}
