//! One place in the queue for a team.

use reqwest::Method;
use serde_json::{Value, json};

use super::{each, join_into, two_teams};
use crate::harness::{Member, Service, at_once, send, text};

on_both_databases! {
    without_the_rule_each_member_has_a_place,
    a_team_has_one_place,
    members_who_race_get_one_place,
    teams_that_race_get_one_place_each,
    who_is_in_no_team_has_a_place_of_their_own,
    a_wrong_answer_puts_the_whole_team_out,
    the_word_passes_on_to_another_team,
    who_changes_teams_gives_up_the_place,
    who_changes_teams_while_buzzing_makes_no_team_stand_twice,
    places_are_shared_from_when_it_is_set_so,
    a_member_who_leaves_takes_the_place_along,
    whoever_has_the_word_by_an_undo_keeps_it_in_another_team,
}

const SHARED: fn() -> Value = || json!({ "buzz_per": "team" });

async fn without_the_rule_each_member_has_a_place(service: Service) {
    let (host, red, _) = two_teams(&service, json!({})).await;
    for name in ["Anna", "Mia"] {
        let player = join_into(&host, name, &red).await;
        assert_eq!(player.buzz().await.assert_ok()["status"], "ok");
    }
    let lobby = host.lobby().await;
    assert_eq!(
        each(&lobby["buzz_queue"], "team_id"),
        [red.clone(), red.clone()]
    );
    // Nor is the other one out when one has answered wrong.
    host.rule(json!({ "wrong_answer": "reopen" })).await;
    let anna = text(&lobby["buzz_queue"][0]["id"]);
    host.confirm(&anna).await.assert_ok();
    host.resolve("minus").await.assert_ok();
    let late = join_into(&host, "Late", &red).await;
    assert_eq!(late.buzz().await.assert_ok()["position"], 1);
}

async fn a_team_has_one_place(service: Service) {
    let (host, red, blue) = two_teams(&service, SHARED()).await;
    let ben = join_into(&host, "Ben", &blue).await;
    let [anna, mia] = [
        join_into(&host, "Anna", &red).await,
        join_into(&host, "Mia", &red).await,
    ];
    for player in [&ben, &anna] {
        player.buzz().await.assert_ok();
    }
    let you = mia.lobby().await["you"].clone();
    assert_eq!(
        (&you["position"], &you["can_buzz"]),
        (&json!(2), &json!(false))
    );
    let answer = mia.buzz().await.assert_ok();
    assert_eq!(
        (&answer["status"], &answer["position"]),
        (&json!("already"), &json!(2))
    );
    let lobby = host.lobby().await;
    assert_eq!(
        each(&lobby["buzz_queue"], "id"),
        [ben.id.as_str(), &anna.id]
    );
    host.confirm(&mia.id)
        .await
        .assert_problem("player-not-in-queue");
}

async fn members_who_race_get_one_place(service: Service) {
    let (host, red, _) = two_teams(&service, SHARED()).await;
    let members = members(&host, &red, 12).await;
    let other = service.join(&host.code, "Otto").await;
    for _ in 0..5 {
        let buzzing = members.iter().chain([&other]);
        let buzzes = buzzing.map(|member| member.request(Method::POST, "/buzz"));
        let answers = at_once(buzzes).await;
        let (alone, team) = answers.split_last().expect("answers");
        let first = team.iter().filter(|answer| answer.body["status"] == "ok");
        assert_eq!(first.count(), 1);
        let lobby = host.lobby().await;
        let queue = lobby["buzz_queue"].as_array().expect("a list");
        assert_eq!(queue.len(), 2, "{queue:?}");
        let place = queue.iter().find(|entry| entry["team_id"] == red);
        let place = &place.expect("the team's place")["position"];
        // Whatever a member was told was the place of the team.
        assert!(team.iter().all(|answer| answer.body["position"] == *place));
        assert_ne!(alone.body["position"], *place);
        host.reset().await.assert_ok();
    }
}

async fn teams_that_race_get_one_place_each(service: Service) {
    let (host, red, blue) = two_teams(&service, SHARED()).await;
    let mut all = members(&host, &red, 6).await;
    all.extend(members(&host, &blue, 6).await);
    for _ in 0..5 {
        at_once(
            all.iter()
                .map(|member| member.request(Method::POST, "/buzz")),
        )
        .await;
        let lobby = host.lobby().await;
        let mut teams = each(&lobby["buzz_queue"], "team_id");
        teams.sort_by_key(Value::to_string);
        let mut both = [red.clone(), blue.clone()];
        both.sort_by_key(Value::to_string);
        assert_eq!(teams, both);
        host.reset().await.assert_ok();
    }
}

async fn who_is_in_no_team_has_a_place_of_their_own(service: Service) {
    let (host, red, _) = two_teams(&service, SHARED()).await;
    join_into(&host, "Anna", &red)
        .await
        .buzz()
        .await
        .assert_ok();
    for (name, position) in [("Otto", 2), ("Petra", 3)] {
        let alone = service.join(&host.code, name).await;
        assert_eq!(alone.buzz().await.assert_ok()["position"], position);
    }
}

async fn a_wrong_answer_puts_the_whole_team_out(service: Service) {
    let rules = json!({ "buzz_per": "team", "wrong_answer": "reopen" });
    let (host, red, blue) = two_teams(&service, rules).await;
    let anna = join_into(&host, "Anna", &red).await;
    let mia = join_into(&host, "Mia", &red).await;
    let ben = join_into(&host, "Ben", &blue).await;
    anna.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    host.resolve("minus").await.assert_ok();
    for out in [&anna, &mia] {
        out.buzz().await.assert_problem("locked");
        assert_eq!(out.lobby().await["you"]["can_buzz"], false);
    }
    // Nor by way of the other team, for who has answered.
    anna.choose(&blue).await.assert_ok();
    anna.buzz().await.assert_problem("locked");
    assert_eq!(ben.buzz().await.assert_ok()["position"], 1);
    host.reset().await.assert_ok();
    assert_eq!(mia.buzz().await.assert_ok()["position"], 1);
}

async fn the_word_passes_on_to_another_team(service: Service) {
    let rules = json!({ "wrong_answer": "next" });
    let (host, red, blue) = two_teams(&service, rules).await;
    let anna = join_into(&host, "Anna", &red).await;
    let mia = join_into(&host, "Mia", &red).await;
    let ben = join_into(&host, "Ben", &blue).await;
    for player in [&anna, &mia, &ben] {
        player.buzz().await.assert_ok();
    }
    host.confirm(&anna.id).await.assert_ok();
    let lobby = host.rule(SHARED()).await;
    assert_eq!(
        each(&lobby["buzz_queue"], "id"),
        [anna.id.as_str(), &ben.id]
    );
    let lobby = host.resolve("minus").await.assert_ok();
    assert_eq!(lobby["active_player"]["id"], ben.id.as_str());
}

async fn who_changes_teams_gives_up_the_place(service: Service) {
    let (host, red, blue) = two_teams(&service, SHARED()).await;
    let anna = join_into(&host, "Anna", &red).await;
    let mia = join_into(&host, "Mia", &red).await;
    anna.buzz().await.assert_ok();
    host.confirm(&anna.id).await.assert_ok();
    let lobby = anna.choose(&blue).await.assert_ok();
    assert_eq!(lobby["buzz_queue"], json!([]));
    assert_eq!(lobby["active_player"], Value::Null);
    host.set(json!({ "locked": false })).await.assert_ok();
    for player in [&mia, &anna] {
        assert_eq!(player.buzz().await.assert_ok()["status"], "ok");
    }
}

/// A buzz that was checked before its player changed teams is not stored for the team of before.
async fn who_changes_teams_while_buzzing_makes_no_team_stand_twice(service: Service) {
    let (host, red, blue) = two_teams(&service, SHARED()).await;
    let mut all = members(&host, &red, 4).await;
    all.extend(members(&host, &blue, 4).await);
    for round in 0..20 {
        let target = if round % 2 == 0 { &blue } else { &red };
        let requests = all.iter().enumerate().flat_map(|(index, member)| {
            let buzz = member.request(Method::POST, "/buzz");
            let change = member.request(Method::PATCH, "/players/me");
            let change = change.json(&json!({ "team_id": target }));
            if index % 2 == 0 {
                vec![buzz, change]
            } else {
                vec![change, buzz]
            }
        });
        for answer in at_once(requests).await {
            answer.assert_ok();
        }
        let lobby = host.lobby().await;
        let mut teams = each(&lobby["buzz_queue"], "team_id");
        let places = teams.len();
        teams.sort_by_key(Value::to_string);
        teams.dedup();
        assert_eq!(teams.len(), places, "a team stands twice: {lobby}");
        // Who is in the queue is seen at the place of the own team of now.
        for entry in lobby["buzz_queue"].as_array().expect("a list") {
            let player = lobby["players"].as_array().expect("a list").iter();
            let player = player.clone().find(|player| player["id"] == entry["id"]);
            assert_eq!(player.expect("a player")["team_id"], entry["team_id"]);
        }
        host.reset().await.assert_ok();
    }
}

async fn places_are_shared_from_when_it_is_set_so(service: Service) {
    let (host, red, blue) = two_teams(&service, json!({})).await;
    let anna = join_into(&host, "Anna", &red).await;
    let mia = join_into(&host, "Mia", &red).await;
    let ben = join_into(&host, "Ben", &blue).await;
    for player in [&anna, &ben, &mia] {
        player.buzz().await.assert_ok();
    }
    host.confirm(&mia.id).await.assert_ok();
    let lobby = host.rule(SHARED()).await;
    assert_eq!(each(&lobby["buzz_queue"], "id"), [ben.id.as_str(), &mia.id]);
    assert_eq!(lobby["active_player"]["id"], mia.id.as_str());
}

async fn a_member_who_leaves_takes_the_place_along(service: Service) {
    let (host, red, _) = two_teams(&service, SHARED()).await;
    let anna = join_into(&host, "Anna", &red).await;
    let mia = join_into(&host, "Mia", &red).await;
    anna.buzz().await.assert_ok();
    send(anna.request(Method::DELETE, "/players/me"))
        .await
        .assert_ok();
    assert_eq!(host.lobby().await["buzz_queue"], json!([]));
    assert_eq!(mia.buzz().await.assert_ok()["status"], "ok");
}

async fn members<'a>(host: &Member<'a>, team: &Value, count: usize) -> Vec<Member<'a>> {
    let mut members = Vec::new();
    for number in 1..=count {
        members.push(join_into(host, &format!("Member {number}"), team).await);
    }
    members
}

async fn whoever_has_the_word_by_an_undo_keeps_it_in_another_team(service: Service) {
    let rules = json!({ "buzz_per": "team", "wrong_answer": "next" });
    let (host, red, blue) = two_teams(&service, rules).await;
    let anna = join_into(&host, "Anna", &red).await;
    let ben = join_into(&host, "Ben", &blue).await;
    for player in [&anna, &ben] {
        player.buzz().await.assert_ok();
    }
    host.confirm(&anna.id).await.assert_ok();
    host.resolve("minus").await.assert_ok(); // the red team is out
    let wrong = host.resolve("minus").await.assert_ok();
    ben.choose(&red).await.assert_ok();
    let lobby = host.undo(&wrong["last_event"]["id"]).await.assert_ok();
    assert_eq!(lobby["active_player"]["id"], ben.id.as_str());
    assert_eq!(host.confirm(&ben.id).await.assert_ok(), lobby);
    assert_eq!(host.resolve("plus").await.assert_ok()["question"], 2);
}
