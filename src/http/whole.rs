//! Whole numbers in a body that have no bounds.

use serde::{Deserialize, Deserializer};

use crate::game::Bounded;

/// For `#[serde(deserialize_with)]` on a field that may be left out or null.
pub fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    let number = Option::<Bounded<{ i64::MIN }, { i64::MAX }>>::deserialize(deserializer)?;
    Ok(number.map(Bounded::get))
}
