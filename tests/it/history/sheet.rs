//! The score sheet.

use reqwest::Method;
use serde_json::json;

use super::table;
use crate::harness::{Member, Service, send};

on_both_databases! {
    a_question_is_a_row_and_a_player_a_column,
    it_opens_in_a_spreadsheet,
    no_cell_is_a_formula,
    what_was_taken_back_is_not_in_it,
    scores_by_hand_have_rows_of_their_own,
    points_from_before_are_carried_over,
}

/// The rows, without the byte order mark.
pub async fn sheet(host: &Member<'_>) -> Vec<Vec<String>> {
    let answer = host.request(Method::GET, "/scoresheet.csv").send().await;
    let text = answer.expect("an answer").text().await.expect("UTF-8");
    let text = text.trim_start_matches('\u{FEFF}');
    let mut rows = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows = rows.records().map(|row| row.expect("a row"));
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

async fn a_question_is_a_row_and_a_player_a_column(service: Service) {
    let t = table(&service, json!({ "wrong_answer": "next" })).await;
    t.judge("minus").await;
    t.host.resolve("plus").await.assert_ok();
    t.host
        .set(json!({ "question_value": 30 }))
        .await
        .assert_ok();
    t.host.reset().await.assert_ok();
    t.carl.buzz().await.assert_ok();
    t.host.confirm(&t.carl.id).await.assert_ok();
    t.host
        .resolve_with("plus", json!({ "points": 7 }))
        .await
        .assert_ok();
    let expected = [
        [
            "Question", "Value", "Buzzed", "Answered", "Anna", "Ben", "Carl",
        ],
        [
            "1",
            "10",
            "Anna +0.000 s; Ben +0.250 s",
            "Anna: minus -10; Ben: plus +10",
            "-10",
            "10",
            "",
        ],
        ["2", "30", "", "", "", "", ""],
        ["3", "30", "Carl +0.000 s", "Carl: plus +7", "", "", "7"],
        ["Total", "", "", "", "-10", "10", "7"],
    ];
    assert_eq!(sheet(&t.host).await, expected);
}

async fn it_opens_in_a_spreadsheet(service: Service) {
    let host = service.host("Ольга").await;
    let anna = service.join(&host.code, "Анна, \"Аня\"").await;
    anna.buzz().await.assert_ok();
    host.reset().await.assert_ok();
    let answer = host.request(Method::GET, "/scoresheet.csv").send().await;
    let answer = answer.expect("an answer");
    assert_eq!(answer.headers()["content-type"], "text/csv; charset=utf-8");
    let name = format!("attachment; filename=\"panenka-{}.csv\"", host.code);
    assert_eq!(answer.headers()["content-disposition"], name);
    let bytes = answer.bytes().await.expect("a body");
    let expected = "\u{FEFF}Question,Value,Buzzed,Answered,\"Анна, \"\"Аня\"\"\"\r\n\
                    1,0,\"Анна, \"\"Аня\"\" +0.000 s\",,\r\nTotal,,,,0\r\n";
    assert_eq!(std::str::from_utf8(&bytes).expect("UTF-8"), expected);
}

async fn no_cell_is_a_formula(service: Service) {
    let host = service.host("Olga").await;
    for name in ["=1+1", "+1", "-1", "@SUM(A1)"] {
        let player = service.join(&host.code, name).await;
        player.buzz().await.assert_ok();
        host.confirm(&player.id).await.assert_ok();
        host.resolve("plus").await.assert_ok();
    }
    let rows = sheet(&host).await;
    assert_eq!(rows[0][4..], ["'=1+1", "'+1", "'-1", "'@SUM(A1)"]);
    for (row, name) in rows[1..].iter().zip(["=1+1", "+1", "-1", "@SUM(A1)"]) {
        assert_eq!(row[2], format!("'{name} +0.000 s"));
        assert_eq!(row[3], format!("'{name}: plus +0"));
    }
}

async fn what_was_taken_back_is_not_in_it(service: Service) {
    let t = table(&service, json!({})).await;
    t.judge("plus").await;
    t.undo().await;
    t.host.resolve("minus").await.assert_ok();
    let rows = sheet(&t.host).await;
    assert_eq!(rows.len(), 3);
    assert_eq!((&*rows[1][3], &*rows[1][4]), ("Anna: minus -10", "-10"));
}

async fn scores_by_hand_have_rows_of_their_own(service: Service) {
    let t = table(&service, json!({})).await;
    t.host
        .edit(&t.ben.id, json!({ "score": 5 }))
        .await
        .assert_ok();
    t.judge("plus").await;
    t.host
        .edit(&t.ben.id, json!({ "add": -2 }))
        .await
        .assert_ok();
    let rows = sheet(&t.host).await;
    let shown: Vec<_> = rows[1..]
        .iter()
        .map(|row| (&*row[0], &*row[3], &*row[5]))
        .collect();
    let expected = [
        ("by hand", "Ben: by hand +5", "5"),
        ("1", "Anna: plus +10", ""),
        ("by hand", "Ben: by hand -2", "-2"),
        ("Total", "", "3"),
    ];
    assert_eq!(shown, expected);
}

/// Of an imported lobby, say.
async fn points_from_before_are_carried_over(service: Service) {
    let t = table(&service, json!({})).await;
    let mut sql = crate::sql::Sql::open(&service.database).await;
    sql.execute("UPDATE players SET score = 70 WHERE name = 'Anna'")
        .await;
    t.judge("plus").await;
    let rows = sheet(&t.host).await;
    assert_eq!((&*rows[1][0], &*rows[1][4]), ("before", "70"));
    assert_eq!(rows[3][4], "80");
    let again = send(t.host.request(Method::GET, "/scoresheet.csv")).await;
    assert_eq!(again.status, 200);
}
