//! The plans of the lists of this slice: see `plans.rs` of the crate.

use guildhall_domain::ApplicationId;
use guildhall_domain::billing::{InvoiceStatus, PaymentMethod, RefundState};
use guildhall_domain::cyber_program::SEAT;

use crate::billing::{
    InvoiceFilter, InvoiceSort, LedgerFilter, LedgerSort, PaymentFilter, PaymentSort, RefundFilter, RefundSort,
    list_invoices, list_ledger_entries, list_payments, list_refunds,
};
use crate::plans::{assert_paged, instant};
use crate::testing::{database, id, on};

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
    ] {
        assert_paged!(db, InvoiceSort::Newest, instant(), |on, page| list_invoices(on, &filter, page));
    }
    for filter in [
        PaymentFilter::default(),
        PaymentFilter { invoice: Some(id(1).into()), ..Default::default() },
        PaymentFilter { method: Some(PaymentMethod::Check), ..Default::default() },
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
    for filter in [LedgerFilter::default(), LedgerFilter { invoice: Some(id(1).into()) }] {
        assert_paged!(db, LedgerSort::Newest, instant(), |on, page| list_ledger_entries(on, &filter, page));
    }
}
