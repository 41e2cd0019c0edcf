//! The HTTP API, the worker and the command line of Guildhall.
//!
//! `http/` knows HTTP, `gateways/` the world outside, `worker/` what happens
//! later, `cli/` the commands, `sandbox/` the demo. Every other folder is a slice of
//! the association, named as in the URL and listed in `assembly.rs`.

pub mod app;
pub mod assembly;
pub mod calendar_file;
pub mod certificate_page;
pub mod cli;
pub mod config;
pub mod discovery;
pub mod events;
pub mod gateways;
pub mod hooks;
pub mod http;
pub mod passwords;
pub mod personal_data;
pub mod post;
pub mod sandbox;
pub mod slice;
pub mod templates;
pub mod tokens;
pub mod vault;
pub mod wire;
pub mod worker;

slices!(declared);
