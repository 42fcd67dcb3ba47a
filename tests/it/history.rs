//! What the host did: told, taken back, and as a score sheet.

use serde_json::{Value, json};

use crate::harness::{Member, Service};

mod finish;
mod property;
mod restart;
mod sheet;
pub use sheet::sheet;
mod told;
mod undo;

/// A host and three players, of whom the first two have buzzed. The question is worth 10.
struct Table<'a> {
    host: Member<'a>,
    anna: Member<'a>,
    ben: Member<'a>,
    carl: Member<'a>,
}

async fn table(service: &Service, settings: Value) -> Table<'_> {
    let host = service.host_by("Olga", settings).await;
    host.set(json!({ "question_value": 10 })).await.assert_ok();
    let mut players = Vec::new();
    for name in ["Anna", "Ben", "Carl"] {
        players.push(service.join(&host.code, name).await);
        service.clock.advance(0.125);
    }
    for player in &players[..2] {
        player.buzz().await.assert_ok();
        service.clock.advance(0.25);
    }
    let [anna, ben, carl] = players
        .try_into()
        .unwrap_or_else(|_| panic!("three players"));
    Table {
        host,
        anna,
        ben,
        carl,
    }
}

impl Table<'_> {
    /// Anna answers.
    async fn judge(&self, action: &str) -> Value {
        self.host.confirm(&self.anna.id).await.assert_ok();
        self.host.resolve(action).await.assert_ok()
    }

    /// Takes back the newest move.
    async fn undo(&self) -> Value {
        let lobby = self.host.lobby().await;
        let undone = self.host.undo(&lobby["last_event"]["id"]).await;
        undone.assert_ok()
    }
}

/// What of a lobby comes back when a move is taken back.
fn essence(lobby: &Value) -> Value {
    let mut essence = lobby.clone();
    let fields = essence.as_object_mut().expect("an object");
    for field in ["version", "round", "deadline", "expires_at"] {
        fields.remove(field);
    }
    essence
}
