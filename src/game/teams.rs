//! Teams: the host's list of them, who is in which, and what they share.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::commands::host_only;
use super::settings::BuzzPer;
use super::{Event, Lobby, Outcome, PlayerName, Refusal, Role, ScoreEdit, TeamChoice};

#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    pub id: Uuid,
    pub name: PlayerName,
    pub colour: Colour,
    /// Its own: what its members earn is added to it, and who leaves takes nothing along.
    pub score: i64,
}

/// As in `#1a2B3c`; kept in small letters.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour(String);

impl Colour {
    pub const PATTERN: &str = "^#[0-9A-Fa-f]{6}$";

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a colour such as #1e90ff")]
pub struct ColourError;

impl FromStr for Colour {
    type Err = ColourError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.strip_prefix('#').ok_or(ColourError)?;
        let is_colour = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        is_colour
            .then(|| Self(text.to_ascii_lowercase()))
            .ok_or(ColourError)
    }
}

impl TryFrom<String> for Colour {
    type Error = ColourError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.0
    }
}

/// A team as the host wants it.
#[derive(Clone, Debug)]
pub struct TeamEdit {
    /// Of a team that is there, and keeps score and members; none is in a list twice. Without it a team of the same name is
    /// kept, so that a list that comes twice makes no team twice.
    pub id: Option<Uuid>,
    pub name: PlayerName,
    pub colour: Colour,
    /// For a team that is new.
    pub new_id: Uuid,
}

impl Lobby {
    /// Teams in a lobby, at most.
    pub const MOST_TEAMS: usize = 50;

    pub fn team(&self, id: Uuid) -> Option<&Team> {
        self.teams.iter().find(|team| team.id == id)
    }

    pub(super) fn team_of(&self, player: Uuid) -> Option<&Team> {
        self.team(self.member(player)?.team?)
    }

    /// Whether the members of a team share one place in the queue.
    pub fn buzzes_by_team(&self) -> bool {
        self.settings.buzz_per == BuzzPer::Team
    }

    /// The teams that have a place in the queue, where teams share one.
    pub fn queued_teams(&self) -> Vec<Uuid> {
        if !self.buzzes_by_team() || self.teams.is_empty() {
            return Vec::new();
        }
        let standings = self.standings();
        let queued = self.queue.iter().map(|buzz| buzz.player);
        queued
            .filter_map(|player| standings.member(self, player)?.team)
            .collect()
    }

    pub(super) fn decide_teams(&self, by: Role, wanted: &[TeamEdit]) -> Outcome<Vec<Event>> {
        host_only(by)?;
        let kept = |id: Option<Uuid>, name: &PlayerName| match id {
            Some(id) => self.team(id).map(Some).ok_or(Refusal::TeamNotFound),
            None => Ok(self.teams.iter().find(|team| {
                let is_named = wanted.iter().any(|other| other.id == Some(team.id));
                team.name == *name && !is_named
            })),
        };
        let mut teams: Vec<Team> = Vec::with_capacity(wanted.len());
        for edit in wanted {
            // With its number, if it gets one: by that the team is known when the list comes again.
            let others = teams.iter().map(|team| &team.name);
            let name = edit.name.numbered_unless_free(others);
            let kept = kept(edit.id, &name)?;
            teams.push(Team {
                id: kept.map_or(edit.new_id, |team| team.id),
                name,
                colour: edit.colour.clone(),
                score: kept.map_or(0, |team| team.score),
            });
        }
        Ok(if teams == self.teams {
            Vec::new()
        } else {
            vec![Event::TeamsSet(teams)]
        })
    }

    pub(super) fn decide_team_score(
        &self,
        by: Role,
        team: Uuid,
        edit: Option<ScoreEdit>,
    ) -> Outcome<Vec<Event>> {
        host_only(by)?;
        let team = self.team(team).ok_or(Refusal::TeamNotFound)?;
        let score = edit.map_or(team.score, |edit| edit.applied_to(team.score));
        Ok(if score == team.score {
            Vec::new()
        } else {
            let team = team.id;
            vec![Event::TeamRescored { team, score }]
        })
    }

    /// Whether this person may put a player into that team, or out of all.
    pub(super) fn guard_team(&self, by: Role, team: Option<Uuid>) -> Outcome<()> {
        if self.settings.team_choice == TeamChoice::Host {
            host_only(by)?;
        }
        match team {
            Some(id) if self.team(id).is_none() => Err(Refusal::TeamNotFound),
            _ => Ok(()),
        }
    }

    pub(super) fn set_teams(&mut self, teams: &[Team]) {
        self.teams = teams.to_vec();
        for player in &mut self.players {
            let is_there = |id: &Uuid| teams.iter().any(|team| team.id == *id);
            player.team = player.team.filter(is_there);
        }
    }

    /// A place that is shared belongs to the team it was won for.
    pub(super) fn change_team(&mut self, player: Uuid, team: Option<Uuid>) {
        if self.buzzes_by_team() {
            self.unqueue(player);
        }
        self.change(player, |player| player.team = team);
    }

    /// Of each team the first place, or that of the player who has the word: the others are gone.
    pub(super) fn share_places(&mut self) {
        if !self.buzzes_by_team() {
            return;
        }
        let standings = self.standings();
        let team_of = |id: Uuid| standings.member(self, id).and_then(|player| player.team);
        let active = self.active_player;
        let mut seen: Vec<Uuid> = active.and_then(team_of).into_iter().collect();
        let mut kept = Vec::new();
        for buzz in &self.queue {
            match team_of(buzz.player) {
                _ if active == Some(buzz.player) => kept.push(*buzz),
                Some(team) if seen.contains(&team) => {}
                Some(team) => {
                    seen.push(team);
                    kept.push(*buzz);
                }
                None => kept.push(*buzz),
            }
        }
        self.queue = kept;
    }

    pub(super) fn set_team_score(&mut self, id: Uuid, score: i64) {
        if let Some(team) = self.teams.iter_mut().find(|team| team.id == id) {
            team.score = score;
        }
    }
}
