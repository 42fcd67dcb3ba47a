//! Teams: the host's list of them, who is in which, one place for all of a team, and what a team has earned.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::harness::{Answer, Member, Service, send, text};

mod list;
mod membership;
mod place;
mod points;

impl Member<'_> {
    fn teams(&self, teams: &Value) -> RequestBuilder {
        self.request(Method::PUT, "/teams").json(teams)
    }

    async fn set_teams(&self, teams: Value) -> Answer {
        send(self.teams(&teams)).await
    }

    /// Puts oneself into a team, or out of all.
    async fn choose(&self, team: &Value) -> Answer {
        self.edit("me", json!({ "team_id": team })).await
    }

    async fn score_team(&self, team: &Value, edit: Value) -> Answer {
        let path = format!("/teams/{}", text(team));
        send(self.request(Method::PATCH, &path).json(&edit)).await
    }
}

/// A host and the ids of two teams, Red and Blue.
async fn two_teams<'a>(service: &'a Service, settings: Value) -> (Member<'a>, Value, Value) {
    let host = service.host_by("Olga", settings).await;
    let lobby = host.set_teams(red_and_blue()).await.assert_ok();
    let [red, blue] = [0, 1].map(|index| lobby["teams"][index]["id"].clone());
    (host, red, blue)
}

fn red_and_blue() -> Value {
    json!([named("Red", "#ff0000"), named("Blue", "#0000ff")])
}

fn named(name: &str, colour: &str) -> Value {
    json!({ "name": name, "colour": colour })
}

async fn try_join_into(service: &Service, code: &str, name: &str, team: &Value) -> Answer {
    let request = service.request(Method::POST, &format!("/lobbies/{code}/players"));
    send(request.json(&json!({ "name": name, "team_id": team }))).await
}

async fn join_into<'a>(host: &Member<'a>, name: &str, team: &Value) -> Member<'a> {
    let joined = try_join_into(host.service, &host.code, name, team).await;
    let joined = joined.assert_ok();
    Member {
        token: text(&joined["token"]),
        id: text(&joined["player_id"]),
        ..host.clone()
    }
}

/// Of each in the list the value of a field.
fn each(list: &Value, field: &str) -> Vec<Value> {
    let entries = list.as_array().expect("a list").iter();
    entries.map(|entry| entry[field].clone()).collect()
}
