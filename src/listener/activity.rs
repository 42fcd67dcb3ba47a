//! What a connection is doing, and until when it may go on.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use http_body::{Frame, SizeHint};
use tokio::time::Instant;

/// How long a connection may wait for its client.
#[derive(Clone, Copy, Debug)]
pub struct TimeLimits {
    /// From the first byte of a request to the end of its head; also for a new connection to send one.
    pub head: Duration,
    /// For the body of a request, from the end of its head.
    pub body: Duration,
    /// Between two requests. Longer than routers keep connections (90 s on Heroku): a router that sends a request on a
    /// connection that is just being closed has to fail it.
    pub idle: Duration,
    /// While the client takes nothing of what is written to it.
    pub write: Duration,
    /// For the answer to a client that says it sends nothing more, which may mean that it is gone. Longer than a use case.
    pub farewell: Duration,
    /// For what is left of a body that no handler reads, and once more for the client to hear that it is not read.
    pub rest: Duration,
}

impl Default for TimeLimits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            body: Duration::from_secs(10),
            idle: Duration::from_secs(120),
            write: Duration::from_secs(30),
            farewell: Duration::from_secs(3),
            rest: Duration::from_secs(1),
        }
    }
}

/// Shared by the parts of one connection.
pub struct Activity(Mutex<State>);

struct State {
    /// Requests that have begun.
    begun: u64,
    /// Of those, the ones under way, up to the last byte of the answer.
    requests: usize,
    /// Of those, the ones whose body has not yet come.
    bodies: usize,
    /// Since there was no request under way.
    idle_since: Instant,
    /// Since the first byte of the next head, or the connection's beginning.
    head_since: Option<Instant>,
    /// Since the client takes nothing.
    blocked_since: Option<Instant>,
    /// Frames come at any time; not each is the beginning of a head.
    has_frames: bool,
    closing_since: Option<Instant>,
    /// Since the client sends nothing more, though it waits for an answer.
    ended_since: Option<Instant>,
    /// Whoever is to read the end once more after the answer.
    reader: Option<Waker>,
    /// The end came in the middle of a request.
    lacks_body: bool,
    /// The answer under way has no end.
    is_streaming: bool,
    /// Part of a body is left that will not be read.
    leaves_rest: bool,
}

impl State {
    fn wake_reader(&mut self) {
        if let Some(reader) = self.reader.take() {
            reader.wake();
        }
    }
}

/// What to do once a connection has used up its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// It is idle: say goodbye.
    Idle,
    /// The client is too slow: nobody listens to a goodbye.
    Slow,
}

impl Activity {
    pub fn new() -> Arc<Self> {
        let now = Instant::now();
        Arc::new(Self(Mutex::new(State {
            requests: 0,
            begun: 0,
            bodies: 0,
            idle_since: now,
            head_since: Some(now),
            blocked_since: None,
            has_frames: false,
            closing_since: None,
            ended_since: None,
            reader: None,
            lacks_body: false,
            is_streaming: false,
            leaves_rest: false,
        })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// When the connection will have used up its time, as things are now.
    pub fn expires(&self, limits: &TimeLimits) -> Option<(Instant, Expiry)> {
        let state = self.state();
        let waiting = match (state.closing_since, state.head_since) {
            _ if state.requests > 0 => None,
            (Some(since), _) | (None, Some(since)) => Some((since + limits.head, Expiry::Slow)),
            (None, None) => Some((state.idle_since + limits.idle, Expiry::Idle)),
        };
        let blocked = state.blocked_since;
        let blocked = blocked.map(|since| (since + limits.write, Expiry::Slow));
        // Who follows a stream and sends no more is gone: there is no end of the answer to wait for.
        let farewell = match state.is_streaming {
            true => Duration::ZERO,
            false => limits.farewell,
        };
        let ended = state
            .ended_since
            .map(|since| (since + farewell, Expiry::Slow));
        let all = waiting.into_iter().chain(blocked).chain(ended);
        all.min_by_key(|(at, _)| *at)
    }

    /// What the connection waits for its client with, while nothing is under way but requests the client has not
    /// finished sending: the number of requests so far.
    pub fn waits_for_client(&self) -> Option<u64> {
        let state = self.state();
        (state.requests == state.bodies).then_some(state.begun)
    }

    pub fn close(&self) {
        let mut state = self.state();
        state.closing_since.get_or_insert_with(Instant::now);
    }

    /// A head is complete. The request is under way until the answer is dropped.
    pub fn begin(self: &Arc<Self>, has_frames: bool) -> UnderWay {
        let mut state = self.state();
        state.requests += 1;
        state.begun += 1;
        state.head_since = None;
        state.has_frames = has_frames;
        state.is_streaming = false;
        UnderWay(Arc::clone(self))
    }

    /// The answer under way goes on until one of the two has enough of it.
    pub fn streams(&self) {
        self.state().is_streaming = true;
    }

    /// The connection can't go on after the answer under way.
    pub fn leaves_rest(&self) {
        self.state().leaves_rest = true;
    }

    /// Whether a part of a body may still come that will not be read.
    pub(super) fn has_left_rest(&self) -> bool {
        self.state().leaves_rest
    }

    pub(super) fn waits_for_body(&self) {
        self.state().bodies += 1;
    }

    pub(super) fn has_body(&self) {
        self.state().bodies -= 1;
    }

    /// A handler waits for more of a body.
    pub(super) fn lacks_body(&self) {
        let mut state = self.state();
        if state.ended_since.is_some() {
            state.lacks_body = true;
            state.wake_reader();
        }
    }

    /// The client sends nothing more. Whether it may have an answer first; it has none if its request is not whole, which the
    /// next poll of the handler tells.
    pub(super) fn has_ended(&self, reader: &Waker) -> bool {
        let mut state = self.state();
        if state.requests == 0 || state.has_frames || state.lacks_body {
            return false;
        }
        state.reader = Some(reader.clone());
        if state.ended_since.is_none() {
            state.ended_since = Some(Instant::now());
            reader.wake_by_ref();
        }
        true
    }

    pub(super) fn has_read(&self) {
        let mut state = self.state();
        if state.requests == 0 && !state.has_frames {
            state.head_since.get_or_insert_with(Instant::now);
        }
    }

    pub(super) fn has_tried_to_write(&self, blocked: bool) {
        let mut state = self.state();
        if blocked {
            state.blocked_since.get_or_insert_with(Instant::now);
        } else {
            state.blocked_since = None;
        }
    }
}

pub struct UnderWay(Arc<Activity>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.requests -= 1;
        if state.requests == 0 {
            state.idle_since = Instant::now();
            state.wake_reader();
        }
    }
}

/// The body of an answer; as long as it is there, the request is under way.
pub struct Answer {
    body: Body,
    _under_way: UnderWay,
}

impl Answer {
    pub fn new(body: Body, under_way: UnderWay) -> Self {
        Self {
            body,
            _under_way: under_way,
        }
    }
}

impl HttpBody for Answer {
    type Data = <Body as HttpBody>::Data;
    type Error = <Body as HttpBody>::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
