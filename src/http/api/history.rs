//! What the host did: told, taken back, and as a score sheet.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::game::{Account, Action, Bounded, Command, Named, Queued, Record, RecordKind};
use crate::http::AppState;
use crate::http::extract::{By, Json};
use crate::http::moment::Moment;
use crate::http::openapi::{HistoryProblems, UndoProblems};
use crate::http::problem::{Code, Problem};
use crate::http::rendering::lobby_answer;
use crate::http::scoresheet;
use crate::http::view::LobbyView;

#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"event": 12}))]
pub struct Undo {
    /// The id of an event: `last_event.id` of the lobby on screen.
    #[schema(value_type = i64, minimum = 1)]
    event: Bounded<1, { i64::MAX }>,
}

/// Takes back the newest move of the host that can be taken back. Name it, so that a repeated request takes back no other.
/// Scores, question, phase, queue and active player are as before it.
#[utoipa::path(
    post, path = "/api/v1/lobbies/{code}/undo", operation_id = "undo", tag = "host",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX")),
    request_body = Undo,
    responses((status = 200, description = "The new state", body = LobbyView), UndoProblems),
)]
pub async fn undo(
    State(state): State<Arc<AppState>>,
    By(by): By,
    Json(body): Json<Undo>,
) -> Result<Response, Problem> {
    let event = body.event.get();
    let played = state.play(&by, Command::Undo { event }).await?;
    Ok(lobby_answer(&played.view))
}

#[derive(Serialize, ToSchema)]
pub struct History {
    /// Oldest first.
    events: Vec<HistoryEvent>,
}

/// One move of the host.
#[derive(Serialize, ToSchema)]
pub struct HistoryEvent {
    id: i64,
    /// `set` (buzzers opened or locked, a value, rules), `confirm`, `resolve`, `reset`, `finish`, `restart` (a new game), `score`
    /// (by hand), `rename`, `team` (a player is in another), `teams` (their list), `kick`, `undo`. More may be added.
    #[schema(value_type = String, example = "resolve")]
    kind: RecordKind,
    #[schema(value_type = String, format = DateTime)]
    at: Moment,
    /// It was taken back.
    undone: bool,
    /// The question in which it was made.
    question: i64,
    round: i64,
    /// What the question was worth then.
    question_value: i64,
    /// Whom it was about, by the name of then.
    #[schema(required)]
    player: Option<HistoryName>,
    /// The player's team, where it has gained the same; or the team whose score was changed.
    #[schema(required)]
    team: Option<HistoryName>,
    /// How an answer was judged.
    #[schema(required, value_type = Option<Action>)]
    action: Option<Action>,
    /// What player and team have gained by it.
    #[schema(required)]
    points: Option<i64>,
    /// The queue, where the move has ended its round. First buzz first.
    #[schema(required)]
    buzz_queue: Option<Vec<HistoryBuzz>>,
    /// The event that this one has taken back.
    #[schema(required)]
    undoes: Option<i64>,
}

#[derive(Serialize, ToSchema)]
pub struct HistoryName {
    id: Uuid,
    name: String,
}

impl From<Named> for HistoryName {
    fn from(Named { id, name }: Named) -> Self {
        Self { id, name }
    }
}

#[derive(Serialize, ToSchema)]
pub struct HistoryBuzz {
    id: Uuid,
    name: String,
    #[schema(value_type = String, format = DateTime)]
    buzzed_at: Moment,
}

impl From<Record> for HistoryEvent {
    fn from(record: Record) -> Self {
        let Account {
            question,
            round,
            value,
            player,
            action,
            team,
            points,
            queue,
            undoes,
        } = record.account;
        Self {
            id: record.id,
            kind: record.kind,
            at: Moment(record.at),
            undone: record.undone,
            question,
            round,
            question_value: value,
            player: player.map(HistoryName::from),
            team: team.map(HistoryName::from),
            action,
            points,
            buzz_queue: queue.map(|queue| queue.into_iter().map(HistoryBuzz::from).collect()),
            undoes,
        }
    }
}

impl From<Queued> for HistoryBuzz {
    fn from(queued: Queued) -> Self {
        Self {
            id: queued.player.id,
            name: queued.player.name,
            buzzed_at: Moment(queued.at),
        }
    }
}

/// What the host did, the newest 5,000 moves, and how each round ended.
#[utoipa::path(
    get, path = "/api/v1/lobbies/{code}/history", operation_id = "getHistory", tag = "host",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX")),
    responses((status = 200, description = "The moves", body = History), HistoryProblems),
)]
pub async fn history(State(state): State<Arc<AppState>>, By(by): By) -> Result<Response, Problem> {
    let (_, records) = state.store.history(&by, state.clock.read()).await??;
    let events = records.into_iter().map(HistoryEvent::from).collect();
    let headers = [(header::CACHE_CONTROL, "private, no-cache")];
    Ok((headers, axum::Json(History { events })).into_response())
}

/// The score sheet: one row a question, one column a player, then the totals.
#[utoipa::path(
    get, path = "/api/v1/lobbies/{code}/scoresheet.csv", operation_id = "getScoresheet", tag = "host",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX")),
    responses((status = 200, content_type = "text/csv", body = String, description = "CSV (RFC 4180) in UTF-8 with a byte \
        order mark, so that spreadsheets open it. A cell that a spreadsheet could take for a formula begins with an apostrophe"),
        HistoryProblems),
)]
pub async fn scoresheet(
    State(state): State<Arc<AppState>>,
    By(by): By,
) -> Result<Response, Problem> {
    let (viewed, records) = state.store.history(&by, state.clock.read()).await??;
    let sheet = scoresheet::csv(&viewed.lobby, &records)
        .map_err(|error| Problem::new(Code::Internal).with_cause(error))?;
    let name = format!("attachment; filename=\"panenka-{}.csv\"", viewed.lobby.code);
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
    ];
    Ok((headers, sheet).into_response())
}
