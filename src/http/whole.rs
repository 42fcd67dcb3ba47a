//! Whole numbers in a body. JSON has one kind of number, and some clients write 20 as `20.0`.

use std::fmt::Display;

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::Number;

/// Above it a double no longer says which integer was meant.
const LARGEST_EXACT: f64 = 9_007_199_254_740_991.0;

/// For `#[serde(deserialize_with)]` on a field that may be left out or null.
pub fn whole<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: TryFrom<i64, Error: Display>,
{
    let Some(number) = Option::<Number>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let whole = integer(&number).ok_or_else(|| D::Error::custom("must be a whole number"))?;
    T::try_from(whole).map(Some).map_err(D::Error::custom)
}

fn integer(number: &Number) -> Option<i64> {
    number.as_i64().or_else(|| {
        let double = number.as_f64()?;
        (double.fract() == 0.0 && double.abs() <= LARGEST_EXACT).then_some(double as i64)
    })
}
