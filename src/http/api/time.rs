//! What time it is.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::AppState;
use crate::http::moment::Moment;
use crate::http::openapi::TimeProblems;

#[derive(Serialize, ToSchema)]
pub struct Time {
    /// When the answer was made.
    #[schema(value_type = String, format = DateTime)]
    time: Moment,
}

/// The time by the service's clock, which all instances go by. The exchange with the shortest round trip tells best how far
/// a client's clock is off.
#[utoipa::path(
    get, path = "/api/v1/time", operation_id = "getTime", tag = "lobby", security(()),
    responses((status = 200, description = "The time", body = Time), TimeProblems),
)]
pub async fn get(State(state): State<Arc<AppState>>) -> impl IntoResponse {
    let time = Moment(state.clock.now());
    let headers = [(header::CACHE_CONTROL, "no-store")];
    (headers, axum::Json(Time { time }))
}
