//! Following a lobby: a stream of events, and a request that waits for a change.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use futures_util::Stream;
use futures_util::stream::unfold;
use rand::RngExt as _;
use serde::Deserialize;
use tokio::time::Instant;
use utoipa::IntoParams;

use crate::http::AppState;
use crate::http::extract::{By, OnConnection, Query};
use crate::http::openapi::ReadProblems;
use crate::http::problem::{Code, Problem};
use crate::http::sse::Writer;
use crate::live::{ClientConnection, Follower, LookError, News, Shown};
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
#[derive(Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
enum Roster {
    #[default]
    Whole,
    /// What has changed since the event before.
    Changes,
}

impl TryFrom<String> for Roster {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.as_str() {
            "changes" => Ok(Self::Changes),
            _ => Err("must be changes, or left out"),
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
                       says, too. Compressed with gzip for who takes it; each event can be read as soon as it has arrived."), ReadProblems),
)]
pub async fn events(
    State(state): State<Arc<AppState>>,
    By(by): By,
    OnConnection(connection): OnConnection,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (follower, shown) = state.live.follow(by, connection).await?;
    let writer = Writer::new(&headers, wanted.roster == Roster::Changes);
    let coding = writer.is_compressed().then_some("gzip");
    let reader = Reader {
        follower,
        writer,
        heartbeat: state.live.heartbeat(),
    };
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        (header::VARY, "accept-encoding"),
        // Proxies that read this header must not collect the events before passing them on.
        (header::HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    let coding = coding.map(|coding| [(header::CONTENT_ENCODING, coding)]);
    let body = Body::from_stream(events_of(reader, shown));
    Ok((headers, coding, body).into_response())
}

/// Who reads a stream.
struct Reader {
    follower: Follower,
    writer: Writer,
    heartbeat: Duration,
}

enum Step {
    Show(Reader, Shown),
    Wait(Reader, i64),
    Done,
}

fn events_of(reader: Reader, shown: Shown) -> impl Stream<Item = Result<Bytes, Infallible>> {
    unfold(Step::Show(reader, shown), async |step| {
        let (mut reader, shown) = match step {
            Step::Show(reader, shown) => (reader, shown),
            Step::Wait(mut reader, seen) => match reader.next(seen).await {
                None => {
                    let alive = reader.writer.alive().into();
                    return Some((Ok(alive), Step::Wait(reader, seen)));
                }
                Some(Ok(News::Changed(shown))) => (reader, shown),
                Some(Ok(News::Over(refusal))) => {
                    return end(reader, Problem::from(refusal).code.as_str());
                }
                Some(Ok(News::Stopping)) => return end(reader, "stopping"),
                Some(Err(error)) => return end(reader, Problem::from(error).code.as_str()),
            },
            Step::Done => return None,
        };
        let version = shown.version();
        match reader.writer.lobby(&shown) {
            Ok(event) => Some((Ok(event.into()), Step::Wait(reader, version))),
            Err(error) => {
                tracing::error!(error = %Causes(&error), "a stream ends because of a bug");
                end(reader, Code::Internal.as_str())
            }
        }
    })
}

impl Reader {
    /// `None` where there is no news for so long that the stream needs a sign of life.
    async fn next(&mut self, seen: i64) -> Option<Result<News, LookError>> {
        let news = self.follower.next(seen);
        tokio::time::timeout(self.heartbeat, news).await.ok()
    }
}

/// The last event of a stream. Its `retry` is drawn for each client, so that they do not all come back at once.
fn end(mut reader: Reader, code: &str) -> Option<(Result<Bytes, Infallible>, Step)> {
    let retry = Duration::from_millis(rand::rng().random_range(500..4000));
    let event = reader.writer.end(code, retry).into();
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
