//! Metrics of the program: where they come out, and that they don't elsewhere.

use reqwest::{Method, StatusCode};

use super::{BACKENDS, Place, eventually};
use crate::harness::{Database, send};

#[tokio::test]
async fn metrics_have_an_address_of_their_own() {
    for backend in BACKENDS {
        let (place, database) = (Place::new(), Database::create(*backend).await);
        let variables = [
            ("DATABASE_URL", database.url.as_str()),
            ("METRICS_ADDRESS", "127.0.0.1:0"),
            ("LOG_FORMAT", "json"),
        ];
        let server = place.serve(&variables).await;
        server.ready().await;
        server.create().await;
        let log = server.program.stdout();
        let (_, after) = log.split_once("\"address\":\"").expect("an address");
        let (address, _) = after.split_once('"').expect("its end");
        let get = async |path: &str| {
            let answer = reqwest::get(format!("http://{address}{path}")).await;
            answer.expect("an answer")
        };
        let numbers = get("/metrics").await.text().await.expect("text");
        assert!(
            numbers.contains("\npanenka_lobbies_active 1\n"),
            "{numbers}"
        );
        // There and nowhere else, and nothing else there.
        let answer = send(server.request(Method::GET, "/metrics")).await;
        answer.assert_problem("not-found");
        assert_eq!(get("/readyz").await.status(), StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn metrics_open_to_a_token() {
    for backend in BACKENDS {
        let (place, database) = (Place::new(), Database::create(*backend).await);
        let token = "sixteen-letters!";
        let variables = [
            ("DATABASE_URL", database.url.as_str()),
            ("METRICS_TOKEN", token),
        ];
        let server = place.serve(&variables).await;
        server.ready().await;
        assert_eq!(server.status("/metrics").await, 401);
        let request = server.request(Method::GET, "/metrics").bearer_auth(token);
        assert_eq!(send(request).await.status, 200);
        server.program.signal("TERM");
        let ended = server.program.end().await;
        assert!(!format!("{ended:?}").contains(token), "{ended:?}");
    }
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn a_metrics_address_in_use_is_refused() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let variables = [
        ("PORT", "0"),
        ("BIND_ADDRESS", "127.0.0.1"),
        ("METRICS_ADDRESS", address.as_str()),
        ("RUST_LOG", "off"),
    ];
    let ended = Place::new().run(&["serve"], &variables).await;
    ended.assert_refused(1, &[&address]);
}

#[tokio::test]
async fn lines_are_written_on_an_interval_when_asked_for() {
    for backend in BACKENDS {
        let (place, database) = (Place::new(), Database::create(*backend).await);
        let url = ("DATABASE_URL", database.url.as_str());
        let quiet = place.serve(&[url]).await;
        let server = place.serve(&[url, ("LOG_METRICS_INTERVAL", "1")]).await;
        server.ready().await;
        server.create().await;
        eventually("a line", async || {
            let log = server.program.stdout();
            let line = "count#panenka_lobbies_created_total=1";
            log.lines().any(|written| written == line).then_some(())
        })
        .await;
        assert!(!quiet.program.stdout().contains("sample#"));
    }
}
