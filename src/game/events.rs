//! What happens in a lobby, and how it changes by it.

use std::collections::HashMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::undo::Undoing;
use super::{
    Ending, FalseStarter, Link, Lobby, Player, PlayerName, Presence, QuestionValue, Role, Settings,
    Team,
};

/// How the presence of one player has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    pub player: Uuid,
    pub from: Presence,
    pub to: Presence,
    pub at: Timestamp,
}

impl Turn {
    fn changes_roster(&self) -> bool {
        self.from.is_seated() != self.to.is_seated()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A sign of life. Nobody sees it by itself.
    Seen {
        who: Role,
        at: Timestamp,
    },
    /// The host went away, or is back.
    HostTurned {
        online: bool,
    },
    /// Players went away, became absent, or are back: one event for all, as a hall may go at once.
    PlayersTurned(Vec<Turn>),
    Joined(Box<Player>),
    /// The seat of an absent player made room for another.
    SeatCleared {
        player: Uuid,
    },
    /// A player left, or was kicked.
    Left {
        player: Uuid,
        from: Presence,
    },
    Renamed {
        player: Uuid,
        name: PlayerName,
    },
    /// The host set a score by hand.
    Rescored {
        player: Uuid,
        score: i64,
    },
    /// A player is in another team, or in none.
    ChangedTeam {
        player: Uuid,
        team: Option<Uuid>,
    },
    /// The host has another list of teams.
    TeamsSet(Vec<Team>),
    /// The host set a team's score by hand.
    TeamRescored {
        team: Uuid,
        score: i64,
    },
    SettingsSet(Box<Settings>),
    BuzzersSet {
        locked: bool,
        deadline: Option<Timestamp>,
    },
    ValueSet {
        points: QuestionValue,
    },
    /// A player may answer; the buzzers close.
    Confirmed {
        player: Uuid,
        deadline: Option<Timestamp>,
    },
    /// A deadline has passed: the buzzers lock, or the active player is out of time.
    RanOut {
        at: Timestamp,
    },
    /// A fair window has ended: the order of the buzzes stays as it is.
    Sealed {
        at: Timestamp,
    },
    /// The answer was judged: the player's score from now on.
    Resolved {
        player: Uuid,
        score: i64,
        /// And that of the player's team.
        team: Option<(Uuid, i64)>,
        is_wrong: bool,
    },
    /// After a wrong answer the next one in the queue has the word.
    PassedOn {
        player: Uuid,
        deadline: Option<Timestamp>,
    },
    /// After a wrong answer the queue is empty, and the buzzers are open again.
    Reopened {
        deadline: Option<Timestamp>,
    },
    QuestionBegan {
        locked: bool,
        deadline: Option<Timestamp>,
    },
    Finished,
    /// A new game has begun: nobody has points, and it is the first question.
    Restarted {
        locked: bool,
        deadline: Option<Timestamp>,
        points: QuestionValue,
    },
    /// A move was taken back.
    Undone(Box<Undoing>),
    /// A further token is there. One to a seat is the only one to it from now on.
    LinkMade(Box<Link>),
    LinkRevoked {
        link: Uuid,
        at: Timestamp,
    },
    /// A player has buzzed before the buzzers were open.
    StartedFalsely {
        player: Uuid,
        until: Timestamp,
    },
    Closed,
    Expired,
}

impl Event {
    /// Whether anyone can see that it happened.
    fn is_visible(&self) -> bool {
        match self {
            Self::Seen { .. } | Self::Closed | Self::Expired => false,
            // Whose token it was sees that it is no longer.
            Self::LinkMade(link) => link.to.player().is_some(),
            Self::HostTurned { .. }
            | Self::PlayersTurned(_)
            | Self::Joined(_)
            | Self::SeatCleared { .. }
            | Self::Left { .. }
            | Self::Renamed { .. }
            | Self::Rescored { .. }
            | Self::ChangedTeam { .. }
            | Self::TeamsSet(_)
            | Self::TeamRescored { .. }
            | Self::SettingsSet(_)
            | Self::BuzzersSet { .. }
            | Self::ValueSet { .. }
            | Self::Confirmed { .. }
            | Self::RanOut { .. }
            | Self::Sealed { .. }
            | Self::Resolved { .. }
            | Self::PassedOn { .. }
            | Self::Reopened { .. }
            | Self::QuestionBegan { .. }
            | Self::Finished
            | Self::Restarted { .. }
            | Self::Undone(_)
            | Self::LinkRevoked { .. }
            | Self::StartedFalsely { .. } => true,
        }
    }

    /// When it changed the game itself, as opposed to who is looking; `now` for what happens now.
    fn changes_game_at(&self, now: Timestamp) -> Option<Timestamp> {
        match self {
            Self::HostTurned { .. } => None,
            Self::PlayersTurned(turns) => {
                let moved = turns.iter().filter(|turn| turn.changes_roster());
                moved.map(|turn| turn.at).max()
            }
            Self::RanOut { at } | Self::Sealed { at } => Some(*at),
            event => event.is_visible().then_some(now),
        }
    }

    /// Whether the buzzers may be open from now on that were not, or not in this round.
    pub(super) fn opens_buzzers(&self) -> bool {
        match self {
            Self::BuzzersSet { .. }
            | Self::Reopened { .. }
            | Self::QuestionBegan { .. }
            | Self::Restarted { .. } => true,
            Self::Undone(undoing) => undoing.brings_play_back(),
            _ => false,
        }
    }

    /// Whether a buzz that is waiting knows something of its player that no longer holds.
    fn is_departure(&self) -> bool {
        match self {
            Self::ChangedTeam { .. } | Self::TeamsSet(_) | Self::LinkRevoked { .. } => true,
            Self::LinkMade(link) => link.to.player().is_some(),
            Self::Left { from, .. } => from.is_seated(),
            Self::PlayersTurned(turns) => turns
                .iter()
                .any(|turn| turn.from.is_seated() && !turn.to.is_seated()),
            _ => false,
        }
    }
}

impl Lobby {
    /// Lets one event happen. What the whole step amounts to is said by [`Lobby::conclude`].
    pub fn evolve(&mut self, event: &Event) {
        match event {
            Event::Seen { who, at } => self.see(*who, *at),
            Event::HostTurned { online } => self.host.online = *online,
            Event::PlayersTurned(turns) => self.turn(turns),
            Event::Joined(player) => self.players.push(Player::clone(player)),
            Event::SeatCleared { player } => self.players.retain(|seat| seat.id != *player),
            Event::Left { player, .. } => self.remove(*player),
            Event::Renamed { player, name } => {
                self.change(*player, |player| player.name = name.clone());
            }
            Event::Rescored { player, score } => self.set_score(*player, *score),
            Event::ChangedTeam { player, team } => self.change_team(*player, *team),
            Event::TeamsSet(teams) => self.set_teams(teams),
            Event::TeamRescored { team, score } => self.set_team_score(*team, *score),
            Event::SettingsSet(settings) => {
                self.settings = Settings::clone(settings);
                self.share_places();
            }
            Event::BuzzersSet { locked, deadline } => {
                self.locked = *locked;
                self.deadline = *deadline;
            }
            Event::ValueSet { points } => self.question_value = *points,
            Event::Confirmed { player, deadline } => self.give_word(*player, *deadline),
            Event::RanOut { .. } => {
                self.deadline = None;
                match self.active_player {
                    Some(_) => self.out_of_time = true,
                    None => self.locked = true,
                }
            }
            Event::Sealed { .. } => self.close_window(),
            Event::Resolved {
                player,
                score,
                team,
                is_wrong,
            } => {
                self.set_score(*player, *score);
                if let Some((team, score)) = team {
                    self.set_team_score(*team, *score);
                }
                if *is_wrong {
                    self.wrong.push(*player);
                    self.wrong.extend(team.map(|(team, _)| team));
                }
            }
            Event::PassedOn { player, deadline } => {
                self.give_word(*player, *deadline);
                self.round += 1;
            }
            Event::Reopened { deadline } => self.begin_round(false, *deadline),
            Event::QuestionBegan { locked, deadline } => {
                self.begin_question(self.question + 1, *locked, *deadline);
            }
            Event::Finished => {
                (self.finished, self.locked) = (true, true);
                self.deadline = None;
            }
            Event::Restarted {
                locked,
                deadline,
                points,
            } => {
                self.begin_question(1, *locked, *deadline);
                self.finished = false;
                self.question_value = *points;
                self.clear_scores();
            }
            Event::Undone(undoing) => self.undo(undoing),
            Event::LinkMade(link) => self.add_link(link),
            Event::LinkRevoked { link, at } => self.revoke_link(*link, *at),
            Event::StartedFalsely { player, until } => self.false_starts.push(FalseStarter {
                player: *player,
                until: *until,
            }),
            Event::Closed => self.ended = Some(Ending::Closed),
            Event::Expired => self.ended = Some(Ending::Expired),
        }
    }

    pub(super) fn evolve_all(&mut self, events: &[Event]) {
        for event in events {
            self.evolve(event);
        }
    }

    /// Accounts for one step of the game, whose events have happened: version, time of change, departures, and until
    /// when time changes nothing.
    pub(super) fn conclude(&mut self, events: &[Event], now: Timestamp) {
        self.version += i64::from(events.iter().any(Event::is_visible));
        self.prepare_window(events, now);
        self.departures += i64::from(events.iter().any(Event::is_departure));
        let changes = events.iter().filter_map(|event| event.changes_game_at(now));
        self.updated_at = changes.fold(self.updated_at, Timestamp::max);
        self.reschedule(now);
    }

    fn turn(&mut self, turns: &[Turn]) {
        let turned: HashMap<_, _> = turns.iter().map(|turn| (turn.player, turn.to)).collect();
        let is_absent = |player: Uuid| turned.get(&player) == Some(&Presence::Absent);
        self.queue.retain(|buzz| !is_absent(buzz.player));
        if self.active_player.is_some_and(is_absent) {
            self.take_word();
        }
        for player in &mut self.players {
            player.presence = turned.get(&player.id).copied().unwrap_or(player.presence);
        }
    }

    fn begin_round(&mut self, locked: bool, deadline: Option<Timestamp>) {
        self.queue.clear();
        self.close_window();
        self.take_word();
        self.locked = locked;
        self.deadline = deadline;
        self.round += 1;
    }

    fn begin_question(&mut self, number: i64, locked: bool, deadline: Option<Timestamp>) {
        self.begin_round(locked, deadline);
        self.question = number;
        self.wrong.clear();
        self.false_starts.clear();
    }

    fn clear_scores(&mut self) {
        for player in &mut self.players {
            player.score = 0;
        }
        for team in &mut self.teams {
            team.score = 0;
        }
    }

    pub(super) fn set_score(&mut self, player: Uuid, score: i64) {
        self.change(player, |player| player.score = score);
    }

    fn see(&mut self, who: Role, at: Timestamp) {
        match who {
            Role::Host => self.host.last_seen = self.host.last_seen.max(at),
            Role::Player(id) => {
                self.change(id, |player| player.last_seen = player.last_seen.max(at))
            }
            Role::Screen(_) => {}
        }
    }

    fn remove(&mut self, id: Uuid) {
        self.unqueue(id);
        self.players
            .retain(|player| player.id != id || player.keyed_join.is_some());
        self.change(id, |player| player.presence = Presence::Departed);
    }

    pub(super) fn change(&mut self, id: Uuid, change: impl FnOnce(&mut Player)) {
        if let Some(player) = self.player_mut(id) {
            change(player);
        }
    }
}
