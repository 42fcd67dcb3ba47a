//! The rules that a host can set, and what follows from them.

use serde_json::{Value, json};

use crate::harness::{Member, Service};

mod answers;
mod deadlines;
mod doors;
mod early;
mod fair;
mod settings;

/// A host and two players, by these rules.
async fn by<'a>(service: &'a Service, settings: Value) -> (Member<'a>, Member<'a>, Member<'a>) {
    let host = service.host_by("Olga", settings).await;
    host.set(json!({ "question_value": 10 })).await.assert_ok();
    let anna = service.join(&host.code, "Anna").await;
    let ben = service.join(&host.code, "Ben").await;
    (host, anna, ben)
}

/// Who is in the queue, and how it stands with the place.
fn queue(lobby: &Value) -> Vec<(&str, &str)> {
    let entries = lobby["buzz_queue"].as_array().expect("a list").iter();
    entries
        .map(|entry| {
            let (id, state) = (entry["id"].as_str(), entry["state"].as_str());
            (id.expect("an id"), state.expect("a state"))
        })
        .collect()
}

/// Who has the word.
fn active(lobby: &Value) -> Option<&str> {
    lobby["active_player"]["id"].as_str()
}
