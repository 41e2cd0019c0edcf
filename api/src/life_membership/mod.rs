//! Life membership: who has earned it and why, what it costs a Life member to work, and
//! service awards by their other clock.
//!
//! Invariant: nothing here decides; `domain/src/life_membership` does. `docs/rules/life-membership.md`.

pub mod applications;
pub mod assessments;
pub mod codes;
pub mod jobs;
mod letters;
pub mod problems;
mod recognitions;
mod scenarios;
mod service_awards;
mod standings;

pub use applications::actions::employment::FollowWork;
pub use assessments::assessments::AssessmentOut;
pub use scenarios::all as scenarios;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice at the address of a member's record.
pub fn member_routes(config: &mut ServiceConfig<'_>) {
    config
        .service(assessments::life_membership::get_life_membership)
        .service(assessments::life_assessments::create_life_assessment);
}

/// The operations of this slice; fixed addresses before those with an id.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(assessments::assessments::create_life_assessment)
        .service(standings::create_life_standing)
        .service(service_awards::list_service_awards)
        .service(applications::applications::list_life_applications)
        .service(applications::applications::create_life_application)
        .service(recognitions::recognitions::list_recognitions)
        .service(applications::applications::get_life_application)
        .service(applications::verification::verify_life_application)
        .service(applications::grant::grant)
        .service(applications::referral::refer)
        .service(applications::board_vote::vote)
        .service(applications::decline::decline)
        .service(applications::appeal::appeal)
        .service(applications::certificate::get_certificate)
        .service(recognitions::recognition::get_recognition)
        .service(recognitions::recognition::update_recognition)
        .service(recognitions::completions::complete_recognition);
}
