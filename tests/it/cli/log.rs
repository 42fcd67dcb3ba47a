//! The log of the program, line by line, as text and as JSON.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::Value;

use super::{BACKENDS, Place, eventually};
use crate::harness::{Database, send};

type Fields = BTreeMap<String, String>;

/// The fields of a line of logfmt: `key=value` with a space between, and quotes where a value has one in it.
fn logfmt(line: &str) -> Fields {
    let mut fields = Fields::new();
    let mut rest = line;
    while let Some((key, after)) = rest.split_once('=') {
        let is_key = !key.is_empty()
            && key
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_.".contains(&b));
        assert!(is_key, "{key:?} in {line}");
        let (value, left) = match after.strip_prefix('"') {
            Some(quoted) => {
                let mut before = ' ';
                let end = quoted.find(|c| {
                    let ends = c == '"' && before != '\\';
                    before = c;
                    ends
                });
                quoted.split_at(end.expect("the end of a value"))
            }
            None => after.split_at(after.find(' ').unwrap_or(after.len())),
        };
        fields.insert(key.to_owned(), value.to_owned());
        rest = left.trim_start_matches('"').trim_start();
    }
    assert_eq!(rest, "", "{line}");
    fields
}

fn json(line: &str) -> Fields {
    let event: Value = serde_json::from_str(line).expect("a line of JSON");
    let fields = event.as_object().expect("an object").iter();
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    fields
        .map(|(key, value)| (key.clone(), text(value)))
        .collect()
}

#[tokio::test]
async fn every_line_is_an_event_with_fields() {
    for backend in BACKENDS {
        for (format, parse) in [("text", logfmt as fn(&str) -> Fields), ("json", json)] {
            let (place, database) = (Place::new(), Database::create(*backend).await);
            let variables = [
                ("DATABASE_URL", database.url.as_str()),
                ("LOG_FORMAT", format),
            ];
            let server = place.serve(&variables).await;
            server.ready().await;
            let request = server.request(Method::GET, "/api/v1/lobbies/none?name=Olga%20Host");
            let request = request.header("x-request-id", "router-1234");
            send(request).await.assert_problem("unauthorized");
            let lines = eventually("the event", async || {
                let log = server.program.stdout();
                log.contains("router-1234").then_some(log)
            });
            let lines = lines.await;
            let events = lines
                .lines()
                .filter(|line| !line.starts_with("Panenka is at"));
            let events: Vec<_> = events.map(parse).collect();
            let event = events.iter().find(|event| {
                event
                    .get("request_id")
                    .is_some_and(|id| id == "router-1234")
            });
            let event = event.expect("the event of the request");
            for (field, expected) in [
                ("message", "request"),
                ("method", "GET"),
                ("route", "/api/v1/lobbies/{code}"),
                ("status", "401"),
                ("code", "unauthorized"),
            ] {
                assert_eq!(
                    event.get(field).map(String::as_str),
                    Some(expected),
                    "{event:?}"
                );
            }
            assert_eq!(event["level"].to_lowercase(), "info");
            assert!(
                event["milliseconds"]
                    .parse::<f64>()
                    .is_ok_and(|took| took > 0.0)
            );
            let time = event.get("ts").or(event.get("timestamp")).expect("a time");
            assert!(time.parse::<jiff::Timestamp>().is_ok(), "{time}");
            assert!(
                !lines.contains("Olga") && !lines.contains("none?"),
                "{lines}"
            );
        }
    }
}

/// So that it is found by the id. The event of the request is the same as without.
#[tokio::test]
async fn what_happens_in_a_request_carries_its_id() {
    for backend in BACKENDS {
        for (format, parse) in [("text", logfmt as fn(&str) -> Fields), ("json", json)] {
            let (place, database) = (Place::new(), Database::create(*backend).await);
            let variables = [
                ("DATABASE_URL", database.url.as_str()),
                ("LOG_FORMAT", format),
                ("RUST_LOG", "debug"),
            ];
            let server = place.serve(&variables).await;
            server.ready().await;
            let token = "t".repeat(22);
            let request = server.request(Method::GET, "/api/v1/lobbies/K7QX");
            let request = request.header("x-request-id", "router-1234");
            let answer = send(request.bearer_auth(&token)).await;
            answer.assert_problem("lobby-not-found");
            let log = eventually("the event", async || {
                let log = server.program.stdout();
                let is_told = |line: &str| line.contains("router-1234") && line.contains("status");
                log.lines().any(is_told).then_some(log)
            });
            let log = log.await;
            assert!(!log.contains(&token), "{log}");
            let of_request = log.lines().filter(|line| line.contains("router-1234"));
            let (events, meanwhile): (Vec<_>, Vec<_>) =
                of_request.partition(|line| line.contains("lobby-not-found"));
            let [event] = events[..] else {
                panic!("{events:?}");
            };
            let event = parse(event);
            let fields = event
                .keys()
                .map(String::as_str)
                .filter(|field| !["ts", "timestamp", "level", "target"].contains(field));
            let expected = [
                "code",
                "message",
                "method",
                "milliseconds",
                "request_id",
                "route",
                "status",
            ];
            assert!(fields.eq(expected), "{event:?}");
            assert!(
                meanwhile.iter().any(|line| line.contains("sqlx::query")),
                "{log}"
            );
            // Where the time went: it waited to be admitted and for a connection, then for statements.
            for part in ["admitted", "connection leased", "use case ended"] {
                let lines = meanwhile.iter().map(|line| parse(line));
                let mut told =
                    lines.filter(|fields| fields.get("message").is_some_and(|it| it == part));
                let told = told.next().unwrap_or_else(|| panic!("{part}: {log}"));
                assert!(told["milliseconds"].parse::<f64>().is_ok(), "{told:?}");
            }
            for line in meanwhile {
                assert!(parse(line).contains_key("span"), "{line}");
                assert!(line.contains("/api/v1/lobbies/{code}"), "{line}");
            }
        }
    }
}

/// What failed, with all that was behind it, is in the event of the request, and on one line.
#[cfg(feature = "postgres")]
#[tokio::test]
async fn a_failure_is_logged_with_its_cause() {
    for (format, parse) in [("text", logfmt as fn(&str) -> Fields), ("json", json)] {
        let place = Place::new();
        let url = "postgres://olga:secret@127.0.0.1:1/nothing";
        let variables = [
            ("DATABASE_URL", url),
            ("DATABASE_MIGRATE", "off"),
            ("LOG_FORMAT", format),
        ];
        let server = place.serve(&variables).await;
        let cause = eventually("an attempt", async || {
            let log = server.program.stdout();
            let line = log.lines().find(|line| line.contains("is not ready"))?;
            Some(parse(line))
        });
        let cause = cause.await;
        assert_eq!(cause["level"].to_lowercase(), "error");
        assert!(
            cause["error"].contains("the database is unavailable"),
            "{cause:?}"
        );
        assert!(!server.program.stdout().contains("secret"));
    }
}
