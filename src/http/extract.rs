//! What handlers take from a request. Every rejection is a [`Problem`].

use std::convert::Infallible;
use std::error::Error as _;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, FromRequestParts, MatchedPath, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use headers::authorization::Bearer;
use headers::{Authorization, HeaderMapExt as _};
use percent_encoding::percent_decode_str;
use serde::de::{DeserializeOwned, IgnoredAny};
use tower_http::timeout::TimeoutError;
use uuid::Uuid;

use crate::game::{IdempotencyKey, LobbyCode, PlayerRef, Token};
use crate::http::problem::{Code, Problem};
use crate::live::ClientConnection;
use crate::store::Credentials;

/// The lobby code of the path.
pub struct PathCode(pub LobbyCode);

impl<S: Send + Sync> FromRequestParts<S> for PathCode {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let code = path_segment(parts, "code");
        code.and_then(|code| code.parse().ok())
            .map(Self)
            .ok_or(Problem::new(Code::LobbyNotFound))
    }
}

/// The player the path speaks of.
pub struct PathPlayer(pub PlayerRef);

impl<S: Send + Sync> FromRequestParts<S> for PathPlayer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let player = path_segment(parts, "player_id");
        match player.as_deref() {
            Some("me") => Ok(Self(PlayerRef::Me)),
            Some(id) => match Uuid::try_parse(id) {
                Ok(id) => Ok(Self(PlayerRef::Id(id))),
                Err(_) => Err(Problem::new(Code::PlayerNotFound)),
            },
            None => Err(Problem::new(Code::PlayerNotFound)),
        }
    }
}

/// The team the path speaks of.
pub struct PathTeam(pub Uuid);

impl<S: Send + Sync> FromRequestParts<S> for PathTeam {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        path_id(parts, "team_id", Code::TeamNotFound).map(Self)
    }
}

/// The link the path speaks of.
pub struct PathLink(pub Uuid);

impl<S: Send + Sync> FromRequestParts<S> for PathLink {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        path_id(parts, "link_id", Code::LinkNotFound).map(Self)
    }
}

/// What is no id is nobody's.
fn path_id(parts: &Parts, name: &str, not_found: Code) -> Result<Uuid, Problem> {
    let id = path_segment(parts, name);
    let id = id.and_then(|id| Uuid::try_parse(&id).ok());
    id.ok_or(Problem::new(not_found))
}

/// The segment of the path that the route calls `name`; `None` for bytes that are no UTF-8, which name nothing. Each on
/// its own: axum refuses all segments when one of them is malformed.
fn path_segment(parts: &Parts, name: &str) -> Option<String> {
    let route = parts.extensions.get::<MatchedPath>()?.as_str();
    let (_, raw) = route
        .split('/')
        .zip(parts.uri.path().split('/'))
        .find(|(template, _)| template.trim_matches(['{', '}']) == name)?;
    let decoded = percent_decode_str(raw).decode_utf8().ok()?;
    Some(decoded.into_owned())
}

/// Whoever sends the request: the lobby of the path, and the bearer token.
pub struct By(pub Credentials);

impl<S: Send + Sync> FromRequestParts<S> for By {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let BearerToken(token) = BearerToken::from_request_parts(parts, state).await?;
        let token: Token = token.parse().map_err(|_| {
            Problem::new(Code::Unauthorized).with_detail("the bearer token is malformed")
        })?;
        let PathCode(code) = PathCode::from_request_parts(parts, state).await?;
        let token = token.digest();
        Ok(Self(Credentials { code, token }))
    }
}

/// What follows `Authorization: Bearer`, whatever it is.
pub struct BearerToken(pub String);

impl<S: Send + Sync> FromRequestParts<S> for BearerToken {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let detail = match parts.headers.typed_try_get::<Authorization<Bearer>>() {
            Ok(Some(authorization)) => return Ok(Self(authorization.token().to_owned())),
            Ok(None) => "send the header Authorization: Bearer <token>",
            Err(_) => "the Authorization header must be: Bearer <token>",
        };
        Err(Problem::new(Code::Unauthorized).with_detail(detail))
    }
}

/// The connection the request came on; one of its own where there is none, as in a call without a socket.
pub struct OnConnection(pub ClientConnection);

impl<S: Send + Sync> FromRequestParts<S> for OnConnection {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let connection = parts.extensions.get::<ClientConnection>().cloned();
        Ok(Self(connection.unwrap_or_default()))
    }
}

/// What `If-None-Match` lists, in all its fields. By hand, because the typed header panics on a malformed tag in a build
/// with debug assertions.
pub struct IfNoneMatch(Vec<HeaderValue>);

impl IfNoneMatch {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Compares weakly: a tag is the same with and without `W/`.
    pub fn names(&self, etag: &str) -> bool {
        let mut fields = self.0.iter().filter_map(|value| value.to_str().ok());
        fields.any(|field| {
            let mut tags = field.split(',').map(str::trim);
            field.trim() == "*" || tags.any(|tag| opaque(tag) == opaque(etag))
        })
    }
}

fn opaque(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

impl<S: Send + Sync> FromRequestParts<S> for IfNoneMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let fields = parts.headers.get_all(header::IF_NONE_MATCH);
        Ok(Self(fields.iter().cloned().collect()))
    }
}

/// The `Idempotency-Key` header, where there is one. Quotes, as its Internet draft has them, are taken off.
pub struct Idempotency(pub Option<IdempotencyKey>);

impl<S: Send + Sync> FromRequestParts<S> for Idempotency {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        const NAME: &str = "Idempotency-Key";
        let Some(value) = parts.headers.get(NAME) else {
            return Ok(Self(None));
        };
        let text = value.to_str().unwrap_or_default();
        let unquoted = text
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        unquoted
            .unwrap_or(text)
            .parse()
            .map(|key| Self(Some(key)))
            .map_err(|error: crate::game::IdempotencyKeyError| {
                Problem::invalid_field(NAME, error.to_string())
            })
    }
}

/// The query string, each parameter at most once.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let deserializer =
            serde_urlencoded::Deserializer::new(form_urlencoded::parse(query.as_bytes()));
        serde_path_to_error::deserialize(deserializer)
            .map(Self)
            .map_err(|error| invalid_field(&error))
    }
}

/// A JSON body.
pub struct Json<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let declared = declared_as_json(request.headers());
        let body = body(request, state).await?;
        declared?;
        parse_object(&body).map(Self)
    }
}

/// A JSON body that is a list.
pub struct JsonList<T>(pub Vec<T>);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for JsonList<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let declared = declared_as_json(request.headers());
        let body = body(request, state).await?;
        declared?;
        if body.trim_ascii_start().first() != Some(&b'[') {
            serde_json::from_slice::<IgnoredAny>(&body).map_err(|error| invalid_json(&error))?;
            return Err(Problem::invalid_field(".", "must be a list"));
        }
        parse(&body).map(Self)
    }
}

/// A JSON body that may be left out altogether, or be null.
pub struct OptionalJson<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for OptionalJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let declared = declared_as_json(request.headers());
        let body = body(request, state).await?;
        if body.is_empty() {
            return Ok(Self(T::default()));
        }
        declared?;
        match body.trim_ascii() {
            b"null" => Ok(Self(T::default())),
            body => parse_object(body).map(Self),
        }
    }
}

async fn body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state)
        .await
        .map_err(|rejection: BytesRejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::new(Code::BodyTooLarge),
            _ if is_late(&rejection) => Problem::new(Code::Unavailable).with_cause(rejection),
            // The connection broke or the chunks are malformed: whatever came is not the JSON that was meant.
            _ => Problem::new(Code::InvalidJson).with_detail("the body could not be read"),
        })
}

/// A bad network, not a bad request: sending it again is right.
fn is_late(rejection: &BytesRejection) -> bool {
    let mut source = rejection.source();
    while let Some(error) = source {
        if error.is::<TimeoutError>() {
            return true;
        }
        source = error.source();
    }
    false
}

/// Whether the headers speak of JSON as it is. Told only after the body is read: one that is too large is that first.
fn declared_as_json(headers: &HeaderMap) -> Result<(), Problem> {
    let refused = Problem::new(Code::UnsupportedMediaType);
    if is_encoded(headers) {
        return Err(Problem {
            accept_encoding: Some("identity"),
            ..refused.with_detail("send the body without Content-Encoding")
        });
    }
    if !is_json(headers) {
        return Err(refused.with_detail("send the header Content-Type: application/json"));
    }
    Ok(())
}

/// Whether `Content-Encoding` names anything but `identity`, which is no encoding.
fn is_encoded(headers: &HeaderMap) -> bool {
    let fields = headers.get_all(header::CONTENT_ENCODING).iter();
    let codings = fields.flat_map(|field| field.as_bytes().split(|byte| *byte == b','));
    let mut codings = codings.map(<[u8]>::trim_ascii);
    codings.any(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case(b"identity"))
}

fn is_json(headers: &HeaderMap) -> bool {
    let essence = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence == "application/json"
        || essence.starts_with("application/") && essence.ends_with("+json")
}

fn parse_object<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    // serde would take an array for the fields of a struct in their order.
    if body.trim_ascii_start().first() != Some(&b'{') {
        serde_json::from_slice::<IgnoredAny>(body).map_err(|error| invalid_json(&error))?;
        return Err(Problem::invalid_field(".", "must be an object"));
    }
    parse(body)
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| match error
        .inner()
        .classify()
    {
        serde_json::error::Category::Data => invalid_field(&error),
        _ => invalid_json(error.inner()),
    })?;
    deserializer.end().map_err(|error| invalid_json(&error))?;
    Ok(value)
}

fn invalid_json(error: &serde_json::Error) -> Problem {
    Problem::new(Code::InvalidJson).with_detail(error.to_string())
}

fn invalid_field<E: std::fmt::Display>(error: &serde_path_to_error::Error<E>) -> Problem {
    // The parser's " at line 1 column 9" says nothing to who knows the field.
    let text = error.inner().to_string();
    let detail = text.split(" at line ").next().unwrap_or_default();
    let missing = detail
        .strip_prefix("missing field `")
        .and_then(|rest| rest.strip_suffix('`'));
    let path = error.path().to_string();
    match missing {
        Some(field) if path == "." => Problem::invalid_field(field, "is missing"),
        Some(field) => Problem::invalid_field(format!("{path}.{field}"), "is missing"),
        None => Problem::invalid_field(path, detail),
    }
}
