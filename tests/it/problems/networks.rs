//! Whose guesses count together: those of an address, of a customer's network, and of all; and who is kept out by them.

use panenka::game::LobbyCode;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use reqwest::Method;
use serde_json::json;

use super::limited;
use super::limits::{VENUE, behind_a_router, guess_from, host_elsewhere, join_from};
use crate::harness::{Answer, Service, at_once, send};

on_both_databases! {
    another_address_is_not_limited,
    an_address_with_a_port_is_the_address,
    nobody_escapes_by_naming_another_address,
    nobody_escapes_within_a_network_of_their_own,
    many_guessers_leave_others_their_typing_errors,
    who_guesses_behind_the_address_of_a_venue_keeps_nobody_out,
    guessers_everywhere_and_in_the_venue_keep_nobody_out,
    guesses_at_the_same_time_are_counted,
    a_hall_joins_at_the_same_time,
    a_customer_with_many_networks_opens_no_more_lobbies,
}

async fn another_address_is_not_limited(service: Service) {
    let service = behind_a_router(&service).await;
    for _ in 0..120 {
        guess_from(&service, "192.0.2.1")
            .await
            .assert_problem("lobby-not-found");
    }
    guess_from(&service, "192.0.2.1")
        .await
        .assert_problem("too-many-requests");
    guess_from(&service, "192.0.2.2")
        .await
        .assert_problem("lobby-not-found");
    guess_from(&service, "2001:db8::1")
        .await
        .assert_problem("lobby-not-found");
}

/// Some routers add the port the client has just now.
async fn an_address_with_a_port_is_the_address(service: Service) {
    let service = behind_a_router(&service).await;
    for number in 0..120 {
        let forwarded_for = match number % 3 {
            0 => format!("192.0.2.1:{}", 1000 + number),
            1 => "192.0.2.1".to_owned(),
            _ => format!("203.0.113.9, 192.0.2.1:{number}"),
        };
        let answer = guess_from(&service, &forwarded_for).await;
        answer.assert_problem("lobby-not-found");
    }
    for same in ["192.0.2.1:80", "192.0.2.1"] {
        let answer = guess_from(&service, same).await;
        answer.assert_problem("too-many-requests");
    }
    for number in 0..120 {
        let forwarded_for = format!("[2001:db8::1]:{number}");
        let answer = guess_from(&service, &forwarded_for).await;
        answer.assert_problem("lobby-not-found");
    }
    for same in ["[2001:db8::1]:80", "[2001:db8::1]", "2001:db8::2"] {
        let answer = guess_from(&service, same).await;
        answer.assert_problem("too-many-requests");
    }
}

async fn nobody_escapes_by_naming_another_address(service: Service) {
    let direct = limited(&service).await;
    for number in 0..120 {
        let own_word = format!("192.0.2.{number}");
        guess_from(&direct, &own_word)
            .await
            .assert_problem("lobby-not-found");
    }
    guess_from(&direct, "198.51.100.1")
        .await
        .assert_problem("too-many-requests");

    let routed = behind_a_router(&service).await;
    for number in 0..120 {
        let hops = format!("192.0.2.{number}, 198.51.100.1");
        guess_from(&routed, &hops)
            .await
            .assert_problem("lobby-not-found");
    }
    guess_from(&routed, "192.0.2.200, 198.51.100.1")
        .await
        .assert_problem("too-many-requests");
}

async fn nobody_escapes_within_a_network_of_their_own(service: Service) {
    let service = behind_a_router(&service).await;
    for number in 0..120 {
        guess_from(&service, &format!("2001:db8:1:2:{number:x}::1"))
            .await
            .assert_problem("lobby-not-found");
    }
    guess_from(&service, "2001:db8:1:2:ffff::1")
        .await
        .assert_problem("too-many-requests");
    guess_from(&service, "2001:db8:1:3::1")
        .await
        .assert_problem("lobby-not-found");
    // The same address in two notations is one.
    for _ in 0..60 {
        guess_from(&service, "192.0.2.7").await;
        guess_from(&service, "::ffff:192.0.2.7").await;
    }
    guess_from(&service, "192.0.2.7")
        .await
        .assert_problem("too-many-requests");
}

/// From a hundred addresses, up to the limit for all together.
async fn many_guessers_leave_others_their_typing_errors(service: Service) {
    let service = behind_a_router(&service).await;
    let host = host_elsewhere(&service).await;
    for number in 0..1200 {
        let guesser = format!("198.51.100.{}", number % 100);
        guess_from(&service, &guesser)
            .await
            .assert_problem("lobby-not-found");
    }
    // A venue that had no part in it mistypes and joins.
    for _ in 0..2 {
        guess_from(&service, VENUE)
            .await
            .assert_problem("lobby-not-found");
    }
    guess_from(&service, VENUE)
        .await
        .assert_problem("too-many-requests");
    for _ in 0..3 {
        join_from(&service, &host, "192.0.2.2").await.assert_ok();
    }
    service.clock.advance(240.0);
    for _ in 0..100 {
        guess_from(&service, "192.0.2.3")
            .await
            .assert_problem("lobby-not-found");
    }
}

/// One phone asks for another code 50 times a second; the guests come a little later, and repeat theirs as told.
async fn who_guesses_behind_the_address_of_a_venue_keeps_nobody_out(service: Service) {
    let service = behind_a_router(&service).await;
    let host = host_elsewhere(&service).await;
    let mut rng = StdRng::seed_from_u64(7);
    let mut outside: Vec<u32> = (0..20).collect();
    let mut first = None;
    for second in 0..40 {
        for _ in 0..50 {
            let code = LobbyCode::generate(&mut rng).to_string();
            let request = service.request(Method::POST, &format!("/lobbies/{code}/players"));
            let request = request.header("x-forwarded-for", VENUE);
            send(request.json(&json!({ "name": "Guesser" }))).await;
        }
        let mut still = Vec::new();
        for guest in outside.drain(..) {
            let comes = second >= 10 && (second + guest) % 5 == 0;
            if comes && join_from(&service, &host, VENUE).await.status == 201 {
                first.get_or_insert(second);
            } else {
                still.push(guest);
            }
        }
        outside = still;
        service.clock.advance(1.0);
    }
    assert!(outside.is_empty(), "{outside:?}");
    let first = first.expect("a guest");
    assert!(first <= 30, "the first one has joined after {first} s");
    join_from(&service, &host, VENUE).await.assert_ok();
}

async fn ask_from(service: &Service, address: &str, code: LobbyCode) -> Answer {
    let request = service.request(Method::GET, &format!("/lobbies/{code}/preview"));
    send(request.header("x-forwarded-for", address)).await
}

/// All together have used theirs up, and the phone in the venue what is kept for its address. Then five guests come, and repeat
/// their code as told, always later than the guessers.
async fn guessers_everywhere_and_in_the_venue_keep_nobody_out(service: Service) {
    let service = behind_a_router(&service).await;
    let host = host_elsewhere(&service).await;
    let mut rng = StdRng::seed_from_u64(9);
    let mut code = || LobbyCode::generate(&mut rng);
    for number in 0..1200 {
        let guesser = format!("198.51.100.{}", number % 100);
        ask_from(&service, &guesser, code()).await;
    }
    let mut told = [0; 2];
    let mut outside: Vec<u32> = (0..5).collect();
    for second in 0..20 {
        for number in 0..20 {
            let guesser = format!("198.51.100.{}", 20 * (second % 5) + number);
            let answer = ask_from(&service, &guesser, code()).await;
            told[0] += u32::from(answer.status == 404);
            let answer = ask_from(&service, VENUE, code()).await;
            told[1] += u32::from(answer.status == 404);
        }
        let mut still = Vec::new();
        for guest in outside.drain(..) {
            let comes = second >= 4 && (second + guest) % 2 == 0;
            if !comes || join_from(&service, &host, VENUE).await.status != 201 {
                still.push(guest);
            }
        }
        outside = still;
        if second == 10 {
            assert!(outside.is_empty(), "{outside:?}, {told:?}");
        }
        service.clock.advance(1.0);
    }
    // What each of a hundred networks keeps for itself, and one in 2 s for all.
    assert!(told[0] + told[1] <= 2 * 101 + 10, "{told:?}");
    assert!(told[1] >= 2, "{told:?}");
}

/// As many at once are no more than one after the other.
async fn guesses_at_the_same_time_are_counted(service: Service) {
    let service = behind_a_router(&service).await;
    let mut rng = StdRng::seed_from_u64(8);
    let requests: Vec<_> = (0..400)
        .map(|number| {
            let code = LobbyCode::generate(&mut rng);
            let request = service.request(Method::GET, &format!("/lobbies/{code}/preview"));
            request.header("x-forwarded-for", format!("2001:db8:7:{number:x}::1"))
        })
        .collect();
    let answers = at_once(requests).await;
    let told = answers.iter().filter(|answer| answer.status == 404);
    assert_eq!(told.count(), 240);
    // Another customer's network.
    let answer = guess_from(&service, "2001:db8:8::1").await;
    answer.assert_problem("lobby-not-found");
}

/// They ask one thing.
async fn a_hall_joins_at_the_same_time(service: Service) {
    let service = behind_a_router(&service).await;
    let host = host_elsewhere(&service).await;
    let preview = |_| {
        let request = host.request(Method::GET, "/preview");
        request.header("x-forwarded-for", VENUE)
    };
    for answer in at_once((0..300).map(preview)).await {
        answer.assert_ok();
    }
}

async fn a_customer_with_many_networks_opens_no_more_lobbies(service: Service) {
    let service = behind_a_router(&service).await;
    let open_from = |address: String| {
        let request = service.request(Method::POST, "/lobbies");
        let request = request.header("x-forwarded-for", address);
        send(request.json(&json!({ "host_name": "Olga" })))
    };
    for number in 0..120 {
        let opened = open_from(format!("2001:db8:7:{number:x}::1")).await;
        opened.assert_ok();
    }
    let refused = open_from("2001:db8:7:ffff::1".to_owned()).await;
    refused.assert_problem("too-many-requests");
    assert_eq!(
        refused.headers["ratelimit-policy"],
        "\"lobbies-network\";q=120;w=360"
    );
}
