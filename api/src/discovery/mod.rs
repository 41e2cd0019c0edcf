//! What the contract says of itself: its changes, release by release, and what
//! the tests of this very build have exercised.

mod changelog;
mod conformance;
mod guides;

pub use guides::{entry, guide, index};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::operations;

/// The operations of this slice.
pub fn routes(config: &mut ServiceConfig<'_>) {
    operations!(config; changelog::get_changelog, conformance::get_conformance);
}
