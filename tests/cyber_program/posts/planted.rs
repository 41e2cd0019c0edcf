//! Texts that are planted, and every place where one could turn up: the store, and the log of the server.

use std::io::Write;
use std::sync::{Mutex, Once, PoisonError};

use tracing_subscriber::fmt::MakeWriter;

use crate::support::cluster::dump;
use crate::support::{Engine, TestServer};

/// What every planted text holds, and nothing else does.
pub const MARK: &str = "canary";

/// Lines of the log in which a planted text stands, and how many lines there were in all.
static LOG: Mutex<(Vec<u8>, usize)> = Mutex::new((Vec::new(), 0));

/// Keeps what matters of the log: other tests of the run write to it too.
#[derive(Clone, Copy)]
struct Sieve;

impl Write for Sieve {
    fn write(&mut self, line: &[u8]) -> std::io::Result<usize> {
        let mut log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
        log.1 += 1;
        if holds(line, MARK.as_bytes()) {
            log.0.extend_from_slice(line);
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Sieve {
    type Writer = Sieve;

    fn make_writer(&'a self) -> Sieve {
        Sieve
    }
}

/// From now on everything is logged, down to what helps to find faults.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let log = tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false).with_writer(Sieve);
        log.try_init().expect("no other test listens");
    });
}

/// The lines of the log that hold a planted text, and the number of all.
pub fn heard() -> (Vec<u8>, usize) {
    LOG.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// Everything in the store: the file and its journal, or every row of every table.
pub async fn everything_stored(server: &TestServer) -> Vec<u8> {
    let url = server.database_url().to_owned();
    match server.engine() {
        Engine::Postgres => tokio::task::spawn_blocking(move || dump(&url)).await.expect("a dump"),
        Engine::Sqlite => {
            let file = url.trim_start_matches("sqlite:");
            let journal = std::fs::read(format!("{file}-wal")).unwrap_or_default();
            [std::fs::read(file).expect("the file"), journal].concat()
        }
    }
}

/// Whether `needle` stands there as it is, or as the hexadecimal digits of its bytes.
pub fn holds(stored: &[u8], needle: &[u8]) -> bool {
    let hex: String = needle.iter().map(|byte| format!("{byte:02x}")).collect();
    let stands = |needle: &[u8]| {
        let first = needle.first().copied();
        let mut at = stored.iter().enumerate().filter(|(_, byte)| Some(**byte) == first);
        at.any(|(place, _)| stored[place..].starts_with(needle))
    };
    stands(needle) || stands(hex.as_bytes())
}
