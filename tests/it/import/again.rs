//! Imports into a database that is in use.

use std::sync::Arc;

use jiff::SignedDuration;
use panenka::clock::Clock;
use serde_json::json;

use super::legacy::{
    BOTH, LegacyFile, OLGAS_TOKEN, PAULS_TOKEN, assert_fault, assert_imported, import, lobby,
};
use crate::harness::{Service, TestClock};

on_both_databases! {
    a_second_import_changes_nothing,
    a_lobby_played_on_is_left_as_it_is,
    a_later_file_brings_what_is_new,
    a_lobby_of_another_host_is_not_overwritten,
    a_player_who_is_in_another_lobby_stays_there,
    an_expired_lobby_does_not_keep_its_code,
}

const NONE_NEW: &str = "imported 0, skipped 0 as expired, 2 already there";

async fn a_second_import_changes_nothing(service: Service) {
    let file = LegacyFile::with_a_game().await;
    let service = file.imported_to(&service, BOTH).await;
    let before = lobby(&service, "ABCD", OLGAS_TOKEN).await.assert_ok();
    assert_imported(&import(&file.path(), &service.database.url), NONE_NEW);
    let after = lobby(&service, "ABCD", OLGAS_TOKEN).await.assert_ok();
    assert_eq!(after, before);
}

async fn a_lobby_played_on_is_left_as_it_is(service: Service) {
    let file = LegacyFile::with_a_game().await;
    let service = file.imported_to(&service, BOTH).await;
    let dora = service.join("ABCD", "Dora").await;
    dora.buzz().await.assert_ok();
    let before = dora.lobby().await;
    assert_imported(&import(&file.path(), &service.database.url), NONE_NEW);
    assert_eq!(dora.lobby().await, before);
}

async fn a_later_file_brings_what_is_new(service: Service) {
    let file = LegacyFile::with_a_game().await;
    let service = file.imported_to(&service, BOTH).await;
    file.execute(
        "INSERT INTO lobbies SELECT 'QRST', 'a1f0f7c5-6f0a-4c8e-9f43-0a1b2c3d4e03', 'Rita', 'cml0YQ', created_at,
             updated_at, host_seen, 0, '[]' FROM lobbies WHERE code = 'WXYZ'",
    )
    .await;
    let output = import(&file.path(), &service.database.url);
    assert_imported(&output, "imported 1, skipped 0 as expired, 2 already there");
    let seen = lobby(&service, "QRST", "cml0YQ").await.assert_ok();
    assert_eq!(seen["host"]["name"], "Rita");
}

/// Renames the lobby that an earlier import would leave alone.
const PAUL_HAS_ANOTHER_CODE: &str = "UPDATE lobbies SET code = 'QRST' WHERE code = 'WXYZ';
    UPDATE players SET lobby_code = 'QRST' WHERE lobby_code = 'WXYZ';";

async fn a_lobby_of_another_host_is_not_overwritten(service: Service) {
    let file = LegacyFile::with_a_game().await;
    let service = file.imported_to(&service, BOTH).await;
    let before = lobby(&service, "ABCD", OLGAS_TOKEN).await.assert_ok();
    file.execute(PAUL_HAS_ANOTHER_CODE).await;
    file.execute("DELETE FROM players WHERE lobby_code = 'QRST'")
        .await;
    file.execute("UPDATE lobbies SET host_id = '$carl', host_token = 'other' WHERE code = 'ABCD'")
        .await;
    let output = import(&file.path(), &service.database.url);
    let fault = "lobby ABCD exists already, with another host";
    let fault = format!("nothing was imported from {:?}: {fault}", file.path());
    assert_fault(&output, &fault);
    let after = lobby(&service, "ABCD", OLGAS_TOKEN).await.assert_ok();
    assert_eq!(after, before);
    let new = lobby(&service, "QRST", PAULS_TOKEN).await;
    new.assert_problem("lobby-not-found");
}

async fn a_player_who_is_in_another_lobby_stays_there(service: Service) {
    let file = LegacyFile::with_a_game().await;
    let service = file.imported_to(&service, BOTH).await;
    let before = lobby(&service, "WXYZ", PAULS_TOKEN).await.assert_ok();
    file.execute(PAUL_HAS_ANOTHER_CODE).await;
    file.execute("UPDATE players SET name = 'Karl' WHERE id = '$carl'")
        .await;
    let output = import(&file.path(), &service.database.url);
    let cause = "stored data is not as it should be: player $carl is in another lobby";
    let cause = file.filled_in(cause);
    assert_fault(
        &output,
        &format!("the import of {:?} failed: {cause}", file.path()),
    );
    let after = lobby(&service, "WXYZ", PAULS_TOKEN).await.assert_ok();
    assert_eq!(after, before);
}

async fn an_expired_lobby_does_not_keep_its_code(service: Service) {
    let past = Clock::system().now() - SignedDuration::from_hours(2);
    let database = Arc::clone(&service.database);
    let past = Service::start_on(database, TestClock::at(past), |_| {}).await;
    let code = past.host("Rita").await.code;
    let change = format!(
        "UPDATE lobbies SET code = '{code}' WHERE code = 'ABCD';
         UPDATE players SET lobby_code = '{code}' WHERE lobby_code = 'ABCD'"
    );
    let file = LegacyFile::with_a_game_but(&change).await;
    let service = file.imported_to(&service, BOTH).await;
    let seen = lobby(&service, &code, OLGAS_TOKEN).await.assert_ok();
    assert_eq!(seen["host"], json!({ "name": "Olga", "online": true }));
}
