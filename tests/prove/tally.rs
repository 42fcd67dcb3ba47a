//! What the histories come to.

use std::collections::{BTreeMap, BTreeSet};

use crate::checker::{Rule, Verdict};
use crate::history::{Answer, Record};

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
