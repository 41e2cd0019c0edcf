//! What changes members, their employment and their applications.

pub mod activation;
pub mod admission;
pub mod apply;
pub mod bill;
pub mod billables;
pub mod employment;
pub mod endings;
pub mod expiry;
pub mod looks;
pub mod membership;
pub mod print;
pub mod records;
pub mod renewals;
pub mod review;
pub mod transition;
