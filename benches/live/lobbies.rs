//! Lobbies to follow, and the rounds played in them.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Client;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::Load;
use crate::server::Server;

pub struct Lobby {
    pub code: String,
    pub host: String,
    pub players: Vec<String>,
}

/// When the buzz that made a version was sent, by lobby and version.
pub type Sent = HashMap<(usize, i64), Instant>;

pub async fn open(server: &Server, load: Load) -> Vec<Lobby> {
    let (client, url) = (Client::new(), server.url());
    let at_once = Arc::new(Semaphore::new(16));
    let mut opening = JoinSet::new();
    for _ in 0..load.lobbies {
        let (client, url, at_once) = (client.clone(), url.clone(), Arc::clone(&at_once));
        opening.spawn(async move {
            let _permit = at_once.acquire_owned().await.expect("a permit");
            let body = json!({ "host_name": "Host" });
            let created = post(&client, &format!("{url}/lobbies"), "", &body).await;
            let code = text(&created["lobby"]["code"]);
            let mut players = Vec::new();
            for number in 0..load.players_per_lobby() {
                let path = format!("{url}/lobbies/{code}/players");
                let body = json!({ "name": format!("Player {number}") });
                players.push(text(&post(&client, &path, "", &body).await["token"]));
            }
            let host = text(&created["token"]);
            Lobby {
                code,
                host,
                players,
            }
        });
    }
    opening.join_all().await
}

/// Buzzes at an even pace, lobby after lobby; when everybody in a lobby has buzzed, its host opens the next round.
pub async fn play(server: &Server, lobbies: &[Lobby], load: Load) -> Sent {
    let (client, url) = (Client::new(), server.url());
    let mut pace = tokio::time::interval(Duration::from_secs(1) / load.buzzes_per_second as u32);
    let mut buzzing = JoinSet::new();
    for turn in 0..load.buzzes_per_second * load.seconds {
        pace.tick().await;
        let (index, player) = (turn % lobbies.len(), turn / lobbies.len());
        let lobby = &lobbies[index];
        let path = format!("{url}/lobbies/{}", lobby.code);
        let player = player % (lobby.players.len() + 1);
        let client = client.clone();
        match lobby.players.get(player).cloned() {
            Some(token) => buzzing.spawn(async move {
                let sent = Instant::now();
                let buzzed = post(&client, &format!("{path}/buzz"), &token, &json!({})).await;
                Some(((index, buzzed["version"].as_i64()?), sent))
            }),
            None => {
                let token = lobby.host.clone();
                buzzing.spawn(async move {
                    post(&client, &format!("{path}/reset"), &token, &json!({})).await;
                    None
                })
            }
        };
    }
    buzzing.join_all().await.into_iter().flatten().collect()
}

async fn post(client: &Client, url: &str, token: &str, body: &Value) -> Value {
    let mut request = client.post(url).json(body);
    if !token.is_empty() {
        request = request.bearer_auth(token);
    }
    let answer = request.send().await.expect("an answer");
    let answer = answer.error_for_status().expect("success");
    answer.json().await.expect("JSON")
}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}
