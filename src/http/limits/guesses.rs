//! Who may find out whether there is a lobby with a certain code.
//!
//! Whoever gets an answer has learned something, so each question is paid for before it is looked up, and given back where the
//! code was right. What a subscriber has asked rightly once costs it nothing any more: a guest behind the address of somebody
//! who guesses joins where others of the same venue are. Where nothing is left, what comes free again goes to what is asked for
//! again and again.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Duration;

use super::budgets::{Budgets, Charge, Overall, Rates, Turn};
use super::meter::{CAPACITY, Excess, Rate};
use super::waiting::Waiting;
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

/// Subscribers who have nothing left themselves, and codes that one of them waits for, as far as they are remembered.
const SUBSCRIBERS_WAITING: usize = CAPACITY / CODES_WAITING;
const CODES_WAITING: usize = 1000;

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
    /// Who was refused because the subscriber has nothing left.
    waiting_here: HashMap<IpAddr, Waiting<LobbyCode>>,
    /// Who was refused because all together have nothing left.
    waiting_anywhere: Waiting<Question>,
}

/// One question, put by some at the same time.
#[derive(Debug)]
struct Asked {
    by: u32,
    /// Until it is answered rightly.
    charge: Option<Charge>,
}

impl Default for Guesses {
    fn default() -> Self {
        Self {
            codes: Budgets::new(CODES),
            tokens: Budgets::new(TOKENS),
            known: HashMap::new(),
            asked: HashMap::new(),
            waiting_here: HashMap::new(),
            waiting_anywhere: Waiting::up_to(CAPACITY),
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
        let turn = self.turn(question);
        match self.codes.charge(by, turn, now) {
            Ok(charge) => {
                self.serve(question, turn, charge);
                let charge = Some(charge);
                self.asked.insert(question, Asked { by: 1, charge });
                Ok(())
            }
            Err(excess) => {
                self.wait(question, excess.rate);
                Err(excess)
            }
        }
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
            self.tokens.charge(by, Turn::FREE, now)?;
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

    fn turn(&self, question: Question) -> Turn {
        let (by, code) = question;
        let here = self.waiting_here.get(&by);
        Turn {
            here: here.is_none_or(|waiting| waiting.has_the_turn(code)),
            anywhere: self.waiting_anywhere.has_the_turn(question),
        }
    }

    fn wait(&mut self, question: Question, for_what: Rate) {
        let (by, code) = question;
        if for_what == CODES.subscriber {
            let is_new = !self.waiting_here.contains_key(&by);
            if is_new && self.waiting_here.len() >= SUBSCRIBERS_WAITING {
                self.waiting_here.clear();
            }
            let here = self.waiting_here.entry(by);
            here.or_insert_with(|| Waiting::up_to(CODES_WAITING))
                .add(code);
        } else if CODES.overall.is_some_and(|of| of.all == for_what) {
            self.waiting_anywhere.add(question);
        }
    }

    fn serve(&mut self, question: Question, turn: Turn, charge: Charge) {
        let (by, code) = question;
        if let Some(here) = self.waiting_here.get_mut(&by) {
            here.serve(code, turn.here);
        }
        self.waiting_anywhere
            .serve(question, turn.anywhere || charge.is_of_reserve);
    }
}
