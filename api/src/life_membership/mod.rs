//! Life membership: who has earned it and why, what it costs a Life member to work, and
//! service awards by their other clock.
//!
//! Invariant: nothing here decides; `domain/src/life` does. `docs/rules/life-membership.md`.

pub mod problems;
pub mod record;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice; fixed addresses before those with an id.
pub fn routes(_config: &mut ServiceConfig<'_>) {}
