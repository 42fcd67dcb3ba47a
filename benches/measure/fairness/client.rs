//! One player's phone: it measures the service's clock as web/clock.js does, and says when its button was pressed.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rand::{Rng, RngExt as _};
use serde_json::Value;

use super::model::{CLOCKS, EXCHANGES, Link, is_good, reaction};
use super::proxy::Proxy;
use super::tables::USUAL;
use crate::connection::Connection;
use crate::opened::Lobby;

/// Between two exchanges, as in web/clock.js.
const APART: Duration = Duration::from_millis(150);

const TIME: &[u8] = b"GET /api/v1/time HTTP/1.1\r\nHost: bench\r\n\r\n";

pub struct Client {
    proxy: Proxy,
    connection: Connection,
    cheats: bool,
    /// What its clock shows is the time since then.
    begun: Instant,
    /// How long after the word it presses.
    reaction: Duration,
    /// It never says when.
    is_silent: bool,
    /// What has become of the measurement until the press.
    drifted: f64,
    /// What to add to its own clock, in milliseconds; none where it is not known well.
    offset: Option<f64>,
    /// When it did so: the truth.
    pub pressed: Instant,
}

impl Client {
    pub async fn open(service: SocketAddr, cheats: bool, rng: &mut impl Rng) -> Self {
        let proxy = Proxy::open(service, Link::draw(USUAL.mix, rng)).await;
        let connection = Connection::open(proxy.address).await;
        let now = Instant::now();
        Self {
            connection: connection.expect("a connection"),
            proxy,
            cheats,
            begun: now,
            reaction: Duration::ZERO,
            is_silent: false,
            drifted: 0.0,
            offset: None,
            pressed: now,
        }
    }

    /// Somebody else, on another network.
    pub fn begin(&mut self, rng: &mut impl Rng) {
        self.proxy.set(Link::draw(USUAL.mix, rng));
        self.reaction = milliseconds(reaction(rng));
        self.is_silent = rng.random_bool(USUAL.silent);
        self.drifted = CLOCKS.drifted(rng);
    }

    /// By how much its last request was held up too long.
    pub fn late(&self) -> Duration {
        self.proxy.late()
    }

    pub async fn measure(&mut self) {
        self.proxy.pause();
        let mut best: Option<(f64, f64)> = None;
        for exchange in 0..EXCHANGES {
            if exchange > 0 {
                tokio::time::sleep(APART).await;
            }
            let sent = self.shown(Instant::now());
            let answer = self.connection.exchange(TIME).await.expect("the time");
            let trip = self.shown(Instant::now()) - sent;
            let answer: Value = serde_json::from_slice(&answer.body).expect("JSON");
            let time: Timestamp = answer["time"]
                .as_str()
                .expect("a time")
                .parse()
                .expect("a time");
            if best.is_none_or(|(shortest, _)| trip < shortest) {
                best = Some((trip, time.as_millisecond() as f64 - sent - trip / 2.0));
            }
        }
        self.offset = best
            .filter(|(trip, _)| is_good(*trip))
            .map(|(_, offset)| offset);
    }

    pub async fn press(&mut self, word: Instant, lobby: &Lobby, member: usize) {
        self.proxy.pause();
        tokio::time::sleep_until((word + self.reaction).into()).await;
        self.pressed = Instant::now();
        let body = match self.claim() {
            Some(claim) => format!(r#"{{"pressed_at":"{claim:.3}"}}"#),
            None => "{}".to_owned(),
        };
        let buzz = lobby.request("POST", "/buzz", member, &body);
        let status = self.connection.send(&buzz).await.expect("an answer");
        assert_eq!(status, 200, "the answer to a buzz");
    }

    fn claim(&self) -> Option<Timestamp> {
        if self.cheats {
            return Some(Timestamp::UNIX_EPOCH);
        }
        let offset = self.offset.filter(|_| !self.is_silent)?;
        let claimed = self.shown(self.pressed) + offset + self.drifted;
        Timestamp::from_millisecond(claimed as i64).ok()
    }

    fn shown(&self, moment: Instant) -> f64 {
        (moment - self.begun).as_secs_f64() * 1000.0
    }
}

fn milliseconds(count: f64) -> Duration {
    Duration::from_secs_f64(count / 1000.0)
}
