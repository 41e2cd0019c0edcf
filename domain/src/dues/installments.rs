//! Who may pay in installments, and the amount of each.
//!
//! RULES 1.6: renewing members in local government, in 2, 3 or 4; the rule is a dated row. Due on
//! the date of the invoice and every 12/n months after it.

use crate::Cents;
use crate::billing::installment::split;
use crate::calendar::add_months;
use crate::dues::policy::DuesPolicy;
use crate::dues::quote::{Installment, QuoteFacts};
use crate::dues::refusal::DuesRefusal;
use chrono::NaiveDate;

/// Checks that so many installments are open to this quote.
///
/// # Errors
/// The first condition that is not met.
pub fn check(facts: &QuoteFacts, policy: &DuesPolicy) -> Result<(), DuesRefusal> {
    if facts.installments == 1 {
        return Ok(());
    }
    let category = facts.category;
    let rule = policy.installments.on(facts.priced_on);
    let not_offered = DuesRefusal::InstallmentsNotOffered { asked: facts.installments, offered: rule.counts.clone() };
    if facts.installments == 0 {
        return Err(not_offered);
    }
    if category.is_student() {
        return Err(DuesRefusal::InstallmentsForStudent);
    }
    if !facts.renewal {
        return Err(DuesRefusal::InstallmentsForNewMember);
    }
    if facts.in_transition {
        return Err(DuesRefusal::InstallmentsInTransition);
    }
    if !rule.categories.contains(&category) {
        return Err(DuesRefusal::InstallmentsOutsideLocalGovernment { category });
    }
    if !rule.counts.contains(&facts.installments) {
        return Err(not_offered);
    }
    Ok(())
}

/// The payments of a total: due on the first date and every 12/n months after it.
#[must_use]
pub fn schedule(total: Cents, count: u8, first_due_on: NaiveDate) -> Vec<Installment> {
    let months_apart = 12 / u32::from(count.max(1));
    split(total, count)
        .into_iter()
        .zip(0_u32..)
        .map(|(amount, position)| Installment { due_on: add_months(first_due_on, position * months_apart), amount })
        .collect()
}
