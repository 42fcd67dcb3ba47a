//! Everything that can go wrong, as the outside sees it: RFC 9457 problem details with a closed set of codes.

use std::error::Error;
use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::game::Refusal;
use crate::http::moment::Moment;
use crate::http::rendering::RenderError;
use crate::live::{FollowError, LookError};
use crate::store::StoreError;

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $code:ident => $status:ident, $text:literal, $title:literal;)+) => {
        /// The codes of problems. A client decides by the code; status, title and detail are for people and proxies.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $code,)+ }

        impl Code {
            pub const ALL: &[Self] = &[$(Self::$code,)+];

            const fn entry(self) -> (StatusCode, &'static str, &'static str) {
                match self { $(Self::$code => (StatusCode::$status, $text, $title),)+ }
            }
        }
    };
}

codes! {
    /// What came is no HTTP.
    InvalidRequest => BAD_REQUEST, "invalid-request", "What came is no HTTP request";
    /// The body is not JSON.
    InvalidJson => BAD_REQUEST, "invalid-json", "The body is not valid JSON";
    /// No credentials, or malformed ones.
    Unauthorized => UNAUTHORIZED, "unauthorized", "A bearer token is needed";
    /// The token is of nobody in this lobby.
    NotInLobby => FORBIDDEN, "not-in-lobby", "The token belongs to nobody in this lobby";
    /// Only the host may do this.
    HostOnly => FORBIDDEN, "host-only", "Only the host may do this";
    /// Only a player can do this.
    PlayerOnly => FORBIDDEN, "player-only", "Only a player can do this";
    /// No such lobby, or it has expired.
    LobbyNotFound => NOT_FOUND, "lobby-not-found", "There is no such lobby";
    /// No such player on the roster.
    PlayerNotFound => NOT_FOUND, "player-not-found", "There is no such player in the lobby";
    /// No such team in the lobby.
    TeamNotFound => NOT_FOUND, "team-not-found", "There is no such team in the lobby";
    /// No such link of the lobby, or it was revoked.
    LinkNotFound => NOT_FOUND, "link-not-found", "There is no such link of the lobby";
    /// No such path.
    NotFound => NOT_FOUND, "not-found", "There is nothing at this address";
    /// The path exists, the method does not.
    MethodNotAllowed => METHOD_NOT_ALLOWED, "method-not-allowed", "The address does not know this method";
    /// The buzzers are locked.
    Locked => CONFLICT, "locked", "The buzzers are locked";
    /// The buzz came before the buzzers were open, or its player is barred for one that did.
    TooEarly => CONFLICT, "too-early", "The buzzers are not open yet";
    /// The request was meant for another round.
    RoundChanged => CONFLICT, "round-changed", "The round the request names is not the current one";
    /// There is nobody to score.
    NoActivePlayer => CONFLICT, "no-active-player", "No player is active";
    /// The player has not buzzed in this round.
    PlayerNotInQueue => CONFLICT, "player-not-in-queue", "The player is not in the queue";
    /// The lobby has no seat left.
    LobbyFull => CONFLICT, "lobby-full", "The lobby is full";
    /// Nobody new may join.
    DoorsClosed => CONFLICT, "doors-closed", "Nobody new may join";
    /// The game is over.
    Finished => CONFLICT, "finished", "The game is over";
    /// The order of the queue is not final yet.
    WindowOpen => CONFLICT, "window-open", "The fair window is open";
    /// The move is not the newest that can be undone.
    NothingToUndo => CONFLICT, "nothing-to-undo", "The event is not the newest that can be undone";
    /// The body is too large.
    BodyTooLarge => PAYLOAD_TOO_LARGE, "body-too-large", "The body is too large";
    /// The body is not declared as JSON, or is encoded.
    UnsupportedMediaType => UNSUPPORTED_MEDIA_TYPE, "unsupported-media-type", "The body must be plain application/json";
    /// A field, parameter or header has a value that is not allowed.
    InvalidField => UNPROCESSABLE_ENTITY, "invalid-field", "A value is not allowed";
    /// The idempotency key was used before, with another body.
    IdempotencyKeyReused => UNPROCESSABLE_ENTITY, "idempotency-key-reused", "The idempotency key came with another body before";
    /// Path and headers are too long together.
    HeadTooLarge => REQUEST_HEADER_FIELDS_TOO_LARGE, "head-too-large", "The head of the request is too large";
    /// Too many failures or new lobbies from this address, or too many waiting requests of one person.
    TooManyRequests => TOO_MANY_REQUESTS, "too-many-requests", "Too many requests";
    /// A fault of the service.
    Internal => INTERNAL_SERVER_ERROR, "internal", "Something went wrong here";
    /// The database can't be reached just now.
    Unavailable => SERVICE_UNAVAILABLE, "unavailable", "The service is unavailable for the moment";
}

impl Code {
    pub const fn status(self) -> StatusCode {
        self.entry().0
    }

    pub const fn as_str(self) -> &'static str {
        self.entry().1
    }

    pub const fn title(self) -> &'static str {
        self.entry().2
    }
}

/// A problem on its way out. Travels as an extension of the response; the outermost layer gives it its body, which
/// needs the request id, and logs its cause, which the client never sees.
#[derive(Clone, Debug)]
pub struct Problem {
    pub code: Code,
    pub detail: Option<Box<str>>,
    pub errors: Vec<FieldError>,
    /// Until when the player may not buzz.
    pub barred_until: Option<Moment>,
    /// Seconds after which trying again makes sense.
    pub retry_after: Option<u64>,
    /// The encodings a body may have, where its encoding is at fault. RFC 9110 forbids it on any other 415.
    pub accept_encoding: Option<&'static str>,
    pub cause: Option<Arc<dyn Error + Send + Sync>>,
}

impl Problem {
    pub fn new(code: Code) -> Self {
        Self {
            code,
            detail: None,
            errors: Vec::new(),
            barred_until: None,
            retry_after: (code == Code::Unavailable).then_some(1),
            accept_encoding: None,
            cause: None,
        }
    }

    pub fn with_detail(self, detail: impl Into<Box<str>>) -> Self {
        let detail = Some(detail.into());
        Self { detail, ..self }
    }

    pub fn with_cause(self, cause: impl Error + Send + Sync + 'static) -> Self {
        let cause: Option<Arc<dyn Error + Send + Sync>> = Some(Arc::new(cause));
        Self { cause, ..self }
    }

    pub fn invalid_field(field: impl Into<String>, detail: impl Into<String>) -> Self {
        let (field, detail) = (field.into(), detail.into());
        Self {
            errors: vec![FieldError { field, detail }],
            ..Self::new(Code::InvalidField)
        }
    }

    pub fn body(&self, request_id: &str) -> ProblemBody {
        ProblemBody {
            problem_type: format!("urn:panenka:problem:{}", self.code.as_str()),
            title: self.code.title().to_owned(),
            status: self.code.status().as_u16(),
            detail: self.detail.as_deref().map(str::to_owned),
            code: self.code.as_str().to_owned(),
            request_id: request_id.to_owned(),
            errors: self.errors.clone(),
            barred_until: self.barred_until,
        }
    }
}

/// RFC 9457 problem details.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemBody {
    /// A URN that ends in the code.
    #[serde(rename = "type")]
    #[schema(example = "urn:panenka:problem:locked")]
    pub problem_type: String,
    pub title: String,
    pub status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub detail: Option<String>,
    /// What a client decides by.
    pub code: String,
    /// Also in the log, and in `x-request-id`.
    pub request_id: String,
    /// The fields at fault, where fields are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub errors: Vec<FieldError>,
    /// With `too-early`: until when the player may not buzz.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub barred_until: Option<Moment>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldError {
    /// The path of the field in the body, or the name of the parameter or header.
    pub field: String,
    pub detail: String,
}

/// In the extensions of a request that was none: what is asked for is the answer that says so.
#[derive(Clone, Copy, Debug)]
pub struct Unread(pub Code);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.code.status().into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if let Some(encodings) = self.accept_encoding {
            let encodings = HeaderValue::from_static(encodings);
            headers.insert(header::ACCEPT_ENCODING, encodings);
        }
        if self.code == Code::Unauthorized {
            let challenge = HeaderValue::from_static("Bearer realm=\"panenka\"");
            headers.insert(header::WWW_AUTHENTICATE, challenge);
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Refusal> for Code {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::LobbyNotFound => Self::LobbyNotFound,
            Refusal::NotInLobby => Self::NotInLobby,
            Refusal::HostOnly => Self::HostOnly,
            Refusal::PlayerOnly => Self::PlayerOnly,
            Refusal::PlayerNotFound => Self::PlayerNotFound,
            Refusal::TeamNotFound => Self::TeamNotFound,
            Refusal::LinkNotFound => Self::LinkNotFound,
            Refusal::Locked => Self::Locked,
            Refusal::TooEarly { .. } => Self::TooEarly,
            Refusal::RoundChanged => Self::RoundChanged,
            Refusal::NoActivePlayer => Self::NoActivePlayer,
            Refusal::PlayerNotInQueue => Self::PlayerNotInQueue,
            Refusal::LobbyFull => Self::LobbyFull,
            Refusal::DoorsClosed => Self::DoorsClosed,
            Refusal::Finished => Self::Finished,
            Refusal::WindowOpen => Self::WindowOpen,
            Refusal::NothingToUndo => Self::NothingToUndo,
            Refusal::IdempotencyKeyReused => Self::IdempotencyKeyReused,
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let barred_until = match refusal {
            Refusal::TooEarly { until } => Some(Moment(until)),
            _ => None,
        };
        Self {
            barred_until,
            ..Self::new(refusal.into())
        }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        let code = match error {
            StoreError::Unavailable(_)
            | StoreError::ReadOnly(_)
            | StoreError::NoHost(_)
            | StoreError::SharedSession(_)
            | StoreError::OutdatedPlan(_)
            | StoreError::Stopping
            | StoreError::TooSlow(_)
            | StoreError::Crowded
            | StoreError::Contended
            | StoreError::Stale
            | StoreError::NoFreeCode
            | StoreError::Encoding(_)
            | StoreError::Outdated => Code::Unavailable,
            StoreError::Corrupt(_)
            | StoreError::Migrate(_)
            | StoreError::NoTable(_)
            | StoreError::Unexpected(_) => Code::Internal,
        };
        Self::new(code).with_cause(error)
    }
}

impl From<LookError> for Problem {
    fn from(error: LookError) -> Self {
        match error {
            LookError::Store(error) => error.into(),
            LookError::Render(error) => RenderError::from(error).into(),
        }
    }
}

impl From<FollowError> for Problem {
    fn from(error: FollowError) -> Self {
        match error {
            FollowError::Look(error) => error.into(),
            FollowError::Refused(refusal) => refusal.into(),
            FollowError::Full => Self {
                retry_after: Some(5),
                ..Self::new(Code::Unavailable)
            },
            FollowError::TooMany => Self {
                retry_after: Some(5),
                ..Self::new(Code::TooManyRequests)
            }
            .with_detail("too many requests of yours are waiting for this lobby already"),
        }
    }
}
