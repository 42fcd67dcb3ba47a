//! The rules of the game as `/api/v1` shows them, once more and in memory: written from the contract, not from the
//! service. Times are milliseconds since the sequence began.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::moves::{Done, check_form};
use super::request::{Bearer, Call, Key, Place, Request, Tag, Text};

pub const MAX_PLAYERS: usize = 4;
/// Those of the absent included.
const MAX_SEATS: usize = 2 * MAX_PLAYERS;
pub const SIGN_OF_LIFE: i64 = 30_000;
pub const AWAY: i64 = 90_000;
pub const ABSENT: i64 = 210_000;
pub const HOST_GONE: i64 = 3_630_000;
pub const EMPTY_GONE: i64 = 3_600_000;

#[derive(Default)]
pub struct Model {
    pub now: i64,
    pub lobbies: Vec<Lobby>,
    pub persons: Vec<Person>,
    /// The version of the last ETag each person got.
    pub tags: HashMap<usize, i64>,
}

pub struct Lobby {
    pub host: usize,
    /// All who have ever joined, in order.
    pub players: Vec<usize>,
    pub round: i64,
    pub version: i64,
    pub changed: i64,
    pub created: i64,
    pub gone: bool,
    pub locked: bool,
    pub value: i64,
    pub active: Option<usize>,
    pub queue: Vec<(usize, i64)>,
    key: Option<String>,
}

pub struct Person {
    /// Last written sign of life.
    pub seen: i64,
    pub lobby: usize,
    pub name: String,
    pub joined: i64,
    joined_as: &'static str,
    pub presence: Presence,
    pub score: i64,
    key: Option<String>,
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
    pub location: Option<usize>,
}

/// Code and status of a problem, and the fields at fault.
pub type Refused = (u16, &'static str, Vec<&'static str>);

pub fn refused<T>(status: u16, code: &'static str) -> Result<T, Refused> {
    Err((status, code, Vec::new()))
}

pub fn invalid<T>(field: &'static str) -> Result<T, Refused> {
    Err((422, "invalid-field", vec![field]))
}

impl Model {
    pub fn answer(&mut self, request: &Request) -> Answer {
        let answer = self.play(request).unwrap_or_else(|(status, code, fields)| {
            let body = json!({ "code": code, "fields": fields });
            Answer::new(status, body)
        });
        if let Some((version, viewer)) = answer.tag {
            self.tags.insert(viewer, version);
        }
        answer
    }

    pub fn sweep(&mut self) {
        for lobby in 0..self.lobbies.len() {
            self.settle(lobby);
        }
    }

    pub fn roster(&self, lobby: usize) -> Vec<usize> {
        let players = self.lobbies[lobby].players.iter().copied();
        players.filter(|&who| self.is_seated(who)).collect()
    }

    /// The roster and the absent.
    pub fn members(&self, lobby: usize) -> Vec<usize> {
        let players = self.lobbies[lobby].players.iter().copied();
        let is_member = |who: &usize| self.persons[*who].presence != Presence::Out;
        players.filter(is_member).collect()
    }

    fn is_seated(&self, who: usize) -> bool {
        matches!(
            self.persons[who].presence,
            Presence::Online | Presence::Away
        )
    }

    pub fn expires_at(&self, lobby: usize) -> i64 {
        let l = &self.lobbies[lobby];
        let without_host = self.persons[l.host].seen + HOST_GONE;
        if self.roster(lobby).is_empty() {
            without_host.min(l.changed + EMPTY_GONE)
        } else {
            without_host
        }
    }

    fn unseen(&self, who: usize) -> i64 {
        self.now - self.persons[who].seen
    }

    /// One step of a lobby: the version grows if anyone can see a difference.
    fn step<T>(&mut self, lobby: usize, play: impl FnOnce(&mut Self) -> T) -> T {
        let seen = |model: &Self| {
            let mut view = model.view(lobby, model.lobbies[lobby].host);
            view["expires_at"] = Value::Null;
            let mut game = view.clone();
            game["host"] = Value::Null;
            for player in game["players"].as_array_mut().into_iter().flatten() {
                player["online"] = Value::Null;
            }
            (view, game)
        };
        let (before, game_before) = seen(self);
        let result = play(self);
        let (after, game_after) = seen(self);
        let l = &mut self.lobbies[lobby];
        l.version += i64::from(before != after);
        if game_before != game_after {
            l.changed = self.now;
        }
        result
    }

    /// Time has passed: who is unseen goes away, or off the roster, or takes the lobby along.
    pub fn settle(&mut self, lobby: usize) {
        let mut changed = self.lobbies[lobby].changed;
        self.step(lobby, |model| {
            let l = &model.lobbies[lobby];
            for who in [vec![l.host], l.players.clone()].concat() {
                let is_player = who != model.lobbies[lobby].host;
                let unseen = model.unseen(who);
                if is_player && model.is_seated(who) && unseen >= ABSENT {
                    changed = changed.max(model.persons[who].seen + ABSENT);
                    model.leave(who, Presence::Absent);
                } else if model.persons[who].presence == Presence::Online && unseen >= AWAY {
                    model.persons[who].presence = Presence::Away;
                }
            }
        });
        self.lobbies[lobby].changed = changed;
        self.lobbies[lobby].gone |= self.now >= self.expires_at(lobby);
    }

    pub fn leave(&mut self, who: usize, presence: Presence) {
        self.persons[who].presence = presence;
        let l = &mut self.lobbies[self.persons[who].lobby];
        l.queue.retain(|(queued, _)| *queued != who);
        l.active = l.active.filter(|active| *active != who);
    }

    fn attend(&mut self, who: usize) {
        if self.persons[who].presence == Presence::Online && self.unseen(who) < SIGN_OF_LIFE {
            return;
        }
        self.persons[who].presence = Presence::Online;
        self.persons[who].seen = self.now;
    }

    /// The lobby of the request, as it is now.
    fn lobby(&mut self, place: Place) -> Result<usize, Refused> {
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

    fn member(&self, lobby: usize, bearer: Bearer) -> Result<usize, Refused> {
        match bearer {
            Bearer::Person(who)
                if self.persons[who].lobby == lobby
                    && self.persons[who].presence != Presence::Out =>
            {
                Ok(who)
            }
            _ => refused(403, "not-in-lobby"),
        }
    }

    fn play(&mut self, request: &Request) -> Result<Answer, Refused> {
        let open = matches!(request.call, Call::Create { .. } | Call::Join { .. });
        if !open && matches!(request.bearer, Bearer::Nobody | Bearer::Malformed) {
            return refused(401, "unauthorized");
        }
        if request.place == Place::Impossible && !matches!(request.call, Call::Create { .. }) {
            return refused(404, "lobby-not-found");
        }
        check_form(&request.call)?;
        match &request.call {
            Call::Create { name, key } => return self.create(*name, key.as_ref()),
            Call::Join { name, key } => return self.join(request.place, *name, key.as_ref()),
            Call::Buzz { round } => {
                if let Some(answer) = self.buzz_straight(request, *round) {
                    return Ok(answer);
                }
            }
            _ => {}
        }
        let lobby = self.lobby(request.place)?;
        let who = self.member(lobby, request.bearer)?;
        if let Call::Buzz { round } = request.call {
            self.step(lobby, |model| model.attend(who));
            return self.step(lobby, |model| model.buzz(lobby, who, round));
        }
        let done = self.step(lobby, |model| {
            model.attend(who);
            model.act(lobby, who, &request.call)
        })?;
        Ok(match done {
            Done::Removed => Answer::new(204, Value::Null),
            Done::Changed | Done::Looked(None) => self.tagged(lobby, who),
            Done::Looked(Some(tag)) => {
                let current = self.tagged(lobby, who);
                let known = match tag {
                    Tag::Any => true,
                    Tag::Of { version, viewer } => current.tag == Some((version, viewer)),
                };
                if known {
                    Answer {
                        status: 304,
                        body: Value::Null,
                        ..current
                    }
                } else {
                    current
                }
            }
        })
    }

    fn create(&mut self, name: Text, key: Option<&Key>) -> Result<Answer, Refused> {
        let name = name.means.unwrap_or_default();
        let key = key.and_then(|key| key.means.clone());
        let earlier = |l: &Lobby| key.is_some() && l.key == key && !l.gone;
        if let Some(lobby) = self.lobbies.iter().position(earlier)
            && self.lobby(Place::Lobby(lobby)).is_ok()
        {
            let host = self.lobbies[lobby].host;
            self.step(lobby, |model| model.attend(host));
            if self.persons[host].joined_as != name {
                return refused(422, "idempotency-key-reused");
            }
            return Ok(self.created(lobby));
        }
        let (lobby, host) = (self.lobbies.len(), self.persons.len());
        self.lobbies.push(Lobby {
            host,
            players: Vec::new(),
            round: 1,
            version: 1,
            changed: self.now,
            created: self.now,
            gone: false,
            locked: false,
            value: 0,
            active: None,
            queue: Vec::new(),
            key,
        });
        self.arrive(lobby, name, name.to_owned(), None);
        Ok(self.created(lobby))
    }

    fn join(&mut self, place: Place, name: Text, key: Option<&Key>) -> Result<Answer, Refused> {
        let lobby = self.lobby(place)?;
        let name = name.means.unwrap_or_default();
        let key = key.and_then(|key| key.means.clone());
        let players = self.lobbies[lobby].players.clone();
        let earlier = |who: &&usize| key.is_some() && self.persons[**who].key == key;
        if let Some(&who) = players.iter().find(earlier) {
            if self.persons[who].joined_as != name {
                return refused(422, "idempotency-key-reused");
            }
            self.member(lobby, Bearer::Person(who))?;
            self.step(lobby, |model| model.attend(who));
            return Ok(self.joined(lobby, who));
        }
        if self.roster(lobby).len() >= MAX_PLAYERS {
            return refused(409, "lobby-full");
        }
        let members = self.members(lobby);
        if members.len() >= MAX_SEATS {
            let clearable = |&&who: &&usize| {
                let person = &self.persons[who];
                person.presence == Presence::Absent && person.score == 0
            };
            let Some(&cleared) = members.iter().find(clearable) else {
                return refused(409, "lobby-full");
            };
            self.persons[cleared].presence = Presence::Out;
            self.persons[cleared].key = None;
        }
        let who = self.persons.len();
        self.step(lobby, |model| {
            let free = model.free_name(lobby, name, None);
            model.arrive(lobby, name, free, key);
            model.lobbies[lobby].players.push(who);
        });
        Ok(self.joined(lobby, who))
    }

    fn arrive(&mut self, lobby: usize, joined_as: &'static str, name: String, key: Option<String>) {
        self.persons.push(Person {
            seen: self.now,
            lobby,
            name,
            joined: self.now,
            joined_as,
            presence: Presence::Online,
            score: 0,
            key,
        });
    }

    pub fn free_name(&self, lobby: usize, wanted: &str, but: Option<usize>) -> String {
        let numbered = |number: usize| {
            let suffix = format!(" {number}");
            let cut: String = wanted.chars().take(32 - suffix.len()).collect();
            cut.trim_end().to_owned() + &suffix
        };
        let is_free = |name: &String| {
            let mut others = self.lobbies[lobby].players.iter();
            !others.any(|&other| {
                let person = &self.persons[other];
                Some(other) != but
                    && person.presence != Presence::Out
                    && look(&person.name) == look(name)
            })
        };
        let names = std::iter::once(wanted.to_owned()).chain((2..).map(numbered));
        names.into_iter().find(is_free).unwrap_or_default()
    }

    /// A buzz that nothing stands against is stored as it comes; whose presence else is due can wait.
    fn buzz_straight(&mut self, request: &Request, round: Option<i64>) -> Option<Answer> {
        let (Place::Lobby(lobby), Bearer::Person(who)) = (request.place, request.bearer) else {
            return None;
        };
        let roster = self.roster(lobby);
        let l = &self.lobbies[lobby];
        let stands = !l.gone
            && self.unseen(l.host) < HOST_GONE
            && !(self.persons[l.host].presence == Presence::Online && self.unseen(l.host) >= AWAY)
            && roster.contains(&who)
            && self.persons[who].presence == Presence::Online
            && self.unseen(who) < AWAY
            && roster.iter().all(|&other| {
                let is_online = self.persons[other].presence == Presence::Online;
                self.unseen(other) < if is_online { AWAY } else { ABSENT }
            })
            && !l.queue.iter().any(|(queued, _)| *queued == who);
        if !stands {
            return None;
        }
        let buzzed = self.step(lobby, |model| model.buzz(lobby, who, round));
        buzzed.ok().inspect(|_| self.attend(who))
    }

    fn buzz(&mut self, lobby: usize, who: usize, round: Option<i64>) -> Result<Answer, Refused> {
        let l = &mut self.lobbies[lobby];
        if who == l.host {
            return refused(403, "player-only");
        }
        l.guard(round)?;
        let earlier = l.queue.iter().position(|(queued, _)| *queued == who);
        if earlier.is_none() && l.locked {
            return refused(409, "locked");
        }
        if earlier.is_none() {
            l.queue.push((who, self.now));
        }
        let (status, version) = match earlier {
            Some(_) => ("already", l.version),
            None => ("ok", l.version + 1),
        };
        let position = earlier.map_or(l.queue.len(), |index| index + 1);
        let body = json!({
            "status": status, "position": position, "round": l.round, "version": version,
        });
        Ok(Answer::new(200, body))
    }
}

impl Lobby {
    pub fn guard(&self, round: Option<i64>) -> Result<(), Refused> {
        match round {
            Some(round) if round != self.round => refused(409, "round-changed"),
            _ => Ok(()),
        }
    }

    pub fn next_round(&mut self) {
        self.queue.clear();
        self.active = None;
        self.locked = false;
        self.round += 1;
    }
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
}

/// What the names of these games look like: letter case aside, and the one Cyrillic letter taken for the Latin one.
fn look(name: &str) -> String {
    name.replace('\u{410}', "A").to_lowercase()
}
