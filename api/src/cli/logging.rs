//! Log records on standard error: for people, or one JSON object a line.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use super::{Outcome, Refused};
use crate::config::{Config, LogFormat};

/// Starts logging as the settings say.
pub(super) fn start(config: &Config) -> Outcome {
    let filter = filter(config).map_err(Refused::because)?;
    let records = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match config.log_format {
        LogFormat::Json => records.json().flatten_event(true).try_init(),
        LogFormat::Text => records.with_ansi(std::io::stderr().is_terminal()).try_init(),
    };
    started.map_err(|error| Refused::because(error.to_string()))
}

/// What is logged; a fault says how to write it.
pub(super) fn filter(config: &Config) -> Result<EnvFilter, String> {
    EnvFilter::try_new(&config.log)
        .map_err(|error| format!("GUILDHALL_LOG is not like `info,guildhall=debug`: {error}"))
}
