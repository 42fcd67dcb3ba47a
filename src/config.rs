//! Every environment variable, its default and its meaning.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderValue;
use percent_encoding::percent_decode_str;
use tracing_subscriber::EnvFilter;

use crate::live::hints;
use crate::telemetry::LogFormat;

/// The variables as `--help` shows them: name, default, meaning.
pub const VARIABLES: &[(&str, &str, &str)] = &[
    (
        "DATABASE_URL",
        "",
        "postgres://…, postgresql://… or sqlite:FILE",
    ),
    (
        "PANENKA_LOBBY_DB",
        "lobbies.sqlite3",
        "path of an SQLite file, used when DATABASE_URL is not set",
    ),
    ("PORT", "8080", "port to listen on; 0 takes a free one"),
    (
        "BIND_ADDRESS",
        "::",
        "address to listen on; :: is every one of this machine, of IPv6 and IPv4",
    ),
    (
        "DATABASE_MAX_CONNECTIONS",
        "8",
        "database connections of this process, 1 to 100",
    ),
    (
        "DATABASE_MIGRATE",
        "on",
        "on or off: whether serve brings a Postgres schema up to date",
    ),
    (
        "MAX_PLAYERS_PER_LOBBY",
        "100",
        "players on the roster of one lobby, 1 to 1000",
    ),
    (
        "MAX_CONNECTIONS",
        "12000",
        "connections of clients to this process, 10 to 1000000",
    ),
    (
        "MAX_STREAMS",
        "10000",
        "requests of this process that may wait for changes at once, 1 to 1000000",
    ),
    (
        "MAX_STREAMS_PER_PERSON",
        "10",
        "of those, with one token, 1 to 1000",
    ),
    (
        "REDIS_URL",
        "",
        "redis:// or rediss://; lets several instances hear of changes at once",
    ),
    (
        "CORS_ALLOWED_ORIGINS",
        "",
        "origins of web clients elsewhere, separated by commas",
    ),
    (
        "RATE_LIMITS",
        "on",
        "on or off: whether addresses that guess codes or open many lobbies are held back",
    ),
    (
        "TRUST_FORWARDED_FOR",
        "off",
        "on or off: take a client's address from the last hop of X-Forwarded-For",
    ),
    (
        "RUST_LOG",
        "info,sqlx=warn",
        "what is logged, by module: error, warn, info, debug, trace",
    ),
    ("LOG_FORMAT", "text", "text (logfmt) or json"),
    (
        "LOG_METRICS_INTERVAL",
        "0",
        "seconds between two writings of the metrics as l2met lines, to 3600; 0 for none",
    ),
    (
        "METRICS_ADDRESS",
        "",
        "address that serves the metrics to whoever reaches it, such as 127.0.0.1:9090",
    ),
    (
        "METRICS_TOKEN",
        "",
        "bearer token that opens GET /metrics, 16 characters or more",
    ),
];

/// Fewest characters of a secret that an operator makes up.
const LEAST_TOKEN: usize = 16;

#[derive(Debug)]
pub struct Config {
    pub database_url: String,
    pub bind_address: IpAddr,
    pub port: u16,
    pub database_max_connections: u32,
    pub database_migrate: bool,
    pub max_players_per_lobby: usize,
    pub max_connections: usize,
    pub max_streams: usize,
    pub max_streams_per_person: usize,
    pub redis: Option<redis::Client>,
    pub cors_allowed_origins: Vec<HeaderValue>,
    pub rate_limits: bool,
    pub trust_forwarded_for: bool,
    pub log_filter: EnvFilter,
    pub log_format: LogFormat,
    pub log_metrics_interval: Option<Duration>,
    pub metrics_address: Option<SocketAddr>,
    pub metrics_token: Option<Arc<str>>,
}

/// Settings that can't be.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("{variable}={value:?} is not allowed: use {allowed}")]
    Value {
        variable: &'static str,
        value: String,
        allowed: String,
    },
    #[error(".env can't be read")]
    File(#[source] dotenvy::Error),
}

impl Config {
    /// Reads the environment, and the file `.env` of the working directory where there is one; the environment wins.
    /// One of a folder above may be a stranger's.
    ///
    /// # Errors
    /// [`ConfigError`]: a `.env` that can't be read must not pass for one that is not there.
    pub fn from_environment() -> Result<Self, ConfigError> {
        let file = Path::new(".env");
        // A folder of that name belongs to another tool.
        if !file.is_dir()
            && let Err(error) = dotenvy::from_path(file)
            && !error.not_found()
        {
            return Err(ConfigError::File(error));
        }
        Self::read(|variable| std::env::var(variable).ok())
    }

    /// Reads what `variable` knows of [`VARIABLES`]; empty values count as not set.
    ///
    /// # Errors
    /// [`ConfigError`] for the first value that is not allowed.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let source = Source(&variable);
        Ok(Self {
            database_url: source.database_url()?,
            bind_address: source.parsed("BIND_ADDRESS", "an IP address")?,
            port: source.parsed("PORT", "a number from 0 to 65535")?,
            database_max_connections: source.within("DATABASE_MAX_CONNECTIONS", 1, 100)?,
            database_migrate: source.switch("DATABASE_MIGRATE")?,
            max_players_per_lobby: source.within("MAX_PLAYERS_PER_LOBBY", 1, 1000)?,
            max_connections: source.within("MAX_CONNECTIONS", 10, 1_000_000)?,
            max_streams: source.within("MAX_STREAMS", 1, 1_000_000)?,
            max_streams_per_person: source.within("MAX_STREAMS_PER_PERSON", 1, 1000)?,
            redis: source.redis("REDIS_URL")?,
            cors_allowed_origins: source.origins("CORS_ALLOWED_ORIGINS")?,
            rate_limits: source.switch("RATE_LIMITS")?,
            trust_forwarded_for: source.switch("TRUST_FORWARDED_FOR")?,
            log_filter: source.parsed("RUST_LOG", "directives such as info,panenka=debug")?,
            log_format: source.parsed("LOG_FORMAT", "text or json")?,
            log_metrics_interval: source.interval("LOG_METRICS_INTERVAL")?,
            metrics_address: source.address("METRICS_ADDRESS")?,
            metrics_token: source.token("METRICS_TOKEN")?,
        })
    }
}

impl Config {
    /// Whether `serve` brings the schema up to date: an embedded file always, Postgres unless told not to.
    pub fn migrates(&self) -> bool {
        self.database_migrate || self.database_url.starts_with("sqlite:")
    }
}

struct Source<'a>(&'a dyn Fn(&str) -> Option<String>);

impl Source<'_> {
    fn given(&self, variable: &str) -> Option<String> {
        (self.0)(variable).filter(|value| !value.is_empty())
    }

    fn text(&self, variable: &'static str) -> String {
        let default = VARIABLES.iter().find(|(name, _, _)| *name == variable);
        self.given(variable)
            .or_else(|| default.map(|(_, default, _)| (*default).to_owned()))
            .unwrap_or_default()
    }

    fn parsed<T: FromStr>(&self, variable: &'static str, allowed: &str) -> Result<T, ConfigError> {
        let value = self.text(variable);
        let parsed = value.parse();
        parsed.map_err(|_| refuse(variable, value, allowed))
    }

    fn within<T>(&self, variable: &'static str, least: T, most: T) -> Result<T, ConfigError>
    where
        T: FromStr + PartialOrd + fmt::Display,
    {
        let allowed = format!("a number from {least} to {most}");
        let number: T = self.parsed(variable, &allowed)?;
        if number < least || number > most {
            return Err(refuse(variable, self.text(variable), &allowed));
        }
        Ok(number)
    }

    fn switch(&self, variable: &'static str) -> Result<bool, ConfigError> {
        match self.text(variable).as_str() {
            "on" => Ok(true),
            "off" => Ok(false),
            other => Err(refuse(variable, other, "on or off")),
        }
    }

    fn origins(&self, variable: &'static str) -> Result<Vec<HeaderValue>, ConfigError> {
        let text = self.text(variable);
        let origins = text.split(',').map(str::trim).filter(|o| !o.is_empty());
        origins
            .map(|origin| {
                let host = origin
                    .strip_prefix("https://")
                    .or_else(|| origin.strip_prefix("http://"));
                let is_origin = host.is_some_and(|host| !host.is_empty() && !host.contains('/'));
                HeaderValue::from_str(origin)
                    .ok()
                    .filter(|_| is_origin)
                    .ok_or_else(|| refuse(variable, origin, "origins such as https://quiz.example"))
            })
            .collect()
    }

    fn redis(&self, variable: &'static str) -> Result<Option<redis::Client>, ConfigError> {
        let client = self.given(variable).map(|url| hints::client(&url));
        client
            .transpose()
            .map_err(|_| refuse(variable, "…", "redis://… or rediss://…")) // it may hold a password
    }

    /// In whole seconds; `None` for 0.
    fn interval(&self, variable: &'static str) -> Result<Option<Duration>, ConfigError> {
        let seconds = self.within(variable, 0, 3600)?;
        Ok((seconds > 0).then(|| Duration::from_secs(seconds)))
    }

    fn address(&self, variable: &'static str) -> Result<Option<SocketAddr>, ConfigError> {
        let Some(address) = self.given(variable) else {
            return Ok(None);
        };
        let parsed = address.parse();
        let allowed = "an IP address and a port, such as 127.0.0.1:9090";
        parsed
            .map(Some)
            .map_err(|_| refuse(variable, address, allowed))
    }

    fn token(&self, variable: &'static str) -> Result<Option<Arc<str>>, ConfigError> {
        match self.given(variable) {
            Some(token)
                if token.len() < LEAST_TOKEN || !token.bytes().all(|b| b.is_ascii_graphic()) =>
            {
                let allowed = format!("{LEAST_TOKEN} characters of ASCII or more, without spaces");
                Err(refuse(variable, "…", &allowed)) // it is a secret
            }
            token => Ok(token.map(Arc::from)),
        }
    }

    fn database_url(&self) -> Result<String, ConfigError> {
        let Some(url) = self.given("DATABASE_URL") else {
            let path = self.text("PANENKA_LOBBY_DB");
            // In a URL it would end at a question mark.
            let url = format!("sqlite:{}", path.replace('%', "%25").replace('?', "%3F"));
            return match names_a_file(&url) {
                true => Ok(url),
                false => Err(refuse("PANENKA_LOBBY_DB", path, "the path of a file")),
            };
        };
        let scheme = url.split_once(':').map(|(scheme, _)| scheme);
        match scheme {
            Some("sqlite") if !names_a_file(&url) => Err(refuse(
                "DATABASE_URL",
                url,
                "sqlite: and the path of a file that can be written, such as sqlite:lobbies.sqlite3",
            )),
            Some("postgres" | "postgresql" | "sqlite") => Ok(url),
            // The rest of it may hold a password.
            _ => Err(refuse(
                "DATABASE_URL",
                scheme.map_or("…".to_owned(), |scheme| format!("{scheme}:…")),
                "a URL that begins with postgres://, postgresql:// or sqlite:",
            )),
        }
    }
}

/// Whether what SQLite is asked to open is a file that is written to. It takes some names for databases that are in no
/// file: each connection has one of its own then, and all of them end with the process.
fn names_a_file(url: &str) -> bool {
    let path = url
        .trim_start_matches("sqlite://")
        .trim_start_matches("sqlite:");
    let (path, parameters) = path.split_once('?').unwrap_or((path, ""));
    let path = percent_decode_str(path).decode_utf8_lossy();
    let is_path = !path.is_empty() && path != ":memory:" && !path.starts_with("file:");
    is_path
        && form_urlencoded::parse(parameters.as_bytes()).all(|(name, value)| match &*name {
            "mode" => value != "memory" && value != "ro",
            "immutable" => value != "true" && value != "1",
            _ => true,
        })
}

fn refuse(variable: &'static str, value: impl Into<String>, allowed: &str) -> ConfigError {
    ConfigError::Value {
        variable,
        value: value.into(),
        allowed: allowed.to_owned(),
    }
}
