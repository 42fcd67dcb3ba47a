//! An SQLite file that may not grow any further.

use std::process::Command;

use reqwest::Method;
use serde_json::json;

use super::expect_unavailable;
use crate::cli::clocks::Clocks;
use crate::cli::{Place, Server};
use crate::harness::{send, text};

/// In bytes: some lobbies fit.
const LIMIT: &str = "400000";

/// Sets how far the process's files may grow.
fn limit_files(server: &Server, limit: &str) {
    let pid = server.program.child.id().to_string();
    let limit = format!("--fsize={limit}:unlimited");
    let set = Command::new("prlimit")
        .args(["--pid", &pid, &limit])
        .status();
    assert!(set.expect("prlimit").success());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_is_stored_when_the_disk_is_full() {
    let place = Place::new();
    let variables = [("RATE_LIMITS", "off"), ("RUST_LOG", "off")];
    let server = place.serve(&variables).await;
    server.ready().await;
    limit_files(&server, LIMIT);
    let mut lobbies = Vec::new();
    let mut refused = 0;
    for n in 0..2000 {
        let create = server.request(Method::POST, "/api/v1/lobbies");
        let answer = send(create.json(&json!({ "host_name": format!("Host {n}") }))).await;
        if answer.status.is_success() {
            lobbies.push((
                text(&answer.body["lobby"]["code"]),
                text(&answer.body["token"]),
            ));
            continue;
        }
        expect_unavailable(&answer);
        refused += 1;
        if refused == 20 {
            break;
        }
    }
    assert!(
        lobbies.len() > 5 && refused == 20,
        "{} lobbies",
        lobbies.len()
    );
    // A transaction of several statements, too.
    let (code, _) = &lobbies[0];
    let join = server.request(Method::POST, &format!("/api/v1/lobbies/{code}/players"));
    expect_unavailable(&send(join.json(&json!({ "name": "Anna" }))).await);
    for (code, host) in &lobbies {
        assert_eq!(server.lobby(code, host).await["version"], 1);
    }

    // Room again: it goes on without a restart.
    limit_files(&server, "unlimited");
    let path = format!("/{code}/players");
    let joined = server.post(&path, "none", json!({ "name": "Ben" })).await;
    lobbies.push(server.create().await);

    let mut server = server;
    server.program.child.kill().expect("a kill");
    server.program.child.wait().expect("an end");
    let server = place.serve(&variables).await;
    server.ready().await;
    for (code, host) in &lobbies {
        assert_eq!(server.lobby(code, host).await["code"], **code);
    }
    let (code, host) = &lobbies[0];
    let players = &server.lobby(code, host).await["players"];
    assert_eq!(players.as_array().map(Vec::len), Some(1));
    assert_eq!(players[0]["id"], joined["player_id"]);
    eprintln!("{} lobbies stored, then {refused} refused", lobbies.len());
}

/// Reads go on, though the signs of life that come with them can't be written. That the service is not ready shows.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_keeps_nobody_from_reading() {
    let (place, clocks) = (Place::new(), Clocks::new());
    let own = clocks.variables();
    let mut variables = vec![("RUST_LOG", "off")];
    variables.extend(own.iter().map(|(name, value)| (*name, value.as_str())));
    let server = place.serve(&variables).await;
    server.ready().await;
    let (code, host) = server.create().await;
    limit_files(&server, "1");
    clocks.set(31, 31);
    for path in ["", "/events"] {
        let path = format!("/api/v1/lobbies/{code}{path}");
        let request = server.request(Method::GET, &path).bearer_auth(&host);
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
    }
    assert_eq!(server.status("/readyz").await, 503);
    limit_files(&server, "unlimited");
    server.ready().await;
}
