//! What holds for every operation.

mod answers;
mod deprecations;
mod document;
mod events;
mod health;
mod idempotency;
mod kinds;
mod pages;
mod panics;
mod problems;
mod quotas;
mod refusals;
mod rehearsals;
mod requests;
