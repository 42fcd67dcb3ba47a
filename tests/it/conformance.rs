//! What any store must do, as a list of cases run on each database. Races are part of it.

use panenka::game::{
    Action, Command, Lobby, LobbyEdit, PlayerEdit, PlayerRef, QuestionValue, Refusal, ScoreEdit,
};
use panenka::store::{self, CODES_TO_TRY, CodeTaken, Credentials, NewLobby, Options, StoreError};

use crate::harness::{Database, Service, reading};

mod following;
mod numbers;
mod races;
mod table;

use following::{
    a_look_at_what_is_known_still_does_what_is_due, a_look_brings_no_digest_but_the_viewers,
    a_preview_is_of_now_and_changes_nothing, moves_are_recounted_to_the_host_alone,
    one_lobby_is_settled, signs_of_life_are_written_for_many,
    the_absent_are_members_but_not_on_the_roster, versions_are_those_of_the_lobbies_that_exist,
};
use numbers::{
    an_expired_lobby_is_not_heard_of_as_closed, connections_in_use_and_waiting_are_counted,
    every_change_is_heard_of_once, the_census_counts_what_lives,
};
use table::{Table, at_once, host_of, imported_as, lobby_of, names, new_lobby, newcomer, queue};

on_both_databases! {
    a_new_lobby_is_seen_by_its_host,
    a_taken_code_is_passed_over,
    without_a_free_code_nothing_is_created,
    a_repeated_creation_finds_its_lobby,
    the_key_of_an_expired_lobby_opens_a_new_one,
    a_repeated_join_finds_its_seat,
    a_lobby_gets_full,
    a_lobby_shows_itself_to_its_own_people_only,
    an_expired_lobby_is_gone_for_strangers_too,
    a_look_at_a_quiet_lobby_changes_nothing,
    a_look_brings_no_digest_but_the_viewers,
    a_look_of_the_host_keeps_the_lobby,
    buzzes_stand_in_the_order_they_came,
    a_buzz_for_another_round_is_refused,
    settings_last,
    an_answer_is_confirmed_and_resolved,
    a_reset_opens_the_next_round,
    a_player_is_edited,
    a_removed_player_leaves_the_queue,
    a_closed_lobby_leaves_no_players,
    a_swept_lobby_leaves_no_players,
    a_sweep_deletes_what_nobody_is_in,
    a_token_of_an_earlier_lobby_opens_nothing,
    a_sweep_settles_what_is_due_once,
    a_look_at_what_is_known_still_does_what_is_due,
    versions_are_those_of_the_lobbies_that_exist,
    the_absent_are_members_but_not_on_the_roster,
    a_preview_is_of_now_and_changes_nothing,
    moves_are_recounted_to_the_host_alone,
    one_lobby_is_settled,
    signs_of_life_are_written_for_many,
    an_import_is_all_or_nothing,
    a_repeated_import_leaves_everything_alone,
    every_change_is_heard_of_once,
    an_expired_lobby_is_not_heard_of_as_closed,
    the_census_counts_what_lives,
    connections_in_use_and_waiting_are_counted,
    migrations_may_meet,
    a_disconnected_store_is_unavailable,
}

const KEY: &str = "a-key-that-is-long-enough";

async fn a_new_lobby_is_seen_by_its_host(service: Service) {
    let table = Table::open(&service).await;
    let lobby = table.lobby().await;
    assert_eq!((lobby.version, lobby.round, lobby.locked), (1, 1, false));
    assert_eq!(lobby.question_value.get(), 0);
    assert!(lobby.players.is_empty() && lobby.queue.is_empty());
}

async fn a_taken_code_is_passed_over(service: Service) {
    let table = Table::open(&service).await;
    let mut second = new_lobby(None);
    second.codes[0] = table.host.code;
    let free = second.codes[1];
    let created = table.store.create(second, reading(table.now)).await;
    let created = created.expect("a store").expect("a lobby");
    assert_eq!(created.view.lobby.code, free);
}

async fn without_a_free_code_nothing_is_created(service: Service) {
    let table = Table::open(&service).await;
    let mut second = new_lobby(None);
    second.codes = [table.host.code; CODES_TO_TRY];
    let created = table.store.create(second, reading(table.now)).await;
    assert!(matches!(created, Err(StoreError::NoFreeCode)));
    assert_eq!(table.lobby().await.version, 1);
}

async fn a_repeated_creation_finds_its_lobby(service: Service) {
    let (store, now) = (&service.store, service.clock.clock().now());
    let mut created = Vec::new();
    for _ in 0..2 {
        let new = new_lobby(Some(KEY));
        let opened = store.create(new, reading(now)).await;
        let opened = opened.expect("a store").expect("a lobby");
        created.push((lobby_of(opened.view), opened.token.digest()));
    }
    assert_eq!(created[0], created[1]);

    let other_body = NewLobby {
        host_name: "Other".parse().expect("a name"),
        ..new_lobby(Some(KEY))
    };
    let refused = store
        .create(other_body, reading(now))
        .await
        .expect("a store");
    assert_eq!(refused.map(drop), Err(Refusal::IdempotencyKeyReused));
}

async fn the_key_of_an_expired_lobby_opens_a_new_one(service: Service) {
    let (store, now) = (&service.store, service.clock.clock().now());
    let first = store.create(new_lobby(Some(KEY)), reading(now)).await;
    let first = first.expect("a store").expect("a lobby").view.lobby;
    let other_body = NewLobby {
        host_name: "Other".parse().expect("a name"),
        ..new_lobby(Some(KEY))
    };
    let created = store.create(other_body, reading(first.expires_at())).await;
    let created = created.expect("a store").expect("a new lobby");
    assert!(!created.repeated);
    assert_ne!(created.view.lobby.host.id, first.host.id);
}

async fn a_repeated_join_finds_its_seat(service: Service) {
    let table = Table::open(&service).await;
    let first = table.join(newcomer("Anna", Some(KEY)), 100).await;
    let second = table.join(newcomer("Anna", Some(KEY)), 100).await;
    let (first, second) = (first.expect("a seat"), second.expect("a seat"));
    assert_eq!(first.player, second.player);
    assert_eq!(first.token.digest(), second.token.digest());
    let other_body = table.join(newcomer("Ben", Some(KEY)), 100).await;
    assert_eq!(other_body.map(drop), Err(Refusal::IdempotencyKeyReused));
    assert_eq!(names(&table.lobby().await), ["Anna"]);
}

async fn a_lobby_gets_full(service: Service) {
    let table = Table::open(&service).await;
    table.seat("Anna").await;
    table.seat("Anna").await;
    let third = table.join(newcomer("Anna", None), 2).await;
    assert_eq!(third.map(drop), Err(Refusal::LobbyFull));
    assert_eq!(names(&table.lobby().await), ["Anna", "Anna 2"]);
}

async fn a_lobby_shows_itself_to_its_own_people_only(service: Service) {
    let (table, other) = (Table::open(&service).await, Table::open(&service).await);
    let stranger = Credentials {
        code: table.host.code,
        ..other.host.clone()
    };
    assert_eq!(table.see(&stranger).await, Err(Refusal::NotInLobby));
    let nowhere = Credentials {
        code: new_lobby(None).codes[0],
        ..other.host
    };
    assert_eq!(table.see(&nowhere).await, Err(Refusal::LobbyNotFound));
}

async fn an_expired_lobby_is_gone_for_strangers_too(service: Service) {
    let table = Table::open(&service).await;
    table.seat("Anna").await;
    table.later(200).lobby().await; // the host outlasts Anna, who is gone ten seconds later
    let stranger = Credentials {
        token: Table::open(&service).await.host.token,
        ..table.host.clone()
    };
    let seen = table.later(210 + 3599).see(&stranger).await;
    assert_eq!(seen, Err(Refusal::NotInLobby));
    let seen = table.later(210 + 3600).see(&stranger).await;
    assert_eq!(seen, Err(Refusal::LobbyNotFound));
}

async fn a_look_at_a_quiet_lobby_changes_nothing(service: Service) {
    let table = Table::open(&service).await;
    let anna = table.seat("Anna").await;
    let before = table.see(&anna.by).await.expect("the lobby");
    assert_eq!(table.later(29).see(&anna.by).await, Ok(before));
}

async fn a_look_of_the_host_keeps_the_lobby(service: Service) {
    let table = Table::open(&service).await;
    table.seat("Anna").await;
    let before = table.lobby().await;
    for seconds in [29, 30] {
        let later = table.later(seconds);
        let lobby = later.lobby().await;
        let moved = lobby.expires_at() != before.expires_at();
        assert_eq!((moved, lobby.version), (seconds == 30, before.version));
        assert_eq!(later.lobby().await, lobby);
    }
}

async fn buzzes_stand_in_the_order_they_came(service: Service) {
    let table = Table::open(&service).await;
    let (anna, ben) = (table.seat("Anna").await, table.seat("Ben").await);
    assert_eq!(table.buzz(&ben, None).await, Ok(1));
    assert_eq!(table.buzz(&anna, Some(1)).await, Ok(2));
    assert_eq!(table.buzz(&ben, None).await, Ok(1));
    assert_eq!(queue(&table.lobby().await), [ben.id, anna.id]);
}

async fn a_buzz_for_another_round_is_refused(service: Service) {
    let table = Table::open(&service).await;
    let anna = table.seat("Anna").await;
    for round in [0, 2] {
        let refused = table.buzz(&anna, Some(round)).await;
        assert_eq!(refused, Err(Refusal::RoundChanged));
    }
    assert!(table.lobby().await.queue.is_empty());
}

async fn settings_last(service: Service) {
    let table = Table::open(&service).await;
    let edit = LobbyEdit {
        locked: Some(true),
        question_value: Some(QuestionValue::try_from(50).expect("a value")),
        ..LobbyEdit::default()
    };
    let set = table.play(&table.host, Command::Set(Box::new(edit))).await;
    set.expect("the lobby");
    let lobby = table.lobby().await;
    assert_eq!((lobby.locked, lobby.question_value.get()), (true, 50));
}

async fn an_answer_is_confirmed_and_resolved(service: Service) {
    let table = Table::open(&service).await;
    let anna = table.seat("Anna").await;
    table.worth(30).await;
    let unqueued = table.confirm(anna.id, None).await;
    assert_eq!(unqueued, Err(Refusal::PlayerNotInQueue));
    table.buzz(&anna, None).await.expect("a position");
    table.confirm(anna.id, Some(1)).await.expect("the lobby");
    assert!(table.lobby().await.locked);
    assert_eq!(table.resolve(Action::Minus, Some(1)).await, Ok(-30));
    let lobby = table.lobby().await;
    assert_eq!(
        (lobby.round, lobby.locked, lobby.active_player),
        (2, false, None)
    );
    assert_eq!(lobby.players[0].score, -30);
}

async fn a_reset_opens_the_next_round(service: Service) {
    let table = Table::open(&service).await;
    let anna = table.seat("Anna").await;
    table.buzz(&anna, None).await.expect("a position");
    let lobby = table.reset(Some(1)).await.expect("the lobby");
    assert_eq!((lobby.round, lobby.queue.len()), (2, 0));
    assert_eq!(table.reset(Some(1)).await, Err(Refusal::RoundChanged));
    let seen = table.lobby().await;
    assert_eq!(names(&seen), names(&lobby));
    let players = seen.players.clone(); // without the digests, as they are seen
    assert_eq!(seen, Lobby { players, ..lobby });
}

async fn a_player_is_edited(service: Service) {
    let table = Table::open(&service).await;
    let (_, ben) = (table.seat("Anna").await, table.seat("Ben").await);
    let edit = PlayerEdit {
        name: Some("Anna".parse().expect("a name")),
        score: Some(ScoreEdit::Set(7.try_into().expect("a score"))),
        team: None,
    };
    let player = PlayerRef::Id(ben.id);
    let edited = table.play(&table.host, Command::Edit { player, edit });
    edited.await.expect("the lobby");
    let lobby = table.lobby().await;
    assert_eq!(names(&lobby), ["Anna", "Anna 2"]);
    assert_eq!(lobby.players[1].score, 7);
}

async fn a_removed_player_leaves_the_queue(service: Service) {
    let table = Table::open(&service).await;
    let (anna, ben) = (table.seat("Anna").await, table.seat("Ben").await);
    for seat in [&anna, &ben] {
        table.buzz(seat, None).await.expect("a position");
    }
    table.remove(anna.id).await.expect("the player");
    let lobby = table.lobby().await;
    assert_eq!((queue(&lobby), names(&lobby)), (vec![ben.id], vec!["Ben"]));
    assert_eq!(table.buzz(&anna, None).await, Err(Refusal::NotInLobby));
    assert_eq!(table.buzz(&ben, None).await, Ok(1));
}

async fn a_closed_lobby_leaves_no_players(service: Service) {
    let table = Table::open(&service).await;
    table.seat("Anna").await;
    let lobby = table.lobby().await;
    table.close().await.expect("the lobby");
    assert_eq!(table.see(&table.host).await, Err(Refusal::LobbyNotFound));
    assert_nothing_is_left_of(&table, &lobby).await;
}

async fn a_swept_lobby_leaves_no_players(service: Service) {
    let table = Table::open(&service).await;
    table.seat("Anna").await;
    let lobby = table.lobby().await;
    let swept = table.store.sweep(reading(lobby.expires_at())).await;
    assert_eq!(swept.expect("a store").deleted, 1);
    assert_nothing_is_left_of(&table, &lobby).await;
}

async fn a_sweep_deletes_what_nobody_is_in(service: Service) {
    let table = Table::open(&service).await;
    let anna = table.seat("Anna").await;
    table.remove(anna.id).await.expect("the player");
    let theirs = imported_as(&table.lobby().await, table.host.code);
    for (seconds, is_free) in [(3599, false), (3600, true)] {
        let swept = table.store.sweep(reading(table.later(seconds).now)).await;
        swept.expect("a store");
        let imported = table.store.import(vec![theirs.clone()]).await;
        assert_eq!(imported.expect("a store").is_ok(), is_free);
    }
}

/// A player's id is taken for as long as its row is there, so a copy of the lobby elsewhere proves that none is.
async fn assert_nothing_is_left_of(table: &Table, lobby: &Lobby) {
    let elsewhere = imported_as(lobby, new_lobby(None).codes[0]);
    let imported = table.store.import(vec![elsewhere]).await;
    assert_eq!(imported.expect("no row").expect("a code").imported, 1);
}

async fn a_token_of_an_earlier_lobby_opens_nothing(service: Service) {
    let table = Table::open(&service).await;
    let anna = table.seat("Anna").await;
    table.close().await.expect("the lobby");
    let later = NewLobby {
        codes: [table.host.code; CODES_TO_TRY],
        ..new_lobby(None)
    };
    let later = table.store.create(later, reading(table.now)).await;
    let later = later.expect("a store").expect("a lobby").view.lobby;
    assert!(later.code == table.host.code && later.players.is_empty());
    for token in [&table.host, &anna.by] {
        assert_eq!(table.see(token).await, Err(Refusal::NotInLobby));
    }
    assert_eq!(table.buzz(&anna, None).await, Err(Refusal::NotInLobby));
}

async fn a_sweep_settles_what_is_due_once(service: Service) {
    let table = Table::open(&service).await;
    let anna = table.seat("Anna").await;
    for (seconds, settled) in [(89, 0), (90, 1), (90, 0), (209, 0), (210, 1), (210, 0)] {
        let swept = table.store.sweep(reading(table.later(seconds).now)).await;
        let swept = swept.expect("a store");
        assert_eq!(swept.settled, settled, "after {seconds} s");
    }
    let lobby = table.later(210).lobby().await;
    assert!(lobby.seated(anna.id).is_none());
    assert_eq!(lobby.version, 5); // joined, both away, Anna absent, the host back
}

async fn an_import_is_all_or_nothing(service: Service) {
    let table = Table::open(&service).await;
    table.seat("Anna").await;
    let theirs = table.lobby().await;
    let good = Lobby {
        players: Vec::new(),
        ..imported_as(&theirs, new_lobby(None).codes[0])
    };
    let same_code = imported_as(&theirs, theirs.code);
    let taken = table.store.import(vec![good.clone(), same_code]).await;
    assert_eq!(taken.expect("a store"), Err(CodeTaken(theirs.code)));
    let same_player = imported_as(&theirs, new_lobby(None).codes[0]);
    let failed = table.store.import(vec![good.clone(), same_player]).await;
    assert!(matches!(failed, Err(StoreError::Corrupt(_))));
    assert_eq!(
        table.see(&host_of(&good)).await,
        Err(Refusal::LobbyNotFound)
    );
    assert_eq!(table.lobby().await, theirs);
}

async fn a_repeated_import_leaves_everything_alone(service: Service) {
    let table = Table::open(&service).await;
    let lobby = table.lobby().await;
    table.seat("Anna").await;
    let mut imported = imported_as(&lobby, new_lobby(None).codes[0]);
    imported.players = table.lobby().await.players;
    table
        .remove(imported.players[0].id)
        .await
        .expect("a player");
    for (new, there) in [(1, 0), (0, 1)] {
        let counted = table.store.import(vec![imported.clone()]).await;
        let counted = counted.expect("a store").expect("a code");
        assert_eq!((counted.imported, counted.already_there), (new, there));
        assert_eq!(table.see(&host_of(&imported)).await.as_ref(), Ok(&imported));
    }
}

async fn migrations_may_meet(service: Service) {
    for _ in 0..5 {
        let database = Database::create(service.database.backend).await;
        let mut stores = Vec::new();
        for _ in 0..4 {
            let options = Options::alone(2, service.clock.clock());
            let store = store::connect(&database.url, options).await;
            stores.push(store.expect("a store"));
        }
        let unprepared = stores[0].check_schema().await;
        assert!(matches!(unprepared, Err(StoreError::Outdated)));
        let migrated = at_once(stores.clone().into_iter().map(|store| async move {
            store.migrate().await.map_err(|error| format!("{error:?}"))
        }));
        assert_eq!(migrated.await, vec![Ok(()); 4]);
        stores[0].check_schema().await.expect("a schema");
        stores[0].upgrade().await.expect("nothing to do");
        let created = stores[0].create(new_lobby(None), service.clock.clock().read());
        created.await.expect("a schema").expect("a lobby");
        for store in stores {
            store.disconnect().await;
        }
    }
}

async fn a_disconnected_store_is_unavailable(service: Service) {
    service.store.beat().await.expect("a database");
    service.store.disconnect().await;
    let gone = service.store.beat().await;
    assert!(matches!(gone, Err(StoreError::Unavailable(_))), "{gone:?}");
}

/// A store method that no case calls may differ between the databases, and nobody would know.
#[test]
fn every_method_of_the_store_is_called() {
    let methods = [
        include_str!("../../src/store/entering.rs"),
        include_str!("../../src/store/importing.rs"),
        include_str!("../../src/store/looking.rs"),
        include_str!("../../src/store/playing.rs"),
        include_str!("../../src/store/upkeep.rs"),
    ];
    let suite = [
        include_str!("conformance.rs"),
        include_str!("conformance/table.rs"),
        include_str!("conformance/following.rs"),
        include_str!("conformance/numbers.rs"),
    ];
    let suite: String = suite.concat().split_whitespace().collect();
    let methods: String = methods.concat();
    let names = ["    pub async fn ", "    pub fn "].map(|start| methods.split(start).skip(1));
    let names = names.into_iter().flatten();
    let names: Vec<_> = names
        .filter_map(|rest| rest.split_once('('))
        .map(|(name, _)| name)
        .collect();
    assert!(names.len() > 10, "{names:?}");
    let missing = names.iter().filter(|name| {
        let calls = [format!("store.{name}("), format!("stores[0].{name}(")];
        !calls.iter().any(|call| suite.contains(call))
    });
    let missing: Vec<_> = missing.collect();
    assert!(missing.is_empty(), "no case calls {missing:?}");
}
