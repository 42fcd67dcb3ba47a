//! Whatever has happened: a move that is taken back leaves everything as it was before it, and the score sheet adds up.

use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use reqwest::Method;
use serde_json::{Value, json};

use super::essence;
use super::sheet::sheet;
use crate::harness::{Backend, Member, Service, send, text};

/// Sequences on each database, and moves in each at most.
const SEQUENCES: u32 = 12;
const LONGEST: usize = 40;
const PLAYERS: usize = 3;
const TEAMS: [&str; 2] = ["Red", "Blue"];

#[derive(Clone, Copy, Debug)]
enum Move {
    Buzz(usize),
    Leave(usize),
    Lock(bool),
    Value(i64),
    Rule(&'static str),
    Confirm(usize),
    Resolve(&'static str, Option<&'static str>),
    Reset,
    Add(usize, i64),
    /// A player goes into one of the teams, or into none.
    Choose(usize, usize),
    AddToTeam(usize, i64),
    Share(&'static str),
    Kick(usize),
    Finish,
    Restart,
    Undo,
}

fn one() -> impl Strategy<Value = Move> {
    let player = || 0..PLAYERS;
    prop_oneof![
        8 => player().prop_map(Move::Buzz),
        1 => player().prop_map(Move::Leave),
        2 => any::<bool>().prop_map(Move::Lock),
        1 => select(&[10, 20, 50][..]).prop_map(Move::Value),
        1 => select(&["end", "next", "reopen"][..]).prop_map(Move::Rule),
        6 => player().prop_map(Move::Confirm),
        6 => (
            select(&["plus", "minus", "minus", "skip"][..]),
            select(&[None, Some("end"), Some("next"), Some("reopen")][..]),
        )
            .prop_map(|(action, then)| Move::Resolve(action, then.filter(|_| action == "minus"))),
        2 => Just(Move::Reset),
        2 => (player(), -9..9i64).prop_map(|(player, points)| Move::Add(player, points)),
        3 => (player(), 0..=TEAMS.len()).prop_map(|(player, team)| Move::Choose(player, team)),
        1 => (0..TEAMS.len(), -9..9i64).prop_map(|(team, points)| Move::AddToTeam(team, points)),
        1 => select(&["player", "team", "team"][..]).prop_map(Move::Share),
        1 => player().prop_map(Move::Kick),
        1 => Just(Move::Finish),
        1 => Just(Move::Restart),
        4 => Just(Move::Undo),
    ]
}

/// Carries out a move, which may be refused.
async fn carry_out(host: &Member<'_>, players: &[Member<'_>], what: Move) {
    let player = |index: usize| &players[index];
    match what {
        Move::Buzz(index) => drop(player(index).buzz().await),
        Move::Leave(index) => drop(player(index).remove("me").await),
        Move::Lock(locked) => drop(host.set(json!({ "locked": locked })).await),
        Move::Value(value) => drop(host.set(json!({ "question_value": value })).await),
        Move::Rule(then) => drop(host.rule(json!({ "wrong_answer": then })).await),
        Move::Confirm(index) => drop(host.confirm(&player(index).id).await),
        Move::Resolve(action, then) => {
            drop(host.resolve_with(action, json!({ "then": then })).await);
        }
        Move::Reset => drop(host.reset().await),
        Move::Add(index, points) => {
            drop(host.edit(&player(index).id, json!({ "add": points })).await);
        }
        Move::Choose(index, team) => {
            let team = host.lobby().await["teams"][team]["id"].clone();
            drop(player(index).edit("me", json!({ "team_id": team })).await);
        }
        Move::AddToTeam(team, points) => {
            let team = text(&host.lobby().await["teams"][team]["id"]);
            let path = format!("/teams/{team}");
            let request = host.request(Method::PATCH, &path);
            drop(send(request.json(&json!({ "add": points }))).await);
        }
        Move::Share(per) => drop(host.rule(json!({ "buzz_per": per })).await),
        Move::Kick(index) => drop(host.remove(&player(index).id).await),
        Move::Finish => drop(host.finish().await),
        Move::Restart => drop(host.restart().await),
        Move::Undo => {
            let newest = host.lobby().await["last_event"]["id"].clone();
            drop(host.undo(&newest).await);
        }
    }
}

/// What is wrong after a sequence, or in it.
async fn play(service: &Service, moves: &[Move]) -> Result<(), String> {
    let host = service.host("Olga").await;
    let mut players = Vec::new();
    for name in ["Anna", "Ben", "Carl"] {
        players.push(service.join(&host.code, name).await);
    }
    let teams = TEAMS.map(|name| json!({ "name": name, "colour": "#1e90ff" }));
    let teams = host.request(Method::PUT, "/teams").json(&teams);
    send(teams).await.assert_ok();
    for (number, &what) in moves.iter().enumerate() {
        service.clock.advance(0.01);
        let before = host.lobby().await;
        carry_out(&host, &players, what).await;
        let after = host.lobby().await;
        let is_new = after["last_event"]["id"] != before["last_event"]["id"];
        if is_new && !matches!(what, Move::Undo) {
            host.undo(&after["last_event"]["id"]).await.assert_ok();
            let again = host.lobby().await;
            if essence(&again) != essence(&before) {
                return Err(format!("move {number}, taken back: {again}\nwas {before}"));
            }
            carry_out(&host, &players, what).await;
            if essence_but_times(&host.lobby().await) != essence_but_times(&after) {
                return Err(format!("move {number}, once more, differs from {after}"));
            }
        }
        let (lobby, sheet) = (host.lobby().await, sheet(&host).await);
        adds_up(&lobby, &sheet).map_err(|error| format!("after move {number}: {error}"))?;
    }
    to_the_start(&host).await
}

fn essence_but_times(lobby: &Value) -> Value {
    let mut essence = essence(lobby);
    essence["last_event"] = essence["last_event"]["kind"].take();
    essence
}

/// Each column is the player's points, and the last row the board.
fn adds_up(lobby: &Value, sheet: &[Vec<String>]) -> Result<(), String> {
    let players = lobby["players"].as_array().expect("a list");
    let (totals, rows) = sheet.split_last().expect("rows");
    for (index, player) in players.iter().enumerate() {
        let column = index + 4;
        let points = |row: &Vec<String>| row[column].parse::<i64>().unwrap_or_default();
        let sum: i64 = rows[1..].iter().map(points).sum();
        let score = player["score"].as_i64().expect("a number");
        if sum != score || points(totals) != score || rows[1..].iter().any(|row| row[0] == "before")
        {
            return Err(format!("{player} has {sum} in {sheet:?}"));
        }
    }
    for team in lobby["teams"].as_array().expect("a list") {
        let mut names = rows[0].iter();
        let column = names.position(|name| *name == team["name"]);
        let column = column.ok_or_else(|| format!("{team} has no column in {sheet:?}"))?;
        let points = |row: &Vec<String>| row[column].parse::<i64>().unwrap_or_default();
        let sum: i64 = rows[1..].iter().map(points).sum();
        if team["score"] != sum || team["score"] != points(totals) {
            return Err(format!("{team} has {sum} in {sheet:?}"));
        }
    }
    Ok(())
}

/// Everything can be taken back, one after the other, and nobody has points then.
async fn to_the_start(host: &Member<'_>) -> Result<(), String> {
    loop {
        let lobby = host.lobby().await;
        if lobby["last_event"].is_null() {
            let holders = ["players", "teams"].map(|list| lobby[list].as_array().expect("a list"));
            let mut holders = holders.into_iter().flatten();
            let is_start = lobby["question"] == 1 && holders.all(|holder| holder["score"] == 0);
            return if is_start {
                Ok(())
            } else {
                Err(format!("at the start: {lobby}"))
            };
        }
        host.undo(&lobby["last_event"]["id"]).await.assert_ok();
    }
}

fn hold(backend: Backend) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let service = runtime.block_on(Service::start(backend));
    let mut runner = TestRunner::new(Config {
        cases: SEQUENCES,
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    });
    let held = runner.run(&proptest::collection::vec(one(), 1..=LONGEST), |moves| {
        runtime
            .block_on(play(&service, &moves))
            .map_err(TestCaseError::fail)
    });
    if let Err(error) = held {
        panic!("{error}");
    }
}

#[cfg(feature = "sqlite")]
#[test]
fn what_is_taken_back_is_as_before_on_sqlite() {
    hold(Backend::Sqlite);
}

#[cfg(feature = "postgres")]
#[test]
fn what_is_taken_back_is_as_before_on_postgres() {
    hold(Backend::Postgres);
}
