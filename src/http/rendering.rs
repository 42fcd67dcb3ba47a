//! The one way in which a lobby becomes JSON: what its viewers share is rendered once, and what is one viewer's own is
//! added to it.

use std::sync::Arc;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::game::{Lobby, Role, Standings};
use crate::http::problem::{Code, Problem};
use crate::http::view::{Evidence, LobbyView, NoSeat, YouView, buzz_queue, players, teams};
use crate::live::{Parts, Queue, Rendered, Shared, Shown};
use crate::store::{Glance, Viewed};

/// Bytes of a player, a team or a place in the queue, about.
const ENTRY: usize = 256;

/// Why a lobby can't be rendered: a bug.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error(transparent)]
    NoSeat(#[from] NoSeat),
    #[error("a lobby has no form in JSON")]
    Json(#[from] serde_json::Error),
    #[error("a lobby can't be compressed")]
    Compress(#[from] flate2::CompressError),
}

impl From<RenderError> for Problem {
    fn from(error: RenderError) -> Self {
        Self::new(Code::Internal).with_cause(error)
    }
}

/// Renders what all viewers of a lobby share.
///
/// # Errors
/// Those of the serializer, which has nothing to fail at.
pub fn share(lobby: Arc<Lobby>) -> serde_json::Result<Shared> {
    let standings = lobby.standings();
    let mut common = serde_json::to_string(&LobbyView::of(&lobby, &standings))?;
    common.pop(); // the end: more is to come
    let rendered = Rendered {
        common,
        queue: queue(&lobby, &standings)?,
        teams: list(&teams(&lobby))?,
        players: list(&players(&lobby))?,
        standings,
    };
    Ok(Shared::new(lobby, rendered))
}

/// When each buzz arrived, and what its player said, is for hosts alone: there is something to say where there is a fair
/// window.
fn queue(lobby: &Lobby, standings: &Standings) -> serde_json::Result<Queue> {
    let json = |evidence| list(&buzz_queue(lobby, standings, evidence));
    let for_hosts = lobby.window.map(|_| json(Evidence::Shown)).transpose()?;
    Ok(Queue {
        json: json(Evidence::Kept)?,
        for_hosts,
    })
}

/// A list in JSON, in a buffer that seldom has to grow.
fn list<T: Serialize>(entries: &[T]) -> serde_json::Result<String> {
    let mut json = Vec::with_capacity(entries.len() * ENTRY + 2);
    serde_json::to_writer(&mut json, entries)?;
    String::from_utf8(json).map_err(serde::ser::Error::custom)
}

/// The lobby as one viewer sees it, whole or without some parts.
///
/// # Errors
/// [`RenderError`].
pub fn lobby_text(shown: &Shown, parts: Parts) -> Result<String, RenderError> {
    let own = own_text(shown)?;
    let mut text = shared_text("", shown, parts, own.len() + 1);
    text += &own;
    text.push('}');
    shown.shared.note_sent(text.len());
    Ok(text)
}

/// What others are shown as well, behind `head`: an object without its end. There will be room for so many bytes `more`.
pub fn shared_text(head: &str, shown: &Shown, parts: Parts, more: usize) -> String {
    let Shown { shared, viewer } = shown;
    let fields = [
        (",\"buzz_queue\":", shared.queue.json_for(*viewer), true),
        (",\"teams\":", shared.teams.json.as_str(), parts.teams),
        (",\"players\":", shared.players.json.as_str(), parts.players),
    ];
    let fields = fields.iter().filter(|(_, _, is_in)| *is_in);
    let size: usize = fields
        .clone()
        .map(|(name, json, _)| name.len() + json.len())
        .sum();
    let mut text = String::with_capacity(head.len() + shared.common.len() + size + more);
    text += head;
    text += &shared.common;
    for (name, json, _) in fields {
        text += name;
        text += json;
    }
    text
}

/// What is one viewer's own, as it stands behind what is shared.
///
/// # Errors
/// [`RenderError`].
pub fn own_text(shown: &Shown) -> Result<String, RenderError> {
    let Shown { shared, viewer } = shown;
    let you = YouView::of(&shared.lobby, &shared.standings, *viewer)?;
    Ok(format!(",\"you\":{}", serde_json::to_string(&you)?))
}

/// The whole lobby as a part of an answer.
///
/// # Errors
/// [`RenderError`].
pub fn lobby_within(viewed: &Viewed) -> Result<Box<RawValue>, RenderError> {
    let text = lobby_text(&shown(viewed)?, Parts::ALL)?;
    Ok(RawValue::from_string(text)?)
}

/// 200 with the lobby, for the viewer's eyes only.
pub fn lobby_answer(viewed: &Viewed) -> Response {
    match shown(viewed) {
        Ok(shown) => answer(&shown),
        Err(error) => Problem::from(RenderError::from(error)).into_response(),
    }
}

/// As [`lobby_answer`], of a lobby whose shared part is rendered.
pub fn answer(shown: &Shown) -> Response {
    let headers = [
        (header::ETAG, etag_of(&shown.shared.lobby, shown.viewer)),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
    ];
    match lobby_text(shown, Parts::ALL) {
        Ok(body) => (headers, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(error) => Problem::from(error).into_response(),
    }
}

/// Differs between viewers, because `you` does. Weak: `expires_at` may move without a new version.
pub fn etag(glance: Glance) -> String {
    let Glance { version, viewer } = glance;
    format!("W/\"{version}-{}\"", viewer.simple())
}

pub fn etag_of(lobby: &Lobby, viewer: Role) -> String {
    etag(Glance {
        version: lobby.version,
        viewer: match viewer {
            Role::Host => lobby.host.id,
            Role::Player(id) | Role::Screen(id) => id,
        },
    })
}

fn shown(viewed: &Viewed) -> serde_json::Result<Shown> {
    Ok(Shown {
        shared: share(Arc::clone(&viewed.lobby))?.into(),
        viewer: viewed.viewer,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::{Host, Settings, Token};
    use jiff::Timestamp;
    use uuid::Uuid;

    /// No request leads here, because a look makes its player present. A mistake there must not make anyone host.
    #[test]
    fn a_player_without_a_seat_is_shown_nothing() {
        let host = Host {
            id: Uuid::from_u128(1),
            name: "Olga".parse().expect("a name"),
            token: Token::generate(&mut rand::rng()).digest(),
            last_seen: Timestamp::UNIX_EPOCH,
            online: true,
        };
        let code = "K7QX".parse().expect("a code");
        let lobby = Lobby::open(code, host, Settings::default(), Timestamp::UNIX_EPOCH);
        let mut viewed = Viewed {
            lobby: lobby.into(),
            viewer: Role::Host,
        };
        assert_eq!(lobby_answer(&viewed).status(), 200);
        viewed.viewer = Role::Player(Uuid::from_u128(2));
        let refused = lobby_answer(&viewed);
        assert_eq!(refused.status(), 500);
        let problem = refused.extensions().get::<Problem>().expect("a problem");
        assert_eq!(problem.code, Code::Internal);
    }
}
