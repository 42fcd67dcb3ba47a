//! Where a legacy file is, and what is beside it.

use std::fs;
use std::os::unix::fs::symlink;

use sqlx::{Connection as _, Executor as _};

use super::legacy::{
    BOTH, LegacyFile, OLGAS_TOKEN, assert_fault, assert_imported, command, import, lobby, text,
};
use crate::harness::Service;

on_both_databases! {
    a_file_is_left_as_it_was,
    a_file_in_wal_mode_is_left_as_it_was,
    what_is_in_the_write_ahead_log_is_imported,
    a_transaction_cut_short_is_not_imported,
    a_link_is_followed_to_what_is_beside_the_file,
    a_missing_file_is_not_created,
    a_directory_is_no_file,
    a_file_that_is_no_database_is_refused,
    an_empty_file_is_refused,
    a_truncated_file_is_refused,
    a_damaged_file_is_refused,
    a_damaged_type_is_not_believed,
}

fn names_in(directory: &std::path::Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(directory)
        .expect("a directory")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("a name")
        })
        .collect();
    names.sort();
    names
}

async fn a_file_is_left_as_it_was(service: Service) {
    let file = LegacyFile::with_a_game().await;
    let before = file.bytes();
    file.imported_to(&service, BOTH).await;
    assert_eq!(file.bytes(), before);
    assert_eq!(names_in(file.directory()), ["legacy.sqlite3"]);
}

async fn a_file_in_wal_mode_is_left_as_it_was(service: Service) {
    let file = LegacyFile::with_a_game_but("PRAGMA journal_mode = WAL").await;
    let before = file.bytes();
    assert_eq!(names_in(file.directory()), ["legacy.sqlite3"]);
    file.imported_to(&service, BOTH).await;
    assert_eq!(file.bytes(), before);
    assert_eq!(names_in(file.directory()), ["legacy.sqlite3"]);
}

async fn what_is_in_the_write_ahead_log_is_imported(service: Service) {
    let file = LegacyFile::with_a_game_but("PRAGMA journal_mode = WAL").await;
    let mut legacy_service = file.connect().await;
    let rename = "UPDATE lobbies SET host_name = 'Helga' WHERE code = 'ABCD'";
    legacy_service.execute(rename).await.expect("the statement");
    let before = file.bytes();
    let service = file.imported_to(&service, BOTH).await;
    assert_eq!(file.bytes(), before);
    let seen = lobby(&service, "ABCD", OLGAS_TOKEN).await.assert_ok();
    assert_eq!(seen["host"]["name"], "Helga");
    legacy_service.close().await.expect("closed");
}

async fn a_transaction_cut_short_is_not_imported(service: Service) {
    let file = LegacyFile::with_a_game().await;
    let mut legacy_service = file.connect().await;
    let script = "PRAGMA cache_size = 1; BEGIN; UPDATE lobbies SET host_name = 'Helga';
        CREATE TABLE filler (text TEXT);
        INSERT INTO filler WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)
            SELECT hex(zeroblob(500)) FROM n";
    legacy_service.execute(script).await.expect("the script");
    // As a kill would leave them.
    let killed = LegacyFile::of(&file.bytes());
    for name in names_in(file.directory()) {
        let (from, to) = (file.directory().join(&name), killed.directory().join(&name));
        fs::copy(from, to).expect("a copy");
    }
    let names = names_in(killed.directory());
    assert_eq!(names, ["legacy.sqlite3", "legacy.sqlite3-journal"]);
    let before = killed.bytes();
    let service = killed.imported_to(&service, BOTH).await;
    assert_eq!(killed.bytes(), before);
    assert_eq!(names_in(killed.directory()), names);
    let seen = lobby(&service, "ABCD", OLGAS_TOKEN).await.assert_ok();
    assert_eq!(seen["host"]["name"], "Olga");
}

async fn a_link_is_followed_to_what_is_beside_the_file(service: Service) {
    let file = LegacyFile::with_a_game_but("PRAGMA journal_mode = WAL").await;
    let mut legacy_service = file.connect().await;
    let close =
        "DELETE FROM players WHERE lobby_code = 'WXYZ'; DELETE FROM lobbies WHERE code = 'WXYZ'";
    legacy_service.execute(close).await.expect("the script");
    let elsewhere = tempfile::tempdir().expect("a directory");
    let link = elsewhere.path().join("link");
    symlink(file.path(), &link).expect("a link");
    let output = import(&link, &service.database.url);
    assert_imported(&output, "imported 1, skipped 0 as expired, 0 already there");
}

async fn a_missing_file_is_not_created(service: Service) {
    let file = LegacyFile::nothing();
    let output = import(&file.path(), &service.database.url);
    let fault = "it can't be read: No such file or directory (os error 2)";
    let fault = format!("nothing was imported from {:?}: {fault}", file.path());
    assert_fault(&output, &fault);
    assert!(names_in(file.directory()).is_empty());
}

async fn a_directory_is_no_file(service: Service) {
    let file = LegacyFile::nothing();
    let output = import(file.directory(), &service.database.url);
    let fault = format!(
        "nothing was imported from {:?}: it is not a file",
        file.directory()
    );
    assert_fault(&output, &fault);
}

async fn a_file_that_is_no_database_is_refused(service: Service) {
    let file = LegacyFile::of("code,host_name\nABCD,Olga\n".repeat(100).as_bytes());
    let fault = "it is damaged, or no SQLite database: (code: 26) file is not a database";
    file.assert_refused(&service, fault).await;
}

async fn an_empty_file_is_refused(service: Service) {
    let file = LegacyFile::of(b"");
    file.assert_refused(&service, "it has no table lobbies")
        .await;
}

async fn a_truncated_file_is_refused(service: Service) {
    let whole = LegacyFile::with_a_game().await.bytes();
    let file = LegacyFile::of(&whole[..whole.len() - 4096]);
    let fault = "it is damaged, or no SQLite database: (code: 11) database disk image is malformed";
    file.assert_refused(&service, fault).await;
}

async fn a_damaged_file_is_refused(service: Service) {
    let mut bytes = LegacyFile::with_a_game().await.bytes();
    let page = bytes.len() - 4096;
    bytes[page..].fill(0xa5);
    let file = LegacyFile::of(&bytes);
    let output = import(&file.path(), &service.database.url);
    let stderr = text(&output.stderr);
    let fault = "it is damaged, or no SQLite database: ";
    let fault = format!(
        "panenka: nothing was imported from {:?}: {fault}",
        file.path()
    );
    assert!(stderr.starts_with(&fault), "{stderr}");
    assert_eq!(stderr.lines().count(), 1);
    assert_eq!(output.status.code(), Some(1));
}

/// What a column was declared as does not matter; here it is not even text.
async fn a_damaged_type_is_not_believed(service: Service) {
    let mut bytes = LegacyFile::with_a_game().await.bytes();
    let column = b"host_name TEXT";
    let place = bytes
        .windows(column.len())
        .position(|bytes| bytes == column);
    bytes[place.expect("the column") + column.len() - 2] = 0xff;
    LegacyFile::of(&bytes).imported_to(&service, BOTH).await;
}

const IS_TARGET: &str =
    "it is the very database to import into; move it away first, or name another with DATABASE_URL";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_not_imported_into_itself() {
    let file = LegacyFile::with_a_game().await;
    let before = file.bytes();
    let hard_link = file.directory().join("other name");
    fs::hard_link(file.path(), &hard_link).expect("a link");
    let output = import(&hard_link, &format!("sqlite:{}", file.path().display()));
    assert_fault(
        &output,
        &format!("nothing was imported from {hard_link:?}: {IS_TARGET}"),
    );
    assert_eq!(file.bytes(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_url_the_file_in_the_working_directory_is_the_database() {
    let file = LegacyFile::with_a_game().await;
    let directory = tempfile::tempdir().expect("a directory");
    let mut command = command(directory.path());
    let output = command.arg("import").arg(file.path()).output();
    assert_imported(&output.expect("the command"), BOTH);
    assert_eq!(names_in(directory.path()), ["lobbies.sqlite3"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_file_leaves_no_database_behind() {
    let file = LegacyFile::of(b"");
    let directory = tempfile::tempdir().expect("a directory");
    let mut command = command(directory.path());
    let output = command.arg("import").arg(file.path()).output();
    assert_eq!(output.expect("the command").status.code(), Some(1));
    assert!(names_in(directory.path()).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_help_says_what_happens_to_the_file() {
    let directory = tempfile::tempdir().expect("a directory");
    let output = command(directory.path())
        .args(["import", "--help"])
        .output();
    let output = output.expect("the command");
    let help = text(&output.stdout);
    assert!(
        help.contains("Copy the lobbies of a legacy SQLite file"),
        "{help}"
    );
    assert!(help.contains("The file is only read"), "{help}");
}
