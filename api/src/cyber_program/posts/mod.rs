//! Posts and reflections: what participants write.

pub mod actions;
pub mod codes;
pub mod post_out;
pub mod posts;
pub mod reflections;
mod relations;
