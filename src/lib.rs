//! Panenka, the buzzer service of a quiz night: who was first, beyond dispute.
//!
//! A request travels from the outside in:
//!
//! - [`listener`] accepts its connection, and keeps connections within bounds;
//! - [`http`] has the routes, gives the request an id and the log its one line; a handler takes what it needs from the
//!   request, makes one call to the store, answers. What goes wrong on the way comes back as a [`http::problem`];
//! - [`store`] has the use cases, each one atomic step, over either database; queries are checked at compile time;
//! - [`game`] has the rules, which a store method runs on a lobby while it holds its row lock.
//!
//! [`live`] wakes those who wait for a change of a lobby, and tells other instances of it. [`metrics`] are the numbers to
//! watch, [`telemetry`] is where the log goes. [`config`] has every setting, and `import` takes over the lobbies of the
//! legacy system. The order of the buzzes is decided by one statement on one row: `store/postgres/statements.rs` and its
//! twin for SQLite.

pub mod address;
pub mod app;
pub mod clock;
pub mod config;
pub mod game;
pub mod http;
#[cfg(feature = "sqlite")]
pub mod import;
pub mod listener;
pub mod live;
pub mod metrics;
pub mod store;
pub mod telemetry;
