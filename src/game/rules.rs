use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::lobby::after;
use super::{KeyedJoin, Lobby, Outcome, Player, PlayerName, Presence, Refusal, Role, Salt, Secret};

/// A score as the host sets it by hand: within plus and minus [`Score::LIMIT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score(i64);

impl Score {
    pub const LIMIT: i64 = 1_000_000;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be between -{limit} and {limit}", limit = Score::LIMIT)]
pub struct ScoreError;

impl TryFrom<i64> for Score {
    type Error = ScoreError;

    fn try_from(points: i64) -> Result<Self, Self::Error> {
        if (-Self::LIMIT..=Self::LIMIT).contains(&points) {
            Ok(Self(points))
        } else {
            Err(ScoreError)
        }
    }
}

/// Seats a lobby keeps in all, for each place on its roster: those who come and go all night must not fill the
/// database, and those who went to sleep must find their seat.
const SEATS_PER_PLACE: usize = 10;

/// Points a question is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionValue(i64);

impl QuestionValue {
    pub const ALLOWED: [i64; 5] = [10, 20, 30, 40, 50];
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be one of 10, 20, 30, 40, 50")]
pub struct QuestionValueError;

impl TryFrom<i64> for QuestionValue {
    type Error = QuestionValueError;

    fn try_from(points: i64) -> Result<Self, Self::Error> {
        if Self::ALLOWED.contains(&points) {
            Ok(Self(points))
        } else {
            Err(QuestionValueError)
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    pub locked: Option<bool>,
    pub question_value: Option<QuestionValue>,
}

/// What the host decides about an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case", try_from = "String")]
pub enum Action {
    Plus,
    Minus,
    Skip,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be plus, minus or skip")]
pub struct ActionError;

/// From text and nothing else: serde's own form of an enum may also be an object.
impl TryFrom<String> for Action {
    type Error = ActionError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.as_str() {
            "plus" => Ok(Self::Plus),
            "minus" => Ok(Self::Minus),
            "skip" => Ok(Self::Skip),
            _ => Err(ActionError),
        }
    }
}

/// The player a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlayerRef {
    Me,
    Id(Uuid),
}

#[derive(Clone, Debug, Default)]
pub struct PlayerEdit {
    pub name: Option<PlayerName>,
    pub score: Option<Score>,
}

/// Somebody who asks to join.
#[derive(Clone, Debug)]
pub struct Newcomer {
    pub id: Uuid,
    pub name: PlayerName,
    pub secret: Secret,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    pub player: Uuid,
    /// The salt of the seat's own token, where a repeated key found the seat taken by its own earlier request.
    pub repeated: Option<Salt>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved {
    pub player: Uuid,
    pub score: i64,
}

/// How a lobby looks to somebody about to buzz.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BuzzStanding {
    Free,
    Queued { position: usize },
}

impl Lobby {
    /// Takes a seat, or finds the one that the same idempotency key took before.
    ///
    /// # Errors
    /// [`Refusal::IdempotencyKeyReused`] for another name with the same key, [`Refusal::NotInLobby`] when the key's
    /// player has left or was kicked, [`Refusal::LobbyFull`].
    pub fn join(
        &mut self,
        newcomer: Newcomer,
        max_players: usize,
        now: Timestamp,
    ) -> Outcome<Joined> {
        let keyed_join = newcomer.secret.idempotency.map(|(key, salt)| KeyedJoin {
            key: key.digest(),
            name: newcomer.name.clone(),
            salt,
        });
        if let Some(join) = &keyed_join
            && let Some(repeated) = self.repeated_join(join)?
        {
            self.attend(Role::Player(repeated.player), now);
            return Ok(repeated);
        }
        if self.roster().count() >= max_players {
            return Err(Refusal::LobbyFull);
        }
        if self.players.len() >= max_players * SEATS_PER_PLACE {
            // The seat of who has left longest ago, by the order of joining; of the absent, nobody's.
            let departed = |player: &Player| player.presence == Presence::Departed;
            let oldest = self.players.iter().position(departed);
            self.players.remove(oldest.ok_or(Refusal::LobbyFull)?);
        }
        let name = self.free_name(&newcomer.name, None);
        // Strictly later than everybody before, so that the order of joining is exact whatever the clocks say.
        let joined_at = match self.players.iter().map(|player| player.joined_at).max() {
            Some(last) if last >= now => after(last, SignedDuration::from_micros(1)),
            _ => now,
        };
        self.players.push(Player {
            id: newcomer.id,
            name,
            joined_at,
            last_seen: now,
            presence: Presence::Online,
            score: 0,
            token: newcomer.secret.token.digest(),
            keyed_join,
        });
        Ok(Joined {
            player: newcomer.id,
            repeated: None,
        })
    }

    /// Where a buzz that could not be stored stands.
    ///
    /// # Errors
    /// [`Refusal::PlayerOnly`], [`Refusal::RoundChanged`], [`Refusal::Locked`].
    pub fn buzz_standing(&self, by: Role, round: Option<i64>) -> Outcome<BuzzStanding> {
        let Role::Player(id) = by else {
            return Err(Refusal::PlayerOnly);
        };
        self.guard_round(round)?;
        match self.position(id) {
            Some(position) => Ok(BuzzStanding::Queued { position }),
            None if self.locked => Err(Refusal::Locked),
            None => Ok(BuzzStanding::Free),
        }
    }

    /// # Errors
    /// [`Refusal::HostOnly`].
    pub fn set(&mut self, by: Role, settings: Settings) -> Outcome<()> {
        host_only(by)?;
        self.locked = settings.locked.unwrap_or(self.locked);
        if let Some(QuestionValue(points)) = settings.question_value {
            self.question_value = points;
        }
        Ok(())
    }

    /// Makes a queued player active and locks the buzzers.
    ///
    /// # Errors
    /// [`Refusal::HostOnly`], [`Refusal::RoundChanged`], [`Refusal::PlayerNotFound`], [`Refusal::PlayerNotInQueue`].
    pub fn confirm(&mut self, by: Role, player: Uuid, round: Option<i64>) -> Outcome<()> {
        host_only(by)?;
        self.guard_round(round)?;
        self.seated(player).ok_or(Refusal::PlayerNotFound)?;
        self.position(player).ok_or(Refusal::PlayerNotInQueue)?;
        self.active_player = Some(player);
        self.locked = true;
        Ok(())
    }

    /// Scores the active player's answer and opens the next round.
    ///
    /// # Errors
    /// [`Refusal::HostOnly`], [`Refusal::RoundChanged`], [`Refusal::NoActivePlayer`].
    pub fn resolve(&mut self, by: Role, action: Action, round: Option<i64>) -> Outcome<Resolved> {
        host_only(by)?;
        self.guard_round(round)?;
        let id = self.active_player.ok_or(Refusal::NoActivePlayer)?;
        let points = match action {
            Action::Plus => self.question_value,
            Action::Minus => -self.question_value,
            Action::Skip => 0,
        };
        let index = self.index_of(id).ok_or(Refusal::NoActivePlayer)?;
        let score = &mut self.players[index].score;
        *score += points;
        let resolved = Resolved {
            player: id,
            score: *score,
        };
        self.next_round();
        Ok(resolved)
    }

    /// # Errors
    /// [`Refusal::HostOnly`], [`Refusal::RoundChanged`].
    pub fn reset(&mut self, by: Role, round: Option<i64>) -> Outcome<()> {
        host_only(by)?;
        self.guard_round(round)?;
        self.next_round();
        Ok(())
    }

    /// Renames a player, or sets a score. A name already taken gets a number.
    ///
    /// # Errors
    /// [`Refusal::HostOnly`] for somebody else's name or any score, [`Refusal::PlayerOnly`], [`Refusal::PlayerNotFound`].
    pub fn edit_player(&mut self, by: Role, player: PlayerRef, edit: &PlayerEdit) -> Outcome<()> {
        let index = self.target(by, player)?;
        if edit.score.is_some() {
            host_only(by)?;
        }
        if let Some(name) = &edit.name {
            self.players[index].name = self.free_name(name, Some(self.players[index].id));
        }
        if let Some(Score(score)) = edit.score {
            self.players[index].score = score;
        }
        Ok(())
    }

    /// Takes a player out of the lobby for good: one who leaves, or whom the host kicks.
    ///
    /// # Errors
    /// [`Refusal::HostOnly`] for somebody else, [`Refusal::PlayerOnly`], [`Refusal::PlayerNotFound`].
    pub fn remove_player(&mut self, by: Role, player: PlayerRef) -> Outcome<()> {
        let index = self.target(by, player)?;
        let id = self.players[index].id;
        self.unqueue(id);
        if self.players[index].keyed_join.is_some() {
            self.players[index].presence = Presence::Departed;
        } else {
            self.players.remove(index);
        }
        Ok(())
    }

    /// # Errors
    /// [`Refusal::HostOnly`].
    pub fn close(&mut self, by: Role) -> Outcome<()> {
        host_only(by)?;
        self.closed = true;
        Ok(())
    }

    fn guard_round(&self, round: Option<i64>) -> Outcome<()> {
        match round {
            Some(round) if round != self.round => Err(Refusal::RoundChanged),
            _ => Ok(()),
        }
    }

    fn next_round(&mut self) {
        self.queue.clear();
        self.active_player = None;
        self.locked = false;
        self.round += 1;
    }

    fn target(&self, by: Role, player: PlayerRef) -> Outcome<usize> {
        let id = match (by, player) {
            (Role::Host, PlayerRef::Me) => return Err(Refusal::PlayerOnly),
            (Role::Host, PlayerRef::Id(id)) => id,
            (Role::Player(me), PlayerRef::Me) => me,
            (Role::Player(me), PlayerRef::Id(id)) if id == me => me,
            (Role::Player(_), PlayerRef::Id(_)) => return Err(Refusal::HostOnly),
        };
        self.seated(id).ok_or(Refusal::PlayerNotFound)?;
        self.index_of(id).ok_or(Refusal::PlayerNotFound)
    }

    fn index_of(&self, id: Uuid) -> Option<usize> {
        self.players.iter().position(|player| player.id == id)
    }

    /// The seat that the same key has taken before.
    fn repeated_join(&self, join: &KeyedJoin) -> Outcome<Option<Joined>> {
        let first = self.players.iter().find_map(|seat| {
            let first = seat.keyed_join.as_ref()?;
            (first.key == join.key).then_some((seat, first))
        });
        let Some((seat, first)) = first else {
            return Ok(None);
        };
        if first.name != join.name {
            return Err(Refusal::IdempotencyKeyReused);
        }
        if seat.presence == Presence::Departed {
            return Err(Refusal::NotInLobby);
        }
        Ok(Some(Joined {
            player: seat.id,
            repeated: Some(first.salt.clone()),
        }))
    }

    /// The absent count too: they come back by the name they had.
    fn free_name(&self, wanted: &PlayerName, but: Option<Uuid>) -> PlayerName {
        let others = self
            .players
            .iter()
            .filter(|player| Some(player.id) != but && player.presence != Presence::Departed);
        wanted.numbered_unless_free(others.map(|player| &player.name))
    }
}

fn host_only(by: Role) -> Outcome<()> {
    match by {
        Role::Host => Ok(()),
        Role::Player(_) => Err(Refusal::HostOnly),
    }
}
