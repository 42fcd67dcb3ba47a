//! A Postgres that answers late or not at all, while the connections to it stay open.

use std::sync::Arc;
use std::time::{Duration, Instant};

use reqwest::{Method, RequestBuilder};
use serde_json::json;

use super::{all_unavailable, expect_unavailable, in_time};
use crate::cli::{Place, eventually};
use crate::harness::proxy::{Proxy, Way};
use crate::harness::{Backend, Database, Member, Service, TestClock, at_once};
use crate::log::Log;
use crate::sql::Sql;

/// Of the harness's services.
const POOL: usize = 8;

/// A service whose way to the database can be changed, and another way to the database.
async fn proxied() -> (Service, Proxy, Sql) {
    let mut database = Database::create(Backend::Postgres).await;
    let direct = Sql::open(&database).await;
    let proxy = Proxy::to(&database.url).await;
    database.url = proxy.url.clone();
    let service = Service::start_on(Arc::new(database), TestClock::new(), |_| {}).await;
    (service, proxy, direct)
}

/// One of each kind, and reads enough to ask for each connection more than once.
fn requests(host: &Member<'_>, anna: &Member<'_>) -> Vec<RequestBuilder> {
    let service = host.service;
    let mut requests = vec![
        service
            .request(Method::POST, "/lobbies")
            .json(&json!({ "host_name": "Vera" })),
        service
            .request(Method::POST, &format!("/lobbies/{}/players", host.code))
            .json(&json!({ "name": "Ben" })),
        host.request(Method::PATCH, "")
            .json(&json!({ "question_value": 50 })),
        anna.request(Method::POST, "/buzz"),
        host.request(Method::POST, "/reset"),
        anna.request(Method::GET, "?since=1000&wait=20"),
        anna.request(Method::GET, "/events"),
        service.request(Method::GET, "//readyz"),
    ];
    requests.extend((0..3 * POOL).map(|_| anna.request(Method::GET, "")));
    requests
}

/// Opens all connections that one lobby may have.
async fn fill_pool(host: &Member<'_>, proxy: &Proxy, direct: &mut Sql) {
    proxy.set(Way::Slow(Duration::from_millis(30)));
    eventually("a full share of the pool", async || {
        at_once((0..4 * POOL).map(|_| host.request(Method::GET, ""))).await;
        (connections(direct).await >= POOL / 2).then_some(())
    })
    .await;
    proxy.set(Way::Open);
}

/// The longest time a request took by the service's own measure, in milliseconds.
fn longest_logged(log: &Log) -> f64 {
    let text = log.text();
    let times = text.lines().filter_map(|line| {
        let (_, time) = line.split_once("milliseconds=")?;
        time.split(' ').next()?.parse().ok()
    });
    times.fold(0.0, f64::max)
}

async fn connections(direct: &mut Sql) -> usize {
    let count = "SELECT count(*) FROM pg_stat_activity \
                 WHERE datname = current_database() AND application_name = 'panenka'";
    direct.value(count).await.parse().expect("a number")
}

/// Checks that the service has come back to itself, each connection of its pool included. How long that took.
async fn expect_recovery(host: &Member<'_>, anna: &Member<'_>, direct: &mut Sql) -> Duration {
    let started = Instant::now();
    eventually("an answer", async || {
        let (answer, _) = in_time(host.request(Method::GET, "")).await;
        (answer.status == 200).then_some(())
    })
    .await;
    let taken = started.elapsed();
    // Whoever asks gets their own answer: nothing late is taken for that of another question.
    for _ in 0..4 {
        let both = [host, anna].repeat(POOL);
        let answers = at_once(both.iter().map(|member| member.request(Method::GET, ""))).await;
        for (member, answer) in both.iter().zip(answers) {
            assert_eq!(answer.assert_ok()["you"]["id"], member.id);
        }
    }
    let buzzed = anna.buzz().await.assert_ok();
    assert_eq!(buzzed["position"], 1);
    let stored = "SELECT cardinality(buzz_order) FROM lobbies WHERE host_name = 'Olga'";
    assert_eq!(direct.value(stored).await, "1");
    let idle_in_transaction = "SELECT count(*) FROM pg_stat_activity WHERE \
                               datname = current_database() AND state LIKE 'idle in transaction%'";
    eventually(
        "no transaction left open, no connection too many",
        async || {
            let open = direct.value(idle_in_transaction).await;
            (open == "0" && connections(direct).await <= POOL).then_some(())
        },
    )
    .await;
    taken
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_answers_in_five_seconds_is_unavailable_until_it_is_faster() {
    let (service, proxy, mut direct) = proxied().await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    proxy.set(Way::Slow(Duration::from_secs(5)));
    let longest = all_unavailable(requests(&host, &anna)).await;
    proxy.set(Way::Open);
    let recovered = expect_recovery(&host, &anna, &mut direct).await;
    eprintln!("slow: answered within {longest:?}, recovered within {recovered:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_falls_silent_is_unavailable_until_it_speaks() {
    let (service, proxy, mut direct) = proxied().await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    fill_pool(&host, &proxy, &mut direct).await;
    let log = Log::start("panenka=error");
    // Under load, so that connections are caught in every state.
    let looks = tokio::spawn(at_once(
        (0..300)
            .map(|_| anna.request(Method::GET, ""))
            .collect::<Vec<_>>(),
    ));
    tokio::time::sleep(Duration::from_millis(30)).await;
    proxy.set(Way::Silent);
    let longest = all_unavailable(requests(&host, &anna)).await;
    // Again, with the connections of the first time given up.
    let again = all_unavailable(requests(&host, &anna)).await;
    proxy.set(Way::Open);
    let recovered = expect_recovery(&host, &anna, &mut direct).await;
    for answer in looks.await.expect("answers") {
        if answer.status != 200 {
            expect_unavailable(&answer);
        }
    }
    eprintln!(
        "silent: answered within {longest:?}, {again:?}, by the log {} ms, recovered within {recovered:?}",
        longest_logged(&log)
    );
}

/// One after the other they would each cost somebody the time limit.
#[tokio::test(flavor = "multi_thread")]
async fn of_many_dead_connections_one_is_noticed() {
    let (service, proxy, mut direct) = proxied().await;
    let (host, other) = (service.host("Olga").await, service.host("Vera").await);
    proxy.set(Way::Slow(Duration::from_millis(30)));
    eventually("all connections", async || {
        let both = [&host, &other].into_iter().cycle().take(4 * POOL);
        at_once(both.map(|host| host.request(Method::GET, ""))).await;
        (connections(&mut direct).await == POOL).then_some(())
    })
    .await;
    proxy.forget();
    let mut failed = 0;
    for _ in 0..3 * POOL {
        let (answer, _) = in_time(host.request(Method::GET, "")).await;
        if answer.status != 200 {
            expect_unavailable(&answer);
            failed += 1;
        }
    }
    assert_eq!(failed, 1, "of {POOL} dead connections");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_follows_goes_on_after_a_silence() {
    let (service, proxy, _direct) = proxied().await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let version = anna.lobby().await["version"].as_i64().expect("a version");
    let wait = anna.request(Method::GET, &format!("?since={version}&wait=20"));
    let waiting = tokio::spawn(wait.send());
    tokio::time::sleep(Duration::from_millis(300)).await;
    proxy.set(Way::Silent);
    // Longer than one look for changes is given.
    tokio::time::sleep(Duration::from_secs(4)).await;
    proxy.set(Way::Open);
    let other = Service::start_on(Arc::clone(&service.database), service.clock.clone(), |_| {});
    let set = json!({ "locked": true });
    host.at(&other.await).set(set).await.assert_ok();
    let answer = waiting.await.expect("a task").expect("an answer");
    assert_eq!(answer.status(), 200);
    let lobby: serde_json::Value = answer.json().await.expect("a lobby");
    assert_eq!(lobby["locked"], true);
}

/// A `BEGIN` that nobody waits for any longer must not take in what comes after it.
#[tokio::test(flavor = "multi_thread")]
async fn who_hangs_up_takes_no_later_buzz_along() {
    let (service, proxy, mut direct) = proxied().await;
    let host = service.host("Olga").await;
    let mut players = Vec::new();
    for n in 0..3 * POOL {
        players.push(service.join(&host.code, &format!("Player {n}")).await);
    }
    // So that the next connection is one of these.
    fill_pool(&host, &proxy, &mut direct).await;
    proxy.set(Way::Slow(Duration::from_millis(600)));
    let gone = (0..POOL).map(|_| {
        let set = host
            .request(Method::PATCH, "")
            .json(&json!({ "question_value": 50 }));
        tokio::spawn(set.timeout(Duration::from_millis(250)).send())
    });
    for gone in gone.collect::<Vec<_>>() {
        assert!(gone.await.expect("a task").is_err(), "it was answered");
    }
    proxy.set(Way::Open);
    for player in &players {
        let buzzed = eventually("a buzz", async || {
            let answer = player.buzz().await;
            (answer.status == 200 || answer.status == 201).then_some(answer.body)
        })
        .await;
        let stored = "SELECT cardinality(buzz_order) FROM lobbies";
        assert_eq!(direct.value(stored).await, buzzed["position"].to_string());
    }
}

fn resident_megabytes(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("a process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.expect("a line").trim().trim_end_matches(" kB");
    kilobytes.parse::<u64>().expect("a number") / 1024
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_stays_bounded_while_the_database_is_silent() {
    let database = Database::create(Backend::Postgres).await;
    let proxy = Proxy::to(&database.url).await;
    let place = Place::new();
    let variables = [("DATABASE_URL", proxy.url.as_str()), ("RATE_LIMITS", "off")];
    let server = place.serve(&variables).await;
    server.ready().await;
    let (code, host) = server.create().await;
    let client = reqwest::Client::new();
    let look = || {
        let url = format!("{}/api/v1/lobbies/{code}", server.address);
        client.get(url).bearer_auth(&host)
    };
    let pid = server.program.child.id();
    let before = resident_megabytes(pid);
    proxy.set(Way::Silent);
    let mut longest = Duration::ZERO;
    for _ in 0..2 {
        longest = longest.max(all_unavailable((0..1000).map(|_| look())).await);
    }
    let after = resident_megabytes(pid);
    proxy.set(Way::Open);
    eventually("an answer", async || {
        (in_time(look()).await.0.status == 200).then_some(())
    })
    .await;
    eprintln!("2000 requests: {before} MB, then {after} MB; answered within {longest:?}");
    assert!(after < before + 150, "{before} MB, then {after} MB");
}
