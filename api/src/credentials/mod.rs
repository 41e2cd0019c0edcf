//! Hours of credit toward the ICMA Credentialed Manager designation: the ledger, read.
//!
//! Invariant: nothing here decides; `domain/src/credentials` does. No operation enters
//! credit by itself: what earned it does, by `actions::enter`. `docs/rules/credentials.md`.

pub mod actions;
pub mod codes;
mod credit_entries;
mod demo;
mod listeners;
pub mod problems;
mod relations;
mod year_statements;

use guildhall_domain::credentials::CredentialsEvent;
use guildhall_domain::events::Event;
use guildhall_persistence::credentials::tables::TABLES;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::personal_data::{InTables, nothing_ends};
use crate::slice::{Demo, Slice, Tag};

/// What this slice registers.
pub static SLICE: Slice = Slice {
    problems: problems::KINDS,
    events: CredentialsEvent::KINDS,
    listeners: listeners::LISTENERS,
    examples: include_str!("examples.json"),
    demo: Demo { person: Some(demo::seed), ..Demo::NONE },
    ..Slice::new("credentials", TAG, routes, &InTables(TABLES), nothing_ends)
};

const TAG: Tag = Tag {
    name: "Credentials",
    description: "Hours of credit toward the ICMA Credentialed Manager designation: the ledger, and what a year of it comes to.",
};

/// The operations of this slice; fixed addresses before those with an id.
fn routes(config: &mut ServiceConfig<'_>) {
    crate::operations!(config;
        credit_entries::list_credit_entries,
        year_statements::get_credit_year_statement,
        credit_entries::get_credit_entry,
    );
}
