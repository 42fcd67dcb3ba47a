//! Links: further tokens of a lobby, which its host hands on and can take back.

use jiff::Timestamp;
use uuid::Uuid;

use super::choice::choices;
use super::commands::host_only;
use super::time::later_than;
use super::{Digest, Event, Lobby, Outcome, PlayerName, Refusal, Role, Salt, Secret, Token};

choices! {
    /// What the token of a link is good for.
    LinkRole {
        /// All that the host does.
        Host = "host",
        /// To look on: a wall, or a stream.
        Screen = "screen",
        /// To be a player who is there already, and nobody else is any more.
        Seat = "seat",
    }
}

impl LinkRole {
    /// For a link that is given none.
    pub fn label(self) -> PlayerName {
        PlayerName::known(match self {
            Self::Host => "Host",
            Self::Screen => "Screen",
            Self::Seat => "Seat",
        })
    }
}

/// Where a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTo {
    Host,
    Screen,
    Seat(Uuid),
}

impl LinkTo {
    pub fn role(self) -> LinkRole {
        match self {
            Self::Host => LinkRole::Host,
            Self::Screen => LinkRole::Screen,
            Self::Seat(_) => LinkRole::Seat,
        }
    }

    pub fn player(self) -> Option<Uuid> {
        match self {
            Self::Seat(player) => Some(player),
            Self::Host | Self::Screen => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub id: Uuid,
    pub to: LinkTo,
    pub label: PlayerName,
    pub made_at: Timestamp,
    /// Its token is nobody's any more. It is kept so that a late repetition of its making makes no other.
    pub revoked_at: Option<Timestamp>,
    /// In a lobby that is read to be shown: empty, but for the viewer's.
    pub token: Digest,
    /// `None` where it was made without a key, and in a lobby that is read to be shown.
    pub keyed: Option<KeyedLink>,
}

/// What the repetition of a request with an idempotency key is recognised by, and answered with.
#[derive(Clone, Debug, PartialEq)]
pub struct KeyedLink {
    pub key: Digest,
    /// Of the token.
    pub salt: Salt,
}

/// A link that a host asks for.
#[derive(Clone, Debug)]
pub struct NewLink {
    pub id: Uuid,
    pub to: LinkTo,
    pub label: PlayerName,
    pub secret: Secret,
}

impl NewLink {
    /// The link in a lobby where it was made, now or when the same key came before, and its token.
    pub fn made_in<'a>(&self, lobby: &'a Lobby) -> Option<(&'a Link, Token)> {
        let link = match self.secret.key_digest() {
            Some(key) => lobby.link_made_with(&key)?,
            None => lobby.links.iter().find(|link| link.id == self.id)?,
        };
        let salt = link.keyed.as_ref().map(|keyed| &keyed.salt);
        Some((link, self.secret.token_salted(salt)))
    }
}

impl Lobby {
    /// Links of a lobby that are good, at most.
    pub const MOST_LINKS: usize = 100;

    /// Those that are good, in the order in which they were made.
    ///
    /// # Errors
    /// [`Refusal::HostOnly`].
    pub fn links_shown_to(&self, by: Role) -> Outcome<impl Iterator<Item = &Link>> {
        host_only(by)?;
        Ok(self.good_links())
    }

    /// Not those to the seats of players who are gone. An undo may bring a player back, and the link with it.
    fn good_links(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| {
            let player = link.to.player();
            link.revoked_at.is_none() && player.is_none_or(|id| self.member(id).is_some())
        })
    }

    pub fn screen(&self, id: Uuid) -> Option<&Link> {
        let mut links = self.links.iter();
        let link = links.find(|link| link.id == id && link.to == LinkTo::Screen);
        link.filter(|link| link.revoked_at.is_none())
    }

    /// Whom a link's token makes of its bearer. That of a seat is the player's own.
    pub(super) fn linked(&self, token: &Digest) -> Option<Role> {
        self.links.iter().fold(None, |found, link| {
            let is_good = link.token == *token && link.revoked_at.is_none();
            match link.to {
                LinkTo::Host if is_good => Some(Role::Host),
                LinkTo::Screen if is_good => Some(Role::Screen(link.id)),
                _ => found,
            }
        })
    }

    /// The link by which somebody is let in who has this role by this token; `None` for the tokens of the beginning.
    pub fn link_of(&self, role: Role, token: &Digest) -> Option<Uuid> {
        match role {
            Role::Host => self.links.iter().find(|link| link.token == *token),
            Role::Screen(id) => self.links.iter().find(|link| link.id == id),
            Role::Player(id) => self.newest_to_seat(id),
        }
        .map(|link| link.id)
    }

    /// Whether somebody who was let in by this link, or by none, would still be.
    pub fn still_admits(&self, role: Role, link: Option<Uuid>) -> bool {
        let known = match role {
            Role::Player(id) => self.newest_to_seat(id),
            Role::Host | Role::Screen(_) => self.links.iter().find(|known| Some(known.id) == link),
        };
        match known {
            Some(known) => Some(known.id) == link && known.revoked_at.is_none(),
            None => link.is_none(),
        }
    }

    fn newest_to_seat(&self, player: Uuid) -> Option<&Link> {
        let to = LinkTo::Seat(player);
        self.links.iter().rfind(|link| link.to == to)
    }

    fn link_made_with(&self, key: &Digest) -> Option<&Link> {
        self.links.iter().find(|link| {
            let keyed = link.keyed.as_ref();
            keyed.is_some_and(|keyed| keyed.key == *key)
        })
    }

    pub(super) fn decide_link(
        &self,
        by: Role,
        new: &NewLink,
        now: Timestamp,
    ) -> Outcome<Vec<Event>> {
        host_only(by)?;
        let key = new.secret.key_digest();
        if let Some(first) = key.as_ref().and_then(|key| self.link_made_with(key)) {
            return if first.to != new.to || first.label != new.label {
                Err(Refusal::IdempotencyKeyReused)
            } else if first.revoked_at.is_some() {
                Err(Refusal::LinkNotFound)
            } else {
                Ok(Vec::new())
            };
        }
        if let LinkTo::Seat(player) = new.to {
            self.member(player).ok_or(Refusal::PlayerNotFound)?;
        }
        let others = self.good_links();
        let others = others.filter(|link| new.to.player().is_none() || link.to != new.to);
        if others.count() >= Self::MOST_LINKS {
            return Err(Refusal::LobbyFull);
        }
        let made_at = later_than(self.links.last().map(|link| link.made_at), now);
        let salt = new.secret.salt().cloned();
        Ok(vec![Event::LinkMade(Box::new(Link {
            id: new.id,
            to: new.to,
            label: new.label.clone(),
            made_at,
            revoked_at: None,
            token: new.secret.token().digest(),
            keyed: key.zip(salt).map(|(key, salt)| KeyedLink { key, salt }),
        }))])
    }

    pub(super) fn decide_revoke(
        &self,
        by: Role,
        link: Uuid,
        now: Timestamp,
    ) -> Outcome<Vec<Event>> {
        host_only(by)?;
        let mut good = self.good_links();
        let link = good.find(|good| good.id == link);
        let link = link.ok_or(Refusal::LinkNotFound)?;
        Ok(vec![Event::LinkRevoked {
            link: link.id,
            at: now,
        }])
    }

    pub(super) fn add_link(&mut self, link: &Link) {
        if let Some(player) = link.to.player() {
            self.revoke_where(link.made_at, |other| other.to == link.to);
            self.change(player, |player| player.token = link.token.clone());
        }
        self.links.push(link.clone());
        // Of those that are good there are fewer.
        while self.links.len() > 2 * Self::MOST_LINKS {
            let good: Vec<_> = self.good_links().map(|link| link.id).collect();
            let oldest = self.links.iter().position(|link| !good.contains(&link.id));
            self.links.remove(oldest.unwrap_or_default());
        }
    }

    pub(super) fn revoke_link(&mut self, id: Uuid, at: Timestamp) {
        let link = self.links.iter().find(|link| link.id == id);
        let player = link.and_then(|link| link.to.player());
        self.revoke_where(at, |link| link.id == id);
        if let Some(player) = player {
            self.change(player, |player| player.token = Digest::nobodys(player.id));
        }
    }

    fn revoke_where(&mut self, at: Timestamp, is_meant: impl Fn(&Link) -> bool) {
        for link in &mut self.links {
            if is_meant(link) {
                link.revoked_at.get_or_insert(at);
            }
        }
    }
}
