//! From the cells of a legacy row to the words of the game, or to a fault that names the row.

use std::fmt::Display;
use std::str::FromStr;

use jiff::Timestamp;
use sqlx::Row as _;
use sqlx::sqlite::{Sqlite, SqliteRow};
use uuid::Uuid;

use super::Fault;
use super::tables::Table;
use crate::game::{
    Digest, Host, Lobby, LobbyCode, Player, PlayerName, Presence, QuestionValue, Score, Settings,
    Token,
};

/// A row of `lobbies`, whose players are not known yet.
pub struct LegacyLobby {
    pub row: RowName,
    /// With an empty queue and nobody active.
    pub lobby: Lobby,
    pub buzz_order: Vec<String>,
    pub active_player: Option<Uuid>,
}

impl LegacyLobby {
    pub fn read(row: Row, now: Timestamp) -> Result<Self, Fault> {
        let host = Host {
            id: row.some("host_id", row.uuid("host_id")?)?,
            name: row.name_of_person("host_name")?,
            token: row.parsed::<Token>("host_token")?.digest(),
            last_seen: row.time("host_seen", now)?,
            online: true,
        };
        let mut lobby = Lobby::open(
            row.parsed("code")?,
            host,
            Settings::default(),
            row.time("created_at", now)?,
        );
        lobby.updated_at = row.time("updated_at", now)?;
        lobby.locked = row.switch("locked")?;
        lobby.question_value = row.question_value("question_value")?;
        Ok(Self {
            lobby,
            buzz_order: row.list("buzz_order")?,
            active_player: row.uuid("active_player_id")?,
            row: row.name,
        })
    }
}

/// A row of `players`.
pub struct Seat {
    pub row: RowName,
    pub lobby: LobbyCode,
    pub player: Player,
    pub buzzed_at: Option<Timestamp>,
}

impl Seat {
    pub fn read(row: Row, now: Timestamp) -> Result<Self, Fault> {
        let name = row.name_of_person("name")?;
        let player = Player {
            id: row.some("id", row.uuid("id")?)?,
            name,
            joined_at: row.time("joined_at", now)?,
            last_seen: row.time("last_seen", now)?,
            presence: Presence::Online,
            score: row.score("score")?,
            team: None,
            token: nobodys_token(),
            keyed_join: None,
        };
        Ok(Self {
            lobby: row.parsed("lobby_code")?,
            player,
            buzzed_at: row.time_unless_null("buzzed_at", now)?,
            row: row.name,
        })
    }
}

/// Legacy players had no tokens, and their ids are known to the whole room: so nobody can be given such a seat.
fn nobodys_token() -> Digest {
    Token::generate(&mut rand::rng()).digest()
}

/// What errors call a row by.
#[derive(Clone, Debug)]
pub struct RowName {
    table: &'static str,
    key: String,
}

impl RowName {
    pub fn fault(&self, what: impl Into<String>) -> Fault {
        Fault::Row {
            row: format!("table {}, row {}", self.table, self.key),
            what: what.into(),
        }
    }
}

pub struct Row {
    cells: SqliteRow,
    name: RowName,
}

impl Row {
    /// `number`, from 1, names a row that does not even have a readable key.
    pub fn new(cells: SqliteRow, table: &Table, number: usize) -> Self {
        let key = match cells.try_get::<Option<String>, _>(table.key) {
            Ok(Some(key)) => quoted(&key),
            _ => format!("number {number}"),
        };
        let table = table.name;
        let name = RowName { table, key };
        Self { cells, name }
    }

    fn fault(&self, column: &str, what: impl Display) -> Fault {
        self.name.fault(format!("{column} {what}"))
    }

    fn cell<'r, T>(&'r self, column: &str, expected: &str) -> Result<Option<T>, Fault>
    where
        T: sqlx::Decode<'r, Sqlite> + sqlx::Type<Sqlite>,
    {
        let cell = self.cells.try_get::<Option<T>, _>(column);
        cell.map_err(|_| self.fault(column, format!("is not {expected}")))
    }

    fn some<T>(&self, column: &str, cell: Option<T>) -> Result<T, Fault> {
        cell.ok_or_else(|| self.fault(column, "is NULL"))
    }

    fn text(&self, column: &str) -> Result<String, Fault> {
        self.some(column, self.cell(column, "text")?)
    }

    fn integer(&self, column: &str) -> Result<Option<i64>, Fault> {
        self.cell(column, "an integer")
    }

    /// Never quotes the cell: it may be a token.
    fn parsed<T: FromStr<Err: Display>>(&self, column: &str) -> Result<T, Fault> {
        let parsed = self.text(column)?.parse();
        parsed.map_err(|error| self.fault(column, format!("is malformed: {error}")))
    }

    fn uuid(&self, column: &str) -> Result<Option<Uuid>, Fault> {
        let text: Option<String> = self.cell(column, "text")?;
        let id = text.map(|text| text.parse()).transpose();
        id.map_err(|_| self.fault(column, "is no UUID"))
    }

    fn name_of_person(&self, column: &str) -> Result<PlayerName, Fault> {
        let name = PlayerName::cut_to_fit(&self.text(column)?);
        name.map_err(|error| self.fault(column, error))
    }

    fn switch(&self, column: &str) -> Result<bool, Fault> {
        match self.some(column, self.integer(column)?)? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(self.fault(column, format!("is {other}, not 0 or 1"))),
        }
    }

    fn question_value(&self, column: &str) -> Result<QuestionValue, Fault> {
        let points = self.integer(column)?.unwrap_or(0);
        QuestionValue::try_from(points)
            .map_err(|error| self.fault(column, format!("is {points}, {error}")))
    }

    fn score(&self, column: &str) -> Result<i64, Fault> {
        let points = self.integer(column)?.unwrap_or(0);
        Score::try_from(points)
            .map_err(|error| self.fault(column, format!("is {points}, {error}")))?;
        Ok(points)
    }

    fn list(&self, column: &str) -> Result<Vec<String>, Fault> {
        serde_json::from_str(&self.text(column)?).map_err(|error| {
            let what = if error.is_data() {
                "is not a JSON array of strings"
            } else {
                "is malformed JSON"
            };
            self.fault(column, what)
        })
    }

    fn time(&self, column: &str, now: Timestamp) -> Result<Timestamp, Fault> {
        let time = self.time_unless_null(column, now)?;
        self.some(column, time)
    }

    /// Unix seconds. A clock that was ahead must not keep a lobby alive: what is yet to come counts as now.
    fn time_unless_null(&self, column: &str, now: Timestamp) -> Result<Option<Timestamp>, Fault> {
        let Some(seconds) = self.number(column)? else {
            return Ok(None);
        };
        let microseconds = (seconds * 1e6).round();
        let time = if (0.0..1e18).contains(&microseconds) {
            Timestamp::from_microsecond(microseconds as i64).ok()
        } else {
            None
        };
        match time {
            Some(time) => Ok(Some(time.min(now))),
            None => Err(self.fault(column, format!("is {seconds:e}, no time in Unix seconds"))),
        }
    }

    /// A REAL, or an INTEGER where the column was declared so.
    fn number(&self, column: &str) -> Result<Option<f64>, Fault> {
        match self.cells.try_get::<Option<f64>, _>(column) {
            Ok(number) => Ok(number),
            Err(_) => {
                let number = self.cell::<i64>(column, "a number")?;
                Ok(number.map(|number| number as f64))
            }
        }
    }
}

/// A text of the file as errors show it: on one line, and no longer than helps.
pub fn quoted(text: &str) -> String {
    const ENOUGH: usize = 40;
    match text.char_indices().nth(ENOUGH) {
        Some((end, _)) => format!("{:?}…", &text[..end]),
        None => format!("{text:?}"),
    }
}
