//! What a team has earned.

use serde_json::json;

use super::{each, join_into, two_teams};
use crate::harness::Service;
use crate::history::sheet;

on_both_databases! {
    points_go_to_player_and_team,
    a_score_by_hand_is_of_one_of_them,
    teams_are_ranked,
    what_a_team_has_earned_is_taken_back,
    a_score_of_a_team_by_hand_is_taken_back,
    a_removed_player_comes_back_into_the_team,
    the_sheet_has_a_column_for_each_team,
}

async fn points_go_to_player_and_team(service: Service) {
    let (host, red, _) = two_teams(&service, json!({})).await;
    let anna = join_into(&host, "Anna", &red).await;
    for (action, points, total) in [("plus", 40, 40), ("minus", 10, 30), ("skip", 50, 30)] {
        anna.buzz().await.assert_ok();
        host.confirm(&anna.id).await.assert_ok();
        let judged = host.resolve_with(action, json!({ "points": points })).await;
        let lobby = judged.assert_ok();
        assert_eq!(each(&lobby["teams"], "score"), [total, 0]);
        assert_eq!(each(&lobby["players"], "score"), [total]);
    }
}

async fn a_score_by_hand_is_of_one_of_them(service: Service) {
    let (host, red, _) = two_teams(&service, json!({})).await;
    let anna = join_into(&host, "Anna", &red).await;
    let lobby = host.edit(&anna.id, json!({ "score": 7 })).await.assert_ok();
    assert_eq!(
        (
            each(&lobby["teams"], "score"),
            &lobby["players"][0]["score"]
        ),
        (vec![json!(0), json!(0)], &json!(7))
    );
    let lobby = host.score_team(&red, json!({ "add": 5 })).await.assert_ok();
    assert_eq!(each(&lobby["teams"], "score"), [5, 0]);
    assert_eq!(lobby["players"][0]["score"], 7);
    let both = json!({ "score": 1, "add": 1 });
    host.score_team(&red, both)
        .await
        .assert_problem("invalid-field");
    let much = json!({ "score": 1_000_001 });
    host.score_team(&red, much)
        .await
        .assert_problem("invalid-field");
}

async fn teams_are_ranked(service: Service) {
    let (host, red, blue) = two_teams(&service, json!({})).await;
    let lobby = host
        .score_team(&blue, json!({ "score": 10 }))
        .await
        .assert_ok();
    assert_eq!(each(&lobby["teams"], "rank"), [2, 1]);
    let lobby = host
        .score_team(&red, json!({ "score": 10 }))
        .await
        .assert_ok();
    assert_eq!(each(&lobby["teams"], "rank"), [1, 1]);
}

async fn what_a_team_has_earned_is_taken_back(service: Service) {
    let rules = json!({ "buzz_per": "team", "wrong_answer": "reopen" });
    let (host, red, _) = two_teams(&service, rules).await;
    let anna = join_into(&host, "Anna", &red).await;
    let mia = join_into(&host, "Mia", &red).await;
    anna.buzz().await.assert_ok();
    let before = host.confirm(&anna.id).await.assert_ok();
    let judged = host.resolve_with("minus", json!({ "points": 20 })).await;
    let lobby = judged.assert_ok();
    assert_eq!(each(&lobby["teams"], "score"), [-20, 0]);
    mia.buzz().await.assert_problem("locked");
    let after = host.undo(&lobby["last_event"]["id"]).await.assert_ok();
    for field in ["teams", "players", "buzz_queue", "active_player", "phase"] {
        assert_eq!(after[field], before[field], "{field}");
    }
    host.resolve("skip").await.assert_ok();
    assert_eq!(mia.buzz().await.assert_ok()["status"], "ok");
}

async fn a_score_of_a_team_by_hand_is_taken_back(service: Service) {
    let (host, red, _) = two_teams(&service, json!({})).await;
    let before = host
        .score_team(&red, json!({ "score": 3 }))
        .await
        .assert_ok();
    let lobby = host.score_team(&red, json!({ "add": 9 })).await.assert_ok();
    assert_eq!(lobby["last_event"]["kind"], "score");
    let after = host.undo(&lobby["last_event"]["id"]).await.assert_ok();
    assert_eq!(after["teams"], before["teams"]);
    assert_eq!(after["last_event"], before["last_event"]);
    // A team that has gone since then is not brought back by it.
    host.set_teams(json!([])).await.assert_ok();
    let lobby = host.undo(&after["last_event"]["id"]).await.assert_ok();
    assert_eq!(
        (&lobby["teams"], &lobby["last_event"]),
        (&json!([]), &json!(null))
    );
}

async fn a_removed_player_comes_back_into_the_team(service: Service) {
    let (host, red, _) = two_teams(&service, json!({ "buzz_per": "team" })).await;
    let anna = join_into(&host, "Anna", &red).await;
    let mia = join_into(&host, "Mia", &red).await;
    anna.buzz().await.assert_ok();
    let before = host.lobby().await;
    host.remove(&anna.id).await.assert_ok();
    let lobby = host.lobby().await;
    let after = host.undo(&lobby["last_event"]["id"]).await.assert_ok();
    assert_eq!(after["players"], before["players"]);
    assert_eq!(each(&after["buzz_queue"], "id"), [anna.id.as_str()]);
    // Another one may have buzzed for the team meanwhile: the first place counts.
    host.remove(&anna.id).await.assert_ok();
    mia.buzz().await.assert_ok();
    let lobby = host.lobby().await;
    let after = host.undo(&lobby["last_event"]["id"]).await.assert_ok();
    assert_eq!(each(&after["buzz_queue"], "team_id"), [red]);
}

async fn the_sheet_has_a_column_for_each_team(service: Service) {
    let (host, red, blue) = two_teams(&service, json!({})).await;
    let anna = join_into(&host, "Anna", &red).await;
    anna.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    let judged = host.resolve_with("plus", json!({ "points": 20 })).await;
    judged.assert_ok();
    host.score_team(&blue, json!({ "add": 5 }))
        .await
        .assert_ok();
    let rows = sheet(&host).await;
    let (heads, rows) = rows.split_first().expect("heads");
    let column = |name: &str| {
        heads
            .iter()
            .position(|head| head == name)
            .expect("a column")
    };
    let (totals, rows) = rows.split_last().expect("totals");
    let total = |name| totals[column(name)].as_str();
    assert_eq!(
        [total("Anna"), total("Red"), total("Blue")],
        ["20", "20", "5"]
    );
    let in_all = |name: &str| -> i64 {
        let cells = rows.iter().map(|row| &row[column(name)]);
        cells.filter_map(|cell| cell.parse::<i64>().ok()).sum()
    };
    assert_eq!([in_all("Anna"), in_all("Red"), in_all("Blue")], [20, 20, 5]);
}
