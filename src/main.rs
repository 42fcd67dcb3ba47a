//! The command line: `serve` (the default), `migrate`, `import`, `openapi`.

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use panenka::config::{Config, VARIABLES};
use panenka::live::Topics;
use panenka::store::{self, Options, Store};
use panenka::{hints, http, server, telemetry};

/// A configuration that can't work, as opposed to a failure while working.
const EXIT_CONFIG: u8 = 2;

#[derive(Parser)]
#[command(version, about, after_help = variables_help(), max_term_width = 120)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the API (the default)
    Serve,
    /// Bring the database's schema up to date
    Migrate,
    /// Print the OpenAPI description
    Openapi,
}

fn main() -> ExitCode {
    // A missing .env is the normal case; a broken one must not pass for a missing one.
    if let Err(error) = dotenvy::dotenv()
        && !error.not_found()
    {
        return refuse(&format!(".env can't be read: {error}"));
    }
    let command = Cli::parse().command.unwrap_or(Command::Serve);
    if let Command::Openapi = command {
        return print_openapi();
    }
    let config = match Config::read(|variable| std::env::var(variable).ok()) {
        Ok(config) => config,
        Err(error) => return refuse(&error.to_string()),
    };
    telemetry::init(config.log_filter.clone(), config.log_format);
    match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(run(command, config)),
        Err(error) => fail(&error),
    }
}

async fn run(command: Command, config: Config) -> ExitCode {
    let (hints, outbox) = hints::outbox();
    let topics = Topics::new(config.redis.is_some().then_some(hints));
    let options = Options {
        max_connections: config.database_max_connections,
        on_change: topics.on_change(),
    };
    let store = match store::connect(&config.database_url, options).await {
        Ok(store) => store,
        Err(error) => return refuse(&format!("the database can't be opened: {error}")),
    };
    let done = match command {
        Command::Serve => server::serve(config, store, topics, outbox).await,
        Command::Migrate => migrate(store).await,
        Command::Openapi => Ok(()), // answered before there was a database
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(error.as_ref()),
    }
}

async fn migrate(store: Arc<dyn Store>) -> Result<(), Box<dyn Error>> {
    store.migrate().await?;
    store.disconnect().await;
    say("the schema is up to date")
}

fn print_openapi() -> ExitCode {
    let printed = http::description()
        .to_pretty_json()
        .map_err(Into::into)
        .and_then(|text| say(&text));
    match printed {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(error.as_ref()),
    }
}

/// To standard output, which may be a closed pipe.
fn say(text: &str) -> Result<(), Box<dyn Error>> {
    use std::io::Write as _;
    Ok(writeln!(std::io::stdout(), "{text}")?)
}

fn refuse(text: &str) -> ExitCode {
    eprintln!("panenka: {text}");
    ExitCode::from(EXIT_CONFIG)
}

fn fail(error: &dyn Error) -> ExitCode {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text += &format!(": {error}");
        source = error.source();
    }
    eprintln!("panenka: {text}");
    ExitCode::FAILURE
}

fn variables_help() -> String {
    let mut help = "Environment variables (a .env file is read too):\n".to_owned();
    for (name, default, meaning) in VARIABLES {
        let default = match default.is_empty() {
            true => String::new(),
            false => format!(" [default: {default}]"),
        };
        help += &format!("  {name:<25}  {meaning}{default}\n");
    }
    help
}
