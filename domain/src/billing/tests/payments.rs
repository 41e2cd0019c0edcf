use super::installment;
use crate::Cents;
use crate::billing::{
    Allocation, BillingRefusal, InstallmentState, InvoiceStatus, PaymentFacts, PaymentMethod, ReceiptFacts,
    accept_receipt, allocate, allocate_to, reference, split,
};
use crate::testing::{POLICIES, day};
use proptest::prelude::*;

fn owing(installments: &[InstallmentState]) -> PaymentFacts<'_> {
    let total = Cents::checked_sum(installments.iter().map(|i| i.amount)).unwrap();
    let paid = Cents::checked_sum(installments.iter().map(|i| i.paid)).unwrap();
    let status = InvoiceStatus::of(total, paid);
    PaymentFacts { status, charged: total, paid, written_off: Cents::ZERO, installments }
}

fn pay(installments: &[InstallmentState], amount: i64) -> Result<Allocation, BillingRefusal> {
    allocate_to(&owing(installments), Cents::new(amount))
}

fn receipt(amount: i64) -> ReceiptFacts {
    let today = day("2026-01-15");
    ReceiptFacts { method: PaymentMethod::Check, amount: Cents::new(amount), received_on: today, today }
}

fn accept(facts: &ReceiptFacts, allocated: &[i64]) -> Result<i64, BillingRefusal> {
    let allocated = allocated.iter().map(|amount| Cents::new(*amount));
    accept_receipt(facts, allocated, &POLICIES.billing).map(Cents::cents)
}

#[test]
fn a_payment_goes_to_the_oldest_installment_first() {
    let installments = [installment(2, 50, 0), installment(1, 50, 20)];
    let accepted = pay(&installments, 40).unwrap();
    let parts: Vec<(i32, i64)> = accepted.parts.iter().map(|part| (part.position, part.amount.cents())).collect();
    assert_eq!(parts, [(1, 30), (2, 10)]);
    assert_eq!(accepted.installments[0].paid, Cents::new(10));
    assert_eq!(accepted.installments[1].paid, Cents::new(50));
    assert_eq!(accepted.paid, Cents::new(60));
    assert_eq!(accepted.outstanding, Cents::new(40));
    assert_eq!(accepted.status, InvoiceStatus::PartiallyPaid);
}

#[test]
fn the_oldest_installment_is_the_one_due_first_whatever_its_position() {
    let later = installment(5, 50, 0);
    let earlier = InstallmentState { position: 9, ..installment(1, 50, 0) };
    let (parts, left) = allocate(&[later, earlier], Cents::new(50));
    assert_eq!((parts.len(), parts[0].position, left), (1, 9, Cents::ZERO));
}

#[test]
fn the_last_cent_makes_an_invoice_paid() {
    let installments = [installment(1, 100, 0)];
    let with = |amount| pay(&installments, amount).unwrap();
    assert_eq!(with(99).status, InvoiceStatus::PartiallyPaid);
    assert_eq!(with(100).status, InvoiceStatus::Paid);
    assert_eq!(with(100).outstanding, Cents::ZERO);
}

#[test]
fn a_cent_more_than_outstanding_is_refused() {
    let installments = [installment(1, 100, 40)];
    assert!(pay(&installments, 60).is_ok());
    assert_eq!(
        pay(&installments, 61),
        Err(BillingRefusal::MoreThanOutstanding { amount: Cents::new(61), outstanding: Cents::new(60) })
    );
}

#[test]
fn a_payment_of_nothing_or_less_is_refused() {
    let installments = [installment(1, 100, 0)];
    for amount in [0, -1, i64::MIN] {
        assert_eq!(pay(&installments, amount), Err(BillingRefusal::AmountNotPositive));
        assert_eq!(accept(&receipt(amount), &[]), Err(BillingRefusal::AmountNotPositive));
    }
}

#[test]
fn a_payment_can_be_received_today_but_not_tomorrow() {
    let received = |on| accept(&ReceiptFacts { received_on: day(on), ..receipt(100) }, &[100]);
    assert_eq!(received("2026-01-15"), Ok(0));
    assert!(matches!(received("2026-01-16"), Err(BillingRefusal::ReceivedInTheFuture { .. })));
}

#[test]
fn a_paid_or_void_invoice_takes_no_payment() {
    let installments = [installment(1, 100, 100)];
    assert!(matches!(pay(&installments, 1), Err(BillingRefusal::InvoicePaid { .. })));
    let void = PaymentFacts { status: InvoiceStatus::Void, ..owing(&installments) };
    assert_eq!(allocate_to(&void, Cents::new(1)), Err(BillingRefusal::InvoiceVoid));
}

#[test]
fn check_ach_wire_and_lockbox_are_accepted() {
    for method in PaymentMethod::ALL {
        assert_eq!(accept(&ReceiptFacts { method: *method, ..receipt(100) }, &[100]), Ok(0), "{method}");
    }
}

#[test]
fn what_no_invoice_takes_is_left_and_more_than_was_received_is_taken_by_none() {
    assert_eq!(accept(&receipt(100), &[60, 39]), Ok(1));
    assert_eq!(accept(&receipt(100), &[60, 40]), Ok(0));
    assert_eq!(accept(&receipt(100), &[0]), Ok(100));
    let (allocated, amount) = (Cents::new(101), Cents::new(100));
    assert_eq!(accept(&receipt(100), &[60, 41]), Err(BillingRefusal::MoreThanReceived { allocated, amount }));
    assert!(accept(&receipt(100), &[i64::MAX, 1]).is_err());
}

#[test]
fn a_payment_that_comes_after_all_takes_back_what_was_written_off() {
    let installments = [installment(1, 100, 0)];
    let facts = PaymentFacts { written_off: Cents::new(60), ..owing(&installments) };
    let paid = |amount| allocate_to(&facts, Cents::new(amount)).unwrap();
    let small = paid(40);
    assert_eq!((small.written_off, small.outstanding, small.write_off_reversed), (Cents::new(60), Cents::ZERO, None));
    let whole = paid(100);
    assert_eq!((whole.written_off, whole.status), (Cents::ZERO, InvoiceStatus::Paid));
    assert_eq!(whole.write_off_reversed.unwrap().postings()[0].amount, Cents::new(60));
}

#[test]
fn references_that_look_alike_are_one() {
    for text in ["1001", " 1001 ", "10\u{200B}01", "\u{FEFF}1001", "1001\u{00AD}", "\t1001\n"] {
        assert_eq!(reference::read(text).as_deref(), Some("1001"), "{text:?}");
    }
    assert_eq!(reference::read("CHK\u{00A0} 7").as_deref(), Some("CHK 7"));
    for nothing in ["", "  ", "\u{200B}", " \u{2060} "] {
        assert_eq!(reference::read(nothing), None, "{nothing:?}");
    }
}

#[test]
fn the_first_installments_carry_the_odd_cents() {
    let parts =
        |total, count| -> Vec<i64> { split(Cents::new(total), count).iter().map(|part| part.cents()).collect() };
    assert_eq!(parts(100, 3), [34, 33, 33]);
    assert_eq!(parts(101, 3), [34, 34, 33]);
    assert_eq!(parts(102, 3), [34, 34, 34]);
    assert_eq!(parts(2, 4), [1, 1, 0, 0]);
    assert_eq!(parts(7, 1), [7]);
}

fn any_installments() -> impl Strategy<Value = Vec<InstallmentState>> {
    let part = (0_i64..200_000, 0_i64..=100);
    proptest::collection::vec(part, 1..5).prop_map(|parts| {
        let numbered = parts.into_iter().zip(1..);
        numbered.map(|((amount, percent), position)| installment(position, amount, amount * percent / 100)).collect()
    })
}

proptest! {
    #[test]
    fn the_parts_of_any_total_sum_to_it_and_differ_by_a_cent_at_most(total in any::<i64>(), count in 1_u8..) {
        let parts = split(Cents::new(total), count);
        let sum: i128 = parts.iter().map(|part| i128::from(part.cents())).sum();
        prop_assert_eq!(sum, i128::from(total));
        prop_assert!(parts[0].cents() - parts[parts.len() - 1].cents() <= 1);
        prop_assert!(parts.is_sorted_by(|a, b| a >= b));
    }

    #[test]
    fn an_allocation_never_exceeds_an_installment_nor_the_payment(
        installments in any_installments(), amount in 0_i64..1_000_000
    ) {
        let (parts, left) = allocate(&installments, Cents::new(amount));
        let given: i64 = parts.iter().map(|part| part.amount.cents()).sum();
        prop_assert_eq!(given + left.cents(), amount);
        for part in &parts {
            let owed = installments.iter().find(|i| i.position == part.position).unwrap();
            prop_assert!(part.amount <= owed.outstanding());
        }
    }

    #[test]
    fn after_an_accepted_payment_the_installments_and_the_invoice_agree(
        installments in any_installments(), amount in 1_i64..1_000_000
    ) {
        let facts = owing(&installments);
        if let Ok(accepted) = allocate_to(&facts, Cents::new(amount)) {
            let paid = Cents::checked_sum(accepted.installments.iter().map(|i| i.paid)).unwrap();
            prop_assert_eq!(paid, accepted.paid);
            prop_assert!(accepted.paid <= facts.charged);
            prop_assert_eq!(accepted.paid.cents() + accepted.outstanding.cents(), facts.charged.cents());
            prop_assert_eq!(accepted.status == InvoiceStatus::Paid, accepted.outstanding.is_zero());
            prop_assert!(accepted.installments.iter().all(|i| i.paid <= i.amount));
        }
    }
}
