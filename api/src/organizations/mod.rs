//! Organizations: local governments and other employers, and the association's regions.

pub mod actions;
pub mod demo;
mod endings;
mod figures_confirmation;
mod letters;
mod organizations;
pub mod problems;
mod regions;
pub mod relations;
mod representations;
mod representatives;
pub mod representing;

use guildhall_domain::events::Event;
use guildhall_domain::organizations::OrganizationEvent;
use guildhall_persistence::organizations::tables::TABLES;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::personal_data::InTables;
use crate::slice::{Demo, Slice, Tag};

/// What this slice registers.
pub static SLICE: Slice = Slice {
    base: true,
    problems: problems::KINDS,
    events: OrganizationEvent::KINDS,
    letters: letters::LETTERS,
    demo: Demo { ground: Some(demo::seed), ..Demo::NONE },
    examples: include_str!("examples.json"),
    ..Slice::new("organizations", TAG, routes, &InTables(TABLES), endings::end)
};

const TAG: Tag =
    Tag { name: "Organizations", description: "Local governments and other employers, and the association's regions." };

/// The operations of this slice.
fn routes(config: &mut ServiceConfig<'_>) {
    crate::operations!(config;
        organizations::list_organizations,
        organizations::create_organization,
        regions::list_region_maps,
        representations::list_own_representations,
        organizations::get_organization,
        organizations::update_organization,
        figures_confirmation::confirm_organization_figures,
        representatives::list_organization_representatives,
        representatives::create_organization_representative,
        representatives::get_organization_representative,
        representatives::delete_organization_representative,
    );
}
