//! What time alone does: who goes away, who comes off the roster, which deadline passes, when a lobby is gone.

use super::rules::{Lobby, Model, Presence, Word};

pub const SIGN_OF_LIFE: i64 = 30_000;
pub const AWAY: i64 = 90_000;
pub const ABSENT: i64 = 210_000;
pub const HOST_GONE: i64 = 3_630_000;
pub const EMPTY_GONE: i64 = 3_600_000;

#[derive(Clone, Copy)]
enum Due {
    Deadline,
    Away(usize),
    Absent(usize),
}

impl Model {
    pub fn sweep(&mut self) {
        for lobby in 0..self.lobbies.len() {
            self.settle(lobby);
        }
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

    /// Lets happen what is due, in the order of time, as one step.
    pub fn settle(&mut self, lobby: usize) {
        let mut changed = self.lobbies[lobby].changed;
        self.step(lobby, |model| {
            while let Some((at, due)) = model.first_due(lobby) {
                match due {
                    Due::Away(who) => model.persons[who].presence = Presence::Away,
                    Due::Absent(who) => model.leave(who, Presence::Absent),
                    Due::Deadline => model.lobbies[lobby].run_out(),
                }
                if !matches!(due, Due::Away(_)) {
                    changed = changed.max(at);
                }
            }
        });
        self.lobbies[lobby].changed = changed;
        self.lobbies[lobby].gone |= self.now >= self.expires_at(lobby);
    }

    fn first_due(&self, lobby: usize) -> Option<(i64, Due)> {
        let l = &self.lobbies[lobby];
        let deadline = l.deadline().map(|at| (at, Due::Deadline));
        let people = l.players.iter().chain([&l.host]).filter_map(|&who| {
            let person = &self.persons[who];
            match person.presence {
                Presence::Online => Some((person.seen + AWAY, Due::Away(who))),
                Presence::Away if who != l.host => Some((person.seen + ABSENT, Due::Absent(who))),
                _ => None,
            }
        });
        let due = people.chain(deadline).filter(|(at, _)| *at <= self.now);
        due.min_by_key(|(at, _)| *at)
    }

    pub fn leave(&mut self, who: usize, presence: Presence) {
        self.persons[who].presence = presence;
        self.lobbies[self.persons[who].lobby].give_up(who);
    }

    pub fn attend(&mut self, who: usize) {
        let person = &mut self.persons[who];
        if person.presence == Presence::Online && self.now - person.seen < SIGN_OF_LIFE {
            return;
        }
        person.presence = Presence::Online;
        person.seen = self.now;
    }
}

impl Lobby {
    pub fn deadline(&self) -> Option<i64> {
        match self.word {
            Some(word) => word.ends_at,
            None => self.locks_at,
        }
    }

    fn run_out(&mut self) {
        match self.word {
            Some(word) => {
                self.word = Some(Word {
                    ends_at: None,
                    out_of_time: true,
                    ..word
                });
            }
            None => self.lock(),
        }
    }
}
