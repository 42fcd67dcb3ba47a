//! What a name looks like, by Unicode's confusables (UTS #39).

use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

/// The skeletons of a name as it is written, in small letters and in capitals; two names that share one look the same.
///
/// One is not enough: `I` looks like `l` and `i` does not, the Cyrillic `Н` looks like `H` and `н` not like `h`.
pub fn looks(name: &str) -> impl Iterator<Item = String> {
    // Confusables alone leave out most letters of full width and the like.
    let compatible: String = name.nfkc().collect();
    let mut written = vec![
        name.to_owned(),
        compatible.to_lowercase(),
        compatible.to_uppercase(),
    ];
    written.dedup();
    written.into_iter().map(|name| {
        let skeleton: String = skeleton(&name).collect();
        let words: Vec<_> = skeleton.split_whitespace().collect(); // pages show one space for many
        words.join(" ").to_lowercase() // skeletons mix the cases: that of 0 is O, that of 1 is l
    })
}
