//! Points: what a question is worth, what an answer is worth, what a player has.

use serde::{Deserialize, Serialize};

/// A score as the host sets it by hand: within plus and minus [`Score::LIMIT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score(i64);

impl Score {
    pub const LIMIT: i64 = 1_000_000;
}

/// How the host changes a score by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScoreEdit {
    Set(Score),
    /// On top of what it is by then: none of two hosts' devices takes back what the other one did.
    Add(Score),
}

impl ScoreEdit {
    pub(super) fn applied_to(self, score: i64) -> i64 {
        match self {
            Self::Set(points) => points.0,
            Self::Add(points) => score.saturating_add(points.0),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be between -{limit} and {limit}", limit = Score::LIMIT)]
pub struct ScoreError;

impl TryFrom<i64> for Score {
    type Error = ScoreError;

    fn try_from(points: i64) -> Result<Self, Self::Error> {
        if (-Self::LIMIT..=Self::LIMIT).contains(&points) {
            Ok(Self(points))
        } else {
            Err(ScoreError)
        }
    }
}

/// Points a question is worth, or one answer: 0 to [`QuestionValue::MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionValue(i64);

impl QuestionValue {
    pub const MAX: i64 = 10_000;

    pub(super) fn points(self) -> i64 {
        self.0
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be from 0 to {max}", max = QuestionValue::MAX)]
pub struct QuestionValueError;

impl TryFrom<i64> for QuestionValue {
    type Error = QuestionValueError;

    fn try_from(points: i64) -> Result<Self, Self::Error> {
        if (0..=Self::MAX).contains(&points) {
            Ok(Self(points))
        } else {
            Err(QuestionValueError)
        }
    }
}

/// What the host decides about an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case", try_from = "String")]
pub enum Action {
    Plus,
    Minus,
    Skip,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be plus, minus or skip")]
pub struct ActionError;

/// From text and nothing else: serde's own form of an enum may also be an object.
impl TryFrom<String> for Action {
    type Error = ActionError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.as_str() {
            "plus" => Ok(Self::Plus),
            "minus" => Ok(Self::Minus),
            "skip" => Ok(Self::Skip),
            _ => Err(ActionError),
        }
    }
}

impl Action {
    /// What an answer that is worth so much adds to the score.
    pub(super) fn points(self, worth: i64) -> i64 {
        match self {
            Self::Plus => worth,
            Self::Minus => -worth,
            Self::Skip => 0,
        }
    }
}
