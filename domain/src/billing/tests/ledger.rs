use crate::Cents;
use crate::billing::{LedgerAccount, LedgerEntry, LedgerEntryKind, LedgerPosting, Unbalanced};
use proptest::prelude::*;

const DUES: LedgerAccount = LedgerAccount::of("dues_revenue");

fn posting(account: LedgerAccount, cents: i64) -> LedgerPosting {
    LedgerPosting { account, amount: Cents::new(cents) }
}

fn sides(entry: &LedgerEntry) -> Vec<(&str, i64)> {
    let postings = entry.postings().iter();
    postings.map(|p| (p.account.as_str(), p.amount.cents())).collect()
}

#[test]
fn issuing_debits_what_is_owed_and_credits_dues() {
    let entry = LedgerEntry::invoice_issued(&DUES, Cents::new(500)).unwrap();
    assert_eq!(entry.kind(), LedgerEntryKind::InvoiceIssued);
    assert_eq!(sides(&entry), [("accounts_receivable", 500), ("dues_revenue", -500)]);
}

#[test]
fn a_payment_debits_cash_and_credits_what_is_owed() {
    let entry = LedgerEntry::payment_received(Cents::new(500)).unwrap();
    assert_eq!(sides(&entry), [("cash", 500), ("accounts_receivable", -500)]);
}

#[test]
fn voiding_reverses_issuing_side_by_side() {
    let entry = LedgerEntry::invoice_voided(&DUES, Cents::new(500)).unwrap();
    assert_eq!(sides(&entry), [("dues_revenue", 500), ("accounts_receivable", -500)]);
}

#[test]
fn nothing_billed_makes_no_entry() {
    assert_eq!(LedgerEntry::invoice_issued(&DUES, Cents::ZERO), None);
    assert_eq!(LedgerEntry::invoice_voided(&DUES, Cents::ZERO), None);
}

#[test]
fn postings_that_do_not_sum_to_zero_are_no_entry() {
    let postings = vec![posting(LedgerAccount::CASH, 2), posting(DUES, -1)];
    assert_eq!(LedgerEntry::balanced(LedgerEntryKind::PaymentReceived, postings), Err(Unbalanced::Sum));
}

#[test]
fn one_posting_or_one_of_nothing_is_no_entry() {
    for postings in
        [vec![], vec![posting(LedgerAccount::CASH, 1)], vec![posting(LedgerAccount::CASH, 0), posting(DUES, 0)]]
    {
        assert_eq!(LedgerEntry::balanced(LedgerEntryKind::PaymentReceived, postings), Err(Unbalanced::Postings));
    }
}

#[test]
fn postings_whose_sum_overflows_are_no_entry() {
    let postings =
        vec![posting(LedgerAccount::CASH, i64::MAX), posting(LedgerAccount::CASH, i64::MAX), posting(DUES, 2)];
    assert_eq!(LedgerEntry::balanced(LedgerEntryKind::PaymentReceived, postings), Err(Unbalanced::Sum));
}

proptest! {
    #[test]
    fn every_entry_that_exists_sums_to_zero(amounts in proptest::collection::vec(any::<i64>(), 0..6)) {
        let postings = amounts.iter().map(|cents| posting(LedgerAccount::CASH, *cents)).collect();
        if let Ok(entry) = LedgerEntry::balanced(LedgerEntryKind::PaymentReceived, postings) {
            let sum: i128 = entry.postings().iter().map(|p| i128::from(p.amount.cents())).sum();
            prop_assert_eq!(sum, 0);
        }
    }

    #[test]
    fn the_entries_of_any_amount_are_balanced(cents in any::<i64>()) {
        let amount = Cents::new(cents);
        let entries = [
            LedgerEntry::invoice_issued(&DUES, amount),
            LedgerEntry::payment_received(amount),
            LedgerEntry::invoice_voided(&DUES, amount),
        ];
        for entry in entries.into_iter().flatten() {
            let sum: i128 = entry.postings().iter().map(|p| i128::from(p.amount.cents())).sum();
            prop_assert_eq!(sum, 0);
        }
    }
}
