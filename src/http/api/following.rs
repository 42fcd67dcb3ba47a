//! Following a lobby: a stream of events, and a request that waits for a change.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::Stream;
use futures_util::stream::unfold;
use rand::RngExt as _;
use serde::Deserialize;
use serde_json::json;
use tokio::time::Instant;
use utoipa::IntoParams;

use crate::http::AppState;
use crate::http::extract::{By, OnConnection, Query};
use crate::http::openapi::ReadProblems;
use crate::http::problem::{Code, Problem};
use crate::http::rendering::{Parts, RenderError, lobby_text};
use crate::live::{ClientConnection, Follower, News, PartDigest, Shared, Shown};
use crate::store::Credentials;
use crate::telemetry::Causes;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Wanted {
    /// `changes`: an event after the first leaves out `players` where they are as in the event before it on this stream,
    /// and `teams` likewise. Keep those of the newest event that has them. A reconnect begins whole.
    #[serde(default)]
    #[param(value_type = Option<String>, nullable = false, pattern = "^changes$", example = "changes")]
    roster: Roster,
}

/// What the events of a stream have of players and teams.
#[derive(Clone, Copy, Default, Deserialize)]
#[serde(try_from = "String")]
enum Roster {
    #[default]
    Whole,
    /// What has changed since the event before, whose teams and players these are.
    Changes(Option<[PartDigest; 2]>),
}

impl TryFrom<String> for Roster {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.as_str() {
            "changes" => Ok(Self::Changes(None)),
            _ => Err("must be changes, or left out"),
        }
    }
}

impl Roster {
    /// What the next event has.
    fn parts_of(&mut self, shared: &Shared) -> Parts {
        let Self::Changes(before) = self else {
            return Parts::ALL;
        };
        let now = [shared.teams.digest(), shared.players.digest()];
        match before.replace(now) {
            None => Parts::ALL,
            Some(before) => Parts {
                teams: before[0] != now[0],
                players: before[1] != now[1],
            },
        }
    }
}

/// The lobby as the bearer of the token sees it, again and again: whole, and the newest at each change.
#[utoipa::path(
    get, path = "/api/v1/lobbies/{code}/events", operation_id = "followLobby", tag = "lobby",
    params(Wanted, ("code" = String, Path, description = "The lobby's code", example = "K7QX")),
    responses((status = 200, content_type = "text/event-stream", body = String,
        description = "Server-sent events. `lobby`: `id` is the version, `data` the lobby as `getLobby` answers it, with \
                       `roster` perhaps without `players` and `teams`; \
                       one comes at once, then one for each change, of which a slow reader gets the newest only. \
                       `end`: nothing more will come, and `data.code` says why: a problem code, or `stopping` when \
                       the service is about to restart. Reconnect after `data.retry_ms` milliseconds, which `retry` \
                       says, too."), ReadProblems),
)]
pub async fn events(
    State(state): State<Arc<AppState>>,
    By(by): By,
    OnConnection(connection): OnConnection,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let (follower, shown) = state.live.follow(by, connection).await?;
    let roster = wanted.roster;
    let events = Sse::new(events_of(Reader { follower, roster }, shown)).keep_alive(
        KeepAlive::new()
            .interval(state.live.heartbeat())
            .text("alive"),
    );
    // Proxies that read this header must not collect the events before passing them on.
    let headers = [
        (header::HeaderName::from_static("x-accel-buffering"), "no"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, events).into_response())
}

/// Who reads a stream, and what it was shown of teams and players.
struct Reader {
    follower: Follower,
    roster: Roster,
}

enum Step {
    Show(Reader, Shown),
    Wait(Reader, i64),
    Done,
}

fn events_of(reader: Reader, shown: Shown) -> impl Stream<Item = Result<Event, Infallible>> {
    unfold(Step::Show(reader, shown), async |step| {
        let (mut reader, shown) = match step {
            Step::Show(reader, shown) => (reader, shown),
            Step::Wait(mut reader, seen) => match reader.follower.next(seen).await {
                Ok(News::Changed(shown)) => (reader, shown),
                Ok(News::Over(refusal)) => return end(Problem::from(refusal).code.as_str()),
                Ok(News::Stopping) => return end("stopping"),
                Err(error) => return end(Problem::from(error).code.as_str()),
            },
            Step::Done => return None,
        };
        let version = shown.version();
        match lobby_event(&shown, reader.roster.parts_of(&shown.shared)) {
            Ok(event) => Some((Ok(event), Step::Wait(reader, version))),
            Err(error) => {
                tracing::error!(error = %Causes(&error), "a stream ends because of a bug");
                end(Code::Internal.as_str())
            }
        }
    })
}

fn lobby_event(shown: &Shown, parts: Parts) -> Result<Event, RenderError> {
    let version = shown.version().to_string();
    let text = lobby_text(shown, parts)?;
    Ok(Event::default().event("lobby").id(version).data(text))
}

/// The last event of a stream. Its `retry` is drawn for each client, so that they do not all come back at once.
fn end(code: &str) -> Option<(Result<Event, Infallible>, Step)> {
    let retry = Duration::from_millis(rand::rng().random_range(500..4000));
    let data = json!({ "code": code, "retry_ms": retry.as_millis() as u64 }).to_string();
    let event = Event::default().event("end").retry(retry).data(data);
    Some((Ok(event), Step::Done))
}

/// Waits up to `patience` for a version after `seen`; `None` when there is none.
pub async fn wait_for_change(
    state: &AppState,
    by: Credentials,
    connection: ClientConnection,
    seen: i64,
    patience: Duration,
) -> Result<Option<Shown>, Problem> {
    let until = Instant::now() + patience;
    let (mut follower, shown) = state.live.follow(by, connection).await?;
    if shown.version() > seen {
        return Ok(Some(shown));
    }
    match tokio::time::timeout_at(until, follower.next(seen)).await {
        Ok(Ok(News::Changed(shown))) => Ok(Some(shown)),
        Ok(Ok(News::Over(refusal))) => Err(refusal.into()),
        Ok(Err(error)) => Err(error.into()),
        Ok(Ok(News::Stopping)) | Err(_) => Ok(None),
    }
}
