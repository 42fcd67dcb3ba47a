//! What one address may do: name lobbies and tokens that do not exist, which is what a guesser does, and open lobbies.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use scopeguard::ScopeGuard;

use super::{AppState, forwarded};
use crate::address::subscriber;
use crate::http::problem::{Code, Problem};

pub const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
pub const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// What is remembered at most, of each kind.
const CAPACITY: usize = 10_000;

/// So many at once, and then one more each interval.
#[derive(Clone, Copy, Debug)]
struct Rate {
    name: &'static str,
    burst: u32,
    interval: Duration,
}

/// Failures of one address. A venue full of phones shares one.
const FAILURES: Rate = Rate {
    name: "failures",
    burst: 120,
    interval: Duration::from_secs(1),
};

/// Failures of one address while there are more than [`FAILURES_OVERALL`]: a typing error now and then. Who guesses from
/// many addresses must not be able to keep everybody from joining, so that nobody is refused for what others do.
const FAILURES_UNDER_ATTACK: Rate = Rate {
    name: "failures",
    burst: 5,
    interval: Duration::from_secs(30),
};

/// Failures of all addresses together, of each kind.
const FAILURES_OVERALL: Rate = Rate {
    name: "failures-overall",
    burst: 1200,
    interval: Duration::from_millis(100),
};

/// Lobbies opened by one address: a school fair opens some dozens at once.
const LOBBIES: Rate = Rate {
    name: "lobbies",
    burst: 30,
    interval: Duration::from_secs(10),
};

/// What can be guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Guess {
    /// A lobby's code, by joining it or looking at it from outside. Who fails too often joins nothing for a while: a lucky
    /// guess must not come through.
    Code,
    /// A token, or a code by the way a token is refused. Who fails too often is no longer told which of the two it was;
    /// who has the right token is served. So phones that go on asking for a lobby that is gone disturb nobody else in
    /// their venue.
    Token,
}

/// A generic cell rate algorithm: one moment for each key says when what it did will be forgotten. Moments are lengths of
/// time that the process has run: no clock that is set limits anybody.
struct Meter<K>(Mutex<HashMap<K, Duration>>);

impl<K> Default for Meter<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Copy + Eq + Hash> Meter<K> {
    /// How long there is to wait; `None` when there is no need to.
    fn wait(&self, key: K, rate: Rate, now: Duration) -> Option<Duration> {
        let moments = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let forgotten_at = moments.get(&key).copied()?;
        let ahead = forgotten_at.saturating_sub(now);
        let excess = ahead.saturating_sub(rate.interval * (rate.burst - 1));
        (!excess.is_zero()).then_some(excess)
    }

    fn record(&self, key: K, rate: Rate, now: Duration) {
        let mut moments = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if moments.len() >= CAPACITY {
            forget(&mut moments, now);
        }
        let moment = moments.entry(key).or_insert(now);
        *moment = (*moment).max(now) + rate.interval;
    }
}

/// Makes room: forgets what is over, and where nothing is, the half that did least.
fn forget<K>(moments: &mut HashMap<K, Duration>, now: Duration) {
    moments.retain(|_, moment| *moment > now);
    if moments.len() < CAPACITY {
        return;
    }
    let mut all: Vec<_> = moments.values().copied().collect();
    let (_, median, _) = all.select_nth_unstable(CAPACITY / 2);
    moments.retain(|_, moment| *moment > *median);
}

/// Limits what addresses do. Looks first and counts afterwards, so that only what should count does; who sends much at
/// once waits all the longer.
#[derive(Default)]
pub struct RateLimits {
    failures: Meter<(IpAddr, Guess)>,
    failures_overall: Meter<Guess>,
    lobbies: Meter<IpAddr>,
}

impl RateLimits {
    /// What holds for one address at the moment.
    fn rate_of_failures(&self, guess: Guess, now: Duration) -> Rate {
        let overall = self.failures_overall.wait(guess, FAILURES_OVERALL, now);
        match overall {
            Some(_) => FAILURES_UNDER_ATTACK,
            None => FAILURES,
        }
    }
}

pub async fn limit(
    State(state): State<Arc<AppState>>,
    request: Request,
    next: Next,
) -> Result<Response, Response> {
    match &state.rate_limits {
        None => Ok(next.run(request).await),
        Some(limits) if opens_a_lobby(&request) => {
            limit_lobbies(&state, limits, request, next).await
        }
        Some(limits) => limit_failures(&state, limits, request, next).await,
    }
}

async fn limit_failures(
    state: &AppState,
    limits: &RateLimits,
    request: Request,
    next: Next,
) -> Result<Response, Response> {
    let guess = guess_of(&request);
    let key = (client(&request, state.trust_forwarded_for), guess);
    let now = state.clock.elapsed();
    let rate = limits.rate_of_failures(guess, now);
    let wait = limits.failures.wait(key, rate, now);
    if let (Some(wait), Guess::Code) = (wait, guess)
        && names_a_lobby(&request)
    {
        return Err(too_many(rate, wait));
    }
    let record = || {
        limits.failures.record(key, rate, now);
        limits.failures_overall.record(guess, FAILURES_OVERALL, now);
    };
    let is_a_guess = guess == Guess::Code && names_a_lobby(&request);
    let response = counted_if_cut_off(next.run(request), || {
        if is_a_guess {
            record();
        }
    })
    .await;
    let problem = response.extensions().get::<Problem>();
    if !problem.is_some_and(|p| matches!(p.code, Code::LobbyNotFound | Code::NotInLobby)) {
        return Ok(response);
    }
    if let Some(wait) = wait {
        return Err(too_many(rate, wait));
    }
    record();
    Ok(response)
}

async fn limit_lobbies(
    state: &AppState,
    limits: &RateLimits,
    request: Request,
    next: Next,
) -> Result<Response, Response> {
    let client = client(&request, state.trust_forwarded_for);
    let now = state.clock.elapsed();
    if let Some(wait) = limits.lobbies.wait(client, LOBBIES, now) {
        return Err(too_many(LOBBIES, wait));
    }
    let record = || limits.lobbies.record(client, LOBBIES, now);
    let response = counted_if_cut_off(next.run(request), record).await;
    if response.status().is_success() {
        record();
    }
    Ok(response)
}

/// Waits for an answer. Who hangs up before has it count all the same: what was asked for is carried out.
async fn counted_if_cut_off(answer: impl Future<Output = Response>, count: impl Fn()) -> Response {
    let cut_off = scopeguard::guard((), |()| count());
    let response = answer.await;
    ScopeGuard::into_inner(cut_off);
    response
}

/// By the route, and not by whether there is a token: where none is asked for, one that came all the same lets nobody in.
fn guess_of(request: &Request) -> Guess {
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map_or("", MatchedPath::as_str);
    let joins = request.method() == Method::POST && route.ends_with("/{code}/players");
    if joins || route.ends_with("/{code}/preview") {
        Guess::Code
    } else {
        Guess::Token
    }
}

/// Opening a lobby is no guess.
fn names_a_lobby(request: &Request) -> bool {
    let route = request.extensions().get::<MatchedPath>();
    route.is_some_and(|route| route.as_str().contains("{code}"))
}

fn opens_a_lobby(request: &Request) -> bool {
    let route = request.extensions().get::<MatchedPath>();
    request.method() == Method::POST
        && route.is_some_and(|route| route.as_str().ends_with("/lobbies"))
}

/// With the fields of the draft "RateLimit header fields for HTTP": the policy, and that nothing of it is left.
fn too_many(rate: Rate, wait: Duration) -> Response {
    let begun = u64::from(wait.subsec_nanos() > 0); // a second that has begun counts
    let seconds = wait.as_secs() + begun;
    let problem = Problem {
        retry_after: Some(seconds),
        ..Problem::new(Code::TooManyRequests)
    };
    let mut response = problem.into_response();
    let Rate { name, burst, .. } = rate;
    let window = (rate.interval * burst).as_secs();
    let fields = [
        (
            RATE_LIMIT_POLICY,
            format!("\"{name}\";q={burst};w={window}"),
        ),
        (RATE_LIMIT, format!("\"{name}\";r=0;t={seconds}")),
    ];
    for (field, value) in fields {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().insert(field, value);
        }
    }
    response
}

/// Who asks: the peer, or where a trusted router stands before the service the last hop of `X-Forwarded-For`; the others
/// are the client's word.
fn client(request: &Request, trust_forwarded_for: bool) -> IpAddr {
    let forwarded = trust_forwarded_for
        .then(|| forwarded::last_hop(request.headers()))
        .flatten();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let address = forwarded
        .or(peer.map(|ConnectInfo(peer)| peer.ip()))
        .unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    subscriber(address)
}
