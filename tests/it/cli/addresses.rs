//! Where the program listens, and for whom it takes those who come.

use std::net::{IpAddr, TcpListener};

use reqwest::{Method, StatusCode};
use serde_json::json;

use super::{Place, Server, send};

/// By default, and that is at a free port.
async fn serve_everywhere(place: &Place) -> (Server, String) {
    let mut program = place.start(&[], &[("PORT", "0")]);
    let address = program.address().await;
    let (_, port) = address.rsplit_once(':').expect("a port");
    let port = port.to_owned();
    (Server { program, address }, port)
}

/// A machine without IPv6 has IPv4 alone, and the service there too.
fn has_ipv6() -> bool {
    TcpListener::bind("[::1]:0").is_ok()
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn it_is_at_localhost_whichever_address_that_is() {
    let place = Place::new();
    let (mut server, port) = serve_everywhere(&place).await;
    assert_eq!(server.address, format!("http://localhost:{port}"));
    server.ready().await;
    let mut hosts = vec!["127.0.0.1"];
    if has_ipv6() {
        hosts.push("[::1]");
    }
    for host in hosts {
        server.address = format!("http://{host}:{port}");
        server.create().await;
        // For this machine alone, which it takes both for.
        assert_eq!(server.status("/web/address").await, 200, "{host}");
    }
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn an_address_that_is_given_is_the_only_one() {
    let place = Place::new();
    let server = place.serve(&[]).await;
    let (_, port) = server.address.rsplit_once(':').expect("a port");
    let elsewhere = reqwest::get(format!("http://[::1]:{port}/livez")).await;
    assert!(elsewhere.is_err_and(|error| error.is_connect()));
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn metrics_are_at_every_address_too_where_they_are_asked_for() {
    let place = Place::new();
    let variables = [("METRICS_ADDRESS", "[::]:0"), ("LOG_FORMAT", "json")];
    let server = place.serve(&variables).await;
    server.ready().await;
    let log = server.program.stdout();
    let (_, after) = log.split_once("\"address\":\"").expect("an address");
    let (address, _) = after.split_once('"').expect("its end");
    let (_, port) = address.rsplit_once(':').expect("a port");
    let metrics = reqwest::get(format!("http://127.0.0.1:{port}/metrics")).await;
    assert_eq!(metrics.expect("an answer").status(), StatusCode::OK);
}

/// On one socket with IPv6, IPv4 addresses come in one network of 64 bits.
#[cfg(all(feature = "sqlite", target_os = "linux"))]
#[tokio::test]
async fn clients_of_ipv4_are_told_apart() {
    let place = Place::new();
    let (server, port) = serve_everywhere(&place).await;
    server.ready().await;
    let opened = async |from: &str| {
        let from: IpAddr = from.parse().expect("an address");
        let client = reqwest::Client::builder().local_address(from).build();
        let url = format!("http://127.0.0.1:{port}/api/v1/lobbies");
        let request = client.expect("a client").request(Method::POST, url);
        send(request.json(&json!({ "host_name": "Olga" })))
            .await
            .status
    };
    while opened("127.0.0.1").await != StatusCode::TOO_MANY_REQUESTS {}
    assert_eq!(opened("127.0.0.2").await, StatusCode::CREATED);
}
