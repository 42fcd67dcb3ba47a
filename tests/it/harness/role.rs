//! Somebody to whom Postgres gives so many connections and no more.

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

use super::Database;

/// A role with so many connections, for one test; the database belongs to it.
pub struct Role {
    name: String,
    pub url: String,
    server: String,
}

impl Role {
    pub async fn create(database: &Database, connections: usize) -> Self {
        let name = format!("panenka_role_{}", uuid::Uuid::new_v4().simple());
        let mut url: reqwest::Url = database.url.parse().expect("a URL");
        let owned = url.path().trim_start_matches('/').to_owned();
        let server = database.url.clone();
        let create = format!(
            "CREATE ROLE {name} LOGIN PASSWORD 'quiz' CONNECTION LIMIT {connections}; \
             ALTER DATABASE {owned} OWNER TO {name}; ALTER SCHEMA public OWNER TO {name}"
        );
        run(&server, &create).await;
        url.set_username(&name).expect("a name");
        url.set_password(Some("quiz")).expect("a password");
        Self {
            name,
            url: url.to_string(),
            server,
        }
    }

    pub async fn drop(self) {
        let drop = format!(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = '{0}'; \
             REASSIGN OWNED BY {0} TO CURRENT_USER; DROP OWNED BY {0}; DROP ROLE {0}",
            self.name
        );
        run(&self.server, &drop).await;
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
