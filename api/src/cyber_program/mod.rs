//! The Cybersecurity Leadership Program: breakout groups, what participants have done, what
//! comes of it.
//!
//! Invariant: nothing here decides; `domain/src/cyber_program` does. `docs/rules/cyber-program.md`.

pub mod actions;
mod agenda;
mod attendance;
mod breakout_groups;
mod calendar;
mod certificate;
pub mod codes;
mod dashboard;
mod feed;
mod group_out;
pub mod jobs;
mod marks;
mod moves;
pub mod problems;
mod progress;
pub mod progress_out;
mod sheet;

pub use calendar::CALENDARS;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice; fixed addresses before those with an id.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(breakout_groups::create_breakout_assignment)
        .service(breakout_groups::get_breakout_groups)
        .service(breakout_groups::get_breakout_group)
        .service(moves::create_breakout_move)
        .service(marks::create_mark)
        .service(marks::get_marks)
        .service(attendance::create_attendance)
        .service(progress::get_progress)
        .service(agenda::get_agenda)
        .service(dashboard::get_dashboard)
        .service(certificate::get_program_certificate)
        .service(calendar::create_calendar_link)
        .service(calendar::delete_calendar_link)
        .service(calendar::get_calendar);
}
