//! Who plays: joining, renaming, scores by hand, leaving and being taken out.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::game::{Command, Newcomer, PlayerEdit, PlayerName, Score, ScoreEdit, Secret};
use crate::http::AppState;
use crate::http::extract::{By, Idempotency, Json, PathCode, PathPlayer};
use crate::http::openapi::{EditProblems, JoinProblems, RemoveProblems};
use crate::http::problem::Problem;
use crate::http::rendering::{lobby_answer, lobby_within};
use crate::http::view::LobbyView;

#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"name": "Anna"}))]
pub struct JoinLobby {
    /// One already taken in the lobby gets a number.
    name: PlayerName,
    /// A team to be in, where players may choose.
    team_id: Option<Uuid>,
}

#[derive(Serialize, ToSchema)]
pub struct PlayerJoined {
    /// The player's bearer token. Shown here and nowhere else.
    token: String,
    player_id: Uuid,
    #[schema(value_type = LobbyView)]
    lobby: Box<RawValue>,
}

/// Joins a lobby as a player.
#[utoipa::path(
    post, path = "/api/v1/lobbies/{code}/players", operation_id = "joinLobby", tag = "player", security(()),
    params(("code" = String, Path, description = "The lobby's code, in either letter case; \
            Cyrillic letters that look like Latin ones count as them", example = "K7QX"),
        ("Idempotency-Key" = Option<String>, Header, nullable = false, min_length = 16, max_length = 128, pattern = "^[!#-~]+$",
        description = "A random UUID: the same key with the same body returns the same seat, as long as the lobby \
                       lives. Whoever knows the key gets the token.")),
    request_body = JoinLobby,
    responses((status = 201, description = "A seat in the lobby", body = PlayerJoined, links(
            ("look" = (operation_id = "getLobby", parameters(("code" = "$response.body#/lobby/code")))),
            ("buzz" = (operation_id = "buzz", parameters(("code" = "$response.body#/lobby/code")))),
            ("confirm" = (operation_id = "confirmPlayer", parameters(("code" = "$response.body#/lobby/code")),
                request_body = json!({"player_id": "$response.body#/player_id"}))),
            ("edit" = (operation_id = "updatePlayer", parameters(
                ("code" = "$response.body#/lobby/code"), ("player_id" = "$response.body#/player_id")))),
            ("leave" = (operation_id = "removePlayer", parameters(
                ("code" = "$response.body#/lobby/code"), ("player_id" = "$response.body#/player_id")))),
        )), JoinProblems),
)]
pub async fn join(
    State(state): State<Arc<AppState>>,
    PathCode(code): PathCode,
    Idempotency(key): Idempotency,
    Json(body): Json<JoinLobby>,
) -> Result<Response, Problem> {
    let secret = Secret::generate(&mut rand::rng(), key);
    let newcomer = Newcomer {
        id: Uuid::new_v4(),
        name: body.name,
        team: body.team_id,
        secret,
    };
    let (max_players, now) = (state.max_players, state.clock.read());
    let joined = state.store.join(code, newcomer, max_players, now).await??;
    let body = PlayerJoined {
        token: joined.token.reveal().to_owned(),
        player_id: joined.player,
        lobby: lobby_within(&joined.view)?,
    };
    let headers = [(header::CACHE_CONTROL, "no-store")];
    Ok((StatusCode::CREATED, headers, axum::Json(body)).into_response())
}

#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"name": "Anya", "add": 10}))]
pub struct PlayerChange {
    /// One already taken in the lobby gets a number.
    name: Option<PlayerName>,
    /// The team to be in; null for none. For players where they may choose, else for the host only.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    team_id: Option<Option<Uuid>>,
    /// What the score is to be. For the host only.
    score: Option<Score>,
    /// What is to be added to the score, in place of `score`. For the host only. A repetition adds it again.
    add: Option<Score>,
}

impl PlayerChange {
    fn edit(self) -> Result<PlayerEdit, Problem> {
        Ok(PlayerEdit {
            name: self.name,
            team: self.team_id,
            score: score_edit(self.score, self.add)?,
        })
    }
}

/// A score is set, or added to.
pub fn score_edit(score: Option<Score>, add: Option<Score>) -> Result<Option<ScoreEdit>, Problem> {
    match (score, add) {
        (Some(_), Some(_)) => Err(Problem::invalid_field("add", "must not come with score")),
        (score, add) => Ok(score.map(ScoreEdit::Set).or(add.map(ScoreEdit::Add))),
    }
}

/// Tells a field that is null from one that is not there.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Renames a player, puts one into a team, or changes a score.
#[utoipa::path(
    patch, path = "/api/v1/lobbies/{code}/players/{player_id}", operation_id = "updatePlayer", tag = "player",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX"),
        ("player_id" = String, Path, description = "A player's id, or `me`", example = "me")),
    request_body = PlayerChange,
    responses((status = 200, description = "The new state", body = LobbyView), EditProblems),
)]
pub async fn edit(
    State(state): State<Arc<AppState>>,
    By(by): By,
    PathPlayer(player): PathPlayer,
    Json(body): Json<PlayerChange>,
) -> Result<Response, Problem> {
    let edit = body.edit()?;
    let played = state.play(&by, Command::Edit { player, edit }).await?;
    Ok(lobby_answer(&played.view))
}

/// Leaves the lobby, or takes a player out of it.
#[utoipa::path(
    delete, path = "/api/v1/lobbies/{code}/players/{player_id}", operation_id = "removePlayer", tag = "player",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX"),
        ("player_id" = String, Path, description = "A player's id, or `me`", example = "me")),
    responses((status = 204, description = "The player is out of the lobby"), RemoveProblems),
)]
pub async fn remove(
    State(state): State<Arc<AppState>>,
    By(by): By,
    PathPlayer(player): PathPlayer,
) -> Result<StatusCode, Problem> {
    state.play(&by, Command::Remove(player)).await?;
    Ok(StatusCode::NO_CONTENT)
}
