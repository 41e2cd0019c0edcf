//! The one clock of the whole domain: tokens, terms, jobs.
//!
//! In a sandbox it stands still until somebody moves it; everywhere else it is
//! the system's. Nothing else in this crate asks the system for the time of day.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};

/// Where the time comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that stands where it was put.
    Fixed {
        /// Where it stands: microseconds since 1970.
        micros: Arc<AtomicI64>,
        /// Where it stood first.
        began_at: DateTime<Utc>,
    },
}

impl Clock {
    /// A clock standing at `at`.
    pub fn fixed(at: DateTime<Utc>) -> Clock {
        Clock::Fixed { micros: Arc::new(AtomicI64::new(at.timestamp_micros())), began_at: at }
    }

    /// The present instant, to the microsecond (what the store keeps).
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Clock::System => Utc::now().trunc_subsecs(6),
            Clock::Fixed { micros, .. } => {
                DateTime::from_timestamp_micros(micros.load(Ordering::Relaxed)).unwrap_or(DateTime::UNIX_EPOCH)
            }
        }
    }

    /// The present civil date of the association (America/New_York).
    pub fn today(&self) -> NaiveDate {
        guildhall_domain::calendar::association_date(self.now())
    }

    /// Moves a fixed clock; the system's cannot be moved and stays as it is.
    pub fn set(&self, at: DateTime<Utc>) {
        if let Clock::Fixed { micros, .. } = self {
            micros.store(at.timestamp_micros(), Ordering::Relaxed);
        }
    }

    /// Puts a fixed clock back to where it stood first.
    pub fn restart(&self) {
        if let Clock::Fixed { began_at, .. } = self {
            self.set(*began_at);
        }
    }
}
