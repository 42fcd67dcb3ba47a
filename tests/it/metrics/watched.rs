//! The dashboard and the alerts name numbers that exist.

use std::collections::BTreeSet;
use std::path::Path;

use panenka::metrics::Metrics;

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ops").join(file);
    std::fs::read_to_string(path).expect("a file")
}

/// Everything in a text that looks like the name of one of our numbers.
fn named(text: &str) -> BTreeSet<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.filter(|word| word.starts_with("panenka_")).collect()
}

/// With the names that a histogram's series have.
fn existing() -> BTreeSet<String> {
    let metrics = Metrics::new().expect("metrics");
    metrics.requested("GET", "/", 200, std::time::Duration::ZERO);
    let names = metrics.names();
    let series = ["", "_bucket", "_sum", "_count"];
    let series = |name: &String| series.map(|suffix| format!("{name}{suffix}"));
    names.iter().flat_map(series).collect()
}

#[test]
fn what_is_watched_exists() {
    let existing = existing();
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

#[test]
fn every_number_is_on_the_dashboard() {
    let dashboard = read("grafana-dashboard.json");
    let metrics = Metrics::new().expect("metrics");
    metrics.requested("GET", "/", 200, std::time::Duration::ZERO);
    for name in metrics.names() {
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
