//! Months of the books: closed, opened again by two, exported.

pub mod journal;
pub mod period_closings;
pub mod reopening;
