//! The log: where it goes and in which form. What is told of a request is `http/log.rs`.

use tracing_logfmt::{EventsFormatter, FieldsFormatter};
use tracing_subscriber::EnvFilter;

use crate::config::LogFormat;

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
