//! What a member of a lobby can ask for, and which events follow from it.

use jiff::Timestamp;
use uuid::Uuid;

use super::{
    Digest, Event, Judgement, Lobby, LobbyEdit, NewLink, Outcome, Player, PlayerName, Refusal,
    Role, ScoreEdit, TeamEdit,
};

/// A move of the game, but for a buzz and a join.
#[derive(Clone, Debug)]
pub enum Command {
    /// Nothing but a sign of life.
    Look,
    /// Locks or opens the buzzers, sets what the question is worth, and the rules.
    Set(Box<LobbyEdit>),
    /// Buzzes before the buzzers are open.
    StartFalsely { round: Option<i64> },
    /// Makes a queued player active and locks the buzzers.
    Confirm { player: Uuid, round: Option<i64> },
    /// Scores the active player's answer, and goes on with the next question or with this one.
    Resolve {
        judgement: Judgement,
        round: Option<i64>,
    },
    /// Goes on with the next question.
    Reset { round: Option<i64> },
    /// Shows the last standings.
    Finish,
    /// Begins a new game with the same players.
    Restart { round: Option<i64> },
    /// Takes back the newest move that can be, which is named by the version it has made.
    Undo { event: i64 },
    /// Sets the list of teams.
    SetTeams(Vec<TeamEdit>),
    /// Changes a team's score.
    EditTeam {
        team: Uuid,
        score: Option<ScoreEdit>,
    },
    /// Renames a player, puts one into a team, or changes a score. A name already taken gets a number.
    Edit { player: PlayerRef, edit: PlayerEdit },
    /// Takes a player out of the lobby for good: one who leaves, or whom the host kicks.
    Remove(PlayerRef),
    /// Makes a further token, or finds the one that the same idempotency key has made before.
    MakeLink(Box<NewLink>),
    /// Takes a further token back.
    RevokeLink(Uuid),
    /// Deletes the lobby with everybody in it.
    Close,
}

/// The player a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlayerRef {
    Me,
    Id(Uuid),
}

impl PlayerRef {
    /// `None` for who asks.
    pub(super) fn id(self) -> Option<Uuid> {
        match self {
            Self::Me => None,
            Self::Id(id) => Some(id),
        }
    }
}

#[derive(Clone, Debug, Default)]
pub struct PlayerEdit {
    pub name: Option<PlayerName>,
    /// `None` in it for no team.
    pub team: Option<Option<Uuid>>,
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
    pub const BUZZ: &[Refusal] = &[
        Refusal::PlayerOnly,
        Refusal::Locked,
        Refusal::TooEarly {
            until: Timestamp::UNIX_EPOCH,
        },
        Refusal::RoundChanged,
        Refusal::Finished,
    ];
    pub const SET: &[Refusal] = &[Refusal::HostOnly, Refusal::Finished];
    pub const CONFIRM: &[Refusal] = &[
        Refusal::HostOnly,
        Refusal::PlayerNotFound,
        Refusal::RoundChanged,
        Refusal::PlayerNotInQueue,
        Refusal::WindowOpen,
        Refusal::Finished,
    ];
    pub const RESOLVE: &[Refusal] = &[
        Refusal::HostOnly,
        Refusal::RoundChanged,
        Refusal::NoActivePlayer,
        Refusal::Finished,
    ];
    pub const RESET: &[Refusal] = &[Refusal::HostOnly, Refusal::RoundChanged, Refusal::Finished];
    pub const FINISH: &[Refusal] = &[Refusal::HostOnly];
    pub const RESTART: &[Refusal] = &[Refusal::HostOnly, Refusal::RoundChanged];
    pub const UNDO: &[Refusal] = &[Refusal::HostOnly, Refusal::NothingToUndo];
    pub const HISTORY: &[Refusal] = &[Refusal::HostOnly];
    pub const EDIT: &[Refusal] = &[
        Refusal::HostOnly,
        Refusal::PlayerOnly,
        Refusal::PlayerNotFound,
        Refusal::TeamNotFound,
    ];
    pub const REMOVE: &[Refusal] = &[
        Refusal::HostOnly,
        Refusal::PlayerOnly,
        Refusal::PlayerNotFound,
    ];
    pub const TEAMS: &[Refusal] = &[Refusal::HostOnly, Refusal::TeamNotFound];
    pub const MAKE_LINK: &[Refusal] = &[
        Refusal::HostOnly,
        Refusal::PlayerNotFound,
        Refusal::LinkNotFound,
        Refusal::LobbyFull,
        Refusal::IdempotencyKeyReused,
    ];
    pub const REVOKE_LINK: &[Refusal] = &[Refusal::HostOnly, Refusal::LinkNotFound];
    pub const SEE_LINKS: &[Refusal] = &[Refusal::HostOnly];
    pub const CLOSE: &[Refusal] = &[Refusal::HostOnly];
    /// Of a join, which nobody has to be a member for.
    pub const JOIN: &[Refusal] = &[
        Refusal::NotInLobby,
        Refusal::LobbyFull,
        Refusal::DoorsClosed,
        Refusal::HostOnly,
        Refusal::TeamNotFound,
        Refusal::IdempotencyKeyReused,
    ];

    const fn of(command: &Command) -> &'static [Refusal] {
        match command {
            Command::Look => Self::LOOK,
            Command::Set(_) => Self::SET,
            Command::StartFalsely { .. } => Self::BUZZ,
            Command::Confirm { .. } => Self::CONFIRM,
            Command::Resolve { .. } => Self::RESOLVE,
            Command::Reset { .. } => Self::RESET,
            Command::Finish => Self::FINISH,
            Command::Restart { .. } => Self::RESTART,
            Command::Undo { .. } => Self::UNDO,
            Command::SetTeams(_) | Command::EditTeam { .. } => Self::TEAMS,
            Command::Edit { .. } => Self::EDIT,
            Command::Remove(_) => Self::REMOVE,
            Command::MakeLink(_) => Self::MAKE_LINK,
            Command::RevokeLink(_) => Self::REVOKE_LINK,
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
        let decided = self.decide(by, command, now);
        let mut before = None;
        if let Ok(decided) = &decided {
            before = (by == Role::Host && !decided.is_empty()).then(|| self.clone());
            self.evolve_all(decided);
            events.extend_from_slice(decided);
        }
        self.conclude(&events, now);
        if let (Some(before), Ok(decided)) = (before, &decided) {
            self.record(&before, command, decided, now);
        }
        decided.map(|_| Played { by, events })
    }

    /// The events that follow from a command; none where everything is as it asks already.
    ///
    /// # Errors
    /// Those that [`Refusals`] has for the command.
    pub fn decide(&self, by: Role, command: &Command, now: Timestamp) -> Outcome<Vec<Event>> {
        let decided = match command {
            Command::Look => Ok(Vec::new()),
            Command::Set(edit) => self.decide_set(by, edit, now),
            Command::StartFalsely { round } => self.decide_false_start(by, *round, now),
            Command::Confirm { player, round } => self.decide_confirm(by, *player, *round, now),
            Command::Resolve { judgement, round } => {
                self.decide_resolve(by, *judgement, *round, now)
            }
            Command::Reset { round } => self.decide_reset(by, *round, now),
            Command::Finish => self.decide_finish(by),
            Command::Restart { round } => self.decide_restart(by, *round, now),
            Command::Undo { event } => self.decide_undo(by, *event, now),
            Command::SetTeams(teams) => self.decide_teams(by, teams),
            Command::EditTeam { team, score } => self.decide_team_score(by, *team, *score),
            Command::Edit { player, edit } => self.decide_edit(by, *player, edit),
            Command::Remove(player) => self.decide_remove(by, *player),
            Command::MakeLink(new) => self.decide_link(by, new, now),
            Command::RevokeLink(link) => self.decide_revoke(by, *link, now),
            Command::Close => host_only(by).map(|()| vec![Event::Closed]),
        };
        debug_assert!(
            !matches!(decided, Err(refusal) if !Refusals::of(command).contains(&refusal)),
            "{command:?}: {decided:?}"
        );
        decided
    }

    fn decide_edit(&self, by: Role, player: PlayerRef, edit: &PlayerEdit) -> Outcome<Vec<Event>> {
        let player = self.target(by, player)?;
        if edit.score.is_some() {
            host_only(by)?;
        }
        let id = player.id;
        let name = edit.name.as_ref();
        let name = name.map(|name| self.free_name(name, Some(id)));
        let name = name.filter(|name| *name != player.name);
        let score = edit.score.map(|edit| edit.applied_to(player.score));
        let score = score.filter(|score| *score != player.score);
        if let Some(team) = edit.team {
            self.guard_team(by, team)?;
        }
        let team = edit.team.filter(|team| *team != player.team);
        let moved = team.map(|team| Event::ChangedTeam { player: id, team });
        let renamed = name.map(|name| Event::Renamed { player: id, name });
        let rescored = score.map(|score| Event::Rescored { player: id, score });
        Ok(renamed.into_iter().chain(moved).chain(rescored).collect())
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
            (Role::Host | Role::Screen(_), PlayerRef::Me) => return Err(Refusal::PlayerOnly),
            (Role::Host, PlayerRef::Id(id)) => id,
            (Role::Player(me), PlayerRef::Me) => me,
            (Role::Player(me), PlayerRef::Id(id)) if id == me => me,
            (Role::Player(_) | Role::Screen(_), PlayerRef::Id(_)) => return Err(Refusal::HostOnly),
        };
        self.member(id).ok_or(Refusal::PlayerNotFound)
    }

    /// The absent count too: they come back by the name they had.
    pub(super) fn free_name(&self, wanted: &PlayerName, but: Option<Uuid>) -> PlayerName {
        let others = self.members().filter(|player| Some(player.id) != but);
        wanted.numbered_unless_free(others.map(|player| &player.name))
    }
}

pub(super) fn host_only(by: Role) -> Outcome<()> {
    match by {
        Role::Host => Ok(()),
        Role::Player(_) | Role::Screen(_) => Err(Refusal::HostOnly),
    }
}
