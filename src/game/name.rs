//! The names of people.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_segmentation::UnicodeSegmentation;

/// Longest name, in characters (Unicode scalar values after NFC), as JSON Schema's `maxLength` counts them.
const MAX_CHARACTERS: usize = 32;

/// The name of a player or host: NFC, trimmed, 1 to 32 characters, at least one of them visible, none of them a
/// control or a direction override. Shared by its copies.
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
}

impl PlayerName {
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// This name, or where `taken` says so the first free "name 2", "name 3"…, cut between grapheme clusters so
    /// that the number fits in.
    pub fn numbered_unless_free(&self, taken: impl Fn(&str) -> bool) -> Self {
        if !taken(&self.0) {
            return self.clone();
        }
        (2u32..)
            .map(|number| self.with_suffix(&format!(" {number}")))
            .find(|name| !taken(&name.0))
            .unwrap_or_else(|| self.clone())
    }

    /// Reads a name from times when names could be of any length: one that is too long is cut between grapheme
    /// clusters.
    ///
    /// # Errors
    /// [`NameError::Empty`], [`NameError::Forbidden`].
    pub fn cut_to_fit(text: &str) -> Result<Self, NameError> {
        match text.parse() {
            Err(NameError::TooLong) => {
                let name: String = text.trim().nfc().collect();
                cut(&name, MAX_CHARACTERS).parse()
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
            IsNormalized::Yes => text.into(), // nearly all, and each player's whenever a lobby is read
            _ => text.nfc().collect::<String>().into(),
        };
        if name.chars().any(is_forbidden) {
            return Err(NameError::Forbidden);
        }
        if name.chars().all(is_invisible) {
            return Err(NameError::Empty);
        }
        if name.chars().count() > MAX_CHARACTERS {
            return Err(NameError::TooLong);
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

/// Controls, line and paragraph separators, and everything that reorders text (Unicode's `Bidi_Control`).
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061C}' | '\u{200E}' | '\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}')
}

/// Characters that print nothing by themselves. Joiners and variation selectors are welcome inside a name (emoji
/// and Persian need them), but a name made of nothing else cannot be seen.
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200D}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2800}' | '\u{3164}' | '\u{FFA0}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(text: &str) -> PlayerName {
        text.parse().expect("a good name")
    }

    #[test]
    fn a_long_name_makes_room_for_its_number() {
        let long = name(&"ж".repeat(32));
        let second = long.numbered_unless_free(|taken| taken == long.as_str());
        assert_eq!(second.as_str(), format!("{} 2", "ж".repeat(30)));
    }

    #[test]
    fn a_name_too_long_is_cut_between_clusters() {
        let family = "👨‍👩‍👧‍👦";
        let cut = PlayerName::cut_to_fit(&family.repeat(400));
        assert_eq!(cut, Ok(name(&family.repeat(4))));
        let cut = PlayerName::cut_to_fit(&format!(" {}\u{7}", "ж".repeat(40)));
        assert_eq!(cut, Err(NameError::Forbidden));
    }

    #[test]
    fn a_number_never_splits_a_family() {
        let family = "👨‍👩‍👧‍👦"; // seven characters, one cluster
        let long = name(&family.repeat(4));
        let second = long.numbered_unless_free(|taken| taken == long.as_str());
        assert_eq!(second.as_str(), format!("{} 2", family.repeat(4)));
        let longer = name(&format!("abcd{}", family.repeat(4)));
        let second = longer.numbered_unless_free(|taken| taken == longer.as_str());
        assert_eq!(second.as_str(), format!("abcd{} 2", family.repeat(3)));
    }

    proptest! {
        #[test]
        fn a_cut_name_is_the_name_where_that_fits(text in any::<String>()) {
            match text.parse::<PlayerName>() {
                Err(NameError::TooLong) => {
                    if let Ok(cut) = PlayerName::cut_to_fit(&text) {
                        prop_assert!(text.trim().nfc().collect::<String>().starts_with(cut.as_str()));
                    }
                }
                parsed => prop_assert_eq!(PlayerName::cut_to_fit(&text), parsed),
            }
        }

        #[test]
        fn whatever_parses_keeps_the_promises(text in any::<String>()) {
            if let Ok(parsed) = text.parse::<PlayerName>() {
                prop_assert!((1..=MAX_CHARACTERS).contains(&parsed.as_str().chars().count()));
                prop_assert_eq!(parsed.as_str().parse::<PlayerName>(), Ok(parsed.clone()));
                let other = parsed.numbered_unless_free(|taken| taken == parsed.as_str());
                prop_assert_ne!(&other, &parsed);
                prop_assert_eq!(other.as_str().parse::<PlayerName>(), Ok(other.clone()));
            }
        }
    }
}
