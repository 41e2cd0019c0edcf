//! The plans of the lists of this slice: see `plans.rs` of the crate. A number names one invoice and a reference a few, so
//! how these are sorted is left to the planner.

use guildhall_domain::ApplicationId;
use guildhall_domain::billing::{CreditState, InvoiceStatus, Payer, PaymentMethod, ProposalState, RefundState};
use guildhall_domain::cyber_program::SEAT;

use crate::billing::{
    CreditNoteFilter, CreditNoteSort, InvoiceFilter, InvoiceSort, LedgerFilter, LedgerSort, PaymentFilter, PaymentSort,
    PeriodClosingSort, RefundFilter, RefundSort, WriteOffFilter, WriteOffSort, list_credit_notes, list_invoices,
    list_ledger_entries, list_payments, list_period_closings, list_refunds, list_write_offs,
};
use crate::plans::{assert_paged, instant};
use crate::testing::{at, database, id, on};

#[tokio::test]
async fn lists_of_billing_are_read_in_the_order_of_an_index() {
    let db = database().await;
    for filter in [
        InvoiceFilter::default(),
        InvoiceFilter { status: Some(InvoiceStatus::Open), ..Default::default() },
        InvoiceFilter { member: Some(id(1).into()), ..Default::default() },
        InvoiceFilter { account: Some(id(1).into()), ..Default::default() },
        InvoiceFilter { kind: Some(SEAT), ..Default::default() },
        InvoiceFilter { billed: Some(ApplicationId::new(id(1)).into()), ..Default::default() },
        InvoiceFilter { due_before: Some(on("2025-03-01")), ..Default::default() },
        InvoiceFilter { not_due_before: Some(on("2025-03-01")), ..Default::default() },
        InvoiceFilter { organization: Some(id(1).into()), ..Default::default() },
        InvoiceFilter { purchase_order_number: Some("PO-1".into()), ..Default::default() },
        InvoiceFilter { issued_from: Some(at(0)), issued_before: Some(at(9)), ..Default::default() },
    ] {
        assert_paged!(db, InvoiceSort::Newest, instant(), |on, page| list_invoices(on, &filter, page));
    }
    for filter in [
        PaymentFilter::default(),
        PaymentFilter { invoice: Some(id(1).into()), ..Default::default() },
        PaymentFilter { method: Some(PaymentMethod::Check), ..Default::default() },
        PaymentFilter { payer: Some(Payer::Account(id(1).into())), ..Default::default() },
        PaymentFilter { payer: Some(Payer::Organization(id(1).into())), ..Default::default() },
        PaymentFilter { reference: Some("4711".into()), ..Default::default() },
        PaymentFilter { unapplied: true, ..Default::default() },
    ] {
        assert_paged!(db, PaymentSort::Newest, instant(), |on, page| list_payments(on, &filter, page));
    }
    for filter in [
        RefundFilter::default(),
        RefundFilter { state: Some(RefundState::Due), ..Default::default() },
        RefundFilter { invoice: Some(id(1).into()), ..Default::default() },
    ] {
        assert_paged!(db, RefundSort::Newest, instant(), |on, page| list_refunds(on, &filter, page));
    }
    for filter in [
        WriteOffFilter::default(),
        WriteOffFilter { state: Some(ProposalState::Proposed), ..Default::default() },
        WriteOffFilter { invoice: Some(id(1).into()), ..Default::default() },
    ] {
        assert_paged!(db, WriteOffSort::Newest, instant(), |on, page| list_write_offs(on, &filter, page));
    }
    for filter in [
        CreditNoteFilter::default(),
        CreditNoteFilter { state: Some(CreditState::Proposed), ..Default::default() },
        CreditNoteFilter { invoice: Some(id(1).into()), ..Default::default() },
    ] {
        assert_paged!(db, CreditNoteSort::Newest, instant(), |on, page| list_credit_notes(on, &filter, page));
    }
    assert_paged!(db, PeriodClosingSort::Newest, instant(), |on, page| list_period_closings(on, page));
    for filter in [LedgerFilter::default(), LedgerFilter { invoice: Some(id(1).into()) }] {
        assert_paged!(db, LedgerSort::Newest, instant(), |on, page| list_ledger_entries(on, &filter, page));
    }
}
