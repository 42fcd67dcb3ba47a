//! Instances that come and go under load, and the connections they take.

use super::{Load, expect_stored};
use crate::cli::{BACKENDS, Place};
use crate::harness::Database;

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

#[cfg(feature = "postgres")]
mod budget {
    use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

    use super::*;
    use crate::harness::Backend;

    /// What the smallest plan of the platform grants.
    const CONNECTIONS: usize = 20;

    /// A role with so many connections, for one test; the database belongs to it.
    struct Role {
        name: String,
        url: String,
        server: String,
    }

    impl Role {
        async fn create(database: &Database) -> Self {
            let name = format!("panenka_role_{}", uuid::Uuid::new_v4().simple());
            let mut url: reqwest::Url = database.url.parse().expect("a URL");
            let owned = url.path().trim_start_matches('/').to_owned();
            let server = database.url.clone();
            run(
                &server,
                &format!(
                    "CREATE ROLE {name} LOGIN PASSWORD 'quiz' CONNECTION LIMIT {CONNECTIONS}; \
                 ALTER DATABASE {owned} OWNER TO {name}; ALTER SCHEMA public OWNER TO {name}"
                ),
            )
            .await;
            url.set_username(&name).expect("a name");
            url.set_password(Some("quiz")).expect("a password");
            Self {
                name,
                url: url.to_string(),
                server,
            }
        }

        async fn drop(self) {
            run(&self.server, &format!(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '{0}'; \
                 REASSIGN OWNED BY {0} TO CURRENT_USER; DROP OWNED BY {0}; DROP ROLE {0}",
                self.name
            ))
            .await;
        }
    }

    async fn run(url: &str, statements: &str) {
        let mut connection = PgConnection::connect(url).await.expect("Postgres");
        for statement in statements.split("; ") {
            let ran = connection
                .execute(AssertSqlSafe(statement.to_owned()))
                .await;
            ran.expect("a statement");
        }
        connection.close().await.expect("an end");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn two_instances_a_migration_and_a_person_fit_into_twenty_connections() {
        let database = Database::create(Backend::Postgres).await;
        let role = Role::create(&database).await;
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
