//! Points: what a question is worth, what an answer is worth, what a player has.

use super::Bounded;
use super::choice::choices;

/// A score as the host sets it by hand, or what the host adds to one.
pub type Score = Bounded<-1_000_000, 1_000_000>;

/// Points a question is worth, or one answer.
pub type QuestionValue = Bounded<0, 10_000>;

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
            Self::Set(points) => points.get(),
            Self::Add(points) => score.saturating_add(points.get()),
        }
    }
}

choices! {
    /// What the host decides about an answer.
    Action { Plus = "plus", Minus = "minus", Skip = "skip" }
}
