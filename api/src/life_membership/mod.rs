//! Life membership: who has earned it and why, what it costs a Life member to work, and
//! service awards by their other clock.
//!
//! Invariant: nothing here decides; `domain/src/life_membership` does. `docs/rules/life-membership.md`.

pub mod actions;
mod application_out;
mod applications;
mod assessments;
mod certificate;
pub mod clauses;
pub mod codes;
pub mod facts;
pub mod jobs;
mod letters;
pub mod on_record;
pub mod problems;
mod recognition;
mod recognition_out;
pub mod record;
mod scenarios;
mod service_awards;
mod standings;
mod steps;
mod verification;

pub use assessments::AssessmentOut;
pub use scenarios::all as scenarios;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice; fixed addresses before those with an id.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(assessments::create_life_assessment)
        .service(standings::create_life_standing)
        .service(service_awards::list_service_awards)
        .service(applications::list_life_applications)
        .service(applications::create_life_application)
        .service(recognition::list_recognitions)
        .service(applications::get_life_application)
        .service(verification::verify_life_application)
        .service(steps::grant)
        .service(steps::refer)
        .service(steps::vote)
        .service(steps::decline)
        .service(steps::appeal)
        .service(certificate::get_certificate)
        .service(recognition::get_recognition)
        .service(recognition::update_recognition)
        .service(recognition::complete_recognition);
}
