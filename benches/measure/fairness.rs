//! How often the first finger stands first, by the length of the fair window: simulated, and played with the service
//! itself. docs/fairness.md says what is modelled.

mod client;
mod lobby;
mod model;
mod proxy;
mod round;
mod service;
mod tables;
mod tally;

pub use service::measure;
pub use tables::simulate;

/// How much is played.
struct Extent {
    /// Simulated, of each kind.
    rounds: usize,
    /// Played with the service, of each kind.
    served: usize,
}

impl Extent {
    fn of(quick: bool) -> Self {
        let (rounds, served) = if quick { (2_000, 40) } else { (50_000, 400) };
        Self { rounds, served }
    }
}
