//! How likely each operation is in a sequence.

use proptest::array::uniform3;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::operations::{
    By, Due, Key, Move, NAMES, Name, Operation, Round, Table, Tag, Team, Wanted, Who,
};
use super::request::{Change, Flag, Verdict};
use super::settings::{Rule, Rules};

/// Of single operations and stretches of play.
const LONGEST: usize = 50;
const TEN: [i64; 10] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/// The rules that are set at first, and what happens then.
pub fn sequence() -> impl Strategy<Value = (Rules, Vec<Operation>)> {
    // Among all that may happen, hardly a question would come to its end.
    let stretch = prop_oneof![
        16 => operation().prop_map(|operation| vec![operation]),
        4 => question(),
        1 => closed_doors(),
        1 => absence(),
    ];
    let first = prop_oneof![1 => Just(Vec::new()), 2 => in_teams()];
    let stretches = (first, vec(stretch, 0..=LONGEST));
    (
        sound_rules(),
        stretches.prop_map(|(first, stretches)| [first, stretches.concat()].concat()),
    )
}

/// Buzzes, an answer, and what host and players do then; none of it malformed.
fn question() -> impl Strategy<Value = Vec<Operation>> {
    let alone = prop_oneof![
        3 => resolve(),
        2 => Just(Operation::Undo(Table::One, By::Host, Move::Last)),
        6 => buzz(),
        3 => set_buzzers(),
        3 => pass_until(),
        1 => Just(Operation::Pass(250)),
    ];
    let go_on = prop_oneof![
        2 => alone.prop_map(|operation| vec![operation]),
        1 => (confirm(), resolve()).prop_map(|(confirm, resolve)| vec![confirm, resolve]),
    ];
    let buzzes = vec(buzz(), 1..=4);
    (set_buzzers(), buzzes, confirm(), vec(go_on, 0..=8)).prop_map(
        |(set, buzzes, confirm, rest)| [vec![set], buzzes, vec![confirm], rest.concat()].concat(),
    )
}

/// Two teams or three, and who has joined is in them or in none.
fn in_teams() -> impl Strategy<Value = Vec<Operation>> {
    let teams = |third: Option<Wanted>| {
        let [red, blue] =
            [(0, "#ff0000"), (1, "#0000ff")].map(|(name, colour)| wanted(name, colour));
        Operation::SetTeams(Table::One, By::Host, [Some(red), Some(blue), third])
    };
    let third = proptest::option::of(Just(wanted(2, "#00FF00")));
    let choices = uniform3(proptest::option::weighted(0.8, 0..2usize));
    (third, choices).prop_map(move |(third, choices)| {
        let choose = choices.into_iter().enumerate().map(|(who, team)| {
            let (who, team) = (Who::Player(who), Some(team.map(Team::Nth)));
            Operation::Edit(Table::One, By::Host, who, None, team, [None; 2])
        });
        std::iter::once(teams(third)).chain(choose).collect()
    })
}

fn wanted(name: usize, colour: &'static str) -> Wanted {
    Wanted {
        id: None,
        name: Name(name),
        colour,
    }
}

/// Those who have joined come again, and others come for the first time.
fn closed_doors() -> impl Strategy<Value = Vec<Operation>> {
    let doors = |doors| Operation::Set(Table::One, By::Host, rule(Rule::Doors(doors)));
    let join =
        || (name(), key()).prop_map(|(name, key)| Operation::Join(Table::One, name, key, None));
    let then = select(vec!["open", "closed"]);
    (vec(join(), 1..=3), then)
        .prop_map(move |(joins, then)| [vec![doors("closed")], joins, vec![doors(then)]].concat())
}

/// Somebody is touched who is off the roster just now.
fn absence() -> impl Strategy<Value = Vec<Operation>> {
    (0..3usize, (option(name()), scores())).prop_map(|(who, (name, scores))| {
        let until = Operation::PassUntil(Table::One, Due::PlayerAbsent(who), 0);
        let who = Who::Player(who);
        let edit = Operation::Edit(Table::One, By::Host, who, name, None, scores);
        vec![until, edit]
    })
}

fn buzz() -> impl Strategy<Value = Operation> {
    let player = (0..3usize).prop_map(By::Player);
    player.prop_map(|by| Operation::Buzz(Table::One, by, Round::Unnamed))
}

fn confirm() -> impl Strategy<Value = Operation> {
    let queued = (0..2usize).prop_map(Who::Queued);
    queued.prop_map(|who| Operation::Confirm(Table::One, By::Host, who, Round::Current))
}

fn resolve() -> impl Strategy<Value = Operation> {
    let action = select(vec!["minus", "minus", "minus", "plus", "skip"]);
    let then = proptest::option::weighted(0.2, select(vec!["end", "next", "reopen"]));
    let verdict = (action, then).prop_map(|(action, then)| Verdict {
        action,
        points: None,
        then: then.filter(|_| action == "minus"),
    });
    verdict.prop_map(|verdict| Operation::Resolve(Table::One, By::Host, verdict, Round::Current))
}

fn set_buzzers() -> impl Strategy<Value = Operation> {
    let locked = select(vec![Flag::No, Flag::No, Flag::Yes]);
    locked.prop_map(|locked| Operation::Set(Table::One, By::Host, buzzers(locked)))
}

fn pass_until() -> impl Strategy<Value = Operation> {
    let due = prop_oneof![2 => Just(Due::Deadline), 1 => (0..2usize).prop_map(Due::Bar)];
    (due, -1..=1i64).prop_map(|(due, by)| Operation::PassUntil(Table::One, due, by))
}

fn buzzers(locked: Flag) -> Change {
    Change {
        locked: Some(locked),
        points: None,
        settings: [None; 3],
    }
}

fn rule(rule: Rule) -> Change {
    Change {
        locked: None,
        points: None,
        settings: [Some(rule), None, None],
    }
}

fn operation() -> impl Strategy<Value = Operation> {
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
    let edit = || (option(name()), team_of(), scores());
    prop_oneof![
        8 => time(),
        5 => (table(), due(), -1..=1i64).prop_map(|(t, due, by)| Op::PassUntil(t, due, by)),
        2 => Just(Op::Sweep),
        4 => (new_table(), name(), new_rules(), key())
            .prop_map(|(t, n, r, k)| Op::Create(t, n, r, k)),
        5 => (table(), name(), key(), proptest::option::weighted(0.4, team()))
            .prop_map(|(t, n, k, team)| Op::Join(t, n, k, team)),
        3 => (table(), host(), teams()).prop_map(|(t, b, teams)| Op::SetTeams(t, b, teams)),
        2 => (table(), host(), team(), scores())
            .prop_map(|(t, b, team, s)| Op::EditTeam(t, b, team, s)),
        4 => (table(), player(), team_of())
            .prop_map(|(t, b, team)| Op::Edit(t, b, Who::Me, None, team, [None; 2])),
        2 => table().prop_map(Op::Preview),
        9 => (table(), player(), tag()).prop_map(|(t, b, tag)| Op::Get(t, b, tag)),
        2 => (table(), host(), tag()).prop_map(|(t, b, tag)| Op::Get(t, b, tag)),
        12 => (table(), player(), round()).prop_map(|(t, b, r)| Op::Buzz(t, b, r)),
        8 => (table(), host(), change()).prop_map(|(t, b, c)| Op::Set(t, b, c)),
        8 => (table(), host(), queued(), round()).prop_map(|(t, b, w, r)| Op::Confirm(t, b, w, r)),
        5 => (table(), host(), verdict(), round()).prop_map(|(t, b, v, r)| Op::Resolve(t, b, v, r)),
        2 => (table(), host(), round()).prop_map(|(t, b, r)| Op::Reset(t, b, r)),
        1 => (table(), host()).prop_map(|(t, b)| Op::Finish(t, b)),
        1 => (table(), host(), round()).prop_map(|(t, b, r)| Op::Restart(t, b, r)),
        7 => (table(), host(), which()).prop_map(|(t, b, w)| Op::Undo(t, b, w)),
        3 => (table(), host(), who(), edit())
            .prop_map(|(t, b, w, (n, team, s))| Op::Edit(t, b, w, n, team, s)),
        2 => (table(), player(), who(), edit())
            .prop_map(|(t, b, w, (n, team, s))| Op::Edit(t, b, w, n, team, s)),
        2 => (table(), host(), who()).prop_map(|(t, b, w)| Op::Remove(t, b, w)),
        2 => (table(), player(), who()).prop_map(|(t, b, w)| Op::Remove(t, b, w)),
        4 => (table(), host(), link()).prop_map(|(t, b, (role, who, label, key))| {
            Op::MakeLink(t, b, role, who, label, key)
        }),
        1 => (table(), host()).prop_map(|(t, b)| Op::Links(t, b)),
        2 => (table(), host(), proptest::option::weighted(0.9, 0..4usize))
            .prop_map(|(t, b, link)| Op::Revoke(t, b, link)),
        1 => (table(), host()).prop_map(|(t, b)| Op::Close(t, b)),
    ]
}

fn team() -> impl Strategy<Value = Team> {
    prop_oneof![
        12 => (0..3usize).prop_map(Team::Nth),
        1 => Just(Team::OfTheOther),
        1 => Just(Team::Unknown),
    ]
}

/// Seldom one at all; then one, or none.
fn team_of() -> impl Strategy<Value = Option<Option<Team>>> {
    proptest::option::weighted(0.5, proptest::option::weighted(0.8, team()))
}

fn teams() -> impl Strategy<Value = [Option<Wanted>; 3]> {
    let colour = prop_oneof![12 => select(vec!["#ff0000", "#0000ff"]), 1 => Just("red")];
    let team = (proptest::option::of(team()), name(), colour);
    let team = team.prop_map(|(id, name, colour)| Wanted { id, name, colour });
    uniform3(proptest::option::weighted(0.7, team))
}

type Link = (&'static str, Option<Who>, Option<Name>, Key);

fn link() -> impl Strategy<Value = Link> {
    let player = || {
        prop_oneof![
            10 => (0..3usize).prop_map(Who::Player),
            1 => select(vec![Who::Host, Who::Unknown, Who::Malformed, Who::Me]),
        ]
    };
    let role = prop_oneof![
        4 => select(vec!["host", "screen"]).prop_map(|role| (role, None)),
        5 => player().prop_map(|player| ("seat", Some(player))),
        1 => (select(vec!["seat", "screen", "king"]), option(player())),
    ];
    (role, option(name()), key())
        .prop_map(|((role, player), label, key)| (role, player, label, key))
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
        8 => Just(Due::Deadline),
        4 => (0..2usize).prop_map(Due::Bar),
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

/// Seldom the one at which most is played: there is nobody but a host then.
fn new_table() -> impl Strategy<Value = Table> {
    prop_oneof![1 => Just(Table::One), 3 => Just(Table::Two)]
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
    prop_oneof![
        20 => Just(By::Host),
        3 => (0..4usize).prop_map(By::Link),
        2 => (0..4usize).prop_map(By::Player),
        2 => outsider(),
    ]
}

fn player() -> impl Strategy<Value = By> {
    prop_oneof![
        20 => (0..4usize).prop_map(By::Player),
        4 => (0..4usize).prop_map(By::Link),
        2 => Just(By::Host),
        2 => outsider(),
    ]
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

fn which() -> impl Strategy<Value = Move> {
    prop_oneof![
        9 => Just(Move::Last),
        2 => Just(Move::TakenBack),
        1 => Just(Move::First),
        1 => Just(Move::Now),
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

fn flag() -> impl Strategy<Value = Flag> {
    prop_oneof![6 => Just(Flag::Yes), 6 => Just(Flag::No), 1 => Just(Flag::Malformed)]
}

fn change() -> impl Strategy<Value = Change> {
    (option(flag()), option(points()), rules()).prop_map(|(locked, points, settings)| Change {
        locked,
        points,
        settings,
    })
}

fn verdict() -> impl Strategy<Value = Verdict> {
    let then = prop_oneof![9 => select(vec!["end", "next", "reopen"]), 1 => Just("again")];
    let points = proptest::option::weighted(0.3, points());
    let then = proptest::option::weighted(0.2, then);
    (action(), points, then).prop_map(|(action, points, then)| Verdict {
        action,
        points,
        then,
    })
}

/// What the lobby of a sequence is played by at first.
fn sound_rules() -> impl Strategy<Value = Rules> {
    uniform3(proptest::option::weighted(0.8, sound_rule()))
}

/// As often as not as by default, so that a repetition is the same.
fn new_rules() -> impl Strategy<Value = Rules> {
    prop_oneof![Just([None; 3]), rules()]
}

fn rules() -> impl Strategy<Value = Rules> {
    let doors = || select(vec!["open", "closed"]).prop_map(Rule::Doors);
    let rule = || prop_oneof![16 => sound_rule(), 3 => doors(), 1 => unsound_rule()];
    uniform3(proptest::option::weighted(0.3, rule()))
}

/// One with which there is still somebody to play.
fn sound_rule() -> impl Strategy<Value = Rule> {
    let values: Vec<&[i64]> = vec![&[10, 20, 30, 40, 50], &[1], &[10_000, 1, 5], &TEN];
    let seconds = || select(vec![0, 1, 20, 120, 600]);
    prop_oneof![
        1 => select(values).prop_map(Rule::Values),
        6 => select(vec!["end", "next", "next", "reopen"]).prop_map(Rule::WrongAnswer),
        1 => select(vec![Flag::Yes, Flag::No]).prop_map(Rule::WrongCosts),
        3 => select(vec!["at_once", "by_host"]).prop_map(Rule::Opens),
        5 => select(vec![0, 1, 2_000, 10_000]).prop_map(Rule::FalseStart),
        4 => seconds().prop_map(Rule::BuzzSeconds),
        6 => seconds().prop_map(Rule::AnswerSeconds),
        8 => select(vec!["team", "team", "player"]).prop_map(Rule::BuzzPer),
        1 => select(vec!["players", "players", "host"]).prop_map(Rule::TeamChoice),
    ]
}

fn unsound_rule() -> impl Strategy<Value = Rule> {
    let values: Vec<&[i64]> = vec![&[], &[0], &[10, 20, 10_001], &[5; 11], &[1, 5, 1]];
    prop_oneof![
        select(values).prop_map(Rule::Values),
        Just(Rule::WrongAnswer("again")),
        Just(Rule::WrongCosts(Flag::Malformed)),
        Just(Rule::Opens("never")),
        select(vec![-1, 10_001]).prop_map(Rule::FalseStart),
        select(vec![-1, 601]).prop_map(Rule::BuzzSeconds),
        select(vec![-1, 601]).prop_map(Rule::AnswerSeconds),
        Just(Rule::Doors("ajar")),
    ]
}

fn points() -> impl Strategy<Value = i64> {
    select(vec![10, 20, 30, 40, 50, 0, 15, 10_000, 10_001, -10])
}

/// Set, added.
fn scores() -> impl Strategy<Value = [Option<i64>; 2]> {
    let added = proptest::option::weighted(0.3, score());
    (proptest::option::weighted(0.4, score()), added).prop_map(|(set, add)| [set, add])
}

fn score() -> impl Strategy<Value = i64> {
    select(vec![
        0, 10, -20, 1_000_000, -1_000_000, 1_000_001, -1_000_001,
    ])
}

fn option<T: std::fmt::Debug>(some: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    proptest::option::weighted(0.6, some)
}
