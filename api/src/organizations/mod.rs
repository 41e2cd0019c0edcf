//! Organizations: local governments and other employers, and the association's regions.

pub mod actions;
pub mod demo;
mod organizations;
pub mod problems;
mod regions;

use guildhall_domain::events::Event;
use guildhall_domain::organizations::OrganizationEvent;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::personal_data::{InTables, nothing_ends};
use crate::slice::{Demo, Slice, Tag};

/// What this slice registers.
pub static SLICE: Slice = Slice {
    base: true,
    problems: problems::KINDS,
    events: OrganizationEvent::KINDS,
    demo: Demo { ground: Some(demo::seed), ..Demo::NONE },
    examples: include_str!("examples.json"),
    ..Slice::new("organizations", TAG, routes, &InTables(&[]), nothing_ends)
};

const TAG: Tag =
    Tag { name: "Organizations", description: "Local governments and other employers, and the association's regions." };

/// The operations of this slice.
fn routes(config: &mut ServiceConfig<'_>) {
    crate::operations!(config;
        organizations::list_organizations,
        organizations::create_organization,
        regions::list_region_maps,
        organizations::get_organization,
        organizations::update_organization,
    );
}
