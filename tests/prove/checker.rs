//! Verifies what the service promises from a recorded history alone. It has no model of the service's inside; what it
//! leans on is that every answer carries the lobby's `version`, so that all changes of a lobby stand in one order.

use std::collections::BTreeMap;
use std::fmt;

use jiff::SignedDuration;

use crate::history::{Answer, Nanos, Record, begin};

mod buzzes;
mod freshness;
mod moves;
mod refusals;
mod scores;
mod steps;
mod story;
mod transitions;
mod undone;
mod windows;

pub use story::Story;

/// What must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    PositionsAreDense,
    BuzzTimesFollowTheOrder,
    AnAcknowledgedBuzzIsStored,
    PositionsAreAsAcknowledged,
    OrderFollowsRealTime,
    ReadsArePrefixes,
    ProvisionalWhileOpen,
    PlacesFollowTheCredit,
    ACreditIsInBounds,
    ASealedOrderStays,
    OneVersionIsOneState,
    OneVersionIsOneStep,
    EveryStepWasAskedFor,
    VersionsNeverGoBack,
    WaitsAreFresh,
    StreamsReachTheEnd,
    ScoresAreSums,
    RetriesTakeEffectOnce,
    AcknowledgedMovesAreDone,
    RefusalsHaveACause,
    ATeamHasOnePlace,
    WhoIsOutStaysOut,
    WhoIsBarredWaits,
    ARevokedTokenIsNobodys,
    TheHistoryIsWhatHappened,
    AnswersAreExpected,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PositionsAreDense => "positions are 1 to n, each player once",
            Self::BuzzTimesFollowTheOrder => "times of buzzes follow their order",
            Self::AnAcknowledgedBuzzIsStored => "an acknowledged buzz is stored",
            Self::PositionsAreAsAcknowledged => "a buzz stands where its answer said",
            Self::OrderFollowsRealTime => "who was answered before another one asked stands before",
            Self::ReadsArePrefixes => "every read is a prefix of the round's final order",
            Self::ProvisionalWhileOpen => {
                "places are said to be provisional as long as a fair window is open"
            }
            Self::PlacesFollowTheCredit => {
                "places follow the credited times in a fair window, and the arrivals after it"
            }
            Self::ACreditIsInBounds => {
                "a credit is the claim, within the window and neither before the opening nor after the arrival"
            }
            Self::ASealedOrderStays => "an order that was sealed stays",
            Self::OneVersionIsOneState => "one version is one state, whoever sees it",
            Self::OneVersionIsOneStep => "one version is one step by the rules",
            Self::EveryStepWasAskedFor => "every step was asked for, and not refused",
            Self::VersionsNeverGoBack => "versions never go back",
            Self::WaitsAreFresh => "a wait knows what was answered before it began",
            Self::StreamsReachTheEnd => "streams show the last version",
            Self::ScoresAreSums => "scores are the sums of the moves that were not undone",
            Self::RetriesTakeEffectOnce => "a retried request takes effect once",
            Self::AcknowledgedMovesAreDone => "an acknowledged move is done",
            Self::RefusalsHaveACause => "a refusal has a cause",
            Self::ATeamHasOnePlace => "a team has one place in a queue",
            Self::WhoIsOutStaysOut => "who has answered a question wrong is not in its queue again",
            Self::WhoIsBarredWaits => "who has buzzed too early waits until the bar is over",
            Self::ARevokedTokenIsNobodys => "a token that was replaced or revoked is nobody's",
            Self::TheHistoryIsWhatHappened => "the history of the lobby is what has happened",
            Self::AnswersAreExpected => "answers are of the contract",
        })
    }
}

#[derive(Clone, Debug)]
pub struct Violation {
    pub rule: Rule,
    pub lobby: String,
    pub what: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (lobby {})", self.rule, self.what, self.lobby)
    }
}

/// What was checked, and what was found.
#[derive(Debug, Default)]
pub struct Verdict {
    pub violations: Vec<Violation>,
    /// Versions there were, from the first to the last one seen.
    pub versions: usize,
    /// Those of which the state is known: seen, or following from an acknowledged buzz.
    pub known: usize,
    pub acknowledged_buzzes: usize,
}

/// By how much the clocks of two instances may differ: each is set by an answer of the database, and does not know how
/// long that was under way.
const CLOCKS: SignedDuration = SignedDuration::from_millis(100);

/// Collects the violations of one lobby.
pub struct Findings {
    lobby: String,
    violations: Vec<Violation>,
}

impl Findings {
    pub fn add(&mut self, rule: Rule, what: impl Into<String>) {
        let (lobby, what) = (self.lobby.clone(), what.into());
        self.violations.push(Violation { rule, lobby, what });
    }

    pub fn expect(&mut self, holds: bool, rule: Rule, what: impl FnOnce() -> String) {
        if !holds {
            self.add(rule, what());
        }
    }
}

pub fn check(history: &[Record]) -> Verdict {
    let mut verdict = Verdict::default();
    for (code, records) in by_lobby(history) {
        let mut findings = Findings {
            lobby: code.to_owned(),
            violations: Vec::new(),
        };
        let story = Story::tell(&records, &mut findings);
        steps::check(&story, &mut findings);
        buzzes::check(&story, &mut findings);
        freshness::check(&story, &mut findings);
        scores::check(&story, &mut findings);
        moves::check(&story, &mut findings);
        refusals::check(&story, &mut findings);
        windows::check(&story, begin(history), &mut findings);
        verdict.versions += story.last_version() as usize;
        verdict.known += story.moments.len();
        verdict.acknowledged_buzzes += story.acknowledgements.len();
        verdict.violations.extend(findings.violations);
    }
    verdict
}

/// A creation belongs to the lobby it was answered with; one without an answer, to none.
fn by_lobby(history: &[Record]) -> BTreeMap<&str, Vec<&Record>> {
    let mut lobbies: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for record in history {
        let code = match record {
            Record::Event(event) => event.lobby.code.as_str(),
            Record::Call(call) => match &call.answer {
                Answer::Lobby { lobby } if call.lobby.is_empty() => lobby.code.as_str(),
                _ => call.lobby.as_str(),
            },
            Record::Begin(_) | Record::Fault(_) => "",
        };
        if !code.is_empty() {
            lobbies.entry(code).or_default().push(record);
        }
    }
    lobbies
}

/// For messages.
fn milliseconds(at: Nanos) -> String {
    format!("{}.{:03} ms", at / 1_000_000, at / 1_000 % 1_000)
}
