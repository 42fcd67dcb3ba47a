//! Tokens, the keys they can belong to, and what is stored of both.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::{CryptoRng, RngExt as _};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use uuid::Uuid;

use super::{KeyedJoin, PlayerName};

const TOKEN_BYTES: usize = 16;
const MAX_TOKEN_LENGTH: usize = 128;
/// A key leads to a token: one that can be guessed is none.
const MIN_KEY_LENGTH: usize = 16;
const MAX_KEY_LENGTH: usize = 128;

/// A bearer token in clear: 128 random bits as 22 characters of URL-safe base64, the legacy system's form.
/// It is shown once, to its owner; the service keeps its [`Digest`].
#[derive(Clone)]
pub struct Token(String);

impl Token {
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(URL_SAFE_NO_PAD.encode(rng.random::<[u8; TOKEN_BYTES]>()))
    }

    /// The token that belongs to an idempotency key: the same each time the key comes back, though neither of the
    /// two is stored. Whoever reads the database knows the salt but not the key; whoever guesses a key does not
    /// know the salt.
    pub fn derive(key: &IdempotencyKey, salt: &Salt) -> Self {
        // The salt has a fixed length, and half of the hash is withheld: no two pairs and no extension collide.
        let hash = Sha256::new()
            .chain_update(&salt.0)
            .chain_update(&key.0)
            .finalize();
        Self(URL_SAFE_NO_PAD.encode(&hash[..TOKEN_BYTES]))
    }

    pub fn digest(&self) -> Digest {
        Digest::of(&self.0)
    }

    /// The token itself, for the one answer that hands it to its owner.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a token is 1 to {MAX_TOKEN_LENGTH} characters of A-Z a-z 0-9 - . _ ~ + / =")]
pub struct TokenError;

/// The syntax of RFC 6750. A well-formed token that was never issued is simply nobody's.
impl FromStr for Token {
    type Err = TokenError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let well_formed = (1..=MAX_TOKEN_LENGTH).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-._~+/=".contains(&b));
        well_formed.then(|| Self(text.to_owned())).ok_or(TokenError)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// SHA-256 of a secret, in hexadecimal: all the service keeps of one. The secrets have 128 bits of their own, so a
/// slow password hash would add nothing.
#[derive(Clone, Debug, Eq)]
pub struct Digest(String);

impl Digest {
    fn of(secret: &str) -> Self {
        Self(base16ct::lower::encode_string(&Sha256::digest(secret)))
    }

    /// One that no token has, and that nobody else in the lobby has.
    pub(super) fn nobodys(id: Uuid) -> Self {
        Self(id.simple().to_string())
    }

    /// A digest as it was stored.
    pub fn from_stored(hex: String) -> Self {
        Self(hex)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// In constant time: how long it takes says nothing about where two digests differ.
impl PartialEq for Digest {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

/// What a client sends as `Idempotency-Key`: 16 to 128 visible ASCII characters. As good as the token it leads to.
#[derive(Clone)]
pub struct IdempotencyKey(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be {MIN_KEY_LENGTH} to {MAX_KEY_LENGTH} visible ASCII characters; a random UUID is best"
)]
pub struct IdempotencyKeyError;

impl IdempotencyKey {
    pub fn digest(&self) -> Digest {
        Digest::of(&self.0)
    }
}

impl FromStr for IdempotencyKey {
    type Err = IdempotencyKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let well_formed = (MIN_KEY_LENGTH..=MAX_KEY_LENGTH).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_graphic());
        well_formed
            .then(|| Self(text.to_owned()))
            .ok_or(IdempotencyKeyError)
    }
}

impl fmt::Debug for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdempotencyKey(…)")
    }
}

/// Random and public: what makes [`Token::derive`] unguessable to those who have no database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Salt(String);

impl Salt {
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        Self(URL_SAFE_NO_PAD.encode(rng.random::<[u8; TOKEN_BYTES]>()))
    }

    /// A salt as it was stored.
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What the token of a newcomer comes from, whoever opens a lobby or joins one.
#[derive(Clone, Debug)]
pub enum Secret {
    /// A token of its own.
    Drawn(Token),
    /// A token that belongs to a key, and the salt for it if the key has not come before.
    Keyed(IdempotencyKey, Salt),
}

impl Secret {
    pub fn generate(rng: &mut impl CryptoRng, key: Option<IdempotencyKey>) -> Self {
        match key {
            Some(key) => Self::Keyed(key, Salt::generate(rng)),
            None => Self::Drawn(Token::generate(rng)),
        }
    }

    pub fn key_digest(&self) -> Option<Digest> {
        match self {
            Self::Drawn(_) => None,
            Self::Keyed(key, _) => Some(key.digest()),
        }
    }

    pub fn salt(&self) -> Option<&Salt> {
        match self {
            Self::Drawn(_) => None,
            Self::Keyed(_, salt) => Some(salt),
        }
    }

    /// What is stored of a join under that name, into that team.
    pub(super) fn keyed(&self, name: &PlayerName, team: Option<Uuid>) -> Option<KeyedJoin> {
        match self {
            Self::Drawn(_) => None,
            Self::Keyed(key, salt) => Some(KeyedJoin {
                key: key.digest(),
                name: name.clone(),
                team,
                salt: salt.clone(),
            }),
        }
    }

    /// The token where the key, if there is one, comes for the first time.
    pub fn token(&self) -> Token {
        self.token_salted(None)
    }

    /// The token that was stored with that salt.
    pub fn token_salted(&self, stored: Option<&Salt>) -> Token {
        match self {
            Self::Drawn(token) => token.clone(),
            Self::Keyed(key, salt) => Token::derive(key, stored.unwrap_or(salt)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    #[test]
    fn a_token_has_the_legacy_form_and_never_shows_in_a_log() {
        let token = Token::generate(&mut StdRng::seed_from_u64(1));
        assert_eq!(token.reveal().len(), 22);
        assert!(!format!("{token:?}").contains(token.reveal()));
    }

    #[test]
    fn a_derived_token_depends_on_key_and_salt() {
        let key: IdempotencyKey = "one-key-of-a-client".parse().expect("a key");
        let other: IdempotencyKey = "two-keys-of-a-client".parse().expect("a key");
        let (a, b) = (Salt("a".into()), Salt("b".into()));
        let token = Token::derive(&key, &a);
        assert_eq!(token.digest(), Token::derive(&key, &a).digest());
        assert_ne!(token.digest(), Token::derive(&key, &b).digest());
        assert_ne!(token.digest(), Token::derive(&other, &a).digest());
    }

    proptest! {
        #[test]
        fn parsers_take_any_text(text in any::<String>()) {
            let _ = text.parse::<Token>();
            let _ = text.parse::<IdempotencyKey>();
        }
    }
}
