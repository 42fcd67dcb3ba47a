//! The rules of the game as `/api/v1` shows them, once more and in memory: written from the contract, not from the
//! service. Times are milliseconds since the sequence began.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::form::check_form;
use super::history::Move;
use super::links::Link;
use super::moves::Done;
use super::request::{self, Bearer, Call, Place, Request, Tag};
use super::settings::Settings;
use super::teams::Team;

pub const MAX_PLAYERS: usize = 4;

#[derive(Clone, Default)]
pub struct Model {
    pub now: i64,
    pub lobbies: Vec<Lobby>,
    pub persons: Vec<Person>,
    /// How many there have been.
    pub teams: usize,
    /// The version of the last ETag each person got.
    pub tags: HashMap<usize, i64>,
}

#[derive(Clone)]
pub struct Lobby {
    pub host: usize,
    /// All who have ever joined, in order.
    pub players: Vec<usize>,
    pub version: i64,
    pub changed: i64,
    pub created: i64,
    pub gone: bool,
    pub key: Option<String>,
    pub opened_with: Settings,
    pub settings: Settings,
    pub value: i64,
    pub question: i64,
    pub round: i64,
    pub locked: bool,
    /// When open buzzers lock by themselves.
    pub locks_at: Option<i64>,
    pub word: Option<Word>,
    pub queue: Vec<(usize, i64)>,
    /// Who has answered this question wrong, and of which teams.
    pub wrong: Vec<usize>,
    pub wrong_teams: Vec<usize>,
    /// Who has buzzed too early in this question, and until when that bars them.
    pub bars: Vec<(usize, i64)>,
    pub finished: bool,
    pub teams: Vec<Team>,
    /// All that were ever made.
    pub links: Vec<usize>,
    /// Those of the host that can be taken back, or were, in order.
    pub moves: Vec<Move>,
}

/// Of the active player.
#[derive(Clone, Copy)]
pub struct Word {
    pub player: usize,
    pub ends_at: Option<i64>,
    pub out_of_time: bool,
}

#[derive(Clone)]
pub struct Person {
    /// Last written sign of life.
    pub seen: i64,
    pub lobby: usize,
    pub name: String,
    pub joined: i64,
    pub joined_as: &'static str,
    pub presence: Presence,
    pub score: i64,
    pub team: Option<usize>,
    pub joined_team: Option<request::Team>,
    /// Whose token is this one's now: that of the beginning, or of a link to the seat. None where that was revoked.
    pub phone: Option<usize>,
    /// Of who came by one.
    pub link: Option<Link>,
    pub key: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Online,
    Away,
    /// Off the roster, welcome back.
    Absent,
    /// Left or kicked.
    Out,
}

/// What is expected of an answer, in the form that [`super::answer::expectable`] brings a real one to.
pub struct Answer {
    pub status: u16,
    pub body: Value,
    /// Version and viewer.
    pub tag: Option<(i64, usize)>,
    pub location: Option<Location>,
}

#[derive(Clone, Copy)]
pub enum Location {
    Lobby(usize),
    /// In a lobby.
    Link(usize, usize),
}

/// What a problem says.
pub struct Refused {
    status: u16,
    code: &'static str,
    /// Those at fault.
    fields: Vec<String>,
    barred_until: Option<i64>,
}

pub fn refused<T>(status: u16, code: &'static str) -> Result<T, Refused> {
    Err(Refused {
        status,
        code,
        fields: Vec::new(),
        barred_until: None,
    })
}

pub fn invalid<T>(field: impl Into<String>) -> Result<T, Refused> {
    Err(Refused {
        status: 422,
        code: "invalid-field",
        fields: vec![field.into()],
        barred_until: None,
    })
}

pub fn too_early<T>(until: i64) -> Result<T, Refused> {
    Err(Refused {
        status: 409,
        code: "too-early",
        fields: Vec::new(),
        barred_until: Some(until),
    })
}

impl Model {
    pub fn answer(&mut self, request: &Request) -> Answer {
        let answer = self.play(request).unwrap_or_else(Answer::from);
        if let Some((version, viewer)) = answer.tag {
            self.tags.insert(viewer, version);
        }
        answer
    }

    pub fn roster(&self, lobby: usize) -> Vec<usize> {
        let players = self.lobbies[lobby].players.iter().copied();
        let is_seated = |who: &usize| {
            matches!(
                self.persons[*who].presence,
                Presence::Online | Presence::Away
            )
        };
        players.filter(is_seated).collect()
    }

    /// The roster and the absent.
    pub fn members(&self, lobby: usize) -> Vec<usize> {
        let players = self.lobbies[lobby].players.iter().copied();
        let is_member = |who: &usize| self.persons[*who].presence != Presence::Out;
        players.filter(is_member).collect()
    }

    /// One step of a lobby: the version grows if anyone can see a difference.
    pub fn step<T>(&mut self, lobby: usize, play: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.seen(lobby);
        let result = play(self);
        let after = self.seen(lobby);
        let l = &mut self.lobbies[lobby];
        l.version += i64::from(before != after);
        if game(before) != game(after) {
            l.changed = self.now;
        }
        result
    }

    /// What all who are in a lobby see of it, but for its expiry.
    fn seen(&self, lobby: usize) -> Vec<Value> {
        let players = self.members(lobby).into_iter();
        let all = players.chain([self.lobbies[lobby].host]);
        let views = all.map(|viewer| {
            let mut view = self.view(lobby, viewer);
            view["expires_at"] = Value::Null;
            view
        });
        views.collect()
    }

    /// The lobby of the request, as it is now.
    pub fn lobby(&mut self, place: Place) -> Result<usize, Refused> {
        let Place::Lobby(lobby) = place else {
            return refused(404, "lobby-not-found");
        };
        self.settle(lobby);
        if self.lobbies[lobby].gone {
            refused(404, "lobby-not-found")
        } else {
            Ok(lobby)
        }
    }

    pub fn member(&self, lobby: usize, bearer: Bearer) -> Result<usize, Refused> {
        match bearer {
            Bearer::Person(who) if self.persons[who].lobby == lobby => {
                let found = self.bearer(lobby, who);
                found.map_or_else(|| refused(403, "not-in-lobby"), Ok)
            }
            _ => refused(403, "not-in-lobby"),
        }
    }

    fn play(&mut self, request: &Request) -> Result<Answer, Refused> {
        let Request {
            place,
            bearer,
            call,
        } = request;
        let is_creation = matches!(call, Call::Create { .. });
        let is_open = is_creation || matches!(call, Call::Join { .. } | Call::Preview);
        if !is_open && matches!(bearer, Bearer::Nobody | Bearer::Malformed) {
            return refused(401, "unauthorized");
        }
        if *place == Place::Impossible && !is_creation {
            return refused(404, "lobby-not-found");
        }
        check_form(call)?;
        match call {
            Call::Create {
                name,
                settings,
                key,
            } => self.create(*name, settings, key.as_ref()),
            Call::Join { name, key, team } => self.join(*place, *name, *team, key.as_ref()),
            Call::Preview => self.preview(*place),
            call => {
                let lobby = self.lobby(*place)?;
                let who = self.member(lobby, *bearer)?;
                self.move_of(lobby, who, call)
            }
        }
    }

    fn move_of(&mut self, lobby: usize, who: usize, call: &Call) -> Result<Answer, Refused> {
        if let Call::Buzz { round } = *call {
            // Who is back is so by a step of its own.
            self.step(lobby, |model| model.attend(who));
            let buzzed = self.step(lobby, |model| model.buzz(lobby, who, round));
            return buzzed.map(|status| self.buzzed(lobby, who, status));
        }
        let before = self.situation(lobby);
        let done = self.step(lobby, |model| {
            model.attend(who);
            model.act(lobby, who, call)
        })?;
        if matches!(done, Done::HandedOn(_)) {
            self.hand_on(lobby, before.version());
        }
        match done {
            Done::Moved(kind) => self.remember(lobby, kind, before),
            Done::Removed { is_kick: true } => self.remember(lobby, "kick", before),
            _ => {}
        }
        Ok(match done {
            Done::Removed { .. } | Done::HandedOn(None) => Answer::new(204, Value::Null),
            Done::HandedOn(Some(link)) | Done::Linked(link) => self.made(lobby, link),
            Done::Listed => self.listed(lobby),
            Done::Changed | Done::Moved(_) | Done::Looked(None) => self.tagged(lobby, who),
            Done::Looked(Some(tag)) => self.tagged_unless_known(lobby, who, tag),
        })
    }

    fn tagged_unless_known(&self, lobby: usize, who: usize, tag: Tag) -> Answer {
        let current = self.tagged(lobby, who);
        let is_known = match tag {
            Tag::Any => true,
            Tag::Of { version, viewer } => current.tag == Some((version, viewer)),
        };
        if is_known {
            Answer {
                status: 304,
                body: Value::Null,
                ..current
            }
        } else {
            current
        }
    }
}

/// What is seen of a lobby, but for who is online and who away.
fn game(mut views: Vec<Value>) -> Vec<Value> {
    for view in &mut views {
        view["host"] = Value::Null;
        for player in view["players"].as_array_mut().into_iter().flatten() {
            player["presence"] = (player["presence"] == "absent").into();
        }
    }
    views
}

impl Answer {
    pub fn new(status: u16, body: Value) -> Self {
        Self {
            status,
            body,
            tag: None,
            location: None,
        }
    }

    /// The one word that tells best what has happened.
    pub fn gist(&self) -> &str {
        let field = match self.status {
            400.. => "code",
            _ if self.body["phase"].is_string() => "phase",
            _ => "status",
        };
        self.body[field].as_str().unwrap_or_default()
    }
}

impl From<Refused> for Answer {
    fn from(refused: Refused) -> Self {
        let body = json!({
            "code": refused.code,
            "fields": refused.fields,
            "barred_until": refused.barred_until,
        });
        Self::new(refused.status, body)
    }
}
