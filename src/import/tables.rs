//! The legacy tables as they are. Their schema is none of ours, and differs from file to file: so the queries here
//! are put together and checked at run time, unlike those of the store.

use std::path::Path;

use futures_util::TryStreamExt as _;
use indicatif::ProgressBar;
use jiff::Timestamp;
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, SqliteConnection};

use super::rows::{LegacyLobby, Row, Seat};
use super::{Fault, one_line};

pub struct Table {
    pub name: &'static str,
    /// The column that names a row.
    pub key: &'static str,
    columns: &'static [&'static str],
    /// Columns that older files do not have.
    newer_columns: &'static [&'static str],
}

const LOBBIES: Table = Table {
    name: "lobbies",
    key: "code",
    columns: &[
        "code",
        "host_id",
        "host_name",
        "host_token",
        "created_at",
        "updated_at",
        "host_seen",
        "locked",
        "buzz_order",
    ],
    newer_columns: &["question_value", "active_player_id"],
};

const PLAYERS: Table = Table {
    name: "players",
    key: "id",
    columns: &[
        "id",
        "lobby_code",
        "name",
        "joined_at",
        "last_seen",
        "buzzed_at",
    ],
    newer_columns: &["score"],
};

/// Reads all rows of a database that is ours to do with as we like.
pub async fn read(
    database: &Path,
    now: Timestamp,
    progress: &ProgressBar,
) -> Result<(Vec<LegacyLobby>, Vec<Seat>), Fault> {
    let options = SqliteConnectOptions::new()
        .filename(database)
        // What the schema of a stranger's file calls for is not run.
        .pragma("trusted_schema", "OFF")
        .disable_statement_logging();
    let mut connection = options.connect().await?;
    check(&mut connection).await?;
    let lobbies = columns_in(&mut connection, &LOBBIES).await?;
    let players = columns_in(&mut connection, &PLAYERS).await?;
    let length = count(&mut connection, &LOBBIES).await? + count(&mut connection, &PLAYERS).await?;
    progress.set_length(length);
    let lobbies = rows(&mut connection, &LOBBIES, &lobbies, progress, |row| {
        LegacyLobby::read(row, now)
    });
    let lobbies = lobbies.await?;
    let seats = rows(&mut connection, &PLAYERS, &players, progress, |row| {
        Seat::read(row, now)
    });
    let seats = seats.await?;
    connection.close().await?;
    Ok((lobbies, seats))
}

/// Whether it is a whole database, and a legacy one.
async fn check(connection: &mut SqliteConnection) -> Result<(), Fault> {
    let found: String = sqlx::query_scalar("PRAGMA integrity_check(1)")
        .fetch_one(&mut *connection)
        .await?;
    if found != "ok" {
        return Err(Fault::Damaged(one_line(found)));
    }
    if has_table(connection, "_sqlx_migrations").await? {
        return Err(Fault::NotLegacy);
    }
    for table in [LOBBIES, PLAYERS] {
        if !has_table(connection, table.name).await? {
            return Err(Fault::NoTable(table.name));
        }
    }
    Ok(())
}

async fn has_table(connection: &mut SqliteConnection, name: &str) -> Result<bool, Fault> {
    let sql =
        "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1 COLLATE NOCASE";
    let count: i64 = sqlx::query_scalar(sql)
        .bind(name)
        .fetch_one(connection)
        .await?;
    Ok(count > 0)
}

/// How to select each column of a table, or NULL for a newer one that this file does not have.
async fn columns_in(
    connection: &mut SqliteConnection,
    table: &Table,
) -> Result<Vec<String>, Fault> {
    let present: Vec<String> = sqlx::query_scalar("SELECT +name FROM pragma_table_info(?1)")
        .bind(table.name)
        .fetch_all(connection)
        .await?;
    let is_present = |column: &str| present.iter().any(|name| name.eq_ignore_ascii_case(column));
    if let Some(column) = table.columns.iter().find(|column| !is_present(column)) {
        let table = table.name;
        return Err(Fault::NoColumn { table, column });
    }
    let columns = table.columns.iter().chain(table.newer_columns);
    Ok(columns
        .map(|column| {
            if is_present(column) {
                // The plus makes it an expression. A column would come with its declared type, which sqlx takes to be
                // UTF-8; in a damaged file it need not be.
                format!("+{column} AS {column}")
            } else {
                format!("NULL AS {column}")
            }
        })
        .collect())
}

async fn count(connection: &mut SqliteConnection, table: &Table) -> Result<u64, Fault> {
    let sql = format!("SELECT count(*) FROM {}", table.name);
    let count: i64 = sqlx::query_scalar(AssertSqlSafe(sql)) // names from this file only
        .fetch_one(connection)
        .await?;
    Ok(count.unsigned_abs())
}

async fn rows<T>(
    connection: &mut SqliteConnection,
    table: &'static Table,
    columns: &[String],
    progress: &ProgressBar,
    parse: impl Fn(Row) -> Result<T, Fault>,
) -> Result<Vec<T>, Fault> {
    let sql = format!("SELECT {} FROM {}", columns.join(", "), table.name);
    let mut found = sqlx::query(AssertSqlSafe(sql)).fetch(connection); // names from this file only
    let mut parsed = Vec::new();
    while let Some(cells) = found.try_next().await? {
        let cells: SqliteRow = cells;
        parsed.push(parse(Row::new(cells, table, parsed.len() + 1))?);
        progress.inc(1);
    }
    Ok(parsed)
}
