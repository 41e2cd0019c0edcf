//! Life membership: who has earned it and why, what it costs a Life member to work, and
//! service awards by their other clock.
//!
//! Invariant: nothing here decides; `domain/src/life_membership` does. `docs/rules/life-membership.md`.

pub mod applications;
pub mod assessments;
pub mod codes;
pub mod jobs;
mod letters;
mod listeners;
pub mod problems;
mod recognitions;
pub mod relations;
mod scenarios;
mod service_awards;
mod stage;
mod standings;

pub use assessments::assessments::AssessmentOut;

use guildhall_domain::events::Event;
use guildhall_domain::life_membership::LifeEvent;
use guildhall_persistence::life_membership::tables::TABLES;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::certificate_page::CERTIFICATES;
use crate::personal_data::{InTables, nothing_ends};
use crate::sandbox::scenarios::Rules;
use crate::slice::{Slice, Tag};

/// What this slice registers.
pub static SLICE: Slice = Slice {
    problems: problems::KINDS,
    events: LifeEvent::KINDS,
    listeners: listeners::LISTENERS,
    letters: letters::LETTERS,
    scenarios: scenarios::all,
    jobs: jobs::JOBS,
    guest_at: &[("members", member_routes)],
    media_types: &[CERTIFICATES],
    examples: include_str!("examples.json"),
    // An application that is under way is for staff or the board to end.
    ..Slice::new("life_membership", TAG, routes, &InTables(TABLES), nothing_ends)
};

/// The rules that its scenarios stand at.
pub const RULES: Rules =
    Rules { page: "docs/rules/life-membership.md", sources: |policies| &policies.life_membership.sources };

const TAG: Tag = Tag {
    name: "Life membership",
    description: "Who becomes a Life member on retiring and why, what a Life member pays while working, applications and recognition, service awards.",
};

/// The operations of this slice at the address of a member's record.
fn member_routes(config: &mut ServiceConfig<'_>) {
    crate::operations!(config;
        assessments::life_membership::get_member_life_membership,
        assessments::life_assessments::create_member_life_assessment,
    );
}

/// The operations of this slice; fixed addresses before those with an id.
fn routes(config: &mut ServiceConfig<'_>) {
    crate::operations!(config;
        assessments::assessments::create_life_assessment,
        standings::create_life_standing,
        service_awards::list_service_awards,
        applications::applications::list_life_applications,
        applications::applications::create_life_application,
        recognitions::recognitions::list_life_recognitions,
        applications::applications::get_life_application,
        applications::verification::verify_life_application,
        applications::grant::grant_life_membership,
        applications::referral::refer_life_application,
        applications::board_vote::record_board_vote,
        applications::decline::decline_life_application,
        applications::appeal::appeal_life_application,
        applications::certificate::get_life_certificate,
        recognitions::recognition::get_life_recognition,
        recognitions::recognition::update_life_recognition,
        recognitions::completions::complete_life_recognition,
    );
}
