//! A question: buzz, confirm, resolve, and the next one.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::game::{Action, Command, Judgement, QuestionValue, WrongAnswer};
use crate::http::AppState;
use crate::http::extract::{By, Json, OptionalJson};
use crate::http::moment::moment;
use crate::http::openapi::{
    BuzzProblems, ConfirmProblems, FinishProblems, ResetProblems, ResolveProblems, RestartProblems,
};
use crate::http::problem::Problem;
use crate::http::rendering::lobby_answer;
use crate::http::view::LobbyView;
use crate::http::whole::whole;
use crate::store::Press;

/// The round a request is meant for.
#[derive(Default, Deserialize, ToSchema)]
#[schema(example = json!({"round": 1}))]
pub struct RoundGuard {
    /// Where it is not the current round, the request is refused. Leave it out only where no retry can come late.
    #[serde(default, deserialize_with = "whole")]
    round: Option<i64>,
}

#[derive(Default, Deserialize, ToSchema)]
#[schema(example = json!({"round": 1, "pressed_at": "2026-02-14T19:30:00.120Z"}))]
pub struct NewBuzz {
    /// Where it is not the current round, the request is refused. Leave it out only where no retry can come late.
    #[serde(default, deserialize_with = "whole")]
    round: Option<i64>,
    /// When the button was pressed, by the service's clock as the client estimates it. Counts where the lobby has a fair
    /// window. Leave it out where the estimate is not good: the buzz then counts by its arrival.
    #[serde(default, deserialize_with = "moment")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pressed_at: Option<Timestamp>,
}

impl From<NewBuzz> for Press {
    fn from(buzz: NewBuzz) -> Self {
        Self {
            round: buzz.round,
            at: buzz.pressed_at,
        }
    }
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BuzzStatus {
    /// Stored by this request.
    Ok,
    /// Stored by an earlier one of this round.
    Already,
}

#[derive(Serialize, ToSchema)]
pub struct BuzzResult {
    status: BuzzStatus,
    /// In the queue, from 1.
    position: i64,
    /// A fair window is open: who buzzes now may still come before you. Ends at the lobby's `window_ends_at`.
    provisional: bool,
    round: i64,
    version: i64,
}

/// Buzzes. Safe to repeat: in one round a player has one place in the queue.
#[utoipa::path(
    post, path = "/api/v1/lobbies/{code}/buzz", operation_id = "buzz", tag = "player",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX")),
    request_body = Option<NewBuzz>,
    responses((status = 200, description = "The place in the queue", body = BuzzResult), BuzzProblems),
)]
pub async fn buzz(
    State(state): State<Arc<AppState>>,
    By(by): By,
    OptionalJson(buzz): OptionalJson<NewBuzz>,
) -> Result<axum::Json<BuzzResult>, Problem> {
    let now = state.clock.read();
    let buzzed = state.store.buzz(&by, buzz.into(), now).await;
    let buzzed = buzzed
        .map_err(Problem::from)
        .and_then(|outcome| outcome.map_err(Problem::from));
    let refused = buzzed.as_ref().err().map(|problem| problem.code.as_str());
    let already = buzzed.as_ref().is_ok_and(|buzzed| buzzed.already);
    state.metrics.buzzed(already, refused);
    let buzzed = buzzed?;
    Ok(axum::Json(BuzzResult {
        status: if buzzed.already {
            BuzzStatus::Already
        } else {
            BuzzStatus::Ok
        },
        position: buzzed.position,
        provisional: buzzed.provisional,
        round: buzzed.round,
        version: buzzed.version,
    }))
}

#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"player_id": "7c0f4b0e-8a0e-4c61-9d3c-2f1f5a8b9e10", "round": 1}))]
pub struct ConfirmPlayer {
    player_id: Uuid,
    /// Where it is not the current round, the request is refused.
    #[serde(default, deserialize_with = "whole")]
    round: Option<i64>,
}

/// Makes a queued player the one who answers, and locks the buzzers.
#[utoipa::path(
    put, path = "/api/v1/lobbies/{code}/active-player", operation_id = "confirmPlayer", tag = "host",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX")),
    request_body = ConfirmPlayer,
    responses((status = 200, description = "The new state", body = LobbyView), ConfirmProblems),
)]
pub async fn confirm(
    State(state): State<Arc<AppState>>,
    By(by): By,
    Json(body): Json<ConfirmPlayer>,
) -> Result<Response, Problem> {
    let (player, round) = (body.player_id, body.round);
    let played = state.play(&by, Command::Confirm { player, round }).await?;
    Ok(lobby_answer(&played.view))
}

#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"action": "minus", "then": "reopen", "round": 1}))]
pub struct ResolveAnswer {
    action: Action,
    /// What this answer is worth, where that is not the value of the question.
    points: Option<QuestionValue>,
    /// After `minus`: what follows, where that is not what is set as `wrong_answer`.
    then: Option<WrongAnswer>,
    /// Where it is not the current round, the request is refused.
    #[serde(default, deserialize_with = "whole")]
    round: Option<i64>,
}

impl ResolveAnswer {
    fn judgement(&self) -> Result<Judgement, Problem> {
        if self.then.is_some() && self.action != Action::Minus {
            return Err(Problem::invalid_field("then", "can only follow minus"));
        }
        Ok(Judgement {
            action: self.action,
            points: self.points,
            then: self.then,
        })
    }
}

/// Scores the active player's answer. The question ends with it, unless the answer was wrong and the lobby is set to go on
/// with the next in the queue, or to open the buzzers again.
#[utoipa::path(
    post, path = "/api/v1/lobbies/{code}/resolve", operation_id = "resolveAnswer", tag = "host",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX")),
    request_body = ResolveAnswer,
    responses((status = 200, description = "The new state", body = LobbyView), ResolveProblems),
)]
pub async fn resolve(
    State(state): State<Arc<AppState>>,
    By(by): By,
    Json(body): Json<ResolveAnswer>,
) -> Result<Response, Problem> {
    let resolve = Command::Resolve {
        judgement: body.judgement()?,
        round: body.round,
    };
    let played = state.play(&by, resolve).await?;
    Ok(lobby_answer(&played.view))
}

/// Goes on with the next question, without an answer.
#[utoipa::path(
    post, path = "/api/v1/lobbies/{code}/reset", operation_id = "resetRound", tag = "host",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX")),
    request_body = Option<RoundGuard>,
    responses((status = 200, description = "The new state", body = LobbyView), ResetProblems),
)]
pub async fn reset(
    State(state): State<Arc<AppState>>,
    By(by): By,
    OptionalJson(guard): OptionalJson<RoundGuard>,
) -> Result<Response, Problem> {
    let round = guard.round;
    let played = state.play(&by, Command::Reset { round }).await?;
    Ok(lobby_answer(&played.view))
}

/// Shows the last standings. The lobby stays to be looked at until it expires, or goes on when this is undone.
#[utoipa::path(
    post, path = "/api/v1/lobbies/{code}/finish", operation_id = "finishGame", tag = "host",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX")),
    responses((status = 200, description = "The new state", body = LobbyView), FinishProblems),
)]
pub async fn finish(State(state): State<Arc<AppState>>, By(by): By) -> Result<Response, Problem> {
    let played = state.play(&by, Command::Finish).await?;
    Ok(lobby_answer(&played.view))
}

/// Begins a new game with the same players and teams, also in mid-game: nobody has points, and it is question 1, as fresh as any
/// other. It is worth the first of `values`, unless questions were worth 0. Can be taken back, with all points. Name the `round`,
/// so that a late repetition begins no other game.
#[utoipa::path(
    post, path = "/api/v1/lobbies/{code}/restart", operation_id = "restartGame", tag = "host",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX")),
    request_body = Option<RoundGuard>,
    responses((status = 200, description = "The new state", body = LobbyView), RestartProblems),
)]
pub async fn restart(
    State(state): State<Arc<AppState>>,
    By(by): By,
    OptionalJson(guard): OptionalJson<RoundGuard>,
) -> Result<Response, Problem> {
    let round = guard.round;
    let played = state.play(&by, Command::Restart { round }).await?;
    Ok(lobby_answer(&played.view))
}
