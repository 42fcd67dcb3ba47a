//! Arbitrary bytes as path, headers and body, at every route.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::harness::{Member, Service};
use crate::wire;

on_both_databases! {
    whatever_comes_in_a_problem_goes_out,
}

const CASES: u32 = 1500;

#[derive(Clone, Debug)]
struct Anything {
    method: &'static str,
    path: Vec<u8>,
    headers: Vec<(&'static str, Vec<u8>)>,
    body: Vec<u8>,
}

/// Bytes that HTTP/1.1 lets through in a request target.
fn segment() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => Just(b"CODE".to_vec()),
        1 => Just(b"me".to_vec()),
        2 => "[A-HJ-NP-Z2-9]{4}".prop_map(String::into_bytes),
        2 => "(%[0-9a-f]{2}){0,12}".prop_map(String::into_bytes),
        2 => prop::collection::vec(prop_oneof![0x21..0x7fu8, 0x80..=0xffu8], 0..40),
    ]
    .prop_map(|bytes| bytes.into_iter().filter(|b| !b"?# ".contains(b)).collect())
}

fn path() -> impl Strategy<Value = Vec<u8>> {
    let route = prop::sample::select(vec![
        "/api/v1/lobbies",
        "/api/v1/lobbies/*",
        "/api/v1/lobbies/*/players",
        "/api/v1/lobbies/*/players/*",
        "/api/v1/lobbies/*/buzz",
        "/api/v1/lobbies/*/active-player",
        "/api/v1/lobbies/*/resolve",
        "/api/v1/lobbies/*/reset",
        "/livez",
        "/readyz",
        "/*",
        "/api/v1/*",
    ]);
    let query = prop_oneof![
        3 => Just(Vec::new()),
        1 => prop::collection::vec(0x21..0x7fu8, 0..40).prop_map(|bytes| [b"?".to_vec(), bytes].concat()),
    ];
    (route, segment(), segment(), query).prop_map(|(route, one, two, query)| {
        let mut path = Vec::new();
        let mut segments = [one, two].into_iter();
        for byte in route.bytes() {
            match byte {
                b'*' => path.extend(segments.next().unwrap_or_default()),
                _ => path.push(byte),
            }
        }
        path.extend(query);
        path
    })
}

fn headers() -> impl Strategy<Value = Vec<(&'static str, Vec<u8>)>> {
    let name = prop::sample::select(vec![
        "Authorization",
        "Content-Type",
        "Idempotency-Key",
        "If-None-Match",
        "X-Request-Id",
        "Origin",
        "Accept",
        "X-Forwarded-For",
        "Cookie",
        "Last-Event-Id",
    ]);
    let value = prop_oneof![
        3 => Just(b"Bearer TOKEN".to_vec()),
        3 => Just(b"application/json".to_vec()),
        1 => "[ -~]{0,60}".prop_map(String::into_bytes),
        1 => prop::collection::vec(prop_oneof![0x20..0x7fu8, 0x80..=0xffu8], 0..60),
    ];
    let usual = prop_oneof![
        2 => Just(vec![("Authorization", b"Bearer TOKEN".to_vec()), ("Content-Type", b"application/json".to_vec())]),
        1 => Just(Vec::new()),
    ];
    (usual, prop::collection::vec((name, value), 0..4))
        .prop_map(|(usual, more)| [usual, more].concat())
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let scalar = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f64>().prop_map(|number| format!("{number:?}")),
        "\"PC\"",
        any::<String>().prop_map(|text| serde_json::Value::from(text).to_string()),
        Just("\"plus\"".to_owned()),
        Just("10".to_owned()),
        Just("[]".to_owned()),
        Just("{}".to_owned()),
    ];
    let name = prop::sample::select(vec![
        "name",
        "host_name",
        "round",
        "locked",
        "question_value",
        "action",
        "score",
        "player_id",
        "x",
    ]);
    let object = prop::collection::vec((name, scalar), 0..4).prop_map(|fields| {
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| format!("\"{name}\":{value}"))
            .collect();
        format!("{{{}}}", fields.join(",")).into_bytes()
    });
    prop_oneof![
        4 => object,
        1 => Just(Vec::new()),
        2 => prop::collection::vec(any::<u8>(), 0..100),
        1 => "[\\[\\]{}\":,0-9a-z\\\\ ]{0,200}".prop_map(String::into_bytes),
        1 => (8000..9000usize).prop_map(|length| vec![b' '; length]),
    ]
}

fn anything() -> impl Strategy<Value = Anything> {
    let method = prop::sample::select(vec![
        "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "TRACE", "BREW",
    ]);
    (method, path(), headers(), body()).prop_map(|(method, path, headers, body)| Anything {
        method,
        path,
        headers,
        body,
    })
}

fn replace(bytes: &[u8], what: &str, with: &str) -> Vec<u8> {
    let Some(at) = bytes
        .windows(what.len())
        .position(|part| part == what.as_bytes())
    else {
        return bytes.to_vec();
    };
    [&bytes[..at], with.as_bytes(), &bytes[at + what.len()..]].concat()
}

/// No 5xx, and no error but a problem. Codes and tokens are now and then those of a real host.
async fn whatever_comes_in_a_problem_goes_out(service: Service) {
    let runtime = tokio::runtime::Handle::current();
    let played = tokio::task::spawn_blocking(move || {
        let mut runner = TestRunner::new(Config {
            cases: CASES,
            failure_persistence: None,
            ..Config::default()
        });
        let host = runtime.block_on(service.host("Olga"));
        runner.run(&anything(), |request| {
            runtime.block_on(expect_a_proper_answer(&host, &request))
        })
    });
    played.await.expect("an end").expect("only proper answers");
}

async fn expect_a_proper_answer(
    host: &Member<'_>,
    request: &Anything,
) -> Result<(), TestCaseError> {
    let path = replace(&request.path, "CODE", &host.code);
    let mut head = [request.method.as_bytes(), b" ", &path, b" HTTP/1.1\r\n"].concat();
    for (name, value) in &request.headers {
        let value = replace(value, "TOKEN", &host.token);
        head.extend([name.as_bytes(), b": ", &value, b"\r\n"].concat());
    }
    let Some(answer) = wire::exchange(host.service, &head, &request.body).await else {
        return Err(TestCaseError::fail("no answer"));
    };
    let status = answer.status.as_u16();
    prop_assert!(status < 500, "{answer:?}");
    // What is no HTTP at all never reaches the service: its server answers by itself, without a request id.
    let reached = answer.headers.contains_key("x-request-id");
    prop_assert!(reached || status == 400, "{answer:?}");
    if reached && status >= 400 {
        prop_assert_eq!(&answer.headers["content-type"], "application/problem+json");
        let is_complete = answer.body["code"].is_string() && answer.body["status"] == status;
        prop_assert!(is_complete || request.method == "HEAD", "{answer:?}");
    }
    Ok(())
}
