//! Nobody decides in an own matter: one rule for every slice.
//!
//! Whoever accepts, verifies, grants, records a payment or refund, approves or marks is not the person
//! concerned, the payer, the reporter or the author. Paying one's own invoice by card is no such act.

use crate::AccountId;
use crate::refusal::{Refuse, cited};

/// The decision concerns whoever makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this concerns you yourself: somebody else with the same role decides it")]
pub struct OwnMatter;

impl Refuse for OwnMatter {
    fn code(&self) -> &'static str {
        "own_matter"
    }

    fn clause(&self) -> &'static str {
        "house.own_matter"
    }

    fn source(&self) -> &'static str {
        cited::ASSUMPTION
    }
}

/// Refuses a decision that concerns the decider: name everybody concerned, `None` where nobody is.
///
/// # Errors
/// [`OwnMatter`] when one of them is the decider.
pub fn check(decider: AccountId, concerned: impl IntoIterator<Item = Option<AccountId>>) -> Result<(), OwnMatter> {
    if concerned.into_iter().flatten().any(|account| account == decider) { Err(OwnMatter) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn account(number: u128) -> AccountId {
        AccountId::new(Uuid::from_u128(number))
    }

    #[test]
    fn whoever_is_concerned_does_not_decide_and_anybody_else_does() {
        assert_eq!(check(account(1), [Some(account(1))]), Err(OwnMatter));
        assert_eq!(check(account(1), [Some(account(2)), None, Some(account(1))]), Err(OwnMatter));
        assert_eq!(check(account(1), [Some(account(2)), None]), Ok(()));
        assert_eq!(check(account(1), [None]), Ok(()));
    }
}
