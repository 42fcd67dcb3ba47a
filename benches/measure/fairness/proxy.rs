//! What stands between one player and the service: each message is held up as the player's network would do.

use std::cell::Cell;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{AbortHandle, spawn_local};

use super::model::Link;

pub struct Proxy {
    pub address: SocketAddr,
    network: Rc<Network>,
    accepting: AbortHandle,
}

struct Network {
    link: Cell<Link>,
    /// Nothing was sent for a while.
    has_paused: Cell<bool>,
    /// By how much the last message was held up longer than it should have been, there and back.
    late: [Cell<Duration>; 2],
}

impl Proxy {
    pub async fn open(service: SocketAddr, link: Link) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let network = Rc::new(Network {
            link: Cell::new(link),
            has_paused: Cell::new(false),
            late: Default::default(),
        });
        let passed = Rc::clone(&network);
        let accepting = spawn_local(async move {
            while let Ok((client, _)) = listener.accept().await {
                spawn_local(pass(client, service, Rc::clone(&passed)));
            }
        });
        Self {
            address,
            network,
            accepting: accepting.abort_handle(),
        }
    }

    pub fn set(&self, link: Link) {
        self.network.link.set(link);
    }

    /// The next request is one after a pause.
    pub fn pause(&self) {
        self.network.has_paused.set(true);
    }

    /// By how much the last request was held up too long, as the machine was busy.
    pub fn late(&self) -> Duration {
        self.network.late[0].get()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Until either side ends it.
async fn pass(client: TcpStream, service: SocketAddr, network: Rc<Network>) -> io::Result<()> {
    let server = TcpStream::connect(service).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (asked, answered) = (client.into_split(), server.into_split());
    let [late_up, late_down] = &network.late;
    let up = || {
        let has_paused = network.has_paused.take();
        network.link.get().up(has_paused, &mut rand::rng())
    };
    let down = || network.link.get().down(&mut rand::rng());
    tokio::select! {
        ended = hold_up(asked.0, answered.1, up, late_up) => ended,
        ended = hold_up(answered.0, asked.1, down, late_down) => ended,
    }
}

/// One request is under way at a time, so each piece that is read is a message.
async fn hold_up(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    delay: impl Fn() -> f64,
    late: &Cell<Duration>,
) -> io::Result<()> {
    let mut message = [0; 16 * 1024];
    loop {
        let length = from.read(&mut message).await?;
        if length == 0 {
            return Ok(());
        }
        let due = Instant::now() + Duration::from_secs_f64(delay() / 1000.0);
        tokio::time::sleep_until(due.into()).await;
        late.set(due.elapsed());
        to.write_all(&message[..length]).await?;
    }
}
