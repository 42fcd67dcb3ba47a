//! What the host did, and how it is taken back.

use super::rules::{Lobby, Model, Person, Presence, Refused, Word, refused};
use super::teams::Team;

/// One that can be taken back.
#[derive(Clone)]
pub struct Move {
    /// The version it has made.
    pub id: i64,
    pub kind: &'static str,
    pub at: i64,
    pub undone: bool,
    before: Situation,
    /// Whose score it has changed, and who was removed.
    rescored: Vec<usize>,
    rescored_teams: Vec<usize>,
    removed: Option<usize>,
    /// Whether it has begun a fresh queue.
    emptied: bool,
}

/// All there was before a move.
#[derive(Clone)]
pub struct Situation {
    lobby: Box<Lobby>,
    persons: Vec<Person>,
}

impl Lobby {
    pub fn last_move(&self) -> Option<&Move> {
        self.moves.iter().rev().find(|made| !made.undone)
    }
}

impl Situation {
    pub fn version(&self) -> i64 {
        self.lobby.version
    }
}

impl Model {
    pub fn situation(&self, lobby: usize) -> Situation {
        let mut lobby = self.lobbies[lobby].clone();
        lobby.moves.clear();
        Situation {
            lobby: Box::new(lobby),
            persons: self.persons.clone(),
        }
    }

    pub fn remember(&mut self, lobby: usize, kind: &'static str, before: Situation) {
        let l = &self.lobbies[lobby];
        let was = |who: &usize| &before.persons[*who];
        let is_member = |who: &usize| self.persons[*who].presence != Presence::Out;
        let players = || before.lobby.players.iter().copied();
        let has_new_score = |who: &usize| self.persons[*who].score != was(who).score;
        let is_removed = |who: &usize| was(who).presence != Presence::Out && !is_member(who);
        let made = Move {
            id: l.version,
            kind,
            at: self.now,
            undone: false,
            rescored: players().filter(is_member).filter(has_new_score).collect(),
            rescored_teams: {
                let then = before.lobby.teams.iter();
                let of_now = |number| l.teams.iter().find(move |team| team.number == number);
                let has_new_score =
                    |then: &&Team| of_now(then.number).is_some_and(|now| now.score != then.score);
                then.filter(has_new_score).map(|team| team.number).collect()
            },
            removed: players().find(is_removed),
            // With the word passed on, the queue stays.
            emptied: matches!(kind, "reset" | "restart") || kind == "resolve" && l.word.is_none(),
            before,
        };
        self.lobbies[lobby].moves.push(made);
    }

    pub fn undo(&mut self, lobby: usize, event: i64) -> Result<(), Refused> {
        let l = &mut self.lobbies[lobby];
        let last = l.last_move().map(|made| made.id);
        let Some(made) = l.moves.iter_mut().find(|made| made.id == event) else {
            return refused(409, "nothing-to-undo");
        };
        if made.undone {
            return Ok(());
        }
        if last != Some(event) {
            return refused(409, "nothing-to-undo");
        }
        made.undone = true;
        let made = made.clone();
        for &who in &made.rescored {
            self.persons[who].score = made.before.persons[who].score;
        }
        let then = &made.before.lobby.teams;
        for team in &mut self.lobbies[lobby].teams {
            let was = then.iter().find(|then| then.number == team.number);
            if let Some(was) = was.filter(|was| made.rescored_teams.contains(&was.number)) {
                team.score = was.score;
            }
        }
        if let Some(who) = made.removed {
            self.seat_again(lobby, who, &made.before);
        }
        if !matches!(made.kind, "score" | "kick") {
            self.play_again(lobby, &made);
        }
        self.share_places(lobby);
        Ok(())
    }

    fn seat_again(&mut self, lobby: usize, who: usize, before: &Situation) {
        let was = &before.persons[who];
        let name = self.free_name(lobby, &was.name, Some(who));
        let mut teams = self.lobbies[lobby].teams.iter();
        let team = was.team.filter(|was| teams.any(|team| team.number == *was));
        self.persons[who] = Person {
            name,
            team,
            ..was.clone()
        };
        let then = &before.lobby;
        let Some(index) = then.queue.iter().position(|(queued, _)| *queued == who) else {
            return;
        };
        let now = self.now;
        let l = &mut self.lobbies[lobby];
        if then.round != l.round {
            return;
        }
        // Behind those who were there before, of whom some may have gone; before those who have come since.
        let is_ahead = |(_, (_, at)): &(usize, &(usize, i64))| *at < then.queue[index].1;
        let earlier = l.queue.iter().enumerate().filter(is_ahead).count();
        let same = l.queue[earlier..].iter().enumerate();
        let same = same
            .take_while(|(offset, (_, at))| *at == then.queue[index].1 && earlier + offset < index);
        let place = earlier + same.count();
        l.queue.insert(place, then.queue[index]);
        if let Some(word) = then.word.filter(|word| word.player == who)
            && l.word.is_none()
        {
            l.word_again(word, now);
            l.locked = then.locked;
        }
        l.round += 1;
        l.stop_if_over();
    }

    fn play_again(&mut self, lobby: usize, made: &Move) {
        let roster = self.roster(lobby);
        let now = self.now;
        let then = &made.before.lobby;
        let l = &mut self.lobbies[lobby];
        if made.emptied {
            l.queue.clone_from(&then.queue);
        }
        l.queue.retain(|(queued, _)| roster.contains(queued));
        if l.question != then.question || made.kind == "restart" {
            (l.question, l.value) = (then.question, then.value);
        }
        l.wrong.clone_from(&then.wrong);
        l.wrong_teams.clone_from(&then.wrong_teams);
        l.bars.clone_from(&then.bars);
        l.finished = then.finished;
        l.word = None;
        l.lock();
        if !then.locked {
            l.open(now);
        }
        let is_queued = |word: &Word| l.own_place(word.player).is_some();
        if let Some(word) = then.word.filter(is_queued) {
            l.word_again(word, now);
            l.locked = then.locked;
        }
        l.round += 1;
        l.stop_if_over();
    }
}

impl Lobby {
    /// No time runs after the end.
    fn stop_if_over(&mut self) {
        if self.finished {
            self.finish();
        }
    }

    /// The time for the answer begins anew, unless it was over.
    fn word_again(&mut self, word: Word, now: i64) {
        self.give_word(word.player, now);
        self.lock();
        if let Some(again) = &mut self.word
            && word.out_of_time
        {
            (again.ends_at, again.out_of_time) = (None, true);
        }
    }
}
