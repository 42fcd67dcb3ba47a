//! Who is in which team.

use reqwest::Method;
use serde_json::{Value, json};

use super::{each, join_into, try_join_into, two_teams};
use crate::harness::{Service, send};

on_both_databases! {
    a_guest_joins_into_a_team,
    players_change_teams,
    only_the_host_chooses_where_it_is_set_so,
    a_team_that_is_not_there_is_refused,
    a_repeated_join_names_the_same_team,
    who_changes_teams_takes_no_points_along,
    the_history_tells_of_teams,
}

async fn a_guest_joins_into_a_team(service: Service) {
    let (host, red, _) = two_teams(&service, json!({})).await;
    let anna = join_into(&host, "Anna", &red).await;
    let ben = service.join(&host.code, "Ben").await;
    let lobby = host.lobby().await;
    assert_eq!(
        each(&lobby["players"], "team_id"),
        [red.clone(), Value::Null]
    );
    assert_eq!(anna.lobby().await["you"]["team_id"], red);
    assert_eq!(ben.lobby().await["you"]["team_id"], Value::Null);
}

async fn players_change_teams(service: Service) {
    let (host, red, blue) = two_teams(&service, json!({})).await;
    let anna = join_into(&host, "Anna", &red).await;
    for team in [&blue, &Value::Null, &red] {
        let lobby = anna.choose(team).await.assert_ok();
        assert_eq!(&lobby["you"]["team_id"], team);
    }
    let before = host.lobby().await;
    let again = anna.choose(&red).await.assert_ok();
    assert_eq!(again["version"], before["version"]);
    // Nothing said of teams, nothing done.
    let renamed = anna.edit("me", json!({ "name": "Ann" })).await.assert_ok();
    assert_eq!(renamed["you"]["team_id"], red);
}

async fn only_the_host_chooses_where_it_is_set_so(service: Service) {
    let (host, red, blue) = two_teams(&service, json!({ "team_choice": "host" })).await;
    let refused = try_join_into(&service, &host.code, "Anna", &red).await;
    refused.assert_problem("host-only");
    let anna = service.join(&host.code, "Anna").await;
    anna.choose(&red).await.assert_problem("host-only");
    let put = host.edit(&anna.id, json!({ "team_id": blue })).await;
    assert_eq!(put.assert_ok()["players"][0]["team_id"], blue);
    let refused = anna.choose(&Value::Null).await;
    refused.assert_problem("host-only");
    assert_eq!(anna.lobby().await["you"]["team_id"], blue);
}

async fn a_team_that_is_not_there_is_refused(service: Service) {
    let (host, red, _) = two_teams(&service, json!({})).await;
    let nowhere = json!(host.id);
    let refused = try_join_into(&service, &host.code, "Anna", &nowhere).await;
    refused.assert_problem("team-not-found");
    assert_eq!(host.lobby().await["players"], json!([]));
    let anna = join_into(&host, "Anna", &red).await;
    let both = json!({ "name": "Ann", "team_id": nowhere });
    anna.edit("me", both).await.assert_problem("team-not-found");
    assert_eq!(host.lobby().await["players"][0]["name"], "Anna");
}

async fn a_repeated_join_names_the_same_team(service: Service) {
    let (host, red, blue) = two_teams(&service, json!({})).await;
    let join = async |team: &Value| {
        let request = service.request(Method::POST, &format!("/lobbies/{}/players", host.code));
        let request = request.header("idempotency-key", "the-key-of-annas-phone");
        send(request.json(&json!({ "name": "Anna", "team_id": team }))).await
    };
    let first = join(&red).await.assert_ok();
    assert_eq!(join(&red).await.assert_ok()["token"], first["token"]);
    join(&blue).await.assert_problem("idempotency-key-reused");
    join(&Value::Null)
        .await
        .assert_problem("idempotency-key-reused");
    // Where the player has gone since then, the same request is still the same.
    let id = first["player_id"].as_str().expect("an id");
    host.edit(id, json!({ "team_id": blue })).await.assert_ok();
    let again = join(&red).await.assert_ok();
    assert_eq!(again["token"], first["token"]);
    assert_eq!(again["lobby"]["you"]["team_id"], blue);
}

async fn who_changes_teams_takes_no_points_along(service: Service) {
    let (host, red, blue) = two_teams(&service, json!({})).await;
    let anna = join_into(&host, "Anna", &red).await;
    anna.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    let earned = host.resolve_with("plus", json!({ "points": 40 })).await;
    earned.assert_ok();
    let lobby = anna.choose(&blue).await.assert_ok();
    assert_eq!(each(&lobby["teams"], "score"), [40, 0]);
    assert_eq!(lobby["you"]["score"], 40);
    host.remove(&anna.id).await.assert_ok();
    assert_eq!(each(&host.lobby().await["teams"], "score"), [40, 0]);
}

async fn the_history_tells_of_teams(service: Service) {
    let (host, red, blue) = two_teams(&service, json!({})).await;
    let anna = join_into(&host, "Anna", &red).await;
    host.edit(&anna.id, json!({ "team_id": blue }))
        .await
        .assert_ok();
    host.score_team(&blue, json!({ "add": 15 }))
        .await
        .assert_ok();
    let told = host.history().await;
    let kinds: Vec<_> = told.iter().map(|event| event["kind"].clone()).collect();
    assert_eq!(kinds, ["teams", "team", "score"]);
    assert_eq!(told[2]["team"], json!({ "id": blue, "name": "Blue" }));
    assert_eq!(told[2]["points"], 15);
}
