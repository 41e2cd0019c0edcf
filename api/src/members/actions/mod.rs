//! What changes members, their employment and their applications.

pub mod activation;
pub mod apply;
pub mod employment;
pub mod membership;
pub mod print;
pub mod records;
