//! The checker checked: a good history passes, and one that is bad in one way is found to be bad in that way.

#![expect(clippy::panic, reason = "a test ends where an expectation is not met")]

use checker::{Rule, check};
use good_history::*;
use history::{Answer, Call, Lobby, Queued, Record};

mod checker;
mod good_history;
mod history;

fn ambiguous() -> Answer {
    let why = "reset".to_owned();
    Answer::Ambiguous { why }
}

fn call(record: &mut Record) -> &mut Call {
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
        .map(|(position, id)| Queued {
            id: (*id).to_owned(),
            position,
            buzzed_at: jiff::Timestamp::UNIX_EPOCH,
            state: "waiting".to_owned(),
        })
        .collect();
}

#[track_caller]
fn assert_found(rule: Rule, spoil: impl FnOnce(&mut Vec<Record>)) {
    let mut history = good();
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
fn a_good_history_without_certain_answers_passes() {
    let mut history = good();
    for index in [JOIN_BEN, SET, BUZZ_BEN, CONFIRM, RESOLVE, LEAVE] {
        call(&mut history[index]).answer = ambiguous();
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
        call(&mut history[BUZZ_BEN]).answer = placed(1, 7);
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
        call(&mut history[BUZZ_ANNA]).answer = placed(2, 6);
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
        if let Answer::Lobby { lobby } = &mut call(&mut history[READ_BOTH]).answer {
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
        call(&mut history[BUZZ_ANNA]).answer = placed(1, 7);
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
        call(&mut history[BUZZ_BEN]).answer = refused(409, "round-changed");
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
        call(&mut history[READ_LAST]).answer = shown(8);
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
        call(&mut history[WAIT]).answer = Answer::Unchanged;
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
    assert_found(Rule::ScoresAreSums, |history| {
        for lobby in shown_from(history, 9) {
            lobby.players[0].score = 40;
        }
    });
}

#[test]
fn a_join_that_is_given_two_seats() {
    assert_found(Rule::RetriesTakeEffectOnce, |history| {
        let mut retried = history[JOIN_BEN].clone();
        call(&mut retried).answer = seated("cleo", 4);
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
        call(&mut again).answer = placed(3, 8);
        history.push(again);
    });
}

#[test]
fn a_setting_that_was_not_made() {
    assert_found(Rule::AcknowledgedMovesAreDone, |history| {
        call(&mut history[SET]).request = worth(50);
    });
}

#[test]
fn a_player_who_is_still_there_after_leaving() {
    assert_found(Rule::AcknowledgedMovesAreDone, |history| {
        call(&mut history[READ_LAST]).answer = shown(9);
    });
}

#[test]
fn a_refusal_for_buzzers_that_were_open() {
    assert_found(Rule::RefusalsHaveACause, |history| {
        let refusal = call(&mut history[BUZZ_LOCKED]);
        (refusal.start, refusal.end) = (491, 499);
    });
}

#[test]
fn a_refusal_that_is_not_in_the_contract() {
    assert_found(Rule::AnswersAreExpected, |history| {
        call(&mut history[BUZZ_LOCKED]).answer = refused(409, "lobby-full");
    });
}

#[test]
fn an_internal_error() {
    assert_found(Rule::AnswersAreExpected, |history| {
        let why = "500 internal".to_owned();
        call(&mut history[BUZZ_LOCKED]).answer = Answer::Ambiguous { why };
    });
}
