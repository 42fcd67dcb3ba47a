//! A lobby as a whole: opened, looked at, set and closed.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::following::wait_for_change;
use crate::game::{
    Colour, Command, Doors, LobbyCode, LobbyEdit, PlayerName, QuestionValue, Refusal, Secret,
    Settings, SettingsEdit, Team, TeamChoice,
};
use crate::http::AppState;
use crate::http::extract::{By, Idempotency, IfNoneMatch, Json, OnConnection, PathCode, Query};
use crate::http::openapi::{
    CloseProblems, CreateProblems, PreviewProblems, ReadProblems, SetProblems,
};
use crate::http::problem::Problem;
use crate::http::rendering::{answer, etag, etag_of, lobby_answer, lobby_within};
use crate::http::view::LobbyView;
use crate::store::{CODES_TO_TRY, Credentials, Looked, NewLobby};

#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"host_name": "Olga", "settings": {"wrong_answer": "next", "answer_seconds": 20}}))]
pub struct CreateLobby {
    host_name: PlayerName,
    /// Those rules that are not to be as by default.
    settings: Option<SettingsEdit>,
}

#[derive(Serialize, ToSchema)]
pub struct LobbyCreated {
    /// The host's bearer token. Shown here and nowhere else.
    token: String,
    #[schema(value_type = LobbyView)]
    lobby: Box<RawValue>,
}

/// Opens a lobby.
#[utoipa::path(
    post, path = "/api/v1/lobbies", operation_id = "createLobby", tag = "lobby", security(()),
    params(("Idempotency-Key" = Option<String>, Header, nullable = false, min_length = 16, max_length = 128, pattern = "^[!#-~]+$",
        description = "A random UUID: the same key with the same body returns the same lobby, as long as it lives. \
                       Whoever knows the key gets the token.")),
    request_body = CreateLobby,
    responses((status = 201, description = "The lobby is open", body = LobbyCreated, headers(
            ("Location" = String, description = "The path of the lobby")),
        links(
            ("look" = (operation_id = "getLobby", parameters(("code" = "$response.body#/lobby/code")))),
            ("join" = (operation_id = "joinLobby", parameters(("code" = "$response.body#/lobby/code")))),
            ("set" = (operation_id = "updateLobby", parameters(("code" = "$response.body#/lobby/code")))),
            ("close" = (operation_id = "closeLobby", parameters(("code" = "$response.body#/lobby/code")))),
        )), CreateProblems),
)]
pub async fn create(
    State(state): State<Arc<AppState>>,
    Idempotency(key): Idempotency,
    Json(body): Json<CreateLobby>,
) -> Result<Response, Problem> {
    let new = new_lobby(body, Secret::generate(&mut rand::rng(), key));
    let created = state.store.create(new, state.clock.read()).await??;
    if !created.repeated {
        state.metrics.lobby_created();
    }
    let location = format!("/api/v1/lobbies/{}", created.view.lobby.code);
    let body = LobbyCreated {
        token: created.token.reveal().to_owned(),
        lobby: lobby_within(&created.view)?,
    };
    let headers = [
        (header::LOCATION, location),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((StatusCode::CREATED, headers, axum::Json(body)).into_response())
}

fn new_lobby(asked: CreateLobby, secret: Secret) -> NewLobby {
    let mut rng = rand::rng();
    let settings = asked.settings.unwrap_or_default();
    NewLobby {
        codes: [(); CODES_TO_TRY].map(|()| LobbyCode::generate(&mut rng)),
        host_id: Uuid::new_v4(),
        host_name: asked.host_name,
        settings: settings.applied_to(&Settings::default()),
        secret,
    }
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wait {
    /// A version: answer only when there is a later one.
    since: Option<i64>,
    /// Seconds to wait for a version after `since`, 0 to 25.
    #[serde(default)]
    #[param(value_type = Option<u8>, maximum = 25)]
    wait: Patience,
}

/// Seconds a request may wait: less than the 30 after which the platform's router gives it up.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(try_from = "u8")]
pub struct Patience(u8);

impl TryFrom<u8> for Patience {
    type Error = &'static str;

    fn try_from(seconds: u8) -> Result<Self, Self::Error> {
        if seconds <= 25 {
            Ok(Self(seconds))
        } else {
            Err("must be from 0 to 25")
        }
    }
}

/// The lobby as the bearer of the token sees it; with `since`, as soon as it has changed.
#[utoipa::path(
    get, path = "/api/v1/lobbies/{code}", operation_id = "getLobby", tag = "lobby",
    params(Wait, ("code" = String, Path, description = "The lobby's code, in either letter case; \
            Cyrillic letters that look like Latin ones count as them", example = "K7QX"),
        ("If-None-Match" = Option<String>, Header, nullable = false, description = "An ETag of this lobby, as the same viewer got it")),
    responses((status = 200, description = "The lobby", body = LobbyView, headers(
            ("ETag" = String, description = "Changes with the version, and differs between viewers"),
            ("Cache-Control" = String, description = "private, no-cache"))),
        (status = 204, description = "With `since`: there was no later version in the time to wait"),
        (status = 304, description = "With `If-None-Match`: nothing has changed"), ReadProblems),
)]
pub async fn get(
    State(state): State<Arc<AppState>>,
    By(by): By,
    OnConnection(connection): OnConnection,
    Query(query): Query<Wait>,
    known: IfNoneMatch,
) -> Result<Response, Problem> {
    if let Some(since) = query.since {
        let patience = Duration::from_secs(query.wait.0.into());
        let changed = wait_for_change(&state, by, connection, since, patience).await?;
        let nothing_new = || StatusCode::NO_CONTENT.into_response();
        return Ok(changed.map_or_else(nothing_new, |shown| answer(&shown)));
    }
    get_unless(&state, &by, known).await
}

async fn get_unless(
    state: &AppState,
    by: &Credentials,
    known: IfNoneMatch,
) -> Result<Response, Problem> {
    let (read, seen) = (state.clock.read(), state.live.seen(by.code));
    if known.is_empty() {
        let viewed = state.store.view(by, read).await??;
        seen.expect(&viewed.lobby)?;
        return Ok(lobby_answer(&viewed));
    }
    let known = Arc::new(known);
    let is_known = Arc::clone(&known);
    let is_known = move |glance| is_known.names(&etag(glance));
    Ok(match state.store.view_unless(by, read, is_known).await?? {
        Looked::Known(glance) => {
            seen.expect_version(glance.version)?;
            not_modified(etag(glance))
        }
        Looked::New(viewed) => {
            seen.expect(&viewed.lobby)?;
            let etag = etag_of(&viewed.lobby, viewed.viewer);
            if known.names(&etag) {
                not_modified(etag)
            } else {
                lobby_answer(&viewed)
            }
        }
    })
}

fn not_modified(etag: String) -> Response {
    let headers = [
        (header::ETAG, etag),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
    ];
    (StatusCode::NOT_MODIFIED, headers).into_response()
}

#[derive(Serialize, ToSchema)]
pub struct Preview {
    #[schema(example = "K7QX")]
    code: String,
    host_name: PlayerName,
    /// How many play.
    players: usize,
    #[schema(value_type = String, example = "open")]
    doors: Doors,
    teams: Vec<PreviewTeam>,
    /// Who may put a player into a team.
    #[schema(value_type = String, example = "players")]
    team_choice: TeamChoice,
}

#[derive(Serialize, ToSchema)]
pub struct PreviewTeam {
    id: Uuid,
    name: PlayerName,
    #[schema(value_type = String, example = "#1e90ff")]
    colour: Colour,
}

impl From<Team> for PreviewTeam {
    fn from(team: Team) -> Self {
        Self {
            id: team.id,
            name: team.name,
            colour: team.colour,
        }
    }
}

/// What a guest sees of a lobby before joining it.
#[utoipa::path(
    get, path = "/api/v1/lobbies/{code}/preview", operation_id = "previewLobby", tag = "lobby", security(()),
    params(("code" = String, Path, description = "The lobby's code, in either letter case; \
            Cyrillic letters that look like Latin ones count as them", example = "K7QX")),
    responses((status = 200, description = "The lobby, from outside", body = Preview), PreviewProblems),
)]
pub async fn preview(
    State(state): State<Arc<AppState>>,
    PathCode(code): PathCode,
) -> Result<Response, Problem> {
    let lobby = state.store.preview(code, state.clock.read()).await?;
    let lobby = lobby.ok_or(Refusal::LobbyNotFound)?;
    let preview = Preview {
        code: lobby.code.to_string(),
        players: lobby.roster().count(),
        host_name: lobby.host.name,
        doors: lobby.settings.doors,
        teams: lobby.teams.into_iter().map(PreviewTeam::from).collect(),
        team_choice: lobby.settings.team_choice,
    };
    let headers = [(header::CACHE_CONTROL, "no-store")];
    Ok((headers, axum::Json(preview)).into_response())
}

#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"question_value": 20, "settings": {"buzz_per": "team"}}))]
pub struct LobbyChange {
    /// Opens the buzzers, or locks them.
    locked: Option<bool>,
    question_value: Option<QuestionValue>,
    settings: Option<SettingsEdit>,
}

/// Locks or opens the buzzers, sets what the question is worth, and the rules. A time limit that is set counts from the
/// next time the buzzers open or a player has the word.
#[utoipa::path(
    patch, path = "/api/v1/lobbies/{code}", operation_id = "updateLobby", tag = "host",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX")),
    request_body = LobbyChange,
    responses((status = 200, description = "The new state", body = LobbyView), SetProblems),
)]
pub async fn set(
    State(state): State<Arc<AppState>>,
    By(by): By,
    Json(body): Json<LobbyChange>,
) -> Result<Response, Problem> {
    let edit = LobbyEdit {
        locked: body.locked,
        question_value: body.question_value,
        settings: body.settings.unwrap_or_default(),
    };
    let played = state.play(&by, Command::Set(Box::new(edit))).await?;
    Ok(lobby_answer(&played.view))
}

/// Closes the lobby for everybody.
#[utoipa::path(
    delete, path = "/api/v1/lobbies/{code}", operation_id = "closeLobby", tag = "host",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX")),
    responses((status = 204, description = "The lobby is gone"), CloseProblems),
)]
pub async fn close(State(state): State<Arc<AppState>>, By(by): By) -> Result<StatusCode, Problem> {
    state.play(&by, Command::Close).await?;
    Ok(StatusCode::NO_CONTENT)
}
