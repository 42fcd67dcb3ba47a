//! Names one by one, and by the thousand.

use std::sync::LazyLock;

use super::*;
use proptest::prelude::*;

fn name(text: &str) -> PlayerName {
    text.parse().expect("a good name")
}

/// Names as people might write them, and as nobody would.
fn texts() -> impl Strategy<Value = String> {
    let joiners =
        "\u{200C}\u{200D}\u{180E}\u{180B}\u{FE00}\u{FE0E}\u{FE0F}\u{E0067}\u{E007F}\u{E0100}";
    let partners = " a1क\u{94D}হ\u{9CD}می\u{64E}ᠠ漢👩🏽🏴❤\u{20E3}e\u{301}İß\u{FDFA}";
    let look_alikes = "AaАаIl1O0oОНнHＡａ";
    let never = "\u{AD}\u{200B}\u{2064}\u{206B}\u{2800}\u{202E}\u{7}";
    let character = prop_oneof![
        4 => prop::sample::select(format!("{joiners}{partners}{look_alikes}").chars().collect::<Vec<_>>()),
        1 => prop::sample::select(never.chars().collect::<Vec<_>>()),
        2 => any::<char>(),
    ];
    let characters = prop::collection::vec(character, 0..40);
    let arbitrary = characters.prop_map(|characters| characters.into_iter().collect());
    prop_oneof![arbitrary, any::<String>()]
}

fn names() -> impl Strategy<Value = PlayerName> {
    let alike = "[AaАаＡIl1|O0oОНнH 2]{1,32}";
    prop_oneof![alike.boxed(), texts().boxed()].prop_filter_map("no name", |text| text.parse().ok())
}

fn look_the_same(one: &PlayerName, other: &PlayerName) -> bool {
    let ones: Vec<_> = looks(&one.0).collect();
    looks(&other.0).any(|look| ones.contains(&look))
}

#[test]
fn invisible_characters_stay_where_they_are_needed() {
    for text in [
        "می\u{200C}خواهم",
        "ه\u{200D}. ا. سایه",
        "क\u{94D}\u{200D}ष",
        "ශ\u{DCA}\u{200D}රී",
        "র\u{200D}\u{9CD}যাচেল",
        "ക\u{D4D}\u{200C}ഷ",
        "ᠨᠠᠷ\u{180E}ᠠ ᠭ\u{180B}",
        "葛\u{E0100}城",
        "❤\u{FE0F}",
        "❤\u{FE0F}\u{200D}🔥",
        "🏳\u{FE0F}\u{200D}🌈",
        "👩🏽\u{200D}🚀",
        "👁\u{FE0F}\u{200D}🗨\u{FE0F}",
        "1\u{FE0F}\u{20E3}",
        "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
    ] {
        assert_eq!(name(text).as_str(), text);
    }
}

#[test]
fn invisible_characters_are_refused_elsewhere() {
    for text in [
        "Anna\u{200B}",
        "An\u{AD}na",
        "Anna\u{2064}",
        "An\u{206B}na",
        "\u{FEFF}Anna",
        "Anna\u{2800}",
        "Anna\u{3164}",
        "An\u{34F}na",
        "An\u{200C}na",
        "Anna\u{200D}",
        "An\u{200D}na",
        "Анна\u{FE0F}",
        "Anna 2\u{FE0F}",
        "Anna\u{E0100}",
        "Anna\u{180B}",
        "ᠠ\u{180E}",
        "क\u{94D}\u{200C}",
        "خانه\u{200C}",
        "🦊\u{200D}",
        "👩\u{200D}\u{200D}🚀",
        "Anna\u{E0041}\u{E0042}",
        "🏴\u{E0067}\u{E0062}",
        "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}",
        "🏴\u{E0068}\u{E0069}\u{E007F}",
    ] {
        let refused = text.parse::<PlayerName>();
        assert!(
            matches!(refused, Err(NameError::Invisible(_))),
            "{text:?}: {refused:?}"
        );
    }
}

#[test]
fn names_that_look_the_same_share_a_look() {
    for (one, other) in [
        ("Anna", "anna"),
        ("Anna", "Аnna"),
        ("ANNA", "аnnа"),
        ("Anna", "Ａｎｎａ"),
        ("НАНА", "haha"),
        ("0lga", "OLGA"),
        ("lvan", "Ivan"),
        ("lVAN", "ivan"),
        ("Straße", "STRASSE"),
        ("Anna Lee", "Anna \u{A0} Lee"),
        ("❤", "❤\u{FE0F}"),
        ("خانها", "خانه\u{200C}ا"),
    ] {
        assert!(look_the_same(&name(one), &name(other)), "{one} {other}");
    }
    for (one, other) in [
        ("Anna", "Hanna"),
        ("Anna", "Änna"),
        ("Иван", "Ivan"),
        ("Ron", "Yon"),
        ("Anna 2", "Anna 3"),
    ] {
        assert!(!look_the_same(&name(one), &name(other)), "{one} {other}");
    }
}

#[test]
fn a_stored_name_is_read_whatever_the_rules_are_now() {
    let old = PlayerName::from_stored("An\u{200B}na").expect("a name");
    assert_eq!(old.as_str(), "An\u{200B}na");
    assert_eq!(name("anna").numbered_unless_free([&old]), name("anna 2"));
}

#[test]
fn a_number_looks_like_no_other_either() {
    let others = [name("Anna"), name("Аnna 2"), name("ANNA ３")];
    let next = name("anna").numbered_unless_free(&others);
    assert_eq!(next.as_str(), "anna 4");
}

#[test]
fn a_long_name_makes_room_for_its_number() {
    let long = name(&"ж".repeat(32));
    let second = long.numbered_unless_free([&long]);
    assert_eq!(second.as_str(), format!("{} 2", "ж".repeat(30)));
}

#[test]
fn a_name_too_long_is_cut_between_clusters() {
    let family = "👨‍👩‍👧‍👦";
    let cut = PlayerName::cut_to_fit(&family.repeat(400));
    assert_eq!(cut, Ok(name(&family.repeat(4))));
    let cut = PlayerName::cut_to_fit(&format!(" {}\u{7}", "ж".repeat(40)));
    assert_eq!(cut, Err(NameError::Forbidden));
}

#[test]
fn a_chain_of_emoji_is_cut_to_a_name() {
    let chain = ["🦊"; 40].join("\u{200D}");
    let cut = PlayerName::cut_to_fit(&chain);
    assert_eq!(cut, Ok(name(&["🦊"; 16].join("\u{200D}"))));
}

#[test]
fn a_name_of_before_loses_what_cannot_be_seen() {
    let clean = PlayerName::cut_to_fit("\u{FEFF}An\u{200B}na \u{AD}");
    assert_eq!(clean, Ok(name("Anna")));
    let composed = PlayerName::cut_to_fit("Zoe\u{34F}\u{308}");
    assert_eq!(composed, Ok(name("Zoë")));
    let nothing = PlayerName::cut_to_fit("\u{200B}\u{AD}");
    assert_eq!(nothing, Err(NameError::Empty));
}

#[test]
fn a_number_never_splits_a_family() {
    let family = "👨‍👩‍👧‍👦"; // seven characters, one cluster
    let long = name(&family.repeat(4));
    let second = long.numbered_unless_free([&long]);
    assert_eq!(second.as_str(), format!("{} 2", family.repeat(4)));
    let longer = name(&format!("abcd{}", family.repeat(4)));
    let second = longer.numbered_unless_free([&longer]);
    assert_eq!(second.as_str(), format!("abcd{} 2", family.repeat(3)));
}

/// Everything that can be refused for one character alone is in the pattern, and nothing else.
#[test]
fn the_pattern_knows_each_character() {
    for c in ('\0'..='\u{2FFF}')
        .chain('\u{FE00}'..='\u{FFFF}')
        .chain('\u{1BC00}'..='\u{1D200}')
        .chain('\u{E0000}'..='\u{E1000}')
    {
        let text = format!("a{c}b");
        let allowed = !matches!(characters::kind(c), Kind::Control | Kind::Invisible);
        assert_eq!(
            PATTERN.is_valid(&text.into()),
            allowed,
            "U+{:04X}",
            u32::from(c)
        );
    }
}

static PATTERN: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let schema = serde_json::json!({ "type": "string", "pattern": PlayerName::pattern() });
    jsonschema::draft202012::new(&schema).expect("a schema")
});

proptest! {
    #[test]
    fn whatever_is_cut_to_fit_is_a_name(text in texts()) {
        let parsed = text.parse::<PlayerName>();
        let fits = PlayerName::cut_to_fit(&text);
        match parsed {
            Err(NameError::TooLong | NameError::Invisible(_)) => {
                let fits = fits?;
                prop_assert_eq!(fits.as_str().parse::<PlayerName>(), Ok(fits.clone()));
            }
            parsed => prop_assert_eq!(fits, parsed),
        }
    }

    #[test]
    fn whatever_parses_keeps_the_promises(text in texts()) {
        if let Ok(parsed) = text.parse::<PlayerName>() {
            prop_assert!((1..=MAX_CHARACTERS).contains(&parsed.as_str().chars().count()));
            prop_assert!(unicode_normalization::is_nfc(parsed.as_str()));
            prop_assert_eq!(parsed.as_str().trim(), parsed.as_str());
            prop_assert_eq!(parsed.as_str().parse::<PlayerName>(), Ok(parsed.clone()));
        }
    }

    #[test]
    fn no_two_names_look_the_same(wanted in prop::collection::vec(names(), 1..8)) {
        let mut given: Vec<PlayerName> = Vec::new();
        for wanted in wanted {
            let free = wanted.numbered_unless_free(&given);
            prop_assert_eq!(free.as_str().parse::<PlayerName>(), Ok(free.clone()));
            prop_assert!(given.iter().all(|other| !look_the_same(other, &free)), "{free} {given:?}");
            given.push(free);
        }
    }

    #[test]
    fn the_pattern_says_what_is_accepted(text in texts()) {
        let parsed = text.parse::<PlayerName>();
        let text: String = text.trim().nfc().collect();
        let matches = PATTERN.is_valid(&text.clone().into());
        match parsed {
            Ok(_) => prop_assert!(matches, "{text:?} is a name"),
            Err(NameError::TooLong) => {}
            Err(NameError::Invisible(c)) if characters::kind(c) == Kind::Joiner => {}
            Err(error) => prop_assert!(!matches, "{text:?} {error}"),
        }
    }
}
