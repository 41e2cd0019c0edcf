//! Log records on standard error: for people, or one JSON object a line.
//!
//! Invariant: no log that is full, closed or slow fails, ends or delays a request. What cannot be written is lost and
//! counted, and the number is told as soon as something can be written again.

use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, OnceLock};

use serde_json::json;
use tracing_appender::non_blocking::{ErrorCounter, NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;

use super::Refused;
use crate::config::{Config, LogFormat};

/// A log that has been started. Dropping it writes what still waits.
#[must_use = "dropped, it writes nothing more"]
pub(super) struct Logging(#[allow(dead_code, reason = "held until the end")] WorkerGuard);

/// Starts logging as the settings say.
pub(super) fn start(config: &Config) -> Result<Logging, Refused> {
    let filter = filter(config).map_err(Refused::because)?;
    let crowded_out = Arc::new(OnceLock::new());
    let log = Forgiving::new(io::stderr(), config.log_format, crowded_out.clone());
    let (writer, guard) = NonBlockingBuilder::default().lossy(true).thread_name("log").finish(log);
    let _ = crowded_out.set(writer.error_counter());
    let records = tracing_subscriber::fmt().with_env_filter(filter).log_internal_errors(false).with_writer(writer);
    let started = match config.log_format {
        LogFormat::Json => records.json().flatten_event(true).try_init(),
        LogFormat::Text => records.with_ansi(io::stderr().is_terminal()).try_init(),
    };
    started.map(|()| Logging(guard)).map_err(|error| Refused::because(error.to_string()))
}

/// What is logged; a fault says how to write it.
pub(super) fn filter(config: &Config) -> Result<EnvFilter, String> {
    EnvFilter::try_new(&config.log)
        .map_err(|error| format!("GUILDHALL_LOG is not like `info,guildhall=debug`: {error}"))
}

/// A writer that never fails. One call writes one record.
struct Forgiving<W> {
    log: W,
    format: LogFormat,
    /// Records that could not be written and have not been told of.
    lost: usize,
    /// Counts records that were made faster than they could be written.
    crowded_out: Arc<OnceLock<ErrorCounter>>,
    /// How many of those have been told of.
    told: usize,
}

impl<W: Write> Forgiving<W> {
    fn new(log: W, format: LogFormat, crowded_out: Arc<OnceLock<ErrorCounter>>) -> Self {
        Forgiving { log, format, lost: 0, crowded_out, told: 0 }
    }

    /// Says once how many records were lost, if any; they stay to be told of when that cannot be written either.
    fn tell_losses(&mut self) -> io::Result<()> {
        let crowded_out = self.crowded_out.get().map_or(0, ErrorCounter::dropped_lines);
        let lost = self.lost + crowded_out.saturating_sub(self.told);
        if lost == 0 {
            return Ok(());
        }
        let notice = match self.format {
            LogFormat::Json => {
                json!({ "level": "WARN", "message": "records of the log were lost", "lost": lost }).to_string()
            }
            LogFormat::Text => format!("WARN records of the log were lost: {lost}"),
        };
        self.log.write_all(format!("{notice}\n").as_bytes())?;
        (self.lost, self.told) = (0, crowded_out);
        Ok(())
    }
}

impl<W: Write> Write for Forgiving<W> {
    fn write(&mut self, record: &[u8]) -> io::Result<usize> {
        if self.tell_losses().and_then(|()| self.log.write_all(record)).is_err() {
            self.lost += 1;
        }
        Ok(record.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        // A record that stays behind is lost without being counted; there is nobody left to tell.
        let _ = self.log.flush();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A disk that is full while `full`.
    #[derive(Default)]
    struct Disk {
        full: bool,
        held: Vec<u8>,
    }

    impl Write for Disk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.full {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.held.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_a_full_disk_loses_is_counted_and_told_once_when_there_is_room_again() {
        for (format, notice) in [
            (LogFormat::Text, "WARN records of the log were lost: 2\n"),
            (LogFormat::Json, "{\"level\":\"WARN\",\"message\":\"records of the log were lost\",\"lost\":2}\n"),
        ] {
            let mut log = Forgiving::new(Disk::default(), format, Arc::default());
            log.write_all(b"one\n").unwrap();
            log.log.full = true;
            log.write_all(b"two\n").unwrap();
            log.write_all(b"three\n").unwrap();
            log.log.full = false;
            log.write_all(b"four\n").unwrap();
            log.write_all(b"five\n").unwrap();
            assert_eq!(String::from_utf8(log.log.held).unwrap(), format!("one\n{notice}four\nfive\n"));
        }
    }
}
