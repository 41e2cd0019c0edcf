//! Every rule of billing, with properties over random amounts.

mod credits;
mod histories;
mod invoices;
mod ledger;
mod numbers;
mod payments;
mod refunds;

use crate::Cents;
use crate::billing::InstallmentState;
use crate::testing::day;

/// An installment on the first day of a month of 2026.
fn installment(position: i32, amount: i64, paid: i64) -> InstallmentState {
    InstallmentState {
        position,
        due_on: day(&format!("2026-{position:02}-01")),
        amount: Cents::new(amount),
        paid: Cents::new(paid),
    }
}
