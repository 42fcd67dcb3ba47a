//! What may be wrong in a legacy file: nothing is imported, and one line says where the fault is.

use super::legacy::{LegacyFile, NEWER_COLUMNS};
use crate::harness::Service;

/// Cases of one shape: a game with a fault, and what is said of it.
macro_rules! refused {
    ($($case:ident: $change:expr => $fault:expr;)+) => {
        on_both_databases! { $($case),+ }

        $(async fn $case(service: Service) {
            let file = LegacyFile::with_a_game_but($change).await;
            file.assert_refused(&service, $fault).await;
        })+
    };
}

mod files {
    use super::*;

    refused! {
        a_missing_table: "DROP TABLE players" => "it has no table players";
        a_view_in_place_of_a_table:
            "ALTER TABLE lobbies RENAME TO rooms; CREATE VIEW lobbies AS SELECT * FROM rooms" =>
            "it has no table lobbies";
        a_missing_column: "ALTER TABLE lobbies DROP COLUMN host_seen" => "its table lobbies has no column host_seen";
        a_missing_column_of_players:
            "ALTER TABLE players DROP COLUMN buzzed_at" => "its table players has no column buzzed_at";
        a_database_of_this_service:
            "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY)" =>
            "it is not a legacy file: it is a database of this service already";
    }
}

mod lobbies {
    use super::*;

    refused! {
        a_malformed_code:
            "UPDATE lobbies SET code = 'AB0D' WHERE code = 'ABCD'" =>
            "table lobbies, row \"AB0D\": code is malformed: a lobby code is 4 characters of ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        a_code_that_would_break_the_line:
            "UPDATE lobbies SET code = 'A' || char(10) || 'B' WHERE code = 'ABCD'" =>
            "table lobbies, row \"A\\nB\": code is malformed: a lobby code is 4 characters of ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        a_code_that_is_no_text:
            "UPDATE lobbies SET code = x'41424344' WHERE code = 'ABCD'" =>
            "table lobbies, row number 1: code is not text";
        a_code_in_both_letter_cases:
            "UPDATE lobbies SET code = 'abcd' WHERE code = 'WXYZ'" =>
            "table lobbies, row \"abcd\": its code occurs twice";
        a_malformed_host_id:
            "UPDATE lobbies SET host_id = '12' WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": host_id is no UUID";
        an_empty_host_name:
            "UPDATE lobbies SET host_name = ' ' WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": host_name must have at least one visible character";
        a_host_token_that_no_header_can_carry:
            "UPDATE lobbies SET host_token = 'se cret' WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": host_token is malformed: a token is 1 to 128 characters of A-Z a-z 0-9 - . _ ~ + / =";
        an_infinite_time:
            "UPDATE lobbies SET host_seen = 9e999 WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": host_seen is inf, no time in Unix seconds";
        a_time_before_there_were_any:
            "UPDATE lobbies SET created_at = -1 WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": created_at is -1e0, no time in Unix seconds";
        a_time_in_milliseconds:
            "UPDATE lobbies SET updated_at = 1.75e12 WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": updated_at is 1.75e12, no time in Unix seconds";
        a_time_in_words:
            "UPDATE lobbies SET host_seen = 'yesterday' WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": host_seen is not a number";
        locked_by_another_number:
            "UPDATE lobbies SET locked = 2 WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": locked is 2, not 0 or 1";
        locked_in_words:
            "UPDATE lobbies SET locked = 'yes' WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": locked is not an integer";
        a_column_without_a_value:
            "CREATE TABLE rooms AS SELECT * FROM lobbies; DROP TABLE lobbies; ALTER TABLE rooms RENAME TO lobbies;
             UPDATE lobbies SET host_name = NULL WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": host_name is NULL";
        a_text_that_is_not_unicode:
            "UPDATE lobbies SET host_name = CAST(x'ff' AS TEXT) WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": host_name is not text";
        a_fault_in_an_expired_lobby:
            "UPDATE lobbies SET host_seen = 1, host_name = '' WHERE code = 'WXYZ'" =>
            "table lobbies, row \"WXYZ\": host_name must have at least one visible character";
    }
}

mod queues {
    use super::*;

    refused! {
        an_unknown_id:
            "UPDATE lobbies SET buzz_order = '[\"$olga\"]' WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": buzz_order has \"$olga\", who is no player of this lobby";
        a_player_of_another_lobby:
            "UPDATE lobbies SET buzz_order = '[\"$anna\", \"$carl\"]' WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": buzz_order has \"$carl\", who is no player of this lobby";
        an_id_that_is_none:
            "UPDATE lobbies SET buzz_order = '[\"Anna\"]' WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": buzz_order has \"Anna\", who is no player of this lobby";
        a_player_twice:
            "UPDATE lobbies SET buzz_order = '[\"$anna\", \"$anna\"]' WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": buzz_order has \"$anna\" twice";
        malformed_json:
            "UPDATE lobbies SET buzz_order = '[\"$anna\"' WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": buzz_order is malformed JSON";
        nothing_at_all:
            "UPDATE lobbies SET buzz_order = '' WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": buzz_order is malformed JSON";
        no_array:
            "UPDATE lobbies SET buzz_order = '{}' WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": buzz_order is not a JSON array of strings";
        an_array_of_numbers:
            "UPDATE lobbies SET buzz_order = '[1]' WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": buzz_order is not a JSON array of strings";
        bytes:
            "UPDATE lobbies SET buzz_order = x'5b5d' WHERE code = 'ABCD'" =>
            "table lobbies, row \"ABCD\": buzz_order is not text";
    }
}

mod players {
    use super::*;

    refused! {
        an_unknown_lobby:
            "UPDATE players SET lobby_code = 'QRST' WHERE id = '$carl'" =>
            "table players, row \"$carl\": lobby_code is QRST, which is no lobby";
        a_malformed_lobby_code:
            "UPDATE players SET lobby_code = '' WHERE id = '$carl'" =>
            "table players, row \"$carl\": lobby_code is malformed: a lobby code is 4 characters of ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        a_malformed_id:
            "UPDATE players SET id = 'Carl' WHERE id = '$carl'" =>
            "table players, row \"Carl\": id is no UUID";
        an_id_in_both_letter_cases:
            "UPDATE players SET id = upper('$anna') WHERE id = '$carl'" =>
            "table players, row \"7A1D9A44-21B5-4B0E-8A52-5566778899A1\": its id occurs twice";
        a_control_character_in_a_name:
            "UPDATE players SET name = 'Ca' || char(7) || 'rl' WHERE id = '$carl'" =>
            "table players, row \"$carl\": name must not contain control characters or direction overrides";
        a_name_nobody_can_see:
            "UPDATE players SET name = char(8203) WHERE id = '$carl'" =>
            "table players, row \"$carl\": name must have at least one visible character";
        a_time_that_is_no_number:
            "UPDATE players SET last_seen = x'00' WHERE id = '$carl'" =>
            "table players, row \"$carl\": last_seen is not a number";
        a_buzz_at_no_time:
            "UPDATE players SET buzzed_at = -9e999 WHERE id = '$carl'" =>
            "table players, row \"$carl\": buzzed_at is -inf, no time in Unix seconds";
    }
}

mod newer_columns {
    use super::*;

    macro_rules! newer {
        ($change:expr) => {
            &format!("{NEWER_COLUMNS}{}", $change)
        };
    }

    refused! {
        a_question_worth_something_else:
            newer!("UPDATE lobbies SET question_value = 10001 WHERE code = 'ABCD'") =>
            "table lobbies, row \"ABCD\": question_value is 10001, must be from 0 to 10000";
        a_question_worth_words:
            newer!("UPDATE lobbies SET question_value = 'ten' WHERE code = 'ABCD'") =>
            "table lobbies, row \"ABCD\": question_value is not an integer";
        an_active_stranger:
            newer!("UPDATE lobbies SET active_player_id = '$carl' WHERE code = 'ABCD'") =>
            "table lobbies, row \"ABCD\": active_player_id is $carl, who is no player of this lobby";
        an_active_player_who_has_not_buzzed:
            newer!("UPDATE lobbies SET active_player_id = '$carl' WHERE code = 'WXYZ'") =>
            "table lobbies, row \"WXYZ\": active_player_id is $carl, who is not in buzz_order";
        an_active_player_without_an_id:
            newer!("UPDATE lobbies SET active_player_id = '' WHERE code = 'ABCD'") =>
            "table lobbies, row \"ABCD\": active_player_id is no UUID";
        a_score_beyond_the_limit:
            newer!("UPDATE players SET score = -1000001 WHERE id = '$carl'") =>
            "table players, row \"$carl\": score is -1000001, must be from -1000000 to 1000000";
        a_score_in_fractions:
            newer!("UPDATE players SET score = 0.5 WHERE id = '$carl'") =>
            "table players, row \"$carl\": score is not an integer";
    }
}
