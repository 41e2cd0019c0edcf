use crate::Cents;
use crate::billing::{
    BillingRefusal, CreditDraft, CreditFacts, GivenUp, InvoiceStatus, LedgerAccount, LedgerEntry, give_up,
};
use proptest::prelude::*;

fn seat(total: i64, paid: i64, credited: i64) -> CreditFacts {
    let charged = Cents::new(total - credited);
    CreditFacts {
        revenue: LedgerAccount::of("program_revenue"),
        status: InvoiceStatus::of(charged, Cents::new(paid)),
        total: Cents::new(total),
        paid: Cents::new(paid),
        credited: Cents::new(credited),
        written_off: Cents::ZERO,
    }
}

fn credited(facts: &CreditFacts, kept: i64) -> CreditDraft {
    match give_up(facts, Cents::new(kept)) {
        Ok(GivenUp::Credited(draft)) => draft,
        other => panic!("{other:?}"),
    }
}

fn sides(entry: &LedgerEntry) -> Vec<(&str, i64)> {
    entry.postings().iter().map(|posting| (posting.account.as_str(), posting.amount.cents())).collect()
}

fn on(entry: Option<&LedgerEntry>, account: &LedgerAccount) -> i64 {
    let postings = entry.map(LedgerEntry::postings).unwrap_or_default().iter();
    postings.filter(|posting| posting.account == *account).map(|posting| posting.amount.cents()).sum()
}

#[test]
fn nothing_paid_and_nothing_kept_voids_the_invoice() {
    let GivenUp::Void(voided) = give_up(&seat(199_500, 0, 0), Cents::ZERO).unwrap() else { panic!("no void") };
    assert_eq!(voided.status, InvoiceStatus::Void);
    let entry = voided.entry.unwrap();
    assert_eq!(sides(&entry), [("program_revenue", 199_500), ("accounts_receivable", -199_500)]);
}

#[test]
fn a_cent_paid_or_a_cent_kept_makes_it_a_credit() {
    let paid = credited(&seat(199_500, 1, 0), 0);
    assert_eq!((paid.amount, paid.refund, paid.status), (Cents::new(199_500), Cents::new(1), InvoiceStatus::Paid));
    let kept = credited(&seat(199_500, 0, 0), 1);
    assert_eq!((kept.amount, kept.refund, kept.status), (Cents::new(199_499), Cents::ZERO, InvoiceStatus::Open));
}

#[test]
fn half_of_a_paid_seat_is_credited_and_to_be_paid_back() {
    let draft = credited(&seat(199_500, 199_500, 0), 99_750);
    assert_eq!((draft.amount, draft.refund), (Cents::new(99_750), Cents::new(99_750)));
    assert_eq!((draft.credited, draft.status), (Cents::new(99_750), InvoiceStatus::Paid));
    let entry = draft.entry.unwrap();
    assert_eq!(sides(&entry), [("program_revenue", 99_750), ("refunds_payable", -99_750)]);
}

#[test]
fn what_is_kept_and_not_paid_stays_owed() {
    let draft = credited(&seat(199_500, 50_000, 0), 99_750);
    assert_eq!((draft.amount, draft.refund), (Cents::new(99_750), Cents::ZERO));
    assert_eq!(draft.status, InvoiceStatus::PartiallyPaid);
    let entry = draft.entry.unwrap();
    assert_eq!(sides(&entry), [("program_revenue", 99_750), ("accounts_receivable", -99_750)]);
}

#[test]
fn a_payment_above_what_is_kept_is_refunded_to_that_height_only() {
    let draft = credited(&seat(199_500, 120_000, 0), 99_750);
    assert_eq!((draft.amount, draft.refund), (Cents::new(99_750), Cents::new(20_250)));
    assert_eq!(draft.status, InvoiceStatus::Paid);
    let expected = [("program_revenue", 99_750), ("accounts_receivable", -79_500), ("refunds_payable", -20_250)];
    let entry = draft.entry.unwrap();
    assert_eq!(sides(&entry), expected);
}

#[test]
fn everything_kept_changes_nothing() {
    for kept in [199_500, 199_501] {
        assert_eq!(give_up(&seat(199_500, 199_500, 0), Cents::new(kept)), Ok(GivenUp::Unchanged));
    }
    assert_eq!(give_up(&seat(0, 0, 0), Cents::ZERO), Ok(GivenUp::Unchanged), "a seat that cost nothing");
}

#[test]
fn a_void_invoice_is_not_given_up_again() {
    let void = CreditFacts { status: InvoiceStatus::Void, ..seat(100, 0, 0) };
    assert_eq!(give_up(&void, Cents::ZERO), Err(BillingRefusal::InvoiceVoid));
}

#[test]
fn what_was_credited_before_is_neither_credited_nor_refunded_again() {
    let draft = credited(&seat(100, 100, 40), 50);
    assert_eq!((draft.amount, draft.refund, draft.credited), (Cents::new(10), Cents::new(10), Cents::new(50)));
}

proptest! {
    #[test]
    fn what_is_owed_after_a_credit_is_what_is_kept_and_not_paid(
        total in 0_i64..1_000_000, paid in 0_i64..1_000_000, first in 0_i64..1_000_000, second in 0_i64..1_000_000
    ) {
        let mut facts = seat(total, paid.min(total), 0);
        let mut refunded = 0;
        // The books of this invoice: issued and paid.
        let mut receivable = total - facts.paid.cents();
        for kept in [first, second] {
            let charged = total - facts.credited.cents();
            match give_up(&facts, Cents::new(kept)).unwrap() {
                GivenUp::Unchanged => prop_assert!(kept >= charged),
                GivenUp::Void(voided) => {
                    prop_assert!(facts.paid.is_zero() && kept == 0);
                    receivable += on(voided.entry.as_ref(), &LedgerAccount::ACCOUNTS_RECEIVABLE);
                    prop_assert_eq!(receivable, 0);
                    return Ok(());
                }
                GivenUp::Credited(draft) => {
                    let entry = draft.entry.as_ref();
                    let sum: i64 = sides(entry.unwrap()).iter().map(|(_, cents)| cents).sum();
                    prop_assert_eq!(sum, 0);
                    receivable += on(entry, &LedgerAccount::ACCOUNTS_RECEIVABLE);
                    refunded += draft.refund.cents();
                    prop_assert_eq!(on(entry, &LedgerAccount::REFUNDS_PAYABLE), -draft.refund.cents());
                    facts = CreditFacts { credited: draft.credited, status: draft.status, ..facts };
                }
            }
            let charged = total - facts.credited.cents();
            prop_assert_eq!(receivable, total - facts.credited.cents() - facts.paid.cents() + refunded);
            prop_assert_eq!(receivable, (charged - facts.paid.cents()).max(0));
            prop_assert_eq!(refunded, (facts.paid.cents() - charged).max(0));
            prop_assert_eq!(facts.status == InvoiceStatus::Paid, receivable == 0);
        }
    }
}
