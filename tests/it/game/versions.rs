//! When a lobby counts as changed: its version and its ETag.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::json;

use crate::harness::{Answer, Member, Service, send};

on_both_databases! {
    an_unchanged_lobby_is_not_sent_again,
    an_etag_is_found_in_a_list,
    any_etag_matches_an_asterisk,
    an_etag_without_its_weakness_matches,
    other_etags_match_nothing,
    a_malformed_list_matches_nothing,
    etags_differ_between_viewers,
    etags_change_with_the_version,
    answers_are_private_and_revalidated,
    the_hosts_moves_answer_with_the_new_state,
    version_grows_by_one_with_each_change,
    version_does_not_grow_when_nothing_changes,
    a_refused_move_changes_nothing,
}

async fn pair(service: &Service) -> (Member<'_>, Member<'_>) {
    let host = service.host("Olga").await;
    let anna = service.join(&host.code, "Anna").await;
    (host, anna)
}

async fn matching(member: &Member<'_>, tags: &str) -> Answer {
    send(
        member
            .request(Method::GET, "")
            .header("if-none-match", tags),
    )
    .await
}

fn etag(answer: &Answer) -> String {
    answer.headers["etag"].to_str().expect("text").to_owned()
}

async fn an_unchanged_lobby_is_not_sent_again(service: Service) {
    let (_, anna) = pair(&service).await;
    let tag = etag(&anna.get().await);
    let unchanged = matching(&anna, &tag).await;
    assert_eq!(
        (unchanged.status.as_u16(), &unchanged.body),
        (304, &json!(null))
    );
    assert_eq!(etag(&unchanged), tag);
    assert_eq!(unchanged.headers["cache-control"], "private, no-cache");
}

async fn an_etag_is_found_in_a_list(service: Service) {
    let (_, anna) = pair(&service).await;
    let tag = etag(&anna.get().await);
    for list in [
        format!("\"a\", {tag}"),
        format!("W/\"a\",{tag},\"b\""),
        format!("{tag} , \"a\""),
    ] {
        assert_eq!(matching(&anna, &list).await.status, 304, "{list}");
    }
    let twice = anna
        .request(Method::GET, "")
        .header("if-none-match", "\"a\"");
    assert_eq!(send(twice.header("if-none-match", &tag)).await.status, 304);
}

async fn any_etag_matches_an_asterisk(service: Service) {
    let (_, anna) = pair(&service).await;
    assert_eq!(matching(&anna, "*").await.status, 304);
}

/// Weak comparison, as RFC 9110 has it for this header: some proxies take the `W/` off.
async fn an_etag_without_its_weakness_matches(service: Service) {
    let (_, anna) = pair(&service).await;
    let tag = etag(&anna.get().await);
    let strong = tag.strip_prefix("W/").expect("a weak tag");
    assert_eq!(matching(&anna, strong).await.status, 304);
}

async fn a_malformed_list_matches_nothing(service: Service) {
    let (_, anna) = pair(&service).await;
    let tag = etag(&anna.get().await);
    for malformed in [
        "\"a b\"",
        "\"",
        "W/",
        "\"a,*,b\"",
        "**",
        &tag[2..tag.len() - 1],
    ] {
        assert_eq!(matching(&anna, malformed).await.status, 200, "{malformed}");
    }
}

async fn other_etags_match_nothing(service: Service) {
    let (_, anna) = pair(&service).await;
    let tag = etag(&anna.get().await);
    for other in [
        "\"a\"",
        "W/\"\"",
        "",
        &tag[..tag.len() - 1],
        &format!("{tag}x"),
        &format!("x{tag}"),
    ] {
        assert_eq!(matching(&anna, other).await.status, 200, "{other}");
    }
}

async fn etags_differ_between_viewers(service: Service) {
    let (host, anna) = pair(&service).await;
    let ben = service.join(&host.code, "Ben").await;
    let tags = [
        etag(&host.get().await),
        etag(&anna.get().await),
        etag(&ben.get().await),
    ];
    assert_eq!(BTreeSet::from(tags.clone()).len(), 3, "{tags:?}");
    assert_eq!(matching(&ben, &tags[1]).await.status, 200);
}

async fn etags_change_with_the_version(service: Service) {
    let (host, anna) = pair(&service).await;
    let tag = etag(&anna.get().await);
    host.set(json!({ "locked": true })).await.assert_ok();
    let changed = matching(&anna, &tag).await;
    assert_eq!(changed.status, 200);
    assert_ne!(etag(&changed), tag);
}

async fn answers_are_private_and_revalidated(service: Service) {
    let (host, anna) = pair(&service).await;
    let answers = [
        host.get().await,
        anna.get().await,
        host.set(json!({ "locked": true })).await,
        host.reset().await,
        anna.edit("me", json!({ "name": "Ann" })).await,
    ];
    for answer in answers {
        assert_eq!(answer.headers["cache-control"], "private, no-cache");
        assert!(answer.headers.contains_key("etag"));
        assert_eq!(answer.headers["content-type"], "application/json");
    }
}

async fn the_hosts_moves_answer_with_the_new_state(service: Service) {
    let (host, anna) = pair(&service).await;
    for step in 0..5 {
        let answer = match step {
            0 => host.set(json!({ "question_value": 20 })).await,
            1 => {
                anna.buzz().await.assert_ok();
                host.confirm(&anna.id).await
            }
            2 => host.edit(&anna.id, json!({ "name": "Ann" })).await,
            3 => host.reset().await,
            _ => anna.edit("me", json!({ "name": "Anna" })).await,
        };
        let viewer = if step == 4 { &anna } else { &host };
        let now = viewer.get().await;
        assert_eq!(answer.body, now.body, "step {step}");
        assert_eq!(etag(&answer), etag(&now), "step {step}");
    }
    anna.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    let resolved = host.resolve("plus").await.assert_ok();
    assert_eq!(resolved, host.lobby().await);
}

async fn version(member: &Member<'_>) -> i64 {
    member.lobby().await["version"].as_i64().expect("a version")
}

async fn version_grows_by_one_with_each_change(service: Service) {
    let (host, anna) = pair(&service).await;
    let mut expected = version(&host).await;
    for step in 0..14 {
        match step {
            0 => anna.buzz().await.assert_ok(),
            1 => host.confirm(&anna.id).await.assert_ok(),
            2 => host.resolve("skip").await.assert_ok(),
            3 => host.set(json!({ "locked": true })).await.assert_ok(),
            4 => host.set(json!({ "locked": false })).await.assert_ok(),
            5 => host.set(json!({ "question_value": 10 })).await.assert_ok(),
            6 => host.reset().await.assert_ok(),
            7 => host.edit(&anna.id, json!({ "score": 5 })).await.assert_ok(),
            8 => anna.edit("me", json!({ "name": "Ann" })).await.assert_ok(),
            9 => service.try_join(&host.code, "Ben").await.assert_ok(),
            10 => anna.buzz().await.assert_ok(),
            11 => host.confirm(&anna.id).await.assert_ok(),
            12 => host.resolve("minus").await.assert_ok(),
            _ => anna.remove("me").await.assert_ok(),
        };
        expected += 1;
        assert_eq!(version(&host).await, expected, "after step {step}");
    }
}

async fn version_does_not_grow_when_nothing_changes(service: Service) {
    let (host, anna) = pair(&service).await;
    let both = json!({ "locked": true, "question_value": 10 });
    anna.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    host.set(both.clone()).await.assert_ok();
    let before = host.lobby().await;
    let tag = etag(&host.get().await);
    host.set(both).await.assert_ok();
    host.set(json!({})).await.assert_ok();
    host.set(json!({ "locked": null, "question_value": null }))
        .await
        .assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    host.edit(&anna.id, json!({ "name": "Anna", "score": 0 }))
        .await
        .assert_ok();
    host.edit(&anna.id, json!({})).await.assert_ok();
    anna.edit("me", json!({ "name": " Anna " }))
        .await
        .assert_ok();
    anna.buzz().await.assert_ok();
    anna.lobby().await;
    assert_eq!(host.lobby().await, before);
    assert_eq!(matching(&host, &tag).await.status, 304);
}

async fn a_refused_move_changes_nothing(service: Service) {
    let (host, anna) = pair(&service).await;
    let before = host.lobby().await;
    host.resolve("plus")
        .await
        .assert_problem("no-active-player");
    host.confirm(&anna.id)
        .await
        .assert_problem("player-not-in-queue");
    host.buzz().await.assert_problem("player-only");
    anna.reset().await.assert_problem("host-only");
    anna.buzz_in(2).await.assert_problem("round-changed");
    service
        .try_join(&host.code, "")
        .await
        .assert_problem("invalid-field");
    assert_eq!(host.lobby().await, before);
}
