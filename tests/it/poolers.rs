//! PgBouncer between the service and Postgres.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::cli::{Place, Server, eventually};
use crate::harness::pooler::Pooler;
use crate::harness::{Backend, Database, at_once, send, text};
use crate::sql::Sql;

async fn told(server: &Server, part: &str) -> String {
    eventually("a reason", async || {
        let log = server.program.stdout();
        let line = log.lines().find(|line| line.contains(part))?;
        Some(line.to_owned())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_instances_play_through_sessions_of_a_pooler() {
    let database = Database::create(Backend::Postgres).await;
    let pooler = Pooler::start(&database, "").await;
    let place = Place::new();
    let variables = [("DATABASE_URL", pooler.url.as_str())];
    let migrated = place.run(&["migrate"], &variables).await;
    assert!(migrated.status.success(), "{migrated:?}");
    let servers = [place.serve(&variables).await, place.serve(&variables).await];
    for server in &servers {
        server.ready().await;
    }
    let (code, host) = servers[0].create().await;
    let mut tokens = Vec::new();
    for number in 0..10 {
        let name = json!({ "name": format!("P{number}") });
        let path = format!("/{code}/players");
        let joined = servers[number % 2].post(&path, "none", name).await;
        tokens.push(text(&joined["token"]));
    }
    for round in 1..=10 {
        let path = format!("/api/v1/lobbies/{code}/buzz");
        let buzzes = tokens.iter().flat_map(|token| {
            let buzz = |server: &Server| server.request(Method::POST, &path).bearer_auth(token);
            [buzz(&servers[0]), buzz(&servers[1])]
        });
        for answer in at_once(buzzes.collect::<Vec<_>>()).await {
            answer.assert_ok();
        }
        for server in &servers {
            let lobby = server.lobby(&code, &host).await;
            let queue = lobby["buzz_queue"].as_array().expect("a queue").clone();
            let positions: Vec<_> = queue.iter().map(|buzz| buzz["position"].clone()).collect();
            let expected: Vec<_> = (1..=tokens.len()).map(|position| json!(position)).collect();
            assert_eq!(positions, expected, "round {round}");
        }
        servers[round % 2]
            .post(&format!("/{code}/reset"), &host, json!({}))
            .await;
    }
}

/// What a connection is told goes with it: here the limit on the time of a statement.
#[tokio::test(flavor = "multi_thread")]
async fn the_settings_of_a_session_come_through_a_pooler() {
    let database = Database::create(Backend::Postgres).await;
    let pooler = Pooler::start(&database, "").await;
    let place = Place::new();
    let server = place.serve(&[("DATABASE_URL", pooler.url.as_str())]).await;
    server.ready().await;
    let (code, host) = server.create().await;
    let mut holder = Sql::open(&database).await;
    let hold = format!("BEGIN; SELECT FROM lobbies WHERE code = '{code}' FOR UPDATE");
    holder.execute(&hold).await;
    let path = format!("/api/v1/lobbies/{code}/reset");
    let reset = send(server.request(Method::POST, &path).bearer_auth(&host)).await;
    reset.assert_problem("unavailable");
    eventually("no statement that waits", async || {
        let waiting = "SELECT count(*) FROM pg_stat_activity \
             WHERE datname = current_database() AND wait_event_type = 'Lock'";
        (holder.value(waiting).await == "0").then_some(())
    })
    .await;
}

/// Whichever of its sessions it gives to whoever asks next.
#[tokio::test(flavor = "multi_thread")]
async fn a_pooler_that_shares_its_sessions_is_refused_at_the_start() {
    let database = Database::create(Backend::Postgres).await;
    for (lines, sessions) in [
        ("pool_mode = transaction", 1),
        ("pool_mode = transaction\ndefault_pool_size = 1", 1),
        ("pool_mode = transaction", 5),
        ("pool_mode = transaction\nserver_round_robin = 1", 5),
        ("pool_mode = statement", 1),
    ] {
        let pooler = Pooler::start(&database, lines).await;
        if sessions > 1 {
            // All at once, so that each takes one.
            let busy = (0..sessions).map(|_| async {
                let mut sql = Sql::at(&pooler.url).await;
                sql.rows("SELECT pg_sleep(0.2)").await;
            });
            futures_util::future::join_all(busy).await;
        }
        let place = Place::new();
        let variables = [("DATABASE_URL", pooler.url.as_str())];
        let quiet = [variables[0], ("RUST_LOG", "off")];
        // A machine that is busy may be too slow to find out at once; it never takes it for good.
        let ended = eventually("a refusal", async || {
            let ended = place.run(&["migrate"], &quiet).await;
            assert_eq!(ended.status.code(), Some(1), "{lines}: {ended:?}");
            let is_silence = ended.stderr.contains("has not answered");
            (!is_silence).then_some(ended)
        })
        .await;
        ended.assert_refused(1, &["pool_mode=session", "1.21"]);
        let server = place.serve(&variables).await;
        let line = told(&server, "pool_mode=session").await;
        assert!(line.contains("is not ready"), "{lines}: {line}");
        assert_eq!(server.status("/readyz").await, 503);

        if sessions == 1 {
            // What is asked for is done, and no restart is needed.
            pooler.set("pool_mode = session");
            server.ready().await;
            server.create().await;
        }
    }
}

/// The service has to say so, and neither fail without a reason nor call it its own fault.
#[tokio::test(flavor = "multi_thread")]
async fn a_pooler_that_begins_to_share_its_sessions_is_told_of() {
    let database = Database::create(Backend::Postgres).await;
    let pooler = Pooler::start(&database, "").await;
    let place = Place::new();
    let variables = [
        ("DATABASE_URL", pooler.url.as_str()),
        ("RATE_LIMITS", "off"),
    ];
    let server = place.serve(&variables).await;
    server.ready().await;
    pooler.set("pool_mode = transaction");
    // Several at once, each of whose connections has prepared something else.
    let open = || {
        let body = json!({ "host_name": "Olga" });
        server.request(Method::POST, "/api/v1/lobbies").json(&body)
    };
    let ready = || server.request(Method::GET, "/readyz");
    eventually("a reason", async || {
        at_once((0..8).flat_map(|_| [open(), ready()])).await;
        let log = server.program.stdout();
        let mut lines = log.lines().filter(|line| line.contains("status=503"));
        lines
            .find(|line| line.contains("pool_mode=session"))
            .map(drop)
    })
    .await;
    pooler.set("pool_mode = session");
    eventually("lobbies", async || {
        let answers = at_once((0..8).map(|_| open())).await;
        let all = answers.iter().all(|it| it.status == StatusCode::CREATED);
        all.then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn why_a_pooler_refuses_is_told_in_its_own_words() {
    let database = Database::create(Backend::Postgres).await;
    let pooler = Pooler::start(&database, "").await;
    let place = Place::new();
    for (url, why) in [
        (
            pooler.url.replace("quiz@", "wrong@"),
            "SASL authentication failed",
        ),
        (format!("{}?options=-cgeqo%3Doff", pooler.url), "options"),
    ] {
        let server = place.serve(&[("DATABASE_URL", url.as_str())]).await;
        let line = told(&server, "is not ready").await;
        assert!(line.contains(why), "{line}");
    }
}

/// Connections wait for a session there, and are not taken for those that share one.
#[tokio::test(flavor = "multi_thread")]
async fn one_session_of_a_pooler_is_enough() {
    let database = Database::create(Backend::Postgres).await;
    let pooler = Pooler::start(&database, "default_pool_size = 1").await;
    let place = Place::new();
    let variables = [
        ("DATABASE_URL", pooler.url.as_str()),
        ("DATABASE_MIGRATE", "off"),
        ("DATABASE_MAX_CONNECTIONS", "1"),
    ];
    let direct = [("DATABASE_URL", database.url.as_str())];
    let migrated = place.run(&["migrate"], &direct).await;
    assert!(migrated.status.success(), "{migrated:?}");
    let server = place.serve(&variables).await;
    server.ready().await;
    let (code, host) = server.create().await;
    assert_eq!(server.lobby(&code, &host).await["code"], code);
    tokio::time::timeout(Duration::from_secs(30), server.create())
        .await
        .expect("a lobby");
}
