//! A sequence being played: tells from the operations what is asked of whom.

use super::operations::{
    By, Due, Key, Move, NAMES, Name, Operation as Op, Round, Table, Tag, Team, Who,
};
use super::request::{self, Bearer, Call, Place, Request, Text};
use super::rules::{Location, Model};
use super::time::{ABSENT, AWAY, EMPTY_GONE, HOST_GONE, SIGN_OF_LIFE};

#[derive(Default)]
pub struct Game {
    pub model: Model,
    /// Lobbies opened at the two tables, the last one open still.
    tables: [Vec<usize>; 2],
    /// Keeps its idempotency keys apart from those of other sequences.
    prefix: String,
}

pub enum Turn {
    /// Milliseconds.
    Pass(i64),
    Sweep,
    Ask(Request),
}

impl Game {
    pub fn new() -> Self {
        Self {
            prefix: uuid::Uuid::new_v4().to_string(),
            ..Self::default()
        }
    }

    pub fn turn(&self, operation: Op) -> Turn {
        let (table, by, call) = match operation {
            Op::Pass(milliseconds) => return Turn::Pass(milliseconds),
            Op::PassUntil(table, due, by) => {
                let due = self.due(table, due).unwrap_or(self.model.now);
                return Turn::Pass((due + by - self.model.now).max(0));
            }
            Op::Sweep => return Turn::Sweep,
            Op::Create(table, name, settings, key) => {
                let (name, key) = (text(name), self.key(key));
                let create = Call::Create {
                    name,
                    settings,
                    key,
                };
                (table, By::Nobody, create)
            }
            Op::Join(table, name, key, team) => {
                let (name, key) = (text(name), self.key(key));
                let team = team.map(|team| self.team(table, team));
                (table, By::Nobody, Call::Join { name, key, team })
            }
            Op::SetTeams(table, by, wanted) => {
                let wanted = wanted.iter().flatten().map(|team| request::Wanted {
                    id: team.id.map(|id| self.team(table, id)),
                    name: text(team.name),
                    colour: team.colour,
                });
                (table, by, Call::SetTeams(wanted.collect()))
            }
            Op::EditTeam(table, by, team, [score, add]) => {
                let team = self.team(table, team);
                (table, by, Call::EditTeam { team, score, add })
            }
            Op::Preview(table) => (table, By::Nobody, Call::Preview),
            Op::Get(table, by, tag) => {
                let tag = self.tag(table, by, tag);
                (table, by, Call::Get { tag })
            }
            Op::Buzz(table, by, round) => {
                let round = self.round(table, round);
                (table, by, Call::Buzz { round })
            }
            Op::Set(table, by, change) => (table, by, Call::Set(change)),
            Op::Confirm(table, by, who, round) => {
                let (player, round) = (self.who(table, who), self.round(table, round));
                (table, by, Call::Confirm { player, round })
            }
            Op::Resolve(table, by, verdict, round) => {
                let round = self.round(table, round);
                (table, by, Call::Resolve { verdict, round })
            }
            Op::Reset(table, by, round) => {
                let round = self.round(table, round);
                (table, by, Call::Reset { round })
            }
            Op::Finish(table, by) => (table, by, Call::Finish),
            Op::Restart(table, by, round) => {
                let round = self.round(table, round);
                (table, by, Call::Restart { round })
            }
            Op::Undo(table, by, which) => {
                let event = self.event(table, which);
                (table, by, Call::Undo { event })
            }
            Op::Edit(table, by, who, name, team, [score, add]) => {
                let (player, name) = (self.who(table, who), name.map(text));
                let team = team.map(|team| team.map(|team| self.team(table, team)));
                (
                    table,
                    by,
                    Call::Edit {
                        player,
                        name,
                        team,
                        score,
                        add,
                    },
                )
            }
            Op::Remove(table, by, who) => {
                let player = self.who(table, who);
                (table, by, Call::Remove { player })
            }
            Op::MakeLink(table, by, role, player, label, key) => {
                let player = player.map(|player| self.who(table, player));
                let (label, key) = (label.map(text), self.key(key));
                (
                    table,
                    by,
                    Call::MakeLink {
                        role,
                        player,
                        label,
                        key,
                    },
                )
            }
            Op::Links(table, by) => (table, by, Call::Links),
            Op::Revoke(table, by, number) => {
                let link = number.and_then(|number| self.link(self.lobby(table), number));
                (table, by, Call::Revoke { link })
            }
            Op::Close(table, by) => (table, by, Call::Close),
        };
        let (place, bearer) = (self.place(table), self.bearer(table, by));
        Turn::Ask(Request {
            place,
            bearer,
            call,
        })
    }

    /// Whoever creates a lobby at a table, or finds the one created before, sits down there.
    pub fn sit_down(&mut self, operation: Op, location: Option<Location>) {
        if let (Op::Create(table, ..), Some(Location::Lobby(lobby))) = (operation, location)
            && let Some(index) = seat_of(table)
        {
            self.tables[index].push(lobby);
        }
    }

    fn lobby(&self, table: Table) -> Option<usize> {
        self.tables[seat_of(table)?].last().copied()
    }

    fn other(&self, table: Table) -> Option<usize> {
        match table {
            Table::One => self.lobby(Table::Two),
            _ => self.lobby(Table::One),
        }
    }

    fn place(&self, table: Table) -> Place {
        match (table, self.lobby(table)) {
            (Table::Impossible, _) => Place::Impossible,
            (_, Some(lobby)) => Place::Lobby(lobby),
            (_, None) => Place::Unused,
        }
    }

    fn player(&self, lobby: Option<usize>, number: usize) -> Option<usize> {
        let players = &self.model.lobbies[lobby?].players;
        players.get(number % players.len().max(1)).copied()
    }

    fn link(&self, lobby: Option<usize>, number: usize) -> Option<usize> {
        let links = &self.model.lobbies[lobby?].links;
        links.get(number % links.len().max(1)).copied()
    }

    fn queued(&self, lobby: Option<usize>, number: usize) -> Option<usize> {
        let queue = &self.model.lobbies[lobby?].queue;
        Some(queue.get(number % queue.len().max(1))?.0)
    }

    fn host(&self, lobby: Option<usize>) -> Option<usize> {
        Some(self.model.lobbies[lobby?].host)
    }

    fn bearer(&self, table: Table, by: By) -> Bearer {
        let lobby = self.lobby(table);
        let person = match by {
            By::Nobody => return Bearer::Nobody,
            By::Malformed => return Bearer::Malformed,
            By::Stranger => None,
            By::Host => self.host(lobby),
            By::Player(number) => self.player(lobby, number),
            By::Link(number) => self.link(lobby, number),
            By::HostOfTheOther => self.host(self.other(table)),
            By::PlayerOfTheOther(number) => self.player(self.other(table), number),
            By::HostBefore => {
                let seat = seat_of(table).map(|index| &self.tables[index]);
                self.host(seat.and_then(|lobbies| lobbies.iter().rev().nth(1).copied()))
            }
        };
        person.map_or(Bearer::Stranger, Bearer::Person)
    }

    fn who(&self, table: Table, who: Who) -> request::Who {
        let person = match who {
            Who::Me => return request::Who::Me,
            Who::Malformed => return request::Who::Malformed,
            Who::Unknown => None,
            Who::Player(number) => self.player(self.lobby(table), number),
            Who::Queued(number) => self.queued(self.lobby(table), number),
            Who::PlayerOfTheOther(number) => self.player(self.other(table), number),
            Who::Host => self.host(self.lobby(table)),
        };
        person.map_or(request::Who::Unknown, request::Who::Person)
    }

    fn team(&self, table: Table, team: Team) -> request::Team {
        let (lobby, nth) = match team {
            Team::Nth(number) => (self.lobby(table), number),
            Team::OfTheOther => (self.other(table), 0),
            Team::Unknown => return request::Team::Unknown,
        };
        let teams = lobby.map(|lobby| &self.model.lobbies[lobby].teams);
        let team = teams.and_then(|teams| teams.get(nth % teams.len().max(1)));
        team.map_or(request::Team::Unknown, |team| {
            request::Team::Number(team.number)
        })
    }

    fn round(&self, table: Table, round: Round) -> Option<i64> {
        let current = self
            .lobby(table)
            .map_or(1, |lobby| self.model.lobbies[lobby].round);
        match round {
            Round::Unnamed => None,
            Round::Current => Some(current),
            Round::Stale => Some(current - 1),
            Round::Future => Some(current + 1),
        }
    }

    /// One that never was where there is none.
    fn event(&self, table: Table, which: Move) -> i64 {
        let Some(l) = self.lobby(table).map(|lobby| &self.model.lobbies[lobby]) else {
            return 1;
        };
        let event = match which {
            Move::Last => l.last_move().map(|made| made.id),
            Move::TakenBack => l.moves.iter().find(|made| made.undone).map(|made| made.id),
            Move::First => l.moves.first().map(|made| made.id),
            Move::Now => Some(l.version),
        };
        event.unwrap_or(1)
    }

    fn tag(&self, table: Table, by: By, tag: Tag) -> Option<request::Tag> {
        let lobby = self.lobby(table)?;
        let Bearer::Person(bearer) = self.bearer(table, by) else {
            return None;
        };
        let viewer = self.model.bearer(lobby, bearer)?;
        match tag {
            Tag::No => None,
            Tag::Any => Some(request::Tag::Any),
            Tag::Last => {
                let version = *self.model.tags.get(&viewer)?;
                Some(request::Tag::Of { version, viewer })
            }
            Tag::OfAnother => {
                let l = &self.model.lobbies[lobby];
                let others = l.players.iter().chain([&l.host]);
                let viewer = *others.into_iter().find(|other| **other != viewer)?;
                let version = l.version;
                Some(request::Tag::Of { version, viewer })
            }
        }
    }

    fn key(&self, key: Key) -> Option<request::Key> {
        let (sent, means) = match key {
            Key::No => return None,
            Key::Plain(number) => (format!("{}-{number}", self.prefix), number),
            Key::Quoted(number) => (format!("\"{}-{number}\"", self.prefix), number),
            Key::Malformed => {
                let sent = "two words".to_owned();
                return Some(request::Key { sent, means: None });
            }
        };
        let means = Some(means.to_string());
        Some(request::Key { sent, means })
    }

    fn due(&self, table: Table, due: Due) -> Option<i64> {
        let lobby = self.lobby(table);
        let l = &self.model.lobbies[lobby?];
        let seen = |who: usize| self.model.persons[who].seen;
        Some(match due {
            Due::HostAway => seen(l.host) + AWAY,
            Due::HostGone => seen(l.host) + HOST_GONE,
            Due::EmptyGone => l.changed + EMPTY_GONE,
            Due::PlayerAway(number) => seen(self.player(lobby, number)?) + AWAY,
            Due::PlayerAbsent(number) => seen(self.player(lobby, number)?) + ABSENT,
            Due::SignOfLife(number) => seen(self.player(lobby, number)?) + SIGN_OF_LIFE,
            Due::Deadline => l.deadline()?,
            Due::Bar(number) => l.bars.get(number % l.bars.len().max(1))?.1,
        })
    }
}

fn seat_of(table: Table) -> Option<usize> {
    match table {
        Table::One => Some(0),
        Table::Two => Some(1),
        Table::Unused | Table::Impossible => None,
    }
}

fn text(Name(index): Name) -> Text {
    let (sent, means) = NAMES[index];
    Text { sent, means }
}
