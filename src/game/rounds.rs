//! The moves of a host in a question: opening and locking the buzzers, giving the word, judging, asking the next one.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::commands::host_only;
use super::time::after;
use super::{
    Action, Event, Lobby, Opens, Outcome, Phase, QuestionValue, Refusal, Role, SettingsEdit,
    Standing, WrongAnswer,
};

/// What is to change of a lobby.
#[derive(Clone, Debug, Default)]
pub struct LobbyEdit {
    pub locked: Option<bool>,
    pub question_value: Option<QuestionValue>,
    pub settings: SettingsEdit,
}

/// How the host judges the answer of the active player.
#[derive(Clone, Copy, Debug)]
pub struct Judgement {
    pub action: Action,
    /// What the answer is worth, where that is not the value of the question.
    pub points: Option<QuestionValue>,
    /// What follows a wrong answer, where that is not what is set.
    pub then: Option<WrongAnswer>,
}

impl Lobby {
    pub(super) fn decide_set(
        &self,
        by: Role,
        edit: &LobbyEdit,
        now: Timestamp,
    ) -> Outcome<Vec<Event>> {
        host_only(by)?;
        if edit.locked.is_some() || edit.question_value.is_some() {
            self.goes_on()?;
        }
        let mut events = Vec::new();
        let settings = edit.settings.applied_to(&self.settings);
        if settings != self.settings {
            events.push(Event::SettingsSet(Box::new(settings.clone())));
        }
        if let Some(locked) = edit.locked.filter(|locked| *locked != self.locked) {
            // A player who has the word keeps it, and the time for it.
            let deadline = match self.active_player {
                Some(_) => self.deadline,
                None if locked => None,
                None => limit(settings.buzz_seconds.get(), now),
            };
            events.push(Event::BuzzersSet { locked, deadline });
        }
        let value = edit.question_value;
        let value = value.filter(|points| *points != self.question_value);
        events.extend(value.map(|points| Event::ValueSet { points }));
        Ok(events)
    }

    pub(super) fn decide_confirm(
        &self,
        by: Role,
        player: Uuid,
        round: Option<i64>,
        now: Timestamp,
    ) -> Outcome<Vec<Event>> {
        self.guard_move(by, round)?;
        self.member(player).ok_or(Refusal::PlayerNotFound)?;
        // Who has the word keeps it, even in a team that is out by now: an undo brings back the place, and not the team.
        let is_active = self.active_player == Some(player);
        let is_out = || {
            self.standing(player)
                .is_some_and(|standing| standing.is_out)
        };
        let in_queue = self.is_queued(player) && (is_active || !is_out());
        if !in_queue {
            return Err(Refusal::PlayerNotInQueue);
        }
        if self.is_window_open() {
            return Err(Refusal::WindowOpen);
        }
        if is_active && self.locked {
            return Ok(Vec::new());
        }
        let deadline = if is_active {
            self.deadline
        } else {
            self.answer_deadline(now)
        };
        Ok(vec![Event::Confirmed { player, deadline }])
    }

    pub(super) fn decide_resolve(
        &self,
        by: Role,
        judgement: Judgement,
        round: Option<i64>,
        now: Timestamp,
    ) -> Outcome<Vec<Event>> {
        self.guard_move(by, round)?;
        let player = self.active_player.and_then(|id| self.member(id));
        let player = player.ok_or(Refusal::NoActivePlayer)?;
        let worth = judgement.points.unwrap_or(self.question_value);
        let points = match judgement.action {
            Action::Plus => worth.get(),
            Action::Minus if self.settings.wrong_costs => -worth.get(),
            Action::Minus | Action::Skip => 0,
        };
        let is_wrong = judgement.action == Action::Minus;
        let then = judgement.then.unwrap_or(self.settings.wrong_answer);
        let resolved = Event::Resolved {
            player: player.id,
            score: player.score.saturating_add(points),
            team: self
                .team_of(player.id)
                .map(|team| (team.id, team.score.saturating_add(points))),
            is_wrong,
        };
        let follows = match then {
            WrongAnswer::Next if is_wrong => self.passes_on(player.id, now),
            WrongAnswer::Reopen if is_wrong => self.reopens(now),
            _ => self.next_question(now),
        };
        Ok(vec![resolved, follows])
    }

    pub(super) fn decide_reset(
        &self,
        by: Role,
        round: Option<i64>,
        now: Timestamp,
    ) -> Outcome<Vec<Event>> {
        self.guard_move(by, round)?;
        Ok(vec![self.next_question(now)])
    }

    pub(super) fn decide_finish(&self, by: Role) -> Outcome<Vec<Event>> {
        host_only(by)?;
        Ok(if self.finished {
            Vec::new()
        } else {
            vec![Event::Finished]
        })
    }

    /// At any time, and after the end, too.
    pub(super) fn decide_restart(
        &self,
        by: Role,
        round: Option<i64>,
        now: Timestamp,
    ) -> Outcome<Vec<Event>> {
        host_only(by)?;
        self.guard_round(round)?;
        let (locked, deadline) = self.fresh_buzzers(now);
        // Where nothing was worth anything, the values are not in use.
        let uses_values = self.question_value.get() > 0;
        let first = self.settings.values.first().filter(|_| uses_values);
        Ok(vec![Event::Restarted {
            locked,
            deadline,
            points: first.unwrap_or(self.question_value),
        }])
    }

    /// Whether this is the host, in the round that is meant, of a game that goes on.
    fn guard_move(&self, by: Role, round: Option<i64>) -> Outcome<()> {
        host_only(by)?;
        self.guard_round(round)?;
        self.goes_on()
    }

    /// After the end nothing more is asked or answered.
    pub(super) fn goes_on(&self) -> Outcome<()> {
        if self.finished {
            Err(Refusal::Finished)
        } else {
            Ok(())
        }
    }

    fn passes_on(&self, from: Uuid, now: Timestamp) -> Event {
        let standings = self.standings();
        let team_of = |id: Uuid| standings.member(self, id).and_then(|player| player.team);
        // The answer that was wrong is not among the lobby's yet.
        let team = team_of(from).filter(|_| self.buzzes_by_team());
        let waits = |id: &Uuid| {
            let is_out = standings.of(*id).is_some_and(|standing| standing.is_out);
            let is_of_team = team.is_some() && team_of(*id) == team;
            *id != from && !is_of_team && !is_out
        };
        let mut queued = self.queue.iter().map(|buzz| buzz.player);
        match queued.find(waits) {
            Some(player) => Event::PassedOn {
                player,
                deadline: self.answer_deadline(now),
            },
            None => self.reopens(now),
        }
    }

    fn reopens(&self, now: Timestamp) -> Event {
        let deadline = self.buzz_deadline(now);
        Event::Reopened { deadline }
    }

    pub(super) fn next_question(&self, now: Timestamp) -> Event {
        let (locked, deadline) = self.fresh_buzzers(now);
        Event::QuestionBegan { locked, deadline }
    }

    /// Whether a fresh question has its buzzers locked, and until when they are open.
    fn fresh_buzzers(&self, now: Timestamp) -> (bool, Option<Timestamp>) {
        match self.settings.opens {
            Opens::ByHost => (true, None),
            Opens::AtOnce => (false, self.buzz_deadline(now)),
        }
    }

    /// A buzz before the buzzers are open.
    pub(super) fn decide_false_start(
        &self,
        by: Role,
        round: Option<i64>,
        now: Timestamp,
    ) -> Outcome<Vec<Event>> {
        let Role::Player(player) = by else {
            return Err(Refusal::PlayerOnly);
        };
        self.guard_round(round)?;
        let standing = self.standing(player).ok_or(Refusal::NotInLobby)?;
        Ok(if self.would_start_falsely(standing) {
            let bar = SignedDuration::from_millis(self.settings.false_start_ms.get());
            let until = after(now, bar);
            vec![Event::StartedFalsely { player, until }]
        } else {
            Vec::new()
        })
    }

    /// Once a question, while the question is being read.
    pub(super) fn would_start_falsely(&self, standing: Standing) -> bool {
        self.phase() == Phase::Locked
            && self.settings.false_start_ms.get() > 0
            && standing.barred_until.is_none()
            && !standing.is_out
            && standing.position.is_none()
    }

    pub(super) fn buzz_deadline(&self, now: Timestamp) -> Option<Timestamp> {
        limit(self.settings.buzz_seconds.get(), now)
    }

    pub(super) fn answer_deadline(&self, now: Timestamp) -> Option<Timestamp> {
        limit(self.settings.answer_seconds.get(), now)
    }
}

/// `None` where there is no limit.
fn limit(seconds: i64, now: Timestamp) -> Option<Timestamp> {
    (seconds > 0).then(|| after(now, SignedDuration::from_secs(seconds)))
}
