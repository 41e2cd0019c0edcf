//! What Guildhall promises, asked of a running server from outside.
//!
//! One binary: `support` is the harness, `contract` what holds for every
//! operation, `access` who may call what, `house` how the source is laid out,
//! `registration` that a slice registers once, `reliability` crashes and races. Each slice has the folder of its name;
//! `api/src/assembly.rs` lists them.

mod access;
mod cli;
mod compatibility;
mod contract;
mod discovery;
mod house;
mod registration;
mod reliability;
mod sandbox;
mod support;
mod worker;

guildhall::slices!(declared);
