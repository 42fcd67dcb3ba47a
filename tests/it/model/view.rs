//! The answers that show a lobby.

use serde_json::{Value, json};

use super::rules::{Answer, Model, Presence};

impl Model {
    /// What everybody in the lobby can see, with the eyes of one.
    pub fn view(&self, lobby: usize, viewer: usize) -> Value {
        let l = &self.lobbies[lobby];
        let place = |who: usize| l.queue.iter().position(|(queued, _)| *queued == who);
        let place = |who| place(who).map(|index| index + 1);
        let active = |who| l.active == Some(who);
        let roster = self.roster(lobby);
        let person = |who: usize| &self.persons[who];
        let mut best = roster.clone();
        best.sort_by_key(|&who| -person(who).score); // equals in order of joining
        let first = l.queue.first().map_or(0, |(_, at)| *at);
        let is_host = viewer == l.host;
        json!({
            "code": format!("code-{lobby}"),
            "version": l.version,
            "round": l.round,
            "locked": l.locked,
            "buzz_open": !l.locked,
            "question_value": l.value,
            "host": {
                "name": person(l.host).name,
                "online": person(l.host).presence == Presence::Online,
            },
            "players": roster.iter().map(|&who| json!({
                "id": id(who), "name": person(who).name, "score": person(who).score,
                "online": person(who).presence == Presence::Online, "joined_at": person(who).joined,
                "buzzed": place(who).is_some(), "position": place(who), "is_active": active(who),
                "is_self": who == viewer,
            })).collect::<Vec<_>>(),
            "buzz_queue": l.queue.iter().map(|&(who, at)| json!({
                "id": id(who), "name": person(who).name, "position": place(who), "buzzed_at": at,
                "delta_ms": at - first, "is_active": active(who),
            })).collect::<Vec<_>>(),
            "scoreboard": best.iter().map(|&who| json!({
                "id": id(who), "name": person(who).name, "score": person(who).score,
                "is_active": active(who),
            })).collect::<Vec<_>>(),
            "active_player": l.active.map(|who| json!({
                "id": id(who), "name": person(who).name, "score": person(who).score,
            })),
            "you": {
                "role": if is_host { "host" } else { "player" },
                "id": id(viewer), "name": person(viewer).name, "position": place(viewer),
                "can_buzz": !is_host && !l.locked && place(viewer).is_none(),
                "score": (!is_host).then_some(person(viewer).score),
            },
            "created_at": l.created,
            "expires_at": self.expires_at(lobby),
        })
    }

    /// The lobby as `who` sees it, with its ETag.
    pub fn tagged(&self, lobby: usize, who: usize) -> Answer {
        Answer {
            tag: Some((self.lobbies[lobby].version, who)),
            ..Answer::new(200, self.view(lobby, who))
        }
    }

    pub fn created(&self, lobby: usize) -> Answer {
        let host = self.lobbies[lobby].host;
        let body = json!({ "token": token(host), "lobby": self.view(lobby, host) });
        Answer {
            location: Some(lobby),
            ..Answer::new(201, body)
        }
    }

    pub fn joined(&self, lobby: usize, who: usize) -> Answer {
        let lobby = self.view(lobby, who);
        let body = json!({ "token": token(who), "player_id": id(who), "lobby": lobby });
        Answer::new(201, body)
    }
}

fn id(who: usize) -> String {
    format!("id-{who}")
}

fn token(who: usize) -> String {
    format!("token-{who}")
}
