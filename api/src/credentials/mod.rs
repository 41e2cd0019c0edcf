//! Hours of credit toward the ICMA Credentialed Manager designation: the ledger, read.
//!
//! Invariant: nothing here decides; `domain/src/credentials` does. No operation enters
//! credit by itself: what earned it does, by `actions::enter`. `docs/rules/credentials.md`.

pub mod actions;
pub mod codes;
mod credit_entries;
pub mod problems;
mod relations;
mod year_statements;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this slice; fixed addresses before those with an id.
pub fn routes(config: &mut ServiceConfig<'_>) {
    crate::operations!(config;
        credit_entries::list_credit_entries,
        year_statements::get_credit_year_statement,
        credit_entries::get_credit_entry,
    );
}
