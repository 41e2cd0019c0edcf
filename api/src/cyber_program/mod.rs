//! The Cybersecurity Leadership Program: what it is, what a seat costs, cohorts and seats, breakout groups, what
//! participants write and have done and what comes of it.
//!
//! Invariant: nothing here decides; `domain/src/cyber_program` does. `docs/rules/cyber-program.md`.

pub mod actions;
mod agenda;
mod attendance;
mod breakout_groups;
mod breakout_plans;
mod calendar;
mod catalogue;
mod catalogue_prices;
mod catalogue_terms;
mod certificate;
pub mod codes;
mod cohort_out;
mod cohorts;
pub mod completion_jobs;
mod dashboard;
mod enrollment_out;
mod enrollment_steps;
mod enrollment_steps_out;
mod enrollments;
mod feed;
mod group_out;
pub mod jobs;
mod letters;
mod marks;
mod mentors;
mod moves;
mod post_codes;
mod post_out;
mod posts;
pub mod problems;
mod progress;
pub mod progress_out;
mod quotes;
mod reflections;
mod scenarios;
mod seat_codes;
mod seat_purchases;
mod sheet;
mod sourced;
mod survey_answers;
mod survey_out;
mod survey_results;
mod surveys;
mod templates;
pub mod viewer;
mod week_plan;

pub use calendar::CALENDARS;
pub use scenarios::all as scenarios;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice; fixed addresses before those with an id.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(catalogue::get_cyber_program)
        .service(quotes::create_program_price_quote)
        .service(breakout_plans::create_breakout_plan)
        .service(templates::list_program_templates)
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
        .service(calendar::get_calendar)
        .service(cohorts::list_cohorts)
        .service(cohorts::create_cohort)
        .service(enrollments::list_enrollments)
        .service(cohorts::get_cohort)
        .service(cohorts::update_cohort)
        .service(week_plan::get_cohort_week_plan)
        .service(mentors::create_cohort_mentor)
        .service(mentors::delete_cohort_mentor)
        .service(enrollments::create_enrollment)
        .service(seat_purchases::create_seat_purchase)
        .service(enrollments::get_enrollment)
        .service(enrollment_steps::withdraw_enrollment)
        .service(enrollment_steps::release_enrollment)
        .service(posts::list_cohort_posts)
        .service(posts::create_post)
        .service(posts::get_post)
        .service(posts::update_post)
        .service(reflections::list_reflections)
        .service(reflections::create_reflection)
        .service(reflections::get_reflection)
        .service(reflections::update_reflection)
        .service(reflections::delete_reflection)
        .service(surveys::list_surveys)
        .service(surveys::create_survey)
        .service(surveys::get_survey)
        .service(survey_answers::create_survey_answer)
        .service(survey_answers::get_survey_answer)
        .service(survey_results::get_survey_results);
}
