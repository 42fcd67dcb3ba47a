//! How the API writes a time.

use jiff::Timestamp;
use jiff::fmt::temporal::DateTimePrinter;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// RFC 3339 in UTC, with exactly three digits of fraction: what parsers of all clients take, and text that sorts.
const PRINTER: DateTimePrinter = DateTimePrinter::new().precision(Some(3));

/// A time with what is finer than a millisecond cut off.
#[derive(Clone, Copy, Debug)]
pub struct Moment(pub Timestamp);

impl Moment {
    /// From an earlier moment to this one, as both are shown. Milliseconds.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.as_millisecond() - earlier.0.as_millisecond()
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&PRINTER.timestamp_to_string(&self.0))
    }
}

/// For `#[serde(deserialize_with)]` on a field that may be left out or null.
pub fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    let moment = text.map(|text| text.parse().map_err(|_| NotATime));
    moment.transpose().map_err(de::Error::custom)
}

#[derive(Debug, thiserror::Error)]
#[error("must be a time as in 2026-02-14T19:30:00.120Z")]
struct NotATime;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_three_digits() {
        for (time, shown) in [
            ("2026-02-14T19:30:00Z", "2026-02-14T19:30:00.000Z"),
            ("2026-02-14T19:30:00.12Z", "2026-02-14T19:30:00.120Z"),
            ("2026-02-14T19:30:59.999999Z", "2026-02-14T19:30:59.999Z"),
        ] {
            let time = Moment(time.parse().expect("a time"));
            assert_eq!(serde_json::json!(time), shown);
        }
    }

    #[test]
    fn the_time_between_two_is_what_their_texts_say() {
        let moment = |text: &str| Moment(text.parse().expect("a time"));
        let (first, second) = (
            moment("2026-02-14T19:30:00.0009Z"),
            moment("2026-02-14T19:30:00.0010Z"),
        );
        assert_eq!(second.since(first), 1);
    }
}
