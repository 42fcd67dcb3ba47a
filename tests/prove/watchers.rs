//! Those who only look: by streams, which they reopen wherever they break, and by long polls.

use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use tokio::sync::{Notify, watch};
use uuid::Uuid;

use crate::client::{Client, PATIENCE};
use crate::history::{Answer, Call, Event, Lobby, Nanos, Record, Request};

/// How a watched lobby ends: at this version; none while it is played.
pub type Last = watch::Receiver<Option<i64>>;

/// Longest wait for a stream to show the last version, after everybody else has stopped.
const CATCH_UP: Duration = Duration::from_secs(20);

/// Follows a lobby by streams until it has been shown the last version.
pub async fn stream(mut client: Client, mut last: Last, mut rng: StdRng) {
    let mut shown = None;
    let mut overdue = last.clone();
    let follow = async {
        loop {
            open(&mut client, &mut shown, &mut last, &mut rng).await;
            if shown >= *last.borrow() && last.borrow().is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(rng.random_range(0..100))).await;
        }
    };
    tokio::select! {
        () = follow => {}
        () = async {
            let _ = overdue.wait_for(Option::is_some).await;
            tokio::time::sleep(CATCH_UP).await;
        } => {}
    }
}

/// One stream, to its end.
async fn open(client: &mut Client, shown: &mut Option<i64>, last: &mut Last, rng: &mut StdRng) {
    let session = client.session.clone();
    let operation = session.identify();
    let instance = rng.random_range(0..session.addresses.len());
    let request = Request::Follow {
        last_event_id: *shown,
    };
    let start = session.now();
    // The stream may last; its beginning may not.
    let begun = tokio::time::timeout(PATIENCE, client.send(&request, instance)).await;
    let Ok(begun) = begun else {
        return; // nothing was seen
    };
    let answer = match begun {
        Err(error) => ambiguous(&error),
        Ok(response) if response.status().is_server_error() => Answer::Ambiguous {
            why: response.status().to_string(),
        },
        Ok(response) if !response.status().is_success() => Answer::Refused {
            status: response.status().as_u16(),
            code: response.text().await.unwrap_or_default(),
            until: None,
        },
        Ok(mut response) => {
            let mut stream = Stream {
                operation,
                start,
                text: String::new(),
            };
            loop {
                let chunk = tokio::select! {
                    chunk = response.chunk() => chunk,
                    _ = last.wait_for(|last| last.is_some() && *shown >= *last) => {
                        break Answer::Ended { why: "seen everything".to_owned() };
                    }
                };
                match chunk {
                    Err(error) => break ambiguous(&error),
                    Ok(None) => {
                        break Answer::Ambiguous {
                            why: "broken off".to_owned(),
                        };
                    }
                    Ok(Some(bytes)) => {
                        stream.text += &String::from_utf8_lossy(&bytes);
                        if let Some(end) = stream.events(client, shown) {
                            break end;
                        }
                    }
                }
            }
        }
    };
    session.record(Record::Call(Call {
        operation,
        client: client.name.clone(),
        lobby: client.code.clone(),
        instance,
        start,
        end: session.now(),
        request,
        answer,
    }));
}

struct Stream {
    operation: u64,
    start: Nanos,
    /// What has arrived of the next event.
    text: String,
}

impl Stream {
    /// Takes the events that are complete; answers how the stream ended, if it did.
    fn events(&mut self, client: &Client, shown: &mut Option<i64>) -> Option<Answer> {
        while let Some((event, rest)) = self.text.split_once("\n\n") {
            let field = |name: &str| {
                let mut lines = event.lines();
                lines
                    .find_map(|line| line.strip_prefix(name))
                    .unwrap_or_default()
            };
            let (kind, id) = (field("event: "), field("id: ").parse().unwrap_or_default());
            let text = field("data: ").to_owned();
            let parsed = serde_json::from_str::<Box<Lobby>>(&text);
            let kind = kind.to_owned();
            self.text = rest.to_owned();
            match (kind.as_str(), parsed) {
                ("", _) => {} // a sign of life
                ("lobby", Ok(lobby)) => {
                    client.table.show(&lobby);
                    *shown = Some(lobby.version);
                    client.session.record(Record::Event(Event {
                        stream: self.operation,
                        client: client.name.clone(),
                        start: self.start,
                        at: client.session.now(),
                        id,
                        lobby,
                    }));
                }
                ("end", _) => return Some(Answer::Ended { why: text }),
                _ => {
                    return Some(Answer::Refused {
                        status: 200,
                        code: format!("event {kind}: {text}"),
                        until: None,
                    });
                }
            }
        }
        None
    }
}

/// Screens that the host lets in and out again, until the session is over: what they follow has to end.
pub async fn let_in_and_out(mut host: Client, last: Last, mut rng: StdRng) {
    while host.session.begins_another() {
        let mut screen = Client {
            name: format!("revoked {}", host.session.identify()),
            ..host.clone()
        };
        let key = Uuid::from_u128(rng.random()).to_string();
        let Answer::Linked { link } = screen.ask(Request::Link { key }, &mut rng).await else {
            continue;
        };
        let revoked = Notify::new();
        let mut others = StdRng::seed_from_u64(rng.random());
        let revoke = async {
            tokio::time::sleep(Duration::from_millis(others.random_range(0..1_000))).await;
            let answer = host.ask(Request::Revoke { link }, &mut others).await;
            revoked.notify_one();
            !matches!(answer, Answer::Ambiguous { .. })
        };
        let follow = follow_until(&mut screen, &revoked, last.clone(), &mut rng);
        if let ((), true) = tokio::join!(follow, revoke) {
            screen.ask(Request::Stale { player: None }, &mut rng).await;
        }
    }
}

/// One stream, which has to end soon after its link was revoked.
async fn follow_until(screen: &mut Client, revoked: &Notify, mut last: Last, rng: &mut StdRng) {
    let start = screen.session.now();
    let mut shown = None;
    let too_late = async {
        revoked.notified().await;
        tokio::time::sleep(CATCH_UP).await;
    };
    tokio::select! {
        () = open(screen, &mut shown, &mut last, rng) => return,
        () = too_late => {}
    }
    let session = &screen.session;
    session.record(Record::Call(Call {
        operation: session.identify(),
        client: screen.name.clone(),
        lobby: screen.code.clone(),
        instance: 0,
        start,
        end: session.now(),
        request: Request::Follow {
            last_event_id: None,
        },
        answer: Answer::Ended {
            why: "it went on".to_owned(),
        },
    }));
}

/// Follows a lobby by long polls.
pub async fn poll(mut client: Client, last: Last, mut rng: StdRng) {
    let mut since = 0;
    while last.borrow().is_none_or(|last| since < last) {
        let request = Request::Wait { since, seconds: 1 };
        match client.ask(request, &mut rng).await {
            Answer::Lobby { lobby } => since = lobby.version,
            Answer::Unchanged => {}
            _ => break,
        }
    }
}

fn ambiguous(error: &reqwest::Error) -> Answer {
    Answer::Ambiguous {
        why: format!("{error:?}"),
    }
}
