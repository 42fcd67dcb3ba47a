use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use subtle::ConstantTimeEq as _;

use super::AppState;
use crate::http::extract::BearerToken;
use crate::http::problem::{Code, Problem};
use crate::metrics;

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
    let now = state.clock.now();
    let gathered = state.metrics.gather(state.store.as_ref(), &state.live, now);
    let text = metrics::text(&gathered.await)
        .map_err(|error| Problem::new(Code::Internal).with_cause(error))?;
    let headers = [
        (header::CONTENT_TYPE, prometheus::TEXT_FORMAT),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, text).into_response())
}
