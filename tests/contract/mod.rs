//! What holds for every operation.

mod bodies;
mod compression;
mod conditional;
mod cors;
mod cursors;
mod deprecations;
mod document;
mod headers;
mod health;
mod hostile;
mod idempotency;
mod media_types;
mod methods;
mod pages;
mod panics;
mod paths;
mod problems;
mod queries;
mod quotas;
mod refusals;
mod rehearsals;
mod sizes;
