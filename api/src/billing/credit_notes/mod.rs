//! Credit notes: what an invoice no longer charges, and why.

pub mod approval;
pub mod credit_notes;
pub mod decline;
