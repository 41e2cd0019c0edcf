use crate::billing::{
    BillingRefusal, InvoiceDraft, InvoiceStatus, LedgerAccount, VoidFacts, check_price, issue_invoice, void_invoice,
};
use crate::dues::{Quote, QuoteFacts, quote};
use crate::testing::{POLICIES, day};
use crate::{Category, Cents, Policies, Refusal};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn quoted(installments: u8, salary: i64) -> Quote {
    let facts = QuoteFacts {
        annual_salary: Some(Cents::new(salary)),
        renewal: true,
        installments,
        ..QuoteFacts::new(Category::Full, day("2025-07-01"))
    };
    quote(&facts, &POLICIES.dues).unwrap()
}

const DUES: LedgerAccount = LedgerAccount::of("dues_revenue");

fn issued(quote: Quote) -> InvoiceDraft {
    issue_invoice(quote.into(), &DUES)
}

fn unpaid(status: InvoiceStatus, paid: i64) -> VoidFacts {
    VoidFacts { revenue: DUES, status, total: Cents::new(65_000), paid: Cents::new(paid), lowered: Cents::ZERO }
}

#[test]
fn the_price_of_an_invoice_is_the_price_of_its_quote() {
    let quote = quoted(1, 10_000_000);
    let draft = issued(quote.clone());
    assert_eq!(draft.bill.total, quote.total);
    assert_eq!(draft.status, InvoiceStatus::Open);
    assert_eq!(draft.due_on, day("2025-07-01"));
    assert!(draft.entry.is_some());
}

#[test]
fn an_expected_total_a_cent_off_is_refused_with_both_figures() {
    let quote = quoted(1, 10_000_000);
    for expected in [64_999, 65_001] {
        let refusal = Refusal::from(check_price(quote.total, Cents::new(expected)).unwrap_err());
        assert_eq!(refusal.code, "price_differs");
        assert_eq!(refusal.facts[0].value, expected.to_string());
        assert_eq!(refusal.facts[1].value, "65000");
    }
    assert_eq!(check_price(quote.total, Cents::new(65_000)), Ok(()));
}

#[test]
fn every_line_of_an_invoice_names_its_rule_and_table() {
    let draft = issued(quoted(1, 10_000_000));
    assert_eq!(draft.bill.lines[0].position, 1);
    assert_eq!(draft.bill.lines[0].rule_clause, "dues.full.standard");
    assert_eq!(draft.bill.lines[0].rate_table_version, "2022-10");
}

#[test]
fn an_invoice_of_nothing_is_paid_when_issued() {
    let facts = QuoteFacts::new(Category::ChapterStudent, day("2025-06-30"));
    let quote = quote(&facts, &POLICIES.dues).unwrap();
    let draft = issued(quote);
    assert_eq!(draft.status, InvoiceStatus::Paid);
    assert_eq!(draft.entry, None);
    assert_eq!(draft.fiscal_year, 2025);
}

#[test]
fn an_invoice_takes_its_number_from_the_fiscal_year_of_its_date() {
    let draft = issued(quoted(1, 10_000_000));
    assert_eq!(draft.fiscal_year, 2026);
}

#[test]
fn only_an_unpaid_invoice_can_be_voided() {
    let voided = void_invoice(&unpaid(InvoiceStatus::Open, 0)).unwrap();
    assert_eq!(voided.status, InvoiceStatus::Void);
    assert!(voided.entry.is_some());
    for (status, paid) in [(InvoiceStatus::PartiallyPaid, 1), (InvoiceStatus::Paid, 65_000), (InvoiceStatus::Open, 1)] {
        assert_eq!(
            void_invoice(&unpaid(status, paid)).unwrap_err(),
            BillingRefusal::InvoicePaid { paid: Cents::new(paid) }
        );
    }
    assert_eq!(void_invoice(&unpaid(InvoiceStatus::Void, 0)).unwrap_err(), BillingRefusal::InvoiceVoid);
}

#[test]
fn the_status_follows_what_is_paid() {
    let of = |paid| InvoiceStatus::of(Cents::new(100), Cents::new(paid));
    assert_eq!(of(0), InvoiceStatus::Open);
    assert_eq!(of(1), InvoiceStatus::PartiallyPaid);
    assert_eq!(of(99), InvoiceStatus::PartiallyPaid);
    assert_eq!(of(100), InvoiceStatus::Paid);
}

#[test]
fn a_purchase_order_is_no_payment_dues_are_not_refunded_and_paid_in_us_dollars() {
    let shipped = include_str!("../../../policies/billing.toml");
    for (figure, other) in [
        ("purchase_order_is_payment = { value = false", "purchase_order_is_payment = { value = true"),
        ("refunds_on_leaving_a_job = { value = false", "refunds_on_leaving_a_job = { value = true"),
        ("value = \"USD\"", "value = \"CAD\""),
    ] {
        let text = shipped.replace(figure, other);
        assert_ne!(text, shipped);
        let files = BTreeMap::from([("billing.toml".to_owned(), text)]);
        assert!(Policies::load(&files).is_err(), "{other}");
    }
}

proptest! {
    #[test]
    fn an_invoice_charges_its_quote_to_the_cent(salary in 1_i64..=i64::MAX, installments in 1_u8..=4) {
        let quote = quoted(installments, salary);
        let draft = issued(quote.clone());
        let lines = Cents::checked_sum(draft.bill.lines.iter().map(|line| line.amount));
        let parts = Cents::checked_sum(draft.bill.installments.iter().map(|part| part.amount));
        prop_assert_eq!(lines, Some(quote.total));
        prop_assert_eq!(parts, Some(quote.total));
        prop_assert_eq!(draft.bill.installments.len(), usize::from(installments));
    }
}
