//! Credit hours toward the ICMA Credentialed Manager designation: the ledger and the statement of a
//! year. Never "CM credits": those are credits of another body (ambiguity 26).

pub mod credit_time;
pub mod entry;
pub mod events;
pub mod policy;
pub mod refusal;
pub mod visibility;
pub mod year;

pub use credit_time::CreditTime;
pub use entry::{
    CreditEntry, CreditSource, Grant, GrantKey, Granted, InvalidGrantKey, Posting, Provenance, post, reverse,
};
pub use events::CredentialsEvent;
pub use policy::{CredentialsPolicy, PracticeSet};
pub use refusal::CreditRefusal;
pub use visibility::{may_list_credit, may_see_credit};
pub use year::{SourceSum, YearStatement, year_statement};

#[cfg(test)]
mod tests;
