//! The sandbox: demo people and towns, and the operations that only
//! `guildhall sandbox` offers: its clock, people, outbox, jobs, resets and scenarios.
//!
//! Invariant: after a reset, and in another process with the same clock and
//! seed, the same requests one after another get the same answers.

mod clock;
pub mod flaky;
mod job_runs;
mod outbox;
pub mod people;
mod personas;
pub mod problems;
mod resets;
pub mod scenarios;

pub use resets::{begin, reset};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::operations;

/// The operations of this slice. Open to everybody: they exist only in a sandbox.
pub fn routes(config: &mut ServiceConfig<'_>) {
    operations!(config;
        clock::get_sandbox_clock,
        clock::set_sandbox_clock,
        personas::list_sandbox_personas,
        resets::create_sandbox_reset,
        outbox::list_sandbox_messages,
        job_runs::create_sandbox_job_run,
        scenarios::scenarios::list_sandbox_scenarios,
        scenarios::scenarios::get_sandbox_scenario,
        scenarios::scenarios::start_sandbox_scenario,
    );
}
