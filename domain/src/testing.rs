//! What the tests of all slices share.

use crate::Policies;
use chrono::{DateTime, NaiveDate, Utc};
use std::sync::LazyLock;

/// The shipped policies.
pub static POLICIES: LazyLock<Policies> = LazyLock::new(|| Policies::embedded().unwrap());

/// A civil date.
pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An instant.
pub fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}
