//! How lobbies are opened and joined.

use super::request::{Bearer, Key, Place, Team, Text};
use super::rules::{Answer, Lobby, MAX_PLAYERS, Model, Person, Presence, Refused, refused};
use super::settings::{DEFAULT, Rules};

/// Those of the absent included.
const MAX_SEATS: usize = 2 * MAX_PLAYERS;

impl Model {
    pub fn create(
        &mut self,
        name: Text,
        settings: &Rules,
        key: Option<&Key>,
    ) -> Result<Answer, Refused> {
        let settings = DEFAULT.with(settings);
        let name = name.means.unwrap_or_default();
        let key = key.and_then(|key| key.means.clone());
        let earlier = |l: &Lobby| key.is_some() && l.key == key && !l.gone;
        if let Some(lobby) = self.lobbies.iter().position(earlier)
            && self.lobby(Place::Lobby(lobby)).is_ok()
        {
            let host = self.lobbies[lobby].host;
            self.step(lobby, |model| model.attend(host));
            let opened_with = &self.lobbies[lobby].opened_with;
            if self.persons[host].joined_as != name || *opened_with != settings {
                return refused(422, "idempotency-key-reused");
            }
            return Ok(self.created(lobby));
        }
        let (lobby, host) = (self.lobbies.len(), self.persons.len());
        self.lobbies.push(Lobby {
            host,
            players: Vec::new(),
            version: 1,
            changed: self.now,
            created: self.now,
            gone: false,
            key,
            opened_with: settings,
            settings,
            value: 0,
            question: 0,
            round: 0,
            locked: false,
            locks_at: None,
            word: None,
            queue: Vec::new(),
            wrong: Vec::new(),
            wrong_teams: Vec::new(),
            bars: Vec::new(),
            finished: false,
            teams: Vec::new(),
            links: Vec::new(),
            moves: Vec::new(),
        });
        self.lobbies[lobby].next_question(self.now);
        self.arrive(lobby, name, name.to_owned(), None, None);
        Ok(self.created(lobby))
    }

    pub fn join(
        &mut self,
        place: Place,
        name: Text,
        team: Option<Team>,
        key: Option<&Key>,
    ) -> Result<Answer, Refused> {
        let lobby = self.lobby(place)?;
        let name = name.means.unwrap_or_default();
        let key = key.and_then(|key| key.means.clone());
        let players = self.lobbies[lobby].players.clone();
        let earlier = |who: &&usize| key.is_some() && self.persons[**who].key == key;
        if let Some(&who) = players.iter().find(earlier) {
            if self.persons[who].joined_as != name || self.persons[who].joined_team != team {
                return refused(422, "idempotency-key-reused");
            }
            self.member(lobby, Bearer::Person(who))?;
            self.step(lobby, |model| model.attend(who));
            return Ok(self.joined(lobby, who));
        }
        if self.lobbies[lobby].settings.doors == "closed" {
            return refused(409, "doors-closed");
        }
        let in_team = match team {
            Some(team) => {
                let who = self.persons.len(); // nobody yet
                Some(self.may_choose(lobby, who, team)?)
            }
            None => None,
        };
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
            model.arrive(lobby, name, free, key, team);
            model.persons[who].team = in_team;
            model.lobbies[lobby].players.push(who);
        });
        Ok(self.joined(lobby, who))
    }

    pub fn arrive(
        &mut self,
        lobby: usize,
        joined_as: &'static str,
        name: String,
        key: Option<String>,
        joined_team: Option<Team>,
    ) {
        self.persons.push(Person {
            seen: self.now,
            lobby,
            name,
            joined: self.now,
            joined_as,
            presence: Presence::Online,
            score: 0,
            team: None,
            joined_team,
            phone: Some(self.persons.len()),
            link: None,
            key,
        });
    }

    pub fn free_name(&self, lobby: usize, wanted: &str, but: Option<usize>) -> String {
        let others = self.lobbies[lobby]
            .players
            .iter()
            .filter(|&&other| Some(other) != but && self.persons[other].presence != Presence::Out);
        let others: Vec<_> = others.map(|&other| &*self.persons[other].name).collect();
        free_among(&others, wanted)
    }
}

/// With a number, where another looks like it.
pub fn free_among(others: &[&str], wanted: &str) -> String {
    let numbered = |number: usize| {
        let suffix = format!(" {number}");
        let cut: String = wanted.chars().take(32 - suffix.len()).collect();
        cut.trim_end().to_owned() + &suffix
    };
    let is_free = |name: &String| !others.iter().any(|other| look(other) == look(name));
    let names = std::iter::once(wanted.to_owned()).chain((2..).map(numbered));
    names.into_iter().find(is_free).unwrap_or_default()
}

/// What the names of these games look like: letter case aside, and the one Cyrillic letter taken for the Latin one.
fn look(name: &str) -> String {
    name.replace('\u{410}', "A").to_lowercase()
}
