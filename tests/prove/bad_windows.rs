//! Rounds with a fair window that went wrong.

use crate::checker::{Rule, check};
use crate::good_window::*;
use crate::history::{Answer, Lobby, Record, Request};
use crate::{assert_found_in, call_in, shown_from};

#[track_caller]
fn assert_bad(rule: Rule, spoil: impl FnOnce(&mut Vec<Record>)) {
    assert_found_in(with_window(), rule, spoil);
}

/// Those that show the order, from version `from` on.
fn change_shown(history: &mut [Record], from: i64, change: impl Fn(&mut Lobby)) {
    shown_from(history, from).for_each(change);
}

fn renumber(lobby: &mut Lobby) {
    for (index, queued) in lobby.buzz_queue.iter_mut().enumerate() {
        queued.position = index + 1;
    }
}

#[test]
fn a_good_round_with_a_window_passes() {
    let verdict = check(&with_window());
    assert!(verdict.violations.is_empty(), "{:?}", verdict.violations);
    assert_eq!((verdict.versions, verdict.known), (9, 9));
    assert_eq!(verdict.acknowledged_buzzes, 3);
}

#[test]
fn a_sealed_order_that_changes() {
    assert_bad(Rule::ASealedOrderStays, |history| {
        change_shown(history, 8, |lobby| {
            lobby.buzz_queue.swap(0, 1);
            renumber(lobby);
        });
    });
}

#[test]
fn a_credit_that_changes() {
    assert_bad(Rule::ASealedOrderStays, |history| {
        change_shown(history, 8, |lobby| lobby.buzz_queue[1].buzzed_at = at(890));
    });
}

#[test]
fn one_who_came_after_the_seal_before_others() {
    assert_bad(Rule::ASealedOrderStays, |history| {
        call_in(&mut history[BUZZ_CLEO]).answer = placed(1, false, 8);
        change_shown(history, 8, |lobby| {
            lobby.buzz_queue.rotate_right(1);
            renumber(lobby);
        });
    });
}

#[test]
fn places_against_the_credits() {
    assert_bad(Rule::PlacesFollowTheCredit, |history| {
        call_in(&mut history[BUZZ_BEN]).answer = placed(2, true, 6);
        change_shown(history, 6, |lobby| {
            lobby.buzz_queue.swap(0, 1);
            renumber(lobby);
        });
    });
}

#[test]
fn an_order_that_changes_by_more_than_who_comes() {
    assert_bad(Rule::PlacesFollowTheCredit, |history| {
        let mut lobby = at_version(6);
        lobby.buzz_queue.swap(0, 1);
        renumber(&mut lobby);
        lobby.version = 7;
        call_in(&mut history[READ_SEALED]).answer = Answer::Lobby {
            lobby: Box::new(lobby),
        };
        history.truncate(READ_SEALED + 1);
    });
}

#[test]
fn of_two_with_the_same_credit_the_later_one_first() {
    assert_bad(Rule::PlacesFollowTheCredit, |history| {
        change_shown(history, 6, |lobby| {
            for queued in &mut lobby.buzz_queue[..2] {
                (queued.buzzed_at, queued.pressed_at) = (at(900), Some(at(900)));
            }
        });
        if let Request::Buzz { pressed_at, .. } = &mut call_in(&mut history[BUZZ_BEN]).request {
            *pressed_at = Some(at(900));
        }
    });
}

/// What a claim in Ben's buzz would have to be, for him to be shown with it.
fn claim_of_ben(history: &mut [Record], claimed: i64, credit: i64) {
    if let Request::Buzz { pressed_at, .. } = &mut call_in(&mut history[BUZZ_BEN]).request {
        *pressed_at = Some(at(claimed));
    }
    change_shown(history, 6, |lobby| {
        let ben = lobby
            .buzz_queue
            .iter_mut()
            .find(|queued| queued.id == "ben");
        let Some(ben) = ben else {
            return;
        };
        (ben.pressed_at, ben.buzzed_at) = (Some(at(claimed)), at(credit));
    });
}

#[test]
fn a_credit_of_more_than_the_window() {
    assert_bad(Rule::ACreditIsInBounds, |history| {
        claim_of_ben(history, 500, 849);
    });
}

#[test]
fn a_credit_that_is_less_than_the_claim_allows() {
    assert_bad(Rule::ACreditIsInBounds, |history| {
        claim_of_ben(history, 500, 851);
    });
}

#[test]
fn a_credit_before_the_buzzers_opened() {
    assert_bad(Rule::ACreditIsInBounds, |history| {
        change_shown(history, 1, |lobby| lobby.created_at = at(880));
    });
}

#[test]
fn a_credit_after_the_arrival() {
    assert_bad(Rule::ACreditIsInBounds, |history| {
        claim_of_ben(history, 1101, 1101);
        change_shown(history, 6, |lobby| {
            lobby.buzz_queue[..2].sort_by_key(|queued| queued.buzzed_at);
            renumber(lobby);
        });
    });
}

#[test]
fn a_credit_for_one_who_came_after_the_window() {
    assert_bad(Rule::ACreditIsInBounds, |history| {
        change_shown(history, 8, |lobby| lobby.buzz_queue[2].buzzed_at = at(1250));
    });
}

#[test]
fn a_claim_that_nobody_made() {
    assert_bad(Rule::ACreditIsInBounds, |history| {
        change_shown(history, 5, |lobby| {
            for queued in &mut lobby.buzz_queue {
                queued.pressed_at = Some(at(870));
            }
        });
    });
}

#[test]
fn an_arrival_before_it_was_sent() {
    assert_bad(Rule::ACreditIsInBounds, |history| {
        change_shown(history, 8, |lobby| {
            (
                lobby.buzz_queue[2].arrived_at,
                lobby.buzz_queue[2].buzzed_at,
            ) = (Some(at(1180)), at(1180));
        });
    });
}

#[test]
fn a_place_that_is_final_too_early() {
    assert_bad(Rule::ProvisionalWhileOpen, |history| {
        call_in(&mut history[BUZZ_BEN]).answer = placed(1, false, 6);
    });
}

#[test]
fn a_place_that_is_provisional_for_too_long() {
    assert_bad(Rule::ProvisionalWhileOpen, |history| {
        call_in(&mut history[BUZZ_CLEO]).answer = placed(3, true, 8);
    });
}

#[test]
fn a_window_that_stays_open() {
    assert_bad(Rule::ProvisionalWhileOpen, |history| {
        let read = call_in(&mut history[READ_SEALED]);
        (read.start, read.end) = (1_400_000_000, 1_410_000_000);
        read.answer = show(6);
    });
}

#[test]
fn a_window_that_closes_early() {
    assert_bad(Rule::ProvisionalWhileOpen, |history| {
        let read = call_in(&mut history[READ_SEALED]);
        (read.start, read.end) = (1_130_000_000, 1_140_000_000);
    });
}

#[test]
fn a_window_that_never_opens() {
    assert_bad(Rule::OneVersionIsOneStep, |history| {
        call_in(&mut history[BUZZ_ANNA]).answer = placed(1, false, 5);
        call_in(&mut history[BUZZ_BEN]).answer = placed(2, false, 6);
        history.truncate(READ_OPEN);
    });
}

#[test]
fn somebody_who_has_the_word_before_the_seal() {
    assert_bad(Rule::OneVersionIsOneStep, |history| {
        call_in(&mut history[CONFIRM_EARLY]).answer = show(9);
        history.truncate(CONFIRM_EARLY + 1);
        change_shown(history, 9, |lobby| {
            lobby.version = 7;
            lobby.buzz_queue.truncate(2);
            lobby.last_event.as_mut().expect("a move").id = 7;
            lobby.window_ends_at = Some(at(1250));
        });
    });
}

#[test]
fn a_word_that_is_refused_after_the_seal() {
    assert_bad(Rule::RefusalsHaveACause, |history| {
        let call = call_in(&mut history[CONFIRM_EARLY]);
        (call.start, call.end) = (1_280_000_000, 1_290_000_000);
    });
}

#[test]
fn an_arrival_after_the_window_before_one_who_was_final() {
    assert_bad(Rule::OrderFollowsRealTime, |history| {
        // Cleo had been answered with a final place before anna was asked to buzz at all.
        let call = call_in(&mut history[BUZZ_ANNA]);
        (call.start, call.end) = (1_320_000_000, 1_330_000_000);
        call_in(&mut history[READ_ALL]).answer = show(8);
    });
}
