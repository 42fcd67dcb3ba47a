//! The body of a request: waited for, and read to its end even where no handler does.
//!
//! What is left of a body stands before the next request on the connection. A connection that is closed over it takes that
//! request with it, unless the client was told; and bytes that arrive where nobody reads reset the connection, which may
//! take the answer with it.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};
use tower_http::timeout::DeadlineBody;

use super::activity::{Activity, TimeLimits};

/// Largest rest that is read for nothing, in bytes. Several times the largest body that any handler takes.
const LARGEST_REST: u64 = 64 * 1024;

/// The body for a handler, and what is left of it afterwards.
pub fn body<B>(body: B, activity: &Arc<Activity>, limits: &TimeLimits) -> (Body, Rest)
where
    B: HttpBody<Data = Bytes> + Send + Unpin + 'static,
    B::Error: std::error::Error + Send + Sync + 'static,
{
    activity.waits_for_body();
    let body = Body::new(DeadlineBody::new(limits.body, body));
    let shared = Arc::new(Mutex::new(Shared {
        body,
        is_asked_for: false,
    }));
    let rest = Rest(Arc::clone(&shared));
    let awaited = Awaited {
        shared,
        activity: Some(Arc::clone(activity)),
    };
    (Body::new(awaited), rest)
}

struct Shared {
    body: Body,
    /// Some of it was read, or tried to be.
    is_asked_for: bool,
}

impl Shared {
    fn poll_frame(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        self.is_asked_for = true;
        Pin::new(&mut self.body).poll_frame(cx)
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// As long as it is there and not at its end, the client is waited for.
struct Awaited {
    shared: Arc<Mutex<Shared>>,
    activity: Option<Arc<Activity>>,
}

impl Awaited {
    fn has_come(&mut self) {
        if let Some(activity) = self.activity.take() {
            activity.has_body();
        }
    }
}

impl Drop for Awaited {
    fn drop(&mut self) {
        self.has_come();
    }
}

impl HttpBody for Awaited {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let frame = lock(&self.shared).poll_frame(cx);
        if matches!(frame, Poll::Ready(None)) || self.is_end_stream() {
            self.has_come();
        } else if frame.is_pending()
            && let Some(activity) = &self.activity
        {
            activity.lacks_body();
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        lock(&self.shared).body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        lock(&self.shared).body.size_hint()
    }
}

/// What a handler has left of a body.
pub struct Rest(Arc<Mutex<Shared>>);

impl Rest {
    /// Reads it within bounds; whether it came to its end. One that the client sends only when asked to is not asked for.
    pub async fn read(self, waits_to_be_asked: bool, limit: Duration) -> bool {
        {
            let shared = lock(&self.0);
            if shared.body.is_end_stream() {
                return true;
            }
            let is_large = shared.body.size_hint().lower() > LARGEST_REST;
            if is_large || waits_to_be_asked && !shared.is_asked_for {
                return false;
            }
        }
        let read = tokio::time::timeout(limit, self.read_within_size()).await;
        read.unwrap_or(false)
    }

    async fn read_within_size(&self) -> bool {
        let mut read = 0;
        loop {
            let frame = std::future::poll_fn(|cx| lock(&self.0).poll_frame(cx)).await;
            match frame {
                None => return true,
                Some(Err(_)) => return false,
                Some(Ok(frame)) => read += frame.data_ref().map_or(0, |data| data.len() as u64),
            }
            if read > LARGEST_REST {
                return false;
            }
        }
    }
}
