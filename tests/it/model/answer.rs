//! What a service has answered, with its ids, tokens and codes replaced by numbers in order of first appearance.

use axum::http::{HeaderMap, header};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::rules::{self, Location};

/// The secrets and ids a service has given out in a sequence.
#[derive(Default)]
pub struct Symbols {
    pub ids: Vec<String>,
    pub tokens: Vec<String>,
    pub codes: Vec<String>,
    pub teams: Vec<String>,
}

impl Symbols {
    /// Everything an answer says, comparable between services.
    pub fn abstracted(&mut self, status: u16, headers: &HeaderMap, body: Value) -> Value {
        let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let mut body = body;
        self.abstract_in(&mut body);
        let location = header(header::LOCATION).map(|path: &str| {
            let (lobby, link) = path.split_once("/links/").unzip();
            let (parent, code) = lobby.unwrap_or(path).rsplit_once('/').unwrap_or_default();
            let code = symbol(&mut self.codes, "code", code);
            let link = link.map(|link| format!("/links/{}", symbol(&mut self.ids, "id", link)));
            format!("{parent}/{code}{}", link.unwrap_or_default())
        });
        json!({
            "status": status,
            "body": body,
            "etag": header(header::ETAG).map(|tag| self.abstract_tag(tag)),
            "location": location,
            "cache": header(header::CACHE_CONTROL),
            "type": header(header::CONTENT_TYPE),
            "challenge": header(header::WWW_AUTHENTICATE),
            "has_request_id": header(header::HeaderName::from_static("x-request-id")).is_some(),
        })
    }

    fn abstract_in(&mut self, value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.abstract_in(item)),
            Value::Object(fields) => {
                let is_problem = fields.contains_key("type");
                for (field, value) in fields {
                    if field == "teams" {
                        self.abstract_teams(value);
                        continue;
                    }
                    let text = value.as_str();
                    let replaced = match (field.as_str(), text) {
                        ("team_id", Some(id)) => symbol(&mut self.teams, "team", id),
                        ("id" | "player_id", Some(id)) => symbol(&mut self.ids, "id", id),
                        ("token", Some(token)) => symbol(&mut self.tokens, "token", token),
                        ("code", Some(code)) if !is_problem => {
                            symbol(&mut self.codes, "code", code)
                        }
                        ("request_id", Some(_)) => "some".to_owned(),
                        _ => {
                            self.abstract_in(value);
                            continue;
                        }
                    };
                    *value = replaced.into();
                }
            }
            _ => {}
        }
    }

    fn abstract_teams(&mut self, teams: &mut Value) {
        for team in teams.as_array_mut().into_iter().flatten() {
            if let Some(id) = team["id"].as_str() {
                team["id"] = symbol(&mut self.teams, "team", id).into();
            }
        }
    }

    fn abstract_tag(&self, tag: &str) -> String {
        let parts = tag
            .strip_prefix("W/\"")
            .and_then(|tag| tag.strip_suffix('"'));
        let parts = parts.and_then(|tag| tag.split_once('-'));
        let Some((version, viewer)) = parts else {
            return format!("malformed: {tag}");
        };
        let is_viewer = |id: &String| id.replace('-', "") == viewer;
        match self.ids.iter().position(is_viewer) {
            Some(viewer) => format!("W/\"{version}-id-{viewer}\""),
            None => format!("of nobody: {tag}"),
        }
    }
}

fn symbol(known: &mut Vec<String>, kind: &str, text: &str) -> String {
    let index = known.iter().position(|known| known == text);
    let index = index.unwrap_or_else(|| {
        known.push(text.to_owned());
        known.len() - 1
    });
    format!("{kind}-{index}")
}

/// An abstracted answer in the form in which the rules foretell it.
pub fn expectable(mut answer: Value, start: Timestamp) -> Value {
    let mut body = answer["body"].take();
    if body.get("type").is_some() {
        let fields = body["errors"].as_array().into_iter().flatten();
        let fields: Vec<_> = fields.map(|error| error["field"].clone()).collect();
        let is_complete = body["status"] == answer["status"]
            && body["title"].is_string()
            && body["request_id"] == "some"
            && answer["type"] == "application/problem+json";
        body = if is_complete {
            let barred_until = body["barred_until"].take();
            json!({ "code": body["code"], "fields": fields, "barred_until": barred_until })
        } else {
            json!({ "incomplete": body })
        };
    }
    count_from(&mut body, start);
    let has_tag = answer["etag"].is_string();
    json!({
        "status": answer["status"],
        "body": body,
        "etag": answer["etag"],
        "location": answer["location"],
        "cache": if has_tag { answer["cache"].take() } else { Value::Null },
        "challenge": answer["challenge"].is_string(),
        "has_request_id": answer["has_request_id"],
    })
}

pub fn expected(answer: rules::Answer) -> Value {
    json!({
        "status": answer.status,
        "body": answer.body,
        "etag": answer.tag.map(|(version, viewer)| format!("W/\"{version}-id-{viewer}\"")),
        "location": answer.location.map(|location| match location {
            Location::Lobby(lobby) => format!("/api/v1/lobbies/code-{lobby}"),
            Location::Link(lobby, link) => format!("/api/v1/lobbies/code-{lobby}/links/id-{link}"),
        }),
        "cache": answer.tag.map(|_| "private, no-cache"),
        "challenge": answer.status == 401,
        "has_request_id": true,
    })
}

/// Times become whole milliseconds since the start.
fn count_from(value: &mut Value, start: Timestamp) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| count_from(item, start)),
        Value::Object(fields) => {
            for (field, value) in fields {
                let text = value.as_str().filter(|_| is_time(field));
                match text.and_then(|text| text.parse::<Timestamp>().ok()) {
                    Some(time) => *value = (time.duration_since(start).as_millis() as i64).into(),
                    None => count_from(value, start),
                }
            }
        }
        _ => {}
    }
}

fn is_time(field: &str) -> bool {
    field.ends_with("_at") || ["at", "deadline", "barred_until"].contains(&field)
}

/// Where two values differ first, and how.
pub fn difference(left: &Value, right: &Value) -> Option<(String, Value, Value)> {
    let deeper = |name: String, left: Option<&Value>, right: Option<&Value>| {
        let null = Value::Null;
        let (path, left, right) = difference(left.unwrap_or(&null), right.unwrap_or(&null))?;
        Some((format!("/{name}{path}"), left, right))
    };
    match (left, right) {
        (Value::Object(l), Value::Object(r)) => {
            let fields = l
                .keys()
                .chain(r.keys().filter(|field| !l.contains_key(*field)));
            let differing = |field: &String| deeper(field.clone(), l.get(field), r.get(field));
            fields.into_iter().find_map(differing)
        }
        (Value::Array(l), Value::Array(r)) => {
            let items = 0..l.len().max(r.len());
            items
                .into_iter()
                .find_map(|item| deeper(item.to_string(), l.get(item), r.get(item)))
        }
        _ if left == right => None,
        _ => Some((String::new(), left.clone(), right.clone())),
    }
}
