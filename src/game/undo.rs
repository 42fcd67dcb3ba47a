//! Taking back a move: what it has changed is put back as it was before.

use std::collections::HashSet;

use jiff::Timestamp;
use uuid::Uuid;

use super::commands::host_only;
use super::history::{LastMove, PlaceInQueue, Play, Record, Seat};
use super::{
    Buzz, Digest, Event, FalseStarter, KeyedJoin, Lobby, Outcome, Player, PlayerName,
    QuestionValue, RecordKind, Refusal, Role, Salt,
};

/// A move that is taken back, and what it takes besides.
#[derive(Clone, Debug, PartialEq)]
pub struct Undoing {
    record: Record,
    /// Who was taken out, under a name that is free.
    player: Option<Player>,
    /// When the buzzers lock, or the player who has the word again is out of time.
    buzz_deadline: Option<Timestamp>,
    answer_deadline: Option<Timestamp>,
    /// What can be taken back next.
    next: Option<LastMove>,
}

impl Undoing {
    /// Whether it is a question that comes back, and not only a score or a player.
    pub(super) fn brings_play_back(&self) -> bool {
        self.record.before.play.is_some()
    }
}

impl Lobby {
    /// Takes back the newest move that is not taken back. `recalled` has it, and the one that is next.
    pub(super) fn decide_undo(&self, by: Role, event: i64, now: Timestamp) -> Outcome<Vec<Event>> {
        host_only(by)?;
        let recalled = |id: i64| self.recalled.iter().find(move |record| record.id == id);
        let record = recalled(event).ok_or(Refusal::NothingToUndo)?;
        if record.undone {
            return Ok(Vec::new());
        }
        if self.last_move.as_ref().map(|last| last.id) != Some(event) {
            return Err(Refusal::NothingToUndo);
        }
        let mut earlier = self.recalled.iter();
        let next = earlier
            .rfind(|earlier| earlier.id < event && earlier.kind.is_undoable() && !earlier.undone);
        Ok(vec![Event::Undone(Box::new(Undoing {
            record: record.clone(),
            player: record
                .before
                .seat
                .as_ref()
                .and_then(|seat| self.seat_again(seat)),
            buzz_deadline: self.buzz_deadline(now),
            answer_deadline: self.answer_deadline(now),
            next: next.map(LastMove::from),
        }))])
    }

    fn seat_again(&self, seat: &Seat) -> Option<Player> {
        let name = PlayerName::from_stored(&seat.name).ok()?;
        Some(Player {
            id: seat.id,
            name: self.free_name(&name, Some(seat.id)),
            joined_at: seat.joined_at,
            last_seen: seat.last_seen,
            presence: seat.presence,
            score: seat.score,
            team: seat.team.filter(|id| self.team(*id).is_some()),
            token: Digest::from_stored(seat.token.clone()),
            keyed_join: seat.keyed_join.as_ref().and_then(|(key, name, salt)| {
                Some(KeyedJoin {
                    key: Digest::from_stored(key.clone()),
                    name: PlayerName::from_stored(name).ok()?,
                    team: seat.joined_team,
                    salt: Salt::from_stored(salt.clone()),
                })
            }),
        })
    }

    pub(super) fn undo(&mut self, undoing: &Undoing) {
        let record = &undoing.record;
        for (holder, score) in &record.before.scores {
            // A player's id is no team's.
            self.set_score(*holder, *score);
            self.set_team_score(*holder, *score);
        }
        if let Some(player) = &undoing.player {
            self.players.retain(|departed| departed.id != player.id);
            self.players.push(player.clone());
            self.players.sort_by_key(|player| player.joined_at);
        }
        let place = record.before.seat.as_ref().and_then(|seat| seat.place);
        if let (Some(player), Some(place)) = (&undoing.player, place) {
            self.queue_again(player.id, place, undoing.answer_deadline);
        }
        if let Some(play) = &record.before.play {
            self.play_again(play, undoing);
        }
        if self.finished {
            self.deadline = None; // nobody is waited for any more
        }
        self.share_places();
        self.last_move = undoing.next.clone();
        self.undone = Some(record.id);
    }

    /// The old place, unless the queue is no longer that of then.
    fn queue_again(&mut self, id: Uuid, place: PlaceInQueue, deadline: Option<Timestamp>) {
        if place.round != self.round || !self.player(id).is_some_and(Player::is_seated) {
            return;
        }
        let ahead = self.queue.iter().enumerate().take_while(|(index, buzz)| {
            buzz.at < place.at || buzz.at == place.at && *index < place.index
        });
        let buzz = Buzz {
            player: id,
            at: place.at,
            arrived: place.arrived,
            claimed: place.claimed,
        };
        self.queue.insert(ahead.count(), buzz);
        if let Some(word) = place.word
            && self.active_player.is_none()
        {
            self.give_word(id, deadline.filter(|_| !word.out_of_time));
            (self.locked, self.out_of_time) = (word.locked, word.out_of_time);
        }
        self.round += 1;
    }

    fn play_again(&mut self, play: &Play, undoing: &Undoing) {
        if let Some(queue) = &undoing.record.account.queue {
            let queue = queue.iter().map(|queued| Buzz {
                player: queued.player.id,
                at: queued.at,
                arrived: queued.arrived,
                claimed: queued.claimed,
            });
            self.queue = queue.collect();
            self.close_window();
        }
        let seated: HashSet<_> = self.roster().map(|player| player.id).collect();
        self.queue.retain(|buzz| seated.contains(&buzz.player));
        // What was set since then in the same question stays. The first question of another game is another.
        if self.question != play.question || undoing.record.kind == RecordKind::Restart {
            self.question = play.question;
            self.question_value =
                QuestionValue::try_from(play.value).unwrap_or(self.question_value);
        }
        (self.locked, self.finished) = (play.locked, play.finished);
        self.wrong.clone_from(&play.wrong);
        let early = play.early.iter();
        self.false_starts = early
            .map(|(player, until)| FalseStarter {
                player: *player,
                until: *until,
            })
            .collect();
        self.take_word();
        match play.active.filter(|id| self.is_queued(*id)) {
            Some(active) => {
                self.active_player = Some(active);
                self.out_of_time = play.out_of_time;
                self.deadline = undoing.answer_deadline.filter(|_| !play.out_of_time);
            }
            None if self.locked => {}
            None => self.deadline = undoing.buzz_deadline,
        }
        self.round += 1;
    }
}
