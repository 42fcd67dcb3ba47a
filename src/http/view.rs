//! The lobby as the API shows it to one viewer.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::game::{
    Colour, Lobby, Phase, Place, Player, PlayerName, Presence, RecordKind, Role, Settings,
    Standing, Standings,
};
use crate::http::moment::Moment;

/// A lobby as one of its members sees it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Lobby)]
pub struct LobbyView {
    #[schema(example = "K7QX")]
    pub code: String,
    /// Grows with every change anyone can see, and only then.
    pub version: i64,
    /// Grows with each move that a late repetition must not be taken for. Name it in a request to be sure of that.
    pub round: i64,
    /// Counts the questions, from 1.
    pub question: i64,
    /// `locked`: nobody may buzz; `open`; `answering`: a player has the word; `finished`: the
    /// last standings are shown. More may be added.
    #[schema(value_type = String, example = "open")]
    pub phase: Phase,
    pub locked: bool,
    /// Whether a buzz is accepted now.
    pub buzz_open: bool,
    /// Points the question is worth, 0 until the host sets it.
    pub question_value: i64,
    /// When the buzzers lock, or when the active player is out of time. Null where there is no limit, or it is over.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub deadline: Option<Moment>,
    /// When the order of the queue is final, while a fair window is open. Null at all other times: what the queue shows
    /// then, stays.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub window_ends_at: Option<Moment>,
    pub settings: Settings,
    pub host: HostView,
    /// In the host's order.
    #[serde(skip_serializing_if = "Apart::is_apart")]
    #[schema(required, value_type = Vec<TeamView>)]
    pub teams: Apart,
    /// In order of joining, with those who have not been seen for long.
    #[serde(skip_serializing_if = "Apart::is_apart")]
    #[schema(required, value_type = Vec<PlayerView>)]
    pub players: Apart,
    /// First buzz first. While a fair window is open, who buzzes may still come before others.
    #[serde(skip_serializing_if = "Apart::is_apart")]
    #[schema(required, value_type = Vec<BuzzView>)]
    pub buzz_queue: Apart,
    /// Who has the word.
    #[schema(required)]
    pub active_player: Option<ActivePlayerView>,
    #[serde(skip_serializing_if = "Apart::is_apart")]
    #[schema(required, value_type = YouView)]
    pub you: Apart,
    /// The newest move of the host that can be taken back; null where there is none.
    #[schema(required)]
    pub last_event: Option<LastEventView>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Moment,
    /// When the lobby is gone unless somebody does something. Moves with the host's signs of life, and is no reason
    /// for a new version.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Moment,
}

/// In the place of what is rendered apart from the rest, and added to it.
#[derive(Debug, Serialize)]
pub struct Apart;

impl Apart {
    fn is_apart(&self) -> bool {
        true
    }
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = LastEvent)]
pub struct LastEventView {
    /// What to name in an undo.
    pub id: i64,
    /// As in the history.
    #[schema(value_type = String, example = "resolve")]
    pub kind: RecordKind,
    #[schema(value_type = String, format = DateTime)]
    pub at: Moment,
    /// Whether an undo would take it back now.
    pub undoable: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Host)]
pub struct HostView {
    pub name: PlayerName,
    /// Seen within the last minute or so.
    pub online: bool,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Team)]
pub struct TeamView {
    pub id: Uuid,
    pub name: PlayerName,
    /// As in `#1e90ff`, in small letters.
    #[schema(value_type = String, example = "#1e90ff")]
    pub colour: Colour,
    /// The team's own.
    pub score: i64,
    /// By score, from 1; teams with the same score have the same rank.
    pub rank: usize,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Player)]
pub struct PlayerView {
    pub id: Uuid,
    pub name: PlayerName,
    /// Null for who is in none.
    #[schema(required)]
    pub team_id: Option<Uuid>,
    pub score: i64,
    /// By score, from 1; who has the same score has the same rank.
    pub rank: usize,
    /// `online`: seen within the last minute or so; `away`: not; `absent`: not seen for minutes, out of the queue, and
    /// back with the next request. More may be added.
    #[schema(value_type = String, example = "online")]
    pub presence: Presence,
    #[schema(value_type = String, format = DateTime)]
    pub joined_at: Moment,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Buzz)]
pub struct BuzzView {
    pub id: Uuid,
    pub name: PlayerName,
    #[schema(required)]
    pub team_id: Option<Uuid>,
    /// From 1.
    pub position: usize,
    /// The moment it counts by: when it arrived or, in a fair window, what it is credited with.
    #[schema(value_type = String, format = DateTime)]
    pub buzzed_at: Moment,
    /// When it was pressed, as its player says. For hosts alone, in a round with a fair window; left out where the buzz
    /// did not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, format = DateTime)]
    pub pressed_at: Option<Moment>,
    /// When it arrived. For hosts alone, in a round with a fair window.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, format = DateTime)]
    pub arrived_at: Option<Moment>,
    /// Milliseconds behind the first buzz.
    pub delta_ms: i64,
    /// `waiting`, `answering`, or `wrong` for who has answered this question wrong. More may be added.
    #[schema(value_type = String, example = "waiting")]
    pub state: Place,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ActivePlayer)]
pub struct ActivePlayerView {
    pub id: Uuid,
    pub name: PlayerName,
    /// The time for the answer is over. The host decides what that means.
    pub out_of_time: bool,
}

#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Role)]
pub enum RoleView {
    Host,
    Player,
    /// Sees and does nothing, by a link.
    Screen,
}

/// The viewer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = You)]
pub struct YouView {
    pub role: RoleView,
    pub id: Uuid,
    pub name: PlayerName,
    /// In the queue, from 1: yours, or your team's where it is shared. Null for who has none, and for the host.
    #[schema(required)]
    pub position: Option<usize>,
    /// Whether a buzz of yours would be accepted now, once `barred_until` is over.
    pub can_buzz: bool,
    /// Until when you may not buzz for having buzzed too early in this question; it may be over.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    pub barred_until: Option<Moment>,
    /// Null for the host.
    #[schema(required)]
    pub score: Option<i64>,
    #[schema(required)]
    pub team_id: Option<Uuid>,
}

/// A viewer who has no seat in the lobby is shown nothing of it. Who may look is decided before: this is a bug.
#[derive(Debug, thiserror::Error)]
#[error("the viewer has no seat in the lobby")]
pub struct NoSeat;

impl LobbyView {
    pub fn of(lobby: &Lobby, standings: &Standings) -> Self {
        let active = lobby.active_player;
        let active = active.and_then(|id| standings.member(lobby, id));
        Self {
            code: lobby.code.to_string(),
            version: lobby.version,
            round: lobby.round,
            question: lobby.question,
            phase: lobby.phase(),
            locked: lobby.locked,
            buzz_open: !lobby.locked,
            question_value: lobby.question_value.get(),
            deadline: lobby.deadline.map(Moment),
            window_ends_at: lobby.window.and_then(|window| window.ends_at).map(Moment),
            settings: lobby.settings.clone(),
            host: HostView {
                name: lobby.host.name.clone(),
                online: lobby.host.online,
            },
            teams: Apart,
            players: Apart,
            buzz_queue: Apart,
            active_player: active.map(|player| ActivePlayerView {
                id: player.id,
                name: player.name.clone(),
                out_of_time: lobby.out_of_time,
            }),
            you: Apart,
            last_event: lobby.last_move.as_ref().map(|last| LastEventView {
                id: last.id,
                kind: last.kind,
                at: Moment(last.at),
                undoable: last.kind.is_undoable(),
            }),
            created_at: Moment(lobby.created_at),
            expires_at: Moment(lobby.expires_at()),
        }
    }
}

pub fn players(lobby: &Lobby) -> Vec<PlayerView> {
    let scores = descending(lobby.members().map(|player| player.score));
    let players = lobby.members().map(|player| PlayerView {
        id: player.id,
        name: player.name.clone(),
        team_id: player.team,
        score: player.score,
        rank: rank(player.score, &scores),
        presence: player.presence,
        joined_at: Moment(player.joined_at),
    });
    players.collect()
}

pub fn teams(lobby: &Lobby) -> Vec<TeamView> {
    let scores = descending(lobby.teams.iter().map(|team| team.score));
    let teams = lobby.teams.iter().map(|team| TeamView {
        id: team.id,
        name: team.name.clone(),
        colour: team.colour.clone(),
        score: team.score,
        rank: rank(team.score, &scores),
    });
    teams.collect()
}

fn descending(scores: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut scores: Vec<_> = scores.collect();
    scores.sort_unstable_by_key(|score| std::cmp::Reverse(*score));
    scores
}

/// From 1: behind all who have more.
fn rank(score: i64, descending: &[i64]) -> usize {
    descending.partition_point(|other| *other > score) + 1
}

impl YouView {
    pub fn of(lobby: &Lobby, standings: &Standings, viewer: Role) -> Result<Self, NoSeat> {
        match viewer {
            Role::Host => Ok(Self::onlooker(
                RoleView::Host,
                lobby.host.id,
                &lobby.host.name,
            )),
            Role::Player(id) => {
                let player = standings.member(lobby, id);
                let player = player.filter(|player| player.is_seated());
                let standing = standings.of(id);
                let (player, standing) = player.zip(standing).ok_or(NoSeat)?;
                Ok(Self::player(lobby, player, standing))
            }
            Role::Screen(id) => {
                let link = lobby.screen(id).ok_or(NoSeat)?;
                Ok(Self::onlooker(RoleView::Screen, id, &link.label))
            }
        }
    }

    /// Somebody who does not play.
    fn onlooker(role: RoleView, id: Uuid, name: &PlayerName) -> Self {
        Self {
            role,
            id,
            name: name.clone(),
            position: None,
            can_buzz: false,
            barred_until: None,
            score: None,
            team_id: None,
        }
    }

    fn player(lobby: &Lobby, player: &Player, standing: Standing) -> Self {
        let position = standing.position;
        Self {
            role: RoleView::Player,
            id: player.id,
            name: player.name.clone(),
            position,
            can_buzz: !lobby.locked && position.is_none() && !standing.is_out,
            barred_until: standing.barred_until.map(Moment),
            score: Some(player.score),
            team_id: player.team,
        }
    }
}

/// What a dispute about a place is settled by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    Shown,
    Kept,
}

pub fn buzz_queue(lobby: &Lobby, standings: &Standings, evidence: Evidence) -> Vec<BuzzView> {
    let shown = |at: Timestamp| (evidence == Evidence::Shown).then_some(Moment(at));
    let first = lobby.queue.first().map(|buzz| buzz.at).unwrap_or_default();
    let first = Moment(first);
    let entries = lobby.queue.iter().enumerate();
    entries
        .filter_map(|(index, buzz)| {
            let player = standings.member(lobby, buzz.player)?;
            let at = Moment(buzz.at);
            Some(BuzzView {
                id: player.id,
                name: player.name.clone(),
                team_id: player.team,
                position: index + 1,
                buzzed_at: at,
                pressed_at: buzz.claimed.and_then(shown),
                arrived_at: shown(buzz.arrived.unwrap_or(buzz.at)),
                delta_ms: at.since(first),
                state: lobby.place(buzz.player, standings),
            })
        })
        .collect()
}
