//! Taking moves back.

use reqwest::Method;
use serde_json::{Value, json};

use super::{essence, table};
use crate::harness::{Service, at_once, score};
use crate::live::Events;

on_both_databases! {
    each_move_can_be_taken_back,
    moves_are_taken_back_to_the_start,
    a_repeated_undo_takes_back_no_other,
    only_the_newest_can_be_taken_back,
    what_is_no_event_can_not_be_taken_back,
    only_the_host_takes_back,
    two_devices_take_back_the_one_move_that_both_name,
    two_devices_take_back_two_moves_in_their_order,
    a_late_repetition_of_what_was_taken_back_is_refused,
    who_has_left_does_not_come_back_by_an_undo,
    who_was_kicked_comes_back_with_seat_score_place_and_word,
    who_was_kicked_and_comes_back_keeps_the_token,
    who_was_kicked_may_find_the_name_taken,
    who_was_kicked_behind_others_is_queued_where_it_was,
    who_was_absent_when_kicked_comes_back_absent,
    buzzes_after_a_score_by_hand_stay,
    what_was_set_since_then_stays,
    a_value_comes_back_with_its_question,
    who_was_out_is_out_again,
    the_time_begins_anew,
    whoever_follows_sees_what_is_as_before,
    what_is_taken_back_survives_a_restart,
}

async fn each_move_can_be_taken_back(service: Service) {
    for wrong_answer in ["end", "next", "reopen"] {
        let t = table(&service, json!({ "wrong_answer": wrong_answer })).await;
        for answering in [false, true] {
            if answering {
                t.host.confirm(&t.anna.id).await.assert_ok();
            }
            let before = t.host.lobby().await;
            let mut moves = vec![
                "reset",
                "score",
                "add",
                "kick",
                "kick carl",
                "finish",
                "confirm ben",
            ];
            if answering {
                moves.extend(["plus", "minus", "skip"]);
            }
            for name in moves {
                match name {
                    "reset" => drop(t.host.reset().await.assert_ok()),
                    "score" => drop(
                        t.host
                            .edit(&t.anna.id, json!({ "score": 7 }))
                            .await
                            .assert_ok(),
                    ),
                    "add" => drop(
                        t.host
                            .edit(&t.anna.id, json!({ "add": -7 }))
                            .await
                            .assert_ok(),
                    ),
                    "kick" => drop(t.host.remove(&t.anna.id).await.assert_ok()),
                    "kick carl" => drop(t.host.remove(&t.carl.id).await.assert_ok()),
                    "finish" => drop(t.host.finish().await.assert_ok()),
                    "confirm ben" => drop(t.host.confirm(&t.ben.id).await.assert_ok()),
                    action => drop(t.host.resolve(action).await.assert_ok()),
                }
                let changed = t.host.lobby().await;
                assert_ne!(essence(&changed), essence(&before), "{name}");
                let after = t.undo().await;
                assert_eq!(
                    essence(&after),
                    essence(&before),
                    "{name} {wrong_answer} {answering}"
                );
                let version = changed["version"].as_i64().expect("a number");
                assert_eq!(after["version"], version + 1, "{name}");
                assert_eq!(t.host.lobby().await, after);
            }
        }
    }
}

async fn moves_are_taken_back_to_the_start(service: Service) {
    let t = table(&service, json!({})).await;
    let first = t.host.lobby().await;
    for action in ["plus", "minus", "skip", "plus"] {
        if t.anna.lobby().await["you"]["can_buzz"] == true {
            t.anna.buzz().await.assert_ok();
        }
        t.judge(action).await;
        t.host
            .edit(&t.ben.id, json!({ "add": 5 }))
            .await
            .assert_ok();
    }
    t.host.remove(&t.carl.id).await.assert_ok();
    t.host.finish().await.assert_ok();
    let mut undone = 0;
    let mut rounds = vec![t.host.lobby().await["round"].clone()];
    let last = loop {
        let lobby = t.host.lobby().await;
        if lobby["last_event"].is_null() {
            break lobby;
        }
        rounds.push(t.undo().await["round"].clone());
        undone += 1;
    };
    assert_eq!(undone, 4 * 3 + 2);
    assert_eq!(essence(&last), essence(&first));
    let rounds: Vec<_> = rounds
        .iter()
        .map(|round| round.as_i64().expect("a number"))
        .collect();
    assert!(rounds.is_sorted(), "{rounds:?}");
}

async fn a_repeated_undo_takes_back_no_other(service: Service) {
    let t = table(&service, json!({})).await;
    t.judge("plus").await;
    let event = t.host.lobby().await["last_event"]["id"].clone();
    let first = t.host.undo(&event).await.assert_ok();
    assert_eq!(first["last_event"]["kind"], "confirm");
    for _ in 0..2 {
        assert_eq!(t.host.undo(&event).await.assert_ok(), first);
    }
    assert_eq!(first["active_player"]["id"], t.anna.id.as_str());
}

async fn only_the_newest_can_be_taken_back(service: Service) {
    let t = table(&service, json!({})).await;
    let confirmed = t.host.confirm(&t.anna.id).await.assert_ok();
    let resolved = t.host.resolve("plus").await.assert_ok();
    let older = t.host.undo(&confirmed["last_event"]["id"]).await;
    older.assert_problem("nothing-to-undo");
    assert_eq!(t.host.lobby().await, resolved);
}

async fn what_is_no_event_can_not_be_taken_back(service: Service) {
    let t = table(&service, json!({})).await;
    t.host
        .set(json!({ "question_value": 30 }))
        .await
        .assert_ok();
    let set = t.host.history().await.pop().expect("an event");
    assert_eq!(
        (&set["kind"], t.host.lobby().await["last_event"].take()),
        (&json!("set"), json!(null))
    );
    for event in [set["id"].clone(), json!(1), json!(999)] {
        t.host.undo(&event).await.assert_problem("nothing-to-undo");
    }
    for event in [json!(0), json!(-1), json!("1"), json!(null), json!(1.5)] {
        let refused = t.host.undo(&event).await;
        refused.assert_problem("invalid-field");
        assert_eq!(refused.body["errors"][0]["field"], "event");
    }
}

async fn only_the_host_takes_back(service: Service) {
    let t = table(&service, json!({})).await;
    t.judge("plus").await;
    let lobby = t.anna.lobby().await;
    assert_eq!(lobby["last_event"]["kind"], "resolve");
    t.anna
        .undo(&lobby["last_event"]["id"])
        .await
        .assert_problem("host-only");
}

async fn two_devices_take_back_the_one_move_that_both_name(service: Service) {
    let t = table(&service, json!({})).await;
    t.judge("plus").await;
    let event = json!({ "event": t.host.lobby().await["last_event"]["id"] });
    let undo = |_| t.host.request(Method::POST, "/undo").json(&event);
    for answer in at_once((0..10).map(undo)).await {
        answer.assert_ok();
    }
    let lobby = t.host.lobby().await;
    assert_eq!(
        (&lobby["phase"], score(&lobby, &t.anna)),
        (&json!("answering"), 0)
    );
    assert_eq!(lobby["last_event"]["kind"], "confirm");
}

async fn two_devices_take_back_two_moves_in_their_order(service: Service) {
    let t = table(&service, json!({})).await;
    let confirmed = t.host.confirm(&t.anna.id).await.assert_ok();
    let resolved = t.host.resolve("plus").await.assert_ok();
    let undo = |lobby: &Value| {
        let event = json!({ "event": lobby["last_event"]["id"] });
        t.host.request(Method::POST, "/undo").json(&event)
    };
    let answers = at_once([undo(&resolved), undo(&confirmed)]).await;
    assert_eq!(answers[0].status, 200, "{:?}", answers[0]);
    let lobby = t.host.lobby().await;
    match answers[1].status.as_u16() {
        200 => assert_eq!(lobby["phase"], "open"),
        _ => {
            answers[1].assert_problem("nothing-to-undo");
            assert_eq!(lobby["phase"], "answering");
        }
    }
}

async fn a_late_repetition_of_what_was_taken_back_is_refused(service: Service) {
    let t = table(&service, json!({ "wrong_answer": "next" })).await;
    let round = |lobby: &Value| json!({ "round": lobby["round"] });
    let confirmed = t.host.confirm(&t.anna.id).await.assert_ok();
    for action in ["plus", "minus", "skip"] {
        let judged = round(&t.host.lobby().await);
        t.host
            .resolve_with(action, judged.clone())
            .await
            .assert_ok();
        let before = t.undo().await;
        let late = t.host.resolve_with(action, judged).await;
        late.assert_problem("round-changed");
        assert_eq!(t.host.lobby().await, before);
    }
    t.undo().await;
    let late = json!({ "player_id": t.anna.id, "round": confirmed["round"] });
    let late = t.host.request(Method::PUT, "/active-player").json(&late);
    crate::harness::send(late)
        .await
        .assert_problem("round-changed");
}

async fn who_has_left_does_not_come_back_by_an_undo(service: Service) {
    let t = table(&service, json!({})).await;
    t.judge("plus").await;
    t.anna.remove("me").await.assert_ok();
    let lobby = t.undo().await;
    assert_eq!(
        (&lobby["phase"], &lobby["active_player"]),
        (&json!("locked"), &json!(null))
    );
    assert_eq!(lobby["buzz_queue"].as_array().map(Vec::len), Some(1));
    assert_eq!(lobby["buzz_queue"][0]["id"], t.ben.id.as_str());
    assert_eq!(lobby["players"].as_array().map(Vec::len), Some(2));
    let lobby = t.undo().await;
    assert_eq!(
        (&lobby["phase"], &lobby["last_event"]),
        (&json!("open"), &json!(null))
    );
}

async fn who_was_kicked_comes_back_with_seat_score_place_and_word(service: Service) {
    let t = table(&service, json!({})).await;
    t.host
        .edit(&t.anna.id, json!({ "score": 40 }))
        .await
        .assert_ok();
    t.host.confirm(&t.anna.id).await.assert_ok();
    let before = t.host.lobby().await;
    t.host.remove(&t.anna.id).await.assert_ok();
    let gone = t.host.lobby().await;
    assert_eq!(
        (&gone["phase"], &gone["last_event"]["kind"]),
        (&json!("locked"), &json!("kick"))
    );
    let after = t.undo().await;
    assert_eq!(essence(&after), essence(&before));
    let again = t.anna.lobby().await;
    assert_eq!(
        (&again["you"]["score"], &again["you"]["position"]),
        (&json!(40), &json!(1))
    );
}

async fn who_was_kicked_and_comes_back_keeps_the_token(service: Service) {
    let host = service.host("Olga").await;
    let join = async || {
        let request = service.request(Method::POST, &format!("/lobbies/{}/players", host.code));
        let request = request.header("idempotency-key", "the-key-of-carls-phone");
        crate::harness::send(request.json(&json!({ "name": "Carl" }))).await
    };
    let first = join().await.assert_ok();
    let id = first["player_id"].as_str().expect("an id");
    host.remove(id).await.assert_ok();
    join().await.assert_problem("not-in-lobby");
    let kicked = host.lobby().await["last_event"]["id"].clone();
    host.undo(&kicked).await.assert_ok();
    let again = join().await.assert_ok();
    assert_eq!(
        (&again["token"], &again["player_id"]),
        (&first["token"], &first["player_id"])
    );
}

async fn who_was_kicked_may_find_the_name_taken(service: Service) {
    let t = table(&service, json!({})).await;
    t.host.remove(&t.anna.id).await.assert_ok();
    service.join(&t.host.code, "ANNA").await;
    let lobby = t.undo().await;
    assert_eq!(lobby["players"][0]["name"], "Anna 2");
}

async fn who_was_kicked_behind_others_is_queued_where_it_was(service: Service) {
    let t = table(&service, json!({})).await;
    t.host.remove(&t.ben.id).await.assert_ok();
    t.carl.buzz().await.assert_ok();
    let lobby = t.undo().await;
    let queue = lobby["buzz_queue"].as_array().expect("a list").iter();
    let queue: Vec<_> = queue
        .map(|entry| entry["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(queue, ["Anna", "Ben", "Carl"]);
    // In another question there is no place to come back to.
    t.host.remove(&t.ben.id).await.assert_ok();
    let kicked = t.host.lobby().await["last_event"]["id"].clone();
    t.carl.remove("me").await.assert_ok();
    t.anna.remove("me").await.assert_ok();
    let lobby = t.host.undo(&kicked).await.assert_ok();
    assert_eq!(lobby["buzz_queue"].as_array().map(Vec::len), Some(1));
}

async fn who_was_absent_when_kicked_comes_back_absent(service: Service) {
    let t = table(&service, json!({})).await;
    for _ in 0..4 {
        service.clock.advance(60.0);
        for member in [&t.host, &t.ben, &t.carl] {
            member.lobby().await;
        }
    }
    t.host.remove(&t.anna.id).await.assert_ok();
    let lobby = t.undo().await;
    assert_eq!(lobby["players"][0]["presence"], "absent");
    assert_eq!(t.anna.lobby().await["players"][0]["presence"], "online");
}

async fn buzzes_after_a_score_by_hand_stay(service: Service) {
    let t = table(&service, json!({})).await;
    t.host
        .edit(&t.anna.id, json!({ "score": 40 }))
        .await
        .assert_ok();
    t.carl.buzz().await.assert_ok();
    let before = t.host.lobby().await;
    let after = t.undo().await;
    assert_eq!(score(&after, &t.anna), 0);
    assert_eq!(
        (&after["buzz_queue"], &after["round"]),
        (&before["buzz_queue"], &before["round"])
    );
}

async fn what_was_set_since_then_stays(service: Service) {
    let t = table(&service, json!({})).await;
    t.host.confirm(&t.anna.id).await.assert_ok();
    t.host
        .set(json!({ "question_value": 50, "settings": { "wrong_costs": false } }))
        .await
        .assert_ok();
    let lobby = t.undo().await;
    assert_eq!(
        (&lobby["question_value"], &lobby["settings"]["wrong_costs"]),
        (&json!(50), &json!(false))
    );
}

async fn a_value_comes_back_with_its_question(service: Service) {
    let t = table(&service, json!({})).await;
    t.judge("plus").await;
    t.host
        .set(json!({ "question_value": 50 }))
        .await
        .assert_ok();
    let lobby = t.undo().await;
    assert_eq!(
        (&lobby["question"], &lobby["question_value"]),
        (&json!(1), &json!(10))
    );
}

async fn who_was_out_is_out_again(service: Service) {
    let t = table(&service, json!({ "wrong_answer": "reopen" })).await;
    t.judge("minus").await;
    t.host.reset().await.assert_ok();
    t.anna.buzz().await.assert_ok();
    t.undo().await;
    t.anna.buzz().await.assert_problem("locked");
    t.undo().await; // the answer that was wrong
    assert_eq!(t.anna.buzz().await.assert_ok()["status"], "already");
}

async fn the_time_begins_anew(service: Service) {
    let t = table(
        &service,
        json!({ "buzz_seconds": 20, "answer_seconds": 10 }),
    )
    .await;
    service.clock.advance(5.0);
    t.host.confirm(&t.anna.id).await.assert_ok();
    service.clock.advance(5.0);
    t.host.resolve("plus").await.assert_ok();
    let at = |seconds: &str| format!("2026-02-14T19:30:{seconds}Z");
    let lobby = t.undo().await;
    assert_eq!(lobby["deadline"], at("20.875"));
    let lobby = t.undo().await;
    assert_eq!(lobby["deadline"], at("30.875"));
    service.clock.advance(20.0);
    assert_eq!(t.host.lobby().await["phase"], "locked");
}

async fn whoever_follows_sees_what_is_as_before(service: Service) {
    let t = table(&service, json!({})).await;
    let before = t.carl.lobby().await;
    let mut events = Events::of(&t.carl).await;
    t.judge("minus").await;
    t.undo().await;
    t.undo().await;
    let version = t.host.lobby().await["version"].clone();
    let seen = events
        .lobby_where(|lobby| lobby["version"] == version)
        .await;
    assert_eq!(essence(&seen), essence(&before));
}

async fn what_is_taken_back_survives_a_restart(service: Service) {
    let t = table(&service, json!({})).await;
    t.judge("plus").await;
    let database = std::sync::Arc::clone(&service.database);
    let other = Service::start_on(database, service.clock.clone(), |_| {}).await;
    let host = t.host.at(&other);
    let event = host.lobby().await["last_event"]["id"].clone();
    let lobby = host.undo(&event).await.assert_ok();
    assert_eq!(
        (&lobby["phase"], score(&lobby, &t.anna)),
        (&json!("answering"), 0)
    );
}
