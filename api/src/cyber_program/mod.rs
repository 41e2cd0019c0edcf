//! The Cybersecurity Leadership Program: cohorts, seats and the queue for them.
//!
//! Invariant: nothing here decides; `domain/src/cyber_program` does. `docs/rules/cyber-program.md`.

pub mod actions;
mod cohort_out;
mod cohorts;
mod enrollment_out;
mod enrollment_steps;
mod enrollments;
pub mod jobs;
mod letters;
mod mentors;
pub mod problems;
mod seat_codes;
mod seat_purchases;
mod week_plan;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice; fixed addresses before those with an id.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(cohorts::list_cohorts)
        .service(cohorts::create_cohort)
        .service(enrollments::list_enrollments)
        .service(cohorts::get_cohort)
        .service(cohorts::update_cohort)
        .service(week_plan::get_cohort_week_plan)
        .service(mentors::name_cohort_mentor)
        .service(mentors::end_cohort_mentor)
        .service(enrollments::create_enrollment)
        .service(seat_purchases::create_seat_purchase)
        .service(enrollments::get_enrollment)
        .service(enrollment_steps::withdraw_enrollment)
        .service(enrollment_steps::release_enrollment);
}
