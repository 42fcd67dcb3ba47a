//! Coming, going, being renamed, and who may do what.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Answer, Member, Service, send, text};

on_both_databases! {
    players_are_listed_in_order_of_joining,
    players_of_one_moment_are_listed_in_order_of_joining,
    joining_a_locked_lobby_is_allowed,
    a_player_renames_itself,
    the_host_renames_a_player,
    a_name_already_taken_gets_a_number,
    a_renamed_player_keeps_place_and_score,
    a_player_touches_no_other_player,
    a_player_sets_no_score_not_even_its_own,
    the_host_is_no_player,
    editing_somebody_who_is_not_there_is_refused,
    name_and_score_are_changed_together,
    a_player_who_leaves_is_out_of_roster_and_queue,
    a_player_who_is_kicked_is_out_of_roster_and_queue,
    nobody_is_active_when_the_active_player_leaves,
    nobody_is_active_when_the_active_player_is_kicked,
    somebody_else_stays_active_when_a_player_leaves,
    a_token_is_worth_nothing_after_leaving,
    a_kicked_player_may_join_anew,
    kicking_twice_finds_nobody,
    a_closed_lobby_is_gone_for_everybody,
    only_the_host_runs_the_game,
}

async fn three(service: &Service) -> (Member<'_>, Member<'_>, Member<'_>) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let ben = service.join(&host.code, "Ben").await;
    (host, anna, ben)
}

fn names(lobby: &Value) -> Vec<String> {
    let players = lobby["players"].as_array().expect("a list").iter();
    players.map(|player| text(&player["name"])).collect()
}

async fn players_are_listed_in_order_of_joining(service: Service) {
    let host = service.host("Olga").await;
    for name in ["Zoe", "Ann", "Max"] {
        service.join(&host.code, name).await;
        service.clock.advance(0.25);
    }
    let lobby = host.lobby().await;
    assert_eq!(names(&lobby), ["Zoe", "Ann", "Max"]);
    assert_eq!(lobby["players"][1]["joined_at"], "2026-02-14T19:30:00.250Z");
}

async fn players_of_one_moment_are_listed_in_order_of_joining(service: Service) {
    let host = service.host("Olga").await;
    let wanted: Vec<String> = (0..12).rev().map(|number| format!("p{number}")).collect();
    for (index, name) in wanted.iter().enumerate() {
        service.join(&host.code, name).await;
        if index == 5 {
            service.clock.advance(-20.0);
        }
    }
    assert_eq!(names(&host.lobby().await), wanted);
}

async fn joining_a_locked_lobby_is_allowed(service: Service) {
    let host = service.host("Olga").await;
    host.set(json!({ "locked": true })).await.assert_ok();
    let anna = service.join(&host.code, "Anna").await;
    assert_eq!(anna.lobby().await["you"]["can_buzz"], false);
}

async fn a_player_renames_itself(service: Service) {
    let (host, anna, _) = three(&service).await;
    let lobby = anna.edit("me", json!({ "name": "Аня" })).await.assert_ok();
    assert_eq!(lobby["you"]["name"], "Аня");
    let lobby = anna
        .edit(&anna.id, json!({ "name": "Anya" }))
        .await
        .assert_ok();
    assert_eq!(lobby["you"]["name"], "Anya");
    assert_eq!(names(&host.lobby().await), ["Anya", "Ben"]);
}

async fn the_host_renames_a_player(service: Service) {
    let (host, _, ben) = three(&service).await;
    let lobby = host
        .edit(&ben.id, json!({ "name": "Benno" }))
        .await
        .assert_ok();
    assert_eq!(names(&lobby), ["Anna", "Benno"]);
    assert_eq!(lobby["you"]["role"], "host");
}

async fn a_name_already_taken_gets_a_number(service: Service) {
    let (host, anna, ben) = three(&service).await;
    let lobby = ben.edit("me", json!({ "name": "Anna" })).await.assert_ok();
    assert_eq!(names(&lobby), ["Anna", "Anna 2"]);
    let unchanged = ben.edit("me", json!({ "name": "Anna" })).await.assert_ok();
    assert_eq!(unchanged["version"], lobby["version"]);
    let own = host
        .edit(&anna.id, json!({ "name": "Anna" }))
        .await
        .assert_ok();
    assert_eq!(names(&own), ["Anna", "Anna 2"]);
}

async fn a_renamed_player_keeps_place_and_score(service: Service) {
    let (host, anna, ben) = three(&service).await;
    host.edit(&ben.id, json!({ "score": 30 })).await.assert_ok();
    ben.buzz().await.assert_ok();
    anna.buzz().await.assert_ok();
    host.confirm(&ben.id).await.assert_ok();
    let lobby = host
        .edit(&ben.id, json!({ "name": "Benno" }))
        .await
        .assert_ok();
    assert_eq!(lobby["buzz_queue"][0]["name"], "Benno");
    let listed = &lobby["players"][1];
    assert_eq!(
        (&listed["name"], &listed["score"]),
        (&json!("Benno"), &json!(30))
    );
    let active = json!({ "id": ben.id, "name": "Benno", "out_of_time": false });
    assert_eq!(lobby["active_player"], active);
}

async fn a_player_touches_no_other_player(service: Service) {
    let (host, anna, ben) = three(&service).await;
    let before = host.lobby().await;
    for id in [&ben.id, &host.id, "00000000-0000-0000-0000-000000000000"] {
        anna.edit(id, json!({ "name": "X" }))
            .await
            .assert_problem("host-only");
        anna.remove(id).await.assert_problem("host-only");
    }
    assert_eq!(host.lobby().await, before);
}

async fn a_player_sets_no_score_not_even_its_own(service: Service) {
    let (host, anna, _) = three(&service).await;
    let before = host.lobby().await;
    let edit = json!({ "name": "Rich", "score": 1000 });
    anna.edit("me", edit).await.assert_problem("host-only");
    assert_eq!(host.lobby().await, before);
}

async fn the_host_is_no_player(service: Service) {
    let (host, ..) = three(&service).await;
    host.edit("me", json!({ "name": "X" }))
        .await
        .assert_problem("player-only");
    host.remove("me").await.assert_problem("player-only");
    host.edit(&host.id, json!({ "name": "X" }))
        .await
        .assert_problem("player-not-found");
    host.remove(&host.id)
        .await
        .assert_problem("player-not-found");
}

async fn editing_somebody_who_is_not_there_is_refused(service: Service) {
    let (host, anna, _) = three(&service).await;
    anna.remove("me").await.assert_ok();
    for id in [
        &anna.id,
        "00000000-0000-0000-0000-000000000000",
        "anna",
        "ME",
    ] {
        host.edit(id, json!({ "score": 1 }))
            .await
            .assert_problem("player-not-found");
    }
}

async fn name_and_score_are_changed_together(service: Service) {
    let (host, anna, _) = three(&service).await;
    let before = host.lobby().await;
    let edit = json!({ "name": "Nana", "score": 7 });
    let lobby = host.edit(&anna.id, edit).await.assert_ok();
    assert_eq!(
        (&lobby["players"][0]["name"], &lobby["players"][0]["score"]),
        (&json!("Nana"), &json!(7))
    );
    assert_eq!(
        lobby["version"],
        before["version"].as_i64().expect("a number") + 1
    );
}

async fn a_player_who_leaves_is_out_of_roster_and_queue(service: Service) {
    let (host, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    ben.buzz().await.assert_ok();
    let left = anna.remove("me").await;
    assert_eq!((left.status.as_u16(), &left.body), (204, &json!(null)));
    expect_only(&host, &ben).await;
}

async fn a_player_who_is_kicked_is_out_of_roster_and_queue(service: Service) {
    let (host, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    ben.buzz().await.assert_ok();
    let before = host.lobby().await;
    assert_eq!(host.remove(&anna.id).await.status, 204);
    expect_only(&host, &ben).await;
    let version = before["version"].as_i64().expect("a number");
    assert_eq!(host.lobby().await["version"], version + 1);
}

async fn expect_only(host: &Member<'_>, ben: &Member<'_>) {
    let lobby = host.lobby().await;
    assert_eq!(names(&lobby), ["Ben"]);
    assert_eq!(lobby["buzz_queue"].as_array().map(Vec::len), Some(1));
    assert_eq!(lobby["buzz_queue"][0]["id"], ben.id.as_str());
    assert_eq!(lobby["buzz_queue"][0]["position"], 1);
    assert_eq!(lobby["buzz_queue"][0]["delta_ms"], 0);
    assert_eq!(ben.buzz().await.assert_ok()["position"], 1);
}

async fn nobody_is_active_when_the_active_player_leaves(service: Service) {
    let (host, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    ben.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    anna.remove("me").await.assert_ok();
    expect_nobody_active(&host, &ben).await;
}

async fn nobody_is_active_when_the_active_player_is_kicked(service: Service) {
    let (host, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    ben.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    host.remove(&anna.id).await.assert_ok();
    expect_nobody_active(&host, &ben).await;
}

async fn expect_nobody_active(host: &Member<'_>, next: &Member<'_>) {
    let lobby = host.lobby().await;
    assert_eq!(lobby["active_player"], json!(null));
    assert_eq!(lobby["round"], 1);
    host.resolve("plus")
        .await
        .assert_problem("no-active-player");
    let lobby = host.confirm(&next.id).await.assert_ok();
    assert_eq!(lobby["active_player"]["id"], next.id.as_str());
}

async fn somebody_else_stays_active_when_a_player_leaves(service: Service) {
    let (host, anna, ben) = three(&service).await;
    anna.buzz().await.assert_ok();
    ben.buzz().await.assert_ok();
    host.confirm(&ben.id).await.assert_ok();
    anna.remove("me").await.assert_ok();
    assert_eq!(host.lobby().await["active_player"]["id"], ben.id.as_str());
}

async fn a_token_is_worth_nothing_after_leaving(service: Service) {
    let (_, anna, _) = three(&service).await;
    anna.remove("me").await.assert_ok();
    anna.get().await.assert_problem("not-in-lobby");
    anna.buzz().await.assert_problem("not-in-lobby");
    anna.edit("me", json!({ "name": "X" }))
        .await
        .assert_problem("not-in-lobby");
    anna.remove("me").await.assert_problem("not-in-lobby");
    anna.close().await.assert_problem("not-in-lobby");
}

async fn a_kicked_player_may_join_anew(service: Service) {
    let (host, anna, _) = three(&service).await;
    host.edit(&anna.id, json!({ "score": 50 }))
        .await
        .assert_ok();
    host.remove(&anna.id).await.assert_ok();
    let returned = service.join(&host.code, "Anna").await;
    assert_ne!(returned.id, anna.id);
    let lobby = returned.lobby().await;
    assert_eq!(names(&lobby), ["Ben", "Anna"]);
    assert_eq!(lobby["you"]["score"], 0);
}

async fn kicking_twice_finds_nobody(service: Service) {
    let (host, anna, _) = three(&service).await;
    host.remove(&anna.id).await.assert_ok();
    host.remove(&anna.id)
        .await
        .assert_problem("player-not-found");
}

async fn a_closed_lobby_is_gone_for_everybody(service: Service) {
    let (host, anna, _) = three(&service).await;
    assert_eq!(host.close().await.status, 204);
    host.get().await.assert_problem("lobby-not-found");
    host.close().await.assert_problem("lobby-not-found");
    host.reset().await.assert_problem("lobby-not-found");
    anna.get().await.assert_problem("lobby-not-found");
    anna.buzz().await.assert_problem("lobby-not-found");
    service
        .try_join(&host.code, "Carl")
        .await
        .assert_problem("lobby-not-found");
}

async fn only_the_host_runs_the_game(service: Service) {
    let (host, anna, _) = three(&service).await;
    anna.buzz().await.assert_ok();
    let before = host.lobby().await;
    let refused: [Answer; 6] = [
        anna.set(json!({ "locked": true })).await,
        anna.confirm(&anna.id).await,
        anna.resolve("plus").await,
        anna.reset().await,
        anna.close().await,
        // Who may is asked before what round it is.
        send(
            anna.request(Method::POST, "/reset")
                .json(&json!({ "round": 9 })),
        )
        .await,
    ];
    for answer in refused {
        answer.assert_problem("host-only");
    }
    assert_eq!(host.lobby().await, before);
}
