//! The dashboard and the alerts name numbers that exist.

use std::collections::BTreeSet;
use std::path::Path;

use reqwest::Method;

use super::{numbers, watched};
use crate::harness::{Service, send};

on_both_databases! {
    what_is_watched_exists,
    every_number_is_on_the_dashboard,
}

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ops").join(file);
    std::fs::read_to_string(path).expect("a file")
}

/// Everything in a text that looks like the name of one of our numbers.
fn named(text: &str) -> BTreeSet<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(|word| word.starts_with("panenka_")).collect()
}

/// Of all families of a service that has answered a request.
async fn names(service: &Service) -> Vec<String> {
    let service = watched(service).await;
    send(service.request(Method::GET, "//livez")).await;
    let numbers = numbers(&service).await;
    let types = numbers
        .lines()
        .filter_map(|line| line.strip_prefix("# TYPE "));
    let names = types.filter_map(|family| family.split(' ').next());
    names.map(str::to_owned).collect()
}

/// With the names that a histogram's series have.
async fn existing(service: &Service) -> BTreeSet<String> {
    let names = names(service).await;
    assert!(names.len() > 10, "{names:?}");
    let series = ["", "_bucket", "_sum", "_count"];
    let series = |name: &String| series.map(|suffix| format!("{name}{suffix}"));
    names.iter().flat_map(series).collect()
}

async fn what_is_watched_exists(service: Service) {
    let existing = existing(&service).await;
    for file in [
        "grafana-dashboard.json",
        "prometheus-rules.yml",
        "prometheus-rules-test.yml",
    ] {
        let text = read(file);
        let named = named(&text);
        assert!(named.len() > 3, "{file}: {named:?}");
        for name in named {
            assert!(existing.contains(name), "{file}: {name} does not exist");
        }
    }
}

async fn every_number_is_on_the_dashboard(service: Service) {
    let dashboard = read("grafana-dashboard.json");
    let names = names(&service).await;
    assert!(names.len() > 10, "{names:?}");
    for name in names {
        assert!(dashboard.contains(&name), "{name}");
    }
}

#[test]
fn the_dashboard_is_whole() {
    let dashboard: serde_json::Value =
        serde_json::from_str(&read("grafana-dashboard.json")).expect("JSON");
    let panels = dashboard["panels"].as_array().expect("panels");
    assert!(panels.len() >= 8);
    let mut ids = BTreeSet::new();
    for panel in panels {
        assert!(ids.insert(panel["id"].as_u64()), "{panel}");
        assert!(
            panel["title"].is_string() && panel["gridPos"].is_object(),
            "{panel}"
        );
        for target in panel["targets"].as_array().expect("targets") {
            assert!(target["expr"].is_string(), "{panel}");
        }
    }
}

/// Who is woken by an alert finds in the documents what to do.
#[test]
fn every_alert_is_explained() {
    let rules = read("prometheus-rules.yml");
    let operations = include_str!("../../../docs/operations.md");
    let alerts = rules
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- alert: "));
    let alerts: Vec<_> = alerts.collect();
    assert!(alerts.len() >= 5, "{alerts:?}");
    for alert in alerts {
        assert!(operations.contains(&format!("`{alert}`")), "{alert}");
    }
}
