//! Instances that come and go under load, and the connections they take.

use reqwest::Method;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::{Load, expect_stored, follow};
use crate::cli::{BACKENDS, PATIENCE, Place, Server};
use crate::harness::{Database, send, text};
use crate::live::Events;

#[tokio::test(flavor = "multi_thread")]
async fn a_rolling_restart_loses_nothing_and_needs_no_more_than_a_retry() {
    for backend in BACKENDS {
        let database = Database::create(*backend).await;
        let place = Place::new();
        let variables = [
            ("DATABASE_URL", database.url.as_str()),
            ("RATE_LIMITS", "off"),
        ];
        let mut old = place.serve(&variables).await;
        old.ready().await;
        let load = Load::start(8, &old.address);
        for _ in 0..3 {
            load.go_on().await;
            let new = place.serve(&variables).await;
            new.ready().await;
            load.lead_to(&[&old.address, &new.address]);
            load.go_on().await;
            old.program.signal("TERM");
            let ended = old.program.end().await;
            assert_eq!(ended.status.code(), Some(0), "{backend:?}: {ended:?}");
            load.lead_to(&[&new.address]);
            old = new;
        }
        load.go_on().await;
        let acknowledged = load.stop().await;
        let players = expect_stored(&old, &acknowledged).await;
        eprintln!("{backend:?}: {players} players acknowledged and stored");
    }
}

/// A lobby with a window, its host, and a player.
struct Window {
    code: String,
    host: String,
    anna: Value,
}

impl Window {
    async fn create(server: &Server) -> Self {
        server.ready().await;
        let (code, host) = server.create().await;
        let edit = server.request(Method::PATCH, &format!("/api/v1/lobbies/{code}"));
        let rules = json!({ "settings": { "fair_window_ms": 1000 } });
        send(edit.bearer_auth(&host).json(&rules)).await.assert_ok();
        let name = json!({ "name": "Anna" });
        let anna = server.post(&format!("/{code}/players"), "none", name).await;
        Self { code, host, anna }
    }

    /// The first buzz is the last thing that its instance does.
    async fn open_and_kill(&self, server: Server) {
        let (path, token) = (format!("/{}/buzz", self.code), text(&self.anna["token"]));
        let buzzed = server.post(&path, &token, json!({})).await;
        assert_eq!(buzzed["provisional"], true);
        server.program.signal("KILL");
        server.program.end().await;
    }

    async fn expect_sealed(&self, mut events: Events) {
        let is_sealed =
            |lobby: &Value| lobby["buzz_queue"][0].is_object() && lobby["window_ends_at"].is_null();
        let sealed = timeout(PATIENCE, events.lobby_where(is_sealed)).await;
        let sealed = sealed.expect("a seal that is told of");
        assert_eq!(sealed["buzz_queue"][0]["id"], self.anna["player_id"]);
    }
}

#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread")]
async fn an_instance_seals_the_window_that_one_has_opened_which_was_killed() {
    let database = Database::create(crate::harness::Backend::Postgres).await;
    let place = Place::new();
    let variables = [("DATABASE_URL", database.url.as_str())];
    let (one, other) = (place.serve(&variables).await, place.serve(&variables).await);
    let window = Window::create(&one).await;
    let events = follow(&other, &window.code, &window.host).await;
    window.open_and_kill(one).await;
    window.expect_sealed(events).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_is_sealed_after_a_crash_of_the_only_instance() {
    for backend in BACKENDS {
        let database = Database::create(*backend).await;
        let place = Place::new();
        let variables = [("DATABASE_URL", database.url.as_str())];
        let server = place.serve(&variables).await;
        let window = Window::create(&server).await;
        window.open_and_kill(server).await;
        let server = place.serve(&variables).await;
        let events = follow(&server, &window.code, &window.host).await;
        window.expect_sealed(events).await;
    }
}

#[cfg(feature = "postgres")]
mod budget {
    use sqlx::{Connection as _, PgConnection};

    use super::*;
    use crate::harness::Backend;
    use crate::harness::role::Role;

    /// What the smallest plan of the platform grants.
    const CONNECTIONS: usize = 20;

    #[tokio::test(flavor = "multi_thread")]
    async fn two_instances_a_migration_and_a_person_fit_into_twenty_connections() {
        let database = Database::create(Backend::Postgres).await;
        let role = Role::create(&database, CONNECTIONS).await;
        let place = Place::new();
        let variables = [
            ("DATABASE_URL", role.url.as_str()),
            ("DATABASE_MAX_CONNECTIONS", "8"),
            ("RATE_LIMITS", "off"),
        ];
        // Two that both migrate, as in a first deploy.
        let (one, other) = tokio::join!(place.serve(&variables), place.serve(&variables));
        let mut person = PgConnection::connect(&role.url).await.expect("Postgres");
        one.ready().await;
        other.ready().await;
        let loads = [
            Load::start(24, &one.address),
            Load::start(24, &other.address),
        ];
        let mut most = 0;
        for _ in 0..5 {
            loads[0].go_on().await;
            let migrated = place.run(&["migrate"], &variables).await;
            assert!(migrated.status.success(), "{migrated:?}");
            let taken: i64 = sqlx::query_scalar(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = current_user",
            )
            .fetch_one(&mut person)
            .await
            .expect("a number");
            most = most.max(taken);
        }
        let [here, there] = loads;
        let mut acknowledged = here.stop().await;
        acknowledged.extend(there.stop().await);
        let players = expect_stored(&one, &acknowledged).await;
        for server in [&one, &other] {
            let log = server.program.stdout();
            assert!(!log.contains("too many connections"), "{log}");
            let failed = |line: &&str| line.contains("status=5") && line.contains("/api/");
            let failed = log.lines().find(failed);
            assert_eq!(failed, None);
        }
        assert!(most <= 17, "{most} connections");
        eprintln!("{players} players over at most {most} connections");
        drop((one, other));
        person.close().await.expect("an end");
        role.drop().await;
    }
}
