//! The columns of `lobbies` that are lists, as Postgres has them.

use uuid::Uuid;

use crate::game::Lobby;
use crate::store::rows::micros;

pub fn false_start_columns(lobby: &Lobby) -> (Vec<Uuid>, Vec<i64>) {
    lobby
        .false_starts
        .iter()
        .map(|starter| (starter.player, micros(starter.until)))
        .unzip()
}

pub fn queue_columns(lobby: &Lobby) -> (Vec<Uuid>, Vec<i64>) {
    lobby
        .queue
        .iter()
        .map(|buzz| (buzz.player, micros(buzz.at)))
        .unzip()
}
