//! What one address may do: name lobbies and tokens that do not exist, which is what a guesser does, and open lobbies.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::{ConnectInfo, MatchedPath, Request};
use axum::http::header::LOCATION;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use scopeguard::ScopeGuard;

use super::{AppState, forwarded};
use crate::game::LobbyCode;
use crate::http::problem::{Code, Problem};

use budgets::{Budgets, Rates, Turn};
use meter::{Excess, Rate};

pub use guesses::{Answered, Guesses};

mod budgets;
mod guesses;
mod meter;
mod waiting;

pub const RATE_LIMIT: HeaderName = HeaderName::from_static("ratelimit");
pub const RATE_LIMIT_POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");

/// Lobbies opened: a school fair opens some dozens at once.
const LOBBIES: Rates = Rates {
    subscriber: Rate {
        name: "lobbies",
        burst: 30,
        interval: Duration::from_secs(10),
    },
    customer: Rate {
        name: "lobbies-network",
        burst: 120,
        interval: Duration::from_secs(3),
    },
    overall: None,
};

/// Limits what addresses do. Counts before it is done, and takes back what turns out not to count: so it holds as well where
/// much is sent at once.
pub struct RateLimits {
    guesses: Mutex<Guesses>,
    lobbies: Mutex<Budgets>,
}

impl Default for RateLimits {
    fn default() -> Self {
        Self {
            guesses: Mutex::default(),
            lobbies: Mutex::new(Budgets::new(LOBBIES)),
        }
    }
}

impl RateLimits {
    fn guesses(&self) -> MutexGuard<'_, Guesses> {
        self.guesses.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lobbies(&self) -> MutexGuard<'_, Budgets> {
        self.lobbies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

pub async fn limit<F: Future<Output = Response>>(
    state: &AppState,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let Some(limits) = &state.rate_limits else {
        return next(request).await;
    };
    let limited = Limited {
        limits,
        by: client(&request, state.trust_forwarded_for),
        now: state.clock.elapsed(),
    };
    let deed = Deed::of(&request);
    let answer = next(request);
    let answered = match deed {
        Deed::OpensALobby => limited.opening(answer).await,
        Deed::AsksForACode(code) => limited.question(code, answer).await,
        Deed::ShowsAToken(code) => limited.token(code, answer).await,
        Deed::Other => Ok(answer.await),
    };
    answered.unwrap_or_else(|excess| too_many(&excess))
}

/// Of a request, what counts.
enum Deed {
    OpensALobby,
    /// By the code alone. Who fails too often joins nothing for a while: a lucky guess must not come through.
    AsksForACode(LobbyCode),
    /// Who fails too often is no longer told whether there is such a lobby; who has the right token is served. So phones
    /// that go on asking for a lobby that is gone disturb nobody else in their venue.
    ShowsAToken(Option<LobbyCode>),
    Other,
}

impl Deed {
    /// By the route, and not by whether there is a token: where none is asked for, one that came all the same lets nobody
    /// in.
    fn of(request: &Request) -> Self {
        let route = request.extensions().get::<MatchedPath>();
        let route = route.map_or("", MatchedPath::as_str);
        let is_post = request.method() == Method::POST;
        if is_post && route.ends_with("/lobbies") {
            return Self::OpensALobby;
        }
        if !route.contains("{code}") {
            return Self::Other;
        }
        let code = code_in(request.uri().path());
        let joins = is_post && route.ends_with("/{code}/players");
        match code {
            // What can't be a code tells nobody anything.
            None if joins => Self::Other,
            Some(code) if joins || route.ends_with("/{code}/preview") => Self::AsksForACode(code),
            code => Self::ShowsAToken(code),
        }
    }
}

fn code_in(path: &str) -> Option<LobbyCode> {
    let (_, rest) = path.split_once("/lobbies/")?;
    let code = rest.split('/').next()?;
    let code = percent_encoding::percent_decode_str(code);
    code.decode_utf8().ok()?.parse().ok()
}

/// Who asks, and when.
struct Limited<'a> {
    limits: &'a RateLimits,
    by: IpAddr,
    now: Duration,
}

impl Limited<'_> {
    async fn question(
        &self,
        code: LobbyCode,
        answer: impl Future<Output = Response>,
    ) -> Result<Response, Excess> {
        self.limits.guesses().ask(self.by, code, self.now)?;
        let note = |answered| {
            let mut guesses = self.limits.guesses();
            guesses.answered(self.by, code, answered, self.now);
        };
        let unheard = scopeguard::guard((), |()| note(Answered::Unheard));
        let response = answer.await;
        ScopeGuard::into_inner(unheard);
        note(match problem_of(&response) {
            Some(Code::LobbyNotFound) => Answered::Wrong,
            Some(Code::TeamNotFound) => Answered::Right,
            Some(_) if response.status() == StatusCode::CONFLICT => Answered::Right,
            Some(_) => Answered::Nothing,
            None => Answered::Right,
        });
        Ok(response)
    }

    async fn token(
        &self,
        code: Option<LobbyCode>,
        answer: impl Future<Output = Response>,
    ) -> Result<Response, Excess> {
        let response = answer.await;
        match (problem_of(&response), code) {
            (Some(Code::LobbyNotFound | Code::NotInLobby), code) => {
                self.limits.guesses().refused(self.by, code, self.now)?;
            }
            (None, Some(code)) => self.limits.guesses().is_right(self.by, code, self.now),
            _ => {}
        }
        Ok(response)
    }

    /// Who hangs up before the answer has been counted: what was asked for is carried out.
    async fn opening(&self, answer: impl Future<Output = Response>) -> Result<Response, Excess> {
        let charge = self
            .limits
            .lobbies()
            .charge(self.by, Turn::FREE, self.now)?;
        let response = answer.await;
        if !response.status().is_success() {
            self.limits.lobbies().give_back(charge);
        }
        let location = response.headers().get(LOCATION);
        let location = location.and_then(|location| location.to_str().ok());
        if let Some(code) = location.and_then(code_in) {
            self.limits.guesses().is_right(self.by, code, self.now);
        }
        Ok(response)
    }
}

fn problem_of(response: &Response) -> Option<Code> {
    let problem = response.extensions().get::<Problem>();
    problem.map(|problem| problem.code)
}

/// With the fields of the draft "RateLimit header fields for HTTP": the policy, and that nothing of it is left.
fn too_many(excess: &Excess) -> Response {
    let Excess { rate, wait } = excess;
    let begun = u64::from(wait.subsec_nanos() > 0); // a second that has begun counts
    let seconds = wait.as_secs() + begun;
    let problem = Problem {
        retry_after: Some(seconds),
        ..Problem::new(Code::TooManyRequests)
    };
    let mut response = problem.into_response();
    let Rate { name, burst, .. } = rate;
    let window = (rate.interval * *burst).as_secs();
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
    forwarded
        .or(peer.map(|ConnectInfo(peer)| peer.ip()))
        .unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}
