//! The log: where it goes and in which form. What is told of a request is `http/log.rs`.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use tokio::time::Instant;
use tracing_logfmt::{EventsFormatter, FieldsFormatter};
use tracing_subscriber::EnvFilter;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

impl FromStr for LogFormat {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(()),
        }
    }
}

pub fn init(filter: EnvFilter, format: LogFormat) {
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(false);
    match format {
        LogFormat::Text => builder
            .event_format(EventsFormatter::default())
            .fmt_fields(FieldsFormatter::default())
            .init(),
        LogFormat::Json => builder.json().flatten_event(true).init(),
    }
}

/// How long ago that was, as the log has it.
pub fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_micros() as f64 / 1e3
}

/// An error with all that was behind it, on one line: formats show the outermost alone.
pub struct Causes<'a>(pub &'a (dyn Error + 'static));

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = self.0.to_string();
        f.write_str(&text)?;
        let mut source = self.0.source();
        while let Some(error) = source {
            let cause = error.to_string();
            // Some have their cause in their own text.
            if !text.ends_with(&cause) {
                write!(f, ": {cause}")?;
            }
            text = cause;
            source = error.source();
        }
        Ok(())
    }
}
