//! What the histories come to.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;

use crate::checker::{Rule, Verdict};
use crate::history::{Action, Answer, Call, Event, Record, Request, begin};

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
    /// Of these, with a place that was provisional.
    pub provisional: usize,
    /// How long after its end a stream that had shown a fair window showed the sealed order.
    pub seals: Vec<SignedDuration>,
    /// Operations that were answered with success, and buzzes that came too early, by what they are.
    pub done: BTreeMap<&'static str, usize>,
    pub violated: BTreeMap<Rule, usize>,
}

impl Tally {
    pub fn add(&mut self, history: &[Record], verdict: &Verdict) {
        self.histories += 1;
        self.seals.extend(seals(history));
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
                    self.provisional += usize::from(
                        matches!(&call.answer, Answer::Buzzed(buzzed) if buzzed.provisional),
                    );
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
        println!(
            "acknowledged buzzes {}, of which {} in a fair window",
            self.acknowledged, self.provisional
        );
        println!("sealed orders       {}", self.sealed());
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

impl Tally {
    /// Shown by streams, and how long after the end of the window.
    fn sealed(&self) -> String {
        let mut seals = self.seals.clone();
        seals.sort_unstable();
        let Some(last) = seals.len().checked_sub(1) else {
            return "none shown by a stream".to_owned();
        };
        let after = |share: usize| seals[last * share / 100].as_millis();
        format!(
            "{} shown by streams, {} ms after the window's end (median), {} (90 %), {} (99 %)",
            seals.len(),
            after(50),
            after(90),
            after(99)
        )
    }
}

/// Of streams that were open before the end of a window, and after it.
fn seals(history: &[Record]) -> Vec<SignedDuration> {
    let Some(begin) = begin(history) else {
        return Vec::new();
    };
    let mut open: BTreeMap<u64, &Event> = BTreeMap::new();
    let mut seals = Vec::new();
    for record in history {
        let Record::Event(event) = record else {
            continue;
        };
        let before = open.remove(&event.stream);
        if event.lobby.window_ends_at.is_some() {
            open.insert(event.stream, event);
        } else if let Some(before) = before
            && let Some(end) = before.lobby.window_ends_at
            && before.lobby.round == event.lobby.round
        {
            seals.push(end.duration_until(begin.time(event.at)));
        }
    }
    seals
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
