//! The socket of one connection, as hyper has it.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::Router;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use super::activity::Activity;
use super::unread::Refusal;

/// Then other connections have their turn.
const READS_AT_ONCE: usize = 16;

/// A socket that tells what it does.
pub struct Watched {
    socket: TcpStream,
    activity: Arc<Activity>,
    /// Where an answer is to be had for what is no request.
    routes: Router,
    refusal: Option<Refusal>,
    linger: Duration,
    /// Until when the client may hear the last answer.
    lingers: Option<Pin<Box<Sleep>>>,
}

impl Watched {
    pub fn new(
        socket: TcpStream,
        activity: &Arc<Activity>,
        routes: Router,
        linger: Duration,
    ) -> Self {
        Self {
            socket,
            activity: Arc::clone(activity),
            routes,
            refusal: None,
            linger,
            lingers: None,
        }
    }

    /// Whether these bytes were a refusal of hyper's, and the service's own is written instead.
    fn poll_refuse(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<bool>> {
        if self.refusal.is_none() {
            self.refusal = Refusal::instead_of(bytes, &self.routes);
        }
        let Some(refusal) = &mut self.refusal else {
            return Poll::Ready(Ok(false));
        };
        // Whatever else the client sends will not be read.
        self.activity.leaves_rest();
        let written = refusal.poll_write(cx, Pin::new(&mut self.socket));
        self.activity.has_tried_to_write(written.is_pending());
        ready!(written)?;
        self.refusal = None;
        Poll::Ready(Ok(true))
    }

    /// Throws away what comes, until the client has closed its side. A socket that is closed with something unread resets the
    /// connection, and what was written last may be lost over that.
    fn poll_linger(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let linger = self.linger;
        let lingers = self.lingers.get_or_insert_with(|| Box::pin(sleep(linger)));
        if lingers.as_mut().poll(cx).is_ready() {
            return Poll::Ready(());
        }
        let mut bytes = [0; 4096];
        let mut buffer = ReadBuf::new(&mut bytes);
        for _ in 0..READS_AT_ONCE {
            buffer.clear();
            match Pin::new(&mut self.socket).poll_read(cx, &mut buffer) {
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => {}
                Poll::Ready(_) => return Poll::Ready(()),
                Poll::Pending => return Poll::Pending,
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

impl AsyncRead for Watched {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.socket).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.activity.has_read();
        } else if matches!(read, Poll::Ready(Ok(()))) && buffer.remaining() > 0 {
            // The end: hyper would give up the request under way. It reads again after the answer.
            if self.activity.has_ended(cx.waker()) {
                return Poll::Pending;
            }
        }
        read
    }
}

impl AsyncWrite for Watched {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if ready!(self.poll_refuse(cx, bytes))? {
            return Poll::Ready(Ok(bytes.len()));
        }
        let written = Pin::new(&mut self.socket).poll_write(cx, bytes);
        self.activity.has_tried_to_write(written.is_pending());
        written
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let Some(first) = bytes.first()
            && ready!(self.poll_refuse(cx, first))?
        {
            return Poll::Ready(Ok(first.len()));
        }
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
        ready!(Pin::new(&mut self.socket).poll_shutdown(cx))?;
        if self.activity.has_left_rest() {
            ready!(self.poll_linger(cx));
        }
        Poll::Ready(Ok(()))
    }
}
