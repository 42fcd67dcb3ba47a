//! The list of teams, as the host sets it.

use reqwest::Method;
use serde_json::{Value, json};

use super::{each, join_into, named, red_and_blue, two_teams};
use crate::harness::{Service, send};

on_both_databases! {
    teams_stand_in_the_order_of_the_host,
    the_same_list_again_changes_nothing,
    a_team_keeps_score_and_members_by_its_id,
    who_is_in_a_team_that_goes_is_in_none,
    names_of_teams_that_look_alike_get_numbers,
    no_more_than_fifty_teams_are_taken,
    what_is_wrong_in_a_list_is_named,
    only_the_host_sets_teams,
    teams_are_seen_from_outside,
}

async fn teams_stand_in_the_order_of_the_host(service: Service) {
    let (host, red, blue) = two_teams(&service, json!({})).await;
    let before = host.lobby().await;
    assert_eq!(
        before["teams"][0],
        json!({ "id": red, "name": "Red", "colour": "#ff0000", "score": 0, "rank": 1 })
    );
    let order = json!([
        { "id": blue, "name": "Navy", "colour": "#000080" },
        { "id": red, "name": "Red", "colour": "#FF0000" },
    ]);
    let after = host.set_teams(order).await.assert_ok();
    assert_eq!(each(&after["teams"], "id"), [blue, red]);
    assert_eq!(each(&after["teams"], "name"), ["Navy", "Red"]);
    assert_eq!(each(&after["teams"], "colour"), ["#000080", "#ff0000"]);
    assert_eq!(host.lobby().await["teams"], after["teams"]);
}

async fn the_same_list_again_changes_nothing(service: Service) {
    let (host, ..) = two_teams(&service, json!({})).await;
    let before = host.lobby().await;
    let after = host.set_teams(red_and_blue()).await.assert_ok();
    assert_eq!(
        (&after["teams"], &after["version"]),
        (&before["teams"], &before["version"])
    );
}

async fn a_team_keeps_score_and_members_by_its_id(service: Service) {
    let (host, red, blue) = two_teams(&service, json!({})).await;
    let anna = join_into(&host, "Anna", &red).await;
    host.score_team(&red, json!({ "score": 30 }))
        .await
        .assert_ok();
    let order = json!([{ "id": red, "name": "Crimson", "colour": "#dc143c" }]);
    let lobby = host.set_teams(order).await.assert_ok();
    assert_eq!(each(&lobby["teams"], "score"), [30]);
    assert_eq!(lobby["players"][0]["team_id"], red);
    assert_eq!(anna.lobby().await["you"]["team_id"], red);
    host.score_team(&blue, json!({ "score": 1 }))
        .await
        .assert_problem("team-not-found");
}

async fn who_is_in_a_team_that_goes_is_in_none(service: Service) {
    let (host, red, blue) = two_teams(&service, json!({ "buzz_per": "team" })).await;
    let anna = join_into(&host, "Anna", &red).await;
    let mate = join_into(&host, "Mia", &red).await;
    let ben = join_into(&host, "Ben", &blue).await;
    for player in [&anna, &ben] {
        player.buzz().await.assert_ok();
    }
    let blue_alone = json!([{ "id": blue, "name": "Blue", "colour": "#0000ff" }]);
    let lobby = host.set_teams(blue_alone).await.assert_ok();
    assert_eq!(lobby["teams"].as_array().expect("a list").len(), 1);
    assert_eq!(lobby["teams"][0]["id"], blue);
    assert_eq!(
        each(&lobby["players"], "team_id"),
        [Value::Null, Value::Null, blue]
    );
    assert_eq!(
        each(&lobby["buzz_queue"], "id"),
        [anna.id.as_str(), &ben.id]
    );
    assert_eq!(lobby["buzz_queue"][0]["team_id"], Value::Null);
    // The place was the team's, and is that of the one player now.
    let place = mate.buzz().await.assert_ok();
    assert_eq!(
        (&place["status"], &place["position"]),
        (&json!("ok"), &json!(3))
    );
    host.confirm(&anna.id).await.assert_ok();
    let lobby = host.resolve("plus").await.assert_ok();
    assert_eq!(each(&lobby["teams"], "score"), [0]);
}

async fn names_of_teams_that_look_alike_get_numbers(service: Service) {
    let host = service.host("Olga").await;
    let alike = json!([
        named("Red", "#ff0000"),
        named("red", "#aa0000"),
        named("Red", "#bb0000")
    ]);
    let lobby = host.set_teams(alike.clone()).await.assert_ok();
    assert_eq!(each(&lobby["teams"], "name"), ["Red", "red 2", "Red 3"]);
    // The same list again means the same teams.
    let again = host.set_teams(alike).await.assert_ok();
    assert_eq!(again["teams"], lobby["teams"]);
    assert_eq!(again["version"], lobby["version"]);
}

async fn no_more_than_fifty_teams_are_taken(service: Service) {
    let host = service.host("Olga").await;
    let team = |number| named(&format!("Team {number}"), "#123456");
    let teams = |count| (1..=count).map(team).collect::<Value>();
    let lobby = host.set_teams(teams(50)).await.assert_ok();
    let before = lobby["teams"].as_array().expect("a list").len();
    let refused = host.set_teams(teams(51)).await;
    refused.assert_problem("invalid-field");
    assert_eq!(refused.body["errors"][0]["field"], ".");
    let lobby = host.lobby().await;
    assert_eq!(lobby["teams"].as_array().expect("a list").len(), before);
    let none = host.set_teams(json!([])).await.assert_ok();
    assert_eq!(none["teams"], json!([]));
}

async fn what_is_wrong_in_a_list_is_named(service: Service) {
    let (host, red, _) = two_teams(&service, json!({})).await;
    let of_red = json!({ "id": red, "name": "Red", "colour": "#ff0000" });
    for (wrong, field) in [
        (json!([of_red, of_red]), "[1].id"),
        (json!([named("Red", "red")]), "[0].colour"),
        (json!([named("Red", "#ff00")]), "[0].colour"),
        (json!([named("Red", "#ff00g0")]), "[0].colour"),
        (json!([named("", "#ff0000")]), "[0].name"),
        (json!([{ "name": "Red" }]), "[0].colour"),
        (json!({ "teams": [] }), "."),
    ] {
        let refused = host.set_teams(wrong.clone()).await;
        refused.assert_problem("invalid-field");
        assert_eq!(refused.body["errors"][0]["field"], field, "{wrong}");
    }
    let unknown = json!([{ "id": host.id, "name": "Red", "colour": "#ff0000" }]);
    let refused = host.set_teams(unknown).await;
    refused.assert_problem("team-not-found");
    assert_eq!(each(&host.lobby().await["teams"], "name"), ["Red", "Blue"]);
}

async fn only_the_host_sets_teams(service: Service) {
    let (host, red, _) = two_teams(&service, json!({})).await;
    let anna = join_into(&host, "Anna", &red).await;
    let tried = anna.set_teams(json!([])).await;
    tried.assert_problem("host-only");
    let tried = anna.score_team(&red, json!({ "add": 10 })).await;
    tried.assert_problem("host-only");
    assert_eq!(each(&host.lobby().await["teams"], "score"), [0, 0]);
}

async fn teams_are_seen_from_outside(service: Service) {
    let (host, red, blue) = two_teams(&service, json!({ "team_choice": "host" })).await;
    let path = format!("/lobbies/{}/preview", host.code);
    let seen = send(service.request(Method::GET, &path)).await.assert_ok();
    assert_eq!(
        seen["teams"],
        json!([
            { "id": red, "name": "Red", "colour": "#ff0000" },
            { "id": blue, "name": "Blue", "colour": "#0000ff" },
        ])
    );
    assert_eq!(seen["team_choice"], "host");
}
