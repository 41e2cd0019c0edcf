//! Everything about HTTP that is not about the association.

pub mod auth;
pub mod body;
pub mod compress;
pub mod contract;
pub mod deprecation;
pub mod document;
pub mod early;
pub mod etag;
pub mod fallback;
pub mod frame;
pub mod health;
pub mod json;
pub mod limits;
pub mod page;
pub mod pages;
pub mod perform;
pub mod problem;
pub mod query;
pub mod reply;
pub mod server;
