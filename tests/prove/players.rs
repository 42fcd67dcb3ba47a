//! Players: they buzz, repeat themselves, read, leave, and come back as somebody else when they are kicked.

use std::time::Duration;

use jiff::Timestamp;
use rand::RngExt as _;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use uuid::Uuid;

use crate::client::Client;
use crate::history::{Answer, Lobby, Request};

/// Plays until the session is over. `client` has the lobby's code and no seat yet; `host` moves it to another phone.
pub async fn play(mut client: Client, host: Client, mut rng: StdRng) {
    while client.session.begins_another() {
        let Some(id) = join(&mut client, "player", &mut rng).await else {
            continue;
        };
        while client.session.begins_another() {
            let stays = if rng.random_bool(0.02) {
                move_seat(&mut client, &host, &id, &mut rng).await
            } else {
                act(&mut client, &id, &mut rng).await
            };
            if !stays {
                break;
            }
        }
    }
}

/// Takes a new seat, under a name that nobody has had.
pub async fn join(client: &mut Client, who: &str, rng: &mut StdRng) -> Option<String> {
    let operation = client.session.identify();
    client.name = format!("{who}-{operation}");
    (client.token, client.tag) = (None, None);
    let request = Request::Join {
        key: Uuid::from_u128(rng.random()).to_string(),
        name: client.name.clone(),
        team: a_team(client, rng),
    };
    let mut answer = client.repeat(operation, &request, rng).await;
    if rng.random_bool(0.3) {
        answer = client.repeat(operation, &request, rng).await;
    }
    match answer {
        Answer::Joined { player, .. } => Some(player),
        _ => None,
    }
}

/// Most are in one.
fn a_team(client: &Client, rng: &mut StdRng) -> Option<String> {
    let teams = client.table.newest().map(|lobby| lobby.teams);
    let team = teams.unwrap_or_default().choose(rng)?.id.clone();
    rng.random_bool(0.8).then_some(team)
}

/// Takes another phone, and tries the old one once more. Whether the player is still there afterwards.
async fn move_seat(client: &mut Client, host: &Client, id: &str, rng: &mut StdRng) -> bool {
    let mut host = Client {
        name: client.name.clone(),
        ..host.clone()
    };
    let request = Request::MoveSeat {
        key: Uuid::from_u128(rng.random()).to_string(),
        player: id.to_owned(),
    };
    let answer = host.ask(request, rng).await;
    if !matches!(answer, Answer::Linked { .. }) {
        return false;
    }
    let mut old = client.clone();
    (client.token, client.tag) = (host.token, None);
    let player = Some(id.to_owned());
    old.ask(Request::Stale { player }, rng).await;
    true
}

/// Whether the player is still there afterwards.
async fn act(client: &mut Client, id: &str, rng: &mut StdRng) -> bool {
    let Some(lobby) = client.table.newest() else {
        return false;
    };
    let (player, round) = (id.to_owned(), lobby.round);
    let has_buzzed = lobby.buzz_queue.iter().any(|queued| queued.id == id);
    let likely = if has_buzzed || lobby.locked { 0.1 } else { 0.8 };
    let request = match rng.random_range(0..100) {
        _ if rng.random_bool(likely) => Request::Buzz {
            player,
            round,
            pressed_at: press(&lobby, rng).await,
        },
        0..4 => Request::Leave { player },
        4..10 if !lobby.teams.is_empty() => Request::Choose {
            player,
            team: a_team(client, rng),
        },
        4..40 => read_if_changed(client),
        40..60 => Request::Wait {
            since: lobby.version - 1,
            seconds: 5,
        },
        _ => Request::Read,
    };
    let leaves = matches!(request, Request::Leave { .. });
    let answer = client.ask(request, rng).await;
    let wants_to_know = rng.random_bool(0.1);
    if let Answer::Buzzed(buzzed) = &answer
        && wants_to_know
    {
        // Whatever instance is asked now, it has the buzz.
        let since = buzzed.version - 1;
        client.ask(Request::Wait { since, seconds: 5 }, rng).await;
    }
    let is_out = matches!(&answer, Answer::Refused { code, .. } if code == "not-in-lobby");
    !leaves && !is_out
}

/// What a phone says of the press, where that counts: most are a while on the way, some claim more than can be true, and
/// some say nothing.
async fn press(lobby: &Lobby, rng: &mut StdRng) -> Option<Timestamp> {
    if lobby.settings.fair_window_ms == 0 {
        return None;
    }
    let now = Timestamp::now().as_millisecond();
    let claim = match rng.random_range(0..10) {
        0..6 => Some(now),
        6..8 => Some(now - 60_000),
        8 => Some(now + 1_000),
        _ => None,
    };
    tokio::time::sleep(Duration::from_millis(rng.random_range(0..150))).await;
    claim.and_then(|claim| Timestamp::from_millisecond(claim).ok())
}

pub fn read_if_changed(client: &Client) -> Request {
    match &client.tag {
        Some((version, _)) => Request::ReadIfChanged { version: *version },
        None => Request::Read,
    }
}
