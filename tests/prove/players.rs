//! Players: they buzz, repeat themselves, read, leave, and come back as somebody else when they are kicked.

use rand::RngExt as _;
use rand::rngs::StdRng;
use uuid::Uuid;

use crate::client::Client;
use crate::history::{Answer, Request};

/// Plays until the session is over. `client` has the lobby's code and no seat yet.
pub async fn play(mut client: Client, mut rng: StdRng) {
    while client.session.begins_another() {
        let Some(id) = join(&mut client, "player", &mut rng).await else {
            continue;
        };
        while client.session.begins_another() {
            if !act(&mut client, &id, &mut rng).await {
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

/// Whether the player is still there afterwards.
async fn act(client: &mut Client, id: &str, rng: &mut StdRng) -> bool {
    let Some(lobby) = client.table.newest() else {
        return false;
    };
    let (player, round) = (id.to_owned(), lobby.round);
    let has_buzzed = lobby.buzz_queue.iter().any(|queued| queued.id == id);
    let likely = if has_buzzed || lobby.locked { 0.1 } else { 0.8 };
    let request = match rng.random_range(0..100) {
        _ if rng.random_bool(likely) => Request::Buzz { player, round },
        0..4 => Request::Leave { player },
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

pub fn read_if_changed(client: &Client) -> Request {
    match &client.tag {
        Some((version, _)) => Request::ReadIfChanged { version: *version },
        None => Request::Read,
    }
}
