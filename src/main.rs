//! The command line: `serve` (the default), `migrate`, `import`, `openapi`.

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};
use panenka::app::{App, Surroundings};
use panenka::clock::Clock;
use panenka::config::{Config, ConfigError, VARIABLES};
#[cfg(feature = "sqlite")]
use panenka::import;
use panenka::listener::Listener;
use panenka::listener::shutdown::{Shutdown, stop_signal};
use panenka::live::Pace;
use panenka::store::{self, ConnectError, Options, Store};
use panenka::telemetry::Causes;
use panenka::{http, listener, telemetry};
use tikv_jemallocator::Jemalloc;

#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

type Done = Result<(), Box<dyn Error>>;

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
    /// Copy the lobbies of a legacy SQLite file into the database
    ///
    /// The file is only read; it can be imported again at any time. Either all of it is imported, or, where something
    /// in it is wrong, nothing, and an error names the table and the row. Lobbies that have expired are skipped, and
    /// those imported before are left as they are. Host tokens keep working; players join anew.
    #[cfg(feature = "sqlite")]
    Import {
        /// The legacy file. It can't be the database itself, which DATABASE_URL names
        file: std::path::PathBuf,
    },
    /// Print the OpenAPI description
    Openapi,
}

fn main() -> ExitCode {
    let command = Cli::parse().command.unwrap_or(Command::Serve);
    let Err(error) = run(command) else {
        return ExitCode::SUCCESS;
    };
    eprintln!("panenka: {}", Causes(error.as_ref()));
    if error.is::<ConfigError>() || error.is::<ConnectError>() {
        ExitCode::from(EXIT_CONFIG)
    } else {
        ExitCode::FAILURE
    }
}

fn run(command: Command) -> Done {
    if let Command::Openapi = command {
        return say(&http::description().to_pretty_json()?);
    }
    let config = Config::from_environment()?;
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        match command {
            Command::Serve => serve(config).await,
            Command::Migrate => migrate(&config).await,
            #[cfg(feature = "sqlite")]
            Command::Import { file } => import(&file, &config).await,
            Command::Openapi => Ok(()), // answered before there was a database
        }
    })
}

async fn serve(config: Config) -> Done {
    telemetry::init(config.log_filter.clone(), config.log_format);
    let listener = Listener::bind(&config)?;
    let (shutdown, stopped) = (Shutdown::default(), stop_signal()?);
    let surroundings = Surroundings {
        clock: Clock::system(),
        pace: Pace::default(),
        leaves_gaps_out: true,
        bound: listener.bound,
        connections_for_followers: listener.connections_for_followers(),
        stopping: shutdown.stopping(),
    };
    let app = App::new(&config, surroundings).await?;
    listener.announce()?;
    let service = app.start(&shutdown);
    if let Some(address) = config.metrics_address {
        listener::metrics::serve(address, service.metrics(), &shutdown)?;
    }
    listener.serve(service.routes(), &shutdown, stopped).await;
    shutdown.finish().await;
    service.state.store.disconnect().await;
    Ok(())
}

async fn migrate(config: &Config) -> Done {
    telemetry::init(config.log_filter.clone(), config.log_format);
    let store = open(config, Clock::system()).await?;
    store.upgrade().await?;
    store.disconnect().await;
    say("the schema is up to date")
}

/// Keeps no log, which would come between the progress bar and the closing line.
#[cfg(feature = "sqlite")]
async fn import(file: &std::path::Path, config: &Config) -> Done {
    let clock = Clock::system();
    let now = clock.read();
    // Draws only on a terminal.
    let progress = indicatif::ProgressBar::new(0);
    let read = import::read(file, &config.database_url, now.time, &progress).await;
    progress.finish_and_clear();
    let legacy = read?;
    let store = open(config, clock).await?;
    store.upgrade().await?;
    let progress = indicatif::ProgressBar::new_spinner();
    let stored = legacy.store_in(&store, now, &progress).await;
    progress.finish_and_clear();
    store.disconnect().await;
    say(&stored?.to_string())
}

/// The database alone: nothing here waits for a change.
async fn open(config: &Config, clock: Clock) -> Result<Arc<Store>, ConnectError> {
    let options = Options::alone(config.database_max_connections, clock);
    store::connect(&config.database_url, options).await
}

/// To standard output, which may be a closed pipe.
fn say(text: &str) -> Done {
    use std::io::Write as _;
    Ok(writeln!(std::io::stdout(), "{text}")?)
}

fn variables_help() -> String {
    let mut help = "Environment variables (a .env file is read too):\n".to_owned();
    for (name, default, meaning) in VARIABLES {
        let default = if default.is_empty() {
            String::new()
        } else {
            format!(" [default: {default}]")
        };
        help += &format!("  {name:<25}  {meaning}{default}\n");
    }
    help
}
