//! What one subscriber may do, one customer's network, and all together.

use std::net::IpAddr;
use std::time::Duration;

use super::meter::{Excess, Meter, Rate};
use crate::address::{customer, subscriber};

/// The rates of one kind of deed.
#[derive(Clone, Copy, Debug)]
pub struct Rates {
    /// An IPv4 address, or the /64 of an IPv6 address. A venue full of phones shares one.
    pub subscriber: Rate,
    /// The /48 of an IPv6 address, in which one customer may have as many /64s as there are in it.
    pub customer: Rate,
    pub overall: Option<Overall>,
}

/// For everybody together.
#[derive(Clone, Copy, Debug)]
pub struct Overall {
    pub all: Rate,
    /// What each network has all the same once that is used up: who guesses from many must not be able to keep others from a
    /// typing error.
    pub reserve: Rate,
}

#[derive(Debug)]
pub struct Budgets {
    subscribers: Meter<IpAddr>,
    customers: Meter<IpAddr>,
    overall: Option<(Meter<()>, Meter<IpAddr>)>,
}

/// What was paid for one deed; it can be given back.
#[derive(Clone, Copy, Debug)]
pub struct Charge {
    by: IpAddr,
    pub is_of_reserve: bool,
}

/// Whether whoever asks goes before the others who wait.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    /// Those of the same subscriber.
    pub here: bool,
    /// Those of all.
    pub anywhere: bool,
}

impl Turn {
    /// Where nobody waits.
    pub const FREE: Self = Self {
        here: true,
        anywhere: true,
    };
}

impl Budgets {
    pub fn new(rates: Rates) -> Self {
        let overall = rates.overall;
        Self {
            subscribers: Meter::new(rates.subscriber),
            customers: Meter::new(rates.customer),
            overall: overall.map(|rates| (Meter::new(rates.all), Meter::new(rates.reserve))),
        }
    }

    /// # Errors
    /// There is nothing left for this one, and nothing was charged. Where all have used theirs up, and this one its reserve,
    /// the next that comes free for all is the sooner.
    pub fn charge(&mut self, by: IpAddr, turn: Turn, now: Duration) -> Result<Charge, Excess> {
        let (subscriber, customer) = (subscriber(by), customer(by));
        self.subscribers.check_in_turn(subscriber, turn.here, now)?;
        self.customers.check(customer, now)?;
        let mut is_of_reserve = false;
        if let Some((all, reserve)) = &mut self.overall {
            match all.check_in_turn((), turn.anywhere, now) {
                Ok(()) => all.record((), now),
                Err(excess) => {
                    reserve.check(customer, now).map_err(|_| excess)?;
                    reserve.record(customer, now);
                    is_of_reserve = true;
                }
            }
        }
        self.subscribers.record(subscriber, now);
        self.customers.record(customer, now);
        Ok(Charge { by, is_of_reserve })
    }

    pub fn give_back(&mut self, charge: Charge) {
        let by = charge.by;
        self.subscribers.give_back(subscriber(by));
        self.customers.give_back(customer(by));
        match &mut self.overall {
            Some((_, reserve)) if charge.is_of_reserve => reserve.give_back(customer(by)),
            Some((all, _)) => all.give_back(()),
            None => {}
        }
    }
}
