//! The store. The only crate that names `sea_orm` and `sqlx`.
//!
//! It finds and saves; it never decides. Reads accept a [`Db`] or a [`Tx`]
//! (anything that is [`Read`]); **writes accept only `&Tx`**, so a write outside
//! a transaction does not compile. One implementation serves SQLite and
//! PostgreSQL; where they differ, the difference sits in [`db`].

pub mod accounts;
pub mod audit;
pub mod billing;
mod columns;
pub mod credentials;
pub mod cyber_program;
pub mod db;
mod error;
pub mod events;
mod health;
pub mod idempotency;
pub mod jobs;
pub mod life_membership;
pub mod members;
pub mod migrations;
pub mod organizations;
pub mod outbox;
pub mod page;
pub mod personal_data;
#[cfg(test)]
mod plans;
mod rows;
pub mod sequences;
#[cfg(test)]
mod testing;
mod text_keys;
pub mod vault;
mod wipe;
mod words;

pub use db::{Db, DbOptions, Engine, Read, Tx};
pub use error::StoreError;
pub use health::ready;
pub use migrations::{migrate, pending};
pub use page::{PageRequest, Position, PositionKey, Slice};
pub use wipe::wipe;
pub use words::{KnownWords, UnknownWord, unknown_words};
