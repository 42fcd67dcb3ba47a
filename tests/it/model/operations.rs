//! What may happen in a sequence, by place rather than by id, so that every operation makes sense in every sequence.

use super::request::{Change, Verdict};
use super::settings::Rules;

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
    Create(Table, Name, Rules, Key),
    Join(Table, Name, Key, Option<Team>),
    SetTeams(Table, By, [Option<Wanted>; 3]),
    EditTeam(Table, By, Team, [Option<i64>; 2]),
    Preview(Table),
    Get(Table, By, Tag),
    Buzz(Table, By, Round),
    Set(Table, By, Change),
    Confirm(Table, By, Who, Round),
    Resolve(Table, By, Verdict, Round),
    Reset(Table, By, Round),
    Finish(Table, By),
    Restart(Table, By, Round),
    Undo(Table, By, Move),
    Edit(
        Table,
        By,
        Who,
        Option<Name>,
        Option<Option<Team>>,
        [Option<i64>; 2],
    ),
    Remove(Table, By, Who),
    MakeLink(Table, By, &'static str, Option<Who>, Option<Name>, Key),
    Links(Table, By),
    /// Of those that were ever made; None for one that is not there.
    Revoke(Table, By, Option<usize>),
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
    /// Of the open buzzers, or of the active player.
    Deadline,
    /// The end of one for a false start.
    Bar(usize),
}

/// A team as the host wants it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub id: Option<Team>,
    pub name: Name,
    pub colour: &'static str,
}

#[derive(Clone, Copy, Debug)]
pub enum Team {
    /// In the host's order.
    Nth(usize),
    OfTheOther,
    Unknown,
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
    /// Of the links that were ever made.
    Link(usize),
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

/// One of those that can be taken back.
#[derive(Clone, Copy, Debug)]
pub enum Move {
    /// The newest that is not taken back.
    Last,
    /// The one taken back last.
    TakenBack,
    /// The oldest.
    First,
    /// The version of now, whatever has made it.
    Now,
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

/// How every sequence begins: with two lobbies, and with rules in one of them.
pub fn opening(settings: Rules) -> [Operation; 7] {
    let change = Change {
        locked: None,
        points: Some(20),
        settings,
    };
    [
        Operation::Create(Table::One, Name(0), [None; 3], Key::No),
        Operation::Join(Table::One, Name(0), Key::Plain(0), None),
        Operation::Join(Table::One, Name(1), Key::No, None),
        Operation::Join(Table::One, Name(2), Key::Plain(1), None),
        Operation::Create(Table::Two, Name(1), [None; 3], Key::Plain(0)),
        Operation::Join(Table::Two, Name(0), Key::Plain(0), None),
        Operation::Set(Table::One, By::Host, change),
    ]
}
