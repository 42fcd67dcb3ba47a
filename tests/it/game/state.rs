//! What is shown to whom: the lobby object.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Member, Service, send};

on_both_databases! {
    a_created_lobby_is_at_its_location,
    a_seat_comes_with_its_player,
    answers_with_a_token_are_stored_nowhere,
    a_new_lobby_looks_like_this,
    the_lobby_has_these_members_and_no_others,
    everybody_is_told_who_they_are,
    the_queue_says_when,
    a_clock_that_goes_back_never_contradicts_the_queue,
    expiry_is_told,
    times_have_three_digits,
    the_time_is_told_to_anybody,
    every_answer_carries_a_request_id,
    letter_case_of_the_code_does_not_matter,
}

async fn a_created_lobby_is_at_its_location(service: Service) {
    let request = service.request(Method::POST, "/lobbies");
    let created = send(request.json(&json!({ "host_name": "Olga" }))).await;
    assert_eq!(created.status, 201);
    let code = created.body["lobby"]["code"].as_str().expect("a code");
    let location = created.headers["location"].to_str().expect("text");
    assert_eq!(location, format!("/api/v1/lobbies/{code}"));
    let token = created.body["token"].as_str().expect("a token");
    let found = service.request(Method::GET, &format!("//{}", &location[1..]));
    let found = send(found.bearer_auth(token)).await;
    assert_eq!(
        (found.status.as_u16(), &found.body),
        (200, &created.body["lobby"])
    );
    assert_eq!(keys(&created.body), ["lobby", "token"]);
}

async fn a_seat_comes_with_its_player(service: Service) {
    let host = service.host("Olga").await;
    let joined = service.try_join(&host.code, "Anna").await;
    assert_eq!(joined.status, 201);
    assert_eq!(keys(&joined.body), ["lobby", "player_id", "token"]);
    let (lobby, id) = (&joined.body["lobby"], &joined.body["player_id"]);
    assert_eq!(&lobby["you"]["id"], id);
    assert_eq!(&lobby["players"][0]["id"], id);
    assert_eq!(lobby["you"]["role"], "player");
    let token = joined.body["token"].as_str().expect("a token");
    let request = service.request(Method::GET, &format!("/lobbies/{}", host.code));
    assert_eq!(send(request.bearer_auth(token)).await.body, *lobby);
}

/// What is between two of them is what they say, too.
async fn times_have_three_digits(service: Service) {
    let host = service.host("Olga").await;
    service.clock.advance(0.120_9);
    let (anna, ben) = (
        service.join(&host.code, "Anna").await,
        service.join(&host.code, "Ben").await,
    );
    anna.buzz().await.assert_ok();
    service.clock.advance(0.000_1);
    ben.buzz().await.assert_ok();
    let lobby = host.lobby().await;
    assert_eq!(lobby["created_at"], "2026-02-14T19:30:00.000Z");
    assert_eq!(lobby["players"][0]["joined_at"], "2026-02-14T19:30:00.120Z");
    let queue = &lobby["buzz_queue"];
    assert_eq!(queue[0]["buzzed_at"], "2026-02-14T19:30:00.120Z");
    assert_eq!(queue[1]["buzzed_at"], "2026-02-14T19:30:00.121Z");
    assert_eq!(queue[1]["delta_ms"], 1);
    assert_eq!(lobby["expires_at"], "2026-02-14T20:30:30.000Z");
}

async fn the_time_is_told_to_anybody(service: Service) {
    service.clock.advance(3_600.25);
    let told = send(service.request(Method::GET, "/time")).await;
    assert_eq!(told.headers["cache-control"], "no-store");
    assert_eq!(told.assert_ok()["time"], "2026-02-14T20:30:00.250Z");
}

async fn answers_with_a_token_are_stored_nowhere(service: Service) {
    let request = service.request(Method::POST, "/lobbies");
    let created = send(request.json(&json!({ "host_name": "Olga" }))).await;
    assert_eq!(created.headers["cache-control"], "no-store");
    let code = created.body["lobby"]["code"].as_str().expect("a code");
    let joined = service.try_join(code, "Anna").await;
    assert_eq!(joined.headers["cache-control"], "no-store");
    for answer in [created, joined] {
        assert_eq!(answer.body["token"].as_str().map(str::len), Some(22));
    }
}

async fn a_new_lobby_looks_like_this(service: Service) {
    let host = service.host("Olga").await;
    let expected = json!({
        "code": host.code, "version": 1, "round": 1, "question": 1, "phase": "open", "locked": false, "buzz_open": true,
        "question_value": 0, "deadline": null, "window_ends_at": null,
        "settings": { "values": [10, 20, 30, 40, 50], "wrong_answer": "end", "wrong_costs": true, "opens": "at_once",
            "false_start_ms": 0, "buzz_seconds": 0, "answer_seconds": 0,
            "buzz_per": "player", "team_choice": "players", "doors": "open", "fair_window_ms": 0 },
        "host": { "name": "Olga", "online": true },
        "teams": [], "players": [], "buzz_queue": [], "active_player": null, "last_event": null,
        "you": { "role": "host", "id": host.id, "name": "Olga", "position": null, "can_buzz": false,
            "barred_until": null, "score": null, "team_id": null },
        "created_at": "2026-02-14T19:30:00.000Z", "expires_at": "2026-02-14T20:30:00.000Z",
    });
    assert_eq!(host.lobby().await, expected);
}

fn keys(object: &Value) -> Vec<&str> {
    let members = object.as_object().expect("an object").keys();
    let sorted: BTreeSet<_> = members.map(String::as_str).collect();
    sorted.into_iter().collect()
}

async fn the_lobby_has_these_members_and_no_others(service: Service) {
    let (host, anna) = pair(&service).await;
    anna.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    for viewer in [host, anna] {
        let lobby = viewer.lobby().await;
        let expected = "active_player buzz_open buzz_queue code created_at deadline expires_at host last_event locked phase \
                        players question question_value round settings teams version window_ends_at you";
        assert_eq!(keys(&lobby).join(" "), expected);
        let expected = "id joined_at name presence rank score team_id";
        assert_eq!(keys(&lobby["players"][0]).join(" "), expected);
        let expected = "buzzed_at delta_ms id name position state team_id";
        assert_eq!(keys(&lobby["buzz_queue"][0]).join(" "), expected);
        let expected = "at id kind undoable";
        assert_eq!(keys(&lobby["last_event"]).join(" "), expected);
        let expected = "id name out_of_time";
        assert_eq!(keys(&lobby["active_player"]).join(" "), expected);
        assert_eq!(keys(&lobby["host"]).join(" "), "name online");
        assert_eq!(
            keys(&lobby["you"]).join(" "),
            "barred_until can_buzz id name position role score team_id"
        );
    }
}

async fn pair(service: &Service) -> (Member<'_>, Member<'_>) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    (host, anna)
}

async fn everybody_is_told_who_they_are(service: Service) {
    let (host, anna) = pair(&service).await;
    let ben = service.join(&host.code, "Ben").await;
    assert_eq!(anna.lobby().await["you"]["can_buzz"], true);
    anna.buzz().await.assert_ok();
    let lobby = anna.lobby().await;
    let expected = json!({ "role": "player", "id": anna.id, "name": "Anna", "position": 1, "can_buzz": false,
        "barred_until": null, "score": 0, "team_id": null });
    assert_eq!(lobby["you"], expected);
    let lobby = ben.lobby().await;
    assert_eq!(lobby["you"]["can_buzz"], true);
    let lobby = host.lobby().await;
    assert_eq!(
        (&lobby["you"]["role"], &lobby["you"]["can_buzz"]),
        (&json!("host"), &json!(false))
    );
}

async fn the_queue_says_when(service: Service) {
    let (host, anna) = pair(&service).await;
    let ben = service.join(&host.code, "Ben").await;
    let carl = service.join(&host.code, "Carl").await;
    service.clock.advance(1.0);
    ben.buzz().await.assert_ok();
    service.clock.advance(0.001_999);
    anna.buzz().await.assert_ok();
    service.clock.advance(2.5);
    carl.buzz().await.assert_ok();
    let queue = host.lobby().await["buzz_queue"].take();
    let entry = |player: &Member<'_>, name, position, at, delta| {
        json!({ "id": player.id, "name": name, "team_id": null, "position": position, "buzzed_at": at, "delta_ms": delta,
            "state": "waiting" })
    };
    let expected = json!([
        entry(&ben, "Ben", 1, "2026-02-14T19:30:01.000Z", 0),
        entry(&anna, "Anna", 2, "2026-02-14T19:30:01.001Z", 1),
        entry(&carl, "Carl", 3, "2026-02-14T19:30:03.501Z", 2501),
    ]);
    assert_eq!(queue, expected);
}

async fn a_clock_that_goes_back_never_contradicts_the_queue(service: Service) {
    let (host, anna) = pair(&service).await;
    let ben = service.join(&host.code, "Ben").await;
    anna.buzz().await.assert_ok();
    service.clock.advance(-7.0);
    ben.buzz().await.assert_ok();
    let queue = host.lobby().await["buzz_queue"].take();
    assert_eq!(queue[1]["buzzed_at"], queue[0]["buzzed_at"]);
    assert_eq!(queue[1]["delta_ms"], 0);
}

async fn expiry_is_told(service: Service) {
    let (host, _) = pair(&service).await;
    assert_eq!(host.lobby().await["expires_at"], "2026-02-14T20:30:30.000Z");
    service.clock.advance(45.0);
    assert_eq!(host.lobby().await["version"], 2);
    assert_eq!(host.lobby().await["expires_at"], "2026-02-14T20:31:15.000Z");
}

async fn every_answer_carries_a_request_id(service: Service) {
    let host = service.host("Olga").await;
    let ids: BTreeSet<String> = [
        host.get().await,
        host.set(json!({})).await,
        service.try_join(&host.code, "Anna").await,
        send(service.request(Method::GET, "//livez")).await,
        send(service.request(Method::GET, "//openapi.json")).await,
        send(service.request(Method::OPTIONS, "/lobbies")).await,
        host.close().await,
        host.get().await,
    ]
    .map(|answer| {
        answer.headers["x-request-id"]
            .to_str()
            .expect("text")
            .to_owned()
    })
    .into();
    assert_eq!(ids.len(), 8);
    let given = service
        .request(Method::GET, "//livez")
        .header("x-request-id", "router-1.a_b");
    assert_eq!(send(given).await.headers["x-request-id"], "router-1.a_b");
    let forged = service
        .request(Method::GET, "//livez")
        .header("x-request-id", "a b\"c");
    assert_ne!(send(forged).await.headers["x-request-id"], "a b\"c");
}

async fn letter_case_of_the_code_does_not_matter(service: Service) {
    let (host, anna) = pair(&service).await;
    let lower = Member {
        code: host.code.to_lowercase(),
        ..anna
    };
    assert_eq!(lower.lobby().await["code"], host.code.as_str());
    lower.buzz().await.assert_ok();
    assert_eq!(
        host.lobby().await["buzz_queue"].as_array().map(Vec::len),
        Some(1)
    );
}
