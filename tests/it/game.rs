//! The rules of the game.

mod roster;
mod rounds;
mod scoring;
mod state;
mod strangers;
mod versions;
