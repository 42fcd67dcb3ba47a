//! Who is first: buzzing, locking, confirming, and the round a request is meant for.

use serde_json::json;

use crate::harness::{Member, Service, send};

on_both_databases! {
    a_round_is_played,
    a_repeated_buzz_keeps_its_place,
    a_buzz_answers_with_the_round_and_version_it_made,
    locked_buzzers_refuse_a_buzz,
    whoever_is_queued_keeps_the_place_when_the_buzzers_are_locked,
    buzzers_opened_again_take_buzzes,
    the_host_has_no_buzzer,
    a_buzz_for_another_round_is_refused,
    a_late_buzz_never_reaches_the_next_question,
    a_queued_players_buzz_for_another_round_is_refused_too,
    confirming_makes_a_player_active_and_locks,
    confirming_another_moves_the_turn,
    confirming_works_with_the_buzzers_locked,
    confirming_somebody_not_queued_is_refused,
    confirming_somebody_not_on_the_roster_is_refused,
    confirming_for_another_round_is_refused,
    the_round_is_checked_before_the_player,
    opening_the_buzzers_leaves_the_active_player_active,
    a_reset_empties_the_queue_and_opens_the_next_round,
    a_reset_of_an_idle_lobby_opens_the_next_round,
    a_reset_for_another_round_is_refused,
    a_late_repetition_of_a_reset_does_nothing,
}

async fn three(service: &Service) -> (Member<'_>, Member<'_>, Member<'_>) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Анна").await;
    let ben = service.join(&host.code, "Ben").await;
    (host, anna, ben)
}

async fn a_round_is_played(service: Service) {
    let (host, anna, ben) = three(&service).await;
    host.set(json!({ "question_value": 30 })).await.assert_ok();

    let first = anna.buzz().await.assert_ok();
    assert_eq!(first["status"], "ok");
    assert_eq!(first["position"], 1);
    assert_eq!(ben.buzz().await.assert_ok()["position"], 2);

    let confirmed = host.confirm(&anna.id).await.assert_ok();
    assert_eq!(confirmed["active_player"]["id"], anna.id.as_str());
    assert_eq!(confirmed["locked"], true);

    let resolved = host.resolve("plus").await.assert_ok();
    assert_eq!(resolved["players"][0]["score"], 30);
    assert_eq!(resolved["round"], 2);
    assert_eq!(resolved["buzz_queue"], json!([]));
    assert_eq!(resolved["question"], 2);
    assert_eq!(ben.lobby().await["players"][0]["rank"], 1);
}

async fn a_repeated_buzz_keeps_its_place(service: Service) {
    let (host, anna, ben) = three(&service).await;
    let first = anna.buzz().await.assert_ok();
    ben.buzz().await.assert_ok();
    let before = host.lobby().await;
    let again = anna.buzz_in(1).await.assert_ok();
    assert_eq!(again["status"], "already");
    assert_eq!(again["position"], first["position"]);
    assert_eq!(again["version"], before["version"]);
    assert_eq!(host.lobby().await, before);
}

async fn a_buzz_answers_with_the_round_and_version_it_made(service: Service) {
    let (host, anna, ben) = three(&service).await;
    host.reset().await.assert_ok();
    let version = host.lobby().await["version"].as_i64().expect("a version");
    let first = anna.buzz().await.assert_ok();
    let expected = json!({ "status": "ok", "position": 1, "provisional": false, "round": 2, "version": version + 1 });
    assert_eq!(first, expected);
    let second = ben.buzz_in(2).await.assert_ok();
    let expected = json!({ "status": "ok", "position": 2, "provisional": false, "round": 2, "version": version + 2 });
    assert_eq!(second, expected);
    assert_eq!(host.lobby().await["version"], version + 2);
}

async fn locked_buzzers_refuse_a_buzz(service: Service) {
    let (host, anna, _) = three(&service).await;
    let locked = host.set(json!({ "locked": true })).await.assert_ok();
    assert_eq!(
        (&locked["locked"], &locked["buzz_open"]),
        (&json!(true), &json!(false))
    );
    anna.buzz().await.assert_problem("locked");
    anna.buzz_in(1).await.assert_problem("locked");
    assert_eq!(host.lobby().await, locked);
}

async fn whoever_is_queued_keeps_the_place_when_the_buzzers_are_locked(service: Service) {
    let (host, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    host.set(json!({ "locked": true })).await.assert_ok();
    let again = anna.buzz().await.assert_ok();
    assert_eq!(
        (&again["status"], &again["position"]),
        (&json!("already"), &json!(1))
    );
    ben.buzz().await.assert_problem("locked");
}

async fn buzzers_opened_again_take_buzzes(service: Service) {
    let (host, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    host.set(json!({ "locked": true })).await.assert_ok();
    let opened = host.set(json!({ "locked": false })).await.assert_ok();
    assert_eq!(opened["buzz_open"], true);
    assert_eq!(ben.buzz().await.assert_ok()["position"], 2);
}

async fn the_host_has_no_buzzer(service: Service) {
    let (host, ..) = three(&service).await;
    host.buzz().await.assert_problem("player-only");
    assert_eq!(host.lobby().await["buzz_queue"], json!([]));
}

async fn a_buzz_for_another_round_is_refused(service: Service) {
    let (host, anna, _) = three(&service).await;
    for round in [0, 2, -1, i64::MIN, i64::MAX] {
        anna.buzz_in(round).await.assert_problem("round-changed");
    }
    assert_eq!(host.lobby().await["buzz_queue"], json!([]));
    assert_eq!(anna.buzz_in(1).await.assert_ok()["position"], 1);
}

async fn a_late_buzz_never_reaches_the_next_question(service: Service) {
    let (host, anna, _) = three(&service).await;
    anna.buzz_in(1).await.assert_ok();
    host.reset().await.assert_ok();
    anna.buzz_in(1).await.assert_problem("round-changed");
    assert_eq!(host.lobby().await["buzz_queue"], json!([]));
}

async fn a_queued_players_buzz_for_another_round_is_refused_too(service: Service) {
    let (_, anna, _) = three(&service).await;
    anna.buzz().await.assert_ok();
    anna.buzz_in(2).await.assert_problem("round-changed");
}

async fn confirming_makes_a_player_active_and_locks(service: Service) {
    let (host, anna, ben) = three(&service).await;
    ben.buzz().await.assert_ok();
    anna.buzz().await.assert_ok();
    let lobby = host.confirm(&anna.id).await.assert_ok();
    let active = json!({ "id": anna.id, "name": "Анна", "out_of_time": false });
    assert_eq!(lobby["active_player"], active);
    assert_eq!(
        (&lobby["locked"], &lobby["buzz_open"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(
        (&lobby["round"], &lobby["phase"]),
        (&json!(1), &json!("answering"))
    );
    let states = lobby["buzz_queue"].as_array().expect("a list").iter();
    let states: Vec<_> = states.map(|entry| &entry["state"]).collect();
    assert_eq!(states, ["waiting", "answering"]);
}

async fn confirming_another_moves_the_turn(service: Service) {
    let (host, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    ben.buzz().await.assert_ok();
    let first = host.confirm(&anna.id).await.assert_ok();
    let second = host.confirm(&ben.id).await.assert_ok();
    assert_eq!(second["active_player"]["id"], ben.id.as_str());
    assert_eq!(second["buzz_queue"][0]["state"], "waiting");
    assert_eq!(second["locked"], true);
    assert_eq!(
        second["version"],
        first["version"].as_i64().expect("a number") + 1
    );
}

async fn confirming_works_with_the_buzzers_locked(service: Service) {
    let (host, anna, _) = three(&service).await;
    anna.buzz().await.assert_ok();
    host.set(json!({ "locked": true })).await.assert_ok();
    let lobby = host.confirm(&anna.id).await.assert_ok();
    assert_eq!(lobby["active_player"]["id"], anna.id.as_str());
}

async fn confirming_somebody_not_queued_is_refused(service: Service) {
    let (host, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    let before = host.lobby().await;
    host.confirm(&ben.id)
        .await
        .assert_problem("player-not-in-queue");
    assert_eq!(host.lobby().await, before);
}

async fn confirming_somebody_not_on_the_roster_is_refused(service: Service) {
    let (host, anna, _) = three(&service).await;
    let elsewhere = service.host("Vera").await;
    let stranger = service.join(&elsewhere.code, "Carl").await;
    anna.buzz().await.assert_ok();
    anna.remove("me").await.assert_ok();
    for id in [
        &anna.id,
        &host.id,
        &stranger.id,
        "00000000-0000-0000-0000-000000000000",
    ] {
        host.confirm(id).await.assert_problem("player-not-found");
    }
}

async fn confirming_for_another_round_is_refused(service: Service) {
    let (host, anna, _) = three(&service).await;
    anna.buzz().await.assert_ok();
    let before = host.lobby().await;
    confirm_in(&host, &anna.id, 2)
        .await
        .assert_problem("round-changed");
    assert_eq!(host.lobby().await, before);
    let lobby = confirm_in(&host, &anna.id, 1).await.assert_ok();
    assert_eq!(lobby["active_player"]["id"], anna.id.as_str());
}

async fn the_round_is_checked_before_the_player(service: Service) {
    let (host, anna, _) = three(&service).await;
    confirm_in(&host, &anna.id, 7)
        .await
        .assert_problem("round-changed");
    confirm_in(&host, &host.id, 7)
        .await
        .assert_problem("round-changed");
}

async fn opening_the_buzzers_leaves_the_active_player_active(service: Service) {
    let (host, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    let lobby = host.set(json!({ "locked": false })).await.assert_ok();
    assert_eq!(lobby["active_player"]["id"], anna.id.as_str());
    assert_eq!(ben.buzz().await.assert_ok()["position"], 2);
}

async fn a_reset_empties_the_queue_and_opens_the_next_round(service: Service) {
    let (host, anna, ben) = three(&service).await;
    host.set(json!({ "question_value": 20 })).await.assert_ok();
    anna.buzz().await.assert_ok();
    ben.buzz().await.assert_ok();
    let confirmed = host.confirm(&anna.id).await.assert_ok();
    let lobby = host.reset().await.assert_ok();
    assert_eq!(lobby["buzz_queue"], json!([]));
    assert_eq!(lobby["active_player"], json!(null));
    assert_eq!(
        (&lobby["locked"], &lobby["buzz_open"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(
        (&lobby["round"], &lobby["question_value"]),
        (&json!(2), &json!(20))
    );
    assert_eq!(lobby["players"][0]["score"], 0);
    assert_eq!(lobby["question"], 2);
    assert_eq!(
        lobby["version"],
        confirmed["version"].as_i64().expect("a number") + 1
    );
    assert_eq!(ben.buzz_in(2).await.assert_ok()["position"], 1);
}

async fn a_reset_of_an_idle_lobby_opens_the_next_round(service: Service) {
    let (host, ..) = three(&service).await;
    let before = host.lobby().await;
    let lobby = reset_in(&host, 1).await.assert_ok();
    assert_eq!(lobby["round"], 2);
    assert_ne!(lobby["version"], before["version"]);
}

async fn a_reset_for_another_round_is_refused(service: Service) {
    let (host, anna, _) = three(&service).await;
    anna.buzz().await.assert_ok();
    let before = host.lobby().await;
    for round in [0, 2] {
        reset_in(&host, round).await.assert_problem("round-changed");
    }
    assert_eq!(host.lobby().await, before);
}

async fn a_late_repetition_of_a_reset_does_nothing(service: Service) {
    let (host, anna, _) = three(&service).await;
    reset_in(&host, 1).await.assert_ok();
    anna.buzz().await.assert_ok();
    reset_in(&host, 1).await.assert_problem("round-changed");
    assert_eq!(host.lobby().await["buzz_queue"][0]["id"], anna.id.as_str());
}

async fn confirm_in(host: &Member<'_>, player: &str, round: i64) -> crate::harness::Answer {
    let body = json!({ "player_id": player, "round": round });
    let request = host.request(reqwest::Method::PUT, "/active-player");
    send(request.json(&body)).await
}

async fn reset_in(host: &Member<'_>, round: i64) -> crate::harness::Answer {
    let request = host.request(reqwest::Method::POST, "/reset");
    send(request.json(&json!({ "round": round }))).await
}
