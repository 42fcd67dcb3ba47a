//! What hyper refuses by itself: a head that can't be read, or is too long. It knows of no problems, and its answer has an empty
//! body; the routes are asked for another one.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{Method, Uri, header};
use tokio::io::AsyncWrite;
use tower::ServiceExt as _;

use crate::http::log::REQUEST_ID;
use crate::http::problem::{Code, Unread};

/// Bytes of a problem.
const MAX_BODY: usize = 8 * 1024;

/// What stands for the method in the log, as none could be read.
const NO_METHOD: &[u8] = b"-";

/// An answer that is written in place of hyper's.
pub(super) struct Refusal {
    answer: Pin<Box<dyn Future<Output = Vec<u8>> + Send>>,
    unwritten: Option<Vec<u8>>,
}

impl Refusal {
    /// In place of `head`, if that is a refusal of hyper's: each answer of the service has a request id.
    pub fn instead_of(head: &[u8], routes: &Router) -> Option<Self> {
        let code = match head.strip_prefix(b"HTTP/1.1 ")?.get(..4)? {
            b"400 " => Code::InvalidRequest,
            b"431 " => Code::HeadTooLarge,
            _ => return None,
        };
        let head = std::str::from_utf8(head).ok()?;
        if head.contains(REQUEST_ID.as_str()) {
            return None;
        }
        let is_kept = |line: &&str| !line.is_empty() && !line.starts_with("content-length");
        let kept = head.lines().filter(is_kept).map(str::to_owned).collect();
        Some(Self {
            answer: Box::pin(answer(kept, code, routes.clone())),
            unwritten: None,
        })
    }

    pub fn poll_write(
        &mut self,
        cx: &mut Context<'_>,
        mut socket: Pin<&mut impl AsyncWrite>,
    ) -> Poll<io::Result<()>> {
        let unwritten = match &mut self.unwritten {
            Some(unwritten) => unwritten,
            None => self.unwritten.insert(ready!(self.answer.as_mut().poll(cx))),
        };
        while !unwritten.is_empty() {
            let written = ready!(socket.as_mut().poll_write(cx, unwritten))?;
            unwritten.drain(..written);
        }
        Poll::Ready(Ok(()))
    }
}

/// The first lines are those of hyper: the status, when it was, and that the connection ends.
async fn answer(lines: Vec<String>, code: Code, routes: Router) -> Vec<u8> {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::from_bytes(NO_METHOD).unwrap_or_default();
    *request.uri_mut() = Uri::from_static("*"); // that of no route
    request.extensions_mut().insert(Unread(code));
    let Ok(response) = routes.oneshot(request).await;
    let (mut parts, body) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = to_bytes(body, MAX_BODY).await.unwrap_or_default();
    let mut text = Vec::new();
    for line in lines {
        text.extend(line.as_bytes());
        text.extend(b"\r\n");
    }
    for (name, value) in &parts.headers {
        text.extend(name.as_str().as_bytes());
        text.extend(b": ");
        text.extend(value.as_bytes());
        text.extend(b"\r\n");
    }
    text.extend(format!("content-length: {}\r\n\r\n", body.len()).into_bytes());
    text.extend(body);
    text
}
