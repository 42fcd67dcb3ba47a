//! Bodies: too large, no JSON, JSON of the wrong kind.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::harness::{Answer, Member, Service, send};

on_both_databases! {
    a_body_of_eight_kilobytes_is_read_and_one_more_byte_is_not,
    a_body_without_a_stated_length_is_limited_too,
    a_body_is_too_large_before_it_is_anything_else,
    what_is_no_json_is_refused,
    deep_json_is_refused,
    deep_json_in_an_unknown_field_is_ignored,
    a_value_of_the_wrong_type_is_named,
    a_missing_field_is_named,
    a_number_out_of_range_is_refused,
    a_body_that_is_no_object_is_refused,
    unknown_fields_are_ignored,
    a_field_given_twice_is_refused,
    another_media_type_is_refused,
    json_by_any_of_its_names_is_read,
    a_body_may_be_left_out_where_nothing_is_needed,
    a_body_is_needed_where_something_is_needed,
    a_null_is_a_body_left_out,
    a_whole_number_may_be_written_as_a_fraction,
    a_null_field_is_a_field_left_out,
    a_body_where_none_is_expected_is_ignored,
    text_that_is_no_unicode_is_refused,
}

fn json_body(request: RequestBuilder, body: impl Into<reqwest::Body>) -> RequestBuilder {
    request
        .header("content-type", "application/json")
        .body(body)
}

fn creation(service: &Service) -> RequestBuilder {
    service.request(Method::POST, "/lobbies")
}

async fn create(service: &Service, body: impl Into<reqwest::Body>) -> Answer {
    send(json_body(creation(service), body)).await
}

fn padded(bytes: usize) -> String {
    let start = r#"{"host_name":"Olga","padding":""#;
    format!("{start}{}\"}}", "x".repeat(bytes - start.len() - 2))
}

#[track_caller]
fn assert_field(answer: &Answer, field: &str) {
    answer.assert_problem("invalid-field");
    assert_eq!(answer.body["errors"][0]["field"], field, "{answer:?}");
}

async fn a_body_of_eight_kilobytes_is_read_and_one_more_byte_is_not(service: Service) {
    assert_eq!(create(&service, padded(8192)).await.status, 201);
    let refused = create(&service, padded(8193)).await;
    refused.assert_problem("body-too-large");
    assert_eq!(refused.status, 413);
}

async fn a_body_without_a_stated_length_is_limited_too(service: Service) {
    let host = service.host("Olga").await;
    let path = format!("/lobbies/{}/buzz", host.code);
    for (bytes, code) in [(8192, None), (8193, Some("body-too-large"))] {
        let chunks = padded(bytes)
            .into_bytes()
            .chunks(1000)
            .map(<[u8]>::to_vec)
            .collect::<Vec<_>>();
        let head = format!(
            "POST /api/v1{path} HTTP/1.1\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n",
            host.token
        );
        let answer = crate::wire::exchange_chunked(&service, head.as_bytes(), &chunks).await;
        let answer = answer.expect("an answer");
        answer.assert_problem(code.unwrap_or("player-only"));
    }
}

async fn a_body_is_too_large_before_it_is_anything_else(service: Service) {
    let answer = send(creation(&service).body("x".repeat(9000))).await;
    answer.assert_problem("body-too-large");
    create(&service, "[".repeat(10_000))
        .await
        .assert_problem("body-too-large");
}

async fn what_is_no_json_is_refused(service: Service) {
    for body in [
        "{",
        "}",
        "host_name=Olga",
        "{\"host_name\":\"Olga\"",
        "{'host_name':'Olga'}",
        "{\"host_name\":\"Olga\"}x",
        "{\"host_name\":\"Olga\",}",
        "\u{feff}{\"host_name\":\"Olga\"}",
        "nul",
        "{\"host_name\":\"\\ud800\"}",
        "{\"host_name\":1e999}",
    ] {
        let answer = create(&service, body).await;
        answer.assert_problem("invalid-json");
        assert_eq!(answer.status, 400, "{body}");
    }
}

async fn deep_json_is_refused(service: Service) {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let depth = 8000 / (open.len() + 1);
        let body = format!(
            "{{\"host_name\":{}1{}}}",
            open.repeat(depth / 2),
            close.repeat(depth / 2)
        );
        let answer = create(&service, body).await;
        assert_eq!(answer.status.as_u16() / 100, 4, "{answer:?}");
        let unclosed = format!("{{\"host_name\":{}", open.repeat(depth));
        let answer = create(&service, unclosed).await;
        assert_eq!(answer.status.as_u16() / 100, 4, "{answer:?}");
    }
}

async fn deep_json_in_an_unknown_field_is_ignored(service: Service) {
    let deep = format!(
        "{{\"deep\":{}{},\"host_name\":\"Olga\"}}",
        "[".repeat(4000),
        "]".repeat(4000)
    );
    assert_eq!(create(&service, deep).await.status, 201);
}

/// A body for each operation that has one, and the field of it that is at fault.
async fn refused_fields(host: &Member<'_>, cases: &[(Method, &str, Value, &str)]) {
    for (method, path, body, field) in cases {
        let answer = send(host.request(method.clone(), path).json(body)).await;
        assert_eq!(answer.body["code"], "invalid-field", "{body} {answer:?}");
        assert_field(&answer, field);
    }
}

async fn a_value_of_the_wrong_type_is_named(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    let player = format!("/players/{}", anna.id);
    let (patch, post, put) = (Method::PATCH, Method::POST, Method::PUT);
    refused_fields(
        &host,
        &[
            (patch.clone(), "", json!({ "locked": "yes" }), "locked"),
            (patch.clone(), "", json!({ "locked": 1 }), "locked"),
            (
                patch.clone(),
                "",
                json!({ "question_value": "10" }),
                "question_value",
            ),
            (
                patch.clone(),
                "",
                json!({ "question_value": [10] }),
                "question_value",
            ),
            (patch.clone(), &player, json!({ "name": 5 }), "name"),
            (patch.clone(), &player, json!({ "name": {} }), "name"),
            (patch, &player, json!({ "score": "5" }), "score"),
            (
                post.clone(),
                "/players",
                json!({ "name": ["Anna"] }),
                "name",
            ),
            (post.clone(), "/buzz", json!({ "round": "1" }), "round"),
            (post.clone(), "/buzz", json!({ "round": 1.5 }), "round"),
            (post.clone(), "/reset", json!({ "round": true }), "round"),
            (
                post.clone(),
                "/resolve",
                json!({ "action": "double" }),
                "action",
            ),
            (post.clone(), "/resolve", json!({ "action": 1 }), "action"),
            (
                post.clone(),
                "/resolve",
                json!({ "action": null }),
                "action",
            ),
            (
                post.clone(),
                "/resolve",
                json!({ "action": { "plus": null } }),
                "action",
            ),
            (
                post,
                "/resolve",
                json!({ "action": "plus", "round": [] }),
                "round",
            ),
            (
                put.clone(),
                "/active-player",
                json!({ "player_id": "anna" }),
                "player_id",
            ),
            (
                put.clone(),
                "/active-player",
                json!({ "player_id": 7 }),
                "player_id",
            ),
            (
                put,
                "/active-player",
                json!({ "player_id": anna.id, "round": "1" }),
                "round",
            ),
        ],
    )
    .await;
    assert_field(&create(&service, "{\"host_name\":7}").await, "host_name");
}

async fn a_missing_field_is_named(service: Service) {
    let host = service.host("Olga").await;
    refused_fields(
        &host,
        &[
            (Method::POST, "/players", json!({ "nom": "Anna" }), "name"),
            (Method::POST, "/resolve", json!({ "round": 1 }), "action"),
            (Method::PUT, "/active-player", json!({}), "player_id"),
        ],
    )
    .await;
    let answer = create(&service, "{}").await;
    assert_field(&answer, "host_name");
    assert_eq!(answer.body["errors"][0]["detail"], "is missing");
}

async fn a_number_out_of_range_is_refused(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    for number in [
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999999",
        "1e30",
        "0.1",
    ] {
        let round = format!("{{\"round\":{number}}}");
        let buzz = anna.request(Method::POST, "/buzz");
        assert_field(&send(json_body(buzz, round)).await, "round");
        let value = format!("{{\"question_value\":{number}}}");
        let set = host.request(Method::PATCH, "");
        assert_field(&send(json_body(set, value)).await, "question_value");
    }
    assert_eq!(anna.lobby().await["buzz_queue"], json!([]));
}

async fn a_body_that_is_no_object_is_refused(service: Service) {
    let host = service.host("Olga").await;
    for body in ["[]", "[\"Olga\"]", "\"Olga\"", "7", "true", "[true,10]"] {
        create(&service, body).await.assert_problem("invalid-field");
        for (method, path) in [
            (Method::PATCH, ""),
            (Method::POST, "/players"),
            (Method::POST, "/reset"),
        ] {
            let answer = send(json_body(host.request(method, path), body)).await;
            answer.assert_problem("invalid-field");
        }
    }
    let lobby = host.lobby().await;
    assert_eq!(
        (&lobby["players"], &lobby["round"], &lobby["locked"]),
        (&json!([]), &json!(1), &json!(false))
    );
}

async fn unknown_fields_are_ignored(service: Service) {
    let answer = create(
        &service,
        r#"{"host_name":"Olga","Host_Name":"X","":1,"a":{"b":[null]}}"#,
    )
    .await;
    assert_eq!(answer.assert_ok()["lobby"]["host"]["name"], "Olga");
}

async fn a_field_given_twice_is_refused(service: Service) {
    let answer = create(&service, r#"{"host_name":"Olga","host_name":"Vera"}"#).await;
    answer.assert_problem("invalid-field");
    assert!(
        answer.body["errors"][0]["detail"]
            .as_str()
            .is_some_and(|text| text.contains("host_name"))
    );
}

async fn another_media_type_is_refused(service: Service) {
    let body = r#"{"host_name":"Olga"}"#;
    send(creation(&service).body(body))
        .await
        .assert_problem("unsupported-media-type");
    for media_type in [
        "",
        "text/plain",
        "text/json",
        "application/jsonp",
        "application/x-www-form-urlencoded",
        "json",
        "application/json-patch",
        "multipart/form-data; a=application/json",
        "+json",
        "text/x+json",
    ] {
        let answer = send(
            creation(&service)
                .header("content-type", media_type)
                .body(body),
        )
        .await;
        answer.assert_problem("unsupported-media-type");
        assert_eq!(answer.status, 415, "{media_type}");
    }
}

async fn json_by_any_of_its_names_is_read(service: Service) {
    let body = r#"{"host_name":"Olga"}"#;
    for media_type in [
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=utf-8",
        "application/vnd.quiz+json",
    ] {
        let answer = send(
            creation(&service)
                .header("content-type", media_type)
                .body(body),
        )
        .await;
        assert_eq!(answer.status, 201, "{media_type}");
    }
}

async fn a_body_may_be_left_out_where_nothing_is_needed(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    for (member, path) in [(&anna, "/buzz"), (&host, "/reset")] {
        send(member.request(Method::POST, path)).await.assert_ok();
        send(json_body(member.request(Method::POST, path), ""))
            .await
            .assert_ok();
        send(json_body(member.request(Method::POST, path), "{}"))
            .await
            .assert_ok();
        let undeclared = member.request(Method::POST, path).body("{}");
        send(undeclared)
            .await
            .assert_problem("unsupported-media-type");
    }
}

async fn a_body_is_needed_where_something_is_needed(service: Service) {
    let host = service.host("Olga").await;
    for (method, path) in [
        (Method::POST, "/players"),
        (Method::POST, "/resolve"),
        (Method::PUT, "/active-player"),
        (Method::PATCH, ""),
    ] {
        let declared = json_body(host.request(method.clone(), path), "");
        send(declared).await.assert_problem("invalid-json");
        send(host.request(method, path))
            .await
            .assert_problem("unsupported-media-type");
    }
    create(&service, "").await.assert_problem("invalid-json");
}

async fn a_null_is_a_body_left_out(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    create(&service, "null")
        .await
        .assert_problem("invalid-field");
    let buzz = send(json_body(anna.request(Method::POST, "/buzz"), " null ")).await;
    assert_eq!(buzz.assert_ok()["position"], 1);
    let reset = send(json_body(host.request(Method::POST, "/reset"), "null")).await;
    assert_eq!(reset.assert_ok()["round"], 2);
}

async fn a_whole_number_may_be_written_as_a_fraction(service: Service) {
    let host = service.host("Olga").await;
    let settings = json_body(
        host.request(Method::PATCH, ""),
        r#"{"question_value":2.0e1}"#,
    );
    assert_eq!(send(settings).await.assert_ok()["question_value"], 20);
    let reset = json_body(host.request(Method::POST, "/reset"), r#"{"round":1.0}"#);
    assert_eq!(send(reset).await.assert_ok()["round"], 2);
    for round in ["1.5", "1e16", "1e999", "\"1\""] {
        let body = format!(r#"{{"round":{round}}}"#);
        let refused = send(json_body(host.request(Method::POST, "/reset"), body)).await;
        assert_ne!(refused.status, 200, "{round}");
    }
    assert_eq!(host.lobby().await["round"], 2);
}

async fn a_null_field_is_a_field_left_out(service: Service) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    assert_field(&create(&service, "{\"host_name\":null}").await, "host_name");
    let buzz = anna
        .request(Method::POST, "/buzz")
        .json(&json!({ "round": null }));
    assert_eq!(send(buzz).await.assert_ok()["position"], 1);
}

async fn a_body_where_none_is_expected_is_ignored(service: Service) {
    let host = service.host("Olga").await;
    assert_eq!(
        send(host.request(Method::GET, "").body("{")).await.status,
        200
    );
    assert_eq!(
        send(host.request(Method::DELETE, "").body("x".repeat(9000)))
            .await
            .status,
        204
    );
}

async fn text_that_is_no_unicode_is_refused(service: Service) {
    let mut body = br#"{"host_name":"Ol"#.to_vec();
    body.extend([0xff, 0xfe]);
    body.extend(br#"ga"}"#);
    create(&service, body).await.assert_problem("invalid-json");
    create(&service, vec![0xff])
        .await
        .assert_problem("invalid-json");
    create(&service, vec![0x00])
        .await
        .assert_problem("invalid-json");
}
