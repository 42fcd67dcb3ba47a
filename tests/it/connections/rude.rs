//! What takes too long is ended, and nothing else.

use super::*;

on_both_databases! {
    a_connection_that_sends_nothing_is_closed,
    a_head_that_drips_is_cut_off,
    an_idle_connection_outlasts_a_slow_head,
    an_idle_connection_is_closed_in_the_end,
    a_second_head_is_limited_like_the_first,
    a_body_that_drips_is_refused,
    a_client_that_reads_nothing_is_cut_off,
    a_head_without_end_is_refused,
    a_head_has_room_for_what_clients_send,
    what_is_no_request_is_a_problem,
    a_client_that_leaves_in_the_middle_harms_nobody,
}

async fn a_connection_that_sends_nothing_is_closed(service: Service) {
    let limits = TimeLimits {
        head: SOON,
        ..PATIENT
    };
    let service = bounded(&service, limits, None).await;
    let mut silent = Raw::open(&service).await;
    assert_eq!(silent.until_closed().await, "");
    play(&service).await;
}

async fn a_head_that_drips_is_cut_off(service: Service) {
    let limits = TimeLimits {
        head: SOON,
        ..PATIENT
    };
    let service = bounded(&service, limits, None).await;
    let mut slow = Raw::open(&service).await;
    slow.send(b"GET /livez HTTP/1.1\r\nX-Slow: ").await;
    let drip = async {
        while slow.0.write_all(b"a").await.is_ok() {
            tokio::time::sleep(SOON / 20).await;
        }
    };
    timeout(PATIENCE, drip).await.expect("an end in time");
    play(&service).await;
}

async fn an_idle_connection_outlasts_a_slow_head(service: Service) {
    let limits = TimeLimits {
        head: SOON,
        ..PATIENT
    };
    let service = bounded(&service, limits, None).await;
    let mut idle = Raw::open(&service).await;
    assert!(idle.is_served().await);
    // Begins to wait later than the idle one, and is ended.
    let mut silent = Raw::open(&service).await;
    assert_eq!(silent.until_closed().await, "");
    assert!(idle.is_served().await);
}

async fn an_idle_connection_is_closed_in_the_end(service: Service) {
    let limits = TimeLimits {
        idle: SOON,
        ..PATIENT
    };
    let service = bounded(&service, limits, None).await;
    let mut idle = Raw::open(&service).await;
    assert!(idle.is_served().await);
    assert_eq!(idle.until_closed().await, "");
    play(&service).await;
}

async fn a_second_head_is_limited_like_the_first(service: Service) {
    let limits = TimeLimits {
        head: SOON,
        ..PATIENT
    };
    let service = bounded(&service, limits, None).await;
    let mut slow = Raw::open(&service).await;
    assert!(slow.is_served().await);
    slow.send(b"GET /livez HT").await;
    assert_eq!(slow.until_closed().await, "");
}

async fn a_body_that_drips_is_refused(service: Service) {
    let limits = TimeLimits {
        body: SOON,
        ..PATIENT
    };
    let service = bounded(&service, limits, None).await;
    let mut slow = Raw::open(&service).await;
    slow.send(
        b"POST /api/v1/lobbies HTTP/1.1\r\nHost: quiz\r\nContent-Type: application/json\r\n\
          Content-Length: 4000\r\n\r\n{\"host_",
    )
    .await;
    let answer = slow.until_closed().await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains("application/problem+json"), "{answer}");
    assert!(answer.contains("retry-after: 1"), "{answer}");
    assert!(answer.contains("\"code\":\"unavailable\""), "{answer}");
    play(&service).await;
}

async fn a_client_that_reads_nothing_is_cut_off(service: Service) {
    let limits = TimeLimits {
        write: SOON,
        ..PATIENT
    };
    // The next connection is served only when this one has given its place back.
    let connection_limits = ConnectionLimits {
        connections: 1,
        connections_per_peer: 1000,
    };
    let service = bounded(&service, limits, Some(connection_limits)).await;
    let mut deaf = Raw::open_narrow(&service).await;
    let ask = b"GET /openapi.json HTTP/1.1\r\nHost: quiz\r\n\r\n".repeat(100);
    let asking = tokio::spawn(async move {
        // More than any buffer between the two takes.
        while deaf.0.write_all(&ask).await.is_ok() {}
    });
    timeout(PATIENCE, livez(&service)).await.expect("a place");
    timeout(PATIENCE, asking)
        .await
        .expect("in time")
        .expect("an end");
}

async fn a_head_without_end_is_refused(service: Service) {
    let service = bounded(&service, PATIENT, None).await;
    let mut endless = Raw::open(&service).await;
    endless.send(b"GET /livez HTTP/1.1\r\n").await;
    let line = format!("X-More: {}\r\n", "a".repeat(1000));
    let flood = async {
        for _ in 0..1000 {
            if endless.0.write_all(line.as_bytes()).await.is_err() {
                break;
            }
        }
    };
    timeout(PATIENCE, flood).await.expect("an end in time");
    let answer = endless.until_closed().await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
    assert!(answer.contains("\"code\":\"head-too-large\""), "{answer}");
    play(&service).await;
}

/// Also where there were requests before, and the log tells of it as of any other answer.
async fn what_is_no_request_is_a_problem(service: Service) {
    let log = Log::start("panenka=info");
    let service = bounded(&service, PATIENT, None).await;
    let mut rude = Raw::open(&service).await;
    assert!(rude.is_served().await);
    rude.send(b"\x16\x03\x01\x02\r\n\r\n").await;
    let answer = rude.until_closed().await;
    assert!(
        answer.starts_with("HTTP/1.1 400 Bad Request\r\n"),
        "{answer}"
    );
    assert!(answer.contains("\"code\":\"invalid-request\""), "{answer}");
    let lengths = answer.matches("content-length: ").count();
    assert_eq!(lengths, 1, "{answer}");
    for header in [
        "connection: close",
        "date: ",
        "x-request-id: ",
        "x-content-type-options: ",
    ] {
        assert!(answer.contains(&format!("\r\n{header}")), "{answer}");
    }
    assert!(
        log.text().contains(r#"method=- route="(none)" status=400"#),
        "{}",
        log.text()
    );
}

/// 8 KiB: neither much less nor much more.
async fn a_head_has_room_for_what_clients_send(service: Service) {
    for (length, expected) in [(7000, 204), (9000, 431)] {
        let request = service.request(Method::GET, "//livez");
        let answer = request.header("x-more", "a".repeat(length)).send().await;
        assert_eq!(answer.expect("an answer").status(), expected, "{length}");
    }
}

async fn a_client_that_leaves_in_the_middle_harms_nobody(service: Service) {
    let connection_limits = ConnectionLimits {
        connections: 2,
        connections_per_peer: 1000,
    };
    let service = bounded(&service, PATIENT, Some(connection_limits)).await;
    for part in [
        &b"POST /api/v1/lobbies HT"[..],
        b"POST /api/v1/lobbies HTTP/1.1\r\nHost: quiz\r\nContent-Length: 100\r\n\r\n{",
        b"GET /openapi.json HTTP/1.1\r\nHost: quiz\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
    ] {
        for _ in 0..20 {
            Raw::open(&service).await.send(part).await;
        }
    }
    timeout(PATIENCE, play(&service)).await.expect("a game");
}
