//! The HTTP side: the route table below is the index of the API.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::HeaderValue;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::CorsLayer;
use utoipa::openapi::OpenApi;
use utoipa::{Modify as _, OpenApi as _};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use utoipa_swagger_ui::SwaggerUi;

use crate::clock::Clock;
use crate::game::Command;
use crate::http::problem::{Code, Problem};
use crate::live::Live;
use crate::metrics::Metrics;
use crate::store::sweeper::Sweeper;
use crate::store::{Credentials, Played, Store};

mod api;
mod cors;
mod delivery;
mod extract;
mod forwarded;
mod gzip;
mod health;
mod limits;
pub mod log;
mod metrics;
mod moment;
mod openapi;
pub mod problem;
mod rendering;
mod scoresheet;
mod settings;
mod sse;
mod view;
mod web;
mod whole;

pub use limits::{Answered, Guesses, RateLimits};
pub use metrics::{alone as metrics_alone, gather as gather_metrics};
pub use rendering::share;

/// Largest body, in bytes.
const MAX_BODY: usize = 8 * 1024;

/// A request that is not answered by then is given up, just before the router of the platform would (30 s).
const TIME_LIMIT: Duration = Duration::from_secs(28);

/// What every handler can reach. Holds nothing of any game.
pub struct AppState {
    pub store: Arc<Store>,
    pub live: Arc<Live>,
    pub clock: Clock,
    pub max_players: usize,
    /// Set once the schema is up to date; until then the API answers that it is unavailable.
    pub ready: Arc<AtomicBool>,
    pub sweeper: Arc<Sweeper>,
    pub metrics: Arc<Metrics>,
    /// Opens `GET /metrics` to who has it; where there is none, nobody finds anything there.
    pub metrics_token: Option<Arc<str>>,
    /// `None` where limits are off.
    pub rate_limits: Option<Arc<RateLimits>>,
    /// Take a client's address from the last hop of `X-Forwarded-For`.
    pub trust_forwarded_for: bool,
    pub cors_allowed_origins: Vec<HeaderValue>,
    /// Where this process listens.
    pub bound: SocketAddr,
}

impl AppState {
    /// Carries out a command of whoever sends the request.
    async fn play(&self, by: &Credentials, command: Command) -> Result<Played, Problem> {
        Ok(self.store.play(by, command, self.clock.read()).await??)
    }
}

/// The routes of the game, all below `/api/v1`: with the whole path each, as a nested router would take it apart for each
/// request.
fn api() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::with_openapi(openapi::ApiDoc::openapi())
        .routes(routes!(api::time::get)) //                                              GET  /time
        .routes(routes!(api::lobbies::create)) //                                   POST  /lobbies
        .routes(routes!(
            api::lobbies::get,
            api::lobbies::set,
            api::lobbies::close
        )) //   GET, PATCH, DELETE  /lobbies/{code}
        .routes(routes!(api::lobbies::preview)) //                                       GET  /lobbies/{code}/preview
        .routes(routes!(api::following::events)) //                                      GET  /lobbies/{code}/events
        .routes(routes!(api::players::join)) //                                     POST  /lobbies/{code}/players
        .routes(routes!(api::players::edit, api::players::remove)) //                    PATCH, DELETE  …/players/{player_id}
        .routes(routes!(api::teams::set)) //                                           PUT  /lobbies/{code}/teams
        .routes(routes!(api::teams::score)) //                                         PATCH  …/teams/{team_id}
        .routes(routes!(api::rounds::buzz)) //                                        POST  /lobbies/{code}/buzz
        .routes(routes!(api::rounds::confirm)) //                                     PUT  /lobbies/{code}/active-player
        .routes(routes!(api::rounds::resolve)) //                                     POST  /lobbies/{code}/resolve
        .routes(routes!(api::rounds::reset)) //                                       POST  /lobbies/{code}/reset
        .routes(routes!(api::rounds::finish)) //                                      POST  /lobbies/{code}/finish
        .routes(routes!(api::rounds::restart)) //                                     POST  /lobbies/{code}/restart
        .routes(routes!(api::history::undo)) //                                       POST  /lobbies/{code}/undo
        .routes(routes!(api::links::make, api::links::list)) //                       POST, GET  /lobbies/{code}/links
        .routes(routes!(api::links::revoke)) //                                       DELETE  …/links/{link_id}
        .routes(routes!(api::history::history)) //                                       GET  /lobbies/{code}/history
        .routes(routes!(api::history::scoresheet)) //                                    GET  /lobbies/{code}/scoresheet.csv
}

/// The routes about the service itself.
fn service() -> OpenApiRouter<Arc<AppState>> {
    OpenApiRouter::new()
        .routes(routes!(health::livez)) //  GET  /livez
        .routes(routes!(health::readyz)) // GET  /readyz
}

fn documented() -> (Router<Arc<AppState>>, Router<Arc<AppState>>, OpenApi) {
    let (api, described) = api().split_for_parts();
    let (service, service_described) = service().split_for_parts();
    let mut described = described.merge_from(service_described);
    openapi::Examples.modify(&mut described);
    (api, service, described)
}

/// The OpenAPI description of all routes.
pub fn description() -> OpenApi {
    documented().2
}

pub fn router(state: Arc<AppState>) -> Router {
    let (api, service, description) = documented();
    let docs = SwaggerUi::new("/docs").url("/openapi.json", description);
    let around_all = AroundAll {
        metrics: Arc::clone(&state.metrics),
        cors: cors::layer(&state.cors_allowed_origins),
    };
    // Outermost first. In one layer, because axum boxes each, and copies all boxes below it for each request.
    let of_all = (
        middleware::from_fn_with_state(around_all, around_all_routes),
        CatchPanicLayer::custom(panicked),
        DefaultBodyLimit::max(MAX_BODY),
    );
    let of_api = middleware::from_fn_with_state(Arc::clone(&state), around_api);
    api.layer(of_api)
        .merge(service)
        .merge(delivery::page_of_docs(docs.into()))
        .merge(metrics::guarded(&state))
        .merge(web::routes()) // GET  /, /{code}, /host/{code}, /screen/{code}, /web/…
        .fallback(web::nowhere)
        .method_not_allowed_fallback(async || Problem::new(Code::MethodNotAllowed))
        .layer(of_all)
        .with_state(state)
}

#[derive(Clone)]
struct AroundAll {
    metrics: Arc<Metrics>,
    cors: Arc<CorsLayer>,
}

/// One within the other in a single layer, as plain functions: else there would be a box for each of them, and a copy of all
/// that is below.
async fn around_all_routes(
    State(around): State<AroundAll>,
    request: Request,
    next: Next,
) -> Response {
    let AroundAll { metrics, cors } = &around;
    let route = |request| cors::cross_origin(cors, request, next);
    let observed = |request| log::observe(metrics, request, route);
    delivery::deliver(request, observed).await
}

async fn around_api(State(state): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let serve = |request| serve_when_ready(&state, request, next);
    limit_time(limits::limit(&state, request, serve)).await
}

/// Keeps the API closed until the database is ready, and lets each request set off the clean-up.
async fn serve_when_ready(state: &AppState, request: Request, next: Next) -> Response {
    if !state.ready.load(Ordering::Acquire) {
        return Problem::new(Code::Unavailable).into_response();
    }
    state.sweeper.nudge(&state.store, state.clock.read());
    next.run(request).await
}

async fn limit_time(answer: impl Future<Output = Response>) -> Response {
    match tokio::time::timeout(TIME_LIMIT, answer).await {
        Ok(response) => response,
        Err(elapsed) => Problem::new(Code::Unavailable)
            .with_cause(elapsed)
            .into_response(),
    }
}

fn panicked(panic: Box<dyn std::any::Any + Send>) -> Response {
    let message = match panic.downcast_ref::<&str>() {
        Some(message) => (*message).to_owned(),
        None => panic.downcast_ref::<String>().cloned().unwrap_or_default(),
    };
    let cause = std::io::Error::other(format!("a handler panicked: {message}"));
    Problem::new(Code::Internal)
        .with_cause(cause)
        .into_response()
}
