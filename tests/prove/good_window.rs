//! A round with a fair window, as it should go. Ben pressed before Anna, and his buzz arrived after hers; Cleo's came when
//! the order had been sealed.

use jiff::{SignedDuration, Timestamp};

use crate::good_history::{lobby, seated, told};
use crate::history::{
    Active, Answer, Begin, BuzzStatus, Buzzed, Call, LastEvent, Lobby, Queued, Record, Request,
};

// Its records, by what they are.
pub const BUZZ_ANNA: usize = 5;
pub const BUZZ_BEN: usize = 6;
pub const READ_OPEN: usize = 7;
pub const CONFIRM_EARLY: usize = 8;
pub const READ_SEALED: usize = 9;
pub const BUZZ_CLEO: usize = 10;
pub const READ_ALL: usize = 11;

const WINDOW_MS: i64 = 250;

pub fn at(milliseconds: i64) -> Timestamp {
    Timestamp::UNIX_EPOCH + SignedDuration::from_millis(milliseconds)
}

/// Player, arrival, claim and credit, in milliseconds since the lobby was created.
type Press = (&'static str, i64, i64, i64);

const ANNA: Press = ("anna", 1000, 900, 900);
const BEN: Press = ("ben", 1100, 860, 860);
const CLEO: Press = ("cleo", 1300, 800, 1300);

pub fn with_window() -> Vec<Record> {
    let begin = Begin {
        seed: 0,
        at: at(0),
        database: "sqlite".to_owned(),
        instances: 1,
    };
    let create = Request::Create {
        key: "key".to_owned(),
        settings: serde_json::Value::Null,
    };
    let confirm = |player: &str| Request::Confirm {
        player: player.to_owned(),
        round: 1,
    };
    let early = Answer::Refused {
        status: 409,
        code: "window-open".to_owned(),
        until: None,
    };
    let confirmed = told(9, "confirm", Some("ben"), 0);
    let asked = [
        (0, "", create, show(1)),
        (100, "anna", join("anna"), joined("anna", 2)),
        (200, "ben", join("ben"), joined("ben", 3)),
        (300, "cleo", join("cleo"), joined("cleo", 4)),
        (1000, "anna", press(ANNA), placed(1, true, 5)),
        (1100, "ben", press(BEN), placed(1, true, 6)),
        (1120, "host", Request::Read, show(6)),
        (1150, "host", confirm("anna"), early),
        (1260, "host", Request::Read, show(7)),
        (1300, "cleo", press(CLEO), placed(3, false, 8)),
        (1350, "host", Request::Read, show(8)),
        (1400, "host", confirm("ben"), show(9)),
        (1500, "host", Request::Read, show(9)),
        (
            1600,
            "host",
            Request::History,
            Answer::Told {
                events: vec![confirmed],
            },
        ),
    ];
    let calls = (0..).zip(asked);
    let calls = calls.map(|(number, (at, client, request, answer))| {
        let start = 1_000_000 * at - if at == 0 { 0 } else { 5_000_000 };
        Record::Call(Call {
            operation: number,
            client: client.to_owned(),
            lobby: if number == 0 { "" } else { "QUIZ" }.to_owned(),
            instance: 0,
            start,
            end: start + 10_000_000,
            request,
            answer,
        })
    });
    std::iter::once(Record::Begin(begin)).chain(calls).collect()
}

/// The lobby of this round, as a host is shown it at each version.
pub fn at_version(version: i64) -> Lobby {
    let mut lobby = lobby(version.min(4));
    lobby.version = version;
    lobby.question_value = 0;
    lobby.settings.fair_window_ms = WINDOW_MS;
    lobby.window_ends_at = matches!(version, 5 | 6).then(|| at(1000 + WINDOW_MS));
    let queue: &[Press] = match version {
        5 => &[ANNA],
        6 | 7 => &[BEN, ANNA],
        8 | 9 => &[BEN, ANNA, CLEO],
        _ => &[],
    };
    lobby.buzz_queue = (1..)
        .zip(queue)
        .map(|(position, press)| queued(position, *press))
        .collect();
    if version == 9 {
        (lobby.locked, lobby.phase) = (true, "answering".to_owned());
        lobby.active_player = Some(Active {
            id: "ben".to_owned(),
        });
        lobby.buzz_queue[0].state = "answering".to_owned();
        lobby.last_event = Some(LastEvent {
            id: 9,
            kind: "confirm".to_owned(),
        });
    }
    lobby
}

fn queued(position: usize, (player, arrived, claimed, credit): Press) -> Queued {
    Queued {
        id: player.to_owned(),
        team_id: None,
        position,
        buzzed_at: at(credit),
        pressed_at: Some(at(claimed)),
        arrived_at: Some(at(arrived)),
        state: "waiting".to_owned(),
    }
}

fn join(name: &str) -> Request {
    Request::Join {
        key: format!("{name}'s key"),
        name: name.to_owned(),
        team: None,
    }
}

fn joined(player: &str, version: i64) -> Answer {
    match seated(player, version) {
        Answer::Joined { player, .. } => Answer::Joined {
            player,
            lobby: Box::new(at_version(version)),
        },
        other => other,
    }
}

fn press((player, _, claimed, _): Press) -> Request {
    Request::Buzz {
        player: player.to_owned(),
        round: 1,
        pressed_at: Some(at(claimed)),
    }
}

pub fn placed(position: usize, provisional: bool, version: i64) -> Answer {
    Answer::Buzzed(Buzzed {
        status: BuzzStatus::Ok,
        position,
        provisional,
        round: 1,
        version,
    })
}

pub fn show(version: i64) -> Answer {
    Answer::Lobby {
        lobby: Box::new(at_version(version)),
    }
}
