//! From rows to the domain and back, once for both backends: ids and lists arrive as text, times as microseconds.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

use jiff::Timestamp;
use serde::Deserialize;

use super::{Credentials, StoreError, StoreResult};
use crate::game::{Buzz, Digest, Host, KeyedJoin, Lobby, Player, PlayerName, Presence, Salt};

/// A row of `lobbies`.
pub struct LobbyRow {
    pub code: String,
    pub host_id: String,
    pub host_name: String,
    pub host_token: String,
    pub created_at: i64,
    pub updated_at: i64,
    pub host_seen: i64,
    pub next_due_at: i64,
    pub host_online: bool,
    pub locked: bool,
    /// JSON array of player ids.
    pub buzz_order: String,
    /// JSON array of times.
    pub buzz_times: String,
    pub active_player_id: Option<String>,
    pub question_value: i64,
    pub round: i64,
    pub version: i64,
    pub departures: i64,
    /// JSON array of [`PlayerRow`]s.
    pub players: String,
}

/// A row of `players`, as the databases put it in JSON.
#[derive(Deserialize)]
struct PlayerRow<'a> {
    id: uuid::Uuid,
    #[serde(borrow)]
    name: Cow<'a, str>,
    joined_at: i64,
    last_seen: i64,
    #[serde(borrow)]
    presence: Cow<'a, str>,
    score: i64,
    token: String,
    /// These three only where the lobby is about to change.
    joined_as: Option<String>,
    idempotency_key: Option<String>,
    token_salt: Option<String>,
}

impl TryFrom<LobbyRow> for Lobby {
    type Error = StoreError;

    fn try_from(row: LobbyRow) -> StoreResult<Self> {
        let order: Vec<uuid::Uuid> = json(&row.buzz_order)?;
        let times: Vec<i64> = json(&row.buzz_times)?;
        let queue = order.into_iter().zip(times).map(|(player, at)| {
            let at = time(at)?;
            Ok(Buzz { player, at })
        });
        let mut players = json::<Vec<PlayerRow<'_>>>(&row.players)?
            .into_iter()
            .map(Player::try_from)
            .collect::<StoreResult<Vec<_>>>()?;
        players.sort_by_key(|player| player.joined_at);
        Ok(Self {
            code: text(&row.code)?,
            host: Host {
                id: text(&row.host_id)?,
                name: stored_name(&row.host_name)?,
                token: Digest::from_stored(row.host_token),
                last_seen: time(row.host_seen)?,
                online: row.host_online,
            },
            created_at: time(row.created_at)?,
            updated_at: time(row.updated_at)?,
            next_due_at: time(row.next_due_at)?,
            version: row.version,
            round: row.round,
            locked: row.locked,
            question_value: row.question_value,
            active_player: row.active_player_id.as_deref().map(text).transpose()?,
            queue: queue.collect::<StoreResult<_>>()?,
            departures: row.departures,
            players,
            ended: None,
        })
    }
}

impl TryFrom<PlayerRow<'_>> for Player {
    type Error = StoreError;

    fn try_from(row: PlayerRow<'_>) -> StoreResult<Self> {
        let keyed_join = match (row.idempotency_key, row.joined_as, row.token_salt) {
            (Some(key), Some(name), Some(salt)) => Some(KeyedJoin {
                key: Digest::from_stored(key),
                name: stored_name(&name)?,
                salt: Salt::from_stored(salt),
            }),
            _ => None,
        };
        Ok(Self {
            id: row.id,
            name: stored_name(&row.name)?,
            joined_at: time(row.joined_at)?,
            last_seen: time(row.last_seen)?,
            presence: presence(&row.presence)?,
            score: row.score,
            token: Digest::from_stored(row.token),
            keyed_join,
        })
    }
}

/// The columns of `lobbies` that a repeated creation is recognised by.
pub struct CreationRow {
    pub code: String,
    pub host_name: String,
    pub host_token: String,
    pub token_salt: Option<String>,
}

/// The lobby that an idempotency key has opened before.
pub struct FirstCreation {
    pub host_name: String,
    pub credentials: Credentials,
    pub salt: Option<Salt>,
}

impl TryFrom<CreationRow> for FirstCreation {
    type Error = StoreError;

    fn try_from(row: CreationRow) -> StoreResult<Self> {
        Ok(Self {
            host_name: row.host_name,
            credentials: Credentials {
                code: text(&row.code)?,
                token: Digest::from_stored(row.host_token),
            },
            salt: row.token_salt.map(Salt::from_stored),
        })
    }
}

/// What `players` keeps of a join: the name asked for and, where it came with a key, that and the token's salt.
pub fn join_columns(player: &Player) -> (&str, Option<&str>, Option<&str>) {
    match &player.keyed_join {
        Some(join) => (
            join.name.as_str(),
            Some(join.key.as_str()),
            Some(join.salt.as_str()),
        ),
        None => (player.name.as_str(), None, None),
    }
}

/// The players of the roster that are online, as the index of what is due has them.
pub fn players_online(lobby: &Lobby) -> i64 {
    lobby.roster().filter(|player| player.is_online()).count() as i64
}

pub fn micros(moment: Timestamp) -> i64 {
    moment.as_microsecond()
}

pub const fn presence_text(presence: Presence) -> &'static str {
    match presence {
        Presence::Online => "online",
        Presence::Away => "away",
        Presence::Absent => "absent",
        Presence::Departed => "departed",
    }
}

fn presence(text: &str) -> StoreResult<Presence> {
    [
        Presence::Online,
        Presence::Away,
        Presence::Absent,
        Presence::Departed,
    ]
    .into_iter()
    .find(|presence| presence_text(*presence) == text)
    .ok_or_else(|| StoreError::Corrupt(format!("presence {text:?}")))
}

fn time(microseconds: i64) -> StoreResult<Timestamp> {
    Timestamp::from_microsecond(microseconds).map_err(corrupt)
}

fn stored_name(text: &str) -> StoreResult<PlayerName> {
    PlayerName::from_stored(text).map_err(corrupt)
}

pub fn text<T: FromStr<Err: Display>>(text: &str) -> StoreResult<T> {
    text.parse().map_err(corrupt)
}

fn json<'a, T: Deserialize<'a>>(text: &'a str) -> StoreResult<T> {
    serde_json::from_str(text).map_err(corrupt)
}

fn corrupt(error: impl Display) -> StoreError {
    StoreError::Corrupt(error.to_string())
}
