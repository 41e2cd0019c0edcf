use crate::Cents;
use crate::billing::{BillingRefusal, Bills, LedgerEntry, PayoutFacts, RefundState, pay_refund};
use crate::testing::day;
use proptest::prelude::*;

fn due() -> PayoutFacts {
    PayoutFacts {
        state: RefundState::Due,
        amount: Cents::new(99_750),
        due_since: day("2026-01-10"),
        paid_on: day("2026-01-15"),
        today: day("2026-01-15"),
    }
}

#[test]
fn a_payout_takes_the_debt_off_the_books_and_the_money_out_of_cash() {
    let entry = pay_refund(&due()).unwrap();
    let sides: Vec<(&str, i64)> =
        entry.postings().iter().map(|posting| (posting.account.as_str(), posting.amount.cents())).collect();
    assert_eq!(sides, [("refunds_payable", 99_750), ("cash", -99_750)]);
}

#[test]
fn a_refund_is_paid_once() {
    let paid = PayoutFacts { state: RefundState::Paid, ..due() };
    assert_eq!(pay_refund(&paid), Err(BillingRefusal::RefundPaid));
}

#[test]
fn a_payout_lies_between_the_day_it_is_due_and_today() {
    let on = |date| pay_refund(&PayoutFacts { paid_on: day(date), ..due() });
    assert!(on("2026-01-10").is_ok() && on("2026-01-15").is_ok());
    assert!(matches!(on("2026-01-09"), Err(BillingRefusal::RefundNotDue { .. })));
    assert!(matches!(on("2026-01-16"), Err(BillingRefusal::PaidOutInTheFuture { .. })));
}

#[test]
fn each_kind_of_thing_is_earned_on_an_account_of_its_own() {
    let accounts = Bills::ALL.iter().map(|bills| bills.revenue().as_str());
    assert_eq!(accounts.collect::<Vec<_>>(), ["dues_revenue", "program_revenue", "publications_revenue"]);
}

proptest! {
    #[test]
    fn the_entries_of_credits_and_refunds_are_balanced(credit in any::<i64>(), refund in any::<i64>()) {
        let (credit, refund) = (Cents::new(credit), Cents::new(refund));
        let entries = Bills::ALL.iter().map(|bills| LedgerEntry::credit_issued(*bills, credit, refund));
        for entry in entries.chain([LedgerEntry::refund_paid(refund)]).flatten() {
            let sum: i128 = entry.postings().iter().map(|posting| i128::from(posting.amount.cents())).sum();
            prop_assert_eq!(sum, 0);
        }
    }
}
