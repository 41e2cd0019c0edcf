//! An invoice on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::billing::{InvoiceInstallment, InvoiceLine, InvoiceStatus, SubjectKind};
use guildhall_domain::ids::{MemberId, OrganizationId};
use guildhall_persistence::billing::InvoiceRecord;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::codes::SubjectKindCode;
use crate::http::answers::Record;
use crate::wire::InvoiceStatusCode;

/// The record with its version, as it is on a day.
pub(super) fn recorded(record: InvoiceRecord, today: NaiveDate) -> Record<InvoiceOut> {
    let version = record.invoice.version;
    Record::new(InvoiceOut::of(record, today), version)
}

/// An invoice.
#[derive(Serialize, ToSchema)]
#[schema(as = Invoice)]
pub struct InvoiceOut {
    /// Id of the invoice.
    id: Uuid,
    /// Invoice number: fiscal year and a consecutive number without gaps.
    #[schema(max_length = 20, example = "2025-000042")]
    number: String,
    /// Status of the invoice.
    #[schema(value_type = InvoiceStatusCode)]
    status: InvoiceStatus,
    /// Kind of thing that the invoice bills.
    #[schema(value_type = SubjectKindCode)]
    bills: SubjectKind,
    /// Id of the application for membership, the enrollment, the purchase of seats or the print subscription that is billed; `bills` says which.
    application_id: Uuid,
    /// Member that the invoice is for; null when the person is not a member.
    #[schema(required)]
    member_id: Option<Uuid>,
    /// Organization that is billed; null when the person is billed.
    #[schema(required)]
    bill_to_organization_id: Option<Uuid>,
    /// Purchase order number of the payer; null when there is none. It is not a payment.
    #[schema(required, max_length = 64, example = "PO-2025-0117")]
    purchase_order_number: Option<String>,
    /// Currency of all amounts; always USD.
    #[schema(max_length = 3, example = "USD")]
    currency: &'static str,
    /// Sum of the lines, in US cents.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 97_500)]
    total_cents: i64,
    /// Sum of the payments, in US cents.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 0)]
    paid_cents: i64,
    /// Amount that was billed and is no longer owed, in US cents.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 0)]
    credited_cents: i64,
    /// Amount paid beyond what is owed, in US cents: refunds that are due or paid.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 0)]
    refunded_cents: i64,
    /// Amount that is owed and was given up, in US cents. A payment that comes after all takes it back.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 0)]
    written_off_cents: i64,
    /// Amount still to be paid, in US cents, after credits and write-offs; zero on a void invoice.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 97_500)]
    outstanding_cents: i64,
    /// Date whose rate table or price list was applied.
    #[schema(example = "2025-03-01")]
    priced_on: NaiveDate,
    /// Version of that rate table or price list.
    #[schema(max_length = 64, example = "2022-10")]
    rate_table_version: String,
    /// When the first payment is due.
    #[schema(example = "2025-03-01")]
    due_on: NaiveDate,
    /// When the earliest payment that is still owed is due; null when nothing is owed.
    #[schema(required, example = "2025-06-01")]
    next_due_on: Option<NaiveDate>,
    /// True when a payment that was due before today is still owed.
    #[schema(example = false)]
    overdue: bool,
    /// Days since the earliest payment that is still owed was due; zero when nothing is overdue.
    #[schema(minimum = 0, maximum = 100_000, example = 0)]
    days_overdue: i64,
    /// Lines of the invoice.
    #[schema(max_items = 10)]
    lines: Vec<InvoiceLineOut>,
    /// Installments with due date, amount and payments. Credits do not change them.
    #[schema(max_items = 12)]
    installments: Vec<InvoiceInstallmentOut>,
    /// When it was issued.
    issued_at: DateTime<Utc>,
    /// When it was voided; null unless it is void.
    #[schema(required)]
    voided_at: Option<DateTime<Utc>>,
    /// Reason for voiding it; null unless it is void.
    #[schema(required, max_length = 500, example = "Billed to the wrong employer.")]
    void_reason: Option<String>,
}

/// One line of an invoice, with the rule that sets its amount.
#[derive(Serialize, ToSchema)]
#[schema(as = InvoiceLine)]
pub struct InvoiceLineOut {
    /// Stable code of the line, as in the quote.
    #[schema(max_length = 64, example = "dues")]
    code: String,
    /// Description of what is billed.
    #[schema(max_length = 200, example = "Membership dues, 0.65 % of annual salary")]
    description: String,
    /// Amount in US cents.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 97_500)]
    amount_cents: i64,
    /// True when the amount is a default of this software; the association has published no figure.
    #[schema(example = false)]
    provisional: bool,
    /// Clause of the rules that sets the amount.
    #[schema(max_length = 128, example = "dues.full.rate")]
    clause: String,
    /// Version of the rate table or price list that was applied.
    #[schema(max_length = 64, example = "2022-10")]
    rate_table_version: String,
}

/// One installment of an invoice.
#[derive(Serialize, ToSchema)]
#[schema(as = InvoiceInstallment)]
pub struct InvoiceInstallmentOut {
    /// Date on which it is due.
    #[schema(example = "2025-03-01")]
    due_on: NaiveDate,
    /// Amount due, in US cents.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 97_500)]
    amount_cents: i64,
    /// Amount already paid, in US cents.
    #[schema(minimum = 0, maximum = 100_000_000_000_i64, example = 0)]
    paid_cents: i64,
}

impl From<InvoiceLine> for InvoiceLineOut {
    fn from(line: InvoiceLine) -> Self {
        InvoiceLineOut {
            code: line.code,
            description: line.description,
            amount_cents: line.amount.cents(),
            provisional: line.provisional,
            clause: line.rule_clause,
            rate_table_version: line.rate_table_version,
        }
    }
}

impl From<InvoiceInstallment> for InvoiceInstallmentOut {
    fn from(part: InvoiceInstallment) -> Self {
        InvoiceInstallmentOut { due_on: part.due_on, amount_cents: part.amount.cents(), paid_cents: part.paid.cents() }
    }
}

impl InvoiceOut {
    /// An invoice as it is on a day.
    pub(super) fn of(record: InvoiceRecord, today: NaiveDate) -> Self {
        let invoice = record.invoice;
        let days_overdue = invoice.days_overdue(today);
        InvoiceOut {
            id: invoice.id.uuid(),
            number: invoice.number.to_string(),
            status: invoice.status,
            bills: invoice.billed.kind.clone(),
            application_id: invoice.billed.id,
            member_id: invoice.member_id.map(MemberId::uuid),
            bill_to_organization_id: invoice.bill_to_organization_id.map(OrganizationId::uuid),
            currency: "USD",
            total_cents: invoice.total.cents(),
            paid_cents: invoice.paid.cents(),
            credited_cents: invoice.credited.cents(),
            refunded_cents: invoice.refunded().cents(),
            written_off_cents: invoice.written_off.cents(),
            outstanding_cents: invoice.outstanding().cents(),
            next_due_on: invoice.next_due_on(),
            overdue: days_overdue > 0,
            days_overdue,
            priced_on: invoice.priced_on,
            due_on: invoice.due_on,
            issued_at: invoice.issued_at,
            voided_at: invoice.voided_at,
            purchase_order_number: invoice.purchase_order_number,
            rate_table_version: invoice.rate_table_version,
            lines: invoice.lines.into_iter().map(InvoiceLineOut::from).collect(),
            installments: invoice.installments.into_iter().map(InvoiceInstallmentOut::from).collect(),
            void_reason: invoice.void_reason,
        }
    }
}
