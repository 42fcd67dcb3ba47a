//! One event per request, and the only place where a problem's cause is told.

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use tokio::time::Instant;
use tracing::Instrument as _;
use uuid::Uuid;

use super::problem::{Problem, Unread};
use crate::metrics::Metrics;
use crate::telemetry::{Causes, milliseconds};

pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Longest request id taken over from outside, in characters.
const MAX_REQUEST_ID: usize = 200;

/// Gives the request its id, the problem its body, and the log its event. No name, token or code
/// gets into the log: it has the template of the route, not the path.
pub async fn observe<F: Future<Output = Response>>(
    metrics: &Metrics,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let started = Instant::now();
    let id = request_id(&request);
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("(none)", MatchedPath::as_str)
        .to_owned();
    // For what is told meanwhile, at debug level: the event below has these fields itself.
    let span = tracing::debug_span!("request", %method, route, request_id = id);
    let unread = request.extensions().get::<Unread>().copied();
    let mut response = match unread {
        Some(Unread(code)) => Problem::new(code).into_response(),
        None => next(request).instrument(span).await,
    };
    let problem = response.extensions_mut().remove::<Problem>();
    if let Some(problem) = &problem {
        response = with_body(response, problem, &id);
    }
    let status = response.status().as_u16();
    let took = started.elapsed();
    metrics.requested(method.as_str(), &route, status, took);
    let milliseconds = milliseconds(started);
    let code = problem.as_ref().map(|problem| problem.code.as_str());
    let cause = problem
        .as_ref()
        .and_then(|problem| problem.cause.as_deref());
    let cause = cause.map(|cause| Causes(cause).to_string());
    if status >= 500 {
        tracing::error!(%method, route, status, milliseconds, request_id = id, code, cause, "request");
    } else {
        tracing::info!(%method, route, status, milliseconds, request_id = id, code, "request");
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// The id the router gave, where it looks like one; else a new one.
fn request_id(request: &Request) -> String {
    let given = request
        .headers()
        .get(REQUEST_ID)
        .and_then(|value| value.to_str().ok())
        .filter(|id| (1..=MAX_REQUEST_ID).contains(&id.len()))
        .filter(|id| {
            id.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
        });
    given.map_or_else(|| Uuid::new_v4().to_string(), str::to_owned)
}

fn with_body(response: Response, problem: &Problem, id: &str) -> Response {
    let (mut parts, _) = response.into_parts();
    let body = axum::Json(problem.body(id)).into_response().into_body();
    let media_type = HeaderValue::from_static("application/problem+json");
    parts.headers.insert(header::CONTENT_TYPE, media_type);
    parts.headers.remove(header::CONTENT_LENGTH);
    let no_store = HeaderValue::from_static("no-store");
    parts.headers.insert(header::CACHE_CONTROL, no_store);
    Response::from_parts(parts, body)
}
