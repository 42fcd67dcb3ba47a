//! What may happen in a sequence, by place rather than by id, so that every operation makes sense in every sequence.

use proptest::prelude::*;
use proptest::sample::select;

/// Names as they are sent, and as they come out; `None` where they are refused.
pub const NAMES: &[(&str, Option<&str>)] = &[
    ("Anna", Some("Anna")),
    ("Ben", Some("Ben")),
    ("  Anna\n", Some("Anna")),
    ("Anna 2", Some("Anna 2")),
    ("ANNA", Some("ANNA")),
    ("\u{410}nna", Some("\u{410}nna")), // a Cyrillic letter
    ("\u{401}ж И\u{306}од", Some("\u{401}ж \u{419}од")),
    (THIRTY_TWO, Some(THIRTY_TWO)),
    ("exactly thirty-two characters abc", None),
    (" \u{200B} ", None),
    ("A\u{202E}nna", None),
];
const THIRTY_TWO: &str = "exactly thirty-two characters ab";

#[derive(Clone, Copy, Debug)]
pub enum Operation {
    /// Milliseconds.
    Pass(i64),
    /// To this many milliseconds after something is due.
    PassUntil(Table, Due, i64),
    Sweep,
    Create(Table, Name, Key),
    Join(Table, Name, Key),
    Get(Table, By, Tag),
    Buzz(Table, By, Round),
    Set(Table, By, Option<Locked>, Option<i64>),
    Confirm(Table, By, Who, Round),
    Resolve(Table, By, &'static str, Option<i64>, Round),
    Reset(Table, By, Round),
    Edit(Table, By, Who, Option<Name>, [Option<i64>; 2]),
    Remove(Table, By, Who),
    Close(Table, By),
}

/// The lobby last opened there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    One,
    Two,
    /// Where no lobby is.
    Unused,
    /// A code that none can have.
    Impossible,
}

#[derive(Clone, Copy, Debug)]
pub enum Due {
    HostAway,
    HostGone,
    EmptyGone,
    /// Of those who have ever joined.
    PlayerAway(usize),
    PlayerAbsent(usize),
    SignOfLife(usize),
}

/// Index into [`NAMES`].
#[derive(Clone, Copy, Debug)]
pub struct Name(pub usize);

#[derive(Clone, Copy, Debug)]
pub enum Key {
    No,
    Plain(u8),
    Quoted(u8),
    Malformed,
}

#[derive(Clone, Copy, Debug)]
pub enum By {
    Host,
    /// Of those who have ever joined.
    Player(usize),
    HostOfTheOther,
    PlayerOfTheOther(usize),
    HostBefore,
    Stranger,
    Nobody,
    Malformed,
}

#[derive(Clone, Copy, Debug)]
pub enum Who {
    Player(usize),
    /// Of those in the queue.
    Queued(usize),
    Me,
    PlayerOfTheOther(usize),
    Host,
    Unknown,
    Malformed,
}

#[derive(Clone, Copy, Debug)]
pub enum Round {
    Unnamed,
    Current,
    Stale,
    Future,
}

#[derive(Clone, Copy, Debug)]
pub enum Tag {
    No,
    /// The last one this viewer got.
    Last,
    /// The current version, but of another viewer.
    OfAnother,
    Any,
}

#[derive(Clone, Copy, Debug)]
pub enum Locked {
    Yes,
    No,
    Malformed,
}

/// How every sequence begins.
pub const OPENING: [Operation; 6] = [
    Operation::Create(Table::One, Name(0), Key::No),
    Operation::Join(Table::One, Name(0), Key::Plain(0)),
    Operation::Join(Table::One, Name(1), Key::No),
    Operation::Create(Table::Two, Name(1), Key::Plain(0)),
    Operation::Join(Table::Two, Name(0), Key::Plain(0)),
    Operation::Set(Table::One, By::Host, None, Some(20)),
];

pub fn operation() -> impl Strategy<Value = Operation> {
    use Operation as Op;
    let who = || {
        prop_oneof![
            10 => (0..4usize).prop_map(Who::Player),
            2 => Just(Who::Me),
            1 => (0..2usize).prop_map(Who::PlayerOfTheOther),
            1 => select(vec![Who::Host, Who::Unknown, Who::Malformed]),
        ]
    };
    let queued = || prop_oneof![4 => (0..2usize).prop_map(Who::Queued), 1 => who()];
    let scores = || {
        let added = proptest::option::weighted(0.3, score());
        (proptest::option::weighted(0.4, score()), added).prop_map(|(set, add)| [set, add])
    };
    let edit = || (option(name()), scores());
    let answer = || (action(), proptest::option::weighted(0.3, points()));
    let settings = (option(locked()), option(points()));
    prop_oneof![
        8 => time(),
        5 => (table(), due(), -1..=1i64).prop_map(|(t, due, by)| Op::PassUntil(t, due, by)),
        2 => Just(Op::Sweep),
        3 => (table(), name(), key()).prop_map(|(t, n, k)| Op::Create(t, n, k)),
        5 => (table(), name(), key()).prop_map(|(t, n, k)| Op::Join(t, n, k)),
        9 => (table(), player(), tag()).prop_map(|(t, b, tag)| Op::Get(t, b, tag)),
        2 => (table(), host(), tag()).prop_map(|(t, b, tag)| Op::Get(t, b, tag)),
        14 => (table(), player(), round()).prop_map(|(t, b, r)| Op::Buzz(t, b, r)),
        6 => (table(), host(), settings).prop_map(|(t, b, (l, p))| Op::Set(t, b, l, p)),
        12 => (table(), host(), queued(), round()).prop_map(|(t, b, w, r)| Op::Confirm(t, b, w, r)),
        12 => (table(), host(), answer(), round())
            .prop_map(|(t, b, (a, p), r)| Op::Resolve(t, b, a, p, r)),
        2 => (table(), host(), round()).prop_map(|(t, b, r)| Op::Reset(t, b, r)),
        3 => (table(), host(), who(), edit())
            .prop_map(|(t, b, w, (n, s))| Op::Edit(t, b, w, n, s)),
        2 => (table(), player(), who(), edit()).prop_map(|(t, b, w, (n, s))| Op::Edit(t, b, w, n, s)),
        2 => (table(), host(), who()).prop_map(|(t, b, w)| Op::Remove(t, b, w)),
        2 => (table(), player(), who()).prop_map(|(t, b, w)| Op::Remove(t, b, w)),
        1 => (table(), host()).prop_map(|(t, b)| Op::Close(t, b)),
    ]
}

fn time() -> impl Strategy<Value = Operation> {
    let short = vec![1, 250, 1_000, 5_000, 20_000];
    let limits = vec![
        29_900, 29_999, 30_000, 59_999, 60_000, 89_900, 89_999, 90_000, 119_999, 120_000, 180_000,
        209_999, 210_000,
    ];
    let long = vec![
        600_000, 1_800_000, 3_599_999, 3_600_000, 3_629_999, 3_630_000,
    ];
    prop_oneof![16 => select(short), 16 => select(limits), 1 => select(long)]
        .prop_map(Operation::Pass)
}

fn due() -> impl Strategy<Value = Due> {
    prop_oneof![
        8 => (0..3usize).prop_map(Due::PlayerAway),
        8 => (0..3usize).prop_map(Due::PlayerAbsent),
        4 => (0..3usize).prop_map(Due::SignOfLife),
        6 => Just(Due::HostAway),
        1 => Just(Due::HostGone),
        1 => Just(Due::EmptyGone),
    ]
}

fn table() -> impl Strategy<Value = Table> {
    prop_oneof![
        30 => Just(Table::One),
        8 => Just(Table::Two),
        1 => Just(Table::Unused),
        1 => Just(Table::Impossible),
    ]
}

fn name() -> impl Strategy<Value = Name> {
    prop_oneof![2 => (0..3usize).prop_map(Name), 1 => (0..NAMES.len()).prop_map(Name)]
}

fn action() -> impl Strategy<Value = &'static str> {
    prop_oneof![9 => select(vec!["plus", "minus", "skip"]), 1 => Just("double")]
}

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![
        4 => Just(Key::No),
        6 => (0..3u8).prop_map(Key::Plain),
        1 => (0..3u8).prop_map(Key::Quoted),
        1 => Just(Key::Malformed),
    ]
}

fn host() -> impl Strategy<Value = By> {
    prop_oneof![20 => Just(By::Host), 2 => (0..4usize).prop_map(By::Player), 2 => outsider()]
}

fn player() -> impl Strategy<Value = By> {
    prop_oneof![20 => (0..4usize).prop_map(By::Player), 2 => Just(By::Host), 2 => outsider()]
}

fn outsider() -> impl Strategy<Value = By> {
    prop_oneof![
        Just(By::HostOfTheOther),
        (0..2usize).prop_map(By::PlayerOfTheOther),
        Just(By::HostBefore),
        Just(By::Stranger),
        Just(By::Nobody),
        Just(By::Malformed),
    ]
}

fn round() -> impl Strategy<Value = Round> {
    prop_oneof![
        4 => Just(Round::Unnamed),
        6 => Just(Round::Current),
        1 => Just(Round::Stale),
        1 => Just(Round::Future),
    ]
}

fn tag() -> impl Strategy<Value = Tag> {
    prop_oneof![
        6 => Just(Tag::No),
        6 => Just(Tag::Last),
        1 => Just(Tag::OfAnother),
        1 => Just(Tag::Any),
    ]
}

fn locked() -> impl Strategy<Value = Locked> {
    prop_oneof![6 => Just(Locked::Yes), 6 => Just(Locked::No), 1 => Just(Locked::Malformed)]
}

fn points() -> impl Strategy<Value = i64> {
    select(vec![10, 20, 30, 40, 50, 0, 15, 10_000, 10_001, -10])
}

fn score() -> impl Strategy<Value = i64> {
    select(vec![
        0, 10, -20, 1_000_000, -1_000_000, 1_000_001, -1_000_001,
    ])
}

fn option<T: std::fmt::Debug>(some: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::weighted(0.6, some)
}
