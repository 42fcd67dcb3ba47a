//! A question from the first buzz to the last answer.

use super::request::{Change, Flag, Verdict};
use super::rules::{Lobby, Model, Refused, Word, refused, too_early};

impl Model {
    /// Whether this buzz is the one that counts.
    pub fn buzz(
        &mut self,
        lobby: usize,
        who: usize,
        round: Option<i64>,
    ) -> Result<&'static str, Refused> {
        let now = self.now;
        let l = &self.lobbies[lobby];
        if who == l.host || self.persons[who].link.is_some() {
            return refused(403, "player-only");
        }
        l.guard(round)?;
        if self.place(lobby, who).is_some() {
            return Ok("already");
        }
        l.goes_on()?;
        if self.is_out(lobby, who) {
            return refused(409, "locked");
        }
        let l = &mut self.lobbies[lobby];
        l.admit(who, now)?;
        l.queue.push((who, now));
        Ok("ok")
    }

    /// Who has the word already keeps it, with what is left of the time. Whether anything was to be done.
    pub fn confirm(&mut self, lobby: usize, player: usize) -> Result<bool, Refused> {
        let now = self.now;
        let l = &self.lobbies[lobby];
        let is_active = l.word.is_some_and(|word| word.player == player);
        let is_queued = l.own_place(player).is_some();
        if !is_queued || !is_active && self.is_out(lobby, player) {
            return refused(409, "player-not-in-queue");
        }
        let l = &mut self.lobbies[lobby];
        if is_active && l.locked {
            return Ok(false);
        }
        if !is_active {
            l.give_word(player, now);
        }
        l.lock();
        Ok(true)
    }

    pub fn resolve(&mut self, lobby: usize, verdict: &Verdict) -> Result<(), Refused> {
        let now = self.now;
        let l = &mut self.lobbies[lobby];
        let Some(Word { player, .. }) = l.word else {
            return refused(409, "no-active-player");
        };
        let worth = verdict.points.unwrap_or(l.value);
        let points = match verdict.action {
            "plus" => worth,
            "minus" if l.settings.wrong_costs => -worth,
            _ => 0,
        };
        self.persons[player].score += points;
        let team = self.persons[player].team;
        let mut teams = l.teams.iter_mut();
        if let Some(team) = teams.find(|other| Some(other.number) == team) {
            team.score += points;
        }
        if verdict.action != "minus" {
            l.next_question(now);
            return Ok(());
        }
        l.wrong.push(player);
        l.wrong_teams.extend(team);
        match verdict.then.unwrap_or(l.settings.wrong_answer) {
            "next" => self.pass_on(lobby, now),
            "reopen" => l.reopen(now),
            _ => l.next_question(now),
        }
        Ok(())
    }

    /// To the first in the queue who may still answer.
    fn pass_on(&mut self, lobby: usize, now: i64) {
        let mut queue = self.lobbies[lobby].queue.iter().map(|(queued, _)| *queued);
        let next = queue.find(|queued| !self.is_out(lobby, *queued));
        let l = &mut self.lobbies[lobby];
        match next {
            Some(next) => {
                l.round += 1;
                l.give_word(next, now);
                l.lock();
            }
            None => l.reopen(now),
        }
    }
}

impl Model {
    /// A new game with whoever is there.
    pub fn restart(&mut self, lobby: usize) {
        for who in self.members(lobby) {
            self.persons[who].score = 0;
        }
        let now = self.now;
        let l = &mut self.lobbies[lobby];
        for team in &mut l.teams {
            team.score = 0;
        }
        l.finished = false;
        l.next_question(now);
        l.question = 1;
        if l.value > 0 {
            l.value = l.settings.values[0];
        }
    }
}

impl Lobby {
    pub fn guard(&self, round: Option<i64>) -> Result<(), Refused> {
        match round {
            Some(round) if round != self.round => refused(409, "round-changed"),
            _ => Ok(()),
        }
    }

    pub fn goes_on(&self) -> Result<(), Refused> {
        if self.finished {
            refused(409, "finished")
        } else {
            Ok(())
        }
    }

    pub fn finish(&mut self) {
        self.finished = true;
        self.lock();
        if let Some(word) = &mut self.word {
            word.ends_at = None;
        }
    }

    /// Off the queue.
    pub fn give_up(&mut self, who: usize) {
        self.queue.retain(|(queued, _)| *queued != who);
        self.word = self.word.filter(|word| word.player != who);
    }

    /// In the queue, from 1, and not by the team.
    pub fn own_place(&self, who: usize) -> Option<usize> {
        let index = self.queue.iter().position(|(queued, _)| *queued == who);
        index.map(|index| index + 1)
    }

    pub fn phase(&self) -> &'static str {
        match self.word {
            _ if self.finished => "finished",
            Some(_) => "answering",
            None if self.locked => "locked",
            None => "open",
        }
    }

    pub fn barred_until(&self, who: usize) -> Option<i64> {
        let bar = self.bars.iter().find(|(barred, _)| *barred == who);
        bar.map(|(_, until)| *until)
    }

    /// Whether who is not in the queue may get there.
    fn admit(&mut self, who: usize, now: i64) -> Result<(), Refused> {
        let bar = self.settings.false_start_ms;
        if self.phase() == "locked" && bar > 0 && self.barred_until(who).is_none() {
            self.bars.push((who, now + bar));
        }
        match self.barred_until(who) {
            Some(until) if now < until => too_early(until),
            _ if self.locked => refused(409, "locked"),
            _ => Ok(()),
        }
    }

    pub fn set(&mut self, change: &Change, now: i64) {
        self.settings = self.settings.with(&change.settings);
        self.value = change.points.unwrap_or(self.value);
        match change.locked {
            Some(Flag::Yes) => self.lock(),
            Some(Flag::No) if self.locked => self.open(now),
            _ => {}
        }
    }

    pub fn lock(&mut self) {
        self.locked = true;
        self.locks_at = None;
    }

    /// While a player has the word, no limit but the one of the answer runs.
    pub fn open(&mut self, now: i64) {
        let limit = self.settings.buzz_seconds;
        self.locked = false;
        self.locks_at = (limit > 0 && self.word.is_none()).then_some(now + 1_000 * limit);
    }

    pub fn give_word(&mut self, player: usize, now: i64) {
        let limit = self.settings.answer_seconds;
        self.word = Some(Word {
            player,
            ends_at: (limit > 0).then_some(now + 1_000 * limit),
            out_of_time: false,
        });
    }

    pub fn next_question(&mut self, now: i64) {
        self.question += 1;
        self.wrong.clear();
        self.wrong_teams.clear();
        self.bars.clear();
        self.reopen(now);
        if self.settings.opens == "by_host" {
            self.lock();
        }
    }

    /// A fresh queue.
    fn reopen(&mut self, now: i64) {
        self.round += 1;
        self.queue.clear();
        self.word = None;
        self.open(now);
    }
}
