//! Closing an account: by its owner, undone by an administrator for some weeks, then forgotten.

use crate::accounts::account::Account;
use crate::accounts::policy::AccountsPolicy;
use crate::accounts::role::Role;
use crate::accounts::session::later;
use crate::billing::InvoiceNumber;
use crate::refusal::{Refuse, cited};
use chrono::{DateTime, Utc};

/// A refusal to close an account or to open one again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClosureRefusal {
    /// Something is owed, and the owner has not said that they know.
    #[error("{} still to be paid; that stays so when the account is closed", listed(.0))]
    Owing(Vec<InvoiceNumber>),
    /// What was held about its owner is gone.
    #[error("the account was closed and what was held about its owner is erased: register again")]
    Erased,
}

impl Refuse for ClosureRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Owing(_) => "invoices_open",
            Self::Erased => "account_erased",
        }
    }

    fn clause(&self) -> &'static str {
        "accounts.closure"
    }

    fn source(&self) -> &'static str {
        cited::ASSUMPTION
    }
}

fn listed(numbers: &[InvoiceNumber]) -> String {
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    match numbers.as_slice() {
        [one] => format!("invoice {one} is"),
        several => format!("invoices {} are", several.join(", ")),
    }
}

/// Passes when nothing is owed, or the owner knows what is.
///
/// # Errors
/// [`ClosureRefusal::Owing`].
pub fn check_owing(open: &[InvoiceNumber], is_known: bool) -> Result<(), ClosureRefusal> {
    if open.is_empty() || is_known { Ok(()) } else { Err(ClosureRefusal::Owing(open.to_vec())) }
}

/// Whether somebody is the administrator of the installation, whom another one has to relieve first.
#[must_use]
pub fn needs_relief(account: &Account) -> bool {
    account.roles.has(Role::Admin)
}

/// When what is held about the owner of an account closed then is erased.
#[must_use]
pub fn erased_after(closed_at: DateTime<Utc>, policy: &AccountsPolicy) -> DateTime<Utc> {
    later(closed_at, policy.closure.kept())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{POLICIES, instant};

    #[test]
    fn what_is_owed_is_named_until_the_owner_says_that_it_is_known() {
        let numbers: Vec<InvoiceNumber> =
            (1..3).map(|sequence| InvoiceNumber { fiscal_year: 2025, sequence }).collect();
        assert_eq!(check_owing(&[], false), Ok(()));
        assert_eq!(check_owing(&numbers, true), Ok(()));
        let refused = check_owing(&numbers, false).expect_err("owing").to_string();
        assert_eq!(
            refused,
            "invoices 2025-000001, 2025-000002 are still to be paid; that stays so when the account is closed"
        );
    }

    #[test]
    fn the_owner_is_forgotten_thirty_days_later() {
        let erased = erased_after(instant("2026-03-01T12:00:00Z"), &POLICIES.accounts);
        assert_eq!(erased, instant("2026-03-31T12:00:00Z"));
    }
}
