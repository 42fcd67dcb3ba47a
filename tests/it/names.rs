//! What a name may be, for players and hosts alike.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Service, at_once, send, text};
use crate::sql::Sql;

on_both_databases! {
    names_in_any_script_are_kept,
    names_are_composed,
    names_are_trimmed,
    thirty_two_characters_fit_and_one_more_does_not,
    names_nobody_can_see_are_refused,
    invisible_characters_are_refused,
    names_that_rearrange_text_are_refused,
    a_name_that_is_taken_gets_a_number,
    a_name_that_looks_taken_gets_a_number,
    a_number_that_looks_taken_is_not_given,
    a_player_may_be_renamed_to_a_look_alike,
    a_renamed_player_gets_a_number,
    players_who_join_at_once_look_different,
    names_stored_by_other_rules_are_shown,
    a_number_finds_room_in_a_long_name,
    a_freed_name_is_free,
    the_name_of_an_absent_player_is_taken,
    names_that_look_like_markup_or_statements_are_names,
    codes_work_in_either_letter_case,
    codes_work_in_cyrillic_letters_that_look_like_them,
    no_other_letters_are_taken_for_a_code,
}

/// The name a player gets who asks for this one.
async fn joined_as(service: &Service, code: &str, name: &str) -> Value {
    let answer = service.try_join(code, name).await.assert_ok();
    answer["lobby"]["you"]["name"].clone()
}

/// Refused for players and for hosts.
async fn assert_refused(service: &Service, name: &str) {
    let host = service.host("Olga").await;
    let join = service.try_join(&host.code, name).await;
    join.assert_problem("invalid-field");
    assert_eq!(join.body["errors"][0]["field"], "name", "{name:?}");
    let body = json!({ "host_name": name });
    let create = send(service.request(Method::POST, "/lobbies").json(&body)).await;
    create.assert_problem("invalid-field");
    assert_eq!(create.body["errors"][0]["field"], "host_name", "{name:?}");
    assert_eq!(host.lobby().await["players"], json!([]));
}

async fn names_in_any_script_are_kept(service: Service) {
    for name in [
        "Анна",
        "Ωμέγα",
        "太郎",
        "שָׂרָה",
        "ليلى",
        "می‌خواهم", // a zero-width non-joiner inside
        "प्रिया",
        "ශ්\u{200D}රී",
        "র\u{200D}্যাচেল",
        "葛\u{E0100}城",
        "🦊",
        "❤\u{FE0F}\u{200D}🔥",
        "👩‍👩‍👧‍👦 family",
        "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "O'Neill-Žižek",
    ] {
        let host = service.host(name).await;
        assert_eq!(host.lobby().await["host"]["name"], name);
        assert_eq!(joined_as(&service, &host.code, name).await, name);
    }
}

async fn names_are_composed(service: Service) {
    let host = service.host("Olga").await;
    let decomposed = "Zoe\u{0308}";
    assert_eq!(
        joined_as(&service, &host.code, decomposed).await,
        "Zo\u{00EB}"
    );
    assert_eq!(
        joined_as(&service, &host.code, "Zo\u{00EB}").await,
        "Zo\u{00EB} 2"
    );
}

async fn names_are_trimmed(service: Service) {
    let host = service.host("  Olga\u{3000}").await;
    assert_eq!(host.lobby().await["host"]["name"], "Olga");
    assert_eq!(
        joined_as(&service, &host.code, " \u{00A0}Anna ").await,
        "Anna"
    );
}

async fn thirty_two_characters_fit_and_one_more_does_not(service: Service) {
    let host = service.host("Olga").await;
    for character in ["x", "ж", "太", "🦊", "e\u{0301}"] {
        let longest = character.repeat(32);
        service.try_join(&host.code, &longest).await.assert_ok();
        assert_refused(&service, &character.repeat(33)).await;
    }
}

async fn names_nobody_can_see_are_refused(service: Service) {
    for name in [
        "",
        "   ",
        "\u{200D}",
        "\u{200B}\u{2060}",
        "\u{3164}",
        "\u{FE0F}",
        "\u{00AD}",
    ] {
        assert_refused(&service, name).await;
    }
}

async fn invisible_characters_are_refused(service: Service) {
    for name in [
        "Anna\u{200B}",
        "An\u{200B}na",
        "An\u{AD}na",
        "Anna\u{2064}",
        "Anna\u{206B}",
        "Anna\u{E0041}\u{E007F}",
        "An\u{200D}na",
        "Anna\u{FE0F}",
        "Anna\u{2800}",
        "\u{3164}Anna",
    ] {
        assert_refused(&service, name).await;
    }
    let host = service.host("Olga").await;
    let join = service.try_join(&host.code, "Anna\u{200B}").await;
    assert_eq!(
        join.body["errors"][0]["detail"],
        "must not contain invisible characters, but has U+200B"
    );
}

async fn names_that_rearrange_text_are_refused(service: Service) {
    for name in [
        "An\nna",
        "An\0na",
        "\u{1B}[31mAnna",
        "An\u{0085}na",
        "\u{202E}annA",
        "\u{2066}Anna",
        "An\u{2028}na",
        "An\u{200F}na",
        "\u{FEFF}Anna",
    ] {
        assert_refused(&service, name).await;
    }
}

async fn a_name_that_is_taken_gets_a_number(service: Service) {
    let host = service.host("Анна").await;
    for expected in ["Анна", "Анна 2", "Анна 3"] {
        assert_eq!(joined_as(&service, &host.code, "Анна").await, expected);
    }
    assert_eq!(joined_as(&service, &host.code, "Анна 2").await, "Анна 2 2");
}

async fn a_name_that_looks_taken_gets_a_number(service: Service) {
    let host = service.host("Olga").await;
    for (name, given) in [
        ("Anna", "Anna"),
        ("anna", "anna 2"),
        ("Аnna", "Аnna 3"), // with a Cyrillic letter
        ("ＡＮＮＡ", "ＡＮＮＡ 4"),
        ("Иван", "Иван"),
        ("ИВАН", "ИВАН 2"),
        ("НАНА", "НАНА"),
        ("haha", "haha 2"), // in capitals
        ("lvan", "lvan"),
        ("Ivan", "Ivan 2"),
        ("Ann Lee", "Ann Lee"),
        ("Ann \u{A0}Lee", "Ann \u{A0}Lee 2"),
        ("Hanna", "Hanna"),
        ("Änna", "Änna"),
    ] {
        assert_eq!(joined_as(&service, &host.code, name).await, given);
    }
}

async fn a_number_that_looks_taken_is_not_given(service: Service) {
    let host = service.host("Olga").await;
    for (name, given) in [
        ("Anna", "Anna"),
        ("Аnna 2", "Аnna 2"), // with a Cyrillic letter
        ("ANNA", "ANNA 3"),
    ] {
        assert_eq!(joined_as(&service, &host.code, name).await, given);
    }
}

async fn a_player_may_be_renamed_to_a_look_alike(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    for name in ["anna", "Аnna", "Anna"] {
        anna.edit("me", json!({ "name": name })).await.assert_ok();
        assert_eq!(anna.lobby().await["you"]["name"], name);
    }
}

async fn a_renamed_player_gets_a_number(service: Service) {
    let host = service.host("Olga").await;
    service.join(&host.code, "Anna").await;
    let ben = service.join(&host.code, "Ben").await;
    let edit = json!({ "name": "Аnna" });
    host.edit(&ben.id, edit).await.assert_ok();
    assert_eq!(ben.lobby().await["you"]["name"], "Аnna 2");
}

async fn players_who_join_at_once_look_different(service: Service) {
    let host = service.host("Olga").await;
    let path = format!("/lobbies/{}/players", host.code);
    let joins = ["Anna", "anna", "Аnna", "ANNA"].map(|name| {
        let body = json!({ "name": name });
        service.request(Method::POST, &path).json(&body)
    });
    let mut numbers: Vec<_> = at_once(joins)
        .await
        .into_iter()
        .map(|answer| text(&answer.assert_ok()["lobby"]["you"]["name"]))
        .map(|name| name.split(' ').nth(1).unwrap_or("1").to_owned())
        .collect();
    numbers.sort();
    assert_eq!(numbers, ["1", "2", "3", "4"]);
}

async fn names_stored_by_other_rules_are_shown(service: Service) {
    let host = service.host("Olga").await;
    service.join(&host.code, "Anna").await;
    let mut sql = Sql::open(&service.database).await;
    let old = "An\u{200B}na\u{7}";
    for change in [
        format!("UPDATE lobbies SET host_name = '{old}'"),
        format!("UPDATE players SET name = '{old}', joined_as = '{old}'"),
    ] {
        sql.execute(&change).await;
    }
    host.set(json!({ "locked": true })).await.assert_ok();
    let lobby = host.lobby().await;
    assert_eq!(lobby["host"]["name"], old);
    assert_eq!(lobby["players"][0]["name"], old);
    assert_eq!(joined_as(&service, &host.code, "Ben").await, "Ben");
}

async fn a_number_finds_room_in_a_long_name(service: Service) {
    let host = service.host("Olga").await;
    let longest = "ж".repeat(32);
    joined_as(&service, &host.code, &longest).await;
    let second = format!("{} 2", "ж".repeat(30));
    assert_eq!(
        joined_as(&service, &host.code, &longest).await,
        second.as_str()
    );
}

async fn a_freed_name_is_free(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    anna.edit("me", json!({ "name": "Anya" })).await.assert_ok();
    assert_eq!(joined_as(&service, &host.code, "Anna").await, "Anna");
    anna.remove("me").await.assert_ok();
    assert_eq!(joined_as(&service, &host.code, "Anya").await, "Anya");
}

async fn the_name_of_an_absent_player_is_taken(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    service.clock.advance(210.0);
    assert_eq!(joined_as(&service, &host.code, "Anna").await, "Anna 2");
    assert_eq!(anna.lobby().await["you"]["name"], "Anna");
}

async fn names_that_look_like_markup_or_statements_are_names(service: Service) {
    let host = service.host("Olga").await;
    for name in [
        "<script>alert(1)</script>",
        "'; DROP TABLE lobbies; --",
        "${jndi}%s%n\\u0000",
        "\"}],[{\"",
    ] {
        assert_eq!(joined_as(&service, &host.code, name).await, name);
    }
}

async fn codes_work_in_either_letter_case(service: Service) {
    let host = service.host("Olga").await;
    service.join(&host.code.to_lowercase(), "Anna").await;
    let mut lower = host.clone();
    lower.code = host.code.to_lowercase();
    assert_eq!(lower.lobby().await, host.lobby().await);
}

/// The code with Cyrillic letters wherever there is one that looks the same.
fn in_cyrillic(code: &str) -> String {
    let twin = |c| match "ABEKMHPCTYX".find(c) {
        Some(at) => "АВЕКМНРСТУХ".chars().nth(at).unwrap_or(c),
        None => c,
    };
    code.chars().map(twin).collect()
}

async fn codes_work_in_cyrillic_letters_that_look_like_them(service: Service) {
    let mut host = service.host("Olga").await;
    while !in_cyrillic(&host.code).contains(|c: char| !c.is_ascii()) {
        host = service.host("Olga").await;
    }
    let cyrillic = in_cyrillic(&host.code);
    for code in [cyrillic.clone(), cyrillic.to_lowercase()] {
        let player = service.join(&code, "Anna").await;
        assert_eq!(player.lobby().await["code"], host.code.as_str());
        let mut typed = host.clone();
        typed.code = percent_encoded(&code);
        assert_eq!(typed.lobby().await, host.lobby().await);
        let page = format!("//{}", typed.code);
        let answer = service.request(Method::GET, &page).send().await;
        assert_eq!(answer.expect("an answer").status(), StatusCode::OK);
    }
}

fn percent_encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn no_other_letters_are_taken_for_a_code(service: Service) {
    for code in ["АВСЖ", "АВСО", "АВС", "АВСDE", "ＡBCD", "ABCſ"] {
        let join = service.try_join(&percent_encoded(code), "Anna").await;
        join.assert_problem("lobby-not-found");
    }
}
