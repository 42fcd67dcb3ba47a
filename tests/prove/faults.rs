//! Which faults happen when.

use std::error::Error;
use std::sync::Arc;

use clap::ValueEnum;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

use crate::fleet::Fleet;
use crate::history::{Fault, Record};
use crate::session::Session;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Kind {
    /// kill -9 of an instance
    Kill,
    /// SIGTERM of an instance under load
    Term,
    /// termination of Postgres backends
    Terminate,
    /// immediate restart of Postgres
    Restart,
    /// connections reset before or within the answer
    Reset,
    /// no faults
    None,
}

/// Connections cut by one fault of kind [`Kind::Reset`].
const CONNECTIONS_CUT: usize = 3;

impl Kind {
    pub fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or_else(String::new, |value| value.get_name().to_owned())
    }

    pub fn needs_postgres(self) -> bool {
        matches!(self, Self::Terminate | Self::Restart)
    }
}

/// A fault, and how many operations must have begun before it.
pub type Plan = Vec<(u64, Kind)>;

/// Spreads `each` faults of every kind over `histories`, and those of one history over its operations.
pub fn plan(
    kinds: &[Kind],
    each: u64,
    (index, histories): (u64, u64),
    operations: u64,
    seed: u64,
) -> Plan {
    let mut rng = StdRng::seed_from_u64(seed);
    let here = each * (index + 1) / histories - each * index / histories;
    let mut plan: Plan = kinds
        .iter()
        .flat_map(|kind| (0..here).map(|_| *kind))
        .map(|kind| {
            (
                rng.random_range(operations / 10..=operations * 9 / 10),
                kind,
            )
        })
        .collect();
    plan.sort_unstable();
    plan
}

/// Lets the faults happen, one after the other, while the clients go on.
pub async fn inject(
    plan: Plan,
    fleet: Arc<Fleet>,
    session: Arc<Session>,
    seed: u64,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut rng = StdRng::seed_from_u64(seed);
    for (after, kind) in plan {
        session.operations_begun(after).await;
        let instance = rng.random_range(0..fleet.instances.len());
        session.record(Record::Fault(Fault {
            at: session.now(),
            kind: kind.name(),
            instance: (!kind.needs_postgres()).then_some(instance),
        }));
        match kind {
            Kind::Kill => fleet.kill(instance).await?,
            Kind::Term => fleet.terminate(instance).await?,
            Kind::Terminate => fleet.end_backends().await?,
            Kind::Restart => fleet.restart_database().await?,
            Kind::Reset => fleet.instances[instance].relay.cut(CONNECTIONS_CUT),
            Kind::None => {}
        }
    }
    session.faults_done();
    Ok(())
}
