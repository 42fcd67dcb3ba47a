//! Whether the process is alive, and whether it can serve.

use axum::extract::State;
use axum::http::StatusCode;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::AppState;
use super::openapi::ServiceProblems;
use crate::http::problem::{Code, Problem};

/// Whether the process is alive. Asks nobody else.
#[utoipa::path(
    get, path = "/livez", operation_id = "livez", tag = "service", security(()),
    responses((status = 204, description = "It is")),
)]
pub async fn livez() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// Whether the service can serve: the schema is up to date, and the database answers and can be written to.
#[utoipa::path(
    get, path = "/readyz", operation_id = "readyz", tag = "service", security(()),
    responses((status = 204, description = "It can"), ServiceProblems),
)]
pub async fn readyz(State(state): State<Arc<AppState>>) -> Result<StatusCode, Problem> {
    if !state.ready.load(Ordering::Acquire) {
        return Err(Problem::new(Code::Unavailable));
    }
    state.store.beat().await?;
    Ok(StatusCode::NO_CONTENT)
}
