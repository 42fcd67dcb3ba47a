//! Deadlines: for the open buzzers and for the answer. They pass while nobody asks, too.

use std::time::Duration;

use serde_json::{Value, json};

use super::{active, by, queue};
use crate::harness::{Member, Service, score};
use crate::live::Events;

const TICK: f64 = 0.000_001;

on_both_databases! {
    the_buzzers_lock_when_their_time_is_over,
    a_buzz_in_the_last_moment_counts,
    a_buzz_when_the_time_is_over_does_not,
    an_answer_that_takes_too_long_is_the_hosts_to_judge,
    each_who_has_the_word_has_the_whole_time,
    a_repeated_confirmation_gives_no_more_time,
    the_buzzers_have_the_whole_time_when_they_reopen,
    a_host_who_locks_ends_the_time,
    who_leaves_takes_the_time_along,
    a_limit_that_is_set_counts_from_the_next_time,
    whoever_follows_hears_of_it_at_once,
    a_deadline_counts_as_a_change_at_its_own_moment,
    an_outage_moves_a_deadline_on,
}

async fn with_time<'a>(service: &'a Service, field: &str) -> (Member<'a>, Member<'a>, Member<'a>) {
    by(service, json!({ field: 20, "wrong_answer": "next" })).await
}

async fn the_buzzers_lock_when_their_time_is_over(service: Service) {
    let (host, anna, _) = with_time(&service, "buzz_seconds").await;
    let before = host.lobby().await;
    assert_eq!(before["deadline"], "2026-02-14T19:30:20.000Z");
    anna.buzz().await.assert_ok();
    service.clock.advance(20.0 - TICK);
    let lobby = host.lobby().await;
    assert_eq!(
        (&lobby["phase"], &lobby["deadline"]),
        (&json!("open"), &before["deadline"])
    );
    service.clock.advance(TICK);
    let after = host.lobby().await;
    assert_eq!(
        (&after["phase"], &after["deadline"]),
        (&json!("locked"), &json!(null))
    );
    assert_eq!(
        after["version"],
        lobby["version"].as_i64().expect("a number") + 1
    );
    assert_eq!(after["round"], before["round"]);
    assert_eq!(queue(&after), [(anna.id.as_str(), "waiting")]);
}

async fn a_buzz_in_the_last_moment_counts(service: Service) {
    let (_, anna, _) = with_time(&service, "buzz_seconds").await;
    service.clock.advance(20.0 - TICK);
    assert_eq!(anna.buzz().await.assert_ok()["position"], 1);
}

async fn a_buzz_when_the_time_is_over_does_not(service: Service) {
    let (host, anna, _) = with_time(&service, "buzz_seconds").await;
    service.clock.advance(20.0);
    anna.buzz().await.assert_problem("locked");
    assert_eq!(queue(&host.lobby().await), []);
}

async fn an_answer_that_takes_too_long_is_the_hosts_to_judge(service: Service) {
    let (host, anna, _) = with_time(&service, "answer_seconds").await;
    assert_eq!(host.lobby().await["deadline"], json!(null));
    service.clock.advance(5.0);
    anna.buzz().await.assert_ok();
    let lobby = host.confirm(&anna.id).await.assert_ok();
    assert_eq!(lobby["deadline"], "2026-02-14T19:30:25.000Z");
    assert_eq!(lobby["active_player"]["out_of_time"], false);
    service.clock.advance(20.0);
    let lobby = anna.lobby().await;
    assert_eq!(
        (&lobby["phase"], &lobby["deadline"]),
        (&json!("answering"), &json!(null))
    );
    assert_eq!(lobby["active_player"]["out_of_time"], true);
    let lobby = host.resolve("plus").await.assert_ok();
    assert_eq!(score(&lobby, &anna), 10);
}

async fn each_who_has_the_word_has_the_whole_time(service: Service) {
    let (host, anna, ben) = with_time(&service, "answer_seconds").await;
    anna.buzz().await.assert_ok();
    ben.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    service.clock.advance(30.0);
    assert_eq!(host.lobby().await["active_player"]["out_of_time"], true);
    let lobby = host.resolve("minus").await.assert_ok();
    assert_eq!(active(&lobby), Some(ben.id.as_str()));
    assert_eq!(lobby["deadline"], "2026-02-14T19:30:50.000Z");
    assert_eq!(lobby["active_player"]["out_of_time"], false);
}

async fn a_repeated_confirmation_gives_no_more_time(service: Service) {
    let (host, anna, ben) = with_time(&service, "answer_seconds").await;
    anna.buzz().await.assert_ok();
    ben.buzz().await.assert_ok();
    let first = host.confirm(&anna.id).await.assert_ok();
    service.clock.advance(10.0);
    let again = host.confirm(&anna.id).await.assert_ok();
    assert_eq!(again["deadline"], first["deadline"]);
    let other = host.confirm(&ben.id).await.assert_ok();
    assert_eq!(other["deadline"], "2026-02-14T19:30:30.000Z");
}

async fn the_buzzers_have_the_whole_time_when_they_reopen(service: Service) {
    let (host, anna, _) = with_time(&service, "buzz_seconds").await;
    service.clock.advance(12.0);
    anna.buzz().await.assert_ok();
    let lobby = host.confirm(&anna.id).await.assert_ok();
    assert_eq!(lobby["deadline"], json!(null));
    let lobby = host.resolve("minus").await.assert_ok();
    assert_eq!(
        (&lobby["question"], &lobby["deadline"]),
        (&json!(1), &json!("2026-02-14T19:30:32.000Z"))
    );
    service.clock.advance(1.0);
    let lobby = host.reset().await.assert_ok();
    assert_eq!(lobby["deadline"], "2026-02-14T19:30:33.000Z");
}

async fn a_host_who_locks_ends_the_time(service: Service) {
    let (host, ..) = with_time(&service, "buzz_seconds").await;
    let lobby = host.set(json!({ "locked": true })).await.assert_ok();
    assert_eq!(lobby["deadline"], json!(null));
    service.clock.advance(60.0);
    let lobby = host.set(json!({ "locked": false })).await.assert_ok();
    assert_eq!(lobby["deadline"], "2026-02-14T19:31:20.000Z");
}

async fn who_leaves_takes_the_time_along(service: Service) {
    let (host, anna, _) = with_time(&service, "answer_seconds").await;
    anna.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    anna.remove("me").await.assert_ok();
    let before = host.lobby().await;
    assert_eq!((active(&before), &before["deadline"]), (None, &json!(null)));
    service.clock.advance(21.0);
    assert_eq!(host.lobby().await["version"], before["version"]);
}

async fn a_limit_that_is_set_counts_from_the_next_time(service: Service) {
    let (host, ..) = by(&service, json!({})).await;
    let lobby = host.rule(json!({ "buzz_seconds": 5 })).await;
    assert_eq!(lobby["deadline"], json!(null));
    let lobby = host.reset().await.assert_ok();
    assert_eq!(lobby["deadline"], "2026-02-14T19:30:05.000Z");
    let lobby = host.rule(json!({ "buzz_seconds": 0 })).await;
    assert_eq!(lobby["deadline"], "2026-02-14T19:30:05.000Z");
}

/// On every instance, without a request.
async fn whoever_follows_hears_of_it_at_once(service: Service) {
    let (host, anna, _) = with_time(&service, "buzz_seconds").await;
    let database = std::sync::Arc::clone(&service.database);
    let other = Service::start_on(database, service.clock.clone(), |_| {}).await;
    let mut streams = [Events::of(&host).await, Events::of(&anna.at(&other)).await];
    for stream in &mut streams {
        assert_eq!(stream.lobby().await["phase"], "open");
    }
    service.clock.advance(20.0);
    let is_locked = |lobby: &Value| lobby["phase"] == "locked";
    for stream in &mut streams {
        let heard = stream.lobby_where(is_locked);
        let heard = tokio::time::timeout(Duration::from_secs(10), heard).await;
        heard.expect("a deadline that is told of");
    }
}

/// An empty lobby expires an hour after its last change, whenever somebody looks.
async fn a_deadline_counts_as_a_change_at_its_own_moment(service: Service) {
    for looks_between in [false, true] {
        let host = service
            .host_by("Olga", json!({ "buzz_seconds": 600 }))
            .await;
        for minutes in 1..60 {
            service.clock.advance(60.0);
            if looks_between || !(10..=40).contains(&minutes) {
                host.lobby().await;
            }
        }
        let expires_at = host.lobby().await["expires_at"].clone();
        let created_at = host.lobby().await["created_at"].clone();
        let moment = |time: Value| -> jiff::Timestamp {
            time.as_str().expect("a time").parse().expect("a time")
        };
        let lives = moment(expires_at).duration_since(moment(created_at));
        assert_eq!(lives, jiff::SignedDuration::from_mins(70));
    }
}

async fn an_outage_moves_a_deadline_on(service: Service) {
    let service = crate::uptime::beside(&service).await;
    let (host, anna, _) = by(&service, json!({ "buzz_seconds": 600 })).await;
    service.clock.advance(3_600.0); // of which 45 s count
    let lobby = host.lobby().await;
    assert_eq!(
        (&lobby["phase"], &lobby["deadline"]),
        (&json!("open"), &json!("2026-02-14T20:39:15.000Z"))
    );
    anna.buzz().await.assert_ok();
}
