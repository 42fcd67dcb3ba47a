//! Who and what is gone when, to the microsecond, whether or not anything was swept.
//!
//! A sign of life is written at most every 30 s, so each limit has 30 s on top of what the contract names.

mod lobbies;
mod players;

/// The shortest time the databases can tell.
const TICK: f64 = 0.000_001;
