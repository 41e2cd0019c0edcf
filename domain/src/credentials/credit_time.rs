//! Credit time: whole minutes, never a floating-point number.
//!
//! Invariant: 48 hours are 2,880 minutes and 45 minutes are 0.75 h, exactly; arithmetic
//! is checked. Clock time is the measure of a session (RULES 3).

use serde::{Deserialize, Serialize};
use std::fmt;

const MINUTES_OF_HOUR: i64 = 60;

/// Credit time in minutes. Below zero in entries that reverse another one only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CreditTime(i64);

impl CreditTime {
    /// None.
    pub const ZERO: CreditTime = CreditTime(0);

    /// So many minutes.
    #[must_use]
    pub const fn from_minutes(minutes: i64) -> Self {
        Self(minutes)
    }

    /// So many hours.
    #[must_use]
    pub const fn from_hours(hours: u32) -> Self {
        Self(hours as i64 * MINUTES_OF_HOUR)
    }

    /// The number of minutes.
    #[must_use]
    pub const fn minutes(self) -> i64 {
        self.0
    }

    /// The sum, unless it leaves the range.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The same time taken away, unless it leaves the range.
    #[must_use]
    pub fn checked_neg(self) -> Option<Self> {
        self.0.checked_neg().map(Self)
    }

    /// The difference; none when it would be below zero.
    #[must_use]
    pub fn beyond(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).max(0))
    }

    /// The hours as a decimal, exact when the minutes are a multiple of three and rounded
    /// half up to hundredths otherwise: `48`, `0.75`, `1.5`.
    #[must_use]
    pub fn hours_text(self) -> String {
        let hundredths = (i128::from(self.0.unsigned_abs()) * 100 + 30) / i128::from(MINUTES_OF_HOUR);
        let sign = if self.0 < 0 { "-" } else { "" };
        let (hours, rest) = (hundredths / 100, hundredths % 100);
        match (rest, rest % 10) {
            (0, _) => format!("{sign}{hours}"),
            (_, 0) => format!("{sign}{hours}.{}", rest / 10),
            _ => format!("{sign}{hours}.{rest:02}"),
        }
    }
}

impl fmt::Display for CreditTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} h", self.hours_text())
    }
}
