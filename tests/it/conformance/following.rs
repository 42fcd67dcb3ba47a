//! What those who follow lobbies ask of a store.

use jiff::SignedDuration;
use panenka::game::{Presence, Refusal};
use panenka::store::{Credentials, Glance, Looked};

use super::table::Table;
use crate::harness::{Service, reading};

pub async fn a_look_brings_no_digest_but_the_viewers(service: Service) {
    let table = Table::open(&service).await;
    let (anna, ben) = (table.seat("Anna").await, table.seat("Ben").await);
    let seen = table.see(&anna.by).await.expect("the lobby");
    let digests: Vec<_> = seen.players.iter().map(|player| &player.token).collect();
    assert_eq!((digests[0], digests.len()), (&anna.by.token, 2));
    assert_ne!(digests[1], &ben.by.token);
    let seen = table.lobby().await;
    let known = |digest| [&anna.by.token, &ben.by.token].contains(&digest);
    assert!(!seen.players.iter().any(|player| known(&player.token)));
}

/// Whoever knows the version is shown nothing, unless time has changed something or a sign of life is due.
pub async fn a_look_at_what_is_known_still_does_what_is_due(service: Service) {
    let table = Table::open(&service).await;
    let anna = table.seat("Anna").await;
    let version = table.lobby().await.version;
    let look = async |by: &Credentials, seconds: i64, known: i64| {
        let at = table.now + SignedDuration::from_secs(seconds);
        let is_known = move |glance: Glance| glance.version == known;
        let looked = table.store.view_unless(by, reading(at), is_known).await;
        looked.expect("a store").map(|looked| match looked {
            Looked::Known(glance) => (true, glance.version),
            Looked::New(viewed) => (false, viewed.lobby.version),
        })
    };
    for by in [&table.host, &anna.by] {
        assert_eq!(look(by, 0, version).await, Ok((true, version)));
        assert_eq!(look(by, 0, version - 1).await, Ok((false, version)));
        // A sign of life, after which it is quick again.
        assert_eq!(look(by, 29, version).await, Ok((true, version)));
        assert_eq!(look(by, 30, version).await, Ok((false, version)));
        assert_eq!(look(by, 31, version).await, Ok((true, version)));
    }
    let stranger = Credentials {
        code: table.host.code,
        token: Table::open(&service).await.host.token,
    };
    let refused = look(&stranger, 0, version).await;
    assert_eq!(refused, Err(Refusal::NotInLobby));
    // Anna is away since 120: the host's look settles that.
    assert_eq!(look(&table.host, 119, version).await, Ok((false, version)));
    let settled = look(&table.host, 121, version).await;
    assert_eq!(settled, Ok((false, version + 1)));
    // She is back, and then everybody is gone.
    let back = look(&anna.by, 122, version + 1).await;
    assert_eq!(back, Ok((false, version + 2)));
    let gone = look(&anna.by, 4000, version + 2).await;
    assert_eq!(gone, Err(Refusal::LobbyNotFound));
}

pub async fn versions_are_those_of_the_lobbies_that_exist(service: Service) {
    let (first, second) = (Table::open(&service).await, Table::open(&service).await);
    second.seat("Anna").await;
    let gone = Table::open(&service).await;
    gone.close().await.expect("the lobby");
    let codes = [first.host.code, second.host.code, gone.host.code];
    let mut versions = first.store.versions(&codes).await.expect("a store");
    versions.sort_by_key(|(_, version)| *version);
    assert_eq!(versions, [(first.host.code, 1), (second.host.code, 2)]);
}

pub async fn the_absent_are_members_but_not_on_the_roster(service: Service) {
    let table = Table::open(&service).await;
    let anna = table.seat("Anna").await;
    let later = table.now + SignedDuration::from_secs(200);
    let late = Table {
        now: later,
        ..table.clone()
    };
    late.seat("Ben").await;
    let swept = table
        .store
        .sweep(reading(table.now + SignedDuration::from_secs(210)))
        .await;
    swept.expect("a store");
    let roster = table.store.members(table.host.code).await.expect("a store");
    let roster = roster.expect("a lobby");
    assert_eq!(super::names(&roster), ["Ben"]);
    assert_eq!(roster.seated(anna.id), None);
    let absent = roster.member(anna.id).map(|player| player.presence);
    assert_eq!(absent, Some(Presence::Absent));
    let code = "ZZZZ".parse().expect("a code");
    assert_eq!(table.store.members(code).await.expect("a store"), None);
}

pub async fn a_preview_is_of_now_and_changes_nothing(service: Service) {
    let table = Table::open(&service).await;
    table.seat("Anna").await;
    let later = table.now + SignedDuration::from_secs(210);
    let seen = table.store.preview(table.host.code, reading(later)).await;
    let seen = seen.expect("a store").expect("a lobby");
    assert_eq!(seen.roster().count(), 0);
    let stored = table.store.members(table.host.code).await;
    assert_eq!(
        stored.expect("a store").expect("a lobby").roster().count(),
        1
    );
    let gone = table
        .store
        .preview(table.host.code, reading(seen.expires_at()))
        .await;
    assert_eq!(gone.expect("a store"), None);
}

pub async fn moves_are_recounted_to_the_host_alone(service: Service) {
    let table = Table::open(&service).await;
    let anna = table.seat("Anna").await;
    table.worth(20).await;
    table.reset(None).await.expect("the lobby");
    let told = table.store.history(&table.host, reading(table.now)).await;
    let (viewed, records) = told.expect("a store").expect("the lobby");
    let ids: Vec<_> = records.iter().map(|record| record.id).collect();
    assert_eq!((ids, viewed.lobby.version), (vec![3, 4], 4));
    let refused = table.store.history(&anna.by, reading(table.now)).await;
    let refused = refused.expect("a store").map(drop);
    assert_eq!(refused, Err(Refusal::HostOnly));
}

pub async fn one_lobby_is_settled(service: Service) {
    let table = Table::open(&service).await;
    let anna = table.seat("Anna").await;
    let later = table.now + SignedDuration::from_secs(210);
    for _ in 0..2 {
        let settled = table.store.settle(table.host.code, reading(later)).await;
        let settled = settled.expect("a store").expect("a lobby");
        assert_eq!((settled.version, settled.seated(anna.id)), (3, None));
    }
    let code = "ZZZZ".parse().expect("a code");
    assert_eq!(
        table
            .store
            .settle(code, reading(later))
            .await
            .expect("a store"),
        None
    );
}

/// Only forwards in time, without a new version, and without bringing anybody back.
pub async fn signs_of_life_are_written_for_many(service: Service) {
    let table = Table::open(&service).await;
    let (anna, ben) = (table.seat("Anna").await, table.seat("Ben").await);
    let before = table.lobby().await;
    let later = table.now + SignedDuration::from_secs(45);
    for moment in [later, table.now] {
        // Neither who is seen already nor who does not exist is left out.
        let hosts = [table.host.code, "ZZZZ".parse().expect("a code")];
        let players = [anna.id, uuid::Uuid::new_v4()];
        let seen = table.store.seen(&hosts, &players, reading(moment)).await;
        let left_out = seen.expect("a store");
        assert!(left_out.hosts.is_empty() && left_out.players.is_empty());
    }
    let after = table.store.members(table.host.code).await.expect("a store");
    let after = after.expect("a lobby");
    assert_eq!(after.version, before.version);
    assert_eq!(after.host.last_seen, later);
    let last_seen = |id| after.seated(id).map(|player| player.last_seen);
    assert_eq!(last_seen(anna.id), Some(later));
    assert_eq!(last_seen(ben.id), Some(table.now));

    let swept = table
        .store
        .sweep(reading(table.now + SignedDuration::from_secs(100)))
        .await;
    swept.expect("a store");
    let seen = table.store.seen(&[], &[ben.id], reading(later)).await;
    seen.expect("a store");
    let away = table.store.members(table.host.code).await.expect("a store");
    let ben = away
        .expect("a lobby")
        .seated(ben.id)
        .map(|player| player.presence);
    assert_eq!(ben, Some(Presence::Away));
}
