//! The code of a lobby, as it is drawn and as it is typed.

use std::fmt;
use std::str::FromStr;

use rand::{Rng, RngExt};

const ALPHABET: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH: usize = 4;

/// Words nobody should have to read aloud to a room, as far as the alphabet (no I, O, 0 or 1) can spell them.
const OBSCENE: &[&str] = &[
    "ANAL", "ANUS", "ARSE", "BLYA", "CRAP", "CUNT", "CVNT", "DYKE", "EBAL", "EBAT", "FAGS", "FART",
    "FCUK", "FUCK", "FUKK", "FVCK", "HELL", "KKKK", "KUNT", "KURV", "MERD", "MUFF", "PUTA", "PUTE",
    "RAPE", "SCUM", "SEXY", "SLAG", "SLUT", "SPAZ", "SUCK", "SUKA", "TARD", "TURD", "TWAT", "WANK",
    "XUEV", "5LUT", "5UCK", "TW4T",
];

/// The four characters players type to join: upper-case letters and digits that cannot be mistaken for each other.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LobbyCode([u8; LENGTH]);

impl LobbyCode {
    /// A random code that spells no obscenity.
    pub fn generate(rng: &mut impl Rng) -> Self {
        loop {
            let code = Self(std::array::from_fn(|_| {
                ALPHABET[rng.random_range(0..ALPHABET.len())]
            }));
            if !OBSCENE.contains(&code.as_str()) {
                return code;
            }
        }
    }

    pub fn as_str(&self) -> &str {
        // Only ASCII from the alphabet gets in; the empty string stands for the impossible.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// The text is not four characters of the alphabet, in either letter case, nor Cyrillic letters that look like them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a lobby code is {LENGTH} characters of ABCDEFGHJKLMNPQRSTUVWXYZ23456789")]
pub struct LobbyCodeError;

impl FromStr for LobbyCode {
    type Err = LobbyCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut chars = text.chars();
        let mut code = [0; LENGTH];
        for place in &mut code {
            let read = chars.next().and_then(read);
            *place = read.ok_or(LobbyCodeError)?;
        }
        match chars.next() {
            Some(_) => Err(LobbyCodeError),
            None => Ok(Self(code)),
        }
    }
}

/// The character of the alphabet that somebody means who types this one.
fn read(typed: char) -> Option<u8> {
    // A phone may be set to Cyrillic, and on the screen these look the same.
    let latin = match typed {
        'А' | 'а' => 'A',
        'В' | 'в' => 'B',
        'Е' | 'е' => 'E',
        'К' | 'к' => 'K',
        'М' | 'м' => 'M',
        'Н' | 'н' => 'H',
        'Р' | 'р' => 'P',
        'С' | 'с' => 'C',
        'Т' | 'т' => 'T',
        'У' | 'у' => 'Y',
        'Х' | 'х' => 'X',
        other => other.to_ascii_uppercase(),
    };
    let byte = u8::try_from(latin).ok()?;
    ALPHABET.contains(&byte).then_some(byte)
}

impl fmt::Display for LobbyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for LobbyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    #[test]
    fn every_code_uses_the_alphabet_and_none_is_obscene() {
        let mut rng = StdRng::seed_from_u64(1);
        for _ in 0..200_000 {
            let code = LobbyCode::generate(&mut rng);
            assert_eq!(code.as_str().parse(), Ok(code));
            assert!(!OBSCENE.contains(&code.as_str()));
        }
    }

    #[test]
    fn every_listed_word_could_otherwise_come_up() {
        for word in OBSCENE {
            assert!(word.parse::<LobbyCode>().is_ok(), "{word} is not spellable");
        }
    }

    #[test]
    fn letter_case_does_not_matter() {
        assert_eq!("ab2z".parse::<LobbyCode>(), "AB2Z".parse());
    }

    #[test]
    fn cyrillic_letters_count_as_those_they_look_like() {
        for (typed, code) in [
            ("АВЕК", "ABEK"),
            ("МНРС", "MHPC"),
            ("ТУХ2", "TYX2"),
            ("авек", "ABEK"),
            ("мнрс", "MHPC"),
            ("тух2", "TYX2"),
            ("KАвz", "KABZ"),
        ] {
            assert_eq!(typed.parse::<LobbyCode>(), code.parse(), "{typed}");
            assert!(typed.parse::<LobbyCode>().is_ok(), "{typed}");
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        for text in [
            "", "ABC", "ABCDE", "ABC0", "ABCI", "AB D", "ÄBC", "AB\0D", "АВСО", "АВСЖ", "АВС",
            "АВ", "ABCſ", "ＡBCD",
        ] {
            assert_eq!(text.parse::<LobbyCode>(), Err(LobbyCodeError), "{text:?}");
        }
    }
}
