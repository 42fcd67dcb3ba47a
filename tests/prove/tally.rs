//! What the histories come to.

use std::collections::{BTreeMap, BTreeSet};

use crate::checker::{Rule, Verdict};
use crate::history::{Action, Answer, Call, Record, Request};

#[derive(Default)]
pub struct Tally {
    pub histories: usize,
    pub calls: usize,
    pub operations: u64,
    pub ambiguous: usize,
    pub events: usize,
    pub faults: BTreeMap<String, usize>,
    pub connections_cut: usize,
    pub versions: usize,
    pub known: usize,
    pub acknowledged: usize,
    /// Operations that were answered with success, and buzzes that came too early, by what they are.
    pub done: BTreeMap<&'static str, usize>,
    pub violated: BTreeMap<Rule, usize>,
}

impl Tally {
    pub fn add(&mut self, history: &[Record], verdict: &Verdict) {
        self.histories += 1;
        let mut operations = BTreeSet::new();
        for record in history {
            match record {
                Record::Begin(_) => {}
                Record::Event(_) => self.events += 1,
                Record::Fault(fault) => *self.faults.entry(fault.kind.clone()).or_default() += 1,
                Record::Call(call) => {
                    self.calls += 1;
                    operations.insert(call.operation);
                    if let Some(what) = done(call) {
                        *self.done.entry(what).or_default() += 1;
                    }
                    self.ambiguous += usize::from(matches!(call.answer, Answer::Ambiguous { .. }));
                }
            }
        }
        self.operations += operations.len() as u64;
        self.versions += verdict.versions;
        self.known += verdict.known;
        self.acknowledged += verdict.acknowledged_buzzes;
        for violation in &verdict.violations {
            *self.violated.entry(violation.rule).or_default() += 1;
        }
    }

    pub fn print(&self) {
        let faults = self
            .faults
            .iter()
            .map(|(kind, times)| format!("{kind} {times}"));
        let faults: Vec<_> = faults.collect();
        println!("\nhistories           {}", self.histories);
        println!("operations          {}", self.operations);
        println!(
            "calls               {}, of which {} without a certain answer",
            self.calls, self.ambiguous
        );
        println!("events of streams   {}", self.events);
        println!("acknowledged buzzes {}", self.acknowledged);
        let done = self
            .done
            .iter()
            .map(|(what, times)| format!("{what} {times}"));
        println!(
            "moves               {}",
            done.collect::<Vec<_>>().join(", ")
        );
        println!(
            "versions            {}, of which {} are known",
            self.versions, self.known
        );
        println!("faults              {}", faults.join(", "));
        println!("connections cut     {}", self.connections_cut);
        for (rule, times) in &self.violated {
            println!("violated            {rule}: {times} times");
        }
        println!(
            "violations          {}",
            self.violated.values().sum::<usize>()
        );
    }
}

/// What else than a read or a buzz in the queue has come of a call.
fn done(call: &Call) -> Option<&'static str> {
    if let Answer::Refused { until: Some(_), .. } = call.answer {
        return Some("too early");
    }
    let is_done = matches!(
        call.answer,
        Answer::Lobby { .. } | Answer::Joined { .. } | Answer::Linked { .. } | Answer::Removed
    );
    let what = match &call.request {
        Request::Join { .. } => "join",
        Request::Choose { .. } => "choose a team",
        Request::Confirm { .. } => "confirm",
        Request::Resolve {
            action: Action::Minus,
            ..
        } => "resolve as wrong",
        Request::Resolve { .. } => "resolve",
        Request::Reset { .. } => "reset",
        Request::Set { .. } => "set",
        Request::Finish => "finish",
        Request::Restart { .. } => "restart",
        Request::Undo { .. } => "undo",
        Request::Kick { .. } => "kick",
        Request::Leave { .. } => "leave",
        Request::MoveSeat { .. } => "move a seat",
        Request::Revoke { .. } => "revoke",
        _ => return None,
    };
    is_done.then_some(what)
}
