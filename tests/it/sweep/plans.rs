//! What the statements of the service cost the database, as committed in `sqlx-data/`: each finds its rows by an index
//! in a database with 100,000 live lobbies, and a buzz writes to no index.

use std::path::Path;

use serde_json::Value;

use super::fill;
use crate::harness::{Backend, Service};
use crate::sql::Sql;

on_both_databases! {
    no_statement_scans_a_table,
    a_buzz_writes_to_no_index,
    a_sign_of_life_writes_to_no_index,
}

const LOBBIES: usize = 100_000;

/// A time long before anything in the database, in microseconds.
const LONG_AGO: i64 = 1_600_000_000_000_000;

/// The statements of one backend that read or change rows by what is in them, with the types of their parameters.
fn statements(backend: Backend) -> Vec<(String, Vec<Value>)> {
    let name = match backend {
        Backend::Sqlite => "SQLite",
        Backend::Postgres => "PostgreSQL",
    };
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("sqlx-data");
    let files = std::fs::read_dir(directory).expect("a directory");
    let described = files.map(|file| {
        let text = std::fs::read_to_string(file.expect("a file").path()).expect("text");
        serde_json::from_str::<Value>(&text).expect("JSON")
    });
    described
        .filter(|described| described["db_name"] == name)
        .map(|described| {
            let query = crate::harness::text(&described["query"]);
            let parameters = &described["describe"]["parameters"]["Left"];
            (query, parameters.as_array().cloned().unwrap_or_default())
        })
        .collect()
}

fn touches_no_rows(statement: &str) -> bool {
    ["INSERT", "SET", "SELECT 1"]
        .iter()
        .any(|start| statement.starts_with(start))
        || statement.contains("sqlite_schema")
}

async fn no_statement_scans_a_table(service: Service) {
    let now = service.clock.clock().now().as_microsecond();
    fill(&service, LOBBIES, "crowd", now).await;
    let statements = statements(service.database.backend);
    assert!(statements.len() > 10, "sqlx-data/ was not found");
    let mut sql = Sql::open(&service.database).await;
    if service.database.backend == Backend::Postgres {
        sql.execute("VACUUM ANALYZE").await; // as it is anywhere after a while
        sql.execute("SET plan_cache_mode = force_custom_plan").await;
    }
    let mut explained = 0;
    for (statement, parameters) in statements.iter().filter(|(text, _)| !touches_no_rows(text)) {
        let plan = match service.database.backend {
            Backend::Sqlite => explain_sqlite(&mut sql, statement).await,
            Backend::Postgres => explain_postgres(&mut sql, statement, parameters).await,
        };
        let is_costed = estimated_cost(&plan).is_some();
        assert_eq!(
            is_costed,
            service.database.backend == Backend::Postgres,
            "{plan}"
        );
        let limit = if counts_everything(statement) {
            COUNTED
        } else {
            CHEAP
        };
        assert!(!scans(&plan, limit), "{statement}\n{plan}");
        explained += 1;
    }
    assert!(
        explained > 8,
        "{explained} of {} statements",
        statements.len()
    );
}

/// What Postgres reckons for reading a few rows by an index is in the tens; for reading all of any index, thousands.
const CHEAP: f64 = 500.0;

/// And for counting 100,000 lobbies and 200,000 players in an index.
const COUNTED: f64 = 20_000.0;

/// The census, which is asked for every few seconds at most, and only by who watches.
fn counts_everything(statement: &str) -> bool {
    statement.contains("players_online!")
}

fn scans(plan: &str, limit: f64) -> bool {
    let whole = |table: &str| {
        // SQLite names the alias, Postgres the table.
        plan.lines().any(|line| {
            line.contains(&format!("Seq Scan on {table}"))
                || line
                    .split("SCAN ")
                    .nth(1)
                    .is_some_and(|rest| rest.split(' ').next() == Some(table))
        })
    };
    let is_dear = estimated_cost(plan).is_some_and(|cost| cost > limit);
    let tables = [
        "lobbies",
        "players",
        "teams",
        "links",
        "lobby_events",
        "lobby",
        "player",
        "link",
        "due",
    ];
    is_dear || tables.iter().any(|table| whole(table))
}

/// Of the whole statement, from the first line: `Update on lobbies  (cost=0.42..16.9 rows=…`.
fn estimated_cost(plan: &str) -> Option<f64> {
    let (_, after) = plan.split_once("..")?;
    after.split(' ').next()?.parse().ok()
}

async fn explain_sqlite(sql: &mut Sql, statement: &str) -> String {
    let rows = sql.rows(&format!("EXPLAIN QUERY PLAN {statement}")).await;
    let lines: Vec<_> = rows.iter().map(|row| row[3].clone()).collect();
    lines.join("\n")
}

/// With typical arguments, because sqlx lets Postgres plan with them: the codes and tokens of somebody, and moments
/// before which nothing is due.
async fn explain_postgres(sql: &mut Sql, statement: &str, parameters: &[Value]) -> String {
    let argument = |parameter: &Value| match parameter.as_str() {
        Some("Int8") => format!("{LONG_AGO}"),
        Some("Text") => "'ABCD'".to_owned(),
        Some("Bool") => "true".to_owned(),
        Some("Uuid") => "'b0000000-0000-4000-8000-000000000001'".to_owned(),
        Some("TextArray") => "'{ABCD,ABCE}'".to_owned(),
        Some("UuidArray") => "'{b0000000-0000-4000-8000-000000000001}'".to_owned(),
        Some("Int8Array") => "'{1}'".to_owned(),
        _ => panic!("an argument for {parameter} in {statement}"),
    };
    let arguments: Vec<_> = parameters.iter().map(argument).collect();
    sql.execute(&format!("PREPARE explained AS {statement}"))
        .await;
    let call = if arguments.is_empty() {
        String::new()
    } else {
        format!("({})", arguments.join(", "))
    };
    let rows = sql.rows(&format!("EXPLAIN EXECUTE explained {call}")).await;
    sql.execute("DEALLOCATE explained").await;
    let lines: Vec<_> = rows.iter().map(|row| row[0].clone()).collect();
    lines.join("\n")
}

async fn a_sign_of_life_writes_to_no_index(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let statements = statements(service.database.backend);
    let signs = statements
        .iter()
        .map(|(text, _)| text)
        .filter(|text| text.contains("SET host_seen = ") || text.contains("SET last_seen = "));
    let signs: Vec<_> = signs.collect();
    assert_eq!(signs.len(), 2, "{signs:#?}");
    let mut sql = Sql::open(&service.database).await;
    if service.database.backend == Backend::Sqlite {
        for sign in signs {
            let opcodes = sql.rows(&format!("EXPLAIN {sign}")).await;
            let written = opcodes.iter().filter(|row| row[1] == "OpenWrite");
            assert_eq!(written.count(), 1, "the table alone: {opcodes:?}");
        }
        return;
    }
    let later = service.clock.clock().now().as_microsecond() + 60_000_000;
    for (number, sign) in signs.iter().enumerate() {
        let whom = if sign.contains("host_seen") {
            &host.code
        } else {
            &anna.id
        };
        sql.execute(&format!("BEGIN; PREPARE sign{number} AS {sign}"))
            .await;
        sql.execute(&format!("EXECUTE sign{number} ('{{{whom}}}', {later})"))
            .await;
        let updated = "SELECT sum(n_tup_upd), sum(n_tup_hot_upd) FROM pg_stat_xact_user_tables";
        let rows = sql.rows(updated).await;
        assert!(
            rows[0][0] != "0" && rows[0][0] == rows[0][1],
            "{sign}: {rows:?}"
        );
        sql.execute("COMMIT").await;
    }
}

async fn a_buzz_writes_to_no_index(service: Service) {
    let host = service.host("Olga").await;
    service.join(&host.code, "Anna").await;
    let statements = statements(service.database.backend);
    let mut buzzes = statements
        .iter()
        .filter(|(text, _)| text.contains("buzz_order ="))
        .filter(|(text, _)| text.contains("player.token"));
    let (Some((buzz, _)), None) = (buzzes.next(), buzzes.next()) else {
        panic!("one statement of a buzz");
    };
    let mut sql = Sql::open(&service.database).await;
    match service.database.backend {
        Backend::Sqlite => {
            let opcodes = sql.rows(&format!("EXPLAIN {buzz}")).await;
            let written = opcodes.iter().filter(|row| row[1] == "OpenWrite");
            assert_eq!(written.count(), 1, "the table alone: {opcodes:?}");
        }
        Backend::Postgres => {
            let seen = service.clock.clock().now().as_microsecond();
            let token = sql.value("SELECT token FROM players").await;
            sql.execute(&format!("BEGIN; PREPARE buzz AS {buzz}")).await;
            // A moment after all others, as it would be.
            let moments = format!("{0}, {0}", seen + 1);
            let buzz = format!(
                "EXECUTE buzz ('{}', '{token}', 1, {moments}, NULL)",
                host.code
            );
            assert_eq!(sql.rows(&buzz).await.len(), 1, "the buzz is stored");
            // Rows of the table, and those of them that no index had to hear of.
            let updated = "SELECT n_tup_upd, n_tup_hot_upd FROM pg_stat_xact_user_tables
                WHERE relname = 'lobbies'";
            assert_eq!(sql.rows(updated).await, [["1", "1"]]);
        }
    }
}
