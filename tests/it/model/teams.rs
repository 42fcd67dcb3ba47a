//! Teams: the host's list, who is in which, and what a team shares.

use super::entering::free_among;
use super::request::{self, Wanted};
use super::rules::{Model, Refused, refused};

#[derive(Clone, PartialEq)]
pub struct Team {
    pub number: usize,
    pub name: String,
    pub colour: String,
    pub score: i64,
}

impl Model {
    pub fn set_teams(&mut self, lobby: usize, wanted: &[Wanted]) -> Result<(), Refused> {
        let old = self.lobbies[lobby].teams.clone();
        let is_named = |number: usize| {
            let mut wanted = wanted.iter();
            wanted.any(|other| other.id == Some(request::Team::Number(number)))
        };
        let mut teams: Vec<Team> = Vec::new();
        let mut newest = self.teams;
        for team in wanted {
            let others: Vec<_> = teams.iter().map(|team| &*team.name).collect();
            let name = free_among(&others, team.name.means.unwrap_or_default());
            let kept = match team.id {
                Some(id) => Some(&old[self.team(lobby, id)?]),
                None => {
                    let mut old = old.iter();
                    old.find(|old| old.name == name && !is_named(old.number))
                }
            };
            newest += usize::from(kept.is_none());
            teams.push(Team {
                number: kept.map_or(newest - 1, |kept| kept.number),
                name,
                colour: team.colour.to_lowercase(),
                score: kept.map_or(0, |kept| kept.score),
            });
        }
        self.teams = newest;
        for &who in &self.lobbies[lobby].players {
            let is_there = |number: &usize| teams.iter().any(|team| team.number == *number);
            let person = &mut self.persons[who];
            person.team = person.team.filter(is_there);
        }
        self.lobbies[lobby].teams = teams;
        Ok(())
    }

    /// Where in the list it is.
    pub fn team(&self, lobby: usize, team: request::Team) -> Result<usize, Refused> {
        let mut teams = self.lobbies[lobby].teams.iter();
        let index = match team {
            request::Team::Number(number) => teams.position(|team| team.number == number),
            request::Team::Unknown => None,
        };
        index.map_or_else(|| refused(404, "team-not-found"), Ok)
    }

    /// The team that this person may put a player into.
    pub fn may_choose(
        &self,
        lobby: usize,
        who: usize,
        team: request::Team,
    ) -> Result<usize, Refused> {
        self.chooses(lobby, who)?;
        let index = self.team(lobby, team)?;
        Ok(self.lobbies[lobby].teams[index].number)
    }

    pub fn chooses(&self, lobby: usize, who: usize) -> Result<(), Refused> {
        let l = &self.lobbies[lobby];
        if l.settings.team_choice == "host" && l.host != who {
            return refused(403, "host-only");
        }
        Ok(())
    }

    pub fn change_team(&mut self, lobby: usize, who: usize, team: Option<usize>) {
        if self.persons[who].team == team {
            return;
        }
        if self.shares(lobby) {
            self.lobbies[lobby].give_up(who);
        }
        self.persons[who].team = team;
    }

    pub fn shares(&self, lobby: usize) -> bool {
        self.lobbies[lobby].settings.buzz_per == "team"
    }

    /// The team with which this player shares a place.
    fn shared(&self, lobby: usize, who: usize) -> Option<usize> {
        self.persons[who].team.filter(|_| self.shares(lobby))
    }

    pub fn is_out(&self, lobby: usize, who: usize) -> bool {
        let l = &self.lobbies[lobby];
        let team = self.shared(lobby, who);
        l.wrong.contains(&who) || team.is_some_and(|team| l.wrong_teams.contains(&team))
    }

    /// In the queue, from 1: one's own, or the first of the team.
    pub fn place(&self, lobby: usize, who: usize) -> Option<usize> {
        let l = &self.lobbies[lobby];
        let own = l.own_place(who);
        let mates = || {
            let team = self.shared(lobby, who)?;
            let is_mate = |(queued, _): &(usize, i64)| self.persons[*queued].team == Some(team);
            l.queue.iter().position(is_mate).map(|index| index + 1)
        };
        own.or_else(mates)
    }

    /// Of each team one place is left: that of the active player, or the first.
    pub fn share_places(&mut self, lobby: usize) {
        if !self.shares(lobby) {
            return;
        }
        let l = &self.lobbies[lobby];
        let active = l.word.map(|word| word.player);
        let mut has_one: Vec<usize> = Vec::new();
        has_one.extend(active.and_then(|who| self.persons[who].team));
        let mut left = Vec::new();
        for &(who, at) in &l.queue {
            let team = self.persons[who].team;
            let is_second = team.is_some_and(|team| has_one.contains(&team));
            if !is_second || active == Some(who) {
                has_one.extend(team);
                left.push((who, at));
            }
        }
        self.lobbies[lobby].queue = left;
    }
}
