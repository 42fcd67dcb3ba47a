//! Many at once: who was first is exact, whatever meets.

use std::collections::BTreeSet;
use std::sync::Arc;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Answer, Member, Service, TestClock, at_once, text};

#[cfg(feature = "postgres")]
mod waiting;

on_both_databases! {
    fifty_players_buzz_at_once_for_two_hundred_rounds,
    every_read_during_a_race_is_a_prefix_of_its_end,
    fifty_join_at_once,
    a_lobby_fills_up_to_its_limit_and_no_further,
    of_two_resolves_of_one_round_one_wins,
    a_buzz_never_crosses_into_the_next_round,
    a_player_who_leaves_while_buzzing_is_never_in_the_queue,
}

const PLAYERS: usize = 50;
const ROUNDS: i64 = 200;

async fn players<'a>(service: &'a Service, code: &str, count: usize) -> Vec<Member<'a>> {
    let mut players = Vec::new();
    for number in 0..count {
        players.push(service.join(code, &format!("p{number}")).await);
    }
    players
}

/// Everybody buzzes twice in each round, each time on another instance; checks each round to the last detail.
async fn race(host: &Member<'_>, players: &[Member<'_>], instances: &[&Service], rounds: i64) {
    for round in 1..=rounds {
        let twice = players.iter().chain(players).enumerate();
        let buzzes = twice.map(|(index, player)| {
            let instance = instances[(index + index / players.len()) % instances.len()];
            let request = player.at(instance).request(Method::POST, "/buzz");
            request.json(&json!({ "round": round }))
        });
        let answers = at_once(buzzes).await;
        let lobby = host.lobby().await;
        check_positions(&answers, players, &lobby);
        check_times(&lobby);
        host.reset().await.assert_ok();
    }
}

fn check_positions(answers: &[Answer], players: &[Member<'_>], lobby: &Value) {
    let queue = lobby["buzz_queue"].as_array().expect("a queue");
    assert_eq!(queue.len(), players.len());
    let positions: BTreeSet<i64> = queue
        .iter()
        .filter_map(|buzz| buzz["position"].as_i64())
        .collect();
    assert_eq!(positions, (1..=players.len() as i64).collect());
    for (index, player) in players.iter().enumerate() {
        let (one, other) = (&answers[index], &answers[index + players.len()]);
        assert_eq!(
            (one.status.as_u16(), other.status.as_u16()),
            (200, 200),
            "{one:?} {other:?}"
        );
        let position = one.body["position"].as_u64().expect("a position") as usize;
        assert_eq!(one.body["position"], other.body["position"]);
        assert_eq!(queue[position - 1]["id"], player.id.as_str());
        let statuses = BTreeSet::from([text(&one.body["status"]), text(&other.body["status"])]);
        assert_eq!(
            statuses.len(),
            2,
            "one of two buzzes is the first: {statuses:?}"
        );
    }
}

fn check_times(lobby: &Value) {
    let queue = lobby["buzz_queue"].as_array().expect("a queue");
    let times: Vec<jiff::Timestamp> = queue
        .iter()
        .map(|buzz| text(&buzz["buzzed_at"]).parse().expect("a time"))
        .collect();
    assert!(times.is_sorted(), "{times:?}");
    let deltas: Vec<i64> = queue
        .iter()
        .filter_map(|buzz| buzz["delta_ms"].as_i64())
        .collect();
    assert_eq!((deltas[0], deltas.len()), (0, queue.len()));
    assert!(deltas.is_sorted(), "{deltas:?}");
}

async fn fifty_players_buzz_at_once_for_two_hundred_rounds(service: Service) {
    let host = service.host("Olga").await;
    let players = players(&service, &host.code, PLAYERS).await;
    race(&host, &players, &[&service], ROUNDS).await;
}

/// The clocks of two instances differ by as much as they can while each still believes the other's players are there:
/// those of the one that runs ahead count.
#[cfg(feature = "postgres")]
#[tokio::test(flavor = "multi_thread")]
async fn two_instances_whose_clocks_differ_by_an_hour_agree() {
    let slow = Service::start(crate::harness::Backend::Postgres).await;
    let ahead = TestClock::new();
    ahead.advance(3600.0);
    let fast = Service::start_on(Arc::clone(&slow.database), ahead, |_| {}).await;
    let host = fast.host("Olga").await;
    let players = players(&fast, &host.code, PLAYERS).await;
    race(&host, &players, &[&slow, &fast], ROUNDS / 2).await;
    one_after_the_other(&host, &players, &[&fast, &slow]).await;
}

/// If one's answer arrived before another's request was sent, the one stands before the other.
#[cfg(feature = "postgres")]
async fn one_after_the_other(host: &Member<'_>, players: &[Member<'_>], instances: &[&Service]) {
    for (index, player) in players.iter().enumerate() {
        let instance = instances[index % instances.len()];
        let buzzed = player.at(instance).buzz().await.assert_ok();
        assert_eq!(buzzed["position"], index + 1);
    }
    check_times(&host.lobby().await);
}

async fn every_read_during_a_race_is_a_prefix_of_its_end(service: Service) {
    let host = service.host("Olga").await;
    let players = players(&service, &host.code, 30).await;
    for _ in 0..5 {
        let requests = players.iter().flat_map(|player| {
            [
                player.request(Method::POST, "/buzz"),
                player.request(Method::GET, ""),
            ]
        });
        let answers = at_once(requests).await;
        let lobby = host.lobby().await;
        let ids = |lobby: &Value| -> Vec<String> {
            let queue = lobby["buzz_queue"].as_array().expect("a queue").iter();
            queue.map(|buzz| text(&buzz["id"])).collect()
        };
        let end = ids(&lobby);
        for read in answers.iter().skip(1).step_by(2) {
            assert!(end.starts_with(&ids(&read.body)), "{read:?}");
        }
        host.reset().await.assert_ok();
    }
}

async fn fifty_join_at_once(service: Service) {
    let host = service.host("Olga").await;
    let path = format!("/lobbies/{}/players", host.code);
    let join = || {
        service
            .request(Method::POST, &path)
            .json(&json!({ "name": "Anna" }))
    };
    let answers = at_once((0..PLAYERS).map(|_| join())).await;
    let joined: BTreeSet<String> = answers
        .iter()
        .map(|answer| text(&answer.body["player_id"]))
        .collect();
    assert_eq!(joined.len(), PLAYERS);
    let lobby = host.lobby().await;
    let roster = lobby["players"].as_array().expect("a list");
    assert_eq!(roster.len(), PLAYERS);
    assert_eq!(
        roster
            .iter()
            .map(|player| text(&player["id"]))
            .collect::<BTreeSet<_>>(),
        joined
    );
    let names: Vec<String> = roster.iter().map(|player| text(&player["name"])).collect();
    let expected: Vec<String> = std::iter::once("Anna".to_owned())
        .chain((2..=PLAYERS).map(|n| format!("Anna {n}")))
        .collect();
    assert_eq!(names, expected);
    assert_eq!(lobby["version"], 1 + PLAYERS);
}

async fn a_lobby_fills_up_to_its_limit_and_no_further(service: Service) {
    let backend = service.database.backend;
    let service = Service::start_with(backend, |state| state.max_players = 10).await;
    let host = service.host("Olga").await;
    let path = format!("/lobbies/{}/players", host.code);
    let join = |number| {
        service
            .request(Method::POST, &path)
            .json(&json!({ "name": format!("p{number}") }))
    };
    let answers = at_once((0..40).map(join)).await;
    let (seated, refused): (Vec<_>, Vec<_>) =
        answers.iter().partition(|answer| answer.status == 201);
    assert_eq!((seated.len(), refused.len()), (10, 30));
    for answer in refused {
        answer.assert_problem("lobby-full");
    }
    assert_eq!(
        host.lobby().await["players"].as_array().map(Vec::len),
        Some(10)
    );
}

async fn of_two_resolves_of_one_round_one_wins(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    host.set(json!({ "question_value": 10 })).await.assert_ok();
    for round in 1..=25 {
        anna.buzz().await.assert_ok();
        host.confirm(&anna.id).await.assert_ok();
        let body = json!({ "action": "plus", "round": round });
        let resolve = || host.request(Method::POST, "/resolve").json(&body);
        let answers = at_once([resolve(), resolve()]).await;
        let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
        assert_eq!((won.len(), lost.len()), (1, 1), "{answers:?}");
        lost[0].assert_problem("round-changed");
        assert_eq!(won[0].body["players"][0]["score"], 10 * round);
    }
    assert_eq!(host.lobby().await["round"], 26);
}

async fn a_buzz_never_crosses_into_the_next_round(service: Service) {
    let host = service.host("Olga").await;
    let players = players(&service, &host.code, 10).await;
    for round in 1..=30 {
        let guard = json!({ "round": round });
        let mut requests: Vec<_> = players
            .iter()
            .map(|player| player.request(Method::POST, "/buzz").json(&guard))
            .collect();
        requests.insert(5, host.request(Method::POST, "/reset").json(&guard));
        for answer in at_once(requests).await {
            if answer.status != 200 {
                answer.assert_problem("round-changed");
            }
        }
        let lobby = host.lobby().await;
        assert_eq!(
            (&lobby["round"], &lobby["buzz_queue"]),
            (&json!(round + 1), &json!([]))
        );
    }
}

async fn a_player_who_leaves_while_buzzing_is_never_in_the_queue(service: Service) {
    let host = service.host("Olga").await;
    for number in 0..40 {
        let player = service.join(&host.code, &format!("p{number}")).await;
        let kick = host.request(Method::DELETE, &format!("/players/{}", player.id));
        let leave = player.request(Method::DELETE, "/players/me");
        let buzz = player.request(Method::POST, "/buzz");
        let out = if number % 2 == 0 { kick } else { leave };
        let answers = at_once([out, buzz]).await;
        assert_eq!(answers[0].status, 204);
        if answers[1].status != 200 {
            answers[1].assert_problem("not-in-lobby");
        }
        let lobby = host.lobby().await;
        assert_eq!(
            (&lobby["buzz_queue"], &lobby["players"]),
            (&json!([]), &json!([]))
        );
    }
}
