//! Clients that are rude, slow or gone: each connection is bounded, and the game goes on beside them.

use std::sync::Arc;
use std::time::Duration;

use panenka::listener::connections::{ConnectionLimits, TimeLimits};
use reqwest::Method;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::harness::{Following, Member, Service, send};
use crate::log::Log;

mod bounds;
mod ends;
mod rude;
mod sleepers;
mod unread;

const PATIENCE: Duration = Duration::from_secs(30);

/// A limit that is not the one in question.
const NEVER: Duration = Duration::from_secs(3600);

/// Soon enough that a test does not take long, and time enough to get a request through.
const SOON: Duration = Duration::from_millis(300);

const PATIENT: TimeLimits = TimeLimits {
    head: NEVER,
    body: NEVER,
    idle: NEVER,
    write: NEVER,
    farewell: NEVER,
    rest: NEVER,
};

/// The same service with other bounds.
async fn bounded(
    service: &Service,
    limits: TimeLimits,
    connection_limits: Option<ConnectionLimits>,
) -> Service {
    let mut following = Following::default();
    following.bounds.limits = limits;
    if let Some(connection_limits) = connection_limits {
        following.bounds.connection_limits = connection_limits;
    }
    let database = Arc::clone(&service.database);
    Service::start_as(database, service.clock.clone(), |_| {}, following).await
}

/// A connection that sends what it likes.
struct Raw(TcpStream);

impl Raw {
    async fn open(service: &Service) -> Self {
        let address = service.address.trim_start_matches("http://");
        Self(TcpStream::connect(address).await.expect("a connection"))
    }

    /// With hardly any room for what it does not read.
    async fn open_narrow(service: &Service) -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(4096).expect("a size");
        let address = service.address.trim_start_matches("http://");
        let address = address.parse().expect("an address");
        Self(socket.connect(address).await.expect("a connection"))
    }

    async fn send(&mut self, bytes: &[u8]) {
        self.0.write_all(bytes).await.expect("sent");
    }

    /// Reads one answer without a body, such as that of `/livez`.
    async fn empty_answer(&mut self) -> String {
        let mut answer = Vec::new();
        let read = async {
            while !answer.ends_with(b"\r\n\r\n") {
                answer.push(self.0.read_u8().await.expect("a byte"));
            }
        };
        timeout(PATIENCE, read).await.expect("an answer in time");
        String::from_utf8(answer).expect("text")
    }

    /// What comes until the service closes the connection.
    async fn until_closed(&mut self) -> String {
        let mut rest = Vec::new();
        let read = timeout(PATIENCE, self.0.read_to_end(&mut rest)).await;
        let _reset_or_not = read.expect("closed in time");
        String::from_utf8_lossy(&rest).into_owned()
    }

    async fn ask(&mut self, member: &Member<'_>, path: &str) {
        let (code, token) = (&member.code, &member.token);
        let request = format!(
            "GET /api/v1/lobbies/{code}{path} HTTP/1.1\r\nHost: quiz\r\nAuthorization: Bearer {token}\r\n\r\n"
        );
        self.send(request.as_bytes()).await;
    }

    /// Reads until this has come; what came before it.
    async fn until(&mut self, text: &str) -> String {
        let mut read = Vec::new();
        let come = async {
            while !read.ends_with(text.as_bytes()) {
                read.push(self.0.read_u8().await.expect("a byte"));
            }
        };
        timeout(PATIENCE, come).await.expect("in time");
        read.truncate(read.len() - text.len());
        String::from_utf8_lossy(&read).into_owned()
    }

    async fn is_served(&mut self) -> bool {
        self.send(LIVEZ).await;
        self.empty_answer().await.starts_with("HTTP/1.1 204")
    }
}

const LIVEZ: &[u8] = b"GET /livez HTTP/1.1\r\nHost: quiz\r\n\r\n";

/// A round of a game, on connections of its own.
async fn play(service: &Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    assert_eq!(anna.buzz().await.assert_ok()["position"], 1);
    host.reset().await.assert_ok();
}

async fn livez(service: &Service) {
    let answer = send(service.request(Method::GET, "//livez")).await;
    assert_eq!(answer.status, 204);
}

/// A connection with a request of a member that waits.
async fn following(service: &Service, member: &Member<'_>, path: &str) -> Raw {
    let mut connection = Raw::open(service).await;
    connection.ask(member, path).await;
    connection
}
