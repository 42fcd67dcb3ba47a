//! The names of players and hosts.

mod characters;
mod looks;
mod pattern;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::fmt;
use std::iter;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

use characters::Kind;
use looks::looks;

/// Longest name, in characters (Unicode scalar values after NFC), as JSON Schema's `maxLength` counts them.
const MAX_CHARACTERS: usize = 32;

/// The name of a player or host: NFC, trimmed, 1 to 32 characters, at least one of them visible, none of them a
/// control or a direction override; invisible ones only where a script or an emoji needs them. Shared by its copies.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct PlayerName(Arc<str>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    #[error("must have at least one visible character")]
    Empty,
    #[error("must have at most {MAX_CHARACTERS} characters")]
    TooLong,
    #[error("must not contain control characters or direction overrides")]
    Forbidden,
    #[error("must not contain invisible characters, but has U+{:04X}", u32::from(*.0))]
    Invisible(char),
}

impl PlayerName {
    /// One of the program's own.
    pub(super) fn known(name: &'static str) -> Self {
        Self(name.into())
    }

    /// A name that was checked when it was stored, by the rules of then. Cheap, for every look at a lobby reads all names.
    ///
    /// # Errors
    /// [`NameError::Empty`], which no rules ever allowed.
    pub fn from_stored(name: &str) -> Result<Self, NameError> {
        if name.is_empty() {
            return Err(NameError::Empty);
        }
        Ok(Self(name.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A regular expression that every name matches, and that nothing else matches but for misplaced joiners.
    pub fn pattern() -> String {
        pattern::pattern()
    }

    /// This name, or where it looks like one of the others the first "name 2", "name 3"… that does not, cut between
    /// grapheme clusters so that the number fits in.
    pub fn numbered_unless_free<'a>(&self, others: impl IntoIterator<Item = &'a Self>) -> Self {
        let others = others.into_iter();
        let taken: HashSet<String> = others.flat_map(|other| looks(&other.0)).collect();
        let numbered = (2u32..).map(|number| self.with_suffix(&format!(" {number}")));
        // Each look is of one number at most, so the search ends after one more than are taken.
        iter::once(self.clone())
            .chain(numbered)
            .find(|name| looks(&name.0).all(|look| !taken.contains(&look)))
            .unwrap_or_else(|| self.clone())
    }

    /// Reads a name from times when names could be of any length and have anything in them: invisible characters are
    /// left out, and one that is too long is cut between grapheme clusters.
    ///
    /// # Errors
    /// [`NameError::Empty`], [`NameError::Forbidden`].
    pub fn cut_to_fit(text: &str) -> Result<Self, NameError> {
        match text.parse() {
            Err(NameError::TooLong | NameError::Invisible(_)) => {
                let name: String = text.trim().nfc().collect();
                let name: String = characters::without_misplaced(&name).nfc().collect();
                cut(name.trim(), MAX_CHARACTERS).parse()
            }
            parsed => parsed,
        }
    }

    fn with_suffix(&self, suffix: &str) -> Self {
        let room = MAX_CHARACTERS - suffix.chars().count();
        Self((cut(&self.0, room) + suffix).into())
    }
}

/// The first grapheme clusters of a name, in at most `room` characters.
fn cut(name: &str, room: usize) -> String {
    if name.chars().count() <= room {
        return name.to_owned();
    }
    let mut start = String::new();
    let mut used = 0;
    for cluster in name.graphemes(true) {
        used += cluster.chars().count();
        if used > room {
            break;
        }
        start.push_str(cluster);
    }
    if start.is_empty() {
        // A single cluster longer than the room there is: cut inside it rather than lose the name.
        start = name.chars().take(room).collect();
    }
    // A joiner may have lost what it joined.
    while characters::misplaced(&start).is_some() {
        start.pop();
    }
    start.trim_end().to_owned()
}

impl FromStr for PlayerName {
    type Err = NameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // Far longer than any name: refuse before normalising it.
        if text.len() > 64 * MAX_CHARACTERS {
            return Err(NameError::TooLong);
        }
        let text = text.trim();
        let name: Arc<str> = match is_nfc_quick(text.chars()) {
            IsNormalized::Yes => text.into(), // nearly all
            _ => text.nfc().collect::<String>().into(),
        };
        let kinds = || name.chars().map(characters::kind);
        if kinds().any(|kind| kind == Kind::Control) {
            return Err(NameError::Forbidden);
        }
        if !kinds().any(|kind| kind == Kind::Visible) {
            return Err(NameError::Empty);
        }
        if name.chars().count() > MAX_CHARACTERS {
            return Err(NameError::TooLong);
        }
        if let Some(invisible) = characters::misplaced(&name) {
            return Err(NameError::Invisible(invisible));
        }
        Ok(Self(name))
    }
}

impl TryFrom<String> for PlayerName {
    type Error = NameError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl Serialize for PlayerName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Display for PlayerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
