//! The database behind a service's back: what is really stored, and damage on purpose.

use crate::harness::{Backend, Database};

/// A connection of its own to a test's database.
pub enum Sql {
    #[cfg(feature = "sqlite")]
    Sqlite(sqlx::SqliteConnection),
    #[cfg(feature = "postgres")]
    Postgres(sqlx::PgConnection),
}

impl Sql {
    pub async fn open(database: &Database) -> Self {
        let url = &database.url;
        match database.backend {
            #[cfg(feature = "sqlite")]
            Backend::Sqlite => {
                use sqlx::ConnectOptions as _;
                let options: sqlx::sqlite::SqliteConnectOptions = url.parse().expect("a URL");
                let options = options.busy_timeout(std::time::Duration::from_secs(20));
                Self::Sqlite(options.connect().await.expect("the file"))
            }
            #[cfg(feature = "postgres")]
            Backend::Postgres => Self::at(url).await,
            #[cfg(not(all(feature = "postgres", feature = "sqlite")))]
            _ => panic!("this build does not have that backend"),
        }
    }

    /// To any Postgres.
    #[cfg(feature = "postgres")]
    pub async fn at(url: &str) -> Self {
        use sqlx::ConnectOptions as _;
        let options: sqlx::postgres::PgConnectOptions = url.parse().expect("a URL");
        let options = options.extra_float_digits(None); // a pooler refuses it
        Self::Postgres(options.connect().await.expect("Postgres"))
    }

    /// All rows of one statement, each value as text.
    pub async fn rows(&mut self, statement: &str) -> Vec<Vec<String>> {
        use sqlx::Row as _;
        let query = sqlx::raw_sql(sqlx::AssertSqlSafe(statement.to_owned()));
        macro_rules! fetch {
            ($connection:expr) => {{
                let rows = query.fetch_all($connection).await.expect("rows");
                let text = |row: &_, index| text_of(sqlx::Row::try_get_unchecked(row, index));
                rows.iter()
                    .map(|row| (0..row.len()).map(|index| text(row, index)).collect())
                    .collect()
            }};
        }
        match self {
            #[cfg(feature = "sqlite")]
            Self::Sqlite(connection) => fetch!(connection),
            #[cfg(feature = "postgres")]
            Self::Postgres(connection) => fetch!(connection),
        }
    }

    /// The first value of the first row.
    pub async fn value(&mut self, statement: &str) -> String {
        self.rows(statement).await[0][0].clone()
    }

    pub async fn execute(&mut self, statement: &str) {
        self.rows(statement).await;
    }
}

fn text_of(value: sqlx::Result<Option<String>>) -> String {
    value.expect("a value").unwrap_or_else(|| "NULL".to_owned())
}
