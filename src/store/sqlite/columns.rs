//! The columns of `lobbies` as SQLite has them: lists are JSON.

use serde::Serialize;
use uuid::Uuid;

use crate::game::Lobby;
use crate::store::rows::{last_move_text, micros, players_online, settings_text};

/// The columns of `lobbies` that can change. SQLite's macros want their arguments to live somewhere.
pub struct LobbyColumns<'a> {
    pub code: &'a str,
    pub updated_at: i64,
    pub host_seen: i64,
    pub next_due_at: i64,
    pub host_online: bool,
    pub locked: bool,
    pub buzz_order: String,
    pub buzz_times: String,
    pub active_player_id: Option<uuid::fmt::Hyphenated>,
    pub settings: String,
    pub question: i64,
    pub question_value: i64,
    pub deadline: Option<i64>,
    pub out_of_time: bool,
    pub wrong: String,
    pub barred: String,
    pub barred_until: String,
    pub finished: bool,
    pub last_move: Option<String>,
    pub team_count: i64,
    pub buzz_per_team: bool,
    pub queued_teams: String,
    pub link_count: i64,
    pub round: i64,
    pub version: i64,
    pub player_count: i64,
    pub players_online: i64,
    pub departures: i64,
}

impl<'a> LobbyColumns<'a> {
    pub fn of(lobby: &'a Lobby) -> Self {
        let (order, times): (Vec<Uuid>, Vec<i64>) = lobby
            .queue
            .iter()
            .map(|buzz| (buzz.player, micros(buzz.at)))
            .unzip();
        let (barred, barred_until): (Vec<Uuid>, Vec<i64>) = lobby
            .false_starts
            .iter()
            .map(|starter| (starter.player, micros(starter.until)))
            .unzip();
        Self {
            code: lobby.code.as_str(),
            updated_at: micros(lobby.updated_at),
            host_seen: micros(lobby.host.last_seen),
            next_due_at: micros(lobby.next_due_at),
            host_online: lobby.host.online,
            locked: lobby.locked,
            buzz_order: serde_json::json!(order).to_string(),
            buzz_times: serde_json::json!(times).to_string(),
            active_player_id: lobby.active_player.map(Uuid::hyphenated),
            settings: settings_text(&lobby.settings),
            question: lobby.question,
            question_value: lobby.question_value.get(),
            deadline: lobby.deadline.map(micros),
            out_of_time: lobby.out_of_time,
            wrong: serde_json::json!(lobby.wrong).to_string(),
            barred: serde_json::json!(barred).to_string(),
            barred_until: serde_json::json!(barred_until).to_string(),
            finished: lobby.finished,
            last_move: last_move_text(lobby),
            team_count: lobby.teams.len() as i64,
            buzz_per_team: lobby.buzzes_by_team(),
            queued_teams: serde_json::json!(lobby.queued_teams()).to_string(),
            link_count: lobby.links.len() as i64,
            round: lobby.round,
            version: lobby.version,
            player_count: lobby.roster().count() as i64,
            players_online: players_online(lobby),
            departures: lobby.departures,
        }
    }
}

/// A list that there may be none of.
pub fn list_column<T: Serialize>(list: &Option<Vec<T>>) -> Option<String> {
    let list = list.as_ref();
    list.map(|list| serde_json::json!(list).to_string())
}
