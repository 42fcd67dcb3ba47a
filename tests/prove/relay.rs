//! What stands between the clients and one instance: an address that stays the same across restarts, and a place to cut
//! connections.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rand::RngExt as _;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::AbortHandle;

pub struct Relay {
    pub address: SocketAddr,
    target: watch::Sender<Option<SocketAddr>>,
    cuts: Arc<Cuts>,
    accepting: AbortHandle,
}

#[derive(Default)]
struct Cuts {
    ordered: AtomicUsize,
    done: AtomicUsize,
}

impl Cuts {
    /// Takes one of those ordered.
    fn take(&self) -> bool {
        let less = |ordered: usize| ordered.checked_sub(1);
        let (set, fetch) = (Ordering::AcqRel, Ordering::Acquire);
        let taken = self.ordered.fetch_update(set, fetch, less).is_ok();
        if taken {
            self.done.fetch_add(1, Ordering::Relaxed);
        }
        taken
    }
}

impl Relay {
    pub async fn open() -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        let (target, targets) = watch::channel(None);
        let cuts = Arc::new(Cuts::default());
        let accepting = tokio::spawn(accept(listener, targets, Arc::clone(&cuts)));
        Ok(Self {
            address,
            target,
            cuts,
            accepting: accepting.abort_handle(),
        })
    }

    /// Where new connections lead; none where the instance is down.
    pub fn lead_to(&self, target: Option<SocketAddr>) {
        self.target.send_replace(target);
    }

    /// The next connections with something under way are reset: after the request was passed on, or within the answer.
    pub fn cut(&self, connections: usize) {
        self.cuts.ordered.fetch_add(connections, Ordering::AcqRel);
    }

    pub fn connections_cut(&self) -> usize {
        self.cuts.done.load(Ordering::Relaxed)
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(
    listener: TcpListener,
    targets: watch::Receiver<Option<SocketAddr>>,
    cuts: Arc<Cuts>,
) {
    while let Ok((client, _)) = listener.accept().await {
        let target = *targets.borrow();
        let cuts = Arc::clone(&cuts);
        tokio::spawn(async move {
            if let Some(target) = target {
                // Either side may break off at any time; then the other one is let go, too.
                let _ = pass(client, target, &cuts).await;
            }
        });
    }
}

async fn pass(mut client: TcpStream, target: SocketAddr, cuts: &Cuts) -> io::Result<()> {
    let mut server = TcpStream::connect(target).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (mut asked, mut answered) = ([0; 16 * 1024], [0; 16 * 1024]);
    loop {
        tokio::select! {
            length = client.read(&mut asked) => {
                let length = length?;
                if length == 0 {
                    return Ok(());
                }
                server.write_all(&asked[..length]).await?;
                if rand::rng().random_bool(0.5) && cuts.take() {
                    // The instance may do what it was asked for, or be stopped in the middle of it.
                    return reset(&client);
                }
            }
            length = server.read(&mut answered) => {
                let length = length?;
                if length == 0 {
                    return client.shutdown().await;
                }
                if cuts.take() {
                    let part = rand::rng().random_range(0..length);
                    client.write_all(&answered[..part]).await?;
                    return reset(&client);
                }
                client.write_all(&answered[..length]).await?;
            }
        }
    }
}

/// Closing then sends RST.
fn reset(client: &TcpStream) -> io::Result<()> {
    client.set_zero_linger()
}
