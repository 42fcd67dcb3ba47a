//! The lobby that the description shows: played by the rules, so that it is one that could be.

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use uuid::Uuid;

use crate::game::{
    Buzz, Colour, Command, Host, Lobby, LobbyCode, Newcomer, PlayerName, Role, Secret, Settings,
    TeamEdit, Token,
};
use crate::http::rendering::lobby_within;
use crate::store::Viewed;

/// With the eyes of Ben, who has buzzed second.
pub fn lobby() -> Option<Value> {
    let began = Timestamp::from_second(1_771_097_400).ok()?;
    let at = |milliseconds| began + SignedDuration::from_millis(milliseconds);
    let host = token();
    let mut lobby = open(&host, began)?;
    let teams = [("Red", "#d62728", 11), ("Blue", "#1f77b4", 12)];
    let teams = teams.map(|(name, colour, id)| team(name, colour, id));
    let teams = teams.into_iter().collect::<Option<Vec<_>>>()?;
    let set = Command::SetTeams(teams);
    lobby.play(&host.digest(), &set, at(5_000)).ok()?;
    for (name, id, joined) in [("Анна", 2, 31_250), ("Ben", 3, 44_875)] {
        let newcomer = newcomer(name, id, lobby.teams.get(id as usize - 2)?.id)?;
        lobby.join(&newcomer, 100, at(joined)).ok()?;
    }
    let (anna, ben) = (Uuid::from_u128(2), Uuid::from_u128(3));
    for (player, buzzed) in [(anna, 61_042), (ben, 61_180)] {
        lobby.queue.push(Buzz::at(player, at(buzzed)));
        lobby.version += 1;
    }
    let confirm = Command::Confirm {
        player: anna,
        round: Some(1),
    };
    lobby.play(&host.digest(), &confirm, at(63_400)).ok()?;
    let viewed = Viewed {
        lobby: lobby.into(),
        viewer: Role::Player(ben),
    };
    let shown = lobby_within(&viewed).ok()?;
    serde_json::from_str(shown.get()).ok()
}

/// Nobody sees it.
fn token() -> Token {
    Token::generate(&mut rand::rng())
}

fn name(text: &str) -> Option<PlayerName> {
    text.parse().ok()
}

fn open(host: &Token, began: Timestamp) -> Option<Lobby> {
    let code: LobbyCode = "K7QX".parse().ok()?;
    let host = Host {
        id: Uuid::from_u128(1),
        name: name("Olga")?,
        token: host.digest(),
        last_seen: began,
        online: true,
    };
    Some(Lobby::open(code, host, Settings::default(), began))
}

fn team(text: &str, colour: &str, id: u128) -> Option<TeamEdit> {
    let colour: Colour = colour.parse().ok()?;
    Some(TeamEdit {
        id: None,
        name: name(text)?,
        colour,
        new_id: Uuid::from_u128(id),
    })
}

fn newcomer(text: &str, id: u128, team: Uuid) -> Option<Newcomer> {
    Some(Newcomer {
        id: Uuid::from_u128(id),
        name: name(text)?,
        team: Some(team),
        secret: Secret::Drawn(token()),
    })
}
