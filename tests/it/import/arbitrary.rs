//! Whatever a file has in it: an error or an import, never a panic, and no change where there is an error.

use std::cell::RefCell;
use std::sync::Arc;

use indicatif::ProgressBar;
use panenka::clock::Clock;
use panenka::import;
use panenka::store::{self, Options, Store};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};
use sqlx::{Connection as _, SqliteConnection};
use tokio::runtime::Runtime;

use super::legacy::{ANNA, BEN, CARL, LegacyFile, NEWER_COLUMNS};
use crate::harness::{Backend, Database, reading};

/// A database that tells whether anybody else has written to it.
struct Target {
    database: Database,
    store: Arc<Store>,
    observer: SqliteConnection,
}

impl Target {
    async fn create() -> Self {
        let database = Database::create(Backend::Sqlite).await;
        let options = Options {
            leaves_gaps_out: false,
            ..Options::alone(1, Clock::system())
        };
        let store = store::connect(&database.url, options)
            .await
            .expect("a store");
        store.migrate().await.expect("a schema");
        let observer = SqliteConnection::connect(&database.url)
            .await
            .expect("SQLite");
        Self {
            database,
            store,
            observer,
        }
    }

    async fn writes(&mut self) -> i64 {
        let version = sqlx::query_scalar("PRAGMA data_version");
        version
            .fetch_one(&mut self.observer)
            .await
            .expect("a number")
    }

    async fn import(&mut self, file: &LegacyFile) -> Result<(), TestCaseError> {
        let before = self.writes().await;
        let progress = ProgressBar::hidden();
        let url = &self.database.url;
        let imported = match import::read(&file.path(), url, file.now, &progress).await {
            Ok(legacy) => {
                legacy
                    .store_in(&self.store, reading(file.now), &progress)
                    .await
            }
            Err(error) => Err(error),
        };
        if let Err(error) = imported {
            let error = format!("{error:?}");
            // A panic of the thread that drives SQLite comes back so.
            prop_assert!(!error.contains("crashed"), "{}", error);
            prop_assert_eq!(self.writes().await, before);
        }
        Ok(())
    }
}

/// Runs a property on one database; each case makes its file.
fn check<T: std::fmt::Debug>(
    cases: u32,
    strategy: impl Strategy<Value = T>,
    file: impl AsyncFn(T) -> LegacyFile,
) {
    let runtime = Runtime::new().expect("a runtime");
    let target = RefCell::new(runtime.block_on(Target::create()));
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let passed = TestRunner::new(config).run(&strategy, |input| {
        let mut target = target.borrow_mut();
        runtime.block_on(async { target.import(&file(input).await).await })
    });
    passed.expect("the property");
}

fn whole_file() -> Vec<u8> {
    let runtime = Runtime::new().expect("a runtime");
    let file = runtime.block_on(LegacyFile::with_a_game_but(NEWER_COLUMNS));
    file.bytes()
}

#[test]
fn any_bytes_will_do() {
    let bytes = vec(any::<u8>(), 0..6000);
    let with_header = vec(any::<u8>(), 84..6000).prop_map(|mut bytes| {
        let header = b"SQLite format 3\0\x10\0";
        bytes[..header.len()].copy_from_slice(header);
        bytes
    });
    let strategy = prop_oneof![bytes, with_header];
    check(100, strategy, async |bytes| LegacyFile::of(&bytes));
}

#[test]
fn any_damage_will_do() {
    let whole = whole_file();
    let overwritten = vec((any::<Index>(), any::<u8>()), 0..12);
    let strategy = (overwritten, any::<Index>(), any::<bool>());
    check(300, strategy, async |(overwritten, end, truncated)| {
        let mut bytes = whole.clone();
        for (place, byte) in overwritten {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if truncated {
            bytes.truncate(end.index(bytes.len()));
        }
        LegacyFile::of(&bytes)
    });
}

#[test]
fn any_letter_of_the_schema_may_be_damaged() {
    let whole = whole_file();
    let tables: Vec<_> = (0..4096)
        .filter(|place| whole[*place].is_ascii_alphabetic())
        .collect();
    let strategy = (any::<Index>(), 128u8..);
    check(200, strategy, async |(place, byte)| {
        let mut bytes = whole.clone();
        bytes[*place.get(&tables)] = byte;
        LegacyFile::of(&bytes)
    });
}

#[test]
fn any_buzz_order_will_do() {
    let whole = whole_file();
    let ids = prop_oneof![Just(ANNA), Just(BEN), Just(CARL), Just("Ben"), Just("")];
    let list = vec(ids, 0..4).prop_map(|ids| serde_json::json!(ids).to_string());
    let nearly_json = r#"[\[\]{}",:0-9a-f \\-]{0,40}"#;
    let deep = (0usize..5000).prop_map(|depth| "[".repeat(depth));
    let strategy = prop_oneof![any::<String>(), list, nearly_json, deep];
    check(200, strategy, async |text: String| {
        let file = LegacyFile::of(&whole);
        let mut connection = file.connect().await;
        sqlx::query("UPDATE lobbies SET buzz_order = ?1 WHERE code = 'ABCD'")
            .bind(text)
            .execute(&mut connection)
            .await
            .expect("the statement");
        connection.close().await.expect("closed");
        file
    });
}
