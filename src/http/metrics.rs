//! `GET /metrics`, and where its numbers come from.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus::proto::MetricFamily;
use subtle::ConstantTimeEq as _;

use super::AppState;
use crate::clock::Clock;
use crate::http::extract::BearerToken;
use crate::http::problem::{Code, Problem};
use crate::live::Live;
use crate::metrics::{self, Census, Load, Metrics};
use crate::store::Store;

/// For those who have the token, where there is one.
pub fn guarded(state: &Arc<AppState>) -> Router<Arc<AppState>> {
    match state.metrics_token {
        Some(_) => Router::new().route("/metrics", get(with_token)),
        None => Router::new(),
    }
}

/// On an address of their own, for all who can reach it.
pub fn alone(state: Arc<AppState>) -> Router {
    Router::new()
        .route("/metrics", get(numbers))
        .with_state(state)
}

/// The numbers of a process, with what its store and its followers have to say.
pub async fn gather(
    metrics: &Metrics,
    store: &Arc<Store>,
    live: &Live,
    clock: &Clock,
) -> Vec<MetricFamily> {
    let connections = store.connections();
    let load = Load {
        connections_in_use: connections.in_use,
        connections_limit: connections.limit,
        connections_waiting: connections.waiting,
        followers: live.followers(),
    };
    let census = async {
        let census = store.census(clock.read()).await.ok()?;
        Some(Census {
            lobbies: census.lobbies,
            players_online: census.players_online,
        })
    };
    metrics.gather(clock.elapsed(), load, census).await
}

async fn with_token(
    state: State<Arc<AppState>>,
    BearerToken(given): BearerToken,
) -> Result<Response, Problem> {
    let expected = state.metrics_token.as_deref().unwrap_or_default();
    let is_right = given.as_bytes().ct_eq(expected.as_bytes());
    if expected.is_empty() || !bool::from(is_right) {
        return Err(Problem::new(Code::Unauthorized));
    }
    numbers(state).await
}

async fn numbers(State(state): State<Arc<AppState>>) -> Result<Response, Problem> {
    let gathered = gather(&state.metrics, &state.store, &state.live, &state.clock);
    let text = metrics::text(&gathered.await)
        .map_err(|error| Problem::new(Code::Internal).with_cause(error))?;
    let headers = [
        (header::CONTENT_TYPE, prometheus::TEXT_FORMAT),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, text).into_response())
}
