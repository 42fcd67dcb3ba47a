//! The answers that show a lobby.

use serde_json::{Value, json};

use super::request::Place;
use super::rules::{Answer, Location, Model, Presence, Refused};

impl Model {
    /// What everybody in the lobby can see, with the eyes of one.
    pub fn view(&self, lobby: usize, viewer: usize) -> Value {
        let l = &self.lobbies[lobby];
        let person = |who: usize| &self.persons[who];
        let first = l.queue.first().map_or(0, |(_, at)| *at);
        let members = self.members(lobby);
        let scores: Vec<_> = members.iter().map(|&who| person(who).score).collect();
        let rank = |score| 1 + scores.iter().filter(|other| **other > score).count();
        json!({
            "code": code(lobby),
            "version": l.version,
            "round": l.round,
            "question": l.question,
            "phase": l.phase(),
            "locked": l.locked,
            "buzz_open": !l.locked,
            "question_value": l.value,
            "deadline": l.deadline(),
            "window_ends_at": null,
            "settings": l.settings.shown(),
            "host": {
                "name": person(l.host).name,
                "online": person(l.host).presence == Presence::Online,
            },
            "teams": l.teams.iter().map(|team| json!({
                "id": team_id(team.number), "name": team.name, "colour": team.colour, "score": team.score,
                "rank": 1 + l.teams.iter().filter(|other| other.score > team.score).count(),
            })).collect::<Vec<_>>(),
            "players": members.iter().map(|&who| json!({
                "id": id(who), "name": person(who).name, "team_id": self.team_of(who), "score": person(who).score,
                "rank": rank(person(who).score), "presence": shown(person(who).presence),
                "joined_at": person(who).joined,
            })).collect::<Vec<_>>(),
            "buzz_queue": l.queue.iter().map(|&(who, at)| json!({
                "id": id(who), "name": person(who).name, "team_id": self.team_of(who), "position": l.own_place(who), "buzzed_at": at,
                "delta_ms": at - first, "state": self.state(lobby, who),
            })).collect::<Vec<_>>(),
            "active_player": l.word.map(|word| json!({
                "id": id(word.player), "name": person(word.player).name,
                "out_of_time": word.out_of_time,
            })),
            "you": self.you(lobby, viewer),
            "last_event": l.last_move().map(|made| json!({
                "id": made.id, "kind": made.kind, "at": made.at, "undoable": true,
            })),
            "created_at": l.created,
            "expires_at": self.expires_at(lobby),
        })
    }

    fn you(&self, lobby: usize, viewer: usize) -> Value {
        let l = &self.lobbies[lobby];
        let role = match self.persons[viewer].link {
            Some(_) => "screen",
            None if viewer == l.host => "host",
            None => "player",
        };
        let plays = role == "player";
        let place = self.place(lobby, viewer);
        let is_out = place.is_some() || self.is_out(lobby, viewer);
        let person = &self.persons[viewer];
        json!({
            "role": role,
            "id": id(viewer),
            "name": person.name,
            "position": place,
            "can_buzz": plays && !l.locked && !is_out,
            "barred_until": l.barred_until(viewer),
            "score": plays.then_some(person.score),
            "team_id": self.team_of(viewer),
        })
    }

    /// From outside. Nobody is told of what is due by this, nor does it change anything.
    pub fn preview(&self, place: Place) -> Result<Answer, Refused> {
        let mut settled = self.clone();
        let lobby = settled.lobby(place)?;
        let l = &settled.lobbies[lobby];
        let body = json!({
            "code": code(lobby),
            "host_name": settled.persons[l.host].name,
            "players": settled.roster(lobby).len(),
            "doors": l.settings.doors,
            "teams": l.teams.iter().map(|team| json!({
                "id": team_id(team.number), "name": team.name, "colour": team.colour,
            })).collect::<Vec<_>>(),
            "team_choice": l.settings.team_choice,
        });
        Ok(Answer::new(200, body))
    }

    fn state(&self, lobby: usize, who: usize) -> &'static str {
        match self.lobbies[lobby].word {
            Some(word) if word.player == who => "answering",
            _ if self.is_out(lobby, who) => "wrong",
            _ => "waiting",
        }
    }

    fn team_of(&self, who: usize) -> Option<String> {
        self.persons[who].team.map(team_id)
    }

    pub fn buzzed(&self, lobby: usize, who: usize, status: &str) -> Answer {
        let l = &self.lobbies[lobby];
        let body = json!({
            "status": status, "position": self.place(lobby, who), "provisional": false, "round": l.round, "version": l.version,
        });
        Answer::new(200, body)
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
            location: Some(Location::Lobby(lobby)),
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

fn team_id(number: usize) -> String {
    format!("team-{number}")
}

fn token(who: usize) -> String {
    format!("token-{who}")
}

fn code(lobby: usize) -> String {
    format!("code-{lobby}")
}

fn shown(presence: Presence) -> &'static str {
    match presence {
        Presence::Online => "online",
        Presence::Away => "away",
        Presence::Absent => "absent",
        Presence::Out => "out",
    }
}
