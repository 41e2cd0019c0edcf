//! Organizations: local governments and other employers, and the association's regions.

pub mod actions;
mod organizations;
pub mod problems;
mod regions;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice.
pub fn routes(config: &mut ServiceConfig<'_>) {
    crate::operations!(config;
        organizations::list_organizations,
        organizations::create_organization,
        regions::list_region_maps,
        organizations::get_organization,
        organizations::update_organization,
    );
}
