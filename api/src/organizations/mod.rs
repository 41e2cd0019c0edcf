//! Organizations: local governments and other employers, and the association's regions.

pub mod actions;
mod organizations;
pub mod problems;
mod regions;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(organizations::list_organizations)
        .service(organizations::create_organization)
        .service(regions::list_regions)
        .service(organizations::get_organization)
        .service(organizations::update_organization);
}
