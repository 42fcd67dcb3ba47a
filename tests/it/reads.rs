//! Reads stay reads: what polling a lobby costs.

use reqwest::Method;

use crate::harness::{Backend, Member, Service, send};
use crate::log::Log;
use crate::sql::Sql;

on_both_databases! {
    polls_of_an_unchanged_lobby_write_nothing,
    a_repeated_buzz_writes_nothing,
    a_refused_move_writes_nothing,
    after_thirty_seconds_a_poll_writes_one_sign_of_life,
    after_thirty_seconds_the_hosts_poll_writes_one_sign_of_life,
    a_sign_of_life_is_no_new_version,
    a_poll_is_one_query,
    a_poll_that_finds_nothing_new_reads_no_lobby,
    a_buzz_is_one_statement,
    a_sign_of_life_is_one_statement_more,
    many_requests_of_one_second_sweep_once,
}

async fn three(service: &Service) -> [Member<'_>; 3] {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let ben = service.join(&host.code, "Ben").await;
    [host, anna, ben]
}

/// Notices every write, also one that leaves all values as they were.
struct Watch {
    sql: Sql,
    backend: Backend,
}

impl Watch {
    async fn over(service: &Service) -> Self {
        let sql = Sql::open(&service.database).await;
        let backend = service.database.backend;
        Self { sql, backend }
    }

    async fn state(&mut self) -> Vec<Vec<String>> {
        let statements: &[&str] = match self.backend {
            // Grows when another connection commits a write.
            Backend::Sqlite => &[
                "PRAGMA data_version",
                "SELECT * FROM lobbies",
                "SELECT * FROM players",
            ],
            Backend::Postgres => &[
                "SELECT xmin, xmax, ctid, lobbies.* FROM lobbies ORDER BY code",
                "SELECT xmin, xmax, ctid, players.* FROM players ORDER BY id",
            ],
        };
        let mut state = Vec::new();
        for statement in statements {
            state.extend(self.sql.rows(statement).await);
        }
        state
    }
}

async fn polls_of_an_unchanged_lobby_write_nothing(service: Service) {
    let members = three(&service).await;
    members[1].buzz().await.assert_ok();
    let mut watch = Watch::over(&service).await;
    let before = watch.state().await;
    for seconds in [0.0, 1.0, 9.0, 10.0, 9.999_999] {
        service.clock.advance(seconds);
        for member in &members {
            member.lobby().await;
            let unchanged = member.request(Method::GET, "").header("if-none-match", "*");
            assert_eq!(send(unchanged).await.status, 304);
        }
    }
    assert_eq!(watch.state().await, before);
}

async fn a_repeated_buzz_writes_nothing(service: Service) {
    let [_, anna, _] = three(&service).await;
    anna.buzz().await.assert_ok();
    let mut watch = Watch::over(&service).await;
    let before = watch.state().await;
    anna.buzz().await.assert_ok();
    anna.buzz_in(1).await.assert_ok();
    anna.buzz_in(2).await.assert_problem("round-changed");
    assert_eq!(watch.state().await, before);
}

async fn a_refused_move_writes_nothing(service: Service) {
    let [host, anna, _] = three(&service).await;
    let stranger = Member {
        token: "x".to_owned(),
        ..anna.clone()
    };
    let mut watch = Watch::over(&service).await;
    let before = values(watch.state().await);
    anna.reset().await.assert_problem("host-only");
    host.resolve("plus")
        .await
        .assert_problem("no-active-player");
    stranger.get().await.assert_problem("not-in-lobby");
    stranger.buzz().await.assert_problem("not-in-lobby");
    assert_eq!(values(watch.state().await), before);
}

/// Without what merely says that a row was locked or a transaction ended.
fn values(state: Vec<Vec<String>>) -> Vec<Vec<String>> {
    let rows = state.into_iter().filter(|row| row.len() > 1);
    rows.map(|row| row[row.len() - 11..].to_vec()).collect()
}

/// Which values of which rows differ.
fn differences(before: &[Vec<String>], after: &[Vec<String>]) -> Vec<(usize, usize)> {
    assert_eq!(before.len(), after.len());
    let mut differences = Vec::new();
    for (row, (before, after)) in before.iter().zip(after).enumerate() {
        let columns = 0..before.len();
        differences.extend(
            columns
                .filter(|c| before[*c] != after[*c])
                .map(|column| (row, column)),
        );
    }
    differences
}

/// All values of both tables, lobbies first, without what a database adds of its own.
async fn stored(service: &Service) -> Vec<Vec<String>> {
    let mut sql = Sql::open(&service.database).await;
    let mut rows = sql.rows("SELECT * FROM lobbies ORDER BY code").await;
    rows.extend(sql.rows("SELECT * FROM players ORDER BY joined_at").await);
    rows
}

/// Columns in the order of the migrations.
const HOST_SEEN: usize = 6;
const LAST_SEEN: usize = 5;

async fn after_thirty_seconds_a_poll_writes_one_sign_of_life(service: Service) {
    let [_, _, ben] = three(&service).await;
    let before = stored(&service).await;
    service.clock.advance(30.0);
    ben.lobby().await;
    ben.lobby().await;
    assert_eq!(
        differences(&before, &stored(&service).await),
        [(2, LAST_SEEN)]
    );
}

async fn after_thirty_seconds_the_hosts_poll_writes_one_sign_of_life(service: Service) {
    let [host, ..] = three(&service).await;
    let before = stored(&service).await;
    service.clock.advance(30.0);
    host.lobby().await;
    host.lobby().await;
    assert_eq!(
        differences(&before, &stored(&service).await),
        [(0, HOST_SEEN)]
    );
}

async fn a_sign_of_life_is_no_new_version(service: Service) {
    let members = three(&service).await;
    let etag = members[1].get().await.headers["etag"].clone();
    for _ in 0..5 {
        service.clock.advance(31.0);
        for member in &members {
            member.lobby().await;
        }
        let unchanged = members[1]
            .request(Method::GET, "")
            .header("if-none-match", &etag);
        assert_eq!(send(unchanged).await.status, 304);
    }
}

async fn a_poll_is_one_query(service: Service) {
    let log = Log::start("off,sqlx::query=debug");
    let members = three(&service).await;
    settle(&log).await;
    for member in &members {
        member.lobby().await;
        let statements = log.take_statements();
        assert_eq!(statements.len(), 1, "{statements:#?}");
        let unchanged = member.request(Method::GET, "").header("if-none-match", "*");
        send(unchanged).await;
        let statements = log.take_statements();
        assert_eq!(statements.len(), 1, "{statements:#?}");
    }
}

/// Neither the game nor its players, but what may have changed.
async fn a_poll_that_finds_nothing_new_reads_no_lobby(service: Service) {
    let log = Log::start("off,sqlx::query=debug");
    let members = three(&service).await;
    settle(&log).await;
    for member in &members {
        let etag = member.get().await.headers["etag"].clone();
        log.take_statements();
        let poll = || {
            member
                .request(Method::GET, "")
                .header("if-none-match", &etag)
        };
        assert_eq!(send(poll()).await.status, 304);
        let statements = log.take_statements();
        assert_eq!(statements.len(), 1, "{statements:#?}");
        assert!(!statements[0].contains("settings"), "{statements:#?}");
        members[0].reset().await.assert_ok();
        let changed = send(poll()).await;
        assert_eq!(changed.body, member.lobby().await);
    }
}

async fn a_buzz_is_one_statement(service: Service) {
    let log = Log::start("off,sqlx::query=debug");
    let [_, anna, ben] = three(&service).await;
    settle(&log).await;
    for player in [anna, ben] {
        player.buzz_in(1).await.assert_ok();
        let statements = log.take_statements();
        assert_eq!(statements.len(), 1, "{statements:#?}");
    }
}

async fn a_sign_of_life_is_one_statement_more(service: Service) {
    let log = Log::start("off,sqlx::query=debug");
    let [host, anna, ben] = three(&service).await;
    settle(&log).await;
    service.clock.advance(30.0);
    // Sets off the sweep of this second, whose statements are not counted.
    service.host("Vera").await;
    settle(&log).await;
    host.lobby().await;
    assert_eq!(log.take_statements().len(), 2);
    anna.lobby().await;
    assert_eq!(log.take_statements().len(), 2);
    ben.buzz().await.assert_ok();
    assert_eq!(log.take_statements().len(), 2);
    ben.lobby().await;
    assert_eq!(log.take_statements().len(), 1);
}

/// Waits until the sweep, which runs beside the requests, has logged its statement.
async fn settle(log: &Log) {
    for _ in 0..500 {
        let sweep = log
            .take_statements()
            .iter()
            .any(|line| line.contains("ORDER BY next_due_at"));
        if sweep {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("no sweep came");
}

async fn many_requests_of_one_second_sweep_once(service: Service) {
    let log = Log::start("off,sqlx::query=debug");
    let host = service.host("Olga").await;
    settle(&log).await;
    for _ in 0..20 {
        service.clock.advance(0.049);
        host.lobby().await;
    }
    let swept = |statements: Vec<String>| {
        statements
            .iter()
            .filter(|line| line.contains("ORDER BY next_due_at"))
            .count()
    };
    assert_eq!(swept(log.take_statements()), 0);
    service.clock.advance(0.021);
    host.lobby().await;
    settle(&log).await;
}
