//! How connections end when the service is asked to stop.

use super::*;
use crate::live::Events;

on_both_databases! {
    idle_connections_are_closed_at_the_end,
    a_request_under_way_is_finished,
    a_stream_is_waited_for,
    a_stream_over_http_2_is_waited_for,
    a_slow_head_does_not_hold_up_the_end,
}

async fn idle_connections_are_closed_at_the_end(service: Service) {
    let mut service = bounded(&service, PATIENT, None).await;
    let mut idle = Raw::open(&service).await;
    assert!(idle.is_served().await);
    timeout(PATIENCE, service.stop()).await.expect("an end");
    assert_eq!(idle.until_closed().await, "");
    let address = service.address.trim_start_matches("http://");
    assert!(TcpStream::connect(address).await.is_err());
}

async fn a_request_under_way_is_finished(service: Service) {
    let mut service = bounded(&service, PATIENT, None).await;
    let body = b"{\"host_name\":\"Olga\"}";
    let mut slow = Raw::open(&service).await;
    let head = "POST /api/v1/lobbies HTTP/1.1\r\nHost: quiz\r\nContent-Type: application/json\r\n\
                Expect: 100-continue\r\nContent-Length: 20\r\n\r\n";
    slow.send(head.as_bytes()).await;
    // The service asks for the body: the request is under way.
    let asked = slow.empty_answer().await;
    assert!(asked.starts_with("HTTP/1.1 100"), "{asked}");
    let stopped = service.stop();
    slow.send(body).await;
    let answer = slow.until_closed().await;
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    timeout(PATIENCE, stopped).await.expect("an end");
}

async fn a_stream_is_waited_for(service: Service) {
    let mut service = leaving_at_once(&service).await;
    let stopped;
    {
        let host = service.host("Olga").await;
        let mut events = Events::of(&host).await;
        events.lobby().await;
        let changed = host.reset().await.assert_ok();
        let address = service.address.clone();
        stopped = tokio::spawn(service.stop());
        refused(&address).await;
        assert_eq!(events.lobby().await["version"], changed["version"]);
        assert!(!stopped.is_finished());
        service.shutdown.begin();
        assert_eq!(events.end().await, "stopping");
    }
    let stopped = timeout(PATIENCE, stopped).await;
    stopped.expect("an end in time").expect("an end");
}

async fn a_stream_over_http_2_is_waited_for(service: Service) {
    let mut service = leaving_at_once(&service).await;
    let client = reqwest::Client::builder().http2_prior_knowledge();
    let client = client.build().expect("a client");
    let host = service.host("Olga").await;
    let url = format!("{}/api/v1/lobbies/{}/events", service.address, host.code);
    let response = client.get(url).bearer_auth(&host.token).send().await;
    let mut events = Events::from(response.expect("an answer"));
    events.lobby().await;
    let address = service.address.clone();
    let stopped = tokio::spawn(service.stop());
    refused(&address).await;
    service.shutdown.begin();
    assert_eq!(events.end().await, "stopping");
    let stopped = timeout(PATIENCE, stopped).await;
    stopped.expect("an end in time").expect("an end");
}

async fn a_slow_head_does_not_hold_up_the_end(service: Service) {
    let limits = TimeLimits {
        head: SOON,
        ..PATIENT
    };
    let mut service = bounded(&service, limits, None).await;
    let mut slow = Raw::open(&service).await;
    assert!(slow.is_served().await);
    slow.send(b"GET /livez HT").await;
    timeout(PATIENCE, service.stop()).await.expect("an end");
    slow.until_closed().await;
}

/// Who follows goes at once when the end begins.
async fn leaving_at_once(service: &Service) -> Service {
    let mut following = Following::default();
    following.pace.farewell = Duration::ZERO;
    following.bounds.limits = PATIENT;
    let database = Arc::clone(&service.database);
    Service::start_as(database, service.clock.clone(), |_| {}, following).await
}

/// Waits until nothing more is accepted.
async fn refused(address: &str) {
    let address = address.trim_start_matches("http://");
    let refused = async { while TcpStream::connect(address).await.is_ok() {} };
    timeout(PATIENCE, refused).await.expect("refused in time");
}
