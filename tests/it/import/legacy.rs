//! Files as the legacy system left them, and the command on them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use jiff::{SignedDuration, Timestamp};
use panenka::clock::Clock;
use reqwest::Method;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, SqliteConnection};
use tempfile::TempDir;

use crate::harness::{Answer, Service, TestClock, send};

pub const OLGA: &str = "3f0f7c5e-6f0a-4c8e-9f43-0a1b2c3d4e01";
pub const PAUL: &str = "3f0f7c5e-6f0a-4c8e-9f43-0a1b2c3d4e02";
pub const ANNA: &str = "7a1d9a44-21b5-4b0e-8a52-5566778899a1";
pub const BEN: &str = "7a1d9a44-21b5-4b0e-8a52-5566778899a2";
pub const CARL: &str = "7a1d9a44-21b5-4b0e-8a52-5566778899a3";
pub const OLGAS_TOKEN: &str = "pXq3-0aZ_kT7mE2vYw9LcA";
pub const PAULS_TOKEN: &str = "d8Jr5nB1uQ-6fGh_0sVtXw";

/// The closing line where both lobbies of the game were new.
pub const BOTH: &str = "imported 2, skipped 0 as expired, 0 already there";

/// Olga's lobby ABCD, in which Anna buzzed first and then Ben, and Paul's lobby WXYZ, with Carl. `$now` is the time.
const GAME: &str = "
CREATE TABLE lobbies (
    code TEXT PRIMARY KEY,
    host_id TEXT NOT NULL,
    host_name TEXT NOT NULL,
    host_token TEXT NOT NULL,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL,
    host_seen REAL NOT NULL,
    locked INTEGER NOT NULL,
    buzz_order TEXT NOT NULL
);
CREATE TABLE players (
    id TEXT PRIMARY KEY,
    lobby_code TEXT NOT NULL,
    name TEXT NOT NULL,
    joined_at REAL NOT NULL,
    last_seen REAL NOT NULL,
    buzzed_at REAL,
    FOREIGN KEY(lobby_code) REFERENCES lobbies(code) ON DELETE CASCADE
);
INSERT INTO lobbies VALUES
    ('ABCD', '$olga', 'Olga', '$olgas_token', $now - 600, $now - 5, $now, 0, '[\"$anna\", \"$ben\"]'),
    ('WXYZ', '$paul', 'Paul', '$pauls_token', $now - 900, $now - 300, $now, 1, '[]');
INSERT INTO players VALUES
    ('$anna', 'ABCD', 'Анна', $now - 500, $now, $now - 5.5),
    ('$ben', 'ABCD', 'Ben', $now - 400, $now, $now - 5.25),
    ('$carl', 'WXYZ', 'Carl', $now - 300, $now, NULL);
";

pub const NEWER_COLUMNS: &str = "
ALTER TABLE lobbies ADD COLUMN question_value INTEGER;
ALTER TABLE lobbies ADD COLUMN active_player_id TEXT;
ALTER TABLE players ADD COLUMN score INTEGER;
";

pub struct LegacyFile {
    directory: TempDir,
    /// The machine's time, which is the time of the command.
    pub now: Timestamp,
}

/// Just before, and where the rounding of a REAL changes no millisecond.
fn between_milliseconds(now: Timestamp) -> Timestamp {
    let before = now - SignedDuration::from_micros(500);
    Timestamp::from_microsecond(before.as_millisecond() * 1000 + 500).expect("a time")
}

impl LegacyFile {
    pub fn nothing() -> Self {
        Self {
            directory: tempfile::tempdir().expect("a directory"),
            now: between_milliseconds(Clock::system().now()),
        }
    }

    pub fn of(bytes: &[u8]) -> Self {
        let file = Self::nothing();
        std::fs::write(file.path(), bytes).expect("a file");
        file
    }

    pub async fn with_a_game() -> Self {
        Self::with_a_game_but("").await
    }

    pub async fn with_a_game_but(change: &str) -> Self {
        let file = Self::of(b"");
        file.execute(GAME).await;
        file.execute(change).await;
        file
    }

    pub fn path(&self) -> PathBuf {
        self.directory.path().join("legacy.sqlite3")
    }

    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    pub fn bytes(&self) -> Vec<u8> {
        std::fs::read(self.path()).expect("the file")
    }

    pub async fn connect(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new().filename(self.path());
        options.foreign_keys(false).connect().await.expect("SQLite")
    }

    pub async fn execute(&self, script: &str) {
        let mut connection = self.connect().await;
        let script = AssertSqlSafe(self.filled_in(script));
        connection.execute(script).await.expect("the script");
        connection.close().await.expect("closed");
    }

    pub fn filled_in(&self, script: &str) -> String {
        let now = self.now.as_microsecond() as f64 / 1e6;
        script
            .replace("$now", &format!("{now:.6}"))
            .replace("$olgas_token", OLGAS_TOKEN)
            .replace("$pauls_token", PAULS_TOKEN)
            .replace("$olga", OLGA)
            .replace("$paul", PAUL)
            .replace("$anna", ANNA)
            .replace("$ben", BEN)
            .replace("$carl", CARL)
    }

    /// Another instance on the service's database, at the time of this file: the harness begins at another.
    pub async fn present(&self, service: &Service) -> Service {
        let database = std::sync::Arc::clone(&service.database);
        Service::start_on(database, TestClock::at(self.now), |_| {}).await
    }

    /// Checks that the command copies this file, and gives the service that then has it.
    pub async fn imported_to(&self, service: &Service, closing_line: &str) -> Service {
        assert_imported(&import(&self.path(), &service.database.url), closing_line);
        self.present(service).await
    }

    /// Checks that the command refuses this file with that fault and leaves it and the database alone.
    pub async fn assert_refused(&self, service: &Service, fault: &str) {
        let before = self.bytes();
        let output = import(&self.path(), &service.database.url);
        let fault = self.filled_in(fault);
        let fault = format!("nothing was imported from {:?}: {fault}", self.path());
        assert_fault(&output, &fault);
        assert_eq!(self.bytes(), before);
        let service = self.present(service).await;
        for (code, token) in [("ABCD", OLGAS_TOKEN), ("WXYZ", PAULS_TOKEN)] {
            let answer = lobby(&service, code, token).await;
            answer.assert_problem("lobby-not-found");
        }
    }
}

pub async fn lobby(service: &Service, code: &str, token: &str) -> Answer {
    let request = service.request(Method::GET, &format!("/lobbies/{code}"));
    send(request.bearer_auth(token)).await
}

/// The command, where no setting of the machine reaches it.
pub fn import(file: &Path, url: &str) -> Output {
    let directory = tempfile::tempdir().expect("a directory");
    let mut command = command(directory.path());
    let command = command.env("DATABASE_URL", url).arg("import").arg(file);
    command.output().expect("the command")
}

pub fn command(directory: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_panenka"));
    command.env_clear().current_dir(directory);
    command
}

#[track_caller]
pub fn assert_imported(output: &Output, closing_line: &str) {
    assert_eq!(text(&output.stderr), "");
    assert_eq!(text(&output.stdout), format!("{closing_line}\n"));
    assert_eq!(output.status.code(), Some(0));
}

/// One line on standard error, nothing on standard output.
#[track_caller]
pub fn assert_fault(output: &Output, fault: &str) {
    assert_eq!(text(&output.stderr), format!("panenka: {fault}\n"));
    assert_eq!(text(&output.stdout), "");
    assert_eq!(output.status.code(), Some(1));
}

pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}
