//! Hints over a real Redis, the one of `TEST_REDIS_URL` or of this machine. The instances here never tick, so what
//! they see of each other came as a hint.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::Method;
use serde_json::json;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use panenka::live::Pace;

use crate::harness::{Following, Member, Service, send};
use crate::live::Events;

on_both_databases! {
    a_hint_wakes_another_instance,
    a_hint_of_a_closed_lobby_ends_its_streams,
    hints_come_over_tls_with_a_self_signed_certificate,
    without_redis_only_the_tick_is_left_and_hints_return_with_it,
    an_instance_has_two_connections_at_most,
}

const NEVER: Duration = Duration::from_secs(3600);
const PATIENCE: Duration = Duration::from_secs(20);

fn redis_url() -> String {
    std::env::var("TEST_REDIS_URL").unwrap_or_else(|_| "redis://127.0.0.1:6379".to_owned())
}

fn redis_address() -> String {
    let url = redis_url();
    let address = url.trim_start_matches("redis://").trim_end_matches('/');
    address.to_owned()
}

/// Another instance on the database of the first.
async fn instance(service: &Service, tick: Duration, redis: &str) -> Service {
    let database = Arc::clone(&service.database);
    let mut following = Following {
        redis: Some(redis),
        ..Following::default()
    };
    following.pace.tick = tick;
    Service::start_as(database, service.clock.clone(), |_| {}, following).await
}

/// Plays until the stream shows it: the subscription of the other instance may still be on its way.
async fn until_shown(host: &Member<'_>, events: &mut Events) {
    let shown = async {
        loop {
            let round = host.reset().await.assert_ok()["round"].clone();
            let shown = events.lobby_where(|lobby| lobby["round"] == round);
            if timeout(Duration::from_millis(300), shown).await.is_ok() {
                return;
            }
        }
    };
    timeout(PATIENCE, shown).await.expect("a hint in time");
}

async fn a_hint_wakes_another_instance(service: Service) {
    let here = instance(&service, NEVER, &redis_url()).await;
    let there = instance(&service, NEVER, &redis_url()).await;
    let host = here.host("Olga").await;
    let mut events = Events::of(&host.at(&there)).await;
    until_shown(&host, &mut events).await;
}

async fn a_hint_of_a_closed_lobby_ends_its_streams(service: Service) {
    let here = instance(&service, NEVER, &redis_url()).await;
    let there = instance(&service, NEVER, &redis_url()).await;
    let host = here.host("Olga").await;
    let mut events = Events::of(&host.at(&there)).await;
    until_shown(&host, &mut events).await;
    host.close().await.assert_ok();
    assert_eq!(events.end().await, "lobby-not-found");
}

async fn hints_come_over_tls_with_a_self_signed_certificate(service: Service) {
    let proxy = Proxy::start(Some(self_signed())).await;
    let url = format!("rediss://{}", proxy.address);
    let here = instance(&service, NEVER, &url).await;
    let there = instance(&service, NEVER, &url).await;
    let host = here.host("Olga").await;
    let mut events = Events::of(&host.at(&there)).await;
    until_shown(&host, &mut events).await;
    assert!(proxy.accepted.load(Ordering::SeqCst) >= 3); // one to publish, two to listen
}

async fn without_redis_only_the_tick_is_left_and_hints_return_with_it(service: Service) {
    let proxy = Proxy::start(None).await;
    let url = proxy.url();
    let here = instance(&service, NEVER, &url).await;
    let ticking = instance(&service, Pace::default().tick, &url).await;
    let silent = instance(&service, NEVER, &url).await;
    let host = here.host("Olga").await;
    let mut by_tick = Events::of(&host.at(&ticking)).await;
    let mut by_hint = Events::of(&host.at(&silent)).await;
    until_shown(&host, &mut by_hint).await;

    let address = proxy.cut().await;
    let path = format!("/lobbies/{}/players", host.code);
    for name in ["Anna", "Ben"] {
        let join = here
            .request(Method::POST, &path)
            .json(&json!({ "name": name }));
        send(join).await.assert_ok();
        let shown = by_tick.lobby_where(|lobby| lobby["players"].to_string().contains(name));
        timeout(PATIENCE, shown).await.expect("a tick in time");
    }

    let _proxy = Proxy::start_at(address, None).await;
    until_shown(&host, &mut by_hint).await;
    let lobby = host.at(&silent).lobby().await;
    assert_eq!(lobby["players"].as_array().map(Vec::len), Some(2));
}

async fn an_instance_has_two_connections_at_most(service: Service) {
    let proxy = Proxy::start(None).await;
    let here = instance(&service, NEVER, &proxy.url()).await;
    let there = instance(&service, NEVER, &redis_url()).await;
    let host = here.host("Olga").await;
    let mut events = Events::of(&host.at(&there)).await;
    until_shown(&host, &mut events).await;
    let host_there = host.at(&there);
    let mut back = Events::of(&host).await;
    until_shown(&host_there, &mut back).await;
    for _ in 0..50 {
        host.reset().await.assert_ok();
    }
    until_shown(&host, &mut events).await;
    assert_eq!(proxy.accepted.load(Ordering::SeqCst), 2);
}

/// Passes connections on to Redis, until it is cut.
struct Proxy {
    address: SocketAddr,
    accepted: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Proxy {
    async fn start(tls: Option<TlsAcceptor>) -> Self {
        Self::start_at("127.0.0.1:0".parse().expect("an address"), tls).await
    }

    async fn start_at(address: SocketAddr, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind(address).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let accepted = Arc::new(AtomicUsize::new(0));
        let task = tokio::spawn(pass_on(listener, tls, Arc::clone(&accepted)));
        Self {
            address,
            accepted,
            task,
        }
    }

    fn url(&self) -> String {
        format!("redis://{}", self.address)
    }

    /// Ends all connections, and accepts no more.
    async fn cut(self) -> SocketAddr {
        self.task.abort();
        let _ = self.task.await;
        self.address
    }
}

async fn pass_on(listener: TcpListener, tls: Option<TlsAcceptor>, accepted: Arc<AtomicUsize>) {
    let mut connections = JoinSet::new();
    loop {
        let (mut client, _) = listener.accept().await.expect("a connection");
        accepted.fetch_add(1, Ordering::SeqCst);
        let tls = tls.clone();
        connections.spawn(async move {
            let mut redis = TcpStream::connect(redis_address()).await.expect("Redis");
            let _ = match tls {
                None => copy_bidirectional(&mut client, &mut redis).await,
                Some(tls) => {
                    let mut client = tls.accept(client).await.expect("TLS");
                    copy_bidirectional(&mut client, &mut redis).await
                }
            };
        });
    }
}

fn self_signed() -> TlsAcceptor {
    let names = vec!["redis.example".to_owned()];
    let own = rcgen::generate_simple_self_signed(names).expect("a certificate");
    let key = PrivateKeyDer::try_from(own.signing_key.serialize_der()).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![own.cert.der().clone()], key)
        .expect("a configuration");
    TlsAcceptor::from(Arc::new(config))
}
