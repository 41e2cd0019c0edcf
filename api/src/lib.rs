//! The HTTP API, the worker and the command line of Guildhall.
//!
//! `http/` knows HTTP, `gateways/` the world outside, `worker/` what happens
//! later, `cli/` the commands; every other folder is a slice of the association,
//! named as in the URL.

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
pub mod hooks;
pub mod http;
pub mod life_membership;
pub mod members;
pub mod organizations;
pub mod post;
pub mod sandbox;
pub mod sealed;
pub mod vault;
pub mod wire;
pub mod worker;
