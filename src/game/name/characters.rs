//! Which characters a name may have, by Unicode's properties.

use icu_properties::props::{
    Alphabetic, BidiControl, BinaryProperty, CanonicalCombiningClass, DefaultIgnorableCodePoint,
    Emoji, EmojiModifier, ExtendedPictographic, GeneralCategory, GeneralCategoryGroup, JoiningType,
    PrependedConcatenationMark, Script, UnifiedIdeograph, VariationSelector, WhiteSpace,
};
use icu_properties::{CodePointMapData, CodePointSetData};

/// What a character means for a name that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Visible,
    Space,
    /// Prints nothing, but changes how its neighbours look: see [`misplaced`].
    Joiner,
    Invisible,
    /// A control, an end of line, or what reorders text.
    Control,
}

const ZWNJ: char = '\u{200C}';
const ZWJ: char = '\u{200D}';
/// Stands before the last vowel of a Mongolian word.
const MONGOLIAN_SEPARATOR: char = '\u{180E}';
const TEXT_STYLE: char = '\u{FE0E}';
const EMOJI_STYLE: char = '\u{FE0F}';
const KEYCAP: char = '\u{20E3}';
const BLACK_FLAG: char = '\u{1F3F4}';
const CANCEL_TAG: char = '\u{E007F}';

/// Symbols by their category, whose glyphs are blank: an empty Braille cell, a note without a head.
const BLANK_GLYPHS: [char; 2] = ['\u{2800}', '\u{1D159}'];

/// The flags of Unicode's emoji list that are spelt in tags, which no property has: England, Scotland, Wales.
const FLAGS: [&str; 3] = ["gbeng", "gbsct", "gbwls"];

pub fn kind(c: char) -> Kind {
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    let is_line_end = matches!(
        category,
        GeneralCategory::LineSeparator | GeneralCategory::ParagraphSeparator
    );
    if category == GeneralCategory::Control || is_line_end || is::<BidiControl>(c) {
        return Kind::Control;
    }
    if matches!(c, ZWNJ | ZWJ | MONGOLIAN_SEPARATOR) || is::<VariationSelector>(c) || is_tag(c) {
        return Kind::Joiner;
    }
    let formats = category == GeneralCategory::Format && !is::<PrependedConcatenationMark>(c);
    if formats || is::<DefaultIgnorableCodePoint>(c) || BLANK_GLYPHS.contains(&c) {
        return Kind::Invisible;
    }
    if is::<WhiteSpace>(c) {
        return Kind::Space;
    }
    Kind::Visible
}

/// All that are not visible, in order.
pub fn not_visible() -> Vec<char> {
    let groups = GeneralCategoryGroup::Control
        .union(GeneralCategoryGroup::Format)
        .union(GeneralCategoryGroup::Separator);
    let mut found: Vec<char> = CodePointMapData::<GeneralCategory>::new()
        .iter_ranges_for_group(groups)
        .chain(CodePointSetData::new::<DefaultIgnorableCodePoint>().iter_ranges())
        .flatten()
        .filter_map(char::from_u32)
        .chain(BLANK_GLYPHS)
        .filter(|c| kind(*c) != Kind::Visible)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The first character of a name that prints nothing and does nothing where it stands.
pub fn misplaced(name: &str) -> Option<char> {
    let name: Vec<char> = name.chars().collect();
    (0..name.len())
        .find(|&at| !has_a_place(&name[..at], name[at], &name[at + 1..]))
        .map(|at| name[at])
}

/// The text without what is misplaced in it.
pub fn without_misplaced(text: &str) -> String {
    let text: Vec<char> = text.chars().collect();
    let mut kept = Vec::new();
    for (at, &c) in text.iter().enumerate() {
        if has_a_place(&kept, c, &text[at + 1..]) {
            kept.push(c);
        }
    }
    kept.into_iter().collect()
}

fn has_a_place(before: &[char], c: char, after: &[char]) -> bool {
    match kind(c) {
        Kind::Visible | Kind::Space | Kind::Control => true,
        Kind::Invisible => false,
        Kind::Joiner => joins(before, c, after),
    }
}

/// Joiners as in RFC 5892, appendix A, and UAX #31, and with emoji as in UAX #29; selectors after what has variants.
fn joins(before: &[char], joiner: char, after: &[char]) -> bool {
    let (Some(&last), next) = (before.last(), after.first().copied()) else {
        return false;
    };
    let next_is_letter = next.is_some_and(is::<Alphabetic>);
    match joiner {
        ZWNJ => (is_virama(last) && next_is_letter) || (joins_on(before) && joins_back(after)),
        ZWJ => {
            let of_conjunct =
                is_virama(last) || (is::<Alphabetic>(last) && next.is_some_and(is_virama));
            // Keeps the shape of a letter that something follows, as in the Arabic abbreviation of one letter.
            let keeps_shape = joins_on(before) && !joins_back(after);
            of_conjunct || keeps_shape || (is_emoji(before) && next.is_some_and(is_pictograph))
        }
        MONGOLIAN_SEPARATOR => is_mongolian(last) && next.is_some_and(is_mongolian),
        TEXT_STYLE | EMOJI_STYLE if last.is_ascii() => is::<Emoji>(last) && next == Some(KEYCAP),
        TEXT_STYLE | EMOJI_STYLE => is::<Emoji>(last),
        '\u{180B}'..='\u{180F}' => is_mongolian(last),
        selector if is::<VariationSelector>(selector) => is::<UnifiedIdeograph>(last),
        tag => is_in_flag(before, tag, after),
    }
}

/// Whether an emoji ends here, with its colour of skin and the selector of its style.
fn is_emoji(text: &[char]) -> bool {
    let emoji = text
        .iter()
        .rfind(|&&c| c != EMOJI_STYLE && !is::<EmojiModifier>(c));
    emoji.copied().is_some_and(is_pictograph)
}

/// A tag inside one of [`FLAGS`].
fn is_in_flag(before: &[char], tag: char, after: &[char]) -> bool {
    let Some(start) = before.iter().rposition(|c| !is_tag(*c)) else {
        return false;
    };
    if before[start] != BLACK_FLAG {
        return false;
    }
    let rest = after.iter().take_while(|c| is_tag(**c));
    let tags = before[start + 1..].iter().chain([&tag]).chain(rest);
    let spelt: String = tags.copied().map(letter_of_tag).collect();
    FLAGS.iter().any(|flag| {
        let spelt = spelt.strip_suffix(letter_of_tag(CANCEL_TAG));
        spelt == Some(*flag)
    })
}

/// Whether the last letter, its marks aside, joins the next one.
fn joins_on(before: &[char]) -> bool {
    let shape = before.iter().map(|c| joining(*c));
    let shape = shape.rev().find(|shape| *shape != JoiningType::Transparent);
    matches!(
        shape,
        Some(JoiningType::DualJoining | JoiningType::LeftJoining)
    )
}

/// Whether the next letter joins the one before.
fn joins_back(after: &[char]) -> bool {
    let mut shape = after.iter().map(|c| joining(*c));
    let shape = shape.find(|shape| *shape != JoiningType::Transparent);
    matches!(
        shape,
        Some(JoiningType::DualJoining | JoiningType::RightJoining)
    )
}

fn joining(c: char) -> JoiningType {
    CodePointMapData::<JoiningType>::new().get(c)
}

fn is_virama(c: char) -> bool {
    let class = CodePointMapData::<CanonicalCombiningClass>::new().get(c);
    class == CanonicalCombiningClass::Virama
}

fn is_mongolian(c: char) -> bool {
    is::<Alphabetic>(c) && CodePointMapData::<Script>::new().get(c) == Script::Mongolian
}

fn is_pictograph(c: char) -> bool {
    is::<ExtendedPictographic>(c)
}

fn is_tag(c: char) -> bool {
    matches!(c, '\u{E0020}'..=CANCEL_TAG)
}

/// Tags repeat ASCII.
fn letter_of_tag(tag: char) -> char {
    char::from_u32(u32::from(tag) - 0xE0000).unwrap_or(tag)
}

fn is<P: BinaryProperty>(c: char) -> bool {
    CodePointSetData::new::<P>().contains(c)
}
