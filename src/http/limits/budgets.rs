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
    is_of_reserve: bool,
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
    /// There is nothing left for this one, and nothing was charged.
    pub fn charge(&mut self, by: IpAddr, now: Duration) -> Result<Charge, Excess> {
        self.subscribers.check(subscriber(by), now)?;
        self.customers.check(customer(by), now)?;
        let mut is_of_reserve = false;
        if let Some((all, reserve)) = &mut self.overall {
            is_of_reserve = all.check((), now).is_err();
            if is_of_reserve {
                reserve.check(customer(by), now)?;
                reserve.record(customer(by), now);
            } else {
                all.record((), now);
            }
        }
        self.subscribers.record(subscriber(by), now);
        self.customers.record(customer(by), now);
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

    /// From when on this subscriber itself has something left.
    pub fn free_at(&self, by: IpAddr) -> Duration {
        self.subscribers.free_at(subscriber(by))
    }
}
