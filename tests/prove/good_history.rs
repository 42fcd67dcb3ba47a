//! A short game that went well: the checker's tests spoil it.

use crate::history::{
    Action, Active, Answer, BuzzStatus, Buzzed, Call, Event, Host, Lobby, Player, Queued, Record,
    Request, You,
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
    };
    let leave = Request::Leave {
        player: "ben".to_owned(),
    };
    let requests = [
        (
            "host",
            Request::Create {
                key: "key".to_owned(),
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
        .map(|(number, (client, request, answer))| {
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
        })
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
        records.push(Record::Event(Event {
            stream: 99,
            client: "screen".to_owned(),
            start: 95,
            at,
            id: version,
            lobby: Box::new(lobby(version)),
        }));
    }
    records
}

/// The lobby of the good game at each version.
pub fn lobby(version: i64) -> Lobby {
    let anna = if version >= 9 { 20 } else { 0 };
    let roster = [("anna", anna, 2..99), ("ben", 0, 3..10), ("cleo", 0, 4..99)];
    let queue: &[&str] = match version {
        6 => &["anna"],
        7 | 8 => &["anna", "ben"],
        _ => &[],
    };
    let active = (version == 8).then_some("anna");
    let players = roster
        .into_iter()
        .filter(|(_, _, there)| there.contains(&version));
    let players: Vec<_> = players
        .map(|(id, score, _)| Player {
            id: id.to_owned(),
            name: id.to_owned(),
            score,
            rank: if score < anna { 2 } else { 1 },
            presence: "online".to_owned(),
        })
        .collect();
    Lobby {
        code: "QUIZ".to_owned(),
        version,
        round: if version >= 9 { 2 } else { 1 },
        locked: version == 8,
        question_value: if version >= 5 { 20 } else { 0 },
        host: Host { online: true },
        players,
        buzz_queue: (1..)
            .zip(queue)
            .map(|(position, id)| Queued {
                id: (*id).to_owned(),
                position,
                buzzed_at: jiff::Timestamp::UNIX_EPOCH,
                state: if active == Some(*id) {
                    "answering"
                } else {
                    "waiting"
                }
                .to_owned(),
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
    Request::Join { key, name }
}

pub fn buzz(player: &str) -> Request {
    let (player, round) = (player.to_owned(), 1);
    Request::Buzz { player, round }
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
    Answer::Buzzed(Buzzed {
        status: BuzzStatus::Ok,
        position,
        round: 1,
        version,
    })
}

pub fn refused(status: u16, code: &str) -> Answer {
    let code = code.to_owned();
    Answer::Refused { status, code }
}
