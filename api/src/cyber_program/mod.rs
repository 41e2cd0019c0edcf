//! The Cybersecurity Leadership Program: what it is, what a seat costs, cohorts and seats, breakout groups, what
//! participants write and have done and what comes of it.
//!
//! Invariant: nothing here decides; `domain/src/cyber_program` does. `docs/rules/cyber-program.md`.

mod breakout_groups;
mod catalogue;
pub mod codes;
mod cohorts;
mod endings;
pub mod enrollments;
pub mod jobs;
mod letters;
mod personal_data;
mod posts;
pub mod problems;
pub mod progress;
mod relations;
mod scenarios;
mod sheet;
mod stage;
mod surveys;
pub mod viewer;
mod writing;

use enrollments::billable::{SeatBillable, SeatPurchaseBillable};
use guildhall_domain::cyber_program::CyberProgramEvent;
use guildhall_domain::events::Event;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::certificate_page::CERTIFICATES;
use crate::operations;
use crate::sandbox::scenarios::Rules;
use crate::slice::{Slice, Tag};

/// What this slice registers.
pub static SLICE: Slice = Slice {
    problems: problems::KINDS,
    events: CyberProgramEvent::KINDS,
    letters: letters::LETTERS,
    scenarios: scenarios::all,
    jobs: jobs::JOBS,
    billables: &[&SeatBillable, &SeatPurchaseBillable],
    media_types: &[CERTIFICATES, progress::calendars::ICALENDAR],
    secret_addresses: &[progress::calendars::CALENDARS],
    examples: include_str!("examples.json"),
    ..Slice::new("cyber_program", TAG, routes, &personal_data::OfParticipants, endings::end)
};

/// The rules that its scenarios stand at.
pub const RULES: Rules =
    Rules { page: "docs/rules/cyber-program.md", sources: |policies| &policies.cyber_program.sources };

const TAG: Tag = Tag {
    name: "Cyber program",
    description: "The Cybersecurity Leadership Program: prices, cohorts, seats, breakout groups, activities and who sees them, progress.",
};

/// The operations of this slice; fixed addresses before those with an id.
fn routes(config: &mut ServiceConfig<'_>) {
    operations!(config;
        catalogue::cyber_program::get_cyber_program,
        catalogue::price_quotes::create_program_price_quote,
        breakout_groups::breakout_plans::create_breakout_plan,
        catalogue::templates::list_program_templates,
        breakout_groups::breakout_assignment::create_breakout_assignment,
        breakout_groups::breakout_groups::get_breakout_groups,
        breakout_groups::breakout_groups::get_breakout_group,
        breakout_groups::moves::create_breakout_move,
        progress::marks::create_mark,
        progress::marks::get_marks,
        progress::attendance::create_attendance,
        progress::progress::get_progress,
        progress::agenda::get_agenda,
        progress::dashboard::get_cohort_dashboard,
        progress::certificate::get_program_certificate,
        progress::calendar_link::create_calendar_link,
        progress::calendar_link::delete_calendar_link,
        progress::calendars::get_calendar,
        cohorts::cohorts::list_cohorts,
        cohorts::cohorts::create_cohort,
        enrollments::enrollments::list_enrollments,
        cohorts::cohorts::get_cohort,
        cohorts::cohorts::update_cohort,
        cohorts::week_plan::get_cohort_week_plan,
        cohorts::cancellation::create_cohort_cancellation,
        cohorts::mentors::create_cohort_mentor,
        cohorts::mentors::delete_cohort_mentor,
        enrollments::enrollments::create_enrollment,
        enrollments::seat_purchases::create_seat_purchase,
        enrollments::enrollments::get_enrollment,
        enrollments::withdrawal::withdraw_enrollment,
        enrollments::withdrawal_on_terms::withdraw_enrollment_on_terms,
        enrollments::release::release_enrollment,
        enrollments::offer_acceptance::create_offer_acceptance,
        enrollments::offer_decline::decline_seat_offer,
        enrollments::purchase_order::record_purchase_order,
        enrollments::substitution::create_substitution,
        posts::posts::list_cohort_posts,
        posts::posts::create_post,
        posts::posts::get_post,
        posts::posts::update_post,
        posts::reflections::list_reflections,
        posts::reflections::create_reflection,
        posts::reflections::get_reflection,
        posts::reflections::update_reflection,
        posts::reflections::delete_reflection,
        surveys::surveys::list_surveys,
        surveys::surveys::create_survey,
        surveys::surveys::get_survey,
        surveys::answer::create_survey_answer,
        surveys::answer::get_survey_answer,
        surveys::results::get_survey_results,
    );
}
