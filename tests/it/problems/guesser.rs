//! How long it takes to find a lobby by guessing codes.

use panenka::game::LobbyCode;
use reqwest::Method;
use serde_json::json;

use crate::harness::{Service, send};

on_both_databases! {
    a_guesser_needs_a_day,
    many_guessers_need_hours,
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

enum Guessed {
    Wrong,
    /// It is a lobby's code by chance, and costs nothing.
    Right,
    /// It was not looked up; how many seconds the guesser has to wait.
    Refused(f64),
}

async fn guess(service: &Service, address: &str) -> Guessed {
    let code = LobbyCode::generate(&mut rand::rng());
    let request = service.request(Method::POST, &format!("/lobbies/{code}/players"));
    let request = request.header("x-forwarded-for", address);
    let answer = send(request.json(&json!({ "name": "Guesser" }))).await;
    match answer.status.as_u16() {
        201 => Guessed::Right,
        404 => Guessed::Wrong,
        _ => {
            answer.assert_problem("too-many-requests");
            let wait = answer.headers["retry-after"].to_str().expect("text");
            Guessed::Refused(wait.parse().expect("seconds"))
        }
    }
}

/// Wrong tries of one address in so many seconds, which waits as told and no longer.
async fn tries_within(service: &Service, address: &str, seconds: f64) -> u32 {
    let (mut tries, mut passed) = (0, 0.0);
    while passed < seconds {
        match guess(service, address).await {
            Guessed::Wrong => tries += 1,
            Guessed::Right => {}
            Guessed::Refused(wait) => {
                service.clock.advance(wait);
                passed += wait;
            }
        }
    }
    tries
}

async fn a_guesser_needs_a_day(service: Service) {
    let service = busy(&service).await;
    let first = tries_within(&service, "198.51.100.1", 1.0).await;
    let next = tries_within(&service, "198.51.100.1", 1000.0).await;
    let a_second = f64::from(next) / 1000.0;
    let tries = CODES / LOBBIES as f64;
    let hours = (tries - f64::from(first)) / a_second / 3600.0;
    eprintln!(
        "{first} tries at once, then {a_second:.2} a second: a hit takes {hours:.1} h on the average"
    );
    assert!(hours > 20.0, "{hours} h");
}

/// Who guesses from hundreds of networks has what all together have, and then twice what each has an hour.
async fn many_guessers_need_hours(service: Service) {
    let service = busy(&service).await;
    let (mut at_once, mut in_an_hour) = (0, 0);
    for tries in [&mut at_once, &mut in_an_hour] {
        let mut refused = 0;
        while refused < GUESSERS {
            refused = 0;
            for number in 0..GUESSERS {
                let address = format!("198.18.{}.{}", number / 250, number % 250);
                match guess(&service, &address).await {
                    Guessed::Wrong => *tries += 1,
                    Guessed::Right => {}
                    Guessed::Refused(_) => refused += 1,
                }
            }
        }
        service.clock.advance(3600.0);
    }
    let hours = CODES / LOBBIES as f64 / f64::from(in_an_hour);
    eprintln!(
        "{at_once} tries at once, then {in_an_hour} an hour: a hit takes {hours:.1} h on the average"
    );
    assert!(at_once <= 1200 + 2 * GUESSERS, "{at_once}");
    assert!(in_an_hour <= 1200 + GUESSERS, "{in_an_hour}");
}
