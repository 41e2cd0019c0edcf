//! A seat as what an invoice bills.

use crate::EnrollmentId;
use crate::billing::{Billed, SubjectKind};

/// The kind of a seat, as invoices name it.
pub const SEAT: SubjectKind = SubjectKind::of("cyber_program_seat");

impl From<EnrollmentId> for Billed {
    fn from(id: EnrollmentId) -> Self {
        Self { kind: SEAT, id: id.uuid() }
    }
}
