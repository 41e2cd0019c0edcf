//! What a handler takes from a request: its body, its query and the version it has seen.

pub mod body;
pub mod contract;
pub mod etag;
pub mod formats;
pub mod json;
pub mod query;
mod text;
