//! The score sheet: one row a question, one column a player and one a team, and the totals.

use std::collections::HashMap;

use uuid::Uuid;

use crate::game::{Lobby, PlayerName, Record, RecordKind};

/// Spreadsheets take a file without it for one of another time and place, and show names in Cyrillic as rubbish.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// One row of points: a question, or scores that were changed by hand.
struct Row {
    number: String,
    value: String,
    buzzed: Vec<String>,
    answered: Vec<String>,
    points: HashMap<Uuid, i64>,
}

/// The score sheet of the present game as CSV (RFC 4180) in UTF-8. What was taken back is not in it.
///
/// # Errors
/// Those of the writer, which has nothing but memory to write to.
pub fn csv(lobby: &Lobby, records: &[Record]) -> csv::Result<Vec<u8>> {
    let counts = |record: &&Record| !record.undone && record.id <= lobby.version;
    let records: Vec<_> = records.iter().filter(counts).collect();
    let is_restart = |record: &&Record| record.kind == RecordKind::Restart;
    let begun = records
        .iter()
        .rposition(is_restart)
        .map_or(0, |restart| restart + 1);
    let mut rows = rows(&records[begun..]);
    if let Some(before) = carried_over(lobby, &rows) {
        rows.insert(0, before);
    }
    let mut sheet = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.as_bytes().to_vec());
    let holders = holders(lobby);
    let head = ["Question", "Value", "Buzzed", "Answered"];
    let names = holders.iter().map(|holder| text(holder.name.as_str()));
    sheet.write_record(head.map(str::to_owned).into_iter().chain(names))?;
    for row in rows {
        let points = holders.iter().map(|holder| {
            let points = row.points.get(&holder.id);
            points.map_or_else(String::new, i64::to_string)
        });
        let about = [
            row.number,
            row.value,
            row.buzzed.join("; "),
            row.answered.join("; "),
        ];
        sheet.write_record(about.map(|cell| text(&cell)).into_iter().chain(points))?;
    }
    let totals = holders.iter().map(|holder| holder.score.to_string());
    let about = ["Total", "", "", ""].map(str::to_owned);
    sheet.write_record(about.into_iter().chain(totals))?;
    sheet
        .into_inner()
        .map_err(|error| error.into_error().into())
}

/// Who has points: a column of the sheet.
struct Holder<'a> {
    id: Uuid,
    name: &'a PlayerName,
    score: i64,
}

fn holders(lobby: &Lobby) -> Vec<Holder<'_>> {
    let players = lobby.members().map(|player| Holder {
        id: player.id,
        name: &player.name,
        score: player.score,
    });
    let teams = lobby.teams.iter().map(|team| Holder {
        id: team.id,
        name: &team.name,
        score: team.score,
    });
    players.chain(teams).collect()
}

fn rows(records: &[&Record]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for record in records {
        let account = &record.account;
        let number = match record.kind {
            RecordKind::Resolve | RecordKind::Reset => account.question.to_string(),
            RecordKind::Score => "by hand".to_owned(),
            _ => continue,
        };
        let known = rows.iter().rposition(|row| row.number == number);
        let known = known.filter(|_| record.kind != RecordKind::Score);
        let row = known.unwrap_or(rows.len());
        if row == rows.len() {
            rows.push(Row::new(number));
        }
        rows[row].add(record);
    }
    rows
}

impl Row {
    fn new(number: String) -> Self {
        Self {
            number,
            value: String::new(),
            buzzed: Vec::new(),
            answered: Vec::new(),
            points: HashMap::new(),
        }
    }

    fn add(&mut self, record: &Record) {
        let account = &record.account;
        if record.kind != RecordKind::Score {
            self.value = account.value.to_string();
        }
        let queue = account.queue.as_deref().unwrap_or_default();
        self.buzzed.extend(queue.iter().map(|queued| {
            let name = &queued.player.name;
            let behind = queued.at.duration_since(queue[0].at).as_secs_f64();
            format!("{name} +{behind:.3} s")
        }));
        let Some(points) = account.points else {
            return;
        };
        for holder in account.player.iter().chain(&account.team) {
            *self.points.entry(holder.id).or_default() += points;
        }
        let Some(player) = account.player.as_ref().or(account.team.as_ref()) else {
            return;
        };
        let how = account.action.map_or("by hand", |action| action.as_str());
        self.answered
            .push(format!("{}: {how} {points:+}", player.name));
    }
}

/// What the records do not account for: scores of an imported lobby, and moves that are no longer kept.
fn carried_over(lobby: &Lobby, rows: &[Row]) -> Option<Row> {
    let mut before = Row::new("before".to_owned());
    for holder in holders(lobby) {
        let known = rows.iter().filter_map(|row| row.points.get(&holder.id));
        let known: i64 = known.sum();
        if known != holder.score {
            before.points.insert(holder.id, holder.score - known);
        }
    }
    (!before.points.is_empty()).then_some(before)
}

/// A cell that no spreadsheet takes for a formula.
fn text(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}
