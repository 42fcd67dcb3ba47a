//! What host and players do once they are let in, and what is refused before anybody looks who asks.

use super::request::{Call, Tag, Who};
use super::rules::{Model, Presence, Refused, invalid, refused};

/// What a move has come to; where a lobby belongs into the answer, it is the one after the move.
pub enum Done {
    Changed,
    Looked(Option<Tag>),
    Removed,
}

/// What a request must look like, whoever sends it.
pub fn check_form(call: &Call) -> Result<(), Refused> {
    match call {
        Call::Create { name, key } | Call::Join { name, key } => {
            if key.as_ref().is_some_and(|key| key.means.is_none()) {
                return invalid("Idempotency-Key");
            }
            let field = match call {
                Call::Create { .. } => "host_name",
                _ => "name",
            };
            name.means.map_or_else(|| invalid(field), |_| Ok(()))
        }
        Call::Set { locked, points } => match (locked, points) {
            (Some(Err(())), _) => invalid("locked"),
            (_, Some(points)) if !(0..=10_000).contains(points) => invalid("question_value"),
            _ => Ok(()),
        },
        Call::Confirm {
            player: Who::Me | Who::Malformed,
            ..
        } => invalid("player_id"),
        Call::Resolve { action, .. } if !["plus", "minus", "skip"].contains(action) => {
            invalid("action")
        }
        Call::Resolve {
            points: Some(points),
            ..
        } if !(0..=10_000).contains(points) => invalid("points"),
        Call::Edit { player, .. } | Call::Remove { player } if *player == Who::Malformed => {
            refused(404, "player-not-found")
        }
        Call::Edit {
            name, score, add, ..
        } => {
            // In the order in which they are sent.
            let is_too_much = |points: &Option<i64>| points.is_some_and(|p| p.abs() > 1_000_000);
            if is_too_much(add) {
                return invalid("add");
            }
            if name.is_some_and(|name| name.means.is_none()) {
                return invalid("name");
            }
            if is_too_much(score) {
                return invalid("score");
            }
            match (score, add) {
                (Some(_), Some(_)) => invalid("add"),
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}

impl Model {
    /// A move of somebody who is in the lobby.
    pub fn act(&mut self, lobby: usize, who: usize, call: &Call) -> Result<Done, Refused> {
        match call {
            Call::Get { tag } => return Ok(Done::Looked(*tag)),
            Call::Edit {
                player,
                name,
                score,
                add,
            } => {
                let player = self.target(lobby, who, *player)?;
                self.on_roster(lobby, player)?;
                if score.is_some() || add.is_some() {
                    self.host_only(lobby, who)?;
                }
                if let Some(name) = name.and_then(|name| name.means) {
                    self.persons[player].name = self.free_name(lobby, name, Some(player));
                }
                let person = &mut self.persons[player];
                person.score = score.unwrap_or(person.score) + add.unwrap_or(0);
                return Ok(Done::Changed);
            }
            Call::Remove { player } => {
                let player = self.target(lobby, who, *player)?;
                self.leave(player, Presence::Out);
                return Ok(Done::Removed);
            }
            _ => self.host_only(lobby, who)?,
        }
        let l = &mut self.lobbies[lobby];
        match *call {
            Call::Set { locked, points } => {
                l.locked = locked.and_then(Result::ok).unwrap_or(l.locked);
                l.value = points.unwrap_or(l.value);
            }
            Call::Confirm { player, round } => {
                l.guard(round)?;
                let player = self.player(lobby, player)?;
                self.on_roster(lobby, player)?;
                let l = &mut self.lobbies[lobby];
                if !l.queue.iter().any(|(queued, _)| *queued == player) {
                    return refused(409, "player-not-in-queue");
                }
                l.active = Some(player);
                l.locked = true;
            }
            Call::Resolve {
                action,
                points,
                round,
            } => {
                l.guard(round)?;
                let Some(player) = l.active else {
                    return refused(409, "no-active-player");
                };
                let sign = match action {
                    "plus" => 1,
                    "minus" => -1,
                    _ => 0,
                };
                self.persons[player].score += sign * points.unwrap_or(l.value);
                l.next_round();
            }
            Call::Reset { round } => {
                l.guard(round)?;
                l.next_round();
            }
            Call::Close => {
                l.gone = true;
                return Ok(Done::Removed);
            }
            Call::Create { .. }
            | Call::Join { .. }
            | Call::Get { .. }
            | Call::Buzz { .. }
            | Call::Edit { .. }
            | Call::Remove { .. } => {}
        }
        Ok(Done::Changed)
    }

    fn host_only(&self, lobby: usize, who: usize) -> Result<(), Refused> {
        if self.lobbies[lobby].host == who {
            Ok(())
        } else {
            refused(403, "host-only")
        }
    }

    /// The player whom `who` may touch.
    fn target(&self, lobby: usize, who: usize, player: Who) -> Result<usize, Refused> {
        let is_host = self.lobbies[lobby].host == who;
        match player {
            Who::Me if is_host => refused(403, "player-only"),
            Who::Me => Ok(who),
            Who::Person(player) if player == who && !is_host => Ok(who),
            _ if !is_host => refused(403, "host-only"),
            player => self.player(lobby, player),
        }
    }

    /// On the roster or absent.
    fn player(&self, lobby: usize, player: Who) -> Result<usize, Refused> {
        match player {
            Who::Person(player) if self.members(lobby).contains(&player) => Ok(player),
            _ => refused(404, "player-not-found"),
        }
    }

    fn on_roster(&self, lobby: usize, player: usize) -> Result<(), Refused> {
        if self.roster(lobby).contains(&player) {
            Ok(())
        } else {
            refused(404, "player-not-found")
        }
    }
}
