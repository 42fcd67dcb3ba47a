//! Links: further tokens, for co-hosts, screens, and players who have lost their phone.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::game::{Command, Link, LinkRole, LinkTo, Lobby, NewLink, PlayerName, Refusal, Secret};
use crate::http::AppState;
use crate::http::extract::{By, Idempotency, Json, PathLink};
use crate::http::moment::Moment;
use crate::http::openapi::{LinksProblems, MakeLinkProblems, RevokeLinkProblems};
use crate::http::problem::{Code, Problem};

#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"role": "screen", "label": "Wall"}))]
pub struct WantedLink {
    role: LinkRole,
    /// By which the host knows it; a screen has it for a name. Without it that of the role: Host, Screen or Seat.
    label: Option<PlayerName>,
    /// Whose seat it is, and only there.
    player_id: Option<Uuid>,
}

impl WantedLink {
    fn to(&self) -> Result<LinkTo, Problem> {
        let fault = |fault| Err(Problem::invalid_field("player_id", fault));
        match (self.role, self.player_id) {
            (LinkRole::Host, None) => Ok(LinkTo::Host),
            (LinkRole::Screen, None) => Ok(LinkTo::Screen),
            (LinkRole::Seat, Some(player)) => Ok(LinkTo::Seat(player)),
            (LinkRole::Seat, None) => fault("must say whose seat it is"),
            (_, Some(_)) => fault("must not come with this role"),
        }
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = Link)]
pub struct LinkView {
    id: Uuid,
    role: LinkRole,
    label: PlayerName,
    /// Whose seat it is; null for other roles.
    #[schema(required)]
    player_id: Option<Uuid>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Moment,
}

impl From<&Link> for LinkView {
    fn from(link: &Link) -> Self {
        Self {
            id: link.id,
            role: link.to.role(),
            label: link.label.clone(),
            player_id: link.to.player(),
            created_at: Moment(link.made_at),
        }
    }
}

#[derive(Serialize, ToSchema)]
pub struct LinkMade {
    #[serde(flatten)]
    link: LinkView,
    /// The bearer token of whoever gets the link. Shown here and nowhere else.
    token: String,
}

#[derive(Serialize, ToSchema)]
pub struct Links {
    /// In the order in which they were made, and without their tokens.
    links: Vec<LinkView>,
}

/// Makes a further token. One for a seat is from now on the only one of its player.
#[utoipa::path(
    post, path = "/api/v1/lobbies/{code}/links", operation_id = "createLink", tag = "host",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX"),
        ("Idempotency-Key" = Option<String>, Header, nullable = false, min_length = 16, max_length = 128, pattern = "^[!#-~]+$",
        description = "A random UUID: the same key with the same body returns the same link, as long as the lobby \
                       lives. Whoever knows the key gets the token.")),
    request_body = WantedLink,
    responses((status = 201, description = "The link", body = LinkMade, headers(
            ("Location" = String, description = "The path of the link")),
        links(("revoke" = (operation_id = "revokeLink", parameters(
            ("code" = "$request.path.code"), ("link_id" = "$response.body#/id")))))), MakeLinkProblems),
)]
pub async fn make(
    State(state): State<Arc<AppState>>,
    By(by): By,
    Idempotency(key): Idempotency,
    Json(wanted): Json<WantedLink>,
) -> Result<Response, Problem> {
    let new = NewLink {
        id: Uuid::new_v4(),
        to: wanted.to()?,
        label: wanted.label.unwrap_or_else(|| wanted.role.label()),
        secret: Secret::generate(&mut rand::rng(), key),
    };
    let command = Command::MakeLink(Box::new(new.clone()));
    let played = state.play(&by, command).await.map_err(too_many)?;
    let made = new.made_in(&played.view.lobby);
    let (link, token) = made.ok_or(Problem::new(Code::LinkNotFound))?;
    Ok(made_answer(&played.view.lobby, link, token.reveal()))
}

fn made_answer(lobby: &Lobby, link: &Link, token: &str) -> Response {
    let location = format!("/api/v1/lobbies/{}/links/{}", lobby.code, link.id);
    let headers = [
        (header::LOCATION, location),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    let body = LinkMade {
        link: link.into(),
        token: token.to_owned(),
    };
    (StatusCode::CREATED, headers, axum::Json(body)).into_response()
}

/// The only thing a link can find full is the list of links.
fn too_many(problem: Problem) -> Problem {
    if problem.code != Code::from(Refusal::LobbyFull) {
        return problem;
    }
    let most = Lobby::MOST_LINKS;
    problem.with_detail(format!("a lobby has at most {most} links; revoke one"))
}

/// The links that are good.
#[utoipa::path(
    get, path = "/api/v1/lobbies/{code}/links", operation_id = "getLinks", tag = "host",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX")),
    responses((status = 200, description = "The links", body = Links), LinksProblems),
)]
pub async fn list(State(state): State<Arc<AppState>>, By(by): By) -> Result<Response, Problem> {
    let viewed = state.store.view(&by, state.clock.read()).await??;
    let links = viewed.lobby.links_shown_to(viewed.viewer)?;
    let links = links.map(LinkView::from).collect();
    let headers = [(header::CACHE_CONTROL, "private, no-cache")];
    Ok((headers, axum::Json(Links { links })).into_response())
}

/// Takes a link's token back: whoever has it is out at once. Of a seat, the player stays, and needs another link.
#[utoipa::path(
    delete, path = "/api/v1/lobbies/{code}/links/{link_id}", operation_id = "revokeLink", tag = "host",
    params(("code" = String, Path, description = "The lobby's code", example = "K7QX"),
        ("link_id" = String, Path, description = "A link's id")),
    responses((status = 204, description = "The token is nobody's"), RevokeLinkProblems),
)]
pub async fn revoke(
    State(state): State<Arc<AppState>>,
    By(by): By,
    PathLink(link): PathLink,
) -> Result<StatusCode, Problem> {
    state.play(&by, Command::RevokeLink(link)).await?;
    Ok(StatusCode::NO_CONTENT)
}
