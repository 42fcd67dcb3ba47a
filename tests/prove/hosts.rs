//! Hosts: each leads one lobby from two devices, with the same token, and now and then both do the same at once.

use rand::RngExt as _;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use serde_json::json;
use uuid::Uuid;

use crate::client::Client;
use crate::history::{Action, Answer, Lobby, Request, Then};
use crate::players::read_if_changed;

/// Opens a lobby; its code and the token are in `client` afterwards. Of four one has the rules of the beginning, one has
/// teams and goes on with a question after a wrong answer, one has buzzers that the host opens, and one has a fair window.
pub async fn open(client: &mut Client, number: usize, rng: &mut StdRng) -> Result<(), String> {
    let key = Uuid::from_u128(rng.random()).to_string();
    let settings = match number % 4 {
        0 => json!({}),
        1 => json!({ "wrong_answer": "next", "buzz_per": "team" }),
        2 => json!({ "opens": "by_host", "false_start_ms": 200, "wrong_answer": "reopen" }),
        _ => json!({ "fair_window_ms": 250, "wrong_answer": "reopen" }),
    };
    let has_teams = number % 4 == 1;
    match client.ask(Request::Create { key, settings }, rng).await {
        Answer::Lobby { lobby } => client.code = lobby.code,
        other => return Err(format!("no lobby could be opened: {other:?}")),
    }
    if has_teams {
        let names = ["Red", "Blue", "Green"].map(str::to_owned).to_vec();
        client.ask(Request::SetTeams { names }, rng).await;
    }
    Ok(())
}

/// Leads the lobby until the session is over.
pub async fn lead(mut device: Client, mut rng: StdRng, mut others: StdRng) {
    let mut second = Client {
        name: format!("{} too", device.name),
        ..device.clone()
    };
    while device.session.begins_another() {
        let Some(lobby) = device.table.newest() else {
            break;
        };
        let ends_in_peace = lobby.active_player.is_none() && rng.random_bool(0.03);
        if ends_in_peace {
            lock_read_and_reset(&mut device, lobby.round, &mut rng).await;
            continue;
        }
        let request = choose(&device, &lobby, &mut rng);
        let is_guarded = matches!(
            request,
            Request::Reset { .. }
                | Request::Resolve { .. }
                | Request::Restart { .. }
                | Request::Confirm { .. }
                | Request::Undo { .. }
        );
        if is_guarded && rng.random_bool(0.15) {
            let again = second.ask(request.clone(), &mut others);
            tokio::join!(device.ask(request, &mut rng), again);
        } else {
            device.ask(request, &mut rng).await;
        }
    }
}

/// So the final order of the round is read before it is gone.
async fn lock_read_and_reset(device: &mut Client, round: i64, rng: &mut StdRng) {
    let lock = Request::Set {
        locked: Some(true),
        question_value: None,
    };
    for request in [lock, Request::Read, Request::Reset { round }] {
        device.ask(request, rng).await;
    }
}

fn choose(device: &Client, lobby: &Lobby, rng: &mut StdRng) -> Request {
    let round = lobby.round;
    let decides = rng.random_bool(0.5);
    let undo = lobby.last_event.as_ref().map(|last| Request::Undo {
        event: last.id,
        kind: last.kind.clone(),
    });
    if lobby.phase == "finished" && rng.random_bool(0.3) {
        return Request::Restart { round };
    }
    if let Some(undo) = undo
        && rng.random_bool(if lobby.phase == "finished" { 0.8 } else { 0.06 })
    {
        return undo;
    }
    if lobby.active_player.is_some() && decides {
        let actions = [Action::Plus, Action::Minus, Action::Skip];
        let action = *actions.choose(rng).unwrap_or(&Action::Skip);
        let then = [
            None,
            None,
            None,
            Some(Then::End),
            Some(Then::Next),
            Some(Then::Reopen),
        ];
        let then = then.choose(rng).copied().flatten();
        let then = then.filter(|_| action == Action::Minus);
        return Request::Resolve {
            action,
            round,
            then,
        };
    }
    if lobby.active_player.is_none() && lobby.locked && decides {
        return Request::Set {
            locked: Some(false),
            question_value: None,
        };
    }
    let queued = lobby.buzz_queue.choose(rng).map(|queued| queued.id.clone());
    let players = lobby
        .players
        .iter()
        .filter(|player| player.name.starts_with("player"));
    let players: Vec<_> = players.map(|player| player.id.clone()).collect();
    match (rng.random_range(0..100), queued) {
        (0..35, Some(player)) => Request::Confirm { player, round },
        (35..45, _) => Request::Reset { round },
        (45..50, _) => Request::Set {
            locked: Some(rng.random_bool(0.4)),
            question_value: None,
        },
        (50..58, _) => Request::Set {
            locked: rng.random_bool(0.2).then(|| rng.random_bool(0.3)),
            question_value: Some(10 * rng.random_range(1..=5)),
        },
        (58..61, _) if players.len() > 2 => {
            let player = players.choose(rng).cloned().unwrap_or_default();
            Request::Kick { player }
        }
        (61..66, _) => Request::Wait {
            since: lobby.version - 1,
            seconds: 5,
        },
        (66..76, _) => read_if_changed(device),
        (76..77, _) => Request::Finish,
        (77..78, _) => Request::Restart { round },
        _ => Request::Read,
    }
}
