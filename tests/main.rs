//! What Guildhall promises, asked of a running server from outside.
//!
//! One binary: `support` is the harness, `contract` what holds for every
//! operation, `access` who may call what, `reliability` crashes and races; each
//! other folder is the slice of the same name.
// A folder of a noun has the file of that noun, as in the crate `api`.
#![allow(clippy::module_inception)]

mod access;
mod accounts;
mod billing;
mod cli;
mod compatibility;
mod contract;
mod credentials;
mod cyber_program;
mod discovery;
mod dues;
mod life_membership;
mod members;
mod organizations;
mod reliability;
mod sandbox;
mod support;
mod worker;
