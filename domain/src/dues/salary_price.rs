//! Salary times rate, less a discount, up to a cap: exact, rounded once.
//!
//! The product is kept as a fraction of integers, so `exceeds_cap` compares the
//! unrounded figure. RULES 1.3; half up is a default of this software.

use crate::Cents;
use crate::dues::rate_table::{SalaryRate, SmallCommunity};

/// A million: the denominator of one rate.
const MILLION: i128 = 1_000_000;

/// The unrounded product with its cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SalaryPrice {
    /// Cents times a million times a million.
    product: i128,
    cap: Cents,
}

impl SalaryPrice {
    /// Salary at the standard rate.
    #[must_use]
    pub fn standard(rates: &SalaryRate, salary: Cents) -> Self {
        Self { product: share(rates, salary) * MILLION, cap: rates.cap_cents.value }
    }

    /// Salary at the rate of a small community.
    #[must_use]
    pub fn small(rates: &SalaryRate, small: &SmallCommunity, salary: Cents) -> Self {
        let kept = MILLION - i128::from(small.discount.value.millionths());
        Self { product: share(rates, salary) * kept, cap: small.cap_cents.value }
    }

    /// Whether the unrounded product is above the cap.
    #[must_use]
    pub fn exceeds_cap(&self) -> bool {
        self.product > i128::from(self.cap.cents()) * MILLION * MILLION
    }

    /// The amount: rounded half up to the cent, never above the cap.
    #[must_use]
    pub fn amount(&self) -> Cents {
        if self.exceeds_cap() {
            return self.cap;
        }
        let whole = MILLION * MILLION;
        let rounded = (2 * self.product + whole) / (2 * whole);
        // Not above the cap, so within the range of cents.
        i64::try_from(rounded).map_or(self.cap, Cents::new)
    }
}

/// Cents times a million. An `i64` of cents times two rates of at most a million
/// each is below 2^104, well inside an `i128`.
fn share(rates: &SalaryRate, salary: Cents) -> i128 {
    i128::from(salary.cents()) * i128::from(rates.rate.value.millionths())
}
