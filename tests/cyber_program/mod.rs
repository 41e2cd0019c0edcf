//! What the slice `cyber_program` promises. The table of who sees what is `visibility.rs`, row by row; that nothing else
//! is to be seen anywhere is `canaries.rs`.

mod canaries;
mod planted;
mod posts;
pub mod program;
mod reflections;
mod surveys;
mod vault;
mod visibility;
