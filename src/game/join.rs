//! Joining: a seat for somebody who has none, or the seat that the same idempotency key has taken before.

use jiff::Timestamp;
use uuid::Uuid;

use super::time::later_than;
use super::{
    Doors, Event, KeyedJoin, Lobby, Outcome, Player, PlayerName, Presence, Refusal, Role, Secret,
    Token,
};

/// Seats a lobby keeps in all, for each place on its roster: those who went to sleep must find theirs, and those who
/// come and go all night must not fill the lobby.
const SEATS_PER_PLACE: usize = 2;

/// Somebody who asks to join.
#[derive(Clone, Debug)]
pub struct Newcomer {
    pub id: Uuid,
    pub name: PlayerName,
    pub team: Option<Uuid>,
    pub secret: Secret,
}

impl Newcomer {
    /// The seat this newcomer has in the lobby once it has joined, and the token of that seat.
    pub fn seat_in(&self, lobby: &Lobby) -> Option<(Uuid, Token)> {
        let seat = match self.secret.key_digest() {
            Some(key) => lobby.seat_taken_with(&key)?,
            None => lobby.seated(self.id)?,
        };
        let salt = seat.keyed_join.as_ref().map(|join| &join.salt);
        Some((seat.id, self.secret.token_salted(salt)))
    }
}

impl Lobby {
    /// Takes a seat, or finds the one that the same idempotency key took before.
    ///
    /// # Errors
    /// [`Refusals::JOIN`](super::Refusals::JOIN): another name or team with the same key; the key's player has left, was
    /// kicked, or has another token by now; the doors are closed; the team is not there, or the host's to choose; no place is left.
    pub fn join(&mut self, newcomer: &Newcomer, max_players: usize, now: Timestamp) -> Outcome<()> {
        let events = self.decide_join(newcomer, max_players, now)?;
        self.evolve_all(&events);
        self.conclude(&events, now);
        Ok(())
    }

    fn decide_join(
        &self,
        newcomer: &Newcomer,
        max_players: usize,
        now: Timestamp,
    ) -> Outcome<Vec<Event>> {
        let keyed_join = newcomer.secret.keyed(&newcomer.name, newcomer.team);
        if let Some(join) = &keyed_join
            && let Some(seat) = self.seat_taken_with(&join.key)
        {
            return self.decide_repeated(seat, join, newcomer, now);
        }
        if self.settings.doors == Doors::Closed {
            return Err(Refusal::DoorsClosed);
        }
        if let Some(team) = newcomer.team {
            // Nobody yet, and so no host.
            self.guard_team(Role::Player(newcomer.id), Some(team))?;
        }
        if self.roster().count() >= max_players {
            return Err(Refusal::LobbyFull);
        }
        let mut events = Vec::new();
        if self.members().count() >= max_players * SEATS_PER_PLACE {
            let player = self.seat_to_clear().ok_or(Refusal::LobbyFull)?;
            events.push(Event::SeatCleared { player });
        }
        let last = self.players.iter().map(|player| player.joined_at).max();
        let joined_at = later_than(last, now);
        events.push(Event::Joined(Box::new(Player {
            id: newcomer.id,
            name: self.free_name(&newcomer.name, None),
            joined_at,
            last_seen: now,
            presence: Presence::Online,
            score: 0,
            team: newcomer.team,
            token: newcomer.secret.token().digest(),
            keyed_join,
        })));
        Ok(events)
    }

    fn decide_repeated(
        &self,
        seat: &Player,
        join: &KeyedJoin,
        newcomer: &Newcomer,
        now: Timestamp,
    ) -> Outcome<Vec<Event>> {
        let first = seat.keyed_join.as_ref();
        let first = first.filter(|first| first.name == join.name && first.team == join.team);
        let first = first.ok_or(Refusal::IdempotencyKeyReused)?;
        let token = newcomer.secret.token_salted(Some(&first.salt));
        // A link may have moved the seat elsewhere since.
        if seat.presence == Presence::Departed || token.digest() != seat.token {
            return Err(Refusal::NotInLobby);
        }
        Ok(self.signs_of_life(Role::Player(seat.id), now))
    }

    fn seat_taken_with(&self, key: &super::Digest) -> Option<&Player> {
        self.players.iter().find(|player| {
            let join = player.keyed_join.as_ref();
            join.is_some_and(|join| join.key == *key)
        })
    }

    /// Of the absent without points the one who joined first; of the others, nobody's.
    fn seat_to_clear(&self) -> Option<Uuid> {
        let clearable = |player: &&Player| player.presence == Presence::Absent && player.score == 0;
        self.players.iter().find(clearable).map(|player| player.id)
    }
}
