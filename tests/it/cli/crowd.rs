//! The program among more connections than it would like.

use std::process::Command;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::*;

const LIVEZ: &[u8] = b"GET /livez HTTP/1.1\r\nHost: quiz\r\n\r\n";

async fn connect(server: &Server) -> TcpStream {
    let address = server.address.trim_start_matches("http://");
    TcpStream::connect(address).await.expect("a connection")
}

async fn is_served(connection: &mut TcpStream) -> bool {
    connection.write_all(LIVEZ).await.expect("sent");
    let mut answer = [0; 1024];
    let read = connection.read(&mut answer).await.expect("an answer");
    answer[..read].starts_with(b"HTTP/1.1 204")
}

async fn play(server: &Server) {
    let (code, host) = server.create().await;
    let body = json!({ "name": "Anna" });
    let path = format!("/{code}/players");
    let joined = server.post(&path, "none", body).await;
    let anna = text(&joined["token"]);
    let path = format!("/{code}/buzz");
    let buzz = server.post(&path, &anna, json!({})).await;
    assert_eq!(buzz["position"], 1);
    assert_eq!(
        server.lobby(&code, &host).await["buzz_queue"][0]["position"],
        1
    );
}

#[cfg(feature = "sqlite")]
#[tokio::test(flavor = "multi_thread")]
async fn the_game_goes_on_beside_ten_thousand_idle_connections() {
    const CROWD: usize = 10_000;
    rlimit::increase_nofile_limit(CROWD as u64 + 1000).expect("file descriptors");
    let place = Place::new();
    let variables = [("MAX_CONNECTIONS", "10100"), ("TRUST_FORWARDED_FOR", "on")];
    let server = place.serve(&variables).await;
    server.ready().await;
    let mut crowd = Vec::with_capacity(CROWD);
    for number in 1..=CROWD {
        crowd.push(connect(&server).await);
        if number % 2000 == 0 {
            play(&server).await;
        }
    }
    // On a machine that took long, the service has closed some of them by now.
    let files = format!("/proc/{}/fd", server.program.child.id());
    let open = std::fs::read_dir(files).expect("files").count();
    eprintln!("{open} files are open, with {CROWD} connections made");
    play(&server).await;
    server.program.signal("TERM");
    assert_eq!(server.program.end().await.status.code(), Some(0));
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn it_goes_on_when_file_descriptors_run_out() {
    let place = Place::new();
    let server = place.serve(&[]).await;
    server.ready().await;
    play(&server).await;
    let mut idle = Vec::new();
    for _ in 0..20 {
        let mut connection = connect(&server).await;
        assert!(is_served(&mut connection).await);
        idle.push(connection);
    }
    let pid = server.program.child.id();
    let open =
        |number: &usize| std::path::Path::new(&format!("/proc/{pid}/fd/{number}")).is_symlink();
    let limit = (0..1000).filter(open).max().expect("files") + 1;
    let limit = format!("--nofile={limit}:");
    let set = Command::new("prlimit")
        .args(["--pid", &pid.to_string(), &limit])
        .status();
    assert!(set.expect("prlimit").success());
    // The first few may find numbers that are free; after them each needs the one of an idle connection.
    for _ in 0..20 {
        let mut connection = connect(&server).await;
        assert!(is_served(&mut connection).await);
        idle.push(connection);
    }
    for _ in 0..3 {
        play(&server).await;
    }
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn it_makes_do_with_the_file_descriptors_there_are() {
    let place = Place::new();
    let mut shell = Command::new("sh");
    shell
        .args([
            "-c",
            "ulimit -n 120 && exec \"$0\"",
            env!("CARGO_BIN_EXE_panenka"),
        ])
        .env_clear()
        .envs([
            ("PORT", "0"),
            ("BIND_ADDRESS", "127.0.0.1"),
            ("TRUST_FORWARDED_FOR", "on"),
        ]);
    let mut program = place.spawn(shell);
    let address = program.address().await;
    let server = Server { program, address };
    server.ready().await;
    let mut crowd = Vec::new();
    for _ in 0..300 {
        crowd.push(connect(&server).await);
    }
    play(&server).await;
    let out = server.program.stdout();
    assert!(out.contains("fewer connections than configured"), "{out}");
    assert!(!out.contains("can't accept connections"), "{out}");
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn streams_end_with_a_hint_at_the_end() {
    let place = Place::new();
    let server = place.serve(&[]).await;
    server.ready().await;
    let mut streams = Vec::new();
    for _ in 0..20 {
        let (code, host) = server.create().await;
        let path = format!("/api/v1/lobbies/{code}/events");
        let request = server.request(Method::GET, &path).bearer_auth(host);
        streams.push(request.send().await.expect("a stream"));
    }
    server.program.signal("TERM");
    let mut hints = Vec::new();
    for stream in streams {
        let events = tokio::time::timeout(PATIENCE, stream.text()).await;
        let events = events.expect("an end in time").expect("a whole stream");
        let (_, end) = events.rsplit_once("event: end\n").expect("a last event");
        assert!(end.contains("\"stopping\""), "{end}");
        let hint = end.lines().find_map(|line| line.strip_prefix("retry: "));
        hints.push(hint.expect("a hint").parse::<u32>().expect("milliseconds"));
    }
    hints.sort_unstable();
    hints.dedup();
    assert!(hints.len() > 1, "all are to return at once: {hints:?}");
    assert_eq!(server.program.end().await.status.code(), Some(0));
}
