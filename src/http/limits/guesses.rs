//! Who may find out whether there is a lobby with a certain code.
//!
//! Whoever gets an answer has learned something, so each question is paid for before it is looked up, and given back where the
//! code was right. What a subscriber has asked rightly once costs it nothing any more: a guest behind the address of somebody
//! who guesses joins where others of the same venue are.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Duration;

use super::budgets::{Budgets, Charge, Overall, Rates};
use super::meter::{CAPACITY, Excess, Rate};
use crate::address::subscriber;
use crate::game::LobbyCode;

const HOUR: Duration = Duration::from_secs(3600);

/// Questions by a code alone: joining a lobby, or looking at it from outside.
const CODES: Rates = Rates {
    subscriber: Rate {
        name: "failures",
        burst: 120,
        interval: Duration::from_secs(10),
    },
    customer: Rate {
        name: "failures-network",
        burst: 240,
        interval: Duration::from_secs(5),
    },
    overall: Some(Overall {
        all: Rate {
            name: "failures-overall",
            burst: 1200,
            interval: Duration::from_secs(2),
        },
        reserve: RESERVE,
    }),
};

/// Questions that are put with a token nobody has: the way it is refused tells whether there is a lobby. Fewer, as phones of
/// those who were in a lobby that is gone need none.
const TOKENS: Rates = Rates {
    subscriber: Rate {
        name: "failures",
        burst: 60,
        interval: Duration::from_secs(20),
    },
    customer: Rate {
        name: "failures-network",
        burst: 120,
        interval: Duration::from_secs(10),
    },
    overall: Some(Overall {
        all: Rate {
            name: "failures-overall",
            burst: 600,
            interval: Duration::from_secs(4),
        },
        reserve: RESERVE,
    }),
};

const RESERVE: Rate = Rate {
    name: "failures-overall",
    burst: 2,
    interval: HOUR,
};

/// How long a code is known to a subscriber after it was last right: an evening.
const KNOWN: Duration = Duration::from_secs(12 * 3600);

/// For so long what a subscriber has left again is kept for the code that was asked for most often.
const TURN: Duration = Duration::from_secs(5);

/// Codes that one subscriber waits for, as far as they are remembered.
const WAITING: usize = 1000;

/// How a question was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// There is such a lobby.
    Right,
    Wrong,
    /// Nothing was found out.
    Nothing,
    /// Whoever asked has not waited for it.
    Unheard,
}

/// A subscriber, and a code.
type Question = (IpAddr, LobbyCode);

#[derive(Debug)]
pub struct Guesses {
    codes: Budgets,
    tokens: Budgets,
    /// When each was last right.
    known: HashMap<Question, Duration>,
    /// Those that are looked up just now.
    asked: HashMap<Question, Asked>,
    /// Who was refused.
    waiting: HashMap<IpAddr, Waiting>,
}

/// One question, put by some at the same time.
#[derive(Debug)]
struct Asked {
    by: u32,
    /// Until it is answered rightly.
    charge: Option<Charge>,
}

/// What a subscriber asks for again and again. A guest repeats the right code, and whoever guesses has the next one.
#[derive(Debug, Default)]
struct Waiting {
    times: HashMap<LobbyCode, u32>,
    most: u32,
}

impl Default for Guesses {
    fn default() -> Self {
        Self {
            codes: Budgets::new(CODES),
            tokens: Budgets::new(TOKENS),
            known: HashMap::new(),
            asked: HashMap::new(),
            waiting: HashMap::new(),
        }
    }
}

impl Guesses {
    /// Before a code is looked up. Each question that may be put is to be [`Guesses::answered`].
    ///
    /// # Errors
    /// It may not, and how long to wait.
    pub fn ask(&mut self, by: IpAddr, code: LobbyCode, now: Duration) -> Result<(), Excess> {
        let question = (subscriber(by), code);
        if self.is_known(question, now) {
            return Ok(());
        }
        if let Some(asked) = self.asked.get_mut(&question) {
            asked.by += 1;
            return Ok(());
        }
        let charge = match self.charge_in_turn(by, code, now) {
            Ok(charge) => Some(charge),
            Err(excess) => {
                if excess.rate == CODES.subscriber {
                    self.wait(question);
                }
                return Err(excess);
            }
        };
        if let Some(waiting) = self.waiting.get_mut(&question.0) {
            waiting.serve(code);
        }
        self.asked.insert(question, Asked { by: 1, charge });
        Ok(())
    }

    pub fn answered(&mut self, by: IpAddr, code: LobbyCode, answered: Answered, now: Duration) {
        let question = (subscriber(by), code);
        let mut charge = None;
        if let Some(asked) = self.asked.get_mut(&question) {
            asked.by -= 1;
            if matches!(answered, Answered::Right | Answered::Nothing) {
                charge = asked.charge.take();
            }
            if asked.by == 0 {
                self.asked.remove(&question);
            }
        }
        if let Some(charge) = charge {
            self.codes.give_back(charge);
        }
        match answered {
            Answered::Right => self.know(question, now),
            Answered::Wrong => _ = self.known.remove(&question),
            Answered::Nothing | Answered::Unheard => {}
        }
    }

    /// Somebody is in the lobby with this code, or has opened it.
    pub fn is_right(&mut self, by: IpAddr, code: LobbyCode, now: Duration) {
        self.know((subscriber(by), code), now);
    }

    /// After a token was refused, for a code if it is one.
    ///
    /// # Errors
    /// It must not be told how.
    pub fn refused(
        &mut self,
        by: IpAddr,
        code: Option<LobbyCode>,
        now: Duration,
    ) -> Result<(), Excess> {
        let is_known = code.is_some_and(|code| self.is_known((subscriber(by), code), now));
        if !is_known {
            self.tokens.charge(by, now)?;
        }
        Ok(())
    }

    fn is_known(&self, question: Question, now: Duration) -> bool {
        let known = self.known.get(&question);
        known.is_some_and(|at| now < *at + KNOWN)
    }

    fn know(&mut self, question: Question, now: Duration) {
        if self.known.len() >= CAPACITY && !self.known.contains_key(&question) {
            let mut all: Vec<_> = self.known.values().copied().collect();
            let (_, median, _) = all.select_nth_unstable(CAPACITY / 2);
            self.known.retain(|_, at| *at > *median);
        }
        self.known.insert(question, now);
    }

    fn charge_in_turn(
        &mut self,
        by: IpAddr,
        code: LobbyCode,
        now: Duration,
    ) -> Result<Charge, Excess> {
        let has_the_turn = self
            .waiting
            .get(&subscriber(by))
            .is_none_or(|waiting| waiting.has_the_turn(code));
        let free_at = self.codes.free_at(by);
        if !has_the_turn && now >= free_at && now < free_at + TURN {
            return Err(Excess {
                rate: CODES.subscriber,
                wait: CODES.subscriber.interval,
            });
        }
        self.codes.charge(by, now)
    }

    fn wait(&mut self, (by, code): Question) {
        if self.waiting.len() >= CAPACITY / WAITING && !self.waiting.contains_key(&by) {
            self.waiting.clear();
        }
        self.waiting.entry(by).or_default().add(code);
    }
}

impl Waiting {
    fn has_the_turn(&self, code: LobbyCode) -> bool {
        // The time that is asked just now counts, too.
        self.times.get(&code).copied().unwrap_or_default() + 1 >= self.most
    }

    fn add(&mut self, code: LobbyCode) {
        if self.times.len() >= WAITING && !self.times.contains_key(&code) {
            self.times.retain(|_, times| *times > 1);
            if self.times.len() >= WAITING {
                self.times.clear();
            }
        }
        let times = self.times.entry(code).or_default();
        *times += 1;
        self.most = self.most.max(*times);
    }

    fn serve(&mut self, code: LobbyCode) {
        self.times.remove(&code);
        self.most = self.times.values().copied().max().unwrap_or_default();
    }
}
