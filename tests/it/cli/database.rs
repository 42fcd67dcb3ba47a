//! The program and its database: what survives a crash, and a server that comes late.

use reqwest::Method;
use serde_json::json;

use super::{BACKENDS, Place, eventually};
use crate::harness::{Database, send, text};
use crate::sql::Sql;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_kill() {
    for backend in BACKENDS {
        let database = Database::create(*backend).await;
        let place = Place::new();
        let variables = [("DATABASE_URL", database.url.as_str())];
        for round in 0..5 {
            let mut server = place.serve(&variables).await;
            server.ready().await;
            let (code, host) = server.create().await;
            let joined = server
                .post(
                    &format!("/{code}/players"),
                    "none",
                    json!({ "name": "Anna" }),
                )
                .await;
            let anna = text(&joined["token"]);
            let buzzed = server
                .post(&format!("/{code}/buzz"), &anna, json!({}))
                .await;
            server.program.child.kill().expect("a kill");
            server.program.child.wait().expect("an end");

            let server = place.serve(&variables).await;
            server.ready().await;
            let lobby = server.lobby(&code, &host).await;
            assert_eq!(
                lobby["buzz_queue"][0]["id"], joined["player_id"],
                "{backend:?} {round}"
            );
            assert_eq!(lobby["version"], buzzed["version"]);
            let again = server
                .post(&format!("/{code}/buzz"), &anna, json!({}))
                .await;
            assert_eq!(
                (&again["status"], &again["position"]),
                (&json!("already"), &json!(1))
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn migrating_twice_is_migrating_once() {
    for backend in BACKENDS {
        let database = Database::create(*backend).await;
        let place = Place::new();
        let variables = [("DATABASE_URL", database.url.as_str())];
        for _ in 0..2 {
            let ended = place.run(&["migrate"], &variables).await;
            assert!(ended.status.success(), "{ended:?}");
            assert_eq!(
                ended.stdout.lines().last(),
                Some("the schema is up to date")
            );
        }
        let mut sql = Sql::open(&database).await;
        assert_eq!(sql.value("SELECT count(*) FROM lobbies").await, "0");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schema_that_a_later_version_has_changed_is_left_as_it_is() {
    for backend in BACKENDS {
        let database = Database::create(*backend).await;
        let place = Place::new();
        let variables = [("DATABASE_URL", database.url.as_str())];
        assert!(place.run(&["migrate"], &variables).await.status.success());
        let mut sql = Sql::open(&database).await;
        let later =
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
            SELECT 9999, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
        sql.execute(later).await;
        sql.execute("ALTER TABLE lobbies ADD COLUMN later TEXT")
            .await;

        let ended = place.run(&["migrate"], &variables).await;
        assert!(ended.status.success(), "{backend:?}: {ended:?}");
        let server = place.serve(&variables).await;
        server.ready().await;
        let (code, host) = server.create().await;
        assert_eq!(server.lobby(&code, &host).await["code"], code);
        let applied = "SELECT max(version) FROM _sqlx_migrations";
        assert_eq!(sql.value(applied).await, "9999");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_may_migrate_at_once() {
    for backend in BACKENDS {
        let database = Database::create(*backend).await;
        let place = Place::new();
        let variables = [("DATABASE_URL", database.url.as_str())];
        let programs: Vec<_> = (0..4)
            .map(|_| place.start(&["migrate"], &variables))
            .collect();
        for program in programs {
            let ended = program.end().await;
            assert!(ended.status.success(), "{backend:?}: {ended:?}");
        }
    }
}

#[cfg(feature = "postgres")]
mod late {
    use super::*;
    use crate::harness::proxy::{Proxy, Way};
    use crate::harness::{Answer, Backend};

    fn expect_unavailable(answer: &Answer) {
        answer.assert_problem("unavailable");
        assert_eq!(answer.status, 503);
        assert!(answer.headers.contains_key("retry-after"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_server_that_comes_late_is_found() {
        let database = Database::create(Backend::Postgres).await;
        let proxy = Proxy::to(&database.url).await;
        proxy.set(Way::Cut);
        let place = Place::new();
        let server = place.serve(&[("DATABASE_URL", &proxy.url)]).await;
        assert_eq!(server.status("/livez").await, 204);
        expect_unavailable(&send(server.request(Method::GET, "/readyz")).await);
        let create = server.request(Method::POST, "/api/v1/lobbies");
        expect_unavailable(&send(create.json(&json!({ "host_name": "Olga" }))).await);

        proxy.set(Way::Open);
        server.ready().await;
        server.create().await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_server_that_goes_away_and_comes_back_is_found_again() {
        let database = Database::create(Backend::Postgres).await;
        let proxy = Proxy::to(&database.url).await;
        let place = Place::new();
        let server = place.serve(&[("DATABASE_URL", &proxy.url)]).await;
        server.ready().await;
        let (code, host) = server.create().await;

        proxy.set(Way::Cut);
        let path = format!("/api/v1/lobbies/{code}");
        let look = || server.request(Method::GET, &path).bearer_auth(&host);
        expect_unavailable(&send(look()).await);
        expect_unavailable(&send(server.request(Method::GET, "/readyz")).await);
        assert_eq!(server.status("/livez").await, 204);

        proxy.set(Way::Open);
        server.ready().await;
        eventually("the lobby", async || {
            (send(look()).await.status == 200).then_some(())
        })
        .await;
    }

    /// In the words of the database; not at each attempt, but again when they change.
    #[tokio::test(flavor = "multi_thread")]
    async fn why_it_is_not_ready_is_told_once() {
        let database = Database::create(Backend::Postgres).await;
        for migrates in ["on", "off"] {
            let proxy = Proxy::to(&database.url).await;
            let mut url: reqwest::Url = proxy.url.parse().expect("a URL");
            url.set_path("/panenka_nowhere");
            let place = Place::new();
            let variables = [
                ("DATABASE_URL", url.as_str()),
                ("DATABASE_MIGRATE", migrates),
            ];
            let server = place.serve(&variables).await;
            eventually("four attempts", async || {
                (proxy.connections() >= 4).then_some(())
            })
            .await;
            proxy.set(Way::Cut);
            let log = eventually("another reason", async || {
                let log = server.program.stdout();
                log.contains("the database is unavailable").then_some(log)
            })
            .await;
            let told = log.lines().filter(|line| {
                line.contains("the database is not ready") && line.contains("does not exist")
            });
            assert_eq!(told.count(), 1, "{log}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn migrating_without_a_server_fails_in_one_line() {
        let place = Place::new();
        let url = "postgres://olga:secret@127.0.0.1:1/quiz";
        let ended = place
            .run(&["migrate"], &[("DATABASE_URL", url), ("RUST_LOG", "off")])
            .await;
        ended.assert_refused(1, &[]);
        assert!(!ended.stderr.contains("secret"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn serving_leaves_the_schema_to_the_release_phase_when_told_so() {
        let database = Database::create(Backend::Postgres).await;
        let place = Place::new();
        let variables = [
            ("DATABASE_URL", database.url.as_str()),
            ("DATABASE_MIGRATE", "off"),
        ];
        let server = place.serve(&variables).await;
        let create = server.request(Method::POST, "/api/v1/lobbies");
        expect_unavailable(&send(create.json(&json!({ "host_name": "Olga" }))).await);
        eventually("a look at the schema", async || {
            let log = server.program.stdout();
            log.contains("the schema is not up to date").then_some(())
        })
        .await;
        expect_unavailable(&send(server.request(Method::GET, "/readyz")).await);
        let tables = "SELECT count(*) FROM information_schema.tables WHERE table_name = 'lobbies'";
        let mut sql = Sql::open(&database).await;
        assert_eq!(sql.value(tables).await, "0");
        assert!(
            place
                .run(&["migrate"], &variables[..1])
                .await
                .status
                .success()
        );
        server.ready().await;
        server.create().await;
    }
}

/// Where it can't be told, nobody has to migrate: the database's own words say what is wrong.
#[tokio::test(flavor = "multi_thread")]
async fn a_schema_that_can_not_be_checked_is_not_called_outdated() {
    for backend in BACKENDS {
        let database = Database::create(*backend).await;
        let place = Place::new();
        let url = ("DATABASE_URL", database.url.as_str());
        assert!(place.run(&["migrate"], &[url]).await.status.success());
        let damage = "ALTER TABLE _sqlx_migrations RENAME COLUMN success TO done";
        Sql::open(&database).await.execute(damage).await;
        let server = place.serve(&[url, ("DATABASE_MIGRATE", "off")]).await;
        let told = eventually("a reason", async || {
            let log = server.program.stdout();
            let line = log.lines().find(|line| line.contains("is not ready"))?;
            Some(line.to_owned())
        })
        .await;
        assert!(told.contains("success"), "{told}");
        assert!(!told.contains("panenka migrate"), "{told}");
    }
}
