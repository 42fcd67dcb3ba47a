//! Links: further tokens, whom they let in, and when they no longer do.

use serde_json::{Value, json};

use super::moves::Done;
use super::request::{Key, Text, Who};
use super::rules::{Answer, Location, Model, Person, Presence, Refused, refused};

/// Of somebody who came by one.
#[derive(Clone, Copy)]
pub struct Link {
    pub role: &'static str,
    /// Whose seat it leads to.
    pub player: Option<usize>,
    pub is_revoked: bool,
}

impl Model {
    /// Who somebody with this token is, if anybody.
    pub fn bearer(&self, lobby: usize, who: usize) -> Option<usize> {
        let is_seated = |player: usize| {
            let person = &self.persons[player];
            person.presence != Presence::Out && person.phone == Some(who)
        };
        match self.persons[who].link {
            None => Some(who).filter(|&who| is_seated(who)),
            Some(link) if link.is_revoked => None,
            Some(Link {
                player: Some(player),
                ..
            }) => Some(player).filter(|&player| is_seated(player)),
            Some(link) if link.role == "host" => Some(self.lobbies[lobby].host),
            Some(_) => Some(who),
        }
    }

    pub fn make_link(
        &mut self,
        lobby: usize,
        role: &'static str,
        player: Option<Who>,
        label: Option<Text>,
        key: Option<&Key>,
    ) -> Result<Done, Refused> {
        let player = player.map(|player| match player {
            Who::Person(player) => player,
            _ => usize::MAX,
        });
        let label = match (label, role) {
            (Some(label), _) => label.means.unwrap_or_default(),
            (None, "host") => "Host",
            (None, "screen") => "Screen",
            (None, _) => "Seat",
        };
        let key = key.and_then(|key| key.means.clone());
        let made = self.lobbies[lobby].links.clone();
        let mut earlier = made.iter();
        let earlier = earlier.find(|&&link| key.is_some() && self.persons[link].key == key);
        if let Some(&link) = earlier {
            let first = &self.persons[link];
            let is_same = first
                .link
                .is_some_and(|l| l.role == role && l.player == player);
            return if !is_same || first.joined_as != label {
                refused(422, "idempotency-key-reused")
            } else if first.link.is_some_and(|link| link.is_revoked) {
                refused(404, "link-not-found")
            } else {
                Ok(Done::Linked(link))
            };
        }
        if let Some(player) = player
            && !self.members(lobby).contains(&player)
        {
            return refused(404, "player-not-found");
        }
        let link = self.persons.len();
        self.arrive(lobby, label, label.to_owned(), key, None);
        self.persons[link].link = Some(Link {
            role,
            player,
            is_revoked: false,
        });
        self.lobbies[lobby].links.push(link);
        let Some(player) = player else {
            return Ok(Done::Linked(link));
        };
        for &other in &made {
            if let Some(other) = &mut self.persons[other].link {
                other.is_revoked |= other.player == Some(player);
            }
        }
        self.persons[player].phone = Some(link);
        Ok(Done::HandedOn(Some(link)))
    }

    pub fn revoke(&mut self, lobby: usize, link: Option<usize>) -> Result<Done, Refused> {
        let link = link.filter(|link| self.good_links(lobby).contains(link));
        let Some(link) = link else {
            return refused(404, "link-not-found");
        };
        let mut player = None;
        if let Some(link) = &mut self.persons[link].link {
            link.is_revoked = true;
            player = link.player;
        }
        if let Some(player) = player {
            self.persons[player].phone = None;
        }
        Ok(Done::HandedOn(None))
    }

    fn good_links(&self, lobby: usize) -> Vec<usize> {
        let links = self.lobbies[lobby].links.iter().copied();
        let is_good = |link: &usize| {
            let members = self.members(lobby);
            self.persons[*link].link.is_some_and(|link| {
                let is_there = |player| members.contains(&player);
                !link.is_revoked && link.player.is_none_or(is_there)
            })
        };
        links.filter(is_good).collect()
    }

    /// Whose token it was sees that it is no longer: a step, whatever else is seen.
    pub fn hand_on(&mut self, lobby: usize, before: i64) {
        let l = &mut self.lobbies[lobby];
        l.version = before + 1;
        l.changed = self.now;
    }

    fn shown(&self, link: usize) -> Value {
        let person: &Person = &self.persons[link];
        let made = person.link.map(|link| (link.role, link.player));
        json!({
            "id": format!("id-{link}"),
            "role": made.map(|(role, _)| role),
            "label": person.joined_as,
            "player_id": made.and_then(|(_, player)| Some(format!("id-{}", player?))),
            "created_at": person.joined,
        })
    }

    pub fn made(&self, lobby: usize, link: usize) -> Answer {
        let mut body = self.shown(link);
        body["token"] = format!("token-{link}").into();
        Answer {
            location: Some(Location::Link(lobby, link)),
            ..Answer::new(201, body)
        }
    }

    pub fn listed(&self, lobby: usize) -> Answer {
        let links = self.good_links(lobby);
        let links: Vec<_> = links.into_iter().map(|link| self.shown(link)).collect();
        Answer::new(200, json!({ "links": links }))
    }
}
