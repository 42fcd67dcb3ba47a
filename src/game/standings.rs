//! How it stands with each member of a lobby, reckoned in one pass for all of them: what is asked of many must not take a
//! search for each.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use uuid::Uuid;

use super::{Lobby, Place, Player};

/// How it stands with one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Where the member is among the lobby's players.
    index: usize,
    /// In the queue, from 1: the member's own, or the team's where places are shared.
    pub position: Option<usize>,
    /// The member, or where places are shared the team, has answered wrong, and waits for the next question.
    pub is_out: bool,
    /// Until when the member may not buzz for having buzzed too early in this question, be it over or not.
    pub barred_until: Option<Timestamp>,
}

/// Of one state of a lobby.
#[derive(Debug)]
pub struct Standings(HashMap<Uuid, Standing>);

impl Standings {
    pub fn of(&self, id: Uuid) -> Option<Standing> {
        self.0.get(&id).copied()
    }

    /// The member, in the lobby that these are of.
    pub fn member<'a>(&self, lobby: &'a Lobby, id: Uuid) -> Option<&'a Player> {
        lobby.players.get(self.of(id)?.index)
    }
}

impl Lobby {
    pub fn standings(&self) -> Standings {
        let wrong: HashSet<Uuid> = self.wrong.iter().copied().collect();
        let bars = self.false_starts.iter().rev();
        let bars: HashMap<_, _> = bars.map(|early| (early.player, early.until)).collect();
        // From the last to the first, so that of two places the first one counts.
        let queued = self.queue.iter().enumerate().rev();
        let places: HashMap<_, _> = queued
            .map(|(index, buzz)| (buzz.player, index + 1))
            .collect();
        let mut standings = HashMap::with_capacity(self.players.len());
        let mut places_of_teams = HashMap::new();
        for (index, player) in self.players.iter().enumerate() {
            if !player.is_member() {
                continue;
            }
            let team = player.team.filter(|_| self.buzzes_by_team());
            let position = places.get(&player.id).copied();
            if let (Some(team), Some(position)) = (team, position) {
                let first = places_of_teams.entry(team).or_insert(position);
                *first = position.min(*first);
            }
            let standing = Standing {
                index,
                position,
                is_out: wrong.contains(&player.id) || team.is_some_and(|id| wrong.contains(&id)),
                barred_until: bars.get(&player.id).copied(),
            };
            standings.insert(player.id, standing);
        }
        for standing in standings
            .values_mut()
            .filter(|_| !places_of_teams.is_empty())
        {
            let team = self.players[standing.index].team;
            let of_team = team.and_then(|team| places_of_teams.get(&team));
            standing.position = standing.position.or(of_team.copied());
        }
        Standings(standings)
    }

    /// How it stands with one member. Where many are asked about, [`Lobby::standings`] takes as long for all of them.
    pub(super) fn standing(&self, id: Uuid) -> Option<Standing> {
        self.standings().of(id)
    }

    /// How it stands with a place in the queue.
    pub fn place(&self, id: Uuid, standings: &Standings) -> Place {
        if self.active_player == Some(id) {
            Place::Answering
        } else if standings.of(id).is_some_and(|standing| standing.is_out) {
            Place::Wrong
        } else {
            Place::Waiting
        }
    }
}
