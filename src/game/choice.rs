//! Values of a closed set, each with the text it is known by outside.

/// An enum whose values come from text and are shown as text, and from nothing else: serde's own form of an enum may also
/// be an object.
macro_rules! choices {
    (
        $(#[$about:meta])*
        $name:ident { $($(#[$doc:meta])* $choice:ident = $text:literal),+ $(,)? }
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
        #[serde(try_from = "String", into = "&'static str")]
        pub enum $name { $($(#[$doc])* $choice,)+ }

        impl $name {
            pub const TEXTS: &[&str] = &[$($text),+];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$choice => $text,)+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::game::ChoiceError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$choice),)+
                    _ => Err($crate::game::ChoiceError(Self::TEXTS)),
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::game::ChoiceError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        impl From<$name> for &'static str {
            fn from(choice: $name) -> Self {
                choice.as_str()
            }
        }
    };
}

pub(super) use choices;

/// Says what there is to choose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be {}", listed(.0))]
pub struct ChoiceError(pub(super) &'static [&'static str]);

fn listed(texts: &[&str]) -> String {
    match texts {
        [rest @ .., last] if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => texts.join(", "),
    }
}
