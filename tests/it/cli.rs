//! The program: its command line, its environment, and how it starts and ends.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Backend, send, text};

mod addresses;
pub mod clocks;
mod crowd;
mod database;
#[cfg(feature = "sqlite")]
mod file;
mod log;
mod numbers;
#[cfg(feature = "postgres")]
mod postgres;
mod settings;
#[cfg(feature = "postgres")]
mod tls;

pub const BACKENDS: &[Backend] = &[
    #[cfg(feature = "sqlite")]
    Backend::Sqlite,
    #[cfg(feature = "postgres")]
    Backend::Postgres,
];

/// Longest wait for anything the program does.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Asks until there is something to return.
pub async fn eventually<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = ask().await {
            return found;
        }
        assert!(
            started.elapsed() < PATIENCE,
            "{what}: not within {PATIENCE:?}"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// A directory to run in, without an environment but the variables given.
pub struct Place(tempfile::TempDir);

impl Place {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a directory"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).expect("a file");
    }

    pub fn start(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Program {
        let mut command = Command::new(env!("CARGO_BIN_EXE_panenka"));
        command
            .args(arguments)
            .env_clear()
            .envs(variables.iter().copied());
        self.spawn(command)
    }

    fn spawn(&self, mut command: Command) -> Program {
        let mut output = self.path(&format!("output-{}", uuid::Uuid::new_v4()));
        let stdout = std::fs::File::create(&output).expect("a file");
        output.set_extension("err");
        let stderr = std::fs::File::create(&output).expect("a file");
        let child = command
            .current_dir(self.0.path())
            .stdin(std::process::Stdio::null())
            .stdout(stdout)
            .stderr(stderr)
            .spawn()
            .expect("the program");
        Program { child, output }
    }

    /// Serves on a free port of this machine.
    pub async fn serve(&self, variables: &[(&str, &str)]) -> Server {
        let mut all = vec![("PORT", "0"), ("BIND_ADDRESS", "127.0.0.1")];
        all.extend(variables);
        let mut program = self.start(&[], &all);
        let address = program.address().await;
        Server { program, address }
    }

    pub async fn run(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Ended {
        self.start(arguments, variables).end().await
    }
}

pub struct Program {
    pub child: Child,
    /// Where standard error goes; standard output is beside it.
    output: PathBuf,
}

impl Program {
    pub fn stderr(&self) -> String {
        std::fs::read_to_string(&self.output).expect("text")
    }

    pub fn stdout(&self) -> String {
        std::fs::read_to_string(self.output.with_extension("")).expect("text")
    }

    /// As announced on standard output.
    async fn address(&mut self) -> String {
        eventually("an address", async || {
            let out = self.stdout();
            let address = out
                .lines()
                .find_map(|line| line.strip_prefix("Panenka is at "));
            if address.is_none() {
                let ended = self.child.try_wait().expect("a status");
                assert!(ended.is_none(), "ended: {out} {}", self.stderr());
            }
            address.map(str::to_owned)
        })
        .await
    }

    pub async fn end(mut self) -> Ended {
        let status = eventually("an end", async || self.child.try_wait().expect("a status")).await;
        let (stdout, stderr) = (self.stdout(), self.stderr());
        Ended {
            status,
            stdout,
            stderr,
        }
    }

    pub fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &pid]).status();
        assert!(sent.expect("kill").success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[derive(Debug)]
pub struct Ended {
    pub status: ExitStatus,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    /// Checks that it ended with one line of complaint that has all of these in it.
    #[track_caller]
    pub fn assert_refused(&self, exit_code: i32, parts: &[&str]) {
        assert_eq!(self.status.code(), Some(exit_code), "{self:?}");
        assert_eq!(self.stderr.lines().count(), 1, "{self:?}");
        assert!(self.stderr.starts_with("panenka: "), "{self:?}");
        for part in parts {
            assert!(self.stderr.contains(part), "{part} is not in {self:?}");
        }
    }
}

pub struct Server {
    pub program: Program,
    pub address: String,
}

impl Server {
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        reqwest::Client::new().request(method, format!("{}{path}", self.address))
    }

    pub async fn status(&self, path: &str) -> StatusCode {
        send(self.request(Method::GET, path)).await.status
    }

    pub async fn ready(&self) {
        eventually("readiness", async || {
            (self.status("/readyz").await == 204).then_some(())
        })
        .await;
    }

    pub async fn post(&self, path: &str, token: &str, body: Value) -> Value {
        let request = self.request(Method::POST, &format!("/api/v1/lobbies{path}"));
        send(request.bearer_auth(token).json(&body))
            .await
            .assert_ok()
    }

    /// Opens a lobby; its code and its host's token.
    pub async fn create(&self) -> (String, String) {
        let created = self.post("", "none", json!({ "host_name": "Olga" })).await;
        (text(&created["lobby"]["code"]), text(&created["token"]))
    }

    pub async fn lobby(&self, code: &str, token: &str) -> Value {
        let request = self.request(Method::GET, &format!("/api/v1/lobbies/{code}"));
        send(request.bearer_auth(token)).await.assert_ok()
    }
}

#[tokio::test]
async fn help_names_every_subcommand_and_variable() {
    let ended = Place::new().run(&["--help"], &[]).await;
    assert!(ended.status.success());
    for word in ["serve", "migrate", "openapi"] {
        assert!(ended.stdout.contains(&format!("\n  {word}")), "{word}");
    }
    // However the terminal's width breaks the lines.
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let help = words(&ended.stdout);
    for (name, default, meaning) in panenka::config::VARIABLES {
        let mut line = format!("{name} {}", words(meaning));
        if !default.is_empty() {
            line += &format!(" [default: {default}]");
        }
        assert!(help.contains(&line), "{line} is not in {help}");
    }
}

#[tokio::test]
async fn an_unknown_subcommand_is_refused() {
    let ended = Place::new().run(&["buzz"], &[]).await;
    assert_eq!(ended.status.code(), Some(2));
    assert!(ended.stderr.contains("buzz"));
}

#[tokio::test]
async fn the_description_is_printed_without_a_database() {
    let place = Place::new();
    let ended = place
        .run(&["openapi"], &[("DATABASE_URL", "mysql://nothing")])
        .await;
    assert!(ended.status.success(), "{ended:?}");
    let description: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert!(text(&description["openapi"]).starts_with("3.1"));
    assert!(!place.path("lobbies.sqlite3").exists());
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn port_0_takes_a_free_one_and_says_which() {
    let place = Place::new();
    let server = place.serve(&[]).await;
    assert!(!server.address.ends_with(":0"));
    assert_eq!(server.status("/livez").await, 204);
    server.ready().await;
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn an_address_in_use_is_refused() {
    let place = Place::new();
    let server = place.serve(&[]).await;
    let (_, port) = server.address.rsplit_once(':').expect("a port");
    let variables = [
        ("PORT", port),
        ("BIND_ADDRESS", "127.0.0.1"),
        ("RUST_LOG", "off"),
    ];
    let ended = Place::new().run(&["serve"], &variables).await;
    ended.assert_refused(1, &["127.0.0.1", port]);
    assert_eq!(ended.stdout, "");
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn a_signal_ends_it() {
    for signal in ["TERM", "INT"] {
        let place = Place::new();
        let server = place.serve(&[]).await;
        server.ready().await;
        server.create().await;
        server.program.signal(signal);
        let ended = server.program.end().await;
        assert_eq!(ended.status.code(), Some(0), "{signal}: {ended:?}");
    }
}

#[cfg(feature = "postgres")]
#[tokio::test]
async fn a_signal_ends_it_while_the_database_is_not_there() {
    let place = Place::new();
    let url = "postgres://nobody@127.0.0.1:1/nothing";
    let server = place.serve(&[("DATABASE_URL", url)]).await;
    server.program.signal("TERM");
    assert_eq!(server.program.end().await.status.code(), Some(0));
}

/// Whether a file has these bytes, and nothing was put beside it.
fn is_untouched(place: &Place, name: &str, bytes: &[u8]) -> bool {
    let beside = ["-wal", "-shm", "-journal"].map(|suffix| place.path(&format!("{name}{suffix}")));
    std::fs::read(place.path(name)).is_ok_and(|now| now == bytes)
        && !beside.iter().any(|path| Path::exists(path))
}
