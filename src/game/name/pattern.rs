//! The form of a name as a regular expression, for those who check it before they send it.

use super::characters::{Kind, kind, not_visible};

/// By ECMA 262 with its flag `u`, and as well by Python. What joiners need around them it can't say: it allows them
/// anywhere.
pub fn pattern() -> String {
    let all = not_visible();
    let class_of = |wanted: &[Kind]| {
        let chosen = all.iter().copied().filter(|c| wanted.contains(&kind(*c)));
        class(chosen)
    };
    let never = class_of(&[Kind::Control, Kind::Invisible]);
    let blank = class_of(&[Kind::Space, Kind::Joiner]);
    format!("^[^{never}]*[^{never}{blank}][^{never}]*$")
}

/// The inside of a character class, for characters in order.
fn class(chars: impl Iterator<Item = char>) -> String {
    let mut ranges: Vec<(char, char)> = Vec::new();
    for c in chars {
        match ranges.last_mut() {
            Some((_, end)) if u32::from(*end) + 1 == u32::from(c) => *end = c,
            _ => ranges.push((c, c)),
        }
    }
    ranges
        .into_iter()
        .map(|(start, end)| format!("{}-{}", escaped(start), escaped(end)))
        .collect()
}

/// Escapes of more than four digits are not the same everywhere; those characters stand for themselves.
fn escaped(c: char) -> String {
    match u32::from(c) {
        code @ 0..=0xFFFF => format!("\\u{code:04x}"),
        _ => c.to_string(),
    }
}
