//! Changes: one async function each, in the caller's transaction.

pub mod post;
pub mod reflection;
pub mod survey;
mod writing;

pub use writing::planned;
