//! Teams: the host's list of them, and their scores.

use std::collections::HashSet;
use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::players::score_edit;
use crate::game::{Colour, Command, Lobby, PlayerName, Score, TeamEdit};
use crate::http::AppState;
use crate::http::extract::{By, Json, JsonList, PathTeam};
use crate::http::openapi::TeamsProblems;
use crate::http::problem::Problem;
use crate::http::rendering::lobby_answer;
use crate::http::view::LobbyView;

#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"name": "Red", "colour": "#d62728"}))]
pub struct WantedTeam {
    /// Of a team that is there: it keeps score and members. Without an id a team of the same name is kept.
    id: Option<Uuid>,
    /// One that looks like another team's gets a number.
    name: PlayerName,
    #[schema(value_type = String, pattern = "^#[0-9A-Fa-f]{6}$", example = "#1e90ff")]
    colour: Colour,
}

/// Sets the list of teams: their order, names and colours. Who is in a team that is no longer there is in none.
#[utoipa::path(
    put, path = "/api/v1/lobbies/{code}/teams", operation_id = "setTeams", tag = "host",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX")),
    request_body(content = Vec<WantedTeam>, description = "0 to 50 teams, no id twice"),
    responses((status = 200, description = "The new state", body = LobbyView), TeamsProblems),
)]
pub async fn set(
    State(state): State<Arc<AppState>>,
    By(by): By,
    JsonList(teams): JsonList<WantedTeam>,
) -> Result<Response, Problem> {
    let teams = wanted(teams)?;
    let played = state.play(&by, Command::SetTeams(teams)).await?;
    Ok(lobby_answer(&played.view))
}

fn wanted(teams: Vec<WantedTeam>) -> Result<Vec<TeamEdit>, Problem> {
    if teams.len() > Lobby::MOST_TEAMS {
        let most = format!("must be at most {} teams", Lobby::MOST_TEAMS);
        return Err(Problem::invalid_field(".", most));
    }
    let mut named = HashSet::new();
    let teams = teams.into_iter().enumerate().map(|(index, team)| {
        if team.id.is_some_and(|id| !named.insert(id)) {
            let field = format!("[{index}].id");
            return Err(Problem::invalid_field(
                field,
                "must be another one than before",
            ));
        }
        Ok(TeamEdit {
            id: team.id,
            name: team.name,
            colour: team.colour,
            new_id: Uuid::new_v4(),
        })
    });
    teams.collect()
}

#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"add": 10}))]
pub struct TeamScore {
    /// What the score is to be.
    score: Option<Score>,
    /// What is to be added to the score, in place of `score`. A repetition adds it again.
    add: Option<Score>,
}

/// Changes a team's score.
#[utoipa::path(
    patch, path = "/api/v1/lobbies/{code}/teams/{team_id}", operation_id = "updateTeam", tag = "host",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX"),
        ("team_id" = String, Path, description = "A team's id")),
    request_body = TeamScore,
    responses((status = 200, description = "The new state", body = LobbyView), TeamsProblems),
)]
pub async fn score(
    State(state): State<Arc<AppState>>,
    By(by): By,
    PathTeam(team): PathTeam,
    Json(body): Json<TeamScore>,
) -> Result<Response, Problem> {
    let score = score_edit(body.score, body.add)?;
    let played = state.play(&by, Command::EditTeam { team, score }).await?;
    Ok(lobby_answer(&played.view))
}
