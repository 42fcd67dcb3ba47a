//! From rows to the domain and back, once for both backends: ids and lists arrive as text, times as microseconds.

use std::borrow::Cow;
use std::fmt::Display;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::windows::queue;
use super::{Credentials, StoreError, StoreResult};
use crate::game::{
    Digest, FalseStarter, Host, KeyedJoin, KeyedLink, Link, LinkRole, LinkTo, Lobby, Player,
    PlayerName, QuestionValue, Record, Salt, Settings, Team,
};

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
    /// JSON object: a [`WindowRow`](super::windows).
    pub fair: Option<String>,
    pub active_player_id: Option<String>,
    /// JSON object.
    pub settings: String,
    pub question: i64,
    pub question_value: i64,
    pub deadline: Option<i64>,
    pub out_of_time: bool,
    /// JSON array of player ids.
    pub wrong: String,
    /// JSON array of player ids.
    pub barred: String,
    /// JSON array of times.
    pub barred_until: String,
    pub finished: bool,
    /// JSON object.
    pub last_move: Option<String>,
    pub round: i64,
    pub version: i64,
    pub departures: i64,
    /// JSON array of [`TeamRow`]s.
    pub teams: String,
    /// JSON array of [`LinkRow`]s.
    pub links: String,
    /// JSON array of [`PlayerRow`]s.
    pub players: String,
}

/// A row of `players`, as the databases put it in JSON: Postgres by name, as it does of its own; SQLite in this order, as
/// the names would be half of the text.
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
    team_id: Option<uuid::Uuid>,
    token: String,
    /// These four only where the lobby is about to change.
    #[serde(default)]
    joined_as: Option<String>,
    #[serde(default)]
    joined_team: Option<uuid::Uuid>,
    #[serde(default)]
    idempotency_key: Option<String>,
    #[serde(default)]
    token_salt: Option<String>,
}

/// A row of `teams`, as the databases put it in JSON.
#[derive(Deserialize)]
struct TeamRow<'a> {
    id: uuid::Uuid,
    place: i64,
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    colour: Cow<'a, str>,
    score: i64,
}

impl TryFrom<TeamRow<'_>> for Team {
    type Error = StoreError;

    fn try_from(row: TeamRow<'_>) -> StoreResult<Self> {
        Ok(Self {
            id: row.id,
            name: stored_name(&row.name)?,
            colour: text(&row.colour)?,
            score: row.score,
        })
    }
}

/// A row of `links`, as the databases put it in JSON.
#[derive(Deserialize)]
struct LinkRow<'a> {
    id: uuid::Uuid,
    #[serde(borrow)]
    role: Cow<'a, str>,
    player_id: Option<uuid::Uuid>,
    #[serde(borrow)]
    label: Cow<'a, str>,
    made_at: i64,
    revoked_at: Option<i64>,
    token: String,
    /// These two only where the lobby is about to change.
    idempotency_key: Option<String>,
    token_salt: Option<String>,
}

impl TryFrom<LinkRow<'_>> for Link {
    type Error = StoreError;

    fn try_from(row: LinkRow<'_>) -> StoreResult<Self> {
        let to = match (text(&row.role)?, row.player_id) {
            (LinkRole::Host, None) => LinkTo::Host,
            (LinkRole::Screen, None) => LinkTo::Screen,
            (LinkRole::Seat, Some(player)) => LinkTo::Seat(player),
            _ => return Err(corrupt("a link leads to nowhere")),
        };
        let keyed = row.idempotency_key.zip(row.token_salt);
        Ok(Self {
            id: row.id,
            to,
            label: stored_name(&row.label)?,
            made_at: time(row.made_at)?,
            revoked_at: row.revoked_at.map(time).transpose()?,
            token: Digest::from_stored(row.token),
            keyed: keyed.map(|(key, salt)| KeyedLink {
                key: Digest::from_stored(key),
                salt: Salt::from_stored(salt),
            }),
        })
    }
}

impl TryFrom<LobbyRow> for Lobby {
    type Error = StoreError;

    fn try_from(row: LobbyRow) -> StoreResult<Self> {
        let order: Vec<uuid::Uuid> = json(&row.buzz_order)?;
        let (queue, window) = queue(order, json(&row.buzz_times)?, row.fair.as_deref())?;
        let barred: Vec<uuid::Uuid> = json(&row.barred)?;
        let barred_until: Vec<i64> = json(&row.barred_until)?;
        let false_starts = barred.into_iter().zip(barred_until);
        let false_starts = false_starts.map(|(player, until)| {
            let until = time(until)?;
            Ok(FalseStarter { player, until })
        });
        let mut players = json::<Vec<PlayerRow<'_>>>(&row.players)?
            .into_iter()
            .map(Player::try_from)
            .collect::<StoreResult<Vec<_>>>()?;
        players.sort_by_key(|player| player.joined_at);
        let mut teams = json::<Vec<TeamRow<'_>>>(&row.teams)?;
        teams.sort_by_key(|team| team.place);
        let teams = teams.into_iter().map(Team::try_from);
        let links = json::<Vec<LinkRow<'_>>>(&row.links)?.into_iter();
        let mut links = links.map(Link::try_from).collect::<StoreResult<Vec<_>>>()?;
        links.sort_by_key(|link| link.made_at);
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
            settings: json(&row.settings)?,
            question: row.question,
            question_value: QuestionValue::try_from(row.question_value).map_err(corrupt)?,
            round: row.round,
            locked: row.locked,
            active_player: row.active_player_id.as_deref().map(text).transpose()?,
            deadline: row.deadline.map(time).transpose()?,
            out_of_time: row.out_of_time,
            queue,
            window,
            wrong: json(&row.wrong)?,
            false_starts: false_starts.collect::<StoreResult<_>>()?,
            finished: row.finished,
            last_move: row.last_move.as_deref().map(json).transpose()?,
            departures: row.departures,
            teams: teams.collect::<StoreResult<_>>()?,
            links,
            players,
            records: Vec::new(),
            recalled: Vec::new(),
            undone: None,
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
                team: row.joined_team,
                salt: Salt::from_stored(salt),
            }),
            _ => None,
        };
        Ok(Self {
            id: row.id,
            name: stored_name(&row.name)?,
            joined_at: time(row.joined_at)?,
            last_seen: time(row.last_seen)?,
            presence: text(&row.presence)?,
            score: row.score,
            team: row.team_id,
            token: Digest::from_stored(row.token),
            keyed_join,
        })
    }
}

/// A row of `lobby_events`.
pub struct RecordRow {
    pub version: i64,
    pub kind: String,
    pub happened_at: i64,
    pub undone: bool,
    /// JSON objects.
    pub account: String,
    pub was_before: String,
}

impl TryFrom<RecordRow> for Record {
    type Error = StoreError;

    fn try_from(row: RecordRow) -> StoreResult<Self> {
        Ok(Self {
            id: row.version,
            kind: text(&row.kind)?,
            at: time(row.happened_at)?,
            undone: row.undone,
            account: json(&row.account)?,
            before: json(&row.was_before)?,
        })
    }
}

pub fn records(rows: Vec<RecordRow>) -> StoreResult<Vec<Record>> {
    rows.into_iter().map(Record::try_from).collect()
}

/// What `lobby_events` keeps of a move as JSON.
pub fn record_columns(record: &Record) -> (String, String) {
    (text_of(&record.account), text_of(&record.before))
}

pub fn last_move_text(lobby: &Lobby) -> Option<String> {
    lobby.last_move.as_ref().map(text_of)
}

/// Nothing of the game has a form that JSON has not.
fn text_of(value: &impl Serialize) -> String {
    serde_json::json!(value).to_string()
}

/// The columns of `lobbies` that a repeated creation is recognised by.
pub struct CreationRow {
    pub code: String,
    pub host_name: String,
    pub host_token: String,
    pub opened_with: String,
    pub token_salt: Option<String>,
}

/// The lobby that an idempotency key has opened before.
pub struct FirstCreation {
    pub host_name: String,
    /// As they were asked for.
    pub settings: Settings,
    pub credentials: Credentials,
    pub salt: Option<Salt>,
}

impl TryFrom<CreationRow> for FirstCreation {
    type Error = StoreError;

    fn try_from(row: CreationRow) -> StoreResult<Self> {
        Ok(Self {
            host_name: row.host_name,
            settings: json(&row.opened_with)?,
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

/// What `links` keeps of a request that came with a key.
pub fn link_columns(link: &Link) -> (Option<&str>, Option<&str>) {
    let keyed = link.keyed.as_ref();
    keyed
        .map(|keyed| (keyed.key.as_str(), keyed.salt.as_str()))
        .unzip()
}

/// The players of the roster that are online, as the index of what is due has them.
pub fn players_online(lobby: &Lobby) -> i64 {
    lobby.roster().filter(|player| player.is_online()).count() as i64
}

pub fn micros(moment: Timestamp) -> i64 {
    moment.as_microsecond()
}

/// As text, in which what is as by default is left out: a lobby without settings stores none, and a setting that comes
/// later has its default in the lobbies that are there.
pub fn settings_text(settings: &Settings) -> String {
    let mut fields = serde_json::json!(settings);
    let defaults = serde_json::json!(Settings::default());
    if let Some(fields) = fields.as_object_mut() {
        fields.retain(|field, value| defaults.get(field) != Some(value));
    }
    fields.to_string()
}

pub fn time(microseconds: i64) -> StoreResult<Timestamp> {
    Timestamp::from_microsecond(microseconds).map_err(corrupt)
}

fn stored_name(text: &str) -> StoreResult<PlayerName> {
    PlayerName::from_stored(text).map_err(corrupt)
}

pub fn text<T: FromStr<Err: Display>>(text: &str) -> StoreResult<T> {
    text.parse().map_err(corrupt)
}

pub fn json<'a, T: Deserialize<'a>>(text: &'a str) -> StoreResult<T> {
    serde_json::from_str(text).map_err(corrupt)
}

fn corrupt(error: impl Display) -> StoreError {
    StoreError::Corrupt(error.to_string())
}
