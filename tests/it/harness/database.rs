//! A database for each test.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// An empty database, gone with the value.
pub struct Database {
    pub backend: Backend,
    pub url: String,
    _directory: Option<tempfile::TempDir>,
    name: Option<String>,
}

impl Database {
    pub async fn create(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => {
                let directory = tempfile::tempdir().expect("a directory");
                let file = directory.path().join("test.sqlite3");
                Self {
                    backend,
                    url: format!("sqlite:{}", file.display()),
                    _directory: Some(directory),
                    name: None,
                }
            }
            Backend::Postgres => {
                let name = format!("panenka_test_{}", uuid::Uuid::new_v4().simple());
                postgres::execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).await;
                Self {
                    backend,
                    url: postgres::url_of(&name),
                    _directory: None,
                    name: Some(name),
                }
            }
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(name) = self.name.take() {
            // A thread of its own: the test's runtime may be on its way out.
            let dropped = std::thread::spawn(move || {
                let runtime = tokio::runtime::Runtime::new().expect("a runtime");
                let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                runtime.block_on(postgres::execute(&drop));
            });
            let _ = dropped.join();
        }
    }
}

/// The server of `TEST_DATABASE_URL`, or the one on this machine. A test that does not find it fails.
#[cfg(feature = "postgres")]
mod postgres {
    use sqlx::{AssertSqlSafe, Connection as _, Executor as _};

    fn server() -> String {
        std::env::var("TEST_DATABASE_URL")
            .unwrap_or_else(|_| "postgres://postgres@127.0.0.1:5432/postgres".to_owned())
    }

    pub fn url_of(database: &str) -> String {
        let server = server();
        let (address, parameters) = match server.split_once('?') {
            Some((address, parameters)) => (address, format!("?{parameters}")),
            None => (server.as_str(), String::new()),
        };
        let authority_end = address
            .match_indices('/')
            .nth(2)
            .map_or(address.len(), |(index, _)| index);
        format!("{}/{database}{parameters}", &address[..authority_end])
    }

    pub async fn execute(statement: &str) {
        let mut connection = sqlx::PgConnection::connect(&server())
            .await
            .expect("these tests need Postgres; set TEST_DATABASE_URL or run scripts/test");
        connection
            .execute(AssertSqlSafe(statement.to_owned()))
            .await
            .expect("the statement");
    }
}

#[cfg(not(feature = "postgres"))]
mod postgres {
    #[expect(clippy::unreachable, reason = "no test of such a build asks for it")]
    pub fn url_of(_: &str) -> String {
        unreachable!("this build has no Postgres")
    }

    pub async fn execute(_: &str) {}
}
