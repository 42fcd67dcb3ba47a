//! What those who watch a store hear of it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use panenka::store::{self, Census, Change, Options};

use super::table::Table;
use crate::harness::{Backend, Service, reading};
use crate::sql::Sql;

pub async fn the_census_counts_what_lives(service: Service) {
    let first = Table::open(&service).await;
    let second = Table::open(&service).await;
    let (anna, _) = (first.seat("Anna").await, first.seat("Ben").await);
    let count = async |seconds| {
        let census = first.store.census(reading(first.later(seconds).now)).await;
        let Census {
            lobbies,
            players_online,
        } = census.expect("a store");
        (lobbies, players_online)
    };
    assert_eq!(count(0).await, (2, 2));
    // Nobody is online for longer than their signs of life last, swept or not.
    assert_eq!((count(89).await, count(90).await), ((2, 2), (2, 0)));
    first.later(60).buzz(&anna, None).await.expect("a position");
    assert_eq!(count(90).await, (2, 1));
    // A lobby in which nothing happens ends, though its host is there.
    let seen = second.later(3000).now;
    let seen = second
        .store
        .seen(&[second.host.code], &[], reading(seen))
        .await;
    seen.expect("a store");
    let counts = (count(3599).await, count(3600).await, count(3630).await);
    assert_eq!(counts, ((2, 0), (1, 0), (0, 0)));
    first.later(3000).lobby().await;
    assert_eq!(count(3630).await, (1, 0));
    first.later(3000).close().await.expect("the lobby");
    assert_eq!(count(3630).await, (0, 0));
}

pub async fn every_change_is_heard_of_once(service: Service) {
    let mut table = Table::open(&service).await;
    let heard: Arc<Mutex<Vec<_>>> = Arc::default();
    let hears = Arc::clone(&heard);
    let options = Options {
        leaves_gaps_out: false,
        on_change: Arc::new(move |code, change| hears.lock().expect("a lock").push((code, change))),
        ..Options::alone(2, service.clock.clock())
    };
    let opened = store::connect(&service.database.url, options).await;
    table.store = opened.expect("a store");

    let anna = table.seat("Anna").await;
    table.buzz(&anna, None).await.expect("a position");
    table.buzz(&anna, None).await.expect("a position"); // changes nothing
    table.reset(None).await.expect("the lobby");
    table.close().await.expect("the lobby");
    let heard = heard.lock().expect("a lock").clone();
    let changes: Vec<_> = heard.iter().map(|(_, change)| *change).collect();
    let versions = [2, 3, 4].map(Change::Version);
    assert_eq!(changes[..3], versions);
    assert_eq!(changes[3..], [Change::Closed]);
    assert!(heard.iter().all(|(code, _)| *code == table.host.code));
}

pub async fn an_expired_lobby_is_not_heard_of_as_closed(service: Service) {
    let mut table = Table::open(&service).await;
    let heard: Arc<Mutex<Vec<_>>> = Arc::default();
    let hears = Arc::clone(&heard);
    let options = Options {
        leaves_gaps_out: false,
        on_change: Arc::new(move |_, change| hears.lock().expect("a lock").push(change)),
        ..Options::alone(2, service.clock.clock())
    };
    let opened = store::connect(&service.database.url, options).await;
    table.store = opened.expect("a store");
    let swept = table.store.sweep(reading(table.later(3600).now)).await;
    assert_eq!(swept.expect("a store").deleted, 1);
    assert_eq!(*heard.lock().expect("a lock"), [Change::Expired]);
}

/// Somebody holds a row that others want, until each of them is seen to do what it must: hold a connection or wait.
pub async fn connections_in_use_and_waiting_are_counted(service: Service) {
    let mut table = Table::open(&service).await;
    let anna = table.seat("Anna").await;
    let options = Options::alone(2, service.clock.clock());
    let opened = store::connect(&service.database.url, options).await;
    table.store = opened.expect("a store");
    table.buzz(&anna, None).await.expect("a position");
    // SQLite has its one writer, and the two connections for those who read.
    let (usable, limit) = match service.database.backend {
        Backend::Sqlite => (1, 3),
        Backend::Postgres => (2, 2),
    };
    assert_eq!(table.store.connections().limit, limit);
    eventually(&table, |in_use, waiting| (in_use, waiting) == (0, 0)).await;

    let mut sql = Sql::open(&service.database).await;
    let begin = match service.database.backend {
        Backend::Sqlite => "BEGIN IMMEDIATE",
        Backend::Postgres => "BEGIN; SELECT FROM lobbies FOR UPDATE",
    };
    let mut lobbies = Vec::new(); // one lobby alone may not have all connections
    for _ in 0..usable + 3 {
        lobbies.push(Table {
            store: Arc::clone(&table.store),
            ..Table::open(&service).await
        });
    }
    sql.execute(begin).await;
    let resets = lobbies
        .into_iter()
        .map(|table| tokio::spawn(async move { table.reset(None).await }));
    let resets: Vec<_> = resets.collect();
    eventually(&table, |in_use, waiting| (in_use, waiting) == (usable, 3)).await;
    sql.execute("COMMIT").await;
    for reset in resets {
        reset.await.expect("a task").expect("the lobby");
    }
    eventually(&table, |in_use, waiting| (in_use, waiting) == (0, 0)).await;
}

async fn eventually(table: &Table, is_so: impl Fn(usize, usize) -> bool) {
    for _ in 0..1000 {
        let now = table.store.connections();
        if is_so(now.in_use, now.waiting) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    panic!("it stays {:?}", table.store.connections());
}
