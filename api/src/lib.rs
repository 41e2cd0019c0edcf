//! The HTTP API, the worker and the command line of Guildhall.
//!
//! `http/` knows HTTP, `gateways/` the world outside, `worker/` what happens
//! later, `cli/` the commands; every other folder is a slice of the association,
//! named as in the URL.
#![forbid(unsafe_code)]
// The first URL segment is the folder and the second the file, so `/v1/accounts` is `accounts/accounts.rs`.
#![allow(clippy::module_inception)]

pub mod accounts;
pub mod app;
pub mod audit;
pub mod billing;
pub mod certificate_page;
pub mod cli;
pub mod config;
pub mod credentials;
pub mod cyber_program;
pub mod discovery;
pub mod dues;
pub mod gateways;
pub mod http;
pub mod life_membership;
pub mod members;
pub mod organizations;
pub mod post;
pub mod sandbox;
pub mod wire;
pub mod worker;
