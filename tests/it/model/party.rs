//! One service that plays along: it gets requests over HTTP and its answers come back abstracted.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, header};
use jiff::SignedDuration;
use panenka::store::sweeper::Sweeper;
use serde_json::{Map, Value, json};
use tower::ServiceExt as _;

use super::answer::Symbols;
use super::request::{Bearer, Call, Flag, Place, Request, Tag, Team, Who};
use super::rules::MAX_PLAYERS;
use super::settings;
use crate::harness::{Backend, Database, Service, TestClock};

pub struct Party {
    pub service: Service,
    symbols: Symbols,
}

impl Party {
    pub async fn start(backend: Backend, clock: TestClock) -> Self {
        let database = Arc::new(Database::create(backend).await);
        let service = Service::start_on(database, clock, |state| {
            state.max_players = MAX_PLAYERS;
            // Sweeps are part of the sequence, or versions would depend on when one comes by.
            state.sweeper = Arc::new(Sweeper::new(
                SignedDuration::MAX,
                Arc::clone(&state.metrics),
            ));
        });
        Self {
            service: service.await,
            symbols: Symbols::default(),
        }
    }

    pub fn begin(&mut self) {
        self.symbols = Symbols::default();
    }

    pub async fn send(&mut self, request: &Request) -> Value {
        let request = self.concrete(request);
        let answer = self.service.app.clone().oneshot(request).await;
        let (parts, body) = answer.expect("an answer").into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await;
        let body = serde_json::from_slice(&body.expect("a body")).unwrap_or_default();
        let status = parts.status.as_u16();
        self.symbols.abstracted(status, &parts.headers, body)
    }

    fn concrete(&self, request: &Request) -> axum::http::Request<Body> {
        let (method, path, body) = self.line_and_body(request);
        let mut builder = axum::http::Request::builder().method(method).uri(path);
        let unissued = "AAAAAAAAAAAAAAAAAAAAAA".to_owned();
        let token = match request.bearer {
            Bearer::Nobody => None,
            Bearer::Malformed => Some("not a token".to_owned()),
            Bearer::Stranger => Some(unissued),
            Bearer::Person(who) => Some(self.symbols.tokens.get(who).cloned().unwrap_or(unissued)),
        };
        if let Some(token) = token {
            builder = builder.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Call::Create { key: Some(key), .. }
        | Call::Join { key: Some(key), .. }
        | Call::MakeLink { key: Some(key), .. } = &request.call
        {
            builder = builder.header("idempotency-key", &key.sent);
        }
        if let Call::Get { tag: Some(tag) } = request.call {
            let tag = match tag {
                Tag::Any => "*".to_owned(),
                Tag::Of { version, viewer } => {
                    let viewer = self.id(viewer).replace('-', "");
                    format!("\"another\", W/\"{version}-{viewer}\"")
                }
            };
            builder = builder.header(header::IF_NONE_MATCH, tag);
        }
        let body = match body {
            Some(body) => {
                builder = builder.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        builder.body(body).expect("a request")
    }

    fn line_and_body(&self, request: &Request) -> (Method, String, Option<Value>) {
        let code = match request.place {
            Place::Lobby(lobby) => self.symbols.codes.get(lobby).map_or("none", String::as_str),
            Place::Unused => "ZZZ9",
            Place::Impossible => "0000",
        };
        let lobby = format!("/api/v1/lobbies/{code}");
        let below = |rest: &str| format!("{lobby}/{rest}");
        match &request.call {
            Call::Create { name, settings, .. } => {
                let name = Some(name.sent.into());
                let body = object([("host_name", name), ("settings", settings::sent(settings))]);
                (Method::POST, "/api/v1/lobbies".to_owned(), Some(body))
            }
            Call::Join { name, team, .. } => {
                let path = format!("/api/v1/lobbies/{}/players", code.to_lowercase());
                let team = team.map(|team| self.team(team).into());
                let body = object([("name", Some(name.sent.into())), ("team_id", team)]);
                (Method::POST, path, Some(body))
            }
            Call::SetTeams(wanted) => {
                let wanted = wanted.iter().map(|team| {
                    object([
                        ("id", team.id.map(|id| self.team(id).into())),
                        ("name", Some(team.name.sent.into())),
                        ("colour", Some(team.colour.into())),
                    ])
                });
                (Method::PUT, below("teams"), Some(wanted.collect()))
            }
            Call::EditTeam { team, score, add } => {
                let body = object([
                    ("score", score.map(Value::from)),
                    ("add", add.map(Value::from)),
                ]);
                let path = below(&format!("teams/{}", self.team(*team)));
                (Method::PATCH, path, Some(body))
            }
            Call::Preview => (Method::GET, below("preview"), None),
            Call::Get { .. } => (Method::GET, lobby, None),
            Call::Buzz { round } => {
                let body = round.map(|round| json!({ "round": round }));
                (Method::POST, below("buzz"), body)
            }
            Call::Set(change) => {
                let body = object([
                    ("locked", change.locked.map(Flag::sent)),
                    ("question_value", change.points.map(Value::from)),
                    ("settings", settings::sent(&change.settings)),
                ]);
                (Method::PATCH, lobby, Some(body))
            }
            Call::Confirm { player, round } => {
                let player = Some(self.who(*player).into());
                let body = object([("player_id", player), ("round", round.map(Value::from))]);
                (Method::PUT, below("active-player"), Some(body))
            }
            Call::Resolve { verdict, round } => {
                let body = object([
                    ("action", Some(verdict.action.into())),
                    ("points", verdict.points.map(Value::from)),
                    ("then", verdict.then.map(Value::from)),
                    ("round", round.map(Value::from)),
                ]);
                (Method::POST, below("resolve"), Some(body))
            }
            Call::Reset { round } => {
                let body = round.map(|round| json!({ "round": round }));
                (Method::POST, below("reset"), body)
            }
            Call::Finish => (Method::POST, below("finish"), None),
            Call::Restart { round } => {
                let body = round.map(|round| json!({ "round": round }));
                (Method::POST, below("restart"), body)
            }
            Call::Undo { event } => {
                let body = json!({ "event": event });
                (Method::POST, below("undo"), Some(body))
            }
            Call::Edit {
                player,
                name,
                team,
                score,
                add,
            } => {
                let team = team.map(|team| team.map(|team| self.team(team)).into());
                let body = object([
                    ("name", name.map(|name| name.sent.into())),
                    ("team_id", team),
                    ("score", score.map(Value::from)),
                    ("add", add.map(Value::from)),
                ]);
                let path = below(&format!("players/{}", self.who(*player)));
                (Method::PATCH, path, Some(body))
            }
            Call::Remove { player } => {
                let path = below(&format!("players/{}", self.who(*player)));
                (Method::DELETE, path, None)
            }
            Call::MakeLink {
                role,
                player,
                label,
                ..
            } => {
                let body = object([
                    ("role", Some((*role).into())),
                    ("player_id", player.map(|player| self.who(player).into())),
                    ("label", label.map(|label| label.sent.into())),
                ]);
                (Method::POST, below("links"), Some(body))
            }
            Call::Links => (Method::GET, below("links"), None),
            Call::Revoke { link } => {
                let unknown = "11111111-2222-4333-8444-555555555555".to_owned();
                let link = link.map_or(unknown, |link| self.id(link));
                (Method::DELETE, below(&format!("links/{link}")), None)
            }
            Call::Close => (Method::DELETE, lobby, None),
        }
    }

    fn who(&self, player: Who) -> String {
        match player {
            Who::Me => "me".to_owned(),
            Who::Person(who) => self.id(who),
            Who::Unknown => "11111111-2222-4333-8444-555555555555".to_owned(),
            Who::Malformed => "anna".to_owned(),
        }
    }

    fn team(&self, team: Team) -> String {
        let known = match team {
            Team::Number(number) => self.symbols.teams.get(number),
            Team::Unknown => None,
        };
        known
            .map_or("11111111-2222-4333-8444-555555555555", |id| id)
            .to_owned()
    }

    fn id(&self, who: usize) -> String {
        self.symbols.ids.get(who).cloned().unwrap_or_default()
    }
}

/// Of the fields that have a value.
fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let fields = fields.into_iter();
    let present = fields.filter_map(|(field, value)| Some((field.to_owned(), value?)));
    Value::Object(present.collect::<Map<_, _>>())
}
