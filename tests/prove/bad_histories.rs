//! The checker checked: a good history passes, and one that is bad in one way is found to be bad in that way.

#![expect(clippy::panic, reason = "a test ends where an expectation is not met")]

use checker::{Rule, check};
use good_history::*;
use history::{Action, Answer, BuzzPer, Buzzed, Call, Lobby, Record, Request, Then, Told};

mod bad_windows;
mod checker;
mod good_history;
mod good_window;
mod history;

fn ambiguous() -> Answer {
    let why = "reset".to_owned();
    Answer::Ambiguous { why }
}

fn call_in(record: &mut Record) -> &mut Call {
    match record {
        Record::Call(call) => call,
        other => panic!("{other:?} is no call"),
    }
}

/// The lobbies shown from version `from` on.
fn shown_from(history: &mut [Record], from: i64) -> impl Iterator<Item = &mut Lobby> {
    let lobbies = history.iter_mut().filter_map(|record| match record {
        Record::Event(event) => Some(&mut *event.lobby),
        Record::Call(call) => match &mut call.answer {
            Answer::Lobby { lobby } | Answer::Joined { lobby, .. } => Some(&mut **lobby),
            _ => None,
        },
        _ => None,
    });
    lobbies.filter(move |lobby| lobby.version >= from)
}

fn requeue(lobby: &mut Lobby, queue: &[&str]) {
    lobby.buzz_queue = (1..)
        .zip(queue)
        .map(|(position, id)| waiting(id, position))
        .collect();
}

#[track_caller]
fn assert_found(rule: Rule, spoil: impl FnOnce(&mut Vec<Record>)) {
    assert_found_in(good(), rule, spoil);
}

#[track_caller]
fn assert_found_in(mut history: Vec<Record>, rule: Rule, spoil: impl FnOnce(&mut Vec<Record>)) {
    spoil(&mut history);
    let verdict = check(&history);
    let found = verdict
        .violations
        .iter()
        .any(|violation| violation.rule == rule);
    assert!(
        found,
        "not found to violate {rule:?}: {:?}",
        verdict.violations
    );
}

#[test]
fn a_good_history_passes() {
    let verdict = check(&good());
    assert!(verdict.violations.is_empty(), "{:?}", verdict.violations);
    assert_eq!((verdict.versions, verdict.known), (10, 10));
    assert_eq!(verdict.acknowledged_buzzes, 2);
}

#[test]
fn a_good_history_with_an_undo_passes() {
    let verdict = check(&with_undo());
    assert!(verdict.violations.is_empty(), "{:?}", verdict.violations);
    assert_eq!((verdict.versions, verdict.known), (11, 11));
}

#[test]
fn a_good_history_with_another_game_passes() {
    let verdict = check(&with_restart());
    assert!(verdict.violations.is_empty(), "{:?}", verdict.violations);
    assert_eq!((verdict.versions, verdict.known), (12, 12));
}

#[test]
fn points_that_outlast_their_game() {
    let keep = |history: &mut Vec<Record>| {
        for lobby in shown_from(history, 11) {
            lobby.players[0].score = 20;
        }
    };
    for rule in [
        Rule::AcknowledgedMovesAreDone,
        Rule::OneVersionIsOneStep,
        Rule::ScoresAreSums,
    ] {
        assert_found_in(with_restart(), rule, keep);
    }
}

#[test]
fn a_game_that_begins_twice() {
    assert_found_in(with_restart(), Rule::RetriesTakeEffectOnce, |history| {
        let restart = history.iter().find(
            |record| matches!(record, Record::Call(call) if matches!(call.request, Request::Restart { .. })),
        );
        history.push(restart.expect("a new game").clone());
    });
}

/// In the old game's question of that number she was first; in the new one she asked after the other had been answered.
#[test]
fn a_place_that_was_won_in_the_game_before() {
    assert_found_in(with_restart(), Rule::OrderFollowsRealTime, |history| {
        let late = Request::Buzz {
            player: "anna".to_owned(),
            round: 3,
            pressed_at: None,
        };
        let place = |position, version| {
            Answer::Buzzed(Buzzed {
                round: 3,
                ..buzzed(position, version)
            })
        };
        let mut read = None;
        for record in history.iter_mut() {
            if let Record::Call(call) = record {
                match (&call.request, call.operation) {
                    (Request::Buzz { .. }, 21) => call.answer = place(1, 12),
                    (Request::Read, 22) => read = Some(call),
                    _ => {}
                }
            }
        }
        let read = read.expect("a look");
        (read.start, read.end) = (2_610, 2_690);
        let Answer::Lobby { lobby } = &mut read.answer else {
            panic!("no lobby");
        };
        lobby.version = 13;
        requeue(lobby, &["anna", "cleo"]);
        history.push(call(25, "anna", late, place(2, 13)));
    });
}

#[test]
fn a_good_history_without_certain_answers_passes() {
    let mut history = good();
    for index in [JOIN_BEN, SET, BUZZ_BEN, CONFIRM, RESOLVE, LEAVE] {
        call_in(&mut history[index]).answer = ambiguous();
    }
    let verdict = check(&history);
    assert!(verdict.violations.is_empty(), "{:?}", verdict.violations);
}

#[test]
fn a_history_is_the_same_from_a_file() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("history.jsonl");
    history::write(&file, &good()).expect("a file");
    let read = history::read(&file).expect("a history");
    assert_eq!(format!("{read:?}"), format!("{:?}", good()));
}

#[test]
fn a_gap_in_a_queue() {
    assert_found(Rule::PositionsAreDense, |history| {
        for lobby in shown_from(history, 7).filter(|lobby| lobby.version == 7) {
            lobby.buzz_queue[1].position = 3;
        }
    });
}

#[test]
fn somebody_twice_in_a_queue() {
    assert_found(Rule::PositionsAreDense, |history| {
        for lobby in shown_from(history, 7).filter(|lobby| lobby.version == 7) {
            requeue(lobby, &["anna", "anna"]);
        }
    });
}

#[test]
fn a_position_given_twice() {
    assert_found(Rule::PositionsAreDense, |history| {
        call_in(&mut history[BUZZ_BEN]).answer = placed(1, 7);
        history.truncate(BUZZ_BEN + 1); // nobody ever looked
    });
}

#[test]
fn times_of_buzzes_against_their_order() {
    assert_found(Rule::BuzzTimesFollowTheOrder, |history| {
        for lobby in shown_from(history, 7).filter(|lobby| lobby.version == 7) {
            lobby.buzz_queue[0].buzzed_at = jiff::Timestamp::MAX;
        }
    });
}

#[test]
fn a_lost_buzz() {
    assert_found(Rule::AnAcknowledgedBuzzIsStored, |history| {
        for lobby in shown_from(history, 7).filter(|lobby| lobby.version < 9) {
            requeue(lobby, &["anna"]);
        }
    });
}

#[test]
fn a_buzz_in_another_place_than_acknowledged() {
    assert_found(Rule::PositionsAreAsAcknowledged, |history| {
        call_in(&mut history[BUZZ_ANNA]).answer = placed(2, 6);
    });
}

#[test]
fn an_order_against_real_time() {
    assert_found(Rule::OrderFollowsRealTime, |history| {
        for lobby in shown_from(history, 7).filter(|lobby| lobby.version < 9) {
            requeue(lobby, &["ben", "anna"]);
        }
    });
}

#[test]
fn a_queue_that_changes_its_order() {
    assert_found(Rule::ReadsArePrefixes, |history| {
        for lobby in shown_from(history, 8).filter(|lobby| lobby.version == 8) {
            requeue(lobby, &["ben", "anna"]);
        }
    });
}

#[test]
fn one_version_with_two_states() {
    assert_found(Rule::OneVersionIsOneState, |history| {
        if let Answer::Lobby { lobby } = &mut call_in(&mut history[READ_BOTH]).answer {
            lobby.question_value = 30;
        }
    });
}

#[test]
fn two_changes_with_one_version() {
    assert_found(Rule::OneVersionIsOneStep, |history| {
        for lobby in shown_from(history, 8) {
            lobby.question_value = 30;
        }
    });
}

#[test]
fn two_buzzes_with_one_version() {
    assert_found(Rule::OneVersionIsOneStep, |history| {
        call_in(&mut history[BUZZ_ANNA]).answer = placed(1, 7);
    });
}

#[test]
fn a_removal_nobody_asked_for() {
    assert_found(Rule::EveryStepWasAskedFor, |history| {
        history.remove(LEAVE);
    });
}

#[test]
fn a_refused_buzz_that_is_stored() {
    assert_found(Rule::EveryStepWasAskedFor, |history| {
        call_in(&mut history[BUZZ_BEN]).answer = refused(409, "round-changed");
    });
}

#[test]
fn a_player_who_is_back_after_leaving() {
    assert_found(Rule::EveryStepWasAskedFor, |history| {
        for lobby in shown_from(history, 10).skip(1) {
            *lobby = Lobby {
                version: 11,
                ..good_history::lobby(9)
            };
        }
    });
}

#[test]
fn an_older_version_after_a_newer_one() {
    assert_found(Rule::VersionsNeverGoBack, |history| {
        call_in(&mut history[READ_LAST]).answer = shown(8);
    });
}

#[test]
fn a_stream_that_goes_back() {
    assert_found(Rule::VersionsNeverGoBack, |history| {
        history.swap(LAST_EVENT, LAST_EVENT - 1);
    });
}

#[test]
fn a_wait_that_knows_too_little() {
    assert_found(Rule::WaitsAreFresh, |history| {
        call_in(&mut history[WAIT]).answer = Answer::Unchanged;
    });
}

#[test]
fn a_stream_that_misses_the_end() {
    assert_found(Rule::StreamsReachTheEnd, |history| {
        history.remove(LAST_EVENT);
    });
}

#[test]
fn points_nobody_gave() {
    assert_found_in(with_undo(), Rule::ScoresAreSums, |history| {
        for lobby in shown_from(history, 9) {
            lobby.players[0].score = 40;
        }
    });
}

#[test]
fn points_that_an_undo_leaves() {
    assert_found_in(with_undo(), Rule::ScoresAreSums, |history| {
        for lobby in shown_from(history, 11) {
            lobby.players[0].score = 20;
        }
    });
}

fn events(history: &mut [Record]) -> &mut Vec<Told> {
    let told = history.iter_mut().find_map(|record| match record {
        Record::Call(call) => match &mut call.answer {
            Answer::Told { events } => Some(events),
            _ => None,
        },
        _ => None,
    });
    told.unwrap_or_else(|| panic!("the lobby was not asked"))
}

#[test]
fn an_undo_that_is_applied_twice() {
    assert_found_in(with_undo(), Rule::RetriesTakeEffectOnce, |history| {
        let again = Told {
            id: 12,
            ..events(history)[3].clone()
        };
        events(history).push(again);
    });
}

#[test]
fn an_undo_that_restores_another_queue() {
    assert_found_in(with_undo(), Rule::OneVersionIsOneStep, |history| {
        for lobby in shown_from(history, 11) {
            requeue(lobby, &["anna", "cleo"]);
            lobby.buzz_queue[0].state = "answering".to_owned();
        }
    });
}

#[test]
fn an_undo_that_brings_a_round_back() {
    assert_found_in(with_undo(), Rule::OneVersionIsOneStep, |history| {
        for lobby in shown_from(history, 11) {
            lobby.round = 2;
        }
    });
}

#[test]
fn an_undo_nobody_asked_for() {
    assert_found_in(with_undo(), Rule::EveryStepWasAskedFor, |history| {
        let is_undo = |record: &Record| matches!(record, Record::Call(call) if matches!(call.request, Request::Undo { .. }));
        history.retain(|record| !is_undo(record));
    });
}

#[test]
fn a_move_that_the_history_has_not() {
    assert_found_in(with_undo(), Rule::TheHistoryIsWhatHappened, |history| {
        events(history).remove(2);
    });
}

#[test]
fn a_move_that_only_the_history_has() {
    assert_found_in(with_undo(), Rule::TheHistoryIsWhatHappened, |history| {
        events(history).insert(3, told(10, "kick", Some("ben"), 0));
    });
}

#[test]
fn a_team_twice_in_a_queue() {
    assert_found(Rule::ATeamHasOnePlace, |history| {
        for lobby in shown_from(history, 7).filter(|lobby| lobby.version == 7) {
            lobby.settings.buzz_per = BuzzPer::Team;
            for queued in &mut lobby.buzz_queue {
                queued.team_id = Some("red".to_owned());
            }
        }
    });
}

#[test]
fn a_barred_player_in_the_queue() {
    assert_found(Rule::WhoIsBarredWaits, |history| {
        let early = Answer::Refused {
            status: 409,
            code: "too-early".to_owned(),
            until: Some(jiff::Timestamp::MAX),
        };
        history.push(call(30, "anna", buzz("anna"), early));
    });
}

/// Anna's answer is wrong, the buzzers open again for the same question, and she is in the queue once more.
#[test]
fn somebody_who_was_wrong_in_the_queue_again() {
    assert_found(Rule::WhoIsOutStaysOut, |history| {
        call_in(&mut history[RESOLVE]).request = Request::Resolve {
            action: Action::Minus,
            round: 1,
            then: Some(Then::Reopen),
        };
        let again = Request::Buzz {
            player: "anna".to_owned(),
            round: 2,
            pressed_at: None,
        };
        call_in(&mut history[LEAVE]).request = again;
        call_in(&mut history[LEAVE]).answer = Answer::Buzzed(Buzzed {
            round: 2,
            ..buzzed(1, 10)
        });
        for lobby in shown_from(history, 9) {
            lobby.question = 1;
            lobby.players[0].score = -20;
            if lobby.version == 10 {
                *lobby = Lobby {
                    players: good_history::lobby(9).players,
                    ..lobby.clone()
                };
                lobby.players[0].score = -20;
                requeue(lobby, &["anna"]);
            }
        }
    });
}

#[test]
fn a_token_that_is_good_after_another_one_has_replaced_it() {
    assert_found(Rule::ARevokedTokenIsNobodys, |history| {
        let player = Some("anna".to_owned());
        let request = Request::Stale { player };
        history.push(call(30, "anna", request, placed(1, 10)));
    });
}

#[test]
fn a_stream_that_goes_on_after_its_link_was_revoked() {
    assert_found(Rule::ARevokedTokenIsNobodys, |history| {
        let why = "it went on".to_owned();
        let request = Request::Follow {
            last_event_id: None,
        };
        history.push(call(30, "revoked 1", request, Answer::Ended { why }));
    });
}

#[test]
fn a_join_that_is_given_two_seats() {
    assert_found(Rule::RetriesTakeEffectOnce, |history| {
        let mut retried = history[JOIN_BEN].clone();
        call_in(&mut retried).answer = seated("cleo", 4);
        history.push(retried);
    });
}

#[test]
fn a_join_without_an_answer_that_took_two_seats() {
    assert_found(Rule::RetriesTakeEffectOnce, |history| {
        for lobby in shown_from(history, 4) {
            let cleo = lobby.players.iter_mut().find(|player| player.id == "cleo");
            cleo.expect("a player").name = "anna 2".to_owned();
        }
    });
}

#[test]
fn a_round_that_is_resolved_twice() {
    assert_found(Rule::RetriesTakeEffectOnce, |history| {
        history.push(history[RESOLVE].clone());
    });
}

#[test]
fn a_buzz_that_is_new_twice() {
    assert_found(Rule::RetriesTakeEffectOnce, |history| {
        let mut again = history[BUZZ_ANNA].clone();
        call_in(&mut again).answer = placed(3, 8);
        history.push(again);
    });
}

#[test]
fn a_setting_that_was_not_made() {
    assert_found(Rule::AcknowledgedMovesAreDone, |history| {
        call_in(&mut history[SET]).request = worth(50);
    });
}

#[test]
fn a_player_who_is_still_there_after_leaving() {
    assert_found(Rule::AcknowledgedMovesAreDone, |history| {
        call_in(&mut history[READ_LAST]).answer = shown(9);
    });
}

#[test]
fn a_refusal_for_buzzers_that_were_open() {
    assert_found(Rule::RefusalsHaveACause, |history| {
        let refusal = call_in(&mut history[BUZZ_LOCKED]);
        (refusal.start, refusal.end) = (491, 499);
    });
}

#[test]
fn a_refusal_that_is_not_in_the_contract() {
    assert_found(Rule::AnswersAreExpected, |history| {
        call_in(&mut history[BUZZ_LOCKED]).answer = refused(409, "lobby-full");
    });
}

#[test]
fn an_internal_error() {
    assert_found(Rule::AnswersAreExpected, |history| {
        let why = "500 internal".to_owned();
        call_in(&mut history[BUZZ_LOCKED]).answer = Answer::Ambiguous { why };
    });
}
