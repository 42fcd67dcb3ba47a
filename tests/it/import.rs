//! `panenka import`: the binary itself, on files as the legacy system left them.

use jiff::{SignedDuration, Timestamp};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Database, Service, send, text};

mod again;
mod arbitrary;
mod legacy;
mod places;
mod refused;

use legacy::{
    ANNA, BEN, BOTH, CARL, LegacyFile, NEWER_COLUMNS, OLGA, OLGAS_TOKEN, PAULS_TOKEN,
    assert_imported, import, lobby,
};

on_both_databases! {
    an_older_file_is_imported,
    a_newer_file_is_imported,
    a_file_may_have_question_values_alone,
    a_file_may_have_active_players_alone,
    a_file_may_have_scores_alone,
    null_in_a_newer_column_counts_as_absent,
    the_schema_is_brought_up_to_date,
    the_host_goes_on_with_the_token_of_before,
    a_players_id_is_no_token,
    times_are_taken_over,
    a_queue_goes_by_its_order_whatever_the_times_say,
    a_buzz_without_a_time_takes_the_one_before,
    a_first_buzz_without_a_time_takes_the_lobbys,
    players_who_joined_at_once_keep_their_order,
    a_player_unseen_for_a_while_is_not_online,
    an_expired_player_leaves_roster_and_queue,
    an_expired_active_player_is_no_longer_active,
    an_expired_players_name_is_free_again,
    a_long_name_is_cut,
    what_cannot_be_seen_in_a_name_is_left_out,
    equal_names_stay_equal,
    a_code_in_lower_case_is_the_same_code,
    a_lobby_whose_host_is_gone_is_skipped,
    a_lobby_without_players_that_has_not_changed_is_skipped,
    a_sign_of_life_from_the_future_counts_as_now,
}

const ONE_EXPIRED: &str = "imported 1, skipped 1 as expired, 0 already there";

async fn as_olga(service: &Service) -> Value {
    lobby(service, "ABCD", OLGAS_TOKEN).await.assert_ok()
}

/// What Olga sees once that file is imported.
async fn imported(service: &Service, change: &str) -> (LegacyFile, Service, Value) {
    let file = LegacyFile::with_a_game_but(change).await;
    let service = file.imported_to(service, BOTH).await;
    let seen = as_olga(&service).await;
    (file, service, seen)
}

#[track_caller]
fn each(list: &Value, field: &str) -> Vec<Value> {
    let list = list.as_array().expect("an array");
    list.iter().map(|one| one[field].clone()).collect()
}

#[track_caller]
fn assert_time(value: &Value, expected: Timestamp) {
    let time: Timestamp = value.as_str().expect("a time").parse().expect("a time");
    // A REAL holds microseconds of this century to about a quarter of one; what is finer than a millisecond is not shown.
    let error = expected.duration_since(time).as_micros();
    assert!((-1..=1000).contains(&error), "{time} {expected}");
}

fn before(moment: Timestamp, milliseconds: i64) -> Timestamp {
    moment - SignedDuration::from_millis(milliseconds)
}

async fn an_older_file_is_imported(service: Service) {
    let (_, service, seen) = imported(&service, "").await;
    assert_eq!(each(&seen["players"], "id"), [ANNA, BEN]);
    assert_eq!(each(&seen["players"], "name"), ["Анна", "Ben"]);
    assert_eq!(each(&seen["players"], "score"), [0, 0]);
    assert_eq!(each(&seen["players"], "presence"), ["online", "online"]);
    assert_eq!(
        (&seen["question"], &seen["phase"]),
        (&json!(1), &json!("open"))
    );
    assert_eq!(seen["settings"]["wrong_answer"], "end");
    assert_eq!(each(&seen["buzz_queue"], "id"), [ANNA, BEN]);
    assert_eq!(seen["active_player"], Value::Null);
    assert_eq!(seen["question_value"], 0);
    assert_eq!(seen["locked"], false);
    assert_eq!((&seen["round"], &seen["version"]), (&json!(1), &json!(1)));
    let other = lobby(&service, "WXYZ", PAULS_TOKEN).await.assert_ok();
    assert_eq!(each(&other["players"], "id"), [CARL]);
    assert_eq!(other["locked"], true);
}

async fn a_newer_file_is_imported(service: Service) {
    let change = format!(
        "{NEWER_COLUMNS}
         UPDATE lobbies SET question_value = 30, active_player_id = '$ben', locked = 1 WHERE code = 'ABCD';
         UPDATE players SET score = -20 WHERE id = '$anna'"
    );
    let (_, _, seen) = imported(&service, &change).await;
    assert_eq!(seen["question_value"], 30);
    assert_eq!(seen["active_player"]["id"], BEN);
    assert_eq!(each(&seen["players"], "score"), [-20, 0]);
}

async fn a_file_may_have_question_values_alone(service: Service) {
    let change = "ALTER TABLE lobbies ADD COLUMN question_value INTEGER NOT NULL DEFAULT 50";
    let (_, _, seen) = imported(&service, change).await;
    assert_eq!(seen["question_value"], 50);
}

async fn a_file_may_have_active_players_alone(service: Service) {
    let change = "ALTER TABLE lobbies ADD COLUMN active_player_id TEXT;
        UPDATE lobbies SET active_player_id = '$anna' WHERE code = 'ABCD'";
    let (_, _, seen) = imported(&service, change).await;
    assert_eq!(seen["active_player"]["id"], ANNA);
}

async fn a_file_may_have_scores_alone(service: Service) {
    let change = "ALTER TABLE players ADD COLUMN score INTEGER NOT NULL DEFAULT 70";
    let (_, _, seen) = imported(&service, change).await;
    assert_eq!(each(&seen["players"], "score"), [70, 70]);
}

async fn null_in_a_newer_column_counts_as_absent(service: Service) {
    let (_, _, seen) = imported(&service, NEWER_COLUMNS).await;
    assert_eq!(seen["question_value"], 0);
    assert_eq!(seen["active_player"], Value::Null);
    assert_eq!(each(&seen["players"], "score"), [0, 0]);
}

async fn the_schema_is_brought_up_to_date(service: Service) {
    let empty = Database::create(service.database.backend).await;
    let file = LegacyFile::with_a_game().await;
    assert_imported(&import(&file.path(), &empty.url), BOTH);
}

async fn the_host_goes_on_with_the_token_of_before(service: Service) {
    let (_, service, seen) = imported(&service, "").await;
    assert_eq!(seen["you"]["role"], "host");
    assert_eq!(seen["you"]["id"], OLGA);
    assert_eq!(seen["host"], json!({ "name": "Olga", "online": true }));
    let reset = service
        .request(Method::POST, "/lobbies/ABCD/reset")
        .bearer_auth(OLGAS_TOKEN);
    let reset = send(reset).await.assert_ok();
    assert_eq!(reset["round"], 2);
}

async fn a_players_id_is_no_token(service: Service) {
    let (_, service, _) = imported(&service, "").await;
    let answer = lobby(&service, "ABCD", ANNA).await;
    answer.assert_problem("not-in-lobby");
}

async fn times_are_taken_over(service: Service) {
    let change = "UPDATE lobbies SET host_seen = $now - 60, updated_at = $now - 60";
    let (file, _, seen) = imported(&service, change).await;
    assert_time(&seen["created_at"], before(file.now, 600_000));
    assert_time(&seen["players"][0]["joined_at"], before(file.now, 500_000));
    assert_time(&seen["buzz_queue"][0]["buzzed_at"], before(file.now, 5_500));
    assert_eq!(seen["buzz_queue"][1]["delta_ms"], 250);
}

async fn a_queue_goes_by_its_order_whatever_the_times_say(service: Service) {
    let change = r#"UPDATE lobbies SET buzz_order = '["$ben", "$anna"]' WHERE code = 'ABCD'"#;
    let (file, _, seen) = imported(&service, change).await;
    assert_eq!(each(&seen["buzz_queue"], "id"), [BEN, ANNA]);
    for buzz in seen["buzz_queue"].as_array().expect("an array") {
        assert_time(&buzz["buzzed_at"], before(file.now, 5_250));
    }
}

async fn a_buzz_without_a_time_takes_the_one_before(service: Service) {
    let change = "UPDATE players SET buzzed_at = NULL WHERE id = '$ben'";
    let (file, _, seen) = imported(&service, change).await;
    let second = &seen["buzz_queue"][1];
    assert_eq!(second["id"], BEN);
    assert_time(&second["buzzed_at"], before(file.now, 5_500));
}

async fn a_first_buzz_without_a_time_takes_the_lobbys(service: Service) {
    let change = "UPDATE players SET buzzed_at = NULL WHERE id = '$anna'";
    let (file, _, seen) = imported(&service, change).await;
    let first = &seen["buzz_queue"][0];
    assert_eq!(first["id"], ANNA);
    assert_time(&first["buzzed_at"], before(file.now, 5_000));
}

async fn players_who_joined_at_once_keep_their_order(service: Service) {
    let change = "UPDATE players SET joined_at = $now - 100";
    let (_, _, seen) = imported(&service, change).await;
    assert_eq!(each(&seen["players"], "id"), [ANNA, BEN]);
}

async fn a_player_unseen_for_a_while_is_not_online(service: Service) {
    let change = "UPDATE players SET last_seen = $now - 120 WHERE id = '$ben'";
    let (_, _, seen) = imported(&service, change).await;
    assert_eq!(each(&seen["players"], "presence"), ["online", "away"]);
    assert_eq!(seen["version"], 1);
}

async fn an_expired_player_leaves_roster_and_queue(service: Service) {
    let change = "UPDATE players SET last_seen = $now - 240 WHERE id = '$anna'";
    let (_, _, seen) = imported(&service, change).await;
    assert_eq!(each(&seen["players"], "id"), [BEN]);
    assert_eq!(each(&seen["buzz_queue"], "id"), [BEN]);
    assert_eq!(seen["version"], 1);
}

async fn an_expired_active_player_is_no_longer_active(service: Service) {
    let change = format!(
        "{NEWER_COLUMNS}
         UPDATE lobbies SET active_player_id = '$anna' WHERE code = 'ABCD';
         UPDATE players SET last_seen = $now - 240 WHERE id = '$anna'"
    );
    let (_, _, seen) = imported(&service, &change).await;
    assert_eq!(seen["active_player"], Value::Null);
}

async fn an_expired_players_name_is_free_again(service: Service) {
    let change = "UPDATE players SET last_seen = $now - 240 WHERE id = '$ben'";
    let (_, service, _) = imported(&service, change).await;
    let ben = service.join("ABCD", "Ben").await;
    assert_eq!(ben.lobby().await["you"]["name"], "Ben");
}

async fn a_long_name_is_cut(service: Service) {
    let long = "ж".repeat(40);
    let change = format!("UPDATE players SET name = '{long}' WHERE id = '$ben'");
    let (_, _, seen) = imported(&service, &change).await;
    assert_eq!(seen["players"][1]["name"], "ж".repeat(32));
}

async fn what_cannot_be_seen_in_a_name_is_left_out(service: Service) {
    let change = "UPDATE players SET name = char(65279) || 'Be' || char(8203) || 'n' || char(173) WHERE id = '$ben';
                  UPDATE lobbies SET host_name = 'Ol' || char(8292) || 'ga' WHERE code = 'ABCD'";
    let (_, _, seen) = imported(&service, change).await;
    assert_eq!(seen["players"][1]["name"], "Ben");
    assert_eq!(seen["host"]["name"], "Olga");
}

async fn equal_names_stay_equal(service: Service) {
    let change = "UPDATE players SET name = 'Ben'";
    let (_, _, seen) = imported(&service, change).await;
    assert_eq!(each(&seen["players"], "name"), ["Ben", "Ben"]);
}

async fn a_code_in_lower_case_is_the_same_code(service: Service) {
    let change =
        "UPDATE lobbies SET code = lower(code); UPDATE players SET lobby_code = lower(lobby_code)";
    let (_, _, seen) = imported(&service, change).await;
    assert_eq!(seen["code"], "ABCD");
}

async fn a_lobby_whose_host_is_gone_is_skipped(service: Service) {
    let change = "UPDATE lobbies SET host_seen = $now - 3700 WHERE code = 'ABCD'";
    let file = LegacyFile::with_a_game_but(change).await;
    let service = file.imported_to(&service, ONE_EXPIRED).await;
    let answer = lobby(&service, "ABCD", OLGAS_TOKEN).await;
    answer.assert_problem("lobby-not-found");
    let other = lobby(&service, "WXYZ", PAULS_TOKEN).await;
    assert_eq!(other.status, StatusCode::OK);
}

async fn a_lobby_without_players_that_has_not_changed_is_skipped(service: Service) {
    let change = "UPDATE lobbies SET updated_at = $now - 3700 WHERE code = 'WXYZ';
        UPDATE players SET last_seen = $now - 3900 WHERE id = '$carl'";
    let file = LegacyFile::with_a_game_but(change).await;
    let service = file.imported_to(&service, ONE_EXPIRED).await;
    let answer = lobby(&service, "WXYZ", PAULS_TOKEN).await;
    answer.assert_problem("lobby-not-found");
}

async fn a_sign_of_life_from_the_future_counts_as_now(service: Service) {
    let change = "UPDATE lobbies SET host_seen = $now + 86400";
    let (file, _, seen) = imported(&service, change).await;
    let expires_at: Timestamp = text(&seen["expires_at"]).parse().expect("a time");
    assert!(expires_at < file.now + SignedDuration::from_hours(2));
}
