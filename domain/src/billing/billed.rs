//! What an invoice bills: exactly one thing, named by its kind and its id.
//!
//! Invariant: billing knows no kind. Each stands in the slice whose thing it is, as a constant and as the `From` of its
//! id; `domain/policies/billing.toml` says on which account of the ledger it is earned.

use uuid::Uuid;

open_word! {
    /// The kind of thing that an invoice bills.
    pub struct SubjectKind
}

/// The one thing that an invoice bills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Billed {
    /// Which kind of thing it is.
    pub kind: SubjectKind,
    /// Its id.
    pub id: Uuid,
}
