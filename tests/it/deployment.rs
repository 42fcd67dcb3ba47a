//! The files that others read to run the service: what is in them is allowed there, and true.

use std::path::Path;

use panenka::config::VARIABLES;
use serde_json::{Value, json};

fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    std::fs::read_to_string(path).expect("a file")
}

fn parse(json: &str) -> Value {
    serde_json::from_str(json).expect("JSON")
}

/// What a schema has against a document.
fn complaints(schema: &str, document: &Value) -> Vec<String> {
    let schema = parse(&read(&format!("tests/fixtures/{schema}.schema.json")));
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors = validator.iter_errors(document);
    errors.map(|error| error.to_string()).collect()
}

fn is_variable(name: &str) -> bool {
    VARIABLES.iter().any(|(variable, _, _)| *variable == name)
}

#[test]
fn app_json_is_what_heroku_takes() {
    let app = parse(&read("app.json"));
    assert_eq!(complaints("heroku-app", &app), Vec::<String>::new());
    // The schema does refuse something.
    for (field, wrong) in [
        ("stack", json!("heroku-1")),
        ("addons", json!([{ "name": "postgres" }])),
        ("formation", json!({ "web": { "quantity": "one" } })),
    ] {
        let mut broken = app.clone();
        broken[field] = wrong;
        assert!(!complaints("heroku-app", &broken).is_empty(), "{field}");
    }
}

#[test]
fn app_json_sets_variables_that_exist() {
    let app = parse(&read("app.json"));
    for name in app["env"].as_object().expect("variables").keys() {
        let is_of_the_build = name == "SQLX_OFFLINE";
        assert!(is_of_the_build || is_variable(name), "{name}");
    }
    assert_eq!(app["formation"]["web"]["size"], "basic");
    assert_eq!(
        app["addons"],
        json!([{ "plan": "heroku-postgresql:essential-0" }])
    );
}

#[test]
fn the_procfile_starts_what_is_built() {
    let procfile = read("Procfile");
    let processes: Vec<_> = procfile
        .lines()
        .map(|line| line.split_once(": ").expect("a process"))
        .collect();
    let names: Vec<_> = processes.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["release", "web"]);
    for (_, command) in &processes {
        let mut words = command
            .split(' ')
            .skip_while(|word| match word.split_once('=') {
                Some((variable, _)) => {
                    assert!(is_variable(variable), "{variable}");
                    true
                }
                None => false,
            });
        assert_eq!(words.next(), Some("./target/release/panenka"));
    }
    assert!(processes[0].1.ends_with(" migrate") && processes[1].1.ends_with(" serve"));
}

fn compose() -> Value {
    serde_saphyr::from_str(&read("docker-compose.yml")).expect("YAML")
}

#[test]
fn the_compose_file_is_what_compose_takes() {
    let compose = compose();
    assert_eq!(complaints("compose-spec", &compose), Vec::<String>::new());
    for (field, wrong) in [("services", json!([])), ("volume", json!({}))] {
        let mut broken = compose.clone();
        broken[field] = wrong;
        assert!(!complaints("compose-spec", &broken).is_empty(), "{field}");
    }
}

#[test]
fn the_compose_file_starts_postgres_alone_and_with_a_profile_everything() {
    let compose = compose();
    let services = compose["services"].as_object().expect("services");
    let without_profile = services
        .iter()
        .filter(|(_, service)| service["profiles"].is_null());
    let without_profile: Vec<_> = without_profile.map(|(name, _)| name.as_str()).collect();
    assert_eq!(without_profile, ["postgres"]);
    for service in ["panenka", "redis"] {
        assert_eq!(services[service]["profiles"], json!(["full"]));
    }
    let panenka = &services["panenka"];
    for (name, value) in panenka["environment"].as_object().expect("variables") {
        assert!(is_variable(name), "{name}");
        // A host is the name of a service of this file.
        if let Some((_, address)) = value.as_str().and_then(|value| value.split_once("://")) {
            let address = address.rsplit('@').next().unwrap_or_default();
            let host = address.split(['/', ':', '?']).next().unwrap_or_default();
            assert!(services.contains_key(host), "{name}: {host}");
            assert_eq!(panenka["depends_on"][host]["condition"], "service_healthy");
            assert!(services[host]["healthcheck"]["test"].is_array(), "{host}");
        }
    }
}
