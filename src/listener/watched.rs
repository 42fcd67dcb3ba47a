//! The socket of one connection, as hyper has it.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use super::activity::Activity;

/// Then other connections have their turn.
const READS_AT_ONCE: usize = 16;

/// A socket that tells what it does.
pub struct Watched {
    socket: TcpStream,
    activity: Arc<Activity>,
    linger: Duration,
    /// Until when the client may hear the last answer.
    lingers: Option<Pin<Box<Sleep>>>,
}

impl Watched {
    pub fn new(socket: TcpStream, activity: &Arc<Activity>, linger: Duration) -> Self {
        Self {
            socket,
            activity: Arc::clone(activity),
            linger,
            lingers: None,
        }
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
        ready!(Pin::new(&mut self.socket).poll_shutdown(cx))?;
        if self.activity.has_left_rest() {
            ready!(self.poll_linger(cx));
        }
        Poll::Ready(Ok(()))
    }
}
