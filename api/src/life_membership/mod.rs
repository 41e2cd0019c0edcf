//! Life membership: who has earned it and why, what it costs a Life member to work, and
//! service awards by their other clock.
//!
//! Invariant: nothing here decides; `domain/src/life` does. `docs/rules/life-membership.md`.

mod assessments;
pub mod clauses;
pub mod codes;
pub mod facts;
pub mod on_record;
pub mod problems;
pub mod record;
mod service_awards;
mod standings;

pub use assessments::AssessmentOut;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice; fixed addresses before those with an id.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(assessments::create_life_assessment)
        .service(standings::create_life_standing)
        .service(service_awards::list_service_awards);
}
