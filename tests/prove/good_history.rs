//! A short game that went well: the checker's tests spoil it.

use jiff::Timestamp;

use crate::history::{
    Action, Active, Answer, BuzzPer, BuzzStatus, Buzzed, Call, Event, Host, LastEvent, Lobby,
    Named, Opens, Player, Queued, Record, Request, Settings, Then, Told, You,
};

// Its records, by what they are.
pub const JOIN_BEN: usize = 2;
pub const SET: usize = 4;
pub const BUZZ_ANNA: usize = 5;
pub const BUZZ_BEN: usize = 6;
pub const READ_BOTH: usize = 7;
pub const CONFIRM: usize = 8;
pub const BUZZ_LOCKED: usize = 9;
pub const RESOLVE: usize = 10;
pub const LEAVE: usize = 11;
pub const READ_LAST: usize = 12;
pub const WAIT: usize = 13;
pub const LAST_EVENT: usize = 18;

pub fn good() -> Vec<Record> {
    let resolve = Request::Resolve {
        action: Action::Plus,
        round: 1,
        then: None,
    };
    let leave = Request::Leave {
        player: "ben".to_owned(),
    };
    let requests = [
        (
            "host",
            Request::Create {
                key: "key".to_owned(),
                settings: serde_json::Value::Null,
            },
            shown(1),
        ),
        ("anna", join("anna"), seated("anna", 2)),
        ("ben", join("ben"), seated("ben", 3)),
        ("cleo", join("cleo"), seated("cleo", 4)),
        ("host", worth(20), shown(5)),
        ("anna", buzz("anna"), placed(1, 6)),
        ("ben", buzz("ben"), placed(2, 7)),
        ("host", Request::Read, shown(7)),
        ("host", confirm("anna"), shown(8)),
        ("cleo", buzz("cleo"), refused(409, "locked")),
        ("host", resolve, shown(9)),
        ("ben", leave, Answer::Removed),
        ("host", Request::Read, shown(10)),
        (
            "anna",
            Request::Wait {
                since: 9,
                seconds: 1,
            },
            shown(10),
        ),
        (
            "host",
            Request::ReadIfChanged { version: 10 },
            Answer::Unchanged,
        ),
    ];
    let mut records: Vec<_> = (0..)
        .zip(requests)
        .map(|(number, (client, request, answer))| call(number, client, request, answer))
        .collect();
    records.push(Record::Call(Call {
        operation: 99,
        client: "screen".to_owned(),
        lobby: "QUIZ".to_owned(),
        instance: 0,
        start: 95,
        end: 1600,
        request: Request::Follow {
            last_event_id: None,
        },
        answer: Answer::Ended { why: String::new() },
    }));
    for (version, at) in [(1, 100), (7, 700), (10, 1190)] {
        records.push(event(version, at));
    }
    records
}

/// The good game, in which the host then takes back the answer, and what the lobby tells of it in the end.
pub fn with_undo() -> Vec<Record> {
    let mut records = good();
    let undo = Request::Undo {
        event: 9,
        kind: "resolve".to_owned(),
    };
    let events = vec![
        told(5, "set", None, 0),
        told(8, "confirm", Some("anna"), 0),
        Told {
            undone: true,
            ..told(9, "resolve", Some("anna"), 20)
        },
        Told {
            undoes: Some(9),
            ..told(11, "undo", None, 0)
        },
    ];
    let asked = [
        (undo, shown(11)),
        (Request::Read, shown(11)),
        (Request::History, Answer::Told { events }),
    ];
    for (number, (request, answer)) in (20..).zip(asked) {
        records.push(call(number, "host", request, answer));
    }
    records.push(event(11, 2100));
    records
}

/// The good game, after which the host begins another one: versions 11 and 12 are of it.
pub fn with_restart() -> Vec<Record> {
    let mut records = good();
    let restart = Request::Restart { round: 2 };
    let again = |player: &str| Request::Buzz {
        player: player.to_owned(),
        round: 3,
        pressed_at: None,
    };
    let events = vec![
        told(5, "set", None, 0),
        told(8, "confirm", Some("anna"), 0),
        told(9, "resolve", Some("anna"), 20),
        told(11, "restart", None, 0),
    ];
    let place = Buzzed {
        round: 3,
        ..buzzed(1, 12)
    };
    let show = |version| Answer::Lobby {
        lobby: Box::new(another_game(version)),
    };
    let asked = [
        ("host", restart, show(11)),
        ("cleo", again("cleo"), Answer::Buzzed(place)),
        ("host", Request::Read, show(12)),
        ("host", Request::History, Answer::Told { events }),
    ];
    for (number, (client, request, answer)) in (20..).zip(asked) {
        records.push(call(number, client, request, answer));
    }
    records.push(Record::Event(Event {
        stream: 99,
        client: "screen".to_owned(),
        start: 95,
        at: 2300,
        id: 12,
        lobby: Box::new(another_game(12)),
    }));
    records
}

fn another_game(version: i64) -> Lobby {
    let mut lobby = lobby(10);
    (lobby.version, lobby.round, lobby.question) = (version, 3, 1);
    lobby.question_value = 10;
    lobby.last_event = Some(LastEvent {
        id: 11,
        kind: "restart".to_owned(),
    });
    for player in &mut lobby.players {
        (player.score, player.rank) = (0, 1);
    }
    if version > 11 {
        lobby.buzz_queue = vec![waiting("cleo", 1)];
    }
    lobby
}

pub fn waiting(player: &str, position: usize) -> Queued {
    Queued {
        id: player.to_owned(),
        team_id: None,
        position,
        buzzed_at: Timestamp::UNIX_EPOCH,
        pressed_at: None,
        arrived_at: None,
        state: "waiting".to_owned(),
    }
}

pub fn told(id: i64, kind: &str, player: Option<&str>, points: i64) -> Told {
    Told {
        id,
        at: Timestamp::UNIX_EPOCH,
        kind: kind.to_owned(),
        undone: false,
        player: player.map(|id| Named { id: id.to_owned() }),
        team: None,
        points: Some(points),
        undoes: None,
    }
}

pub fn call(number: u64, client: &str, request: Request, answer: Answer) -> Record {
    Record::Call(Call {
        operation: number,
        client: client.to_owned(),
        lobby: if number == 0 { "" } else { "QUIZ" }.to_owned(),
        instance: number as usize % 3,
        start: 100 * number + 10,
        end: 100 * number + 90,
        request,
        answer,
    })
}

fn event(version: i64, at: u64) -> Record {
    Record::Event(Event {
        stream: 99,
        client: "screen".to_owned(),
        start: 95,
        at,
        id: version,
        lobby: Box::new(lobby(version)),
    })
}

/// The lobby of the good game at each version.
pub fn lobby(version: i64) -> Lobby {
    let anna = if matches!(version, 9 | 10) { 20 } else { 0 };
    let roster = [("anna", anna, 2..99), ("ben", 0, 3..10), ("cleo", 0, 4..99)];
    let queue: &[&str] = match version {
        6 | 11 => &["anna"],
        7 | 8 => &["anna", "ben"],
        _ => &[],
    };
    let active = matches!(version, 8 | 11).then_some("anna");
    let players = roster
        .into_iter()
        .filter(|(_, _, there)| there.contains(&version));
    let players: Vec<_> = players
        .map(|(id, score, _)| Player {
            id: id.to_owned(),
            name: id.to_owned(),
            team_id: None,
            score,
            rank: if score < anna { 2 } else { 1 },
            presence: "online".to_owned(),
        })
        .collect();
    Lobby {
        code: "QUIZ".to_owned(),
        version,
        round: match version {
            ..9 => 1,
            9 | 10 => 2,
            _ => 3,
        },
        question: if matches!(version, 9 | 10) { 2 } else { 1 },
        phase: if active.is_some() {
            "answering"
        } else {
            "open"
        }
        .to_owned(),
        locked: active.is_some(),
        settings: Settings {
            wrong_answer: Then::End,
            opens: Opens::AtOnce,
            buzz_per: BuzzPer::Player,
            values: vec![10, 20],
            fair_window_ms: 0,
        },
        teams: Vec::new(),
        last_event: match version {
            ..8 => None,
            8 | 11 => Some((8, "confirm")),
            _ => Some((9, "resolve")),
        }
        .map(|(id, kind)| LastEvent {
            id,
            kind: kind.to_owned(),
        }),
        question_value: if version >= 5 { 20 } else { 0 },
        window_ends_at: None,
        created_at: Timestamp::UNIX_EPOCH,
        host: Host { online: true },
        players,
        buzz_queue: (1..)
            .zip(queue)
            .map(|(position, id)| {
                let mut queued = waiting(id, position);
                if active == Some(*id) {
                    queued.state = "answering".to_owned();
                }
                queued
            })
            .collect(),
        active_player: active.map(|id| Active { id: id.to_owned() }),
        you: You {
            id: "host".to_owned(),
            position: None,
        },
    }
}

fn join(name: &str) -> Request {
    let (key, name) = (format!("{name}'s key"), name.to_owned());
    let team = None;
    Request::Join { key, name, team }
}

pub fn buzz(player: &str) -> Request {
    Request::Buzz {
        player: player.to_owned(),
        round: 1,
        pressed_at: None,
    }
}

fn confirm(player: &str) -> Request {
    let (player, round) = (player.to_owned(), 1);
    Request::Confirm { player, round }
}

pub fn worth(points: i64) -> Request {
    Request::Set {
        locked: None,
        question_value: Some(points),
    }
}

pub fn shown(version: i64) -> Answer {
    let lobby = Box::new(lobby(version));
    Answer::Lobby { lobby }
}

pub fn seated(player: &str, version: i64) -> Answer {
    let (player, lobby) = (player.to_owned(), Box::new(lobby(version)));
    Answer::Joined { player, lobby }
}

pub fn placed(position: usize, version: i64) -> Answer {
    Answer::Buzzed(buzzed(position, version))
}

pub fn buzzed(position: usize, version: i64) -> Buzzed {
    Buzzed {
        status: BuzzStatus::Ok,
        position,
        provisional: false,
        round: 1,
        version,
    }
}

pub fn refused(status: u16, code: &str) -> Answer {
    Answer::Refused {
        status,
        code: code.to_owned(),
        until: None,
    }
}
