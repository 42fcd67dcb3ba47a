//! All tests of the service from the outside, by subject. Those about the game run on both databases.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where an expectation is not met"
)]
#![cfg_attr(
    not(all(feature = "postgres", feature = "sqlite")),
    expect(
        dead_code,
        unused_imports,
        reason = "cases that compare the two databases are left out"
    )
)]

#[macro_use]
mod harness;
mod log;
mod sql;
mod wire;

mod cli;
mod conformance;
mod connections;
mod delivery;
mod deployment;
mod expiry;
mod faults;
mod game;
mod hints;
mod history;
#[cfg(feature = "postgres")]
mod hosts;
mod idempotency;
#[cfg(feature = "sqlite")]
mod import;
mod input;
mod links;
mod live;
mod metrics;
mod migrations;
#[cfg(all(feature = "postgres", feature = "sqlite"))]
mod model;
mod names;
mod openapi;
#[cfg(feature = "postgres")]
mod poolers;
#[cfg(feature = "postgres")]
mod portable;
mod problems;
mod races;
mod reads;
mod rules;
mod sweep;
mod teams;
mod uptime;
mod web;
