//! Streams that leave out players and teams where they are as before.

use reqwest::Method;
use serde_json::{Value, json};

use super::{Events, another, version};
use crate::harness::{Member, Service, send};

on_both_databases! {
    a_stream_of_changes_begins_with_the_whole_lobby,
    a_buzz_leaves_players_and_teams_out,
    what_changes_players_brings_them,
    each_of_players_and_teams_comes_by_itself,
    who_has_seen_more_is_sent_less,
    a_presence_that_changes_brings_players,
    changes_elsewhere_bring_players_too,
    a_stream_of_changes_is_asked_for_by_its_name,
    a_stream_of_changes_tells_the_same_as_a_whole_one,
}

async fn follow(member: &Member<'_>) -> Events {
    let request = member.request(Method::GET, "/events?roster=changes");
    Events::from(request.send().await.expect("an answer"))
}

/// Which of the two are there.
fn rosters(lobby: &Value) -> (bool, bool) {
    let has = |field| lobby.get(field).is_some();
    (has("players"), has("teams"))
}

/// What follows once this change has been made, and only that.
async fn after(events: &mut Events, changed: Value) -> Value {
    let lobby = events.lobby().await;
    assert_eq!(version(&lobby), version(&changed));
    lobby
}

async fn a_stream_of_changes_begins_with_the_whole_lobby(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    for _ in 0..2 {
        let mut events = follow(&anna).await;
        assert_eq!(events.lobby().await, anna.lobby().await);
    }
}

async fn a_buzz_leaves_players_and_teams_out(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let ben = service.join(&host.code, "Ben").await;
    let mut events = follow(&ben).await;
    events.lobby().await;
    for player in [&anna, &ben] {
        player.buzz().await.assert_ok();
        let lobby = events.lobby().await;
        let mut whole = ben.lobby().await;
        for field in ["players", "teams"] {
            whole.as_object_mut().expect("a lobby").remove(field);
        }
        assert_eq!(lobby, whole);
    }
}

async fn what_changes_players_brings_them(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = follow(&host).await;
    events.lobby().await;
    let ben = service.join(&host.code, "Ben").await;
    let joined = after(&mut events, host.lobby().await).await;
    assert_eq!(joined["players"][1]["id"], ben.id.as_str());
    let edits = [
        (&anna.id, json!({ "score": 30 })),
        (&ben.id, json!({ "name": "Bea" })),
    ];
    for (player, edit) in edits {
        let edited = host.edit(player, edit).await.assert_ok();
        let lobby = after(&mut events, edited.clone()).await;
        assert_eq!(lobby["players"], edited["players"]);
        assert_eq!(rosters(&lobby), (true, false));
    }
    for change in [json!({ "locked": true }), json!({ "question_value": 20 })] {
        let lobby = after(&mut events, host.set(change).await.assert_ok()).await;
        assert_eq!(rosters(&lobby), (false, false));
    }
    host.remove(&ben.id).await.assert_ok();
    let left = after(&mut events, host.lobby().await).await;
    assert_eq!(left["players"].as_array().expect("a list").len(), 1);
}

async fn each_of_players_and_teams_comes_by_itself(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = follow(&anna).await;
    events.lobby().await;
    let teams = json!([{ "name": "Red", "colour": "#d62728" }]);
    let set = send(host.request(Method::PUT, "/teams").json(&teams)).await;
    let set = set.assert_ok();
    let lobby = after(&mut events, set.clone()).await;
    assert_eq!(rosters(&lobby), (false, true));
    assert_eq!(lobby["teams"], set["teams"]);
    let red = json!({ "team_id": set["teams"][0]["id"] });
    let moved = anna.edit("me", red).await.assert_ok();
    let lobby = after(&mut events, moved.clone()).await;
    assert_eq!(rosters(&lobby), (true, false));
    assert_eq!(lobby["players"], moved["players"]);
}

/// What is left out depends on the stream, and not on the lobby.
async fn who_has_seen_more_is_sent_less(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut early = follow(&host).await;
    early.lobby().await;
    anna.buzz().await.assert_ok();
    assert_eq!(rosters(&early.lobby().await), (false, false));
    let mut late = follow(&anna).await;
    assert_eq!(rosters(&late.lobby().await), (true, true));
    let reset = host.reset().await.assert_ok();
    for events in [&mut early, &mut late] {
        assert_eq!(rosters(&after(events, reset.clone()).await), (false, false));
    }
    let mut whole = Events::of(&host).await;
    whole.lobby().await;
    let reset = host.reset().await.assert_ok();
    assert_eq!(
        rosters(&after(&mut whole, reset.clone()).await),
        (true, true)
    );
    assert_eq!(rosters(&after(&mut early, reset).await), (false, false));
}

async fn a_presence_that_changes_brings_players(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = follow(&host).await;
    events.lobby().await;
    service.clock.advance(91.0);
    let seen =
        |presence: &'static str| move |lobby: &Value| lobby["players"][0]["presence"] == presence;
    // The stream is the host's sign of life: Anna is the one who is away.
    events.lobby_where(seen("away")).await;
    anna.get().await.assert_ok();
    events.lobby_where(seen("online")).await;
}

async fn changes_elsewhere_bring_players_too(service: Service) {
    let elsewhere = another(&service).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let mut events = follow(&host).await;
    events.lobby().await;
    anna.at(&elsewhere).buzz().await.assert_ok();
    assert_eq!(rosters(&events.lobby().await), (false, false));
    elsewhere.join(&host.code, "Ben").await;
    assert_eq!(rosters(&events.lobby().await), (true, false));
}

async fn a_stream_of_changes_is_asked_for_by_its_name(service: Service) {
    let host = service.host("Olga").await;
    for query in ["roster=whole", "roster=", "roster=changes&roster=changes"] {
        let path = format!("/events?{query}");
        let answer = send(host.request(Method::GET, &path)).await;
        answer.assert_problem("invalid-field");
        let errors = answer.body["errors"].to_string();
        assert!(errors.contains("roster"), "{errors}");
    }
}

/// Whoever keeps the newest players and teams has the lobby that others are sent whole.
async fn a_stream_of_changes_tells_the_same_as_a_whole_one(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let (mut whole, mut changes) = (Events::of(&anna).await, follow(&anna).await);
    let mut kept = changes.lobby().await;
    assert_eq!(whole.lobby().await, kept);
    for round in 1..=5 {
        anna.buzz_in(round).await.assert_ok();
        host.confirm(&anna.id).await.assert_ok();
        host.resolve(if round % 2 == 0 { "plus" } else { "skip" })
            .await
            .assert_ok();
        let newest = version(&host.lobby().await);
        let expected = whole.lobby_where(|lobby| version(lobby) == newest).await;
        while version(&kept) < newest {
            let event = changes.lobby().await;
            let fields = event.as_object().expect("a lobby").clone();
            kept.as_object_mut().expect("a lobby").extend(fields);
        }
        assert_eq!(kept, expected);
    }
}
