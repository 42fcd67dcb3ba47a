//! The two schemas are one.

use std::collections::BTreeSet;
use std::path::Path;

use crate::harness::{Backend, Service};
use crate::sql::Sql;

fn migrations(backend: &str) -> Vec<String> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("migrations")
        .join(backend);
    let files = std::fs::read_dir(directory).expect("a directory");
    let mut names: Vec<String> = files
        .map(|file| {
            file.expect("a file")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    names.sort();
    names
}

#[test]
fn migrations_come_in_pairs() {
    let (postgres, sqlite) = (migrations("postgres"), migrations("sqlite"));
    assert_eq!(postgres, sqlite);
    for (index, name) in postgres.iter().enumerate() {
        assert!(
            name.starts_with(&format!("{:04}_", index + 1)) && name.ends_with(".sql"),
            "{name}"
        );
    }
}

async fn set(sql: &mut Sql, statement: &str) -> BTreeSet<String> {
    let rows = sql.rows(statement).await;
    rows.iter().map(|row| row.join(" ")).collect()
}

#[cfg(all(feature = "postgres", feature = "sqlite"))]
#[tokio::test(flavor = "multi_thread")]
async fn tables_columns_and_indexes_have_the_same_names() {
    let (sqlite, postgres) = (
        Service::start(Backend::Sqlite).await,
        Service::start(Backend::Postgres).await,
    );
    let (mut sqlite, mut postgres) = (
        Sql::open(&sqlite.database).await,
        Sql::open(&postgres.database).await,
    );
    let here = set(
        &mut sqlite,
        "SELECT t.name, c.cid + 1, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
         WHERE t.type = 'table' AND t.name NOT LIKE '\\_sqlx%' ESCAPE '\\' AND t.name NOT LIKE 'sqlite%'",
    )
    .await;
    let there = set(
        &mut postgres,
        "SELECT table_name, ordinal_position, column_name FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%'",
    )
    .await;
    assert_eq!(here, there);
    assert!(here.len() > 20);

    let indexes = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";
    let here = set(&mut sqlite, indexes).await;
    let indexes = "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'
                   AND indexname NOT LIKE '%\\_key' AND indexname NOT LIKE '%\\_pkey'";
    assert_eq!(here, set(&mut postgres, indexes).await);
}
