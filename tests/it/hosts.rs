//! Several servers in `DATABASE_URL`, of which one can be written to, and servers that can be written to no more.

use reqwest::{Method, StatusCode};
use serde_json::json;
use tokio::time::sleep;

use crate::cli::{Place, Server, eventually};
use crate::harness::pair::{BEHIND, Pair};
use crate::harness::proxy::{Proxy, Way};
use crate::harness::role::Role;
use crate::harness::{Backend, Database, send};
use crate::sql::Sql;

/// Where nobody answers, and every try is refused at once.
const NOBODY: &str = "127.0.0.1:1";

fn host_of(url: &str) -> String {
    let url: reqwest::Url = url.parse().expect("a URL");
    let host = url.host_str().expect("a host");
    format!("{host}:{}", url.port().expect("a port"))
}

/// The first server's URL, with these hosts instead of its own.
fn url_with(pair: &Pair, hosts: &[&str], parameters: &str) -> String {
    let hosts = hosts.join(",");
    let url = pair.primary.replace(&host_of(&pair.primary), &hosts);
    format!("{url}?{parameters}")
}

fn orders<'a>(hosts: &[&'a str]) -> Vec<Vec<&'a str>> {
    if hosts.is_empty() {
        return vec![Vec::new()];
    }
    let begins = (0..hosts.len()).flat_map(|first| {
        let mut others = hosts.to_vec();
        let first = others.remove(first);
        let rest = orders(&others).into_iter();
        rest.map(move |rest| [vec![first], rest].concat())
    });
    begins.collect()
}

async fn set_read_only(url: &str, is_read_only: bool) {
    let mut sql = Sql::at(url).await;
    let set = format!("ALTER SYSTEM SET default_transaction_read_only = {is_read_only}");
    sql.execute(&set).await;
    sql.execute("SELECT pg_reload_conf()").await;
    eventually("the setting", async || {
        let mut sql = Sql::at(url).await;
        let shown = sql.value("SHOW default_transaction_read_only").await;
        ((shown == "on") == is_read_only).then_some(())
    })
    .await;
}

async fn connections(url: &str) -> String {
    let count = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'panenka'";
    Sql::at(url).await.value(count).await
}

async fn told(server: &Server, part: &str) -> String {
    eventually(part, async || {
        let log = server.program.stdout();
        let line = log.lines().find(|line| line.contains(part))?;
        Some(line.to_owned())
    })
    .await
}

async fn reset(server: &Server, code: &str, host: &str) -> StatusCode {
    let path = format!("/api/v1/lobbies/{code}/reset");
    send(server.request(Method::POST, &path).bearer_auth(host))
        .await
        .status
}

#[tokio::test(flavor = "multi_thread")]
async fn the_one_that_can_be_written_to_is_found_in_any_order() {
    let pair = Pair::start();
    let silent = Proxy::to(&pair.primary).await;
    silent.set(Way::Silent);
    let (good, standby, silent) = (
        host_of(&pair.primary),
        host_of(&pair.standby),
        host_of(&silent.url),
    );
    for hosts in orders(&[NOBODY, &silent, &standby, &good]) {
        let url = url_with(&pair, &hosts, "target_session_attrs=read-write");
        let place = Place::new();
        let variables = [("DATABASE_URL", url.as_str()), ("RUST_LOG", "off")];
        let ended = place.run(&["migrate"], &variables).await;
        assert!(ended.status.success(), "{url}: {ended:?}");
    }
    // The ways of libpq to say the same.
    let name = pair.primary.rsplit_once('/').expect("a database").1;
    let (host, port) = good.split_once(':').expect("a port");
    for url in [
        format!("postgres://postgres@127.0.0.1,{host}/{name}?port=1,{port}"),
        format!("postgres:///{name}?user=postgres&host=127.0.0.1,{host}&port=1,{port}"),
        format!("postgres://postgres@/{name}?hostaddr=127.0.0.1,{host}&port=1,{port}"),
        format!("postgres://postgres@[::1]:1,{good}/{name}?target_session_attrs=any"),
        format!("postgres://postgres@/{name}?host=/no/such/folder,{host}&port={port}"),
    ] {
        let variables = [("DATABASE_URL", url.as_str()), ("RUST_LOG", "off")];
        let ended = Place::new().run(&["migrate"], &variables).await;
        assert!(ended.status.success(), "{url}: {ended:?}");
    }
    // Where none is fit, each is told of.
    let url = url_with(&pair, &[NOBODY, &standby], "");
    let variables = [("DATABASE_URL", url.as_str()), ("RUST_LOG", "off")];
    let ended = Place::new().run(&["migrate"], &variables).await;
    ended.assert_refused(1, &[NOBODY, "refused", &standby, "can only be read"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_can_only_be_read_is_left_at_once() {
    let pair = Pair::start();
    let place = Place::new();
    let server = place.serve(&[("DATABASE_URL", &pair.primary)]).await;
    server.ready().await;
    let (code, host) = server.create().await;
    let path = format!("/api/v1/lobbies/{code}");
    let read = || server.request(Method::GET, &path).bearer_auth(&host);
    let hold = "BEGIN; LOCK TABLE lobbies IN ACCESS EXCLUSIVE MODE";
    let mut holder = Sql::at(&pair.primary).await;
    holder.execute(hold).await;
    let reads: Vec<_> = (0..4).map(|_| tokio::spawn(send(read()))).collect();
    eventually("several connections", async || {
        (connections(&pair.primary).await != "1").then_some(())
    })
    .await;
    holder.execute("ROLLBACK").await;
    for read in reads {
        read.await.expect("an answer").assert_ok();
    }

    set_read_only(&pair.primary, true).await;
    assert_eq!(reset(&server, &code, &host).await, 503);
    eventually("no connection", async || {
        (connections(&pair.primary).await == "0").then_some(())
    })
    .await;
    let line = told(&server, "be written to\" error").await;
    assert!(line.contains("read-only transaction"), "{line}");
    assert_eq!(server.status("/readyz").await, 503);
    assert_eq!(send(read()).await.status, 503);

    set_read_only(&pair.primary, false).await;
    assert_eq!(server.status("/readyz").await, 204);
    assert_eq!(reset(&server, &code, &host).await, 200);
    told(&server, "be written to again").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_game_goes_on_at_the_standby_that_is_promoted() {
    let pair = Pair::start();
    let (first, second) = (host_of(&pair.primary), host_of(&pair.standby));
    let url = url_with(&pair, &[&first, &second], "target_session_attrs=read-write");
    let place = Place::new();
    let server = place.serve(&[("DATABASE_URL", &url)]).await;
    server.ready().await;
    let (code, host) = server.create().await;
    sleep(2 * BEHIND).await; // the standby knows of the lobby

    // Whoever takes a server out of service has it read-only first.
    set_read_only(&pair.primary, true).await;
    assert_eq!(reset(&server, &code, &host).await, 503);
    assert_eq!(server.status("/readyz").await, 503);
    Sql::at(&pair.standby)
        .await
        .execute("SELECT pg_promote(true)")
        .await;
    eventually("a reset", async || {
        (reset(&server, &code, &host).await == 200).then_some(())
    })
    .await;
    let line = told(&server, "the database is at another host").await;
    assert!(line.contains(&second), "{line}");
    assert_eq!(server.lobby(&code, &host).await["round"], json!(2));
    assert_eq!(connections(&pair.primary).await, "0");

    // It stays there, also when it could go back.
    set_read_only(&pair.primary, false).await;
    assert_eq!(reset(&server, &code, &host).await, 200);
    assert_eq!(connections(&pair.primary).await, "0");
}

/// As a plan whose write access ends may do it: what is not forbidden goes on.
#[tokio::test(flavor = "multi_thread")]
async fn rights_that_are_taken_away_are_a_lack_and_no_bug() {
    let database = Database::create(Backend::Postgres).await;
    let role = Role::create(&database, 20).await;
    let place = Place::new();
    let server = place.serve(&[("DATABASE_URL", &role.url)]).await;
    server.ready().await;
    let (code, host) = server.create().await;
    let mut sql = Sql::at(&role.url).await;
    let forbid = "REVOKE INSERT ON lobbies FROM CURRENT_USER";
    sql.execute(forbid).await;
    let body = json!({ "host_name": "Olga" });
    let open = server.request(Method::POST, "/api/v1/lobbies").json(&body);
    send(open).await.assert_problem("unavailable");
    told(&server, "permission denied").await;
    assert_eq!(reset(&server, &code, &host).await, 200);
    sql.execute("GRANT INSERT ON lobbies TO CURRENT_USER").await;
    server.create().await;
    drop((server, sql));
    role.drop().await;
}
