//! The description of the API: complete, and true.

use std::collections::{BTreeSet, HashMap};

use panenka::http::problem::Code;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Service, send};

on_both_databases! {
    the_description_is_what_the_program_prints,
    the_examples_are_what_the_service_takes,
    every_operation_is_described,
    every_described_operation_is_there_and_no_other,
    every_code_has_an_example,
    who_sends_a_body_is_told_what_can_be_wrong_with_it,
    every_reference_leads_somewhere,
    headers_and_credentials_are_described,
    answers_are_as_described,
    the_rendered_description_needs_nothing_from_elsewhere,
}

/// Method, path and name of everything the contract promises.
const OPERATIONS: &[(&str, &str, &str)] = &[
    ("post", "/api/v1/lobbies", "createLobby"),
    ("get", "/api/v1/lobbies/{code}", "getLobby"),
    ("patch", "/api/v1/lobbies/{code}", "updateLobby"),
    ("delete", "/api/v1/lobbies/{code}", "closeLobby"),
    ("get", "/api/v1/lobbies/{code}/preview", "previewLobby"),
    ("get", "/api/v1/lobbies/{code}/events", "followLobby"),
    ("post", "/api/v1/lobbies/{code}/players", "joinLobby"),
    (
        "patch",
        "/api/v1/lobbies/{code}/players/{player_id}",
        "updatePlayer",
    ),
    (
        "delete",
        "/api/v1/lobbies/{code}/players/{player_id}",
        "removePlayer",
    ),
    ("put", "/api/v1/lobbies/{code}/teams", "setTeams"),
    (
        "patch",
        "/api/v1/lobbies/{code}/teams/{team_id}",
        "updateTeam",
    ),
    ("post", "/api/v1/lobbies/{code}/links", "createLink"),
    ("get", "/api/v1/lobbies/{code}/links", "getLinks"),
    (
        "delete",
        "/api/v1/lobbies/{code}/links/{link_id}",
        "revokeLink",
    ),
    ("post", "/api/v1/lobbies/{code}/buzz", "buzz"),
    (
        "put",
        "/api/v1/lobbies/{code}/active-player",
        "confirmPlayer",
    ),
    ("get", "/api/v1/time", "getTime"),
    ("post", "/api/v1/lobbies/{code}/resolve", "resolveAnswer"),
    ("post", "/api/v1/lobbies/{code}/reset", "resetRound"),
    ("post", "/api/v1/lobbies/{code}/finish", "finishGame"),
    ("post", "/api/v1/lobbies/{code}/restart", "restartGame"),
    ("post", "/api/v1/lobbies/{code}/undo", "undo"),
    ("get", "/api/v1/lobbies/{code}/history", "getHistory"),
    (
        "get",
        "/api/v1/lobbies/{code}/scoresheet.csv",
        "getScoresheet",
    ),
    ("get", "/livez", "livez"),
    ("get", "/readyz", "readyz"),
];

async fn description(service: &Service) -> Value {
    send(service.request(Method::GET, "//openapi.json"))
        .await
        .assert_ok()
}

fn printed() -> String {
    let printed = std::process::Command::new(env!("CARGO_BIN_EXE_panenka"))
        .arg("openapi")
        .env_clear()
        .output()
        .expect("the program");
    assert!(printed.status.success());
    String::from_utf8(printed.stdout).expect("text")
}

/// So that whoever reviews a change sees what it does to the API.
#[test]
fn the_committed_description_is_what_the_program_prints() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let committed = std::fs::read_to_string(file).expect("the committed description");
    let printed = printed();
    if committed != printed {
        let lines = || committed.lines().zip(printed.lines());
        let same = lines().take_while(|(committed, printed)| committed == printed);
        let line = same.count() + 1;
        panic!(
            "the API has changed; openapi.json differs from line {line} on. Run this, look at what has changed, and \
             commit it too: cargo run -- openapi > openapi.json"
        );
    }
}

async fn the_description_is_what_the_program_prints(service: Service) {
    let served = description(&service).await;
    let printed: Value = serde_json::from_str(&printed()).expect("JSON");
    assert_eq!(served, printed);
    assert!(
        served["openapi"]
            .as_str()
            .is_some_and(|v| v.starts_with("3.1"))
    );
}

async fn every_operation_is_described(service: Service) {
    let description = description(&service).await;
    let mut described = BTreeSet::new();
    for (path, item) in description["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            let name = operation["operationId"].as_str().expect("a name");
            described.insert((method.clone(), path.clone(), name.to_owned()));
        }
    }
    let promised = OPERATIONS.iter().map(|(method, path, name)| {
        let (method, path) = ((*method).to_owned(), (*path).to_owned());
        (method, path, (*name).to_owned())
    });
    assert_eq!(described, promised.collect());
}

/// A game that is played by what the description shows, but for ids.
async fn the_examples_are_what_the_service_takes(service: Service) {
    let description = description(&service).await;
    let lobby = &description["components"]["schemas"]["Lobby"]["examples"][0];
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    assert_eq!(shape(lobby), shape(&anna.lobby().await), "{lobby}");
    let mut played = 0;
    for name in PLAYED {
        let (method, path, _) = OPERATIONS.iter().find(|(.., id)| *id == name).expect("one");
        let content = &description["paths"][path][method]["requestBody"]["content"];
        let mut body = example(&description, &content["application/json"]["schema"]);
        let state = host.lobby().await;
        for (field, value) in [
            ("round", &state["round"]),
            ("event", &state["last_event"]["id"]),
            ("player_id", &json!(anna.id)),
        ] {
            if body.get(field).is_some() {
                body[field] = value.clone();
            }
        }
        let team = state["teams"][0]["id"].as_str().unwrap_or_default();
        let path = path
            .replace("{code}", &host.code)
            .replace("{player_id}", &anna.id);
        let path = path.replace("{team_id}", team);
        let method = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
        let by = if name == "buzz" { &anna } else { &host };
        let request = service.request(method, path.trim_start_matches("/api/v1"));
        let request = request.bearer_auth(&by.token).json(&body);
        send(request).await.assert_ok();
        played += 1;
    }
    let bodies = description["paths"].as_object().expect("paths").values();
    let bodies = bodies.flat_map(|path| path.as_object().expect("operations").values());
    let bodies = bodies.filter(|operation| operation.get("requestBody").is_some());
    assert_eq!(played, bodies.count(), "of all that have a body");
}

/// Those with a body, in the order of a game.
const PLAYED: [&str; 13] = [
    "createLobby",
    "joinLobby",
    "updateLobby",
    "setTeams",
    "buzz",
    "confirmPlayer",
    "resolveAnswer",
    "undo",
    "resetRound",
    "restartGame",
    "updateTeam",
    "updatePlayer",
    "createLink",
];

/// The example of a schema, however far it is referred to.
fn example(description: &Value, schema: &Value) -> Value {
    if let Some(path) = schema["$ref"].as_str() {
        let referred = description.pointer(path.trim_start_matches('#'));
        return example(description, referred.expect("a schema"));
    }
    if let Some(one) = schema.get("example").or_else(|| schema["examples"].get(0)) {
        return one.clone();
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let real = choices.iter().find(|choice| choice["type"] != "null");
        return example(description, real.expect("a choice"));
    }
    json!([example(description, &schema["items"])])
}

/// The names of all fields.
fn shape(value: &Value) -> Vec<String> {
    let fields = value.as_object().expect("an object").keys();
    fields.cloned().collect()
}

/// The routes themselves: what is described answers, any other method on its path does not exist.
async fn every_described_operation_is_there_and_no_other(service: Service) {
    let description = description(&service).await;
    for (path, item) in description["paths"].as_object().expect("paths") {
        let real = path.replace("{code}", "ZZZZ").replace("{player_id}", "me");
        let real = real.replace("{team_id}", "11111111-2222-4333-8444-555555555555");
        let real = real.replace("{link_id}", "11111111-2222-4333-8444-555555555555");
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let verb = Method::from_bytes(method.as_bytes()).expect("a method");
            let answer = send(service.request(verb, &format!("/{real}"))).await;
            let code = answer.body["code"].as_str().unwrap_or_default().to_owned();
            if item.get(method.to_lowercase()).is_some() {
                assert!(
                    !["not-found", "method-not-allowed"].contains(&code.as_str()),
                    "{method} {path}: {answer:?}"
                );
            } else {
                assert_eq!(code, "method-not-allowed", "{method} {path}");
            }
        }
    }
}

async fn every_code_has_an_example(service: Service) {
    let description = description(&service).await;
    let mut shown = HashMap::new();
    for operation in operations(&description) {
        for (status, response) in operation["responses"].as_object().expect("responses") {
            let examples = &response["content"]["application/problem+json"]["examples"];
            for (code, example) in examples.as_object().into_iter().flatten() {
                assert_eq!(example["value"]["code"], code.as_str());
                assert_eq!(example["value"]["status"].to_string(), *status);
                shown.insert(code.clone(), status.clone());
            }
        }
    }
    for code in Code::ALL {
        let status = shown.remove(code.as_str());
        assert_eq!(status, Some(code.status().as_u16().to_string()), "{code:?}");
    }
    assert!(shown.is_empty(), "{shown:?}");
}

async fn who_sends_a_body_is_told_what_can_be_wrong_with_it(service: Service) {
    let description = description(&service).await;
    let with_body = operations(&description);
    let with_body: Vec<_> = with_body
        .filter(|operation| operation["requestBody"].is_object())
        .collect();
    assert!(with_body.len() > 10, "{}", with_body.len());
    for operation in with_body {
        let told: Vec<_> = operation["responses"]
            .as_object()
            .expect("responses")
            .values()
            .filter_map(|response| {
                response["content"]["application/problem+json"]["examples"].as_object()
            })
            .flat_map(|examples| examples.keys())
            .collect();
        for code in [
            "invalid-json",
            "body-too-large",
            "unsupported-media-type",
            "invalid-field",
        ] {
            let is_told = told.iter().any(|told| *told == code);
            assert!(is_told, "{code} of {}", operation["operationId"]);
        }
    }
}

async fn every_reference_leads_somewhere(service: Service) {
    fn check(value: &Value, root: &Value) {
        match value {
            Value::Object(fields) => {
                if let Some(Value::String(reference)) = fields.get("$ref") {
                    let pointer = reference.strip_prefix('#').expect("in this document");
                    assert!(root.pointer(pointer).is_some(), "{reference}");
                }
                fields.values().for_each(|value| check(value, root));
            }
            Value::Array(values) => values.iter().for_each(|value| check(value, root)),
            _ => {}
        }
    }
    let description = description(&service).await;
    check(&description, &description);
}

async fn headers_and_credentials_are_described(service: Service) {
    let description = description(&service).await;
    let path = |path: &str| description["paths"][path].clone();
    let get = &path("/api/v1/lobbies/{code}")["get"];
    assert!(get["responses"]["200"]["headers"]["ETag"].is_object());
    assert!(get["responses"]["503"]["headers"]["Retry-After"].is_object());
    for open in [
        &path("/api/v1/lobbies")["post"],
        &path("/api/v1/lobbies/{code}/players")["post"],
    ] {
        let names = open["parameters"].to_string();
        assert!(names.contains("\"Idempotency-Key\""), "{names}");
        assert_eq!(open["security"], json!([{}]));
        assert!(open["responses"]["401"].is_null());
    }
    let scheme = &description["components"]["securitySchemes"]["token"];
    assert_eq!(
        (&scheme["type"], &scheme["scheme"]),
        (&json!("http"), &json!("bearer"))
    );
    assert_eq!(description["security"], json!([{ "token": [] }]));
    assert!(get["security"].is_null() && get["responses"]["401"].is_object());
}

/// A whole game, each answer held against its schema.
async fn answers_are_as_described(service: Service) {
    let description = description(&service).await;
    let check = |name: &str, value: &Value| {
        let schema = json!({
            "$ref": format!("#/components/schemas/{name}"),
            "components": description["components"],
        });
        let validator = jsonschema::draft202012::new(&schema).expect("a schema");
        let errors: Vec<_> = validator
            .iter_errors(value)
            .map(|e| e.to_string())
            .collect();
        assert!(errors.is_empty(), "{name}: {errors:?} in {value}");
        // And nothing that is not described: a field too many is a promise nobody made.
        let described = &description["components"]["schemas"][name]["properties"];
        for field in value.as_object().expect("an object").keys() {
            assert!(
                described[field].is_object(),
                "{name}.{field} is not described"
            );
        }
    };
    let body = json!({ "host_name": "Olga" });
    let created = send(service.request(Method::POST, "/lobbies").json(&body)).await;
    check("LobbyCreated", &created.body);
    check("Lobby", &created.body["lobby"]);
    let host = service.host("Olga").await;
    let joined = service.try_join(&host.code, "Anna").await;
    check("PlayerJoined", &joined.body);
    let ben = service.join(&host.code, "Ben").await;
    host.set(json!({ "question_value": 10 })).await.assert_ok();
    check("BuzzResult", &ben.buzz().await.body);
    check("BuzzResult", &ben.buzz().await.body);
    for member in [&host, &ben] {
        let lobby = member.lobby().await;
        check("Lobby", &lobby);
        check("You", &lobby["you"]);
        check("Player", &lobby["players"][0]);
        check("Buzz", &lobby["buzz_queue"][0]);
        check("Settings", &lobby["settings"]);
        check("Host", &lobby["host"]);
    }
    let preview = format!("/lobbies/{}/preview", host.code);
    check(
        "Preview",
        &send(service.request(Method::GET, &preview)).await.body,
    );
    let confirmed = host.confirm(&ben.id).await.body;
    check("Lobby", &confirmed);
    check("ActivePlayer", &confirmed["active_player"]);
    check("Lobby", &host.resolve("plus").await.body);
    check("Problem", &host.resolve("plus").await.body);
    check("LastEvent", &host.lobby().await["last_event"]);
    let history = send(host.request(Method::GET, "/history")).await.body;
    check("History", &history);
    for event in history["events"].as_array().expect("a list") {
        check("HistoryEvent", event);
    }
    let early = json!({ "locked": true, "settings": { "false_start_ms": 500 } });
    check("Lobby", &host.set(early).await.body);
    check("Problem", &ben.buzz().await.body);
    check("You", &ben.lobby().await["you"]);
    check(
        "Problem",
        &host.set(json!({ "question_value": -1 })).await.body,
    );
}

async fn the_rendered_description_needs_nothing_from_elsewhere(service: Service) {
    let page = |path: &str| {
        let request = service.request(Method::GET, path);
        async { request.send().await.expect("an answer") }
    };
    let index = page("//docs/").await;
    assert_eq!(index.status(), StatusCode::OK);
    let html = index.text().await.expect("text");
    let linked = html.split(['"', '\'']).filter(|text| {
        [".js", ".css", ".png"]
            .iter()
            .any(|end| text.ends_with(end))
    });
    let mut files = 0;
    for file in linked {
        assert!(!file.contains("//"), "{file} is elsewhere");
        let file = file.trim_start_matches("./");
        let answer = page(&format!("//docs/{file}")).await;
        assert_eq!(answer.status(), StatusCode::OK, "{file}");
        files += 1;
    }
    assert!(files >= 3, "{html}");
    let initializer = page("//docs/swagger-initializer.js").await;
    let initializer = initializer.text().await.expect("text");
    assert!(initializer.contains("\"/openapi.json\""), "{initializer}");
    assert!(!initializer.contains("http"), "{initializer}");
}

fn operations(description: &Value) -> impl Iterator<Item = &Value> {
    let paths = description["paths"].as_object().expect("paths").values();
    paths.flat_map(|item| item.as_object().expect("operations").values())
}
