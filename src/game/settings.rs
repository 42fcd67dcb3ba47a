//! What a host can set about the rules of a lobby.

use serde::{Deserialize, Serialize};

use super::choice::choices;
use super::{Bounded, QuestionValue};

/// The rules of one lobby. Each is by default as if it did not exist.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct Settings {
    /// What the host can pick as the value of a question.
    pub values: Values,
    pub wrong_answer: WrongAnswer,
    /// Whether a wrong answer subtracts the value.
    pub wrong_costs: bool,
    pub opens: Opens,
    /// For how long a buzz before the buzzers open bars its player.
    pub false_start_ms: FalseStart,
    /// For how long the buzzers stay open; 0 for as long as the host likes.
    pub buzz_seconds: TimeLimit,
    /// What the active player has for the answer; 0 for as long as the host likes.
    pub answer_seconds: TimeLimit,
    pub buzz_per: BuzzPer,
    pub team_choice: TeamChoice,
    pub doors: Doors,
    /// For how long after the first buzz of a round the order is that of the presses.
    pub fair_window_ms: FairWindowLength,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            values: Values::default(),
            wrong_answer: WrongAnswer::End,
            wrong_costs: true,
            opens: Opens::AtOnce,
            false_start_ms: FalseStart::constant(0),
            buzz_seconds: TimeLimit::constant(0),
            answer_seconds: TimeLimit::constant(0),
            buzz_per: BuzzPer::Player,
            team_choice: TeamChoice::Players,
            doors: Doors::Open,
            fair_window_ms: FairWindowLength::constant(0),
        }
    }
}

/// Milliseconds.
pub type FalseStart = Bounded<0, 10_000>;

/// Milliseconds.
pub type FairWindowLength = Bounded<0, 1000>;

/// Seconds.
pub type TimeLimit = Bounded<0, 600>;

/// A value that can be picked.
pub type PickedValue = Bounded<1, 10_000>;

/// 1 to 10 different values, in the order in which the host has them.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(try_from = "Vec<PickedValue>")]
pub struct Values(Vec<PickedValue>);

impl Values {
    pub const MOST: usize = 10;

    /// What the first question is worth where values are in use.
    pub fn first(&self) -> Option<QuestionValue> {
        let first = self.0.first()?;
        QuestionValue::try_from(first.get()).ok()
    }
}

impl Default for Values {
    fn default() -> Self {
        Self([10, 20, 30, 40, 50].map(PickedValue::constant).into())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be 1 to {most} different values", most = Values::MOST)]
pub struct ValuesError;

impl TryFrom<Vec<PickedValue>> for Values {
    type Error = ValuesError;

    fn try_from(values: Vec<PickedValue>) -> Result<Self, Self::Error> {
        let is_repeated = |(index, value)| values[..index].contains(value);
        let fits = (1..=Self::MOST).contains(&values.len());
        if fits && !values.iter().enumerate().any(is_repeated) {
            Ok(Self(values))
        } else {
            Err(ValuesError)
        }
    }
}

choices! {
    /// What follows a wrong answer.
    WrongAnswer {
        /// The next question.
        End = "end",
        /// The next in the queue has the word; where nobody is left, the buzzers open again.
        Next = "next",
        /// The buzzers open again, with an empty queue.
        Reopen = "reopen",
    }
}

choices! {
    /// Whether a new question opens the buzzers, or leaves them locked until the host opens them.
    Opens { AtOnce = "at_once", ByHost = "by_host" }
}

choices! {
    /// Who has one place in the queue.
    BuzzPer { Player = "player", Team = "team" }
}

choices! {
    /// Who may put a player into a team.
    TeamChoice { Players = "players", Host = "host" }
}

choices! {
    /// Whether somebody new may join.
    Doors { Open = "open", Closed = "closed" }
}

/// Those settings that are to change.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct SettingsEdit {
    values: Option<Values>,
    wrong_answer: Option<WrongAnswer>,
    wrong_costs: Option<bool>,
    opens: Option<Opens>,
    false_start_ms: Option<FalseStart>,
    buzz_seconds: Option<TimeLimit>,
    answer_seconds: Option<TimeLimit>,
    buzz_per: Option<BuzzPer>,
    team_choice: Option<TeamChoice>,
    doors: Option<Doors>,
    fair_window_ms: Option<FairWindowLength>,
}

impl SettingsEdit {
    pub fn applied_to(&self, settings: &Settings) -> Settings {
        let Self {
            values,
            wrong_answer,
            wrong_costs,
            opens,
            false_start_ms,
            buzz_seconds,
            answer_seconds,
            buzz_per,
            team_choice,
            doors,
            fair_window_ms,
        } = self.clone();
        Settings {
            values: values.unwrap_or_else(|| settings.values.clone()),
            wrong_answer: wrong_answer.unwrap_or(settings.wrong_answer),
            wrong_costs: wrong_costs.unwrap_or(settings.wrong_costs),
            opens: opens.unwrap_or(settings.opens),
            false_start_ms: false_start_ms.unwrap_or(settings.false_start_ms),
            buzz_seconds: buzz_seconds.unwrap_or(settings.buzz_seconds),
            answer_seconds: answer_seconds.unwrap_or(settings.answer_seconds),
            buzz_per: buzz_per.unwrap_or(settings.buzz_per),
            team_choice: team_choice.unwrap_or(settings.team_choice),
            doors: doors.unwrap_or(settings.doors),
            fair_window_ms: fair_window_ms.unwrap_or(settings.fair_window_ms),
        }
    }
}
