//! What every answer gets on its way out: compression, and the headers for browsers.

use std::io::Read as _;

use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;

use crate::harness::{Member, Service, send};

on_both_databases! {
    a_large_answer_is_compressed_for_who_asks_for_it,
    a_small_answer_is_left_as_it_is,
    an_answer_without_a_body_is_left_as_it_is,
    a_stream_is_not_compressed_as_answers_are,
    who_refuses_plain_bodies_gets_one_all_the_same,
    every_answer_tells_browsers_what_it_is_not_for,
    the_description_may_run_its_own_scripts,
}

/// A lobby whose state takes more than a kilobyte.
async fn large(service: &Service) -> Member<'_> {
    let host = service.host("Olga").await;
    for number in 0..8 {
        service.join(&host.code, &format!("Anna {number}")).await;
    }
    host
}

/// Headers, and the body as it came over the wire.
async fn fetch(request: RequestBuilder, accept: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
    let answer = request.header("accept-encoding", accept).send().await;
    let answer = answer.expect("an answer");
    let (status, headers) = (answer.status(), answer.headers().clone());
    (
        status,
        headers,
        answer.bytes().await.expect("a body").into(),
    )
}

fn json(body: &[u8]) -> Value {
    serde_json::from_slice(body).expect("JSON")
}

async fn a_large_answer_is_compressed_for_who_asks_for_it(service: Service) {
    let host = large(&service).await;
    let (_, headers, plain) = fetch(host.request(Method::GET, ""), "identity").await;
    assert!(plain.len() > 1024, "{}", plain.len());
    assert!(!headers.contains_key("content-encoding"));
    assert!(varies(&headers), "{headers:?}");

    let unasked = host.get().await.headers;
    assert!(!unasked.contains_key("content-encoding"));
    assert!(varies(&unasked), "{unasked:?}");

    let (_, headers, body) = fetch(host.request(Method::GET, ""), "gzip, br").await;
    assert_eq!(headers["content-encoding"], "br");
    assert!(varies(&headers), "{headers:?}");
    assert!(headers["etag"].to_str().expect("text").starts_with("W/"));
    assert!(body.len() < plain.len() / 2, "{}", body.len());
    let mut decoded = Vec::new();
    let mut reader = brotli::Decompressor::new(body.as_slice(), 4096);
    reader.read_to_end(&mut decoded).expect("brotli");
    assert_eq!(json(&decoded), json(&plain));

    let (_, headers, body) = fetch(host.request(Method::GET, ""), "gzip").await;
    assert_eq!(headers["content-encoding"], "gzip");
    assert!(body.len() < plain.len() / 2, "{}", body.len());
    let mut decoded = Vec::new();
    let mut reader = flate2::read::GzDecoder::new(body.as_slice());
    reader.read_to_end(&mut decoded).expect("gzip");
    assert_eq!(json(&decoded), json(&plain));
}

fn varies(headers: &HeaderMap) -> bool {
    let mut all = headers.get_all("vary").iter();
    all.any(|value| value.to_str().is_ok_and(|v| v.contains("accept-encoding")))
}

async fn a_small_answer_is_left_as_it_is(service: Service) {
    let host = service.host("Olga").await;
    let (_, headers, body) = fetch(host.request(Method::GET, ""), "gzip, br").await;
    assert!(body.len() < 1024, "{}", body.len());
    assert!(!headers.contains_key("content-encoding"));
    assert_eq!(json(&body)["code"], host.code.as_str());
    let unknown = service.request(Method::GET, "/nothing");
    let (_, headers, body) = fetch(unknown, "gzip, br").await;
    assert!(!headers.contains_key("content-encoding"));
    assert_eq!(json(&body)["code"], "not-found");
}

async fn an_answer_without_a_body_is_left_as_it_is(service: Service) {
    let host = large(&service).await;
    let (_, headers, _) = fetch(host.request(Method::GET, ""), "gzip").await;
    let again = host.request(Method::GET, "");
    let again = again.header("if-none-match", headers["etag"].clone());
    let (status, headers, body) = fetch(again, "gzip, br").await;
    assert_eq!((status, body.len()), (StatusCode::NOT_MODIFIED, 0));
    assert!(!headers.contains_key("content-encoding"));
}

async fn a_stream_is_not_compressed_as_answers_are(service: Service) {
    let host = large(&service).await;
    let request = host.request(Method::GET, "/events");
    let request = request.header("accept-encoding", "deflate, br");
    let mut stream = request.send().await.expect("an answer");
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    assert!(!stream.headers().contains_key("content-encoding"));
    let first = stream.chunk().await.expect("a stream").expect("a chunk");
    assert!(first.starts_with(b"event: lobby\n"), "{first:?}");
}

async fn who_refuses_plain_bodies_gets_one_all_the_same(service: Service) {
    let host = service.host("Olga").await;
    for accept in ["identity;q=0", "*;q=0", "deflate, identity; q=0.0"] {
        let (status, headers, body) = fetch(host.request(Method::POST, "/reset"), accept).await;
        assert_eq!(status, StatusCode::OK, "{accept}");
        assert!(!headers.contains_key("content-encoding"), "{accept}");
        assert_eq!(json(&body)["code"], host.code.as_str(), "{accept}");
    }
    let large = large(&service).await;
    let little = large.request(Method::GET, "");
    let (_, headers, _) = fetch(little, "gzip;q=1.0, identity;q=0.3").await;
    assert_eq!(headers["content-encoding"], "gzip");
}

async fn every_answer_tells_browsers_what_it_is_not_for(service: Service) {
    let host = service.host("Olga").await;
    let answers = [
        host.get().await,
        service.try_join("none", "Anna").await,
        send(service.request(Method::GET, "//nothing")).await,
        send(service.request(Method::GET, "//livez")).await,
        send(service.request(Method::GET, "//openapi.json")).await,
    ];
    for answer in answers {
        let expected = [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-resource-policy", "same-origin"),
        ];
        for (name, value) in expected {
            assert_eq!(answer.headers[name], value, "{answer:?}");
        }
        let policy = answer.headers["content-security-policy"].to_str();
        let policy = policy.expect("text");
        assert!(policy.starts_with("default-src 'none'"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    }
}

async fn the_description_may_run_its_own_scripts(service: Service) {
    let page = send(service.request(Method::GET, "//docs/")).await;
    assert_eq!(page.status, StatusCode::OK);
    let policies: Vec<_> = page
        .headers
        .get_all("content-security-policy")
        .iter()
        .collect();
    assert_eq!(policies.len(), 1, "{policies:?}");
    let policy = policies[0].to_str().expect("text");
    assert!(policy.contains("script-src 'self';"), "{policy}");
}
