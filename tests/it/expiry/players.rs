//! Players who fall silent: away, then absent, then back.

use reqwest::Method;
use serde_json::{Value, json};

use super::TICK;
use crate::harness::{Member, Service, send};

on_both_databases! {
    a_silent_player_is_away_after_90_seconds,
    a_silent_host_is_away_after_90_seconds,
    a_silent_player_is_absent_after_210_seconds,
    whoever_is_away_is_online_again_with_a_request,
    whoever_is_absent_is_back_with_seat_name_and_score,
    whoever_comes_back_has_lost_the_place_in_the_queue,
    whoever_comes_back_is_listed_where_it_was,
    an_absent_players_name_stays_taken,
    an_absent_active_player_is_active_no_more,
    an_absent_player_can_not_be_confirmed,
    an_absent_player_can_be_edited_and_kicked,
    an_absent_player_comes_back_with_a_buzz,
    an_absent_player_comes_back_by_leaving,
    an_absent_players_buzz_comes_after_the_others,
    nobody_absent_counts_in_a_position,
    a_buzz_of_an_absent_player_settles_the_others_first,
    a_place_on_the_roster_is_free_when_somebody_is_absent,
    whoever_comes_back_to_a_full_lobby_has_a_seat,
    any_request_is_a_sign_of_life,
    a_refused_request_is_a_sign_of_life,
    a_request_shortly_after_another_never_hastens_an_absence,
    a_written_sign_of_life_counts_from_itself,
    going_away_is_one_new_version,
    a_repeated_join_is_a_sign_of_life,
}

async fn three(service: &Service) -> (Member<'_>, Member<'_>, Member<'_>) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let ben = service.join(&host.code, "Ben").await;
    (host, anna, ben)
}

/// Those on the roster.
fn present(lobby: &Value) -> Vec<&str> {
    let entries = lobby["players"].as_array().expect("a list").iter();
    entries
        .filter(|entry| entry["presence"] != "absent")
        .map(|entry| entry["id"].as_str().expect("an id"))
        .collect()
}

fn ids(list: &Value) -> Vec<&str> {
    let entries = list.as_array().expect("a list").iter();
    entries
        .map(|entry| entry["id"].as_str().expect("an id"))
        .collect()
}

/// Lets `seconds` pass, in which these show themselves as often as it takes.
async fn pass(service: &Service, seconds: f64, present: &[&Member<'_>]) {
    let mut left = seconds;
    while left > 60.0 {
        service.clock.advance(60.0);
        left -= 60.0;
        for member in present {
            member.lobby().await;
        }
    }
    service.clock.advance(left);
}

async fn a_silent_player_is_away_after_90_seconds(service: Service) {
    let (host, ..) = three(&service).await;
    service.clock.advance(90.0 - TICK);
    assert_eq!(host.lobby().await["players"][0]["presence"], "online");
    service.clock.advance(TICK);
    let lobby = host.lobby().await;
    assert_eq!(lobby["players"][0]["presence"], "away");
    assert_eq!(lobby["host"]["online"], true);
}

async fn a_silent_host_is_away_after_90_seconds(service: Service) {
    let (host, anna, _) = three(&service).await;
    service.clock.advance(90.0 - TICK);
    assert_eq!(anna.lobby().await["host"]["online"], true);
    service.clock.advance(TICK);
    assert_eq!(anna.lobby().await["host"]["online"], false);
    assert_eq!(host.lobby().await["host"]["online"], true);
    assert_eq!(anna.lobby().await["host"]["online"], true);
}

async fn a_silent_player_is_absent_after_210_seconds(service: Service) {
    let (host, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    pass(&service, 210.0 - TICK, &[&ben]).await;
    let lobby = host.lobby().await;
    assert_eq!(present(&lobby), [&anna.id, &ben.id]);
    assert_eq!(ids(&lobby["buzz_queue"]), [&anna.id]);
    service.clock.advance(TICK);
    let lobby = host.lobby().await;
    assert_eq!(present(&lobby), [&ben.id]);
    assert_eq!(ids(&lobby["players"]), [&anna.id, &ben.id]);
    assert_eq!(lobby["players"][0]["presence"], "absent");
    assert_eq!(lobby["buzz_queue"], json!([]));
}

async fn whoever_is_away_is_online_again_with_a_request(service: Service) {
    let (host, anna, _) = three(&service).await;
    service.clock.advance(100.0);
    let before = host.lobby().await;
    assert_eq!(before["players"][0]["presence"], "away");
    assert_eq!(anna.lobby().await["players"][0]["presence"], "online");
    let after = host.lobby().await;
    assert_eq!(after["players"][0]["presence"], "online");
    assert_eq!(
        after["version"],
        before["version"].as_i64().expect("a number") + 1
    );
}

async fn whoever_is_absent_is_back_with_seat_name_and_score(service: Service) {
    let (host, anna, ben) = three(&service).await;
    host.edit(&anna.id, json!({ "score": 40, "name": "Ann" }))
        .await
        .assert_ok();
    pass(&service, 1000.0, &[&ben, &host]).await;
    assert_eq!(present(&host.lobby().await), [&ben.id]);
    let lobby = anna.lobby().await;
    assert_eq!(
        (&lobby["you"]["id"], &lobby["you"]["name"]),
        (&json!(anna.id), &json!("Ann"))
    );
    assert_eq!(
        (&lobby["you"]["score"], &lobby["you"]["can_buzz"]),
        (&json!(40), &json!(true))
    );
    let first = host.lobby().await["players"][0].take();
    assert_eq!((&first["id"], &first["rank"]), (&json!(anna.id), &json!(1)));
}

async fn whoever_comes_back_has_lost_the_place_in_the_queue(service: Service) {
    let (_, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    pass(&service, 180.0, &[&ben]).await;
    ben.buzz().await.assert_ok();
    service.clock.advance(30.0);
    let lobby = anna.lobby().await;
    assert_eq!(lobby["you"]["position"], json!(null));
    assert_eq!(ids(&lobby["buzz_queue"]), [&ben.id]);
    assert_eq!(anna.buzz().await.assert_ok()["position"], 2);
}

async fn whoever_comes_back_is_listed_where_it_was(service: Service) {
    let (_, anna, ben) = three(&service).await;
    pass(&service, 300.0, &[&ben]).await;
    assert_eq!(present(&anna.lobby().await), [&anna.id, &ben.id]);
}

async fn an_absent_players_name_stays_taken(service: Service) {
    let (host, anna, ben) = three(&service).await;
    pass(&service, 300.0, &[&ben]).await;
    let other = service.join(&host.code, "Anna").await;
    assert_eq!(other.lobby().await["you"]["name"], "Anna 2");
    assert_eq!(anna.lobby().await["you"]["name"], "Anna");
}

async fn an_absent_active_player_is_active_no_more(service: Service) {
    let (host, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    pass(&service, 210.0, &[&ben, &host]).await;
    host.resolve("plus")
        .await
        .assert_problem("no-active-player");
    let lobby = host.lobby().await;
    assert_eq!(lobby["active_player"], json!(null));
    assert_eq!(anna.lobby().await["you"]["score"], 0);
}

async fn an_absent_player_can_not_be_confirmed(service: Service) {
    let (host, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    pass(&service, 210.0, &[&ben, &host]).await;
    host.confirm(&anna.id)
        .await
        .assert_problem("player-not-in-queue");
    anna.lobby().await;
    host.confirm(&anna.id)
        .await
        .assert_problem("player-not-in-queue");
}

async fn an_absent_player_can_be_edited_and_kicked(service: Service) {
    let (host, anna, ben) = three(&service).await;
    pass(&service, 210.0, &[&ben, &host]).await;
    let edited = host
        .edit(&anna.id, json!({ "score": 1, "name": "Ann" }))
        .await;
    let seat = edited.assert_ok()["players"][0].take();
    assert_eq!((&seat["name"], &seat["score"]), (&json!("Ann"), &json!(1)));
    assert_eq!(seat["presence"], "absent");
    host.remove(&anna.id).await.assert_ok();
    assert_eq!(ids(&host.lobby().await["players"]), [&ben.id]);
    anna.get().await.assert_problem("not-in-lobby");
}

async fn an_absent_player_comes_back_with_a_buzz(service: Service) {
    let (host, anna, ben) = three(&service).await;
    pass(&service, 400.0, &[&ben]).await;
    let buzzed = anna.buzz_in(1).await.assert_ok();
    assert_eq!(
        (&buzzed["status"], &buzzed["position"]),
        (&json!("ok"), &json!(1))
    );
    assert_eq!(present(&host.lobby().await), [&anna.id, &ben.id]);
}

async fn an_absent_player_comes_back_by_leaving(service: Service) {
    let (host, anna, ben) = three(&service).await;
    pass(&service, 400.0, &[&ben]).await;
    anna.remove("me").await.assert_ok();
    anna.get().await.assert_problem("not-in-lobby");
    assert_eq!(present(&host.lobby().await), [&ben.id]);
}

async fn an_absent_players_buzz_comes_after_the_others(service: Service) {
    let (host, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    pass(&service, 209.0, &[&ben]).await;
    ben.buzz().await.assert_ok();
    service.clock.advance(1.0);
    assert_eq!(anna.buzz().await.assert_ok()["position"], 2);
    assert_eq!(ids(&host.lobby().await["buzz_queue"]), [&ben.id, &anna.id]);
}

async fn nobody_absent_counts_in_a_position(service: Service) {
    let (host, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    pass(&service, 210.0 - TICK, &[&ben]).await;
    let carl = service.join(&host.code, "Carl").await;
    assert_eq!(carl.buzz().await.assert_ok()["position"], 2);
    service.clock.advance(TICK);
    assert_eq!(ben.buzz().await.assert_ok()["position"], 2);
    assert_eq!(carl.buzz().await.assert_ok()["position"], 1);
}

async fn a_buzz_of_an_absent_player_settles_the_others_first(service: Service) {
    let (host, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    service.clock.advance(210.0);
    assert_eq!(ben.buzz().await.assert_ok()["position"], 1);
    let lobby = host.lobby().await;
    assert_eq!(present(&lobby), [&ben.id]);
    assert_eq!(ids(&lobby["buzz_queue"]), [&ben.id]);
}

async fn of_two(service: &Service) -> Service {
    let backend = service.database.backend;
    Service::start_with(backend, |state| state.max_players = 2).await
}

async fn a_place_on_the_roster_is_free_when_somebody_is_absent(service: Service) {
    let service = of_two(&service).await;
    let (host, _, ben) = three(&service).await;
    pass(&service, 210.0 - TICK, &[&ben]).await;
    service
        .try_join(&host.code, "Carl")
        .await
        .assert_problem("lobby-full");
    service.clock.advance(TICK);
    let carl = service.join(&host.code, "Carl").await;
    assert_eq!(present(&carl.lobby().await), [&ben.id, &carl.id]);
}

async fn whoever_comes_back_to_a_full_lobby_has_a_seat(service: Service) {
    let service = of_two(&service).await;
    let (host, anna, ben) = three(&service).await;
    pass(&service, 210.0, &[&ben]).await;
    let carl = service.join(&host.code, "Carl").await;
    assert_eq!(present(&anna.lobby().await), [&anna.id, &ben.id, &carl.id]);
}

async fn any_request_is_a_sign_of_life(service: Service) {
    for request in 0..5 {
        let (host, anna, ben) = three(&service).await;
        service.clock.advance(100.0);
        match request {
            0 => drop(anna.lobby().await),
            1 => drop(anna.buzz().await.assert_ok()),
            2 => drop(anna.edit("me", json!({ "name": "Ann" })).await.assert_ok()),
            3 => {
                let request = anna.request(Method::GET, "").header("if-none-match", "*");
                assert_eq!(send(request).await.status, 304);
            }
            _ => drop(anna.buzz_in(1).await.assert_ok()),
        }
        pass(&service, 209.0, &[&ben, &host]).await;
        assert_eq!(
            present(&host.lobby().await),
            [&anna.id, &ben.id],
            "{request}"
        );
    }
}

async fn a_refused_request_is_a_sign_of_life(service: Service) {
    for request in 0..4 {
        let (host, anna, ben) = three(&service).await;
        service.clock.advance(100.0);
        match request {
            0 => anna.reset().await.assert_problem("host-only"),
            1 => anna.remove(&ben.id).await.assert_problem("host-only"),
            2 => anna.buzz_in(9).await.assert_problem("round-changed"),
            _ => anna
                .set(json!({ "locked": true }))
                .await
                .assert_problem("host-only"),
        }
        pass(&service, 209.0, &[&ben, &host]).await;
        assert_eq!(
            present(&host.lobby().await),
            [&anna.id, &ben.id],
            "{request}"
        );
    }
}

/// 180 s after the last request is the least the contract promises; what is saved in writes may only add to it.
async fn a_request_shortly_after_another_never_hastens_an_absence(service: Service) {
    let (host, anna, ben) = three(&service).await;
    service.clock.advance(29.0);
    anna.lobby().await;
    anna.buzz().await.assert_ok();
    pass(&service, 180.0, &[&ben]).await;
    let lobby = host.lobby().await;
    assert_eq!(present(&lobby), [&anna.id, &ben.id]);
    assert_eq!(ids(&lobby["buzz_queue"]), [&anna.id]);
}

async fn a_written_sign_of_life_counts_from_itself(service: Service) {
    let (host, anna, ben) = three(&service).await;
    service.clock.advance(30.0);
    anna.lobby().await;
    pass(&service, 210.0 - TICK, &[&ben]).await;
    assert_eq!(present(&host.lobby().await), [&anna.id, &ben.id]);
    service.clock.advance(TICK);
    assert_eq!(present(&host.lobby().await), [&ben.id]);
}

async fn going_away_is_one_new_version(service: Service) {
    let (host, _, ben) = three(&service).await;
    service.clock.advance(60.0);
    let before = host.lobby().await["version"].as_i64().expect("a number");
    ben.lobby().await;
    for (seconds, expected) in [
        (29.0, 0),
        (1.0, 1),
        (59.0, 1),
        (59.0, 1),
        (2.0, 2),
        (60.0, 2),
    ] {
        service.clock.advance(seconds);
        ben.lobby().await;
        let version = host.lobby().await["version"].as_i64().expect("a number");
        assert_eq!(version - before, expected);
    }
}

async fn a_repeated_join_is_a_sign_of_life(service: Service) {
    let (host, _, ben) = three(&service).await;
    let join = async || {
        let request = service.request(Method::POST, &format!("/lobbies/{}/players", host.code));
        let request = request.header("idempotency-key", "the-key-of-carls-phone");
        send(request.json(&json!({ "name": "Carl" })))
            .await
            .assert_ok()
    };
    let first = join().await;
    pass(&service, 300.0, &[&ben, &host]).await;
    assert_eq!(present(&host.lobby().await), [&ben.id]);
    let again = join().await;
    assert_eq!(again["player_id"], first["player_id"]);
    assert_eq!(again["lobby"]["you"]["id"], first["player_id"]);
    assert_eq!(present(&host.lobby().await).len(), 2);
}
