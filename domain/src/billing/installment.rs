//! Splitting a total over installments and spreading a payment over them.
//!
//! Invariant: the parts sum to the whole; the first parts include the remaining cents.

use crate::Cents;
use chrono::NaiveDate;

/// An installment with what was paid of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstallmentState {
    /// Position within the invoice, from 1.
    pub position: i32,
    /// When it is due.
    pub due_on: NaiveDate,
    /// How much.
    pub amount: Cents,
    /// How much of it is paid.
    pub paid: Cents,
}

impl InstallmentState {
    /// The amount still to be paid.
    #[must_use]
    pub fn outstanding(&self) -> Cents {
        self.amount.checked_sub(self.paid).map_or(Cents::ZERO, |owed| owed.max(Cents::ZERO))
    }

    /// Whether nothing is left to pay.
    #[must_use]
    pub fn is_paid(&self) -> bool {
        self.outstanding().is_zero()
    }
}

/// A part of a payment, given to one installment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InstallmentPayment {
    /// The installment's position.
    pub position: i32,
    /// How much of the payment it takes.
    pub amount: Cents,
}

/// Splits a total: equal parts, the first ones a cent more until it is used up.
#[must_use]
pub fn split(total: Cents, count: u8) -> Vec<Cents> {
    let count = i64::from(count.max(1));
    let (base, odd) = (total.cents().div_euclid(count), total.cents().rem_euclid(count));
    (0..count).map(|position| Cents::new(base + i64::from(position < odd))).collect()
}

/// Spreads an amount over what is outstanding, the earliest due first; gives the
/// parts and what is left over.
#[must_use]
pub fn allocate(installments: &[InstallmentState], amount: Cents) -> (Vec<InstallmentPayment>, Cents) {
    let mut oldest_first: Vec<&InstallmentState> = installments.iter().collect();
    oldest_first.sort_by_key(|installment| (installment.due_on, installment.position));
    let mut left = amount;
    let mut parts = Vec::new();
    for installment in oldest_first {
        let part = left.min(installment.outstanding());
        if part > Cents::ZERO {
            parts.push(InstallmentPayment { position: installment.position, amount: part });
            left = Cents::new(left.cents() - part.cents());
        }
    }
    (parts, left)
}
