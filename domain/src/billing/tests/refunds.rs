use crate::billing::SubjectKind;
use crate::billing::{BillingRefusal, LedgerAccount, LedgerEntry, PayoutFacts, RefundState, pay_refund};
use crate::cyber_program::SEAT;
use crate::life_membership::PRINT_MAGAZINE;
use crate::members::MEMBERSHIP;
use crate::testing::{POLICIES, day};
use crate::{Cents, Policies};
use proptest::prelude::*;
use std::collections::BTreeMap;

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
    let earned = |kind| POLICIES.billing.revenue_of(&kind, day("2026-03-01")).map(LedgerAccount::as_str);
    assert_eq!(earned(MEMBERSHIP), Some("dues_revenue"));
    assert_eq!(earned(SEAT), Some("program_revenue"));
    assert_eq!(earned(PRINT_MAGAZINE), Some("publications_revenue"));
    assert_eq!(earned(SubjectKind::of("conference_seat")), None);
}

#[test]
fn an_invoice_is_booked_by_the_chart_of_the_day_on_which_it_was_issued() {
    let text = format!(
        "{}\n[[ledger]]\neffective_on = \"2027-07-01\"\naccounts = [\"accounts_receivable\", \"cash\", \"refunds_payable\", \"unapplied_credit\", \"bad_debt\", \"member_dues\"]\n\
         revenue = {{ membership = \"member_dues\" }}\nsource = \"assumption\"\nprovisional = true\n",
        include_str!("../../../policies/billing.toml"),
    );
    let load = |text: String| Policies::load(&BTreeMap::from([("billing.toml".to_owned(), text)]));
    let policies = load(text.clone()).unwrap();
    let earned = |on| policies.billing.revenue_of(&MEMBERSHIP, day(on)).map(LedgerAccount::as_str);
    assert_eq!((earned("2027-06-30"), earned("2027-07-01")), (Some("dues_revenue"), Some("member_dues")));
    assert_eq!(policies.billing.ledger_accounts().last().map(|account| account.as_str()), Some("member_dues"));
    assert!(load(text.replace("\"member_dues\"]", "]")).is_err(), "an account that the chart does not list");
    assert!(load(text.replace("\"cash\"", "\"bank\"")).is_err(), "the code posts to cash");
}

proptest! {
    #[test]
    fn the_entries_of_credits_and_refunds_are_balanced(credit in any::<i64>(), refund in any::<i64>()) {
        let (credit, refund) = (Cents::new(credit), Cents::new(refund));
        let entries = [LedgerEntry::credit_issued(&LedgerAccount::of("dues_revenue"), credit, refund), LedgerEntry::refund_paid(refund)];
        for entry in entries.into_iter().flatten() {
            let sum: i128 = entry.postings().iter().map(|posting| i128::from(posting.amount.cents())).sum();
            prop_assert_eq!(sum, 0);
        }
    }
}
