//! One client: asks any instance, and asks again, another one, as long as it does not know what has become of it.

use std::sync::Arc;
use std::time::Duration;

use rand::RngExt as _;
use rand::rngs::StdRng;
use reqwest::header::{AUTHORIZATION, ETAG, IF_NONE_MATCH};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::history::{Answer, Buzzed, Call, Lobby, Record, Request, Told};
use crate::session::{Session, Table};

/// Longest wait for one answer, where the request does not ask to wait.
pub const PATIENCE: Duration = Duration::from_secs(6);

/// Attempts before a client gives up: more than a minute.
const ATTEMPTS: u32 = 150;

#[derive(Clone)]
pub struct Client {
    pub name: String,
    pub code: String,
    pub token: Option<String>,
    pub session: Arc<Session>,
    pub table: Arc<Table>,
    /// The last version read, with its tag.
    pub tag: Option<(i64, String)>,
}

/// What came back for one attempt.
struct Heard {
    answer: Answer,
    token: Option<String>,
    tag: Option<String>,
}

impl Client {
    /// Asks until the answer is certain. Ambiguous only when there was none for a long time.
    pub async fn ask(&mut self, request: Request, rng: &mut StdRng) -> Answer {
        let operation = self.session.identify();
        self.repeat(operation, &request, rng).await
    }

    /// The same operation once more, or the first time.
    pub async fn repeat(&mut self, operation: u64, request: &Request, rng: &mut StdRng) -> Answer {
        let mut instance = rng.random_range(0..self.session.addresses.len());
        let mut answer = self.attempt(operation, request, instance).await;
        for attempt in 1..ATTEMPTS {
            if !matches!(answer, Answer::Ambiguous { .. }) {
                break;
            }
            let most = (10 * u64::from(attempt)).min(500);
            tokio::time::sleep(Duration::from_millis(rng.random_range(0..=most))).await;
            instance = (instance + 1) % self.session.addresses.len();
            answer = self.attempt(operation, request, instance).await;
        }
        answer
    }

    /// Asks one instance once.
    pub async fn attempt(&mut self, operation: u64, request: &Request, instance: usize) -> Answer {
        let start = self.session.now();
        let heard = match self.send(request, instance).await {
            Ok(response) => hear(request, response).await,
            Err(error) => Heard::ambiguous(&error),
        };
        let end = self.session.now();
        if heard.token.is_some() {
            self.token = heard.token;
        }
        if let Some(lobby) = shown(&heard.answer) {
            self.table.show(lobby);
            if let Some(tag) = heard.tag {
                self.tag = Some((lobby.version, tag));
            }
        }
        self.session.record(Record::Call(Call {
            operation,
            client: self.name.clone(),
            lobby: self.code.clone(),
            instance,
            start,
            end,
            request: request.clone(),
            answer: heard.answer.clone(),
        }));
        heard.answer
    }

    pub async fn send(&self, request: &Request, instance: usize) -> reqwest::Result<Response> {
        let (method, path) = route(request);
        let address = self.session.addresses[instance];
        let lobbies = format!("http://{address}/api/v1/lobbies");
        let url = match request {
            Request::Create { .. } => lobbies,
            _ => format!("{lobbies}/{}{path}", self.code),
        };
        let mut builder = self.session.http.request(method, url).timeout(PATIENCE);
        if let Some(token) = &self.token {
            builder = builder.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        self.fill(builder, request).send().await
    }

    fn fill(&self, builder: RequestBuilder, request: &Request) -> RequestBuilder {
        match request {
            Request::Create { key, settings } => builder
                .header("Idempotency-Key", key)
                .json(&json!({ "host_name": "host", "settings": settings })),
            Request::SetTeams { names } => {
                let team = |name: &String| json!({ "name": name, "colour": "#1e90ff" });
                builder.json(&names.iter().map(team).collect::<Vec<_>>())
            }
            Request::Join { key, name, team } => builder
                .header("Idempotency-Key", key)
                .json(&json!({ "name": name, "team_id": team })),
            Request::Choose { team, .. } => builder.json(&json!({ "team_id": team })),
            Request::Buzz {
                round, pressed_at, ..
            } => builder.json(&json!({ "round": round, "pressed_at": pressed_at })),
            Request::Reset { round } | Request::Restart { round } => {
                builder.json(&json!({ "round": round }))
            }
            Request::Resolve {
                action,
                round,
                then,
            } => builder.json(&json!({ "action": action, "round": round, "then": then })),
            Request::Undo { event, .. } => builder.json(&json!({ "event": event })),
            Request::Link { key } => builder
                .header("Idempotency-Key", key)
                .json(&json!({ "role": "screen" })),
            Request::MoveSeat { key, player } => builder
                .header("Idempotency-Key", key)
                .json(&json!({ "role": "seat", "player_id": player })),
            Request::Confirm { player, round } => {
                builder.json(&json!({ "player_id": player, "round": round }))
            }
            Request::Set {
                locked,
                question_value,
            } => {
                let mut body = serde_json::Map::new();
                body.extend(locked.map(|locked| ("locked".to_owned(), locked.into())));
                let value = question_value.map(|value| ("question_value".to_owned(), value.into()));
                body.extend(value);
                builder.json(&body)
            }
            Request::ReadIfChanged { .. } => {
                let tag = self.tag.iter().map(|(_, tag)| tag.as_str());
                builder.header(IF_NONE_MATCH, tag.collect::<String>())
            }
            Request::Wait { since, seconds } => builder
                .query(&[("since", since.to_string()), ("wait", seconds.to_string())])
                .timeout(PATIENCE + Duration::from_secs(*seconds)),
            Request::Follow { last_event_id } => {
                let builder = builder.timeout(Duration::from_secs(24 * 60 * 60));
                match last_event_id {
                    Some(id) => builder.header("Last-Event-ID", id.to_string()),
                    None => builder,
                }
            }
            Request::Leave { .. }
            | Request::Kick { .. }
            | Request::Revoke { .. }
            | Request::Finish
            | Request::Stale { .. }
            | Request::History
            | Request::Read => builder,
        }
    }
}

fn route(request: &Request) -> (Method, String) {
    match request {
        Request::Create { .. } => (Method::POST, String::new()),
        Request::SetTeams { .. } => (Method::PUT, "/teams".to_owned()),
        Request::Join { .. } => (Method::POST, "/players".to_owned()),
        Request::Choose { .. } => (Method::PATCH, "/players/me".to_owned()),
        Request::Finish => (Method::POST, "/finish".to_owned()),
        Request::Restart { .. } => (Method::POST, "/restart".to_owned()),
        Request::Undo { .. } => (Method::POST, "/undo".to_owned()),
        Request::Link { .. } | Request::MoveSeat { .. } => (Method::POST, "/links".to_owned()),
        Request::Revoke { link } => (Method::DELETE, format!("/links/{link}")),
        Request::History => (Method::GET, "/history".to_owned()),
        Request::Buzz { .. } | Request::Stale { player: Some(_) } => {
            (Method::POST, "/buzz".to_owned())
        }
        Request::Reset { .. } => (Method::POST, "/reset".to_owned()),
        Request::Resolve { .. } => (Method::POST, "/resolve".to_owned()),
        Request::Confirm { .. } => (Method::PUT, "/active-player".to_owned()),
        Request::Set { .. } => (Method::PATCH, String::new()),
        Request::Leave { .. } => (Method::DELETE, "/players/me".to_owned()),
        Request::Kick { player } => (Method::DELETE, format!("/players/{player}")),
        Request::Stale { player: None }
        | Request::Read
        | Request::ReadIfChanged { .. }
        | Request::Wait { .. } => (Method::GET, String::new()),
        Request::Follow { .. } => (Method::GET, "/events".to_owned()),
    }
}

pub fn shown(answer: &Answer) -> Option<&Lobby> {
    match answer {
        Answer::Lobby { lobby } | Answer::Joined { lobby, .. } => Some(lobby),
        _ => None,
    }
}

#[derive(Deserialize)]
struct Opened {
    token: String,
    lobby: Box<Lobby>,
}

#[derive(Deserialize)]
struct Seated {
    token: String,
    player_id: String,
    lobby: Box<Lobby>,
}

#[derive(Deserialize)]
struct Linked {
    token: String,
    id: String,
}

#[derive(Deserialize)]
struct History {
    events: Vec<Told>,
}

#[derive(Deserialize)]
struct Problem {
    code: String,
    barred_until: Option<jiff::Timestamp>,
}

async fn hear(request: &Request, response: Response) -> Heard {
    let status = response.status();
    let tag = response.headers().get(ETAG);
    let tag = tag.and_then(|tag| tag.to_str().ok()).map(str::to_owned);
    let body = match response.bytes().await {
        Ok(body) => body,
        Err(error) => return Heard::ambiguous(&error),
    };
    if status.is_server_error() {
        let code = parse::<Problem>(&body).map_or_else(|_| String::new(), |problem| problem.code);
        return Heard::of(Answer::Ambiguous {
            why: format!("{} {code}", status.as_u16()),
        });
    }
    let understood = match (request, status) {
        (_, StatusCode::NOT_MODIFIED) => Ok(Heard::of(Answer::Unchanged)),
        (_, StatusCode::NO_CONTENT) => Ok(Heard::of(Answer::Removed)),
        (Request::Create { .. }, StatusCode::CREATED) => parse(&body).map(Heard::opened),
        (Request::Join { .. }, StatusCode::CREATED) => parse(&body).map(Heard::seated),
        (Request::Link { .. } | Request::MoveSeat { .. }, StatusCode::CREATED) => {
            parse(&body).map(Heard::linked)
        }
        (Request::History, StatusCode::OK) => {
            parse(&body).map(|History { events }| Heard::of(Answer::Told { events }))
        }
        (Request::Buzz { .. } | Request::Stale { player: Some(_) }, StatusCode::OK) => {
            parse::<Buzzed>(&body).map(|buzzed| Heard::of(Answer::Buzzed(buzzed)))
        }
        (_, StatusCode::OK) => parse(&body).map(|lobby| Heard::of(Answer::Lobby { lobby })),
        _ => parse(&body).map(|problem: Problem| {
            Heard::of(Answer::Refused {
                status: status.as_u16(),
                code: problem.code,
                until: problem.barred_until,
            })
        }),
    };
    match understood {
        Ok(heard) => Heard { tag, ..heard },
        // The body is whole, and yet not what the contract says: for the checker to find.
        Err(error) => Heard::of(Answer::Refused {
            status: status.as_u16(),
            code: error.to_string(),
            until: None,
        }),
    }
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> serde_json::Result<T> {
    serde_json::from_slice(body)
}

impl Heard {
    fn of(answer: Answer) -> Self {
        Self {
            answer,
            token: None,
            tag: None,
        }
    }

    fn ambiguous(error: &reqwest::Error) -> Self {
        Self::of(Answer::Ambiguous {
            why: format!("{error:?}"),
        })
    }

    fn opened(Opened { token, lobby }: Opened) -> Self {
        let token = Some(token);
        Self {
            token,
            ..Self::of(Answer::Lobby { lobby })
        }
    }

    fn linked(Linked { token, id }: Linked) -> Self {
        Self {
            token: Some(token),
            ..Self::of(Answer::Linked { link: id })
        }
    }

    fn seated(seated: Seated) -> Self {
        let (player, lobby) = (seated.player_id, seated.lobby);
        Self {
            token: Some(seated.token),
            ..Self::of(Answer::Joined { player, lobby })
        }
    }
}
