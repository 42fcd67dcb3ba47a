//! What a client has sent and nobody reads, and a client that sends nothing more.

use tokio::io::AsyncReadExt as _;

use super::*;
use crate::cli::eventually;
use crate::harness::text;

on_both_databases! {
    a_refusal_before_the_body_keeps_the_connection,
    a_rest_that_is_too_large_ends_the_connection_with_notice,
    a_rest_that_does_not_come_ends_the_connection_with_notice,
    a_body_that_is_not_asked_for_ends_the_connection_with_notice,
    who_sends_nothing_more_has_the_answer,
    who_sends_half_a_request_and_nothing_more_is_let_go,
    who_sends_nothing_more_follows_no_stream,
    who_sends_nothing_more_waits_not_long,
}

/// Method and path, more of the head, and the status.
type Refused = (&'static str, &'static str, u16);

/// Refused by the head alone.
const REFUSED: &[Refused] = &[
    ("POST /api/v1/lobbies/ABCD/buzz", "", 401),
    (
        "POST /api/v1/lobbies/ABCD/buzz",
        "Authorization: Basic YQ==\r\n",
        401,
    ),
    ("POST /api/v1/lobbies/0000/players", "", 404),
    ("POST /nowhere", "", 404),
    ("PUT /api/v1/lobbies", "", 405),
    ("DELETE /livez", "", 405),
];

fn head(request: &str, more: &str, length: usize) -> String {
    format!(
        "{request} HTTP/1.1\r\nHost: quiz\r\nContent-Type: application/json\r\n{more}Content-Length: {length}\r\n\r\n"
    )
}

async fn a_refusal_before_the_body_keeps_the_connection(service: Service) {
    let service = bounded(&service, PATIENT, None).await;
    let too_large = ("POST /api/v1/lobbies", "", 413);
    let cases = REFUSED.iter().map(|refused| (refused, 60));
    let cases = cases.chain([(&too_large, 9000), (&too_large, 60_000)]);
    for (&(request, more, status), length) in cases {
        let mut connection = Raw::open(&service).await;
        connection
            .send(head(request, more, length).as_bytes())
            .await;
        // A service that answers now does not know yet what comes first on this connection.
        let early = timeout(SOON / 3, connection.0.readable()).await;
        assert!(early.is_err(), "{request}");
        connection.send("a".repeat(length).as_bytes()).await;
        let answer = connection.answer().await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{answer}"
        );
        assert!(!answer.contains("connection: close"), "{answer}");
        assert!(connection.is_served().await, "{request}");
    }
}

async fn a_rest_that_is_too_large_ends_the_connection_with_notice(service: Service) {
    let service = bounded(&service, PATIENT, None).await;
    for (request, more) in [
        ("POST /api/v1/lobbies", ""),
        ("POST /api/v1/lobbies/ABCD/buzz", ""),
        ("POST /nowhere", ""),
    ] {
        let mut connection = Raw::open(&service).await;
        connection
            .send(head(request, more, 1_000_000).as_bytes())
            .await;
        // All of it, whatever the service has said meanwhile.
        connection.send("a".repeat(1_000_000).as_bytes()).await;
        let answer = connection.until_closed().await;
        assert!(answer.starts_with("HTTP/1.1 4"), "{request}: {answer}");
        assert!(answer.contains("connection: close"), "{answer}");
        assert!(answer.ends_with('}'), "{answer}");
    }
}

async fn a_rest_that_does_not_come_ends_the_connection_with_notice(service: Service) {
    let limits = TimeLimits {
        rest: SOON,
        ..PATIENT
    };
    let service = bounded(&service, limits, None).await;
    let mut connection = Raw::open(&service).await;
    let (request, more, status) = REFUSED[0];
    connection.send(head(request, more, 60).as_bytes()).await;
    let answer = connection.until_closed().await;
    assert!(
        answer.starts_with(&format!("HTTP/1.1 {status}")),
        "{answer}"
    );
    assert!(answer.contains("connection: close"), "{answer}");
}

async fn a_body_that_is_not_asked_for_ends_the_connection_with_notice(service: Service) {
    let limits = TimeLimits {
        rest: SOON,
        ..PATIENT
    };
    let service = bounded(&service, limits, None).await;
    for (request, more, status) in REFUSED {
        let mut connection = Raw::open(&service).await;
        let more = format!("{more}Expect: 100-continue\r\n");
        connection.send(head(request, &more, 60).as_bytes()).await;
        let answer = connection.until_closed().await;
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{answer}"
        );
        assert!(answer.contains("connection: close"), "{answer}");
    }
}

async fn who_sends_nothing_more_has_the_answer(service: Service) {
    let service = bounded(&service, PATIENT, None).await;
    let host = service.host("Olga").await;
    for number in 0..20 {
        let mut connection = Raw::open(&service).await;
        let body = format!("{{\"name\":\"Player {number}\"}}");
        let request = format!("POST /api/v1/lobbies/{}/players", host.code);
        let request = head(&request, "", body.len()) + &body;
        connection.send(request.as_bytes()).await;
        connection.0.shutdown().await.expect("an end");
        let answer = connection.until_closed().await;
        assert!(answer.starts_with("HTTP/1.1 201"), "{number}: {answer}");
    }
    let lobby = host.lobby().await;
    assert_eq!(lobby["players"].as_array().expect("a list").len(), 20);
}

async fn who_sends_half_a_request_and_nothing_more_is_let_go(service: Service) {
    let service = bounded(&service, PATIENT, None).await;
    for _ in 0..20 {
        let mut connection = Raw::open(&service).await;
        let request = head("POST /api/v1/lobbies", "", 60) + "{\"host";
        connection.send(request.as_bytes()).await;
        connection.0.shutdown().await.expect("an end");
        let answer = connection.until_closed().await;
        assert!(!answer.starts_with("HTTP/1.1 2"), "{answer}");
    }
}

async fn who_sends_nothing_more_follows_no_stream(service: Service) {
    let service = bounded(&service, PATIENT, None).await;
    let host = service.host("Olga").await;
    let mut connection = following(&service, &host, "/events").await;
    connection.until("event: lobby").await;
    assert_eq!(service.live.followers(), 1);
    connection.0.shutdown().await.expect("an end");
    connection.until_closed().await;
    eventually("an end", async || {
        (service.live.followers() == 0).then_some(())
    })
    .await;
}

async fn who_sends_nothing_more_waits_not_long(service: Service) {
    let limits = TimeLimits {
        farewell: SOON,
        ..PATIENT
    };
    let service = bounded(&service, limits, None).await;
    let host = service.host("Olga").await;
    let version = text(&host.lobby().await["version"].to_string().into());
    let path = format!("?since={version}&wait=25");
    let mut connection = following(&service, &host, &path).await;
    eventually("a wait", async || {
        (service.live.followers() == 1).then_some(())
    })
    .await;
    connection.0.shutdown().await.expect("an end");
    assert_eq!(connection.until_closed().await, "");
    eventually("an end", async || {
        (service.live.followers() == 0).then_some(())
    })
    .await;
}

impl Raw {
    /// Reads one answer that says how long its body is.
    async fn answer(&mut self) -> String {
        let mut answer = self.empty_answer().await;
        let length = answer
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let length = length.expect("a length").parse().expect("a number");
        let mut body = vec![0; length];
        let read = timeout(PATIENCE, self.0.read_exact(&mut body)).await;
        read.expect("in time").expect("a body");
        answer.push_str(&String::from_utf8_lossy(&body));
        answer
    }
}
