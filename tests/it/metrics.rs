//! The numbers for those who run the service.

use std::collections::BTreeSet;
use std::sync::Arc;

use panenka::http;
use panenka::metrics::Deltas;
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::harness::{Answer, Service, at_once, send};
use crate::sql::Sql;

mod watched;

on_both_databases! {
    without_a_token_there_is_nothing,
    who_has_no_token_learns_nothing,
    a_game_is_counted,
    both_instances_count_the_same_lobbies,
    asking_often_costs_one_question,
    a_lobbys_end_has_a_reason,
    numbers_come_without_a_database,
    no_code_name_or_token_is_in_the_numbers,
    whatever_clients_make_up_makes_no_new_label,
    streams_are_counted_while_they_last,
    lines_have_what_was_added,
}

const TOKEN: &str = "numbers-for-olga";

/// Another instance, which has its numbers open.
async fn watched(service: &Service) -> Service {
    let (database, clock) = (Arc::clone(&service.database), service.clock.clone());
    Service::start_on(database, clock, |state| {
        state.metrics_token = Some(TOKEN.into());
    })
    .await
}

async fn ask(service: &Service, token: &str) -> Answer {
    send(service.request(Method::GET, "//metrics").bearer_auth(token)).await
}

async fn numbers(service: &Service) -> String {
    let request = service.request(Method::GET, "//metrics").bearer_auth(TOKEN);
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK);
    let media_type = &answer.headers()["content-type"];
    assert_eq!(media_type, "text/plain; version=0.0.4");
    answer.text().await.expect("text")
}

/// The value of one series, named as it stands in the text.
#[track_caller]
fn value(numbers: &str, series: &str) -> f64 {
    let line = numbers.lines().find_map(|line| {
        let (name, value) = line.rsplit_once(' ')?;
        (name == series).then_some(value)
    });
    let value = line.unwrap_or_else(|| panic!("{series} is not in {numbers}"));
    value.parse().expect("a number")
}

async fn without_a_token_there_is_nothing(service: Service) {
    for method in [Method::GET, Method::POST] {
        let request = service.request(method, "//metrics").bearer_auth("");
        send(request).await.assert_problem("not-found");
    }
}

async fn who_has_no_token_learns_nothing(service: Service) {
    let service = watched(&service).await;
    let open = send(service.request(Method::GET, "//metrics")).await;
    open.assert_problem("unauthorized");
    for wrong in ["", "n", "numbers-for-olgA", "numbers-for-olga-"] {
        ask(&service, wrong).await.assert_problem("unauthorized");
    }
    assert_eq!(ask(&service, TOKEN).await.status, 200);
}

async fn a_game_is_counted(service: Service) {
    let service = watched(&service).await;
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    for _ in 0..3 {
        anna.buzz().await.assert_ok();
    }
    host.set(json!({ "locked": true })).await.assert_ok();
    anna.buzz_in(7).await.assert_problem("round-changed");
    let ben = service.join(&host.code, "Ben").await;
    ben.buzz().await.assert_problem("locked");
    host.buzz().await.assert_problem("player-only");

    let numbers = numbers(&service).await;
    for (series, expected) in [
        ("panenka_lobbies_active", 1.0),
        ("panenka_players_online", 2.0),
        ("panenka_database_up", 1.0),
        ("panenka_lobbies_created_total", 1.0),
        ("panenka_lobbies_deleted_total{reason=\"closed\"}", 0.0),
        ("panenka_buzzes_total{outcome=\"ok\"}", 1.0),
        ("panenka_buzzes_total{outcome=\"already\"}", 2.0),
        ("panenka_buzzes_total{outcome=\"round-changed\"}", 1.0),
        ("panenka_buzzes_total{outcome=\"locked\"}", 1.0),
        ("panenka_buzzes_total{outcome=\"player-only\"}", 1.0),
        ("panenka_sweep_failures_total", 0.0),
    ] {
        assert_eq!(value(&numbers, series), expected, "{series}");
    }
    let requests = |status| {
        let labels = "method=\"POST\",route=\"/api/v1/lobbies/{code}/buzz\"";
        let series =
            format!("panenka_request_duration_seconds_count{{{labels},status=\"{status}\"}}");
        value(&numbers, &series)
    };
    assert_eq!((requests("2xx"), requests("4xx")), (3.0, 3.0));
}

async fn both_instances_count_the_same_lobbies(service: Service) {
    let instances = [watched(&service).await, watched(&service).await];
    let host = instances[0].host("Olga").await;
    instances[1].join(&host.code, "Anna").await;
    instances[1].host("Vera").await;
    for instance in &instances {
        let numbers = numbers(instance).await;
        let counted = ["panenka_lobbies_active", "panenka_players_online"]
            .map(|series| value(&numbers, series));
        assert_eq!(counted, [2.0, 1.0]);
    }
}

async fn asking_often_costs_one_question(service: Service) {
    let service = watched(&service).await;
    let lobbies = async || value(&numbers(&service).await, "panenka_lobbies_active");
    assert_eq!(lobbies().await, 0.0);
    service.host("Olga").await;
    service.clock.advance(4.9);
    assert_eq!(lobbies().await, 0.0);
    service.clock.advance(0.1);
    assert_eq!(lobbies().await, 1.0);
}

async fn a_lobbys_end_has_a_reason(service: Service) {
    let service = watched(&service).await;
    let (olga, vera) = (service.host("Olga").await, service.host("Vera").await);
    olga.close().await.assert_ok();
    olga.close().await.assert_problem("lobby-not-found");
    service.clock.advance(3600.0);
    vera.get().await.assert_problem("lobby-not-found");
    // Whether that request or the clean-up it set off came first: the lobby has ended once.
    let mut ends = (0.0, 0.0);
    for _ in 0..200 {
        let numbers = numbers(&service).await;
        let deleted = |reason| {
            let series = format!("panenka_lobbies_deleted_total{{reason=\"{reason}\"}}");
            value(&numbers, &series)
        };
        ends = (deleted("closed"), deleted("expired"));
        if ends == (1.0, 1.0) && value(&numbers, "panenka_sweep_duration_seconds_count") >= 1.0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("closed and expired stay {ends:?}");
}

async fn numbers_come_without_a_database(service: Service) {
    let service = watched(&service).await;
    service.host("Olga").await;
    service.store.disconnect().await;
    let numbers = numbers(&service).await;
    assert_eq!(value(&numbers, "panenka_database_up"), 0.0);
    assert!(value(&numbers, "panenka_lobbies_active").is_nan());
    assert!(value(&numbers, "panenka_players_online").is_nan());
    assert_eq!(value(&numbers, "panenka_lobbies_created_total"), 1.0);
}

async fn no_code_name_or_token_is_in_the_numbers(service: Service) {
    let service = watched(&service).await;
    let host = service.host("Olga-the-host").await;
    let anna = service.join(&host.code, "Anna-the-player").await;
    anna.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    host.resolve("plus").await.assert_ok();
    host.edit(&anna.id, json!({ "name": "Annabel" }))
        .await
        .assert_ok();
    send(service.request(Method::GET, "//no/such/secret-path")).await;
    host.remove(&anna.id).await.assert_ok();
    let families = gather(&service).await;
    let lines = Deltas::default().lines(&families).join("\n");
    for text in [numbers(&service).await, lines] {
        let secrets = [&host.code, &host.token, &anna.token, &anna.id, &host.id];
        for secret in secrets.map(String::as_str).into_iter().chain([
            "Olga",
            "Anna",
            "secret",
            TOKEN,
            "127.0.0.1",
        ]) {
            assert!(!text.contains(secret), "{secret} is in {text}");
        }
        assert!(text.contains("lobbies"), "{text}");
    }
}

async fn whatever_clients_make_up_makes_no_new_label(service: Service) {
    let service = watched(&service).await;
    let before = series(&numbers(&service).await);
    let made_up = (0..20).map(|number| {
        let method = Method::from_bytes(format!("BREW{number}").as_bytes());
        let path = format!("//tea/{number}");
        service.request(method.expect("a method"), &path)
    });
    at_once(made_up).await;
    let after = series(&numbers(&service).await);
    let new: BTreeSet<_> = after.difference(&before).collect();
    // One new combination of labels, with its buckets, sum and count, and that of the numbers' own route.
    let labelled = |labels| new.iter().filter(|series| series.contains(labels)).count();
    let other = labelled("method=\"other\",route=\"(none)\"");
    let own = labelled("route=\"/metrics\"");
    assert_eq!((other, new.len()), (17, 17 + own), "{new:?}");
}

fn series(numbers: &str) -> BTreeSet<String> {
    let lines = numbers.lines().filter(|line| !line.starts_with('#'));
    let series = lines.filter_map(|line| line.rsplit_once(' '));
    series.map(|(series, _)| series.to_owned()).collect()
}

async fn streams_are_counted_while_they_last(service: Service) {
    let service = watched(&service).await;
    let host = service.host("Olga").await;
    let open = async || value(&numbers(&service).await, "panenka_streams_open");
    let mut streams = Vec::new();
    for _ in 0..2 {
        let stream = host.request(Method::GET, "/events").send().await;
        streams.push(stream.expect("a stream"));
    }
    assert_eq!(open().await, 2.0);
    drop(streams);
    for _ in 0..1000 {
        if open().await == 0.0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("a stream that nobody reads stays open");
}

async fn gather(service: &Service) -> Vec<prometheus::proto::MetricFamily> {
    let clock = service.clock.clock();
    http::gather_metrics(&service.metrics, &service.store, &service.live, &clock).await
}

async fn lines_have_what_was_added(service: Service) {
    let mut deltas = Deltas::default();
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    anna.buzz().await.assert_ok();
    let first = deltas.lines(&gather(&service).await).join("\n");
    let fields: BTreeSet<_> = first.split_whitespace().collect();
    for field in [
        "count#panenka_lobbies_created_total=1",
        "count#panenka_buzzes_total.ok=1",
        "sample#panenka_lobbies_active=1",
        "sample#panenka_players_online=1",
        "count#panenka_request_duration_seconds.POST.api.v1.lobbies.code.buzz.2xx=1",
    ] {
        assert!(fields.contains(field), "{field} is not in {first}");
    }
    let measured = "measure#panenka_request_duration_seconds.POST.api.v1.lobbies.code.buzz.2xx=";
    let mean = fields.iter().find_map(|field| field.strip_prefix(measured));
    let mean = mean
        .and_then(|mean| mean.strip_suffix("ms"))
        .expect("a mean");
    assert!(mean.parse::<f64>().expect("a number") > 0.0, "{mean}");

    // What was told once is not told again; what has come since is.
    for _ in 0..2 {
        anna.buzz().await.assert_ok();
    }
    service.host("Vera").await;
    service.clock.advance(5.0);
    let second = deltas.lines(&gather(&service).await).join("\n");
    assert!(
        second.contains("count#panenka_buzzes_total.already=2"),
        "{second}"
    );
    assert!(!second.contains("panenka_buzzes_total.ok"), "{second}");
    assert!(
        second.contains("sample#panenka_lobbies_active=2"),
        "{second}"
    );
    for field in second.split_whitespace() {
        let (kind, rest) = field.split_once('#').expect("a kind");
        assert!(["count", "measure", "sample"].contains(&kind), "{field}");
        let (name, number) = rest.split_once('=').expect("a value");
        assert!(
            name.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b)),
            "{field}"
        );
        let number = number.trim_end_matches("ms").parse::<f64>();
        assert!(number.is_ok_and(f64::is_finite), "{field}");
    }
    // And where the database is away, what it would have to say is left out.
    Sql::open(&service.database)
        .await
        .execute("ALTER TABLE players RENAME TO hidden")
        .await;
    service.clock.advance(5.0);
    let third = deltas.lines(&gather(&service).await).join("\n");
    assert!(!third.contains("panenka_lobbies_active"), "{third}");
    assert!(third.contains("sample#panenka_database_up=0"), "{third}");
}
