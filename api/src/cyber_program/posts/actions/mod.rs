//! What changes a post or a reflection.

pub mod post;
pub mod reflection;
