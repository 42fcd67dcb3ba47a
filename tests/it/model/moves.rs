//! What host and players do once they are let in.

use super::request::{Call, Tag, Who};
use super::rules::{Model, Presence, Refused, refused};

/// What a move has come to; where a lobby belongs into the answer, it is the one after the move.
pub enum Done {
    Changed,
    /// Something that can be taken back.
    Moved(&'static str),
    Looked(Option<Tag>),
    /// A link is there, and nobody else sees it.
    Linked(usize),
    /// A token is another's, or nobody's any more. With the link that was made.
    HandedOn(Option<usize>),
    Listed,
    Removed {
        is_kick: bool,
    },
}

impl Model {
    /// A move of somebody who is in the lobby.
    pub fn act(&mut self, lobby: usize, who: usize, call: &Call) -> Result<Done, Refused> {
        match call {
            Call::Get { tag } => return Ok(Done::Looked(*tag)),
            Call::Edit {
                player,
                name,
                team,
                score,
                add,
            } => {
                let player = self.target(lobby, who, *player)?;
                if score.is_some() || add.is_some() {
                    self.host_only(lobby, who)?;
                }
                match *team {
                    Some(Some(team)) => {
                        let team = self.may_choose(lobby, who, team)?;
                        self.change_team(lobby, player, Some(team));
                    }
                    Some(None) => {
                        self.chooses(lobby, who)?;
                        self.change_team(lobby, player, None);
                    }
                    None => {}
                }
                if let Some(name) = name.and_then(|name| name.means) {
                    self.persons[player].name = self.free_name(lobby, name, Some(player));
                }
                let person = &mut self.persons[player];
                let before = person.score;
                person.score = score.unwrap_or(before) + add.unwrap_or(0);
                return Ok(if person.score == before {
                    Done::Changed
                } else {
                    Done::Moved("score")
                });
            }
            Call::Remove { player } => {
                let player = self.target(lobby, who, *player)?;
                self.leave(player, Presence::Out);
                return Ok(Done::Removed {
                    is_kick: player != who,
                });
            }
            _ => self.host_only(lobby, who)?,
        }
        let now = self.now;
        let l = &mut self.lobbies[lobby];
        match call {
            Call::Set(change) => {
                if change.locked.is_some() || change.points.is_some() {
                    l.goes_on()?;
                }
                let settings = l.settings;
                l.set(change, now);
                if l.settings != settings {
                    self.share_places(lobby);
                }
            }
            Call::SetTeams(wanted) => self.set_teams(lobby, wanted)?,
            Call::EditTeam { team, score, add } => {
                let index = self.team(lobby, *team)?;
                let team = &mut self.lobbies[lobby].teams[index];
                let before = team.score;
                team.score = score.unwrap_or(before) + add.unwrap_or(0);
                if team.score != before {
                    return Ok(Done::Moved("score"));
                }
            }
            Call::Confirm { player, round } => {
                l.guard(*round)?;
                l.goes_on()?;
                let player = self.player(lobby, *player)?;
                if self.confirm(lobby, player)? {
                    return Ok(Done::Moved("confirm"));
                }
            }
            Call::Resolve { verdict, round } => {
                l.guard(*round)?;
                l.goes_on()?;
                self.resolve(lobby, verdict)?;
                return Ok(Done::Moved("resolve"));
            }
            Call::Reset { round } => {
                l.guard(*round)?;
                l.goes_on()?;
                l.next_question(now);
                return Ok(Done::Moved("reset"));
            }
            Call::Finish if l.finished => {}
            Call::Finish => {
                l.finish();
                return Ok(Done::Moved("finish"));
            }
            Call::Restart { round } => {
                l.guard(*round)?;
                self.restart(lobby);
                return Ok(Done::Moved("restart"));
            }
            Call::Undo { event } => self.undo(lobby, *event)?,
            Call::MakeLink {
                role,
                player,
                label,
                key,
            } => return self.make_link(lobby, role, *player, *label, key.as_ref()),
            Call::Links => return Ok(Done::Listed),
            Call::Revoke { link } => return self.revoke(lobby, *link),
            Call::Close => {
                l.gone = true;
                return Ok(Done::Removed { is_kick: false });
            }
            Call::Create { .. }
            | Call::Join { .. }
            | Call::Preview
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
            Who::Me if is_host || self.persons[who].link.is_some() => refused(403, "player-only"),
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
}
