//! What holds when two of them do it at the same moment.

use std::collections::HashSet;
use std::sync::Arc;

use panenka::game::{Action, Refusal};
use panenka::store::Press;

use super::table::{Table, at_once, imported_as, names, new_lobby, newcomer, queue};
use crate::harness::{Service, reading};

on_both_databases! {
    creations_with_one_key_open_one_lobby,
    joins_with_one_key_take_one_seat,
    joins_never_overfill_a_lobby,
    players_of_one_name_are_told_apart,
    buzzes_get_every_place_once,
    buzzes_of_one_player_get_one_place,
    a_kicked_player_is_never_in_the_queue,
    no_buzz_slips_into_the_next_round,
    an_answer_is_resolved_once,
    a_round_is_reset_once,
    a_confirmed_player_is_scored_or_the_confirmation_refused,
    imports_of_one_file_store_it_once,
    a_lobby_is_closed_once,
}

/// Enough for a broken store to fail nearly always, and not for anybody to wait.
const ROUNDS: i64 = 25;

async fn creations_with_one_key_open_one_lobby(service: Service) {
    let now = service.clock.clock().now();
    for round in 0..ROUNDS {
        let key = format!("key-of-one-round-{round}");
        let created = at_once((0..4).map(|_| {
            let (store, new) = (Arc::clone(&service.store), new_lobby(Some(&key)));
            async move {
                let created = store.create(new, reading(now)).await;
                let created = created.expect("a store").expect("a lobby");
                (
                    created.view.lobby.host.id,
                    created.token.digest().as_str().to_owned(),
                )
            }
        }));
        let lobbies: HashSet<_> = created.await.into_iter().collect();
        assert_eq!(lobbies.len(), 1, "round {round}");
    }
}

async fn joins_with_one_key_take_one_seat(service: Service) {
    let table = Table::open(&service).await;
    for round in 0..ROUNDS {
        let key = format!("key-of-one-round-{round}");
        let joined = at_once((0..4).map(|_| {
            let (table, newcomer) = (table.clone(), newcomer("Anna", Some(&key)));
            async move {
                let joined = table.join(newcomer, 100).await.expect("a seat");
                (joined.player, joined.token.digest().as_str().to_owned())
            }
        }));
        let seats: HashSet<_> = joined.await.into_iter().collect();
        assert_eq!(seats.len(), 1, "round {round}");
    }
    assert_eq!(table.lobby().await.players.len() as i64, ROUNDS);
}

async fn joins_never_overfill_a_lobby(service: Service) {
    let table = Table::open(&service).await;
    let joined = at_once((0..12).map(|_| {
        let table = table.clone();
        async move { table.join(newcomer("Anna", None), 5).await.map(drop) }
    }));
    let joined = joined.await;
    let refused = joined
        .iter()
        .filter(|joined| **joined == Err(Refusal::LobbyFull));
    assert_eq!(refused.count(), 7);
    assert_eq!(table.lobby().await.players.len(), 5);
}

async fn players_of_one_name_are_told_apart(service: Service) {
    let table = Table::open(&service).await;
    at_once((0..10).map(|_| {
        let table = table.clone();
        async move { table.seat("Anna").await }
    }))
    .await;
    let lobby = table.lobby().await;
    let expected: Vec<_> = std::iter::once("Anna".to_owned())
        .chain((2..=10).map(|number| format!("Anna {number}")))
        .collect();
    assert_eq!(names(&lobby), expected); // the numbers also tell the order of joining
}

async fn buzzes_get_every_place_once(service: Service) {
    let table = Table::open(&service).await;
    let mut seats = Vec::new();
    for number in 0..10 {
        seats.push(table.seat(&format!("P{number}")).await);
    }
    for round in 1..=ROUNDS {
        let buzzed = at_once(seats.clone().into_iter().map(|seat| {
            let table = table.clone();
            async move {
                let place = table.buzz(&seat, Some(round)).await;
                (place.expect("a position"), seat.id)
            }
        }));
        let mut places = buzzed.await;
        places.sort_by_key(|(place, _)| *place);
        let numbers: Vec<_> = places.iter().map(|(place, _)| *place).collect();
        assert_eq!(numbers, (1..=10).collect::<Vec<_>>());
        let players: Vec<_> = places.iter().map(|(_, player)| *player).collect();
        let lobby = table.lobby().await;
        assert_eq!(queue(&lobby), players);
        assert!(lobby.queue.is_sorted_by_key(|buzz| buzz.at));
        table.reset(Some(round)).await.expect("the lobby");
    }
}

async fn buzzes_of_one_player_get_one_place(service: Service) {
    let table = Table::open(&service).await;
    let anna = table.seat("Anna").await;
    for round in 1..=ROUNDS {
        let buzzed = at_once((0..4).map(|_| {
            let (table, anna) = (table.clone(), anna.clone());
            async move {
                let now = reading(table.now);
                let buzzed = table.store.buzz(&anna.by, Press::default(), now).await;
                buzzed.expect("a store").expect("a position")
            }
        }));
        let buzzed = buzzed.await;
        assert!(buzzed.iter().all(|buzzed| buzzed.position == 1));
        let stored = buzzed.iter().filter(|buzzed| !buzzed.already);
        assert_eq!(stored.count(), 1, "round {round}");
        table.reset(None).await.expect("the lobby");
    }
}

async fn a_kicked_player_is_never_in_the_queue(service: Service) {
    let table = Table::open(&service).await;
    let stays = table.seat("Anna").await;
    for round in 1..=4 * ROUNDS {
        let goes = table.seat("Ben").await;
        let buzzes = [&goes, &stays, &goes].map(|seat| {
            let (table, seat) = (table.clone(), seat.clone());
            tokio::spawn(async move { table.buzz(&seat, None).await.map(drop) })
        });
        let (kicks, player) = (table.clone(), goes.id);
        let kick = tokio::spawn(async move { kicks.remove(player).await });
        for buzz in buzzes {
            let buzzed = buzz.await.expect("a result");
            assert!(matches!(buzzed, Ok(()) | Err(Refusal::NotInLobby)));
        }
        assert_eq!(kick.await.expect("a result"), Ok(()));
        let lobby = table.lobby().await;
        assert_eq!(queue(&lobby), [stays.id], "round {round}");
        assert_eq!(table.buzz(&stays, None).await, Ok(1));
        table.reset(Some(round)).await.expect("the lobby");
    }
}

async fn no_buzz_slips_into_the_next_round(service: Service) {
    let table = Table::open(&service).await;
    let (anna, ben) = (table.seat("Anna").await, table.seat("Ben").await);
    for round in 1..=2 * ROUNDS {
        let resets = table.clone();
        let reset = tokio::spawn(async move { resets.reset(Some(round)).await.map(drop) });
        let buzzed = at_once([&anna, &ben].map(|seat| {
            let (table, seat) = (table.clone(), seat.clone());
            async move { table.buzz(&seat, Some(round)).await }
        }));
        for buzzed in buzzed.await {
            assert!(matches!(buzzed, Ok(1 | 2) | Err(Refusal::RoundChanged)));
        }
        assert_eq!(reset.await.expect("a result"), Ok(()));
        let lobby = table.lobby().await;
        assert_eq!((lobby.round, queue(&lobby)), (round + 1, vec![]));
    }
}

async fn an_answer_is_resolved_once(service: Service) {
    let table = Table::open(&service).await;
    let anna = table.seat("Anna").await;
    table.worth(10).await;
    for round in 1..=ROUNDS {
        table.buzz(&anna, Some(round)).await.expect("a position");
        table.confirm(anna.id, Some(round)).await.expect("a player");
        let mut resolved = at_once((0..3).map(|_| {
            let table = table.clone();
            async move { table.resolve(Action::Plus, Some(round)).await }
        }))
        .await;
        resolved.sort_by_key(Result::is_err);
        let late = Err(Refusal::RoundChanged);
        assert_eq!(resolved, [Ok(10 * round), late, late]);
    }
    assert_eq!(table.lobby().await.players[0].score, 10 * ROUNDS);
}

async fn a_round_is_reset_once(service: Service) {
    let table = Table::open(&service).await;
    for round in 1..=ROUNDS {
        let reset = at_once((0..3).map(|_| {
            let table = table.clone();
            async move { table.reset(Some(round)).await.map(|lobby| lobby.round) }
        }));
        let mut reset = reset.await;
        reset.sort_by_key(Result::is_err);
        let late = Err(Refusal::RoundChanged);
        assert_eq!(reset, [Ok(round + 1), late, late]);
    }
}

async fn a_confirmed_player_is_scored_or_the_confirmation_refused(service: Service) {
    let table = Table::open(&service).await;
    let (anna, ben) = (table.seat("Anna").await, table.seat("Ben").await);
    table.worth(10).await;
    let mut scores = [0, 0];
    for round in 1..=ROUNDS {
        for seat in [&anna, &ben] {
            table.buzz(seat, Some(round)).await.expect("a position");
        }
        table.confirm(anna.id, Some(round)).await.expect("a player");
        let (confirms, player) = (table.clone(), ben.id);
        let confirm = tokio::spawn(async move { confirms.confirm(player, Some(round)).await });
        let resolved = table.resolve(Action::Plus, Some(round)).await;
        match confirm.await.expect("a result") {
            Ok(()) => scores[1] += 10,
            Err(refusal) => {
                assert_eq!(refusal, Refusal::RoundChanged);
                scores[0] += 10;
            }
        }
        assert!(resolved.is_ok());
        let lobby = table.lobby().await;
        let stored: Vec<_> = lobby.players.iter().map(|player| player.score).collect();
        assert_eq!(stored, scores, "round {round}");
        assert_eq!((lobby.round, lobby.active_player), (round + 1, None));
    }
}

async fn imports_of_one_file_store_it_once(service: Service) {
    let table = Table::open(&service).await;
    let lobby = table.lobby().await;
    let mut codes = HashSet::new();
    while codes.len() < 3 * ROUNDS as usize {
        codes.extend(new_lobby(None).codes);
        codes.remove(&lobby.code);
    }
    let codes: Vec<_> = codes.into_iter().collect();
    for codes in codes.chunks_exact(3).take(ROUNDS as usize) {
        let file: Vec<_> = codes
            .iter()
            .map(|code| imported_as(&lobby, *code))
            .collect();
        let imported = at_once((0..3).map(|_| {
            let (store, file) = (Arc::clone(&table.store), file.clone());
            async move { store.import(file).await.expect("a store").expect("codes") }
        }));
        let imported: u64 = imported.await.iter().map(|counted| counted.imported).sum();
        assert_eq!(imported, 3);
    }
}

async fn a_lobby_is_closed_once(service: Service) {
    for _ in 0..ROUNDS {
        let table = Table::open(&service).await;
        table.seat("Anna").await;
        let mut closed = at_once((0..3).map(|_| {
            let table = table.clone();
            async move { table.close().await }
        }))
        .await;
        closed.sort_by_key(Result::is_err);
        let late = Err(Refusal::LobbyNotFound);
        assert_eq!(closed, [Ok(()), late, late]);
    }
}
