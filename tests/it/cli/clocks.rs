//! The program on a machine whose clocks jump, and a process that is stopped and goes on: nobody is expelled or held back.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::PathBuf;
use std::process::Command;

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{BACKENDS, Place, Server};
use crate::harness::{Backend, Database, at_once, send, text};
use crate::sql::Sql;

const HOUR: i64 = 3600;

/// The clocks of a program, which the test moves.
pub struct Clocks {
    directory: tempfile::TempDir,
    moved: File,
}

impl Clocks {
    pub fn new() -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let moved = File::create(directory.path().join("moved")).expect("a file");
        let clocks = Self { directory, moved };
        clocks.set(0, 0);
        let compiled = Command::new("cc")
            .args(["-shared", "-fPIC", "-o"])
            .arg(clocks.path("clocks.so"))
            .arg("tests/fixtures/clocks.c")
            .status();
        assert!(compiled.expect("a C compiler").success());
        clocks
    }

    fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// What a program needs in its environment to go by these.
    pub fn variables(&self) -> [(&'static str, String); 2] {
        let path = |name| self.path(name).to_str().expect("text").to_owned();
        [
            ("LD_PRELOAD", path("clocks.so")),
            ("TEST_CLOCKS", path("moved")),
        ]
    }

    /// By how many seconds each clock is ahead of the machine's.
    pub fn set(&self, wall: i64, monotonic: i64) {
        let bytes = [wall.to_ne_bytes(), monotonic.to_ne_bytes()].concat();
        self.moved.write_all_at(&bytes, 0).expect("a file");
    }
}

/// A game in mid-round on a server with clocks of its own.
struct Game {
    clocks: Clocks,
    server: Server,
    _place: Place,
    database: Database,
    code: String,
    host: String,
    anna: String,
}

impl Game {
    async fn start(database: Database) -> Self {
        let (clocks, place) = (Clocks::new(), Place::new());
        #[cfg(feature = "postgres")]
        if database.backend == Backend::Postgres {
            give_a_clock(&database).await;
        }
        let own = clocks.variables();
        let mut variables = vec![("DATABASE_URL", database.url.as_str())];
        variables.extend(own.iter().map(|(name, value)| (*name, value.as_str())));
        let server = place.serve(&variables).await;
        server.ready().await;
        let (code, host) = server.create().await;
        let join = format!("/{code}/players");
        let joined = server.post(&join, "none", json!({ "name": "Anna" })).await;
        let anna = text(&joined["token"]);
        let game = Self {
            clocks,
            server,
            _place: place,
            database,
            code,
            host,
            anna,
        };
        assert_eq!(game.buzz().await["status"], "ok");
        game
    }

    /// Time passes, for the process and for the database.
    async fn pass(&self, seconds: i64) {
        self.clocks.set(seconds, seconds);
        self.set_database(seconds).await;
    }

    /// By how many seconds the clock of the database's machine is ahead.
    async fn set_database(&self, seconds: i64) {
        if self.database.backend == Backend::Postgres {
            let set = format!("UPDATE test_clock SET ahead = interval '{seconds} s'");
            Sql::open(&self.database).await.execute(&set).await;
        }
    }

    async fn buzz(&self) -> Value {
        let path = format!("/{}/buzz", self.code);
        self.server.post(&path, &self.anna, json!({})).await
    }

    async fn lobby(&self) -> Value {
        self.server.lobby(&self.code, &self.host).await
    }

    fn look(&self) -> reqwest::RequestBuilder {
        let path = format!("/api/v1/lobbies/{}", self.code);
        self.server
            .request(Method::GET, &path)
            .bearer_auth(&self.host)
    }

    async fn join(&self, code: &str) -> StatusCode {
        let path = format!("/api/v1/lobbies/{code}/players");
        let request = self.server.request(Method::POST, &path);
        send(request.json(&json!({ "name": "Ben" }))).await.status
    }
}

/// Puts a clock that can be moved in the way to that of the server.
#[cfg(feature = "postgres")]
async fn give_a_clock(database: &Database) {
    let mut sql = Sql::open(database).await;
    for statement in [
        "CREATE TABLE test_clock AS SELECT interval '0 s' AS ahead",
        "CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql
            AS 'SELECT pg_catalog.clock_timestamp() + ahead FROM public.test_clock'",
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog', current_database()); END $$",
    ] {
        sql.execute(statement).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wall_clock_that_jumps_in_mid_game_changes_nothing() {
    for backend in BACKENDS {
        let game = Game::start(Database::create(*backend).await).await;
        let before = game.lobby().await;
        for hours in [2, -1] {
            game.clocks.set(hours * HOUR, 0);
            assert_eq!(game.lobby().await, before, "{backend:?}, {hours} h");
            assert_eq!(game.buzz().await["status"], "already");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wall_clock_that_jumps_back_limits_nobody() {
    for backend in BACKENDS {
        let game = Game::start(Database::create(*backend).await).await;
        for _ in 0..3 {
            assert_eq!(game.join("NONE").await, StatusCode::NOT_FOUND);
        }
        game.clocks.set(-HOUR, 0);
        assert_eq!(game.join(&game.code).await, StatusCode::CREATED);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_is_stopped_and_goes_on_expels_nobody() {
    for backend in BACKENDS {
        let game = Game::start(Database::create(*backend).await).await;
        let before = game.lobby().await;
        for passed in [4 * 60, 3 * HOUR] {
            game.server.program.signal("STOP");
            game.pass(passed).await;
            game.server.program.signal("CONT");
            let after = game.lobby().await;
            for field in ["version", "players", "buzz_queue"] {
                assert_eq!(after[field], before[field], "{backend:?}: {field}");
            }
            assert_eq!(game.buzz().await["status"], "already");
        }
    }
}

/// That of the database's machine: all instances go by it.
#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread")]
async fn a_database_whose_clock_jumps_in_mid_game_changes_nothing() {
    let game = Game::start(Database::create(Backend::Postgres).await).await;
    let before = game.lobby().await;
    for (passed, hours) in [(31, 2), (62, -1), (93, 3), (124, 0)] {
        // The next request is there before the service has heard of it.
        game.server.program.signal("STOP");
        game.set_database(hours * HOUR).await;
        game.clocks.set(0, passed); // so that it is asked what time it is
        let requests = tokio::spawn(at_once([game.look(), game.look()]));
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        game.server.program.signal("CONT");
        for answer in requests.await.expect("answers") {
            assert_eq!(
                answer.assert_ok()["version"],
                before["version"],
                "{hours} h"
            );
        }
        assert_eq!(game.buzz().await["status"], "already");
        let after = game.lobby().await;
        for field in ["version", "players", "buzz_queue"] {
            assert_eq!(after[field], before[field], "{hours} h: {field}");
        }
    }
}
