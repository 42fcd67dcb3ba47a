//! The rules of the game.

use serde_json::json;

use crate::harness::Service;

on_both_databases! {
    a_round_is_played,
}

async fn a_round_is_played(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Анна").await;
    let ben = service.join(&host.code.to_lowercase(), "Ben").await;
    host.set(json!({ "question_value": 30 })).await.assert_ok();

    let first = anna.buzz().await.assert_ok();
    assert_eq!(first["status"], "ok");
    assert_eq!(first["position"], 1);
    assert_eq!(ben.buzz().await.assert_ok()["position"], 2);

    let confirmed = host.confirm(&anna.id).await.assert_ok();
    assert_eq!(confirmed["active_player"]["id"], anna.id.as_str());
    assert_eq!(confirmed["locked"], true);

    let resolved = host.resolve("plus").await.assert_ok();
    assert_eq!(resolved["score"], 30);
    assert_eq!(resolved["lobby"]["round"], 2);
    assert_eq!(resolved["lobby"]["buzz_queue"], json!([]));
    assert_eq!(ben.lobby().await["scoreboard"][0]["name"], "Анна");
}
