//! From legacy rows to lobbies that follow the rules of today.

use std::collections::{HashMap, HashSet};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::Fault;
use super::rows::{LegacyLobby, Seat, quoted};
use crate::game::{Buzz, Lobby, LobbyCode, Player};

/// Puts the players into their lobbies, all settled up to `now`; the expired ones among them too.
pub fn lobbies(
    rows: Vec<LegacyLobby>,
    seats: Vec<Seat>,
    now: Timestamp,
) -> Result<Vec<Lobby>, Fault> {
    let mut codes = HashSet::new();
    if let Some(twice) = rows.iter().find(|row| !codes.insert(row.lobby.code)) {
        return Err(twice.row.fault("its code occurs twice"));
    }
    let mut by_lobby: HashMap<LobbyCode, Vec<Seat>> = HashMap::new();
    let mut ids = HashSet::new();
    for seat in seats {
        if !codes.contains(&seat.lobby) {
            let what = format!("lobby_code is {}, which is no lobby", seat.lobby);
            return Err(seat.row.fault(what));
        }
        if !ids.insert(seat.player.id) {
            return Err(seat.row.fault("its id occurs twice"));
        }
        by_lobby.entry(seat.lobby).or_default().push(seat);
    }
    rows.into_iter()
        .map(|row| {
            let seats = by_lobby.remove(&row.lobby.code).unwrap_or_default();
            assemble(row, seats, now)
        })
        .collect()
}

fn assemble(mut row: LegacyLobby, seats: Vec<Seat>, now: Timestamp) -> Result<Lobby, Fault> {
    row.lobby.queue = queue(&row, &seats)?;
    if let Some(id) = row.active_player {
        if !seats.iter().any(|seat| seat.player.id == id) {
            let what = format!("active_player_id is {id}, who is no player of this lobby");
            return Err(row.row.fault(what));
        }
        if !row.lobby.is_queued(id) {
            let what = format!("active_player_id is {id}, who is not in buzz_order");
            return Err(row.row.fault(what));
        }
        row.lobby.active_player = Some(id);
    }
    let mut lobby = row.lobby;
    lobby.players = in_order_of_joining(seats);
    lobby.settle(now);
    // An expired player returns by a token, and nobody has one: the seat would only keep the name from being free.
    lobby.players.retain(Player::is_seated);
    lobby.version = 1;
    lobby.departures = 0;
    Ok(lobby)
}

fn queue(row: &LegacyLobby, seats: &[Seat]) -> Result<Vec<Buzz>, Fault> {
    let buzzed_at: HashMap<Uuid, Option<Timestamp>> = seats
        .iter()
        .map(|seat| (seat.player.id, seat.buzzed_at))
        .collect();
    let mut queued = HashSet::new();
    let mut queue: Vec<Buzz> = Vec::new();
    for text in &row.buzz_order {
        let known = text
            .parse()
            .ok()
            .and_then(|id| buzzed_at.get_key_value(&id));
        let Some((&player, &own)) = known else {
            let what = format!(
                "buzz_order has {}, who is no player of this lobby",
                quoted(text)
            );
            return Err(row.row.fault(what));
        };
        if !queued.insert(player) {
            let what = format!("buzz_order has {} twice", quoted(text));
            return Err(row.row.fault(what));
        }
        // The order was decided when it was written; a time that contradicts it is the one that is wrong.
        let at = match (own, queue.last()) {
            (Some(own), Some(last)) => own.max(last.at),
            (Some(own), None) => own,
            (None, Some(last)) => last.at,
            (None, None) => row.lobby.updated_at,
        };
        queue.push(Buzz::at(player, at));
    }
    Ok(queue)
}

/// Each strictly later than the one before, as the rules promise.
fn in_order_of_joining(mut seats: Vec<Seat>) -> Vec<Player> {
    seats.sort_by_key(|seat| seat.player.joined_at);
    let mut players: Vec<Player> = Vec::with_capacity(seats.len());
    for Seat { mut player, .. } in seats {
        if let Some(last) = players.last() {
            let earliest = last.joined_at + SignedDuration::from_micros(1);
            player.joined_at = player.joined_at.max(earliest);
        }
        players.push(player);
    }
    players
}
