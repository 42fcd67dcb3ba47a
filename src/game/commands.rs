//! What a member of a lobby can ask for, and which events follow from it.

use jiff::Timestamp;
use uuid::Uuid;

use super::{
    Action, Digest, Event, Lobby, Outcome, Player, PlayerName, QuestionValue, Refusal, Role,
    ScoreEdit,
};

/// A move of the game, but for a buzz and a join.
#[derive(Clone, Debug)]
pub enum Command {
    /// Nothing but a sign of life.
    Look,
    /// Locks or opens the buzzers, sets what the question is worth.
    Set(Settings),
    /// Makes a queued player active and locks the buzzers.
    Confirm { player: Uuid, round: Option<i64> },
    /// Scores the active player's answer, by the value of the question or by `points`, and opens the next round.
    Resolve {
        action: Action,
        points: Option<QuestionValue>,
        round: Option<i64>,
    },
    /// Empties the queue and opens the next round.
    Reset { round: Option<i64> },
    /// Renames a player, or changes a score. A name already taken gets a number.
    Edit { player: PlayerRef, edit: PlayerEdit },
    /// Takes a player out of the lobby for good: one who leaves, or whom the host kicks.
    Remove(PlayerRef),
    /// Deletes the lobby with everybody in it.
    Close,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Settings {
    pub locked: Option<bool>,
    pub question_value: Option<QuestionValue>,
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
    pub score: Option<ScoreEdit>,
}

/// What came of a command.
#[derive(Clone, Debug)]
pub struct Played {
    pub by: Role,
    pub events: Vec<Event>,
}

/// What each command, a buzz and a join can be refused with, once it is known who asks. The description of the API is made from these.
pub struct Refusals;

impl Refusals {
    pub const LOOK: &[Refusal] = &[];
    pub const BUZZ: &[Refusal] = &[Refusal::PlayerOnly, Refusal::Locked, Refusal::RoundChanged];
    pub const SET: &[Refusal] = &[Refusal::HostOnly];
    pub const CONFIRM: &[Refusal] = &[
        Refusal::HostOnly,
        Refusal::PlayerNotFound,
        Refusal::RoundChanged,
        Refusal::PlayerNotInQueue,
    ];
    pub const RESOLVE: &[Refusal] = &[
        Refusal::HostOnly,
        Refusal::RoundChanged,
        Refusal::NoActivePlayer,
    ];
    pub const RESET: &[Refusal] = &[Refusal::HostOnly, Refusal::RoundChanged];
    pub const EDIT: &[Refusal] = &[
        Refusal::HostOnly,
        Refusal::PlayerOnly,
        Refusal::PlayerNotFound,
    ];
    pub const REMOVE: &[Refusal] = Self::EDIT;
    pub const CLOSE: &[Refusal] = &[Refusal::HostOnly];
    /// Of a join, which nobody has to be a member for.
    pub const JOIN: &[Refusal] = &[
        Refusal::NotInLobby,
        Refusal::LobbyFull,
        Refusal::IdempotencyKeyReused,
    ];

    const fn of(command: &Command) -> &'static [Refusal] {
        match command {
            Command::Look => Self::LOOK,
            Command::Set(_) => Self::SET,
            Command::Confirm { .. } => Self::CONFIRM,
            Command::Resolve { .. } => Self::RESOLVE,
            Command::Reset { .. } => Self::RESET,
            Command::Edit { .. } => Self::EDIT,
            Command::Remove(_) => Self::REMOVE,
            Command::Close => Self::CLOSE,
        }
    }
}

impl Lobby {
    /// One step of the game: who it is, a sign of life, then the command. A refused command is a sign of life, too.
    ///
    /// # Errors
    /// [`Refusal::NotInLobby`], and those of [`Lobby::decide`].
    pub fn play(&mut self, token: &Digest, command: &Command, now: Timestamp) -> Outcome<Played> {
        let by = self.authenticate(token).ok_or(Refusal::NotInLobby)?;
        let mut events = if self.is_leaving(by, command) {
            Vec::new() // who was absent is not brought back for that
        } else {
            self.signs_of_life(by, now)
        };
        self.evolve_all(&events);
        let decided = self.decide(by, command);
        if let Ok(decided) = &decided {
            self.evolve_all(decided);
            events.extend_from_slice(decided);
        }
        self.conclude(&events, now);
        decided.map(|_| Played { by, events })
    }

    /// The events that follow from a command; none where everything is as it asks already.
    ///
    /// # Errors
    /// Those that [`Refusals`] has for the command.
    pub fn decide(&self, by: Role, command: &Command) -> Outcome<Vec<Event>> {
        let decided = match command {
            Command::Look => Ok(Vec::new()),
            Command::Set(settings) => self.decide_set(by, *settings),
            Command::Confirm { player, round } => self.decide_confirm(by, *player, *round),
            Command::Resolve {
                action,
                points,
                round,
            } => self.decide_resolve(by, *action, *points, *round),
            Command::Reset { round } => self.decide_reset(by, *round),
            Command::Edit { player, edit } => self.decide_edit(by, *player, edit),
            Command::Remove(player) => self.decide_remove(by, *player),
            Command::Close => host_only(by).map(|()| vec![Event::Closed]),
        };
        debug_assert!(
            !matches!(decided, Err(refusal) if !Refusals::of(command).contains(&refusal)),
            "{command:?}: {decided:?}"
        );
        decided
    }

    fn decide_set(&self, by: Role, settings: Settings) -> Outcome<Vec<Event>> {
        host_only(by)?;
        let locked = settings.locked.filter(|locked| *locked != self.locked);
        let value = settings.question_value.map(QuestionValue::points);
        let value = value.filter(|points| *points != self.question_value);
        let locked = locked.map(|locked| Event::BuzzersSet { locked });
        let value = value.map(|points| Event::ValueSet { points });
        Ok(locked.into_iter().chain(value).collect())
    }

    fn decide_confirm(&self, by: Role, player: Uuid, round: Option<i64>) -> Outcome<Vec<Event>> {
        host_only(by)?;
        self.guard_round(round)?;
        self.seated(player).ok_or(Refusal::PlayerNotFound)?;
        self.position(player).ok_or(Refusal::PlayerNotInQueue)?;
        if self.active_player == Some(player) && self.locked {
            return Ok(Vec::new());
        }
        Ok(vec![Event::Confirmed { player }])
    }

    fn decide_resolve(
        &self,
        by: Role,
        action: Action,
        points: Option<QuestionValue>,
        round: Option<i64>,
    ) -> Outcome<Vec<Event>> {
        host_only(by)?;
        self.guard_round(round)?;
        let player = self.active_player.and_then(|id| self.member(id));
        let player = player.ok_or(Refusal::NoActivePlayer)?;
        let worth = points.map_or(self.question_value, QuestionValue::points);
        let resolved = Event::Resolved {
            player: player.id,
            score: player.score.saturating_add(action.points(worth)),
        };
        Ok(vec![resolved, Event::RoundBegan])
    }

    fn decide_reset(&self, by: Role, round: Option<i64>) -> Outcome<Vec<Event>> {
        host_only(by)?;
        self.guard_round(round)?;
        Ok(vec![Event::RoundBegan])
    }

    fn decide_edit(&self, by: Role, player: PlayerRef, edit: &PlayerEdit) -> Outcome<Vec<Event>> {
        let player = self.target(by, player)?;
        self.seated(player.id).ok_or(Refusal::PlayerNotFound)?;
        if edit.score.is_some() {
            host_only(by)?;
        }
        let id = player.id;
        let name = edit.name.as_ref();
        let name = name.map(|name| self.free_name(name, Some(id)));
        let name = name.filter(|name| *name != player.name);
        let score = edit.score.map(|edit| edit.applied_to(player.score));
        let score = score.filter(|score| *score != player.score);
        let renamed = name.map(|name| Event::Renamed { player: id, name });
        let rescored = score.map(|score| Event::Rescored { player: id, score });
        Ok(renamed.into_iter().chain(rescored).collect())
    }

    fn decide_remove(&self, by: Role, player: PlayerRef) -> Outcome<Vec<Event>> {
        let player = self.target(by, player)?;
        Ok(vec![Event::Left {
            player: player.id,
            from: player.presence,
        }])
    }

    fn is_leaving(&self, by: Role, command: &Command) -> bool {
        match command {
            Command::Remove(player) => self
                .target(by, *player)
                .is_ok_and(|player| by == Role::Player(player.id)),
            _ => false,
        }
    }

    /// The absent can be meant, too: the host may clear their seats away.
    fn target(&self, by: Role, player: PlayerRef) -> Outcome<&Player> {
        let id = match (by, player) {
            (Role::Host, PlayerRef::Me) => return Err(Refusal::PlayerOnly),
            (Role::Host, PlayerRef::Id(id)) => id,
            (Role::Player(me), PlayerRef::Me) => me,
            (Role::Player(me), PlayerRef::Id(id)) if id == me => me,
            (Role::Player(_), PlayerRef::Id(_)) => return Err(Refusal::HostOnly),
        };
        self.member(id).ok_or(Refusal::PlayerNotFound)
    }

    /// The absent count too: they come back by the name they had.
    pub(super) fn free_name(&self, wanted: &PlayerName, but: Option<Uuid>) -> PlayerName {
        let others = self.members().filter(|player| Some(player.id) != but);
        wanted.numbered_unless_free(others.map(|player| &player.name))
    }
}

fn host_only(by: Role) -> Outcome<()> {
    match by {
        Role::Host => Ok(()),
        Role::Player(_) => Err(Refusal::HostOnly),
    }
}
