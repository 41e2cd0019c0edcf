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

/// The operations of this slice. Open to everybody: they exist only in a sandbox.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(clock::get_clock)
        .service(clock::set_clock)
        .service(personas::list_personas)
        .service(resets::create_reset)
        .service(outbox::list_messages)
        .service(job_runs::create_job_run)
        .service(scenarios::scenarios::list_scenarios)
        .service(scenarios::scenarios::get_scenario)
        .service(scenarios::scenarios::start_scenario);
}
