//! A process that is asked to end while it is busy.

use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode};
use serde_json::json;

use super::{Load, expect_stored, in_time};
use crate::cli::{BACKENDS, Place};
use crate::harness::{Backend, Database};
use crate::sql::Sql;

/// What the platform grants, less some; see `server::DRAIN`.
const DRAIN: Duration = Duration::from_secs(25);

#[tokio::test(flavor = "multi_thread")]
async fn a_busy_process_finishes_what_it_has_begun_and_forgets_nothing() {
    for backend in BACKENDS {
        let database = Database::create(*backend).await;
        let place = Place::new();
        let variables = [
            ("DATABASE_URL", database.url.as_str()),
            ("RATE_LIMITS", "off"),
        ];
        let server = place.serve(&variables).await;
        server.ready().await;
        let (code, host) = server.create().await;
        let load = Load::start(8, &server.address);
        load.go_on().await;

        let mut blocker = Sql::open(&database).await;
        let lock = match backend {
            Backend::Sqlite => "BEGIN IMMEDIATE".to_owned(),
            Backend::Postgres => {
                format!("BEGIN; SELECT code FROM lobbies WHERE code = '{code}' FOR UPDATE")
            }
        };
        blocker.execute(&lock).await;
        let set = server.request(Method::PATCH, &format!("/api/v1/lobbies/{code}"));
        let set = set
            .bearer_auth(&host)
            .json(&json!({ "question_value": 50 }));
        let waiting = tokio::spawn(in_time(set));
        tokio::time::sleep(Duration::from_millis(300)).await;
        let asked = Instant::now();
        server.program.signal("TERM");
        tokio::time::sleep(Duration::from_millis(300)).await;
        blocker.execute("ROLLBACK").await;
        let (answer, _) = waiting.await.expect("an answer");
        // Behind a lock, SQLite's one writer may find others before it.
        let ended = server.program.end().await;
        let taken = asked.elapsed();
        assert_eq!(ended.status.code(), Some(0), "{backend:?}: {ended:?}");
        assert!(taken < DRAIN, "{backend:?}: {taken:?}");
        assert_eq!(answer.status, StatusCode::OK, "{backend:?}: {answer:?}");
        let acknowledged = load.stop().await;

        let server = place.serve(&variables).await;
        server.ready().await;
        assert_eq!(server.lobby(&code, &host).await["question_value"], 50);
        let players = expect_stored(&server, &acknowledged).await;
        eprintln!("{backend:?}: {players} players acknowledged and stored, ended in {taken:?}");
    }
}
