//! What a change to a dearer category costs during a term: the difference, for the days that are left.
//!
//! Exact integers, rounded once, half up to the cent. The association has published no rule: the row
//! `category_change` of `policies/members.toml` says how, and is a default of this software.

use crate::Cents;
use crate::dues::draft::single_line;
use crate::dues::policy::DuesPolicy;
use crate::dues::quote::{Quote, QuoteFacts, quote};
use crate::dues::refusal::DuesRefusal;
use crate::explanation::Clause;
use crate::members::application::Upgrade;
use crate::refusal::cited;
use chrono::NaiveDate;

/// Prices a change of category: `changed` in the new one, by the facts and on the date of the quote, for the days of the
/// running term from `from_on` on. Nothing is given back for a cheaper category.
///
/// # Errors
/// As a quote for the new category.
pub fn quote_upgrade(
    changed: &QuoteFacts,
    upgrade: &Upgrade,
    from_on: NaiveDate,
    policy: &DuesPolicy,
) -> Result<Quote, DuesRefusal> {
    let changed = QuoteFacts { renewal: true, installments: 1, print_magazine: false, ..changed.clone() };
    let dearer = quote(&changed, policy)?;
    let held = quote(&QuoteFacts { category: upgrade.from, ..changed }, policy)?;
    let difference = dearer.total.checked_sub(held.total).unwrap_or(Cents::ZERO).max(Cents::ZERO);
    let (left, whole) = days(upgrade, from_on);
    let amount = share(difference, left, whole);
    let detail = format!(
        "the difference between the categories, {difference}, for {left} of the {whole} days of the term that ends on {}",
        upgrade.term_ends_on
    );
    Ok(single_line(dearer, amount, Clause::new("dues.category_change", cited::ASSUMPTION, detail)))
}

/// The days of the term that are left from a date on, and all of them.
fn days(upgrade: &Upgrade, from_on: NaiveDate) -> (i64, i64) {
    let whole = (upgrade.term_ends_on - upgrade.term_starts_on).num_days().max(1);
    let left = (upgrade.term_ends_on - from_on).num_days().clamp(0, whole);
    (left, whole)
}

/// So many of so many parts of an amount, half up to the cent.
fn share(amount: Cents, left: i64, whole: i64) -> Cents {
    let product = i128::from(amount.cents()) * i128::from(left);
    let rounded = (product * 2 + i128::from(whole)) / (i128::from(whole) * 2);
    Cents::new(i64::try_from(rounded).unwrap_or(i64::MAX))
}
