//! What a connection is doing, and until when it may go on.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use http_body::{Frame, SizeHint};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
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
}

impl Default for TimeLimits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            body: Duration::from_secs(10),
            idle: Duration::from_secs(120),
            write: Duration::from_secs(30),
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
        waiting.into_iter().chain(blocked).min_by_key(|(at, _)| *at)
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
        UnderWay(Arc::clone(self))
    }

    fn has_read(&self) {
        let mut state = self.state();
        if state.requests == 0 && !state.has_frames {
            state.head_since.get_or_insert_with(Instant::now);
        }
    }

    fn has_tried_to_write(&self, blocked: bool) {
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

/// The body of a request; as long as it is there and not at its end, the client is waited for.
pub struct Awaited<B> {
    body: B,
    activity: Option<Arc<Activity>>,
}

impl<B> Awaited<B> {
    pub fn new(body: B, activity: &Arc<Activity>) -> Self {
        activity.state().bodies += 1;
        Self {
            body,
            activity: Some(Arc::clone(activity)),
        }
    }

    fn has_come(&mut self) {
        if let Some(activity) = self.activity.take() {
            activity.state().bodies -= 1;
        }
    }
}

impl<B> Drop for Awaited<B> {
    fn drop(&mut self) {
        self.has_come();
    }
}

impl<B: HttpBody + Unpin> HttpBody for Awaited<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(cx);
        if matches!(frame, Poll::Ready(None)) || self.body.is_end_stream() {
            self.has_come();
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A socket that tells what it does.
pub struct Watched<S> {
    pub socket: S,
    pub activity: Arc<Activity>,
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.socket).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.activity.has_read();
        }
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write(cx, bytes);
        self.activity.has_tried_to_write(written.is_pending());
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.socket).poll_write_vectored(cx, bytes);
        self.activity.has_tried_to_write(written.is_pending());
        written
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(cx)
    }
}
