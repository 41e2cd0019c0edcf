use super::installment;
use crate::Cents;
use crate::billing::{
    BillingRefusal, InstallmentState, InvoiceStatus, PaymentFacts, PaymentMethod, accept_payment, allocate, split,
};
use crate::testing::{POLICIES, day};
use proptest::prelude::*;

fn paying(installments: &[InstallmentState], amount: i64) -> PaymentFacts<'_> {
    let total = Cents::checked_sum(installments.iter().map(|i| i.amount)).unwrap();
    let paid = Cents::checked_sum(installments.iter().map(|i| i.paid)).unwrap();
    PaymentFacts {
        status: InvoiceStatus::of(total, paid),
        charged: total,
        paid,
        installments,
        method: PaymentMethod::Check,
        amount: Cents::new(amount),
        received_on: day("2026-01-15"),
        today: day("2026-01-15"),
    }
}

fn refusal(facts: &PaymentFacts<'_>) -> BillingRefusal {
    accept_payment(facts, &POLICIES.billing).unwrap_err()
}

#[test]
fn a_payment_goes_to_the_oldest_installment_first() {
    let installments = [installment(2, 50, 0), installment(1, 50, 20)];
    let accepted = accept_payment(&paying(&installments, 40), &POLICIES.billing).unwrap();
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
    let with = |amount| accept_payment(&paying(&installments, amount), &POLICIES.billing).unwrap();
    assert_eq!(with(99).status, InvoiceStatus::PartiallyPaid);
    assert_eq!(with(100).status, InvoiceStatus::Paid);
    assert_eq!(with(100).outstanding, Cents::ZERO);
}

#[test]
fn a_cent_more_than_outstanding_is_refused() {
    let installments = [installment(1, 100, 40)];
    assert!(accept_payment(&paying(&installments, 60), &POLICIES.billing).is_ok());
    assert_eq!(
        refusal(&paying(&installments, 61)),
        BillingRefusal::MoreThanOutstanding { amount: Cents::new(61), outstanding: Cents::new(60) }
    );
}

#[test]
fn a_payment_of_nothing_or_less_is_refused() {
    let installments = [installment(1, 100, 0)];
    for amount in [0, -1, i64::MIN] {
        assert_eq!(refusal(&paying(&installments, amount)), BillingRefusal::AmountNotPositive);
    }
}

#[test]
fn a_payment_can_be_received_today_but_not_tomorrow() {
    let installments = [installment(1, 100, 0)];
    let received = |on| PaymentFacts { received_on: day(on), ..paying(&installments, 100) };
    assert!(accept_payment(&received("2026-01-15"), &POLICIES.billing).is_ok());
    assert!(matches!(refusal(&received("2026-01-16")), BillingRefusal::ReceivedInTheFuture { .. }));
}

#[test]
fn a_paid_or_void_invoice_takes_no_payment() {
    let installments = [installment(1, 100, 100)];
    assert!(matches!(refusal(&paying(&installments, 1)), BillingRefusal::InvoicePaid { .. }));
    let void = PaymentFacts { status: InvoiceStatus::Void, ..paying(&installments, 1) };
    assert_eq!(refusal(&void), BillingRefusal::InvoiceVoid);
}

#[test]
fn check_ach_wire_and_lockbox_are_accepted() {
    let installments = [installment(1, 100, 0)];
    for method in PaymentMethod::ALL {
        let facts = PaymentFacts { method: *method, ..paying(&installments, 100) };
        assert!(accept_payment(&facts, &POLICIES.billing).is_ok(), "{method}");
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
        let facts = paying(&installments, amount);
        if let Ok(accepted) = accept_payment(&facts, &POLICIES.billing) {
            let paid = Cents::checked_sum(accepted.installments.iter().map(|i| i.paid)).unwrap();
            prop_assert_eq!(paid, accepted.paid);
            prop_assert!(accepted.paid <= facts.charged);
            prop_assert_eq!(accepted.paid.cents() + accepted.outstanding.cents(), facts.charged.cents());
            prop_assert_eq!(accepted.status == InvoiceStatus::Paid, accepted.outstanding.is_zero());
            prop_assert!(accepted.installments.iter().all(|i| i.paid <= i.amount));
        }
    }
}
