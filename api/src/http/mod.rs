//! Everything about HTTP that is not about the association.

pub mod answers;
pub mod auth;
pub mod deprecation;
pub mod document;
mod extract;
pub mod fallback;
pub mod health;
pub mod listing;
pub mod middleware;
pub mod page;
pub mod pages;
pub mod perform;
pub mod problem;
pub mod relation;
pub mod reply;
pub mod server;
pub mod signature;

pub use extract::{body, contract, etag, formats, json, query};
