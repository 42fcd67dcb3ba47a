use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Mutex;

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, header};
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

pub const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
pub const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// What can be guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Guess {
    /// A lobby's code, by joining it. Who fails too often joins nothing for a while: a lucky guess must not come through.
    Code,
    /// A token, or a code by the way a token is refused. Who fails too often is no longer told which of the two it was;
    /// who has the right token is served. So phones that go on asking for a lobby that is gone disturb nobody else in
    /// their venue.
    Token,
}

/// Limits how often an address may name lobbies or tokens that do not exist, which is what a guesser does.
///
/// A generic cell rate algorithm: one moment per address says when its failures will be forgotten.
#[derive(Default)]
pub struct FailureLimit {
    forgotten_at: Mutex<HashMap<(IpAddr, Guess), Timestamp>>,
}

impl FailureLimit {
    /// How long the address has to wait; `None` when it need not.
    fn wait(&self, guess: (IpAddr, Guess), now: Timestamp) -> Option<SignedDuration> {
        let forgotten_at = self.forgotten_at.lock().ok()?.get(&guess).copied()?;
        let excess = forgotten_at.duration_since(now) - INTERVAL * (BURST - 1);
        excess.is_positive().then_some(excess)
    }

    fn record(&self, guess: (IpAddr, Guess), now: Timestamp) {
        let Ok(mut forgotten_at) = self.forgotten_at.lock() else {
            return; // a poisoned lock limits nobody
        };
        if forgotten_at.len() >= CAPACITY {
            forgotten_at.retain(|_, moment| *moment > now);
        }
        if forgotten_at.len() >= CAPACITY {
            forgotten_at.clear();
        }
        let moment = forgotten_at.entry(guess).or_insert(now);
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
    let kind = kind_of(&request);
    let address = client_address(&request, state.trust_forwarded_for);
    let now = state.clock.now();
    let wait = failures.wait((address, kind), now);
    if let (Some(wait), Guess::Code) = (wait, kind)
        && names_a_lobby(&request)
    {
        return Err(too_many(wait));
    }
    let response = next.run(request).await;
    let problem = response.extensions().get::<Problem>();
    if !problem.is_some_and(|p| matches!(p.code, Code::LobbyNotFound | Code::NotInLobby)) {
        return Ok(response);
    }
    if let Some(wait) = wait {
        return Err(too_many(wait));
    }
    failures.record((address, kind), now);
    Ok(response)
}

fn kind_of(request: &Request) -> Guess {
    match request.headers().contains_key(header::AUTHORIZATION) {
        true => Guess::Token,
        false => Guess::Code,
    }
}

/// Opening a lobby is no guess.
fn names_a_lobby(request: &Request) -> bool {
    let route = request.extensions().get::<MatchedPath>();
    route.is_some_and(|route| route.as_str().contains("{code}"))
}

fn too_many(wait: SignedDuration) -> Problem {
    let begun = u64::from(wait.subsec_nanos() > 0); // a second that has begun counts
    Problem {
        retry_after: Some(wait.as_secs().max(0) as u64 + begun),
        ..Problem::new(Code::TooManyRequests)
    }
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
