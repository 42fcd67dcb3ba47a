//! Web pages of other origins, and what they may do.

use std::convert::Infallible;
use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use tower::{Layer as _, ServiceExt as _, service_fn};
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::{limits, log};
use crate::http::problem::{Code, Problem};

/// What the web pages of these origins may do.
pub fn layer(origins: &[HeaderValue]) -> Arc<CorsLayer> {
    let layer = CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins.iter().cloned()))
        .allow_methods([
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_NONE_MATCH,
            HeaderName::from_static("idempotency-key"),
            HeaderName::from_static("last-event-id"),
            log::REQUEST_ID,
        ])
        .expose_headers([
            header::ETAG,
            header::LOCATION,
            header::RETRY_AFTER,
            limits::RATE_LIMIT,
            limits::RATE_LIMIT_POLICY,
            log::REQUEST_ID,
        ])
        .max_age(Duration::from_secs(3600));
    Arc::new(layer)
}

/// The layer alone would answer every `OPTIONS` with 200: on paths that do not exist, and where nobody asks for permission.
pub async fn cross_origin(cors: &CorsLayer, request: Request, next: Next) -> Response {
    if request.method() != Method::OPTIONS {
        let Ok(response) = cors.layer(next).oneshot(request).await;
        return response;
    }
    let mut preflight = Request::default();
    *preflight.method_mut() = Method::OPTIONS;
    *preflight.headers_mut() = request.headers().clone();
    let answer = next.run(request).await;
    let asked_for = [header::ORIGIN, header::ACCESS_CONTROL_REQUEST_METHOD];
    let is_preflight = asked_for
        .iter()
        .all(|name| preflight.headers().contains_key(name));
    let problem = answer.extensions().get::<Problem>();
    if !is_preflight || problem.is_some_and(|problem| problem.code == Code::NotFound) {
        return answer;
    }
    let nothing = service_fn(|_: Request| ready(Ok::<_, Infallible>(Response::default())));
    let Ok(granted) = cors.layer(nothing).oneshot(preflight).await;
    granted
}
