//! Plays on real server processes over a real database while faults happen, records everything, and lets the checker
//! look for anything that contradicts what docs/correctness.md promises. `scripts/prove` runs it.

#![expect(clippy::print_stdout, reason = "a program's output")]

use std::collections::BTreeSet;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, ValueEnum};
use tokio::signal::unix::{SignalKind, signal};

use checker::{Rule, Verdict, check};
use faults::Kind;
use fleet::Fleet;
use history::Record;
use party::Size;
use tally::Tally;

mod checker;
mod client;
mod faults;
mod fleet;
mod history;
mod hosts;
mod party;
mod players;
mod relay;
mod session;
mod tally;
mod watchers;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

#[derive(Parser)]
#[command(name = "prove")]
struct Arguments {
    /// Histories on each database
    #[arg(long, default_value_t = 10)]
    histories: u64,
    /// Operations of players and hosts in a history, at least: the load goes on until the last fault has happened
    #[arg(long, default_value_t = 2000)]
    operations: u64,
    /// Faults of each kind on each database, spread over the histories
    #[arg(long, default_value_t = 10)]
    each: u64,
    /// Kinds of faults
    #[arg(
        long,
        value_enum,
        value_delimiter = ',',
        default_value = "kill,term,terminate,restart,reset"
    )]
    faults: Vec<Kind>,
    #[arg(long, value_enum, default_value = "both")]
    database: Database,
    /// Server processes over Postgres; over SQLite there is one
    #[arg(long, default_value_t = 3)]
    instances: usize,
    /// Lobbies of a history
    #[arg(long, default_value_t = 4)]
    lobbies: usize,
    /// Players in each lobby
    #[arg(long, default_value_t = 6)]
    players: usize,
    /// Of the first history; each further one has the next. Drawn where it is not given
    #[arg(long)]
    seed: Option<u64>,
    /// About a minute for everything
    #[arg(long)]
    short: bool,
    /// Checks a recorded history instead
    #[arg(long, value_name = "FILE")]
    check: Option<PathBuf>,
    /// Where logs and failing histories are kept
    #[arg(long, value_name = "DIRECTORY", default_value = "target/prove")]
    out: PathBuf,
    /// Another server than the one built with this program
    #[arg(long, default_value = env!("CARGO_BIN_EXE_panenka"))]
    server: PathBuf,
    /// Succeeds only where the order of the buzzes is found to be broken: to show that it would be
    #[arg(long)]
    expect_broken_order: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Database {
    Postgres,
    Sqlite,
    Both,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let expects_broken_order = arguments.expect_broken_order;
    let outcome = tokio::select! {
        outcome = prove(arguments) => outcome,
        () = interrupted() => Err("interrupted".into()),
    };
    match outcome {
        Ok(tally) if expects_broken_order => {
            if tally.violated.contains_key(&Rule::PositionsAreDense) {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Ok(tally) if tally.violated.is_empty() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            println!("prove: {error}");
            ExitCode::from(2)
        }
    }
}

async fn interrupted() {
    let signals = (
        signal(SignalKind::interrupt()),
        signal(SignalKind::terminate()),
    );
    if let (Ok(mut interrupt), Ok(mut terminate)) = signals {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }
}

async fn prove(mut arguments: Arguments) -> Result<Tally> {
    let mut tally = Tally::default();
    if let Some(file) = &arguments.check {
        let history = history::read(file)?;
        let verdict = check(&history);
        print_violations(&verdict);
        tally.add(&history, &verdict);
        tally.print();
        return Ok(tally);
    }
    if arguments.short {
        (arguments.histories, arguments.operations, arguments.each) = (2, 1200, 2);
    }
    std::fs::create_dir_all(&arguments.out)?;
    let seed = arguments
        .seed
        .unwrap_or_else(|| u64::from(rand::random::<u32>()));
    if arguments.database != Database::Sqlite {
        let url = std::env::var("TEST_DATABASE_URL");
        let url = url.map_err(|_| "TEST_DATABASE_URL names no Postgres: use scripts/prove")?;
        run(
            &arguments,
            "postgres",
            &url,
            arguments.instances,
            seed,
            &mut tally,
        )
        .await?;
    }
    if arguments.database != Database::Postgres {
        let directory = tempfile::tempdir()?;
        let url = format!(
            "sqlite:{}",
            directory.path().join("lobbies.sqlite3").display()
        );
        run(&arguments, "sqlite", &url, 1, seed, &mut tally).await?;
    }
    tally.print();
    Ok(tally)
}

async fn run(
    arguments: &Arguments,
    database: &str,
    url: &str,
    instances: usize,
    seed: u64,
    tally: &mut Tally,
) -> Result<()> {
    let out = std::path::absolute(&arguments.out)?;
    let server = std::path::absolute(&arguments.server)?;
    let fleet = Arc::new(Fleet::start(&server, url, instances, &out).await?);
    let size = Size {
        operations: arguments.operations,
        lobbies: arguments.lobbies,
        players: arguments.players,
    };
    let mut kinds = arguments.faults.clone();
    kinds.retain(|kind| *kind != Kind::None && (database == "postgres" || !kind.needs_postgres()));
    for index in 0..arguments.histories {
        let seed = seed + index;
        let place = (index, arguments.histories);
        let plan = faults::plan(&kinds, arguments.each, place, size.operations, seed);
        let history = party::play(database, seed, size, plan, &fleet).await?;
        let verdict = check(&history);
        tally.add(&history, &verdict);
        println!("{}", line(database, seed, &history, &verdict));
        if !verdict.violations.is_empty() {
            keep(&out, database, seed, &history, &verdict)?;
        }
    }
    tally.connections_cut += fleet.connections_cut();
    fleet.stop().await
}

fn keep(
    out: &Path,
    database: &str,
    seed: u64,
    history: &[Record],
    verdict: &Verdict,
) -> Result<()> {
    print_violations(verdict);
    let file = out.join(format!("{database}-{seed}.jsonl"));
    history::write(&file, history)?;
    println!("  kept as {}", file.display());
    Ok(())
}

/// One of each kind; the file has them all.
fn print_violations(verdict: &Verdict) {
    let mut printed = BTreeSet::new();
    for violation in &verdict.violations {
        if printed.insert(violation.rule) {
            println!("  {violation}");
        }
    }
}

fn line(database: &str, seed: u64, history: &[Record], verdict: &Verdict) -> String {
    let mut one = Tally::default();
    one.add(history, verdict);
    let faults: usize = one.faults.values().sum();
    format!(
        "{database}, seed {seed}: {} operations, {} calls, {} ambiguous, {} events, {faults} faults, {} violations",
        one.operations,
        one.calls,
        one.ambiguous,
        one.events,
        verdict.violations.len(),
    )
}
