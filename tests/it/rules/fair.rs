//! The fair window: for a moment after the first buzz, the order is that of the presses.

use std::collections::HashSet;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::{by, queue};
use crate::harness::{Answer, Member, Service, at_once, send};
use crate::live::Events;

on_both_databases! {
    without_a_window_a_press_counts_by_its_arrival,
    in_the_window_the_first_press_stands_first,
    the_order_is_sealed_when_the_window_ends,
    who_comes_after_the_window_stands_behind,
    nobody_gains_more_than_the_window,
    nobody_has_pressed_before_the_buzzers_opened,
    the_buzzers_have_not_opened_anew_by_the_undo_of_a_score,
    buzzers_that_close_and_open_again_leave_the_credit_as_it_is,
    nobody_presses_after_the_buzz_arrived,
    a_buzz_that_does_not_say_counts_by_its_arrival,
    of_two_at_one_moment_the_first_to_arrive_stands_first,
    a_repeated_buzz_has_the_place_of_the_first,
    nobody_has_the_word_before_the_order_is_sealed,
    what_else_happens_in_the_window_leaves_the_order_to_the_presses,
    who_leaves_makes_room,
    the_next_round_has_a_window_of_its_own,
    a_new_game_has_a_window_from_its_own_opening,
    a_window_that_is_set_waits_for_the_next_round,
    an_undo_brings_the_sealed_order_back,
    a_kick_that_is_taken_back_brings_the_credit_back,
    the_evidence_is_for_hosts_alone,
    a_moment_that_is_none_is_refused,
    whoever_follows_hears_of_the_seal,
    a_known_version_is_not_shown_as_provisional_for_longer,
    what_races_into_the_window_is_in_the_order_of_the_presses,
}

const TICK: f64 = 0.000_001;

/// So many milliseconds after the lobby was opened.
fn at(milliseconds: u32) -> String {
    format!(
        "2026-02-14T19:30:{:02}.{:03}Z",
        milliseconds / 1000,
        milliseconds % 1000
    )
}

async fn press(player: &Member<'_>, milliseconds: u32) -> Value {
    try_press(player, &at(milliseconds)).await.assert_ok()
}

async fn try_press(player: &Member<'_>, moment: &str) -> Answer {
    let buzz = player.request(Method::POST, "/buzz");
    send(buzz.json(&json!({ "pressed_at": moment }))).await
}

fn place(buzzed: &Value) -> (i64, bool) {
    let position = buzzed["position"].as_i64().expect("a position");
    let provisional = buzzed["provisional"].as_bool().expect("a yes or no");
    (position, provisional)
}

fn order(lobby: &Value) -> Vec<&str> {
    let places = queue(lobby).into_iter();
    places.map(|(id, _)| id).collect()
}

fn times<'a>(lobby: &'a Value, field: &str) -> Vec<&'a Value> {
    let entries = lobby["buzz_queue"].as_array().expect("a list").iter();
    entries.map(|entry| &entry[field]).collect()
}

/// A window of half a second, a second after the buzzers have opened.
async fn with_window(service: &Service) -> (Member<'_>, Member<'_>, Member<'_>) {
    let all = by(service, json!({ "fair_window_ms": 500 })).await;
    service.clock.advance(1.0);
    all
}

async fn without_a_window_a_press_counts_by_its_arrival(service: Service) {
    let (host, anna, ben) = by(&service, json!({})).await;
    service.clock.advance(1.0);
    assert_eq!(place(&press(&anna, 900).await), (1, false));
    assert_eq!(place(&press(&ben, 100).await), (2, false));
    let lobby = host.lobby().await;
    assert_eq!(order(&lobby), [&anna.id, &ben.id]);
    assert_eq!(lobby["window_ends_at"], json!(null));
    assert_eq!(times(&lobby, "buzzed_at"), [&json!(at(1000)); 2]);
    assert_eq!(times(&lobby, "pressed_at"), [&json!(null); 2]);
}

async fn in_the_window_the_first_press_stands_first(service: Service) {
    let (host, anna, ben) = with_window(&service).await;
    assert_eq!(place(&press(&anna, 950).await), (1, true));
    service.clock.advance(0.2);
    assert_eq!(place(&press(&ben, 900).await), (1, true));
    let lobby = host.lobby().await;
    assert_eq!(order(&lobby), [&ben.id, &anna.id]);
    assert_eq!(lobby["window_ends_at"], at(1500));
    assert_eq!(times(&lobby, "delta_ms"), [&json!(0), &json!(50)]);
    assert_eq!(anna.lobby().await["you"]["position"], 2);
}

async fn the_order_is_sealed_when_the_window_ends(service: Service) {
    let (host, anna, ben) = with_window(&service).await;
    press(&anna, 950).await;
    press(&ben, 900).await;
    service.clock.advance(0.5 - TICK);
    let before = host.lobby().await;
    assert_eq!(before["window_ends_at"], at(1500));
    service.clock.advance(TICK);
    let after = host.lobby().await;
    assert_eq!(after["window_ends_at"], json!(null));
    assert_eq!(order(&after), [&ben.id, &anna.id]);
    let next = before["version"].as_i64().expect("a number") + 1;
    assert_eq!(
        (&after["version"], &after["round"]),
        (&json!(next), &json!(1))
    );
    assert_eq!(place(&press(&anna, 950).await), (2, false));
}

async fn who_comes_after_the_window_stands_behind(service: Service) {
    let (host, anna, ben) = with_window(&service).await;
    let vera = service.join(&host.code, "Vera").await;
    press(&anna, 950).await;
    service.clock.advance(0.5);
    assert_eq!(place(&press(&ben, 100).await), (2, false));
    service.clock.advance(0.1);
    assert_eq!(place(&press(&vera, 50).await), (3, false));
    let lobby = host.lobby().await;
    assert_eq!(order(&lobby), [&anna.id, &ben.id, &vera.id]);
    let counted = [at(950), at(1500), at(1600)].map(Value::from);
    assert_eq!(
        times(&lobby, "buzzed_at"),
        counted.iter().collect::<Vec<_>>()
    );
}

async fn nobody_gains_more_than_the_window(service: Service) {
    let (host, anna, ben) = with_window(&service).await;
    press(&anna, 700).await;
    service.clock.advance(0.3);
    assert_eq!(place(&press(&ben, 1).await), (2, true));
    assert_eq!(times(&host.lobby().await, "buzzed_at")[1], &at(800));
}

async fn nobody_has_pressed_before_the_buzzers_opened(service: Service) {
    let (host, anna, ben) = with_window(&service).await;
    host.set(json!({ "locked": true })).await.assert_ok();
    host.set(json!({ "locked": false })).await.assert_ok();
    service.clock.advance(0.1);
    press(&anna, 700).await;
    assert_eq!(place(&press(&ben, 600).await), (2, true));
    assert_eq!(
        times(&host.lobby().await, "buzzed_at"),
        [&json!(at(1000)); 2]
    );
}

async fn the_buzzers_have_not_opened_anew_by_the_undo_of_a_score(service: Service) {
    let (host, anna, _) = with_window(&service).await;
    host.edit(&anna.id, json!({ "score": 10 }))
        .await
        .assert_ok();
    let event = host.lobby().await["last_event"]["id"].clone();
    service.clock.advance(0.3);
    host.undo(&event).await.assert_ok();
    press(&anna, 1200).await;
    assert_eq!(times(&host.lobby().await, "buzzed_at"), [&at(1200)]);
}

/// Who pressed before that is not set back for having been on the way.
async fn buzzers_that_close_and_open_again_leave_the_credit_as_it_is(service: Service) {
    let (host, anna, ben) = with_window(&service).await;
    press(&anna, 950).await;
    service.clock.advance(0.1);
    host.set(json!({ "locked": true })).await.assert_ok();
    service.clock.advance(0.1);
    host.set(json!({ "locked": false })).await.assert_ok();
    assert_eq!(place(&press(&ben, 930).await), (1, true));
    let lobby = host.lobby().await;
    assert_eq!(order(&lobby), [&ben.id, &anna.id]);
    assert_eq!(times(&lobby, "buzzed_at"), [&at(930), &at(950)]);
}

async fn nobody_presses_after_the_buzz_arrived(service: Service) {
    let (host, anna, ben) = with_window(&service).await;
    press(&anna, 9999).await;
    assert_eq!(place(&press(&ben, 1000).await), (2, true));
    assert_eq!(
        times(&host.lobby().await, "buzzed_at"),
        [&json!(at(1000)); 2]
    );
}

async fn a_buzz_that_does_not_say_counts_by_its_arrival(service: Service) {
    let (host, anna, ben) = with_window(&service).await;
    assert_eq!(place(&anna.buzz().await.assert_ok()), (1, true));
    service.clock.advance(0.1);
    assert_eq!(place(&ben.buzz().await.assert_ok()), (2, true));
    let lobby = host.lobby().await;
    assert_eq!(times(&lobby, "delta_ms"), [&json!(0), &json!(100)]);
    assert_eq!(times(&lobby, "pressed_at"), [&json!(null); 2]);
}

async fn of_two_at_one_moment_the_first_to_arrive_stands_first(service: Service) {
    let (host, anna, ben) = with_window(&service).await;
    press(&anna, 950).await;
    service.clock.advance(0.1);
    assert_eq!(place(&press(&ben, 950).await), (2, true));
    service.clock.advance(0.4);
    assert_eq!(order(&host.lobby().await), [&anna.id, &ben.id]);
}

async fn a_repeated_buzz_has_the_place_of_the_first(service: Service) {
    let (_, anna, ben) = with_window(&service).await;
    press(&anna, 900).await;
    press(&ben, 950).await;
    let again = press(&ben, 600).await;
    assert_eq!(
        (&again["status"], place(&again)),
        (&json!("already"), (2, true))
    );
}

async fn nobody_has_the_word_before_the_order_is_sealed(service: Service) {
    let (host, anna, ben) = with_window(&service).await;
    press(&anna, 950).await;
    host.confirm(&anna.id).await.assert_problem("window-open");
    host.confirm(&ben.id)
        .await
        .assert_problem("player-not-in-queue");
    service.clock.advance(0.5);
    let lobby = host.confirm(&anna.id).await.assert_ok();
    assert_eq!(lobby["active_player"]["id"], anna.id);
}

/// A lobby that is written anew in between keeps what it knows of the arrivals.
async fn what_else_happens_in_the_window_leaves_the_order_to_the_presses(service: Service) {
    let (host, anna, ben) = with_window(&service).await;
    press(&anna, 950).await;
    service.clock.advance(0.1);
    let vera = service.join(&host.code, "Vera").await;
    host.set(json!({ "question_value": 30 })).await.assert_ok();
    assert_eq!(place(&press(&ben, 900).await), (1, true));
    host.set(json!({ "question_value": 20 })).await.assert_ok();
    assert_eq!(place(&press(&vera, 920).await), (2, true));
    service.clock.advance(0.4);
    let lobby = host.lobby().await;
    assert_eq!(order(&lobby), [&ben.id, &vera.id, &anna.id]);
    let arrived = [at(1100), at(1100), at(1000)].map(Value::from);
    assert_eq!(
        times(&lobby, "arrived_at"),
        arrived.iter().collect::<Vec<_>>()
    );
}

async fn who_leaves_makes_room(service: Service) {
    let (host, anna, ben) = with_window(&service).await;
    press(&anna, 900).await;
    anna.remove("me").await;
    let lobby = host.lobby().await;
    assert_eq!(
        (order(&lobby), &lobby["window_ends_at"]),
        (vec![], &json!(at(1500)))
    );
    assert_eq!(place(&press(&ben, 950).await), (1, true));
    service.clock.advance(0.5);
    assert_eq!(order(&host.lobby().await), [&ben.id]);
}

async fn the_next_round_has_a_window_of_its_own(service: Service) {
    let (host, anna, ben) = with_window(&service).await;
    press(&anna, 900).await;
    let lobby = host.reset().await.assert_ok();
    assert_eq!(
        (order(&lobby), &lobby["window_ends_at"]),
        (vec![], &json!(null))
    );
    service.clock.advance(0.2);
    press(&ben, 1150).await;
    assert_eq!(place(&press(&anna, 900).await), (1, true));
    let lobby = host.lobby().await;
    assert_eq!(lobby["window_ends_at"], at(1700));
    // The buzzers opened with the question.
    assert_eq!(times(&lobby, "buzzed_at")[0], &at(1000));
}

async fn a_new_game_has_a_window_from_its_own_opening(service: Service) {
    let (host, anna, _) = with_window(&service).await;
    press(&anna, 900).await;
    let restart = host.request(Method::POST, "/restart");
    let lobby = send(restart).await.assert_ok();
    assert_eq!(
        (order(&lobby), &lobby["window_ends_at"]),
        (vec![], &json!(null))
    );
    service.clock.advance(0.2);
    press(&anna, 900).await;
    let lobby = host.lobby().await;
    assert_eq!(times(&lobby, "buzzed_at"), [&json!(at(1000))]);
    assert_eq!(lobby["window_ends_at"], at(1700));
}

async fn a_window_that_is_set_waits_for_the_next_round(service: Service) {
    let (host, anna, ben) = by(&service, json!({})).await;
    service.clock.advance(1.0);
    anna.buzz().await.assert_ok();
    let lobby = host.rule(json!({ "fair_window_ms": 500 })).await;
    assert_eq!(lobby["window_ends_at"], json!(null));
    assert_eq!(place(&press(&ben, 100).await), (2, false));
    host.reset().await.assert_ok();
    assert_eq!(place(&press(&ben, 100).await), (1, true));
    let lobby = host.rule(json!({ "fair_window_ms": 0 })).await;
    assert_eq!(lobby["window_ends_at"], at(1500));
    host.reset().await.assert_ok();
    assert_eq!(place(&press(&ben, 100).await), (1, false));
}

async fn an_undo_brings_the_sealed_order_back(service: Service) {
    let (host, anna, ben) = with_window(&service).await;
    press(&anna, 950).await;
    press(&ben, 900).await;
    service.clock.advance(0.5);
    let before = host.lobby().await;
    let event = host.reset().await.assert_ok()["last_event"]["id"].clone();
    let after = host.undo(&event).await.assert_ok();
    assert_eq!(after["buzz_queue"], before["buzz_queue"]);
    assert_eq!(after["window_ends_at"], json!(null));
}

async fn a_kick_that_is_taken_back_brings_the_credit_back(service: Service) {
    let (host, anna, ben) = with_window(&service).await;
    press(&anna, 950).await;
    press(&ben, 900).await;
    let before = host.lobby().await;
    host.remove(&ben.id).await;
    let event = host.lobby().await["last_event"]["id"].clone();
    let after = host.undo(&event).await.assert_ok();
    assert_eq!(after["buzz_queue"], before["buzz_queue"]);
}

async fn the_evidence_is_for_hosts_alone(service: Service) {
    let (host, anna, ben) = with_window(&service).await;
    press(&anna, 950).await;
    service.clock.advance(0.1);
    ben.buzz().await.assert_ok();
    service.clock.advance(0.4);
    let shown = host.lobby().await["buzz_queue"].clone();
    assert_eq!(
        (&shown[0]["pressed_at"], &shown[0]["arrived_at"]),
        (&json!(at(950)), &json!(at(1000)))
    );
    assert_eq!(
        (shown[1].get("pressed_at"), &shown[1]["arrived_at"]),
        (None, &json!(at(1100)))
    );
    let mut stream = Events::of(&ben).await;
    for kept in [anna.lobby().await, stream.lobby().await] {
        for buzz in kept["buzz_queue"].as_array().expect("a list") {
            assert_eq!(
                (buzz.get("pressed_at"), buzz.get("arrived_at")),
                (None, None)
            );
        }
    }
}

async fn a_moment_that_is_none_is_refused(service: Service) {
    let (host, anna, _) = with_window(&service).await;
    let none = [
        "",
        "soon",
        "2026-02-14",
        "1771097400",
        "9999-12-31T23:59:59Z",
    ];
    for moment in none {
        let refused = try_press(&anna, moment).await;
        refused.assert_problem("invalid-field");
        assert_eq!(
            refused.body["errors"][0]["detail"],
            "must be a time as in 2026-02-14T19:30:00.120Z"
        );
    }
    assert_eq!(order(&host.lobby().await), [""; 0]);
    for moment in ["9998-12-31T23:59:59.999Z", "0001-01-01T00:00:00Z"] {
        try_press(&anna, moment).await.assert_ok();
        service.clock.advance(0.5);
        let lobby = host.lobby().await;
        assert_eq!(order(&lobby), [&anna.id]);
        host.reset().await.assert_ok();
    }
}

/// On every instance, without a request.
async fn whoever_follows_hears_of_the_seal(service: Service) {
    let (host, anna, _) = with_window(&service).await;
    let database = std::sync::Arc::clone(&service.database);
    let other = Service::start_on(database, service.clock.clone(), |_| {}).await;
    let mut streams = [Events::of(&host).await, Events::of(&anna.at(&other)).await];
    press(&anna, 950).await;
    let is_open = |lobby: &Value| lobby["window_ends_at"] == at(1500);
    for stream in &mut streams {
        stream.lobby_where(is_open).await;
    }
    service.clock.advance(0.5);
    let is_sealed = |lobby: &Value| lobby["window_ends_at"].is_null();
    for stream in &mut streams {
        let heard = stream.lobby_where(is_sealed);
        let heard = tokio::time::timeout(Duration::from_secs(10), heard).await;
        assert_eq!(order(&heard.expect("a seal that is told of")), [&anna.id]);
    }
}

async fn a_known_version_is_not_shown_as_provisional_for_longer(service: Service) {
    let (host, anna, _) = with_window(&service).await;
    press(&anna, 950).await;
    let etag = host.get().await.headers["etag"].clone();
    let look = || {
        host.request(Method::GET, "")
            .header("if-none-match", etag.clone())
    };
    assert_eq!(send(look()).await.status, 304);
    service.clock.advance(0.5);
    assert_eq!(
        send(look()).await.assert_ok()["window_ends_at"],
        json!(null)
    );
}

async fn what_races_into_the_window_is_in_the_order_of_the_presses(service: Service) {
    let (host, ..) = with_window(&service).await;
    let mut players = Vec::new();
    for number in 0..20 {
        players.push(service.join(&host.code, &format!("Guest {number}")).await);
    }
    for round in 1..=5 {
        let presses = players.iter().enumerate().map(|(index, player)| {
            let pressed_at = at(round * 1000 - 300 + (index as u32 * 7 + round) % 20 * 10);
            let buzz = player.request(Method::POST, "/buzz");
            buzz.json(&json!({ "pressed_at": pressed_at, "round": round }))
        });
        let buzzed = at_once(presses).await;
        assert!(
            buzzed
                .into_iter()
                .all(|buzzed| place(&buzzed.assert_ok()).1)
        );
        service.clock.advance(0.5);
        let lobby = host.lobby().await;
        let seated: HashSet<_> = order(&lobby).into_iter().collect();
        assert_eq!(seated.len(), players.len());
        let counted = times(&lobby, "buzzed_at").into_iter();
        let counted: Vec<_> = counted.map(|time| time.as_str().expect("a time")).collect();
        let claimed = times(&lobby, "pressed_at").into_iter();
        let claimed: Vec<_> = claimed.map(|time| time.as_str().expect("a time")).collect();
        assert!(claimed.is_sorted(), "round {round}: {claimed:?}");
        assert_eq!(counted, claimed);
        host.reset().await.assert_ok();
        service.clock.advance(0.5);
    }
}
