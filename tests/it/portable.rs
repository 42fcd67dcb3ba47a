//! What the statements for Postgres ask of it is what databases beyond one Postgres can do too: each is about lobbies
//! that it names, and needs nothing that only one server can have.

use std::path::Path;

use serde_json::Value;

use crate::harness::text;

/// Those that name no lobby, by how they begin: the beat of the service, the clean-up, the numbers, a repeated creation, and
/// the signs of life of all who wait, of which the players' half goes by their ids.
const ABOUT_ALL: [&str; 6] = [
    "INSERT INTO service (id,",
    "SELECT code FROM lobbies WHERE next_due_at <= $1",
    "SELECT (SELECT count(*) FROM lobbies",
    "SELECT code, host_name, host_token, opened_with, token_salt FROM lobbies WHERE idempotency_key = $1",
    "SELECT current_setting('transaction_read_only')::boolean",
    "WITH written AS ( UPDATE players SET last_seen = $2 WHERE id IN (",
];

/// Of one server, not of many that pass for one.
const FOREIGN: [&str; 12] = [
    "listen",
    "notify",
    "nextval",
    "currval",
    "serial",
    "bigserial",
    "sequence",
    "generated",
    "trigger",
    "lock",
    "ctid",
    "temporary",
];

fn folder(name: &str) -> impl Iterator<Item = String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let files = std::fs::read_dir(path).expect("a directory");
    files.map(|file| std::fs::read_to_string(file.expect("a file").path()).expect("text"))
}

fn statements() -> Vec<String> {
    let described = folder("sqlx-data").map(|file| serde_json::from_str::<Value>(&file));
    let described = described.map(|described| described.expect("JSON"));
    let statements = described.filter(|described| described["db_name"] == "PostgreSQL");
    let words = |described: Value| {
        let query = text(&described["query"]);
        query.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    statements.map(words).collect()
}

fn names_a_lobby(statement: &str) -> bool {
    let inserts = [
        "INSERT INTO lobbies (code,",
        "INSERT INTO players (id, lobby_code,",
        "INSERT INTO teams (id, lobby_code,",
        "INSERT INTO links (id, lobby_code,",
        "INSERT INTO lobby_events (lobby_code,",
    ];
    let finds = ["code = $1", "code = ANY ($1)"];
    inserts.iter().any(|start| statement.starts_with(start))
        || finds.iter().any(|condition| statement.contains(condition))
}

#[test]
fn every_statement_names_its_lobby() {
    let statements = statements();
    assert!(statements.len() > 12, "sqlx-data/ was not found");
    let (about_all, about_some): (Vec<_>, Vec<_>) = statements
        .iter()
        .partition(|statement| ABOUT_ALL.iter().any(|start| statement.starts_with(start)));
    assert_eq!(about_all.len(), ABOUT_ALL.len(), "{about_all:#?}");
    for statement in about_some {
        assert!(names_a_lobby(statement), "{statement}");
    }
}

#[test]
fn no_statement_needs_what_one_server_has() {
    let migrations: Vec<_> = folder("migrations/postgres").collect();
    assert!(!migrations.is_empty());
    let without_comments = migrations.iter().map(|migration| {
        let lines = migration.lines();
        let lines = lines.map(|line| line.split("--").next().unwrap_or_default());
        lines.collect::<Vec<_>>().join("\n")
    });
    for statement in statements().into_iter().chain(without_comments) {
        let statement = statement.to_lowercase();
        assert!(!statement.contains("pg_"), "{statement}"); // advisory locks, and all that looks inside
        let words = statement.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        for word in words {
            assert!(!FOREIGN.contains(&word), "{word} in {statement}");
        }
    }
}

/// Nor is anything sent that is not among the described statements, but by the migrations.
#[test]
fn no_statement_goes_undescribed() {
    let connects = std::fs::read_to_string("src/store/postgres.rs").expect("a file");
    let sources: Vec<_> = folder("src/store/postgres").chain([connects]).collect();
    assert!(sources.len() > 5, "the statements were not found");
    for source in sources {
        // Which migrations have run, of their own table, and a setting that every server shows: nothing of the game.
        let source = source.replace("query_scalar(APPLIED_MIGRATIONS)", "");
        let source = source.replace("query_scalar(\"SHOW server_encoding\")", "");
        // What a connection is told for its life, and asked when it is new.
        let raw = ["GREETING", "WHICH_SESSION", "NO_TIME_LIMIT"].map(|it| format!("raw_sql({it})"));
        let source = raw
            .iter()
            .fold(source, |source, raw| source.replace(raw, ""));
        for undescribed in [
            "raw_sql",
            "query(",
            "query_as(",
            "query_scalar(",
            "AssertSqlSafe",
        ] {
            assert!(!source.contains(undescribed), "{undescribed} in {source}");
        }
    }
}
