use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Mutex;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};

use super::AppState;
use crate::problem::{Code, Problem};

/// Failures one address may have at once; a venue full of phones shares one.
const BURST: i32 = 120;
/// After those, one more each.
const INTERVAL: SignedDuration = SignedDuration::from_secs(1);
/// Addresses remembered at most.
const CAPACITY: usize = 10_000;

/// Limits how often an address may name lobbies or tokens that do not exist, which is what a guesser does. Whoever
/// fails too often is refused altogether for a while: otherwise a lucky guess would still come through.
///
/// A generic cell rate algorithm: one moment per address says when its failures will be forgotten.
#[derive(Default)]
pub struct FailureLimit {
    forgotten_at: Mutex<HashMap<IpAddr, Timestamp>>,
}

impl FailureLimit {
    /// How long the address has to wait; `None` when it need not.
    fn wait(&self, address: IpAddr, now: Timestamp) -> Option<SignedDuration> {
        let forgotten_at = self.forgotten_at.lock().ok()?.get(&address).copied()?;
        let excess = forgotten_at.duration_since(now) - INTERVAL * (BURST - 1);
        excess.is_positive().then_some(excess)
    }

    fn record(&self, address: IpAddr, now: Timestamp) {
        let Ok(mut forgotten_at) = self.forgotten_at.lock() else {
            return; // a poisoned lock limits nobody
        };
        if forgotten_at.len() >= CAPACITY {
            forgotten_at.retain(|_, moment| *moment > now);
        }
        if forgotten_at.len() >= CAPACITY {
            forgotten_at.clear();
        }
        let moment = forgotten_at.entry(address).or_insert(now);
        *moment = (*moment).max(now) + INTERVAL;
    }
}

pub async fn limit_failures(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let Some(failures) = &state.failures else {
        return Ok(next.run(request).await);
    };
    let (address, now) = (
        client_address(&request, state.trust_forwarded_for),
        state.clock.now(),
    );
    if let Some(wait) = failures.wait(address, now) {
        return Err(Problem {
            retry_after: Some(wait.as_secs().max(0) as u64 + 1),
            ..Problem::new(Code::TooManyRequests)
        });
    }
    let response = next.run(request).await;
    let problem = response.extensions().get::<Problem>();
    if problem.is_some_and(|p| matches!(p.code, Code::LobbyNotFound | Code::NotInLobby)) {
        failures.record(address, now);
    }
    Ok(response)
}

/// The peer, or where a trusted router stands before the service the last hop of `X-Forwarded-For`: the others are
/// the client's word.
fn client_address(request: &Request, trust_forwarded_for: bool) -> IpAddr {
    let forwarded = trust_forwarded_for
        .then(|| last_hop(request.headers()))
        .flatten();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    forwarded
        .or(peer.map(|ConnectInfo(peer)| peer.ip()))
        .unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

fn last_hop(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}
