//! Random sequences of operations, played by the service on SQLite, by the service on Postgres and by the rules written
//! down once more in memory. All three must answer alike, whatever happens.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::Timestamp;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};
use serde_json::Value;
use tokio::sync::Mutex;

use crate::harness::{Backend, TestClock, reading};

mod answer;
mod chances;
mod entering;
mod form;
mod game;
mod history;
mod links;
mod moves;
mod operations;
mod party;
mod questions;
mod request;
mod rules;
mod settings;
mod teams;
mod time;
mod view;

use answer::{difference, expectable, expected};
use chances::sequence;
use game::{Game, Turn};
use operations::{Operation, opening};
use party::Party;
use settings::Rules;

/// Where `PANENKA_MODEL_SEQUENCES` does not say otherwise.
const SEQUENCES: u32 = 150;

/// The three parties, and what they have played.
struct Match {
    clock: TestClock,
    parties: Mutex<[Party; 2]>,
    sequences: AtomicUsize,
    /// The number of the first sequence in which they differed; those after it only make it shorter.
    differed: OnceLock<usize>,
    operations: AtomicUsize,
    /// How often each kind of operation was answered how.
    answers: std::sync::Mutex<BTreeMap<String, usize>>,
}

#[test]
fn both_services_answer_as_the_rules_foretell() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>());
    let sequences = number("PANENKA_MODEL_SEQUENCES").map(|given| given.expect("a number"));
    let seed = number("PANENKA_MODEL_SEED").map(|given| given.expect("a number"));
    let seed = seed.unwrap_or_else(rand::random);
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let game = runtime.block_on(Match::prepare());
    let mut runner = TestRunner::new(Config {
        cases: sequences.map_or(SEQUENCES, |given| given as u32),
        failure_persistence: None, // the seed is enough
        max_shrink_iters: 1_000,
        rng_seed: RngSeed::Fixed(seed),
        ..Config::default()
    });
    let played = runner.run(&sequence(), |(rules, operations)| {
        let difference = runtime.block_on(game.play(rules, &operations));
        difference.map_or(Ok(()), |difference| Err(TestCaseError::fail(difference)))
    });
    game.report(seed);
    if let Err(TestError::Fail(reason, (rules, operations))) = &played {
        eprintln!("{reason}\nThe whole sequence:");
        for operation in opening(*rules).iter().chain(operations) {
            eprintln!("  {operation:?}");
        }
    }
    assert!(played.is_ok(), "not all answers are as foretold");
}

impl Match {
    async fn prepare() -> Self {
        let clock = TestClock::new();
        let sqlite = Party::start(Backend::Sqlite, clock.clone()).await;
        let postgres = Party::start(Backend::Postgres, clock.clone()).await;
        Self {
            clock,
            parties: Mutex::new([sqlite, postgres]),
            sequences: AtomicUsize::default(),
            differed: OnceLock::new(),
            operations: AtomicUsize::default(),
            answers: std::sync::Mutex::default(),
        }
    }

    /// The first difference, if there is one.
    async fn play(&self, rules: Rules, operations: &[Operation]) -> Option<String> {
        let mut parties = self.parties.lock().await;
        self.clear_away(&mut parties).await;
        parties.iter_mut().for_each(Party::begin);
        let start = self.clock.clock().now();
        let mut game = Game::new();
        let sequence = self.sequences.fetch_add(1, Ordering::Relaxed) + 1;
        for (number, &operation) in opening(rules).iter().chain(operations).enumerate() {
            self.operations.fetch_add(1, Ordering::Relaxed);
            let turn = self.turn(&mut parties, &mut game, operation, start).await;
            if let Err(difference) = turn {
                self.differed.get_or_init(|| sequence);
                return Some(format!(
                    "Operation {}, {operation:?}:\n{difference}",
                    number + 1
                ));
            }
        }
        None
    }

    fn report(&self, seed: u64) {
        let sequences = self.sequences.load(Ordering::Relaxed);
        let operations = self.operations.load(Ordering::Relaxed);
        eprintln!("{sequences} sequences of {operations} operations were played; seed {seed}");
        for (answer, times) in self.answers.lock().expect("a lock").iter() {
            eprintln!("{times:>9}  {answer}");
        }
        if let Some(sequence) = self.differed.get() {
            eprintln!("In sequence {sequence} the answers differed; the shortest such is this.");
        }
    }

    fn count(&self, operation: Operation, answer: &rules::Answer) {
        let name = format!("{operation:?}");
        let name = name.split('(').next().unwrap_or_default();
        let said = answer.gist();
        let mut answers = self.answers.lock().expect("a lock");
        *answers
            .entry(format!("{name} {} {said}", answer.status))
            .or_default() += 1;
    }

    /// Lets everything of earlier sequences expire.
    async fn clear_away(&self, parties: &mut [Party; 2]) {
        self.clock.advance(7_200.0);
        for party in parties {
            let swept = party.service.store.sweep(self.clock.clock().read()).await;
            swept.expect("a store");
        }
    }

    async fn turn(
        &self,
        parties: &mut [Party; 2],
        game: &mut Game,
        operation: Operation,
        start: Timestamp,
    ) -> Result<(), String> {
        let [sqlite, postgres] = parties;
        let request = match game.turn(operation) {
            Turn::Pass(milliseconds) => {
                game.model.now += milliseconds;
                self.clock.advance(milliseconds as f64 / 1e3);
                return Ok(());
            }
            Turn::Sweep => {
                game.model.sweep();
                let now = self.clock.clock().now();
                let (a, b) = (&sqlite.service.store, &postgres.service.store);
                let (a, b) = tokio::join!(a.sweep(reading(now)), b.sweep(reading(now)));
                let (a, b) = (a.expect("a store").settled, b.expect("a store").settled);
                return if a == b {
                    Ok(())
                } else {
                    Err(format!("{a} lobbies were due on SQLite, {b} on Postgres"))
                };
            }
            Turn::Ask(request) => request,
        };
        let (left, right) = tokio::join!(sqlite.send(&request), postgres.send(&request));
        let foretold = game.model.answer(&request);
        self.count(operation, &foretold);
        game.sit_down(operation, foretold.location);
        let told = expectable(left.clone(), start);
        compare("SQLite", &told, "the rules", &expected(foretold), &request)?;
        compare("SQLite", &left, "Postgres", &right, &request)
    }
}

fn compare(
    left: &str,
    left_answer: &Value,
    right: &str,
    right_answer: &Value,
    request: &request::Request,
) -> Result<(), String> {
    let Some((path, a, b)) = difference(left_answer, right_answer) else {
        return Ok(());
    };
    Err(format!(
        "{path} is {a} on {left}, {b} by {right}\n{request:?}\n{left}: {left_answer}\n{right}: {right_answer}"
    ))
}
