//! Members: records, terms, employment, and applications to join, renew, change or rejoin.

pub mod actions;
mod applications;
mod categories;
mod chapters;
mod codes;
mod confirmation;
pub mod demo;
mod employment_spells;
mod ending;
mod entitlements;
mod honorary;
pub mod jobs;
mod letters;
mod listeners;
mod members;
mod print_subscriptions;
pub mod problems;
pub mod relations;
mod scenarios;
mod standing;
mod terms;

use actions::billables::{MembershipBillable, PrintMagazineBillable};
use guildhall_domain::events::Event;
use guildhall_domain::members::MembersEvent;
use guildhall_persistence::members::tables::TABLES;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::personal_data::InTables;
use crate::sandbox::scenarios::Rules;
use crate::slice::{Demo, Slice, Tag};

/// What this slice registers.
pub static SLICE: Slice = Slice {
    base: true,
    problems: problems::KINDS,
    events: MembersEvent::KINDS,
    listeners: listeners::LISTENERS,
    letters: letters::LETTERS,
    demo: Demo { personas: demo::personas, person: Some(demo::seed), ..Demo::NONE },
    scenarios: scenarios::all,
    jobs: jobs::JOBS,
    billables: &[&MembershipBillable, &PrintMagazineBillable],
    examples: include_str!("examples.json"),
    ..Slice::new("members", TAG, routes, &InTables(TABLES), actions::endings::end)
};

/// The rules that its scenarios stand at.
pub const RULES: Rules = Rules { page: "docs/rules/members.md", sources: |policies| &policies.members.sources };

const TAG: Tag = Tag {
    name: "Members",
    description: "Member records, membership terms, employment, applications to join, renew, change or rejoin.",
};

/// The operations of this slice; fixed addresses before those with an id.
fn routes(config: &mut ServiceConfig<'_>) {
    crate::operations!(config;
        members::list_members,
        categories::list_categories,
        chapters::chapters::list_student_chapters,
        chapters::chapters::create_student_chapter,
        chapters::chapters::get_student_chapter,
        chapters::chapters::update_student_chapter,
        chapters::codes::create_student_chapter_code,
        honorary::honorary_conferrals::list_honorary_conferrals,
        honorary::honorary_conferrals::create_honorary_conferral,
        honorary::honorary_conferrals::get_honorary_conferral,
        honorary::revocation::create_honorary_revocation,
        applications::applications::list_applications,
        applications::applications::create_application,
        applications::applications::get_application,
        applications::acceptance::accept_application,
        applications::information_request::request_application_information,
        applications::answer::answer_application,
        applications::decline::decline_application,
        applications::withdrawal::withdraw_application,
        members::get_member,
        members::update_member,
        confirmation::confirm_member,
        ending::end_member,
        standing::get_member_standing,
        entitlements::get_member_entitlements,
        print_subscriptions::list_print_subscriptions,
        print_subscriptions::create_print_subscription,
        print_subscriptions::get_print_subscription,
        terms::list_membership_terms,
        employment_spells::list_employment_spells,
        employment_spells::create_employment_spell,
        employment_spells::get_employment_spell,
        employment_spells::update_employment_spell,
        employment_spells::delete_employment_spell,
    );
}
