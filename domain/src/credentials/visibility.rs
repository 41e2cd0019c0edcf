//! Who can see credit hours: the person who earned them, and staff and administrators. For
//! everybody else the entries do not exist.

use crate::AccountId;
use crate::accounts::role::{Caller, Role};

/// Whether a caller may see the credit of an account's owner.
#[must_use]
pub fn may_see_credit(caller: &Caller, owner: AccountId) -> bool {
    caller.is(owner) || may_list_credit(caller)
}

/// Whether a caller may see everybody's credit.
#[must_use]
pub fn may_list_credit(caller: &Caller) -> bool {
    caller.has_any(&[Role::Staff, Role::Admin])
}
