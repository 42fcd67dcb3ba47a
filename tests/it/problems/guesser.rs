//! How long it takes to find a lobby by guessing codes.

use panenka::game::LobbyCode;
use reqwest::Method;
use serde_json::json;

use crate::harness::{Service, send};

on_both_databases! {
    a_guesser_needs_hours,
    many_guessers_need_minutes,
}

const GUESSERS: u32 = 300;

const LOBBIES: usize = 100;

/// Codes of four characters out of 32.
const CODES: f64 = 1_048_576.0;

/// A service behind a router, with as many lobbies as there may be on a good night.
async fn busy(service: &Service) -> Service {
    let backend = service.database.backend;
    let service = Service::start_with(backend, |state| {
        state.rate_limits = Some(Default::default());
        state.trust_forwarded_for = true;
    })
    .await;
    for number in 0..LOBBIES {
        let request = service.request(Method::POST, "/lobbies");
        let request = request.header("x-forwarded-for", format!("192.0.2.{number}"));
        let opened = request.json(&json!({ "host_name": "Olga" }));
        send(opened).await.assert_ok();
    }
    service
}

/// One try; how long the guesser has to wait before the next, where this one was refused.
async fn guess(service: &Service, address: &str) -> Option<f64> {
    let code = LobbyCode::generate(&mut rand::rng());
    let request = service.request(Method::POST, &format!("/lobbies/{code}/players"));
    let request = request.header("x-forwarded-for", address);
    let answer = send(request.json(&json!({ "name": "Guesser" }))).await;
    match answer.status.as_u16() {
        201 | 404 => None,
        _ => {
            answer.assert_problem("too-many-requests");
            let wait = answer.headers["retry-after"].to_str().expect("text");
            Some(wait.parse().expect("seconds"))
        }
    }
}

/// Tries of one address in so many seconds, which waits as told and no longer.
async fn tries_within(service: &Service, address: &str, seconds: f64) -> u32 {
    let (mut tries, mut passed) = (0, 0.0);
    while passed < seconds {
        match guess(service, address).await {
            None => tries += 1,
            Some(wait) => {
                service.clock.advance(wait);
                passed += wait;
            }
        }
    }
    tries
}

async fn a_guesser_needs_hours(service: Service) {
    let service = busy(&service).await;
    let first = tries_within(&service, "198.51.100.1", 1.0).await;
    let next = tries_within(&service, "198.51.100.1", 300.0).await;
    let a_second = f64::from(next) / 300.0;
    let tries = CODES / LOBBIES as f64;
    let hours = (tries - f64::from(first)) / a_second / 3600.0;
    eprintln!(
        "{first} tries at once, then {a_second:.2} a second: a hit takes {hours:.1} h on the average"
    );
    assert!(hours > 2.5, "{hours} h");
}

async fn many_guessers_need_minutes(service: Service) {
    let service = busy(&service).await;
    let mut tries = 0;
    let mut wait: f64 = 0.0;
    for number in 0..GUESSERS {
        let address = format!("198.18.{}.{}", number / 250, number % 250);
        for _ in 0..10 {
            match guess(&service, &address).await {
                None => tries += 1,
                Some(told) => {
                    wait = wait.max(told);
                    break;
                }
            }
        }
    }
    let (at_once, a_second) = (f64::from(tries), f64::from(GUESSERS) / wait);
    let minutes = CODES / LOBBIES as f64 / a_second / 60.0;
    eprintln!(
        "{at_once} tries at once, then {a_second:.0} a second: a hit takes {minutes:.0} min on the average"
    );
    assert!(tries < 1200 + 5 * GUESSERS, "{tries}");
    assert!(minutes > 15.0, "{minutes} min");
}
