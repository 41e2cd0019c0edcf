//! What holds for every operation.

mod answers;
mod deprecations;
mod document;
mod events;
mod health;
mod idempotency;
mod kinds;
mod own_matters;
mod pages;
mod panics;
mod patches;
mod places;
mod problems;
mod quotas;
mod refusals;
mod rehearsals;
mod requests;
