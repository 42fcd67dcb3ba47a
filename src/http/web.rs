//! The web client: the files of `web/dist/`, which are in the binary. None of it asks the database.

use std::borrow::Cow;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::{Embed, EmbeddedFile};
use serde::Serialize;

use super::extract::{IfNoneMatch, PathCode};
use super::{AppState, forwarded};
use crate::address;
use crate::http::problem::{Code, Problem};

/// A debug build reads them from the disk, so that a change shows without a build.
#[derive(Embed)]
#[folder = "web/dist/"]
struct Files;

/// The page that all views are in.
const PAGE: &str = "index.html";

/// The folder of what is named by its content: it may be kept for good.
const ASSETS: &str = "assets/";

/// Scripts and styles come from here and nowhere else, and none is inline: a name can't become markup that runs.
const CONTENT_SECURITY_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// The routes of the web client.
pub fn routes() -> Router<Arc<AppState>> {
    Router::new()
        .route("/", get(start))
        .route("/{code}", get(lobby).fallback(elsewhere))
        .route("/host/{code}", get(lobby).fallback(elsewhere))
        .route("/screen/{code}", get(lobby).fallback(elsewhere))
        .route("/web/address", get(address))
        .route(
            "/web/{*file}",
            get(file).fallback(async || Problem::new(Code::NotFound)),
        )
}

async fn start(known: IfNoneMatch) -> Result<Response, Problem> {
    serve(PAGE, &known)
}

/// Four characters that can be a code are a page, whether or not there is such a lobby.
async fn lobby(
    code: Result<PathCode, Problem>,
    known: IfNoneMatch,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    match code {
        Ok(_) => serve(PAGE, &known),
        Err(_) => nowhere(method, headers).await,
    }
}

/// Another method than GET on what may be a page.
async fn elsewhere(code: Result<PathCode, Problem>) -> Problem {
    Problem::new(match code {
        Ok(_) => Code::MethodNotAllowed,
        Err(_) => Code::NotFound,
    })
}

/// Where there is nothing. Who has mistyped an address in a browser gets the page, which says so.
pub async fn nowhere(method: Method, headers: HeaderMap) -> Result<Response, Problem> {
    let problem = Problem::new(Code::NotFound);
    if !matches!(method, Method::GET | Method::HEAD) || !wants_page(&headers) {
        return Err(problem);
    }
    let page = Files::get(PAGE).ok_or(problem)?;
    let headers = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    ];
    Ok((StatusCode::NOT_FOUND, headers, content(page)).into_response())
}

/// Whether HTML is named among what is accepted, as browsers do for what they are to show, and nobody else.
fn wants_page(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT).into_iter();
    let mut kinds = accepted.filter_map(|value| value.to_str().ok());
    kinds.any(|kinds| kinds.contains("text/html"))
}

async fn file(uri: Uri, known: IfNoneMatch) -> Result<Response, Problem> {
    let name = uri.path().strip_prefix("/web/").unwrap_or_default();
    serve(name, &known)
}

/// Under which address phones reach the service.
#[derive(Serialize)]
struct Reachable {
    /// `None` where the service listens for this machine alone, or is in no network.
    address: Option<String>,
}

/// For a host page that was opened as "localhost", which means something else on a phone. What network this machine is
/// in is the business of nobody on another one.
async fn address(
    State(state): State<Arc<AppState>>,
    peer: Option<axum::Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let peer = peer.map(|axum::Extension(ConnectInfo(peer))| peer.ip().to_canonical());
    let is_from_here = peer.is_some_and(|peer| peer.is_loopback());
    if !is_from_here || forwarded::is_from_elsewhere(&headers) {
        return Err(Problem::new(Code::NotFound));
    }
    let address = address::in_network(state.bound);
    let headers = [(header::CACHE_CONTROL, "no-store")];
    Ok((headers, axum::Json(Reachable { address })).into_response())
}

fn serve(name: &str, known: &IfNoneMatch) -> Result<Response, Problem> {
    let file = Files::get(name).ok_or(Problem::new(Code::NotFound))?;
    let etag = etag(&file);
    let caching = if name.starts_with(ASSETS) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let headers = [
        (header::ETAG, etag.clone()),
        (header::CACHE_CONTROL, caching.to_owned()),
    ];
    let mut response = if known.names(&etag) {
        (StatusCode::NOT_MODIFIED, headers).into_response()
    } else {
        (headers, content(file)).into_response()
    };
    let policy = header::CONTENT_SECURITY_POLICY;
    response
        .headers_mut()
        .insert(policy, CONTENT_SECURITY_POLICY);
    Ok(response)
}

/// Weak: a layer outside may compress what is sent.
fn etag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let digits: String = hash[..12]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("W/\"{digits}\"")
}

fn content(file: EmbeddedFile) -> Response {
    let kind = file.metadata.mimetype().to_owned();
    let kind = if kind.starts_with("text/") {
        kind + "; charset=utf-8"
    } else {
        kind
    };
    let body = match file.data {
        Cow::Borrowed(bytes) => Body::from(bytes),
        Cow::Owned(bytes) => Body::from(bytes),
    };
    ([(header::CONTENT_TYPE, kind)], body).into_response()
}
