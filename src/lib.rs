//! Panenka, the buzzer service of a quiz night: who was first, beyond dispute.
//!
//! A request travels from the outside in:
//!
//! - [`telemetry`] gives it an id and writes its one line of log;
//! - [`http`] has the routes; a handler takes what it needs from the request, makes one call to the store, answers;
//! - [`store`] is one trait over two databases; each method is one atomic step, queries are checked at compile time;
//! - [`domain`] has the rules of the game, which a store method runs on a lobby while it holds its row lock.
//!
//! [`server`] starts all that, and keeps the connections of clients within bounds. [`live`] wakes those who wait for a
//! change of a lobby, and [`hints`] tell other instances of it. [`metrics`] are the numbers to watch. What goes wrong on
//! the way comes back as a [`problem`]. [`config`] has every setting, [`sweeper`] clears away what has expired, and
//! `import` takes over the lobbies of the legacy system. The order of the buzzes is decided by one statement on one
//! row: `store/postgres/statements.rs` and its twin for SQLite.

pub mod address;
pub mod announce;
pub mod clock;
pub mod config;
pub mod domain;
pub mod hints;
pub mod http;
#[cfg(feature = "sqlite")]
pub mod import;
pub mod live;
pub mod metrics;
pub mod problem;
pub mod server;
pub mod store;
pub mod sweeper;
pub mod telemetry;
