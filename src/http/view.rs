//! The lobby as the API shows it to one viewer.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::game::{Host, Lobby, Player, PlayerName, Role};
use crate::http::moment::Moment;
use crate::http::problem::{Code, Problem};
use crate::store::Viewed;

/// A lobby as one of its members sees it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Lobby)]
pub struct LobbyView {
    #[schema(example = "K7QX")]
    pub code: String,
    /// Grows with every change anyone can see, and only then.
    pub version: i64,
    /// From 1. Name it in a request to be sure that a late repetition never acts on a later question.
    pub round: i64,
    pub locked: bool,
    /// Whether a buzz is accepted now.
    pub buzz_open: bool,
    /// Points the question is worth, 0 until the host sets it.
    pub question_value: i64,
    pub host: HostView,
    /// In order of joining.
    pub players: Vec<PlayerView>,
    /// First buzz first.
    pub buzz_queue: Vec<BuzzView>,
    /// Best first.
    pub scoreboard: Vec<ScoreView>,
    #[schema(required)]
    pub active_player: Option<ActivePlayerView>,
    pub you: YouView,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Moment,
    /// When the lobby is gone unless somebody does something. Moves with the host's signs of life, and is no reason
    /// for a new version.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Moment,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Host)]
pub struct HostView {
    pub name: PlayerName,
    /// Seen within the last minute or so.
    pub online: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Player)]
pub struct PlayerView {
    pub id: Uuid,
    pub name: PlayerName,
    pub score: i64,
    /// Seen within the last minute or so.
    pub online: bool,
    #[schema(value_type = String, format = DateTime)]
    pub joined_at: Moment,
    pub buzzed: bool,
    /// In the queue, from 1.
    #[schema(required)]
    pub position: Option<usize>,
    pub is_active: bool,
    pub is_self: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Buzz)]
pub struct BuzzView {
    pub id: Uuid,
    pub name: PlayerName,
    /// From 1.
    pub position: usize,
    #[schema(value_type = String, format = DateTime)]
    pub buzzed_at: Moment,
    /// Milliseconds behind the first buzz.
    pub delta_ms: i64,
    pub is_active: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Score)]
pub struct ScoreView {
    pub id: Uuid,
    pub name: PlayerName,
    pub score: i64,
    pub is_active: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ActivePlayer)]
pub struct ActivePlayerView {
    pub id: Uuid,
    pub name: PlayerName,
    pub score: i64,
}

#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Role)]
pub enum RoleView {
    Host,
    Player,
}

/// The viewer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = You)]
pub struct YouView {
    pub role: RoleView,
    pub id: Uuid,
    pub name: PlayerName,
    /// In the queue, from 1; null for who has not buzzed, and for the host.
    #[schema(required)]
    pub position: Option<usize>,
    /// Whether a buzz of yours would be accepted now.
    pub can_buzz: bool,
    /// Null for the host.
    #[schema(required)]
    pub score: Option<i64>,
}

/// A viewer who has no seat in the lobby is shown nothing of it. Who may look is decided before: this is a bug.
#[derive(Debug, thiserror::Error)]
#[error("the viewer has no seat in the lobby")]
pub struct NoSeat;

impl From<NoSeat> for Problem {
    fn from(error: NoSeat) -> Self {
        Self::new(Code::Internal).with_cause(error)
    }
}

impl TryFrom<&Viewed> for LobbyView {
    type Error = NoSeat;

    fn try_from(Viewed { lobby, viewer }: &Viewed) -> Result<Self, NoSeat> {
        let you = YouView::of(lobby, *viewer)?;
        let active = lobby.active_player.and_then(|id| lobby.seated(id));
        let mut scoreboard: Vec<_> = lobby.roster().map(|p| ScoreView::of(lobby, p)).collect();
        scoreboard.sort_by_key(|entry| std::cmp::Reverse(entry.score)); // stable: ties in order of joining
        Ok(Self {
            code: lobby.code.to_string(),
            version: lobby.version,
            round: lobby.round,
            locked: lobby.locked,
            buzz_open: !lobby.locked,
            question_value: lobby.question_value,
            host: HostView {
                name: lobby.host.name.clone(),
                online: lobby.host.online,
            },
            players: lobby
                .roster()
                .map(|player| PlayerView::of(lobby, player, *viewer))
                .collect(),
            buzz_queue: queue(lobby),
            scoreboard,
            active_player: active.map(|player| ActivePlayerView {
                id: player.id,
                name: player.name.clone(),
                score: player.score,
            }),
            you,
            created_at: Moment(lobby.created_at),
            expires_at: Moment(lobby.expires_at()),
        })
    }
}

impl PlayerView {
    fn of(lobby: &Lobby, player: &Player, viewer: Role) -> Self {
        let position = lobby.position(player.id);
        Self {
            id: player.id,
            name: player.name.clone(),
            score: player.score,
            online: player.is_online(),
            joined_at: Moment(player.joined_at),
            buzzed: position.is_some(),
            position,
            is_active: lobby.active_player == Some(player.id),
            is_self: viewer == Role::Player(player.id),
        }
    }
}

impl ScoreView {
    fn of(lobby: &Lobby, player: &Player) -> Self {
        Self {
            id: player.id,
            name: player.name.clone(),
            score: player.score,
            is_active: lobby.active_player == Some(player.id),
        }
    }
}

impl YouView {
    fn of(lobby: &Lobby, viewer: Role) -> Result<Self, NoSeat> {
        match viewer {
            Role::Host => Ok(Self::host(&lobby.host)),
            Role::Player(id) => {
                let player = lobby.seated(id).ok_or(NoSeat)?;
                Ok(Self::player(lobby, player))
            }
        }
    }

    fn host(host: &Host) -> Self {
        Self {
            role: RoleView::Host,
            id: host.id,
            name: host.name.clone(),
            position: None,
            can_buzz: false,
            score: None,
        }
    }

    fn player(lobby: &Lobby, player: &Player) -> Self {
        let position = lobby.position(player.id);
        Self {
            role: RoleView::Player,
            id: player.id,
            name: player.name.clone(),
            position,
            can_buzz: !lobby.locked && position.is_none(),
            score: Some(player.score),
        }
    }
}

/// Differs between viewers, because `you` and `is_self` do. Weak: `expires_at` may move without a new version.
pub fn etag(viewed: &Viewed) -> String {
    let viewer = match viewed.viewer {
        Role::Host => viewed.lobby.host.id,
        Role::Player(id) => id,
    };
    format!("W/\"{}-{}\"", viewed.lobby.version, viewer.simple())
}

/// The lobby as JSON, in a buffer that rarely has to grow: of about a kilobyte, and half of one for each player.
fn json(viewed: &Viewed) -> Result<Vec<u8>, Problem> {
    let view = LobbyView::try_from(viewed)?;
    let mut text = Vec::with_capacity(1024 + 512 * viewed.lobby.players.len());
    serde_json::to_writer(&mut text, &view)
        .map_err(|error| Problem::new(Code::Internal).with_cause(error))?;
    Ok(text)
}

/// 200 with the lobby, for the viewer's eyes only.
pub fn lobby_answer(viewed: &Viewed) -> Response {
    let headers = [
        (header::ETAG, etag(viewed)),
        (header::CACHE_CONTROL, "private, no-cache".to_owned()),
    ];
    match json(viewed) {
        Ok(body) => (headers, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(problem) => problem.into_response(),
    }
}

fn queue(lobby: &Lobby) -> Vec<BuzzView> {
    let first = lobby.queue.first().map(|buzz| buzz.at).unwrap_or_default();
    let first = Moment(first);
    let entries = lobby.queue.iter().enumerate();
    entries
        .filter_map(|(index, buzz)| {
            let player = lobby.seated(buzz.player)?;
            let at = Moment(buzz.at);
            Some(BuzzView {
                id: player.id,
                name: player.name.clone(),
                position: index + 1,
                buzzed_at: at,
                delta_ms: at.since(first),
                is_active: lobby.active_player == Some(player.id),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::Token;
    use jiff::Timestamp;

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
        let lobby = Lobby::open("K7QX".parse().expect("a code"), host, Timestamp::UNIX_EPOCH);
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
