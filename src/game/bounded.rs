//! Whole numbers within bounds.

use std::fmt;

use serde::de::{Error, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// Above it a double no longer says which integer was meant.
const LARGEST_EXACT: f64 = 9_007_199_254_740_991.0;

/// A whole number from `MIN` to `MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Bounded<const MIN: i64, const MAX: i64>(i64);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be from {min} to {max}")]
pub struct BoundsError {
    min: i64,
    max: i64,
}

impl<const MIN: i64, const MAX: i64> Bounded<MIN, MAX> {
    pub const MIN: i64 = MIN;
    pub const MAX: i64 = MAX;

    /// # Panics
    /// When it is compiled, for a number out of bounds.
    pub(super) const fn constant(number: i64) -> Self {
        assert!(MIN <= number && number <= MAX);
        Self(number)
    }

    pub const fn get(self) -> i64 {
        self.0
    }
}

impl<const MIN: i64, const MAX: i64> TryFrom<i64> for Bounded<MIN, MAX> {
    type Error = BoundsError;

    fn try_from(number: i64) -> Result<Self, Self::Error> {
        if (MIN..=MAX).contains(&number) {
            Ok(Self(number))
        } else {
            Err(BoundsError { min: MIN, max: MAX })
        }
    }
}

/// JSON has one kind of number, and some clients write 20 as `20.0`.
impl<'de, const MIN: i64, const MAX: i64> Deserialize<'de> for Bounded<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = deserializer.deserialize_any(WholeNumber)?;
        Self::try_from(number).map_err(D::Error::custom)
    }
}

struct WholeNumber;

impl Visitor<'_> for WholeNumber {
    type Value = i64;

    fn expecting(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("a whole number")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<i64, E> {
        Ok(number)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<i64, E> {
        i64::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<i64, E> {
        if number.fract() == 0.0 && number.abs() <= LARGEST_EXACT {
            Ok(number as i64)
        } else {
            Err(E::custom("must be a whole number"))
        }
    }
}
