//! A Postgres that goes away between a statement and its commit: no success is told of what is not stored.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use reqwest::Method;
use serde_json::json;

use super::{Load, expect_stored, expect_unavailable};
use crate::cli::{Place, eventually};
use crate::harness::proxy::{Proxy, Way};
use crate::harness::{Backend, Database, Service, TestClock, send};
use crate::sql::Sql;

/// What is stored of a change and of a buzz when the way breaks at this point of theirs.
async fn cut_at(way: Way, changed: bool) {
    let mut database = Database::create(Backend::Postgres).await;
    let mut direct = Sql::open(&database).await;
    let proxy = Proxy::to(&database.url).await;
    database.url = proxy.url.clone();
    let service = Service::start_on(Arc::new(database), TestClock::new(), |_| {}).await;
    let host = service.host("Olga").await;
    let before = direct.value("SELECT question_value FROM lobbies").await;
    assert_ne!(before, "50");
    proxy.set(way);
    expect_unavailable(&host.set(json!({ "question_value": 50 })).await);
    assert_eq!(proxy.way(), Way::Cut, "the change did not come that far");
    let value = if changed { "50".to_owned() } else { before };
    eventually("the end of the transaction", async || {
        let open = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() \
                    AND pid <> pg_backend_pid() AND state <> 'idle'";
        (direct.value(open).await == "0").then_some(())
    })
    .await;
    let stored = direct.value("SELECT question_value FROM lobbies").await;
    assert_eq!(stored, value);
    proxy.set(Way::Open);
    let lobby = eventually("a repetition", async || {
        let answer = host.set(json!({ "question_value": 50 })).await;
        (answer.status == 200).then_some(answer.body)
    })
    .await;
    assert_eq!(lobby["question_value"], 50);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_whose_commit_is_not_heard_is_not_acknowledged() {
    cut_at(Way::CutBefore("COMMIT"), false).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_whose_commit_is_not_answered_is_not_acknowledged() {
    cut_at(Way::CutAfter("COMMIT"), true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buzz_that_is_not_answered_is_not_acknowledged_and_counts_once() {
    let mut database = Database::create(Backend::Postgres).await;
    let proxy = Proxy::to(&database.url).await;
    database.url = proxy.url.clone();
    let service = Service::start_on(Arc::new(database), TestClock::new(), |_| {}).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    proxy.set(Way::CutAfter("UPDATE 1"));
    expect_unavailable(&anna.buzz().await);
    assert_eq!(proxy.way(), Way::Cut, "the buzz did not come that far");
    proxy.set(Way::Open);
    let buzzed = eventually("a repetition", async || {
        let answer = anna.buzz().await;
        answer.status.is_success().then_some(answer.body)
    })
    .await;
    assert_eq!(
        (&buzzed["status"], &buzzed["position"]),
        (&json!("already"), &json!(1))
    );
}

/// A Postgres of its own, which can be stopped. Gone with the value.
struct Cluster {
    directory: PathBuf,
    port: u16,
}

impl Cluster {
    async fn start() -> Self {
        let name = format!("panenka-cluster-{}", uuid::Uuid::new_v4().simple());
        // Its server's user must be able to reach it.
        let directory = Path::new("/tmp").join(name);
        std::fs::create_dir(&directory).expect("a directory");
        if is_root() {
            let mut own = Command::new("chown");
            let owned = own.arg("postgres").arg(&directory).status();
            assert!(owned.expect("chown").success());
        }
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = free.local_addr().expect("an address").port();
        let cluster = Self { directory, port };
        let arguments = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"];
        cluster.run("initdb", &arguments);
        drop(free);
        cluster.begin();
        cluster
    }

    fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// No `fsync`: it is the processes that end, not the machine.
    fn begin(&self) {
        let options = format!(
            "-p {} -h 127.0.0.1 -c unix_socket_directories='' -c fsync=off",
            self.port
        );
        let log = self.directory.join("log");
        let log = log.to_str().expect("a path");
        self.run("pg_ctl", &["-w", "-l", log, "-o", &options, "start"]);
    }

    /// Without letting anybody finish anything.
    fn end(&self) {
        self.run("pg_ctl", &["-w", "-m", "immediate", "stop"]);
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let data = self.directory.join("data");
        let mut command = if is_root() {
            Command::new("runuser")
        } else {
            Command::new("env")
        };
        if is_root() {
            command.args(["-u", "postgres", "--"]);
        }
        let ended = command
            .arg(server_program(program))
            .arg("-D")
            .arg(data)
            .args(arguments)
            .current_dir("/")
            .stdin(std::process::Stdio::null())
            // A server that is left running would keep a pipe open.
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .status()
            .expect("the program");
        assert!(ended.success(), "{program}: {ended}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if !std::thread::panicking() || self.directory.join("data/postmaster.pid").exists() {
            self.end();
        }
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

/// Distributions keep the server's programs out of PATH.
fn server_program(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten();
    let versions = versions.flatten().map(|version| version.path().join("bin"));
    std::env::split_paths(&path)
        .chain(versions)
        .map(|directory| directory.join(name))
        .find(|program| program.exists())
        .expect("these tests need the programs of a Postgres server")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_an_immediate_stop_of_postgres() {
    let cluster = Cluster::start().await;
    let place = Place::new();
    let url = cluster.url();
    let variables = [("DATABASE_URL", url.as_str()), ("RATE_LIMITS", "off")];
    let server = place.serve(&variables).await;
    server.ready().await;
    let load = Load::start(8, &server.address);
    for _ in 0..2 {
        load.go_on().await;
        cluster.end();
        expect_unavailable(&send(server.request(Method::GET, "/readyz")).await);
        cluster.begin();
        server.ready().await;
    }
    load.go_on().await;
    let acknowledged = load.stop().await;
    let players = expect_stored(&server, &acknowledged).await;
    eprintln!("{players} players acknowledged and stored");
}
