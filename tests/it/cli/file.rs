//! The program and its SQLite file, which other hands can take away.

use std::fs;

use reqwest::{Method, RequestBuilder};
use serde_json::json;

use super::{Place, Server, eventually};
use crate::harness::{Backend, Service, send, text};
use crate::sql::Sql;

/// What is told of it once, however many requests fail over it.
const TOLD: &str = "file is not where it was opened";

/// A lobby with a host and a player, on a file below `data/`.
struct Game {
    place: Place,
    server: Server,
    code: String,
    host: String,
    player: String,
}

impl Game {
    async fn begin(file: &str) -> Self {
        let place = Place::new();
        fs::create_dir(place.path("data")).expect("a folder");
        let server = place.serve(&[("PANENKA_LOBBY_DB", file)]).await;
        server.ready().await;
        let (code, host) = server.create().await;
        let path = format!("/{code}/players");
        let joined = server.post(&path, "none", json!({ "name": "Anna" })).await;
        let player = text(&joined["token"]);
        Self {
            place,
            server,
            code,
            host,
            player,
        }
    }

    async fn in_folder() -> Self {
        Self::begin("data/quiz.sqlite3").await
    }

    fn file(&self, suffix: &str) -> std::path::PathBuf {
        self.place.path(&format!("data/quiz.sqlite3{suffix}"))
    }

    /// One of each kind of write.
    fn writes(&self) -> [RequestBuilder; 4] {
        let lobbies = "/api/v1/lobbies";
        let lobby = format!("{lobbies}/{}", self.code);
        let post = |path: &str| self.server.request(Method::POST, path);
        [
            post(&format!("{lobby}/buzz")).bearer_auth(&self.player),
            post(&format!("{lobby}/reset")).bearer_auth(&self.host),
            post(&format!("{lobby}/players")).json(&json!({ "name": "Boris" })),
            post(lobbies).json(&json!({ "host_name": "Olga" })),
        ]
    }

    async fn expect_lost(&self) {
        for write in self.writes() {
            let answer = send(write.json(&json!({ "name": "B", "host_name": "O" }))).await;
            answer.assert_problem("unavailable");
        }
        assert_eq!(self.server.status("/readyz").await, 503);
        assert_eq!(self.server.status("/livez").await, 204);
        let log = self.server.program.stdout();
        let told = log
            .lines()
            .filter(|line| line.contains(TOLD) && !line.contains("request_id"));
        assert_eq!(told.count(), 1, "{log}");
    }
}

/// What is written to a file that no path leads to is lost with the process.
#[tokio::test(flavor = "multi_thread")]
async fn one_that_was_deleted_is_noticed() {
    let game = Game::in_folder().await;
    fs::remove_file(game.file("")).expect("no file");
    game.expect_lost().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_was_replaced_is_noticed() {
    let game = Game::in_folder().await;
    fs::copy(game.file(""), game.file("-copy")).expect("a copy");
    fs::rename(game.file("-copy"), game.file("")).expect("another file");
    game.expect_lost().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_was_moved_is_noticed_and_found_again() {
    let game = Game::in_folder().await;
    fs::rename(game.file(""), game.file("-moved")).expect("another name");
    game.expect_lost().await;
    fs::rename(game.file("-moved"), game.file("")).expect("the old name");
    game.server.ready().await;
    for write in game.writes() {
        send(write).await.assert_ok();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_was_moved_is_noticed_and_found_again() {
    let game = Game::in_folder().await;
    fs::rename(game.place.path("data"), game.place.path("moved")).expect("another name");
    game.expect_lost().await;
    fs::rename(game.place.path("moved"), game.place.path("data")).expect("the old name");
    game.server.ready().await;
    for write in game.writes() {
        send(write).await.assert_ok();
    }
}

/// A path that begins in the working directory still leads to the file then. That of a restart does not.
#[tokio::test(flavor = "multi_thread")]
async fn a_working_directory_that_was_moved_is_noticed() {
    let game = Game::begin("quiz.sqlite3").await;
    let here = game.place.path("");
    let moved = here.with_file_name(format!("moved-{}", uuid::Uuid::new_v4()));
    fs::rename(&here, &moved).expect("another name");
    let _moved_back = scopeguard::guard((), |()| fs::rename(&moved, &here).expect("the old name"));
    for write in game.writes() {
        send(write).await.assert_problem("unavailable");
    }
    assert_eq!(game.server.status("/readyz").await, 503);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_leads_elsewhere_is_noticed() {
    let game = Game::in_folder().await;
    drop(game.server);
    let (place, file) = (game.place, "data/quiz.sqlite3");
    fs::copy(place.path(file), place.path("other.sqlite3")).expect("a copy");
    std::os::unix::fs::symlink(place.path(file), place.path("link")).expect("a link");
    let server = place.serve(&[("PANENKA_LOBBY_DB", "link")]).await;
    server.ready().await;
    fs::remove_file(place.path("link")).expect("no link");
    std::os::unix::fs::symlink("other.sqlite3", place.path("link")).expect("another link");
    let create = server.request(Method::POST, "/api/v1/lobbies");
    let answer = send(create.json(&json!({ "host_name": "Olga" }))).await;
    answer.assert_problem("unavailable");
}

/// What was written since it was last copied into the file is in it alone. It is looked at now and then.
#[tokio::test(flavor = "multi_thread")]
async fn a_log_that_was_deleted_is_noticed() {
    let game = Game::in_folder().await;
    fs::remove_file(game.file("-wal")).expect("no log");
    eventually("a lack of readiness", async || {
        (game.server.status("/readyz").await == 503).then_some(())
    })
    .await;
    game.expect_lost().await;
}

/// A reader keeps all that is written meanwhile in the log; it must not stay that large afterwards.
#[tokio::test(flavor = "multi_thread")]
async fn its_log_gets_small_again() {
    const LIMIT: u64 = 4 << 20;
    let service = Service::start(Backend::Sqlite).await;
    let host = service.host("Olga").await;
    let path = service.database.url.replace("sqlite:", "") + "-wal";
    let size = || fs::metadata(&path).map_or(0, |file| file.len());
    let mut reader = Sql::open(&service.database).await;
    reader.execute("BEGIN; SELECT count(*) FROM lobbies").await;
    let mut writer = Sql::open(&service.database).await;
    writer
        .execute("CREATE TABLE ballast AS SELECT zeroblob(12000000)")
        .await;
    assert!(size() > 2 * LIMIT, "{}", size());
    drop(reader);
    eventually("a small log", async || {
        host.reset().await.assert_ok();
        (size() <= LIMIT).then_some(())
    })
    .await;
}
