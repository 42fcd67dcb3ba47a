//! Accepting connections, and serving each until it has used up its time.

use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, HttpBody as _};
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderValue, Response, Version, header};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use socket2::{SockRef, TcpKeepalive};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

use super::activity::{Activity, Answer, Expiry};
use super::body;
use super::places::{ConnectionPlace, Places};
use super::watched::Watched;
use crate::live::ClientConnection;
use crate::telemetry::Causes;

pub use super::activity::TimeLimits;
pub use super::places::ConnectionLimits;

/// Largest head of a request, in bytes; also what hyper reads into, so that twice as much would be taken from the start.
const MAX_HEAD: usize = 8 * 1024;

/// Requests under way at once on one connection with HTTP/2.
const MAX_CONCURRENT: u32 = 100;

/// What one connection with HTTP/2 may have sent that is not yet read, in bytes; a body has 8 KiB at most.
const WINDOW: u32 = 64 * 1024;

/// A peer that vanished is asked after this much silence, and given up after as much again.
const PROBE: Duration = Duration::from_secs(30);

/// What the kernel takes of an answer before it can send it, in bytes. What it has taken can't be replaced by something
/// newer: a client that has slept would read megabytes of old states first. Not the send buffer as a whole, which also
/// bounds what is under way, and so the rate over a long way.
#[cfg(target_os = "linux")]
const UNSENT: u32 = 16 * 1024;

/// Before the next try where a connection could not be accepted, as when there are no file descriptors left.
const RETRY_ACCEPT: Duration = Duration::from_millis(100);

/// The bounds of all connections.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    pub connection_limits: ConnectionLimits,
    pub limits: TimeLimits,
}

/// What all connections share.
struct Shared {
    router: Router,
    places: Arc<Places>,
    limits: TimeLimits,
    builder: Builder<TokioExecutor>,
}

/// Serves connections until it is `stopping`, and then those with requests under way until the last answer.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    bounds: Bounds,
    stopping: CancellationToken,
) {
    let shared = Arc::new(Shared {
        router,
        places: Places::new(bounds.connection_limits),
        limits: bounds.limits,
        builder: builder(),
    });
    let connections = TaskTracker::new();
    // Only after the listener: a client that is told to go must not be accepted again.
    let closing = CancellationToken::new();
    let accepting = accept(&listener, &shared, &connections, &closing);
    stopping.run_until_cancelled(accepting).await;
    drop(listener);
    closing.cancel();
    connections.close();
    connections.wait().await;
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        // The time this counts begins with the wait for a request: `TimeLimits` tells the two apart.
        .header_read_timeout(None)
        .max_buf_size(MAX_HEAD);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PROBE)
        .keep_alive_timeout(PROBE)
        .max_concurrent_streams(MAX_CONCURRENT)
        .max_header_list_size(MAX_HEAD as u32)
        .initial_stream_window_size(WINDOW)
        .initial_connection_window_size(WINDOW)
        .max_send_buf_size(WINDOW as usize);
    builder
}

async fn accept(
    listener: &TcpListener,
    shared: &Arc<Shared>,
    connections: &TaskTracker,
    closing: &CancellationToken,
) {
    let mut failing = false;
    loop {
        let (socket, peer) = match listener.accept().await {
            // On a socket for both, IPv4 addresses come as parts of IPv6.
            Ok((socket, peer)) => (
                socket,
                SocketAddr::new(peer.ip().to_canonical(), peer.port()),
            ),
            Err(error) if is_of_one_connection(&error) => continue,
            Err(error) => {
                if !std::mem::replace(&mut failing, true) {
                    tracing::warn!(error = %Causes(&error), "can't accept connections");
                }
                shared.places.make_room();
                sleep(RETRY_ACCEPT).await;
                continue;
            }
        };
        if std::mem::take(&mut failing) {
            tracing::info!("connections are accepted again");
        }
        if let Some(place) = shared.places.take(peer.ip()).await {
            // A token for each, because each poll takes its lock.
            let closing = closing.child_token();
            connections.spawn(keep(Arc::clone(shared), socket, peer, place, closing));
        }
    }
}

/// Whether the next connection may fare better.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(
        error.kind(),
        ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted
    )
}

/// Serves one connection until either side has had enough of it.
async fn keep(
    shared: Arc<Shared>,
    socket: TcpStream,
    peer: SocketAddr,
    place: ConnectionPlace,
    closing: CancellationToken,
) {
    if set_options(&socket).is_err() {
        return; // it is gone already
    }
    let activity = Activity::new();
    let service = {
        let (shared, activity) = (Arc::clone(&shared), Arc::clone(&activity));
        let connection = ClientConnection::default();
        hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(connection.clone());
            request.extensions_mut().insert(ConnectInfo(peer));
            answer(&shared, &activity, request)
        })
    };
    let routes = shared.router.clone();
    let io = TokioIo::new(Watched::new(socket, &activity, routes, shared.limits.rest));
    let mut connection = pin!(shared.builder.serve_connection(io, service));
    let mut asked_to_close = pin!(closing.cancelled());
    let (mut waited, mut asked_to_go) = (None, pin!(None));
    let mut alarm = pin!(sleep(shared.limits.head));
    let mut is_closing = false;
    poll_fn(|cx| {
        if !is_closing && asked_to_close.as_mut().poll(cx).is_ready() {
            is_closing = true;
            activity.close();
            connection.as_mut().graceful_shutdown();
        }
        loop {
            if connection.as_mut().poll(cx).is_ready() {
                return Poll::Ready(());
            }
            let waits = activity.waits_for_client();
            if waits != waited {
                waited = waits;
                asked_to_go.set(waits.map(|_| place.asked_to_go()));
            }
            let asked = asked_to_go.as_mut().as_pin_mut();
            if asked.is_some_and(|asked| asked.poll(cx).is_ready()) {
                return Poll::Ready(());
            }
            let expires = activity.expires(&shared.limits);
            // Later moments are left to be found out when the alarm rings: there is one for each request.
            if let Some((at, _)) = expires
                && at < alarm.deadline()
            {
                alarm.as_mut().reset(at);
            }
            if alarm.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
            match expires {
                Some((at, Expiry::Slow)) if at <= Instant::now() => return Poll::Ready(()),
                Some((at, Expiry::Idle)) if at <= Instant::now() => {
                    is_closing = true;
                    activity.close();
                    connection.as_mut().graceful_shutdown();
                }
                Some((at, _)) => alarm.as_mut().reset(at),
                None => alarm.as_mut().reset(Instant::now() + shared.limits.idle),
            }
        }
    })
    .await;
}

/// Small answers leave at once, a peer that vanished is noticed, and one that reads nothing keeps little in the kernel.
fn set_options(socket: &TcpStream) -> io::Result<()> {
    socket.set_nodelay(true)?;
    let socket = SockRef::from(socket);
    let keepalive = TcpKeepalive::new()
        .with_time(PROBE)
        .with_interval(PROBE / 3)
        .with_retries(3);
    socket.set_tcp_keepalive(&keepalive)?;
    #[cfg(target_os = "linux")]
    {
        socket.set_tcp_user_timeout(Some(2 * PROBE))?;
        socket.set_tcp_notsent_lowat(UNSENT)?;
    }
    Ok(())
}

fn answer(
    shared: &Shared,
    activity: &Arc<Activity>,
    request: hyper::Request<Incoming>,
) -> impl Future<Output = Result<Response<Answer>, Infallible>> + use<> {
    let has_frames = request.version() == Version::HTTP_2;
    let under_way = activity.begin(has_frames);
    let waits_to_be_asked = request.headers().contains_key(header::EXPECT);
    let mut rest = None;
    let request: Request = request.map(|incoming| {
        if incoming.is_end_stream() {
            return Body::empty();
        }
        let (body, left) = body::body(incoming, activity, &shared.limits);
        rest = (!has_frames).then_some(left);
        body
    });
    let (router, activity) = (shared.router.clone(), Arc::clone(activity));
    let limit = shared.limits.rest;
    async move {
        let mut response = router.oneshot(request).await?;
        if let Some(rest) = rest
            && !rest.read(waits_to_be_asked, limit).await
        {
            activity.leaves_rest();
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(header::CONNECTION, close);
        }
        if is_stream(&response) {
            activity.streams();
        }
        Ok(response.map(|body| Answer::new(body, under_way)))
    }
}

fn is_stream(response: &Response<Body>) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes() == b"text/event-stream")
}
