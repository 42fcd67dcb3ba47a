//! Links: further tokens that a host makes and takes back.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Answer, Member, Service, send, text};

mod hosts;
mod keys;
mod list;
mod screens;
mod seats;

impl<'a> Member<'a> {
    async fn try_link(&self, wanted: Value) -> Answer {
        send(self.request(Method::POST, "/links").json(&wanted)).await
    }

    /// Makes a link; the answer, and whoever gets the token.
    async fn link(&self, wanted: Value) -> (Value, Member<'a>) {
        let made = self.try_link(wanted).await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
        assert_eq!(made.headers["cache-control"], "no-store");
        let member = Member {
            token: text(&made.body["token"]),
            id: text(&made.body["id"]),
            ..self.clone()
        };
        (made.body, member)
    }

    async fn co_host(&self) -> Member<'a> {
        self.link(json!({ "role": "host" })).await.1
    }

    async fn screen(&self) -> Member<'a> {
        self.link(json!({ "role": "screen" })).await.1
    }

    /// Another phone for a player.
    async fn seat(&self, player: &Member<'a>) -> Member<'a> {
        let wanted = json!({ "role": "seat", "player_id": player.id });
        let (_, phone) = self.link(wanted).await;
        Member {
            id: player.id.clone(),
            ..phone
        }
    }

    async fn links(&self) -> Vec<Value> {
        let list = send(self.request(Method::GET, "/links")).await.assert_ok();
        list["links"].as_array().expect("a list").clone()
    }

    async fn revoke(&self, link: &str) -> Answer {
        send(self.request(Method::DELETE, &format!("/links/{link}"))).await
    }
}

/// A host, and Anna and Ben.
async fn three(service: &Service) -> (Member<'_>, Member<'_>, Member<'_>) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let ben = service.join(&host.code, "Ben").await;
    (host, anna, ben)
}
