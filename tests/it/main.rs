//! All tests of the service from the outside, by subject. Those about the game run on both databases.

#[macro_use]
mod harness;

mod game;
