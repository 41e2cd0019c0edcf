//! Money: whole cents of a US dollar, never a floating-point number.
//!
//! Invariant: arithmetic is checked; an overflow is an absence, not a wrong sum.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An amount in US cents. Negative amounts occur in ledger postings only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(i64);

impl Cents {
    /// Nothing.
    pub const ZERO: Cents = Cents(0);

    /// An amount of whole cents.
    #[must_use]
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }

    /// The number of cents.
    #[must_use]
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// Whether this is nothing at all.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The sum, unless it leaves the range.
    #[must_use]
    pub fn checked_add(self, other: Cents) -> Option<Cents> {
        self.0.checked_add(other.0).map(Cents)
    }

    /// The difference, unless it leaves the range.
    #[must_use]
    pub fn checked_sub(self, other: Cents) -> Option<Cents> {
        self.0.checked_sub(other.0).map(Cents)
    }

    /// The same amount on the other side, unless it leaves the range.
    #[must_use]
    pub fn checked_neg(self) -> Option<Cents> {
        self.0.checked_neg().map(Cents)
    }

    /// The sum of all, unless it leaves the range.
    #[must_use]
    pub fn checked_sum(amounts: impl IntoIterator<Item = Cents>) -> Option<Cents> {
        amounts.into_iter().try_fold(Cents::ZERO, Cents::checked_add)
    }
}

impl fmt::Display for Cents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        let dollars = grouped(magnitude / 100);
        write!(f, "{sign}${dollars}.{:02}", magnitude % 100)
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Cents;
    use proptest::prelude::*;

    #[test]
    fn an_amount_reads_as_dollars_and_cents_with_thousands_apart() {
        for (cents, text) in [
            (0, "$0.00"),
            (5, "$0.05"),
            (123_456, "$1,234.56"),
            (99_999, "$999.99"),
            (100_000_000, "$1,000,000.00"),
            (-123_456, "-$1,234.56"),
            (i64::MIN, "-$92,233,720,368,547,758.08"),
        ] {
            assert_eq!(Cents::new(cents).to_string(), text);
        }
    }

    #[test]
    fn arithmetic_that_leaves_the_range_gives_nothing() {
        let most = Cents::new(i64::MAX);
        assert_eq!(most.checked_add(Cents::new(1)), None);
        assert_eq!(Cents::new(i64::MIN).checked_sub(Cents::new(1)), None);
        assert_eq!(Cents::new(i64::MIN).checked_neg(), None);
        assert_eq!(Cents::checked_sum([most, Cents::new(1)]), None);
    }

    proptest! {
        #[test]
        fn the_printed_amount_holds_every_digit_of_the_cents(cents in any::<i64>()) {
            let digits: String = Cents::new(cents).to_string().chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(digits.parse::<u64>().unwrap(), cents.unsigned_abs());
        }
    }
}
