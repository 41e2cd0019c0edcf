//! What an invoice bills: a seat, or the seats of a purchase.

use crate::billing::{Billed, SubjectKind};
use crate::{Cents, EnrollmentId, SeatPurchaseId};

/// The kind of a seat, as invoices name it.
pub const SEAT: SubjectKind = SubjectKind::of("cyber_program_seat");

/// The kind of a purchase of seats, which has a line for each seat.
pub const SEAT_PURCHASE: SubjectKind = SubjectKind::of("cyber_program_seat_purchase");

impl From<EnrollmentId> for Billed {
    fn from(id: EnrollmentId) -> Self {
        Self { kind: SEAT, id: id.uuid() }
    }
}

impl From<SeatPurchaseId> for Billed {
    fn from(id: SeatPurchaseId) -> Self {
        Self { kind: SEAT_PURCHASE, id: id.uuid() }
    }
}

/// What of the payments on the invoice of a purchase is for a seat that is charged so much: what is left when every other
/// seat is paid. So a seat that is given up gives back exactly what the invoice is overpaid by.
#[must_use]
pub fn share_of_purchase(invoice_charged: Cents, invoice_paid: Cents, charged: Cents) -> Cents {
    let others = invoice_charged.cents().saturating_sub(charged.cents());
    Cents::new(invoice_paid.cents().saturating_sub(others).clamp(0, charged.cents().max(0)))
}
