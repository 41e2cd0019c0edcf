//! The Cybersecurity Leadership Program: what participants write, and who sees it.
//!
//! Invariant: nothing here decides; `domain/src/cyber_program` does. `docs/rules/cyber-program.md`.

pub mod actions;
mod post_codes;
mod post_out;
mod posts;
pub mod problems;
mod reflections;
mod survey_answers;
mod survey_out;
mod survey_results;
mod surveys;
pub mod viewer;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice; fixed addresses before those with an id.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
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
