//! What every answer gets on its way out: compression where it is worth it, and the headers that tell browsers what an
//! answer is not for.

use std::convert::Infallible;
use std::future::ready;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::{IntoResponse as _, Response};
use tower::{Layer as _, ServiceExt as _, service_fn};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::http::problem::{Code, Problem};

/// Bodies below it, in bytes, fit into one packet as they are.
const WORTH_COMPRESSING: u64 = 1024;

/// Of brotli and gzip alike. Brotli's default, 11, takes a hundred times as long as this and is for files that are
/// compressed once.
const LEVEL: CompressionLevel = CompressionLevel::Precise(4);

/// For answers that no browser should show as a page.
const NO_PAGE: &str = "default-src 'none'; frame-ancestors 'none'";

/// For the API's description: its own scripts, the styles it writes into its elements, and requests to this service.
const DOCS_PAGE: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                         img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; \
                         form-action 'none'; frame-ancestors 'none'";

/// For every answer, unless its handler has set another value. The last one holds for what a page embeds, not for requests
/// with CORS.
const DEFAULT_HEADERS: [(HeaderName, HeaderValue); 4] = [
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(NO_PAGE),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// The outermost.
pub async fn deliver<F: Future<Output = Response>>(
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let mut response = compress(request, next).await;
    for (name, value) in DEFAULT_HEADERS {
        response.headers_mut().entry(name).or_insert(value);
    }
    response
}

/// Lets the description's page run what it consists of. What there is not is a problem, as elsewhere; and so is a path
/// that is no text, which its own routes call a bad request.
pub fn page_of_docs<S: Clone + Send + Sync + 'static>(docs: Router<S>) -> Router<S> {
    let docs = docs.method_not_allowed_fallback(only_read);
    let docs = docs.layer(middleware::map_response(
        async |response: Response| match response.status() {
            StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST => {
                Problem::new(Code::NotFound).into_response()
            }
            _ => response,
        },
    ));
    let policy = HeaderValue::from_static(DOCS_PAGE);
    docs.layer(SetResponseHeaderLayer::if_not_present(
        header::CONTENT_SECURITY_POLICY,
        policy,
    ))
}

/// Another method than GET on what may be a file of the description: one route has them all, whether they exist or not.
async fn only_read(file: Result<Option<Path<String>>, PathRejection>) -> Problem {
    let exists = |file: &str| {
        let found = utoipa_swagger_ui::serve(file, Arc::default());
        !matches!(found, Ok(None))
    };
    Problem::new(match file {
        Ok(None) => Code::MethodNotAllowed, // an address of its own
        Ok(Some(Path(file))) if exists(&file) => Code::MethodNotAllowed,
        _ => Code::NotFound,
    })
}

/// Compresses what is worth it, and hands on the rest as it is: a body from the compressor has room for the state of an
/// encoder, 6 KB, whether it needs it or not, and a stream would keep that for as long as it lasts.
async fn compress<F: Future<Output = Response>>(
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let accepted = acceptable(request.headers());
    let mut response = next(request).await;
    // A compressor would hold back the events of a stream until it has a block of them.
    let worth_it = SizeAbove::new(WORTH_COMPRESSING)
        .and(NotForContentType::SSE)
        .and(NotForContentType::IMAGES);
    if !worth_it.should_compress(&response) {
        return response;
    }
    if accepted.is_empty() {
        let varies = HeaderValue::from_static("accept-encoding");
        response.headers_mut().append(header::VARY, varies);
        return response;
    }
    let answer = service_fn(move |_| ready(Ok::<_, Infallible>(std::mem::take(&mut response))));
    let compressor = CompressionLayer::new()
        .quality(LEVEL)
        .compress_when(worth_it)
        .layer(answer);
    let mut request = Request::new(Body::empty());
    for value in accepted {
        request.headers_mut().append(header::ACCEPT_ENCODING, value);
    }
    let Ok(compressed) = compressor.oneshot(request).await;
    compressed.map(Body::new)
}

/// The codings a client accepts. None for a client that refuses bodies without compression: most bodies here are too
/// small for any, and the compressor would turn their answers into a 406 after the request has taken effect.
fn acceptable(headers: &HeaderMap) -> Vec<HeaderValue> {
    let refuses_plain = weights(headers)
        .any(|(name, weight)| is_one_of(name, ["*", "identity"]) && weight == Some(0.0));
    if refuses_plain {
        return Vec::new();
    }
    let accepted = headers.get_all(header::ACCEPT_ENCODING);
    accepted.iter().cloned().collect()
}

/// Whether a client asks for gzip by name.
pub fn takes_gzip(headers: &HeaderMap) -> bool {
    weights(headers)
        .any(|(name, weight)| is_one_of(name, ["gzip", "x-gzip"]) && weight != Some(0.0))
}

fn is_one_of(name: &str, names: [&str; 2]) -> bool {
    names.iter().any(|other| name.eq_ignore_ascii_case(other))
}

/// The codings of `Accept-Encoding`, with their weights where they have one.
fn weights(headers: &HeaderMap) -> impl Iterator<Item = (&str, Option<f32>)> {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).into_iter();
    let codings = accepted
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    codings.map(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default();
        let weight = parts
            .find_map(|part| part.strip_prefix("q=").or(part.strip_prefix("Q=")))
            .and_then(|weight| weight.parse().ok());
        (name, weight)
    })
}
