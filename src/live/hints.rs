//! Hints between instances, over Redis: "this lobby has changed". Redis decides nothing. A hint only makes an instance
//! look into the database now instead of at its next tick; without Redis, or when it dies, only that delay is left.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt as _;
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, RedisError, RedisResult};
use tokio::sync::mpsc;

use crate::game::LobbyCode;
use crate::live::Live;
use crate::telemetry::Causes;

const CHANNEL: &str = "panenka:changes";

/// Hints kept while Redis is slow; those that do not fit are left to the tick.
const OUTBOX: usize = 1024;

const RETRY: Duration = Duration::from_secs(1);
const TIMEOUT: Duration = Duration::from_secs(2);

/// A connection that says nothing for this long is asked whether it is still there.
const PING: Duration = Duration::from_secs(15);

/// A lobby and its new version, `None` when it is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    pub code: LobbyCode,
    pub version: Option<i64>,
}

/// The way out for the hints of this process.
pub fn outbox() -> (mpsc::Sender<Hint>, mpsc::Receiver<Hint>) {
    mpsc::channel(OUTBOX)
}

/// The client for a `redis://` or `rediss://` URL. Does not connect.
///
/// The certificate behind `rediss://` is not verified: the platform's small plans sign their own. What passes is
/// encrypted, and is codes and versions only.
///
/// # Errors
/// The URL is no Redis URL.
pub fn client(url: &str) -> RedisResult<Client> {
    let url = if url.starts_with("rediss://") && !url.contains('#') {
        format!("{url}#insecure")
    } else {
        url.to_owned()
    };
    // Fails where another part of the process was first, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::open(url)
}

/// Sends and receives hints until the process ends, over two connections.
pub async fn exchange(client: Client, live: Arc<Live>, outbox: mpsc::Receiver<Hint>) {
    tokio::join!(publish(&client, outbox), subscribe(&client, &live));
}

async fn publish(client: &Client, mut outbox: mpsc::Receiver<Hint>) {
    let mut connection: Option<MultiplexedConnection> = None;
    let mut hints = Vec::with_capacity(OUTBOX);
    while outbox.recv_many(&mut hints, OUTBOX).await > 0 {
        let sent = send(client, &mut connection, &hints).await;
        hints.clear();
        if let Err(error) = sent {
            report(&error);
            connection = None;
            tokio::time::sleep(RETRY).await;
        }
    }
}

async fn send(
    client: &Client,
    connection: &mut Option<MultiplexedConnection>,
    hints: &[Hint],
) -> RedisResult<()> {
    let connection = match connection {
        Some(connection) => connection,
        None => connection.insert(connect(client).await?),
    };
    let mut pipeline = redis::pipe();
    for hint in hints {
        pipeline.publish(CHANNEL, hint.to_string()).ignore();
    }
    pipeline.query_async(connection).await
}

async fn connect(client: &Client) -> RedisResult<MultiplexedConnection> {
    let config = AsyncConnectionConfig::new()
        .set_connection_timeout(Some(TIMEOUT))
        .set_response_timeout(Some(TIMEOUT));
    client
        .get_multiplexed_async_connection_with_config(&config)
        .await
}

async fn subscribe(client: &Client, live: &Arc<Live>) {
    loop {
        if let Err(error) = listen(client, live).await {
            report(&error);
        }
        tokio::time::sleep(RETRY).await;
    }
}

/// Returns when the connection has ended.
async fn listen(client: &Client, live: &Arc<Live>) -> RedisResult<()> {
    let connected = tokio::time::timeout(TIMEOUT, client.get_async_pubsub()).await;
    let (mut sink, mut messages) = connected.map_err(too_slow)??.split();
    sink.subscribe(CHANNEL).await?;
    tracing::info!("hints are received");
    loop {
        match tokio::time::timeout(PING, messages.next()).await {
            Ok(Some(message)) => {
                if let Ok(hint) = message.get_payload::<String>()?.parse() {
                    live.hint(hint);
                }
            }
            Ok(None) => return Ok(()),
            Err(_silent) => {
                let pong = tokio::time::timeout(TIMEOUT, sink.ping::<redis::Value>()).await;
                pong.map_err(too_slow)??;
            }
        }
    }
}

fn too_slow(elapsed: tokio::time::error::Elapsed) -> RedisError {
    std::io::Error::new(std::io::ErrorKind::TimedOut, elapsed).into()
}

fn report(error: &RedisError) {
    tracing::warn!(
        error = %Causes(error),
        "hints are interrupted; changes elsewhere are found by tick"
    );
}

impl std::fmt::Display for Hint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.version {
            Some(version) => write!(f, "{} {version}", self.code),
            None => write!(f, "{} gone", self.code),
        }
    }
}

impl FromStr for Hint {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (code, version) = text.split_once(' ').ok_or(())?;
        Ok(Self {
            code: code.parse().map_err(|_| ())?,
            version: match version {
                "gone" => None,
                number => Some(number.parse().map_err(|_| ())?),
            },
        })
    }
}
