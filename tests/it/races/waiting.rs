//! Buzzes that wait for the lobby's row on Postgres while something else, before them in the line, changes what they
//! saw when they began.

use std::time::Duration;

use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::harness::{Answer, Backend, Member, Service, send};
use crate::sql::Sql;

/// Holds the row of the lobby until both requests wait for it, first the one and then the other.
async fn in_line(
    lobby: &Member<'_>,
    first: RequestBuilder,
    second: RequestBuilder,
) -> (Answer, Answer) {
    let mut holder = Sql::open(&lobby.service.database).await;
    let mut observer = Sql::open(&lobby.service.database).await;
    let lock = format!(
        "BEGIN; SELECT 1 FROM lobbies WHERE code = '{}' FOR UPDATE",
        lobby.code
    );
    holder.execute(&lock).await;
    let first = tokio::spawn(send(first));
    wait_for(&mut observer, 1).await;
    let second = tokio::spawn(send(second));
    wait_for(&mut observer, 2).await;
    holder.execute("COMMIT").await;
    (
        first.await.expect("an answer"),
        second.await.expect("an answer"),
    )
}

async fn wait_for(observer: &mut Sql, waiting: usize) {
    let statement = "SELECT count(*) FROM pg_stat_activity \
                     WHERE datname = current_database() AND wait_event_type = 'Lock'";
    for _ in 0..2000 {
        if observer.value(statement).await == waiting.to_string() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    panic!("{waiting} requests never waited for the row");
}

async fn three(service: &Service) -> (Member<'_>, Member<'_>, Member<'_>) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let ben = service.join(&host.code, "Ben").await;
    (host, anna, ben)
}

fn buzz(player: &Member<'_>) -> RequestBuilder {
    player.request(Method::POST, "/buzz")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buzz_that_waited_while_its_player_was_kicked_is_refused() {
    let service = Service::start(Backend::Postgres).await;
    let (host, anna, _) = three(&service).await;
    let kick = host.request(Method::DELETE, &format!("/players/{}", anna.id));
    let (kicked, buzzed) = in_line(&host, kick, buzz(&anna)).await;
    assert_eq!(kicked.status, 204);
    buzzed.assert_problem("not-in-lobby");
    assert_eq!(host.lobby().await["buzz_queue"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buzz_that_waited_while_another_left_is_stored() {
    let service = Service::start(Backend::Postgres).await;
    let (host, anna, ben) = three(&service).await;
    let leave = ben.request(Method::DELETE, "/players/me");
    let (left, buzzed) = in_line(&host, leave, buzz(&anna)).await;
    assert_eq!(left.status, 204);
    assert_eq!(buzzed.assert_ok()["position"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buzz_that_waited_while_the_buzzers_were_locked_is_refused() {
    let service = Service::start(Backend::Postgres).await;
    let (host, anna, _) = three(&service).await;
    let lock = host
        .request(Method::PATCH, "")
        .json(&json!({ "locked": true }));
    let (locked, buzzed) = in_line(&host, lock, buzz(&anna)).await;
    assert_eq!(locked.status, 200);
    buzzed.assert_problem("locked");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buzz_that_waited_while_its_round_ended_is_refused() {
    let service = Service::start(Backend::Postgres).await;
    let (host, anna, _) = three(&service).await;
    let meant = buzz(&anna).json(&json!({ "round": 1 }));
    let (reset, buzzed) = in_line(&host, host.request(Method::POST, "/reset"), meant).await;
    assert_eq!(reset.status, 200);
    buzzed.assert_problem("round-changed");
    assert_eq!(host.lobby().await["buzz_queue"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buzz_that_waited_for_another_stands_behind_it() {
    let service = Service::start(Backend::Postgres).await;
    let (host, anna, ben) = three(&service).await;
    let (first, second) = in_line(&host, buzz(&ben), buzz(&anna)).await;
    assert_eq!(first.assert_ok()["position"], 1);
    assert_eq!(second.assert_ok()["position"], 2);
    assert_eq!(host.lobby().await["buzz_queue"][0]["id"], ben.id.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buzz_that_waited_for_its_own_double_is_already_there() {
    let service = Service::start(Backend::Postgres).await;
    let (host, anna, _) = three(&service).await;
    let (first, second) = in_line(&host, buzz(&anna), buzz(&anna)).await;
    assert_eq!(first.assert_ok()["status"], "ok");
    let second = second.assert_ok();
    assert_eq!(
        (&second["status"], &second["position"]),
        (&json!("already"), &json!(1))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buzz_that_waited_while_the_lobby_was_closed_finds_none() {
    let service = Service::start(Backend::Postgres).await;
    let (host, anna, _) = three(&service).await;
    let (closed, buzzed) = in_line(&host, host.request(Method::DELETE, ""), buzz(&anna)).await;
    assert_eq!(closed.status, 204);
    buzzed.assert_problem("lobby-not-found");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seat_that_waited_for_the_last_one_is_refused() {
    let service = Service::start_with(Backend::Postgres, |state| state.max_players = 3).await;
    let (host, ..) = three(&service).await;
    let path = format!("/lobbies/{}/players", host.code);
    let join = |name| {
        service
            .request(Method::POST, &path)
            .json(&json!({ "name": name }))
    };
    let (first, second) = in_line(&host, join("Carl"), join("Dora")).await;
    assert_eq!(first.status, 201);
    second.assert_problem("lobby-full");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_buzz_that_waited_while_its_seat_moved_to_another_phone_is_refused() {
    let service = Service::start(Backend::Postgres).await;
    let (host, anna, _) = three(&service).await;
    let moved = host.request(Method::POST, "/links");
    let moved = moved.json(&json!({ "role": "seat", "player_id": anna.id }));
    let (moved, buzzed) = in_line(&host, moved, buzz(&anna)).await;
    assert_eq!(moved.status, 201);
    buzzed.assert_problem("not-in-lobby");
    assert_eq!(host.lobby().await["buzz_queue"], json!([]));
}
