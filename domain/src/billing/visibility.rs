//! Who may see invoices: the person whom an invoice is for, staff, finance and admins.

use crate::AccountId;
use crate::accounts::role::{Caller, Role};

/// Whether a caller may see everybody's invoices, and have invoices issued for everybody.
#[must_use]
pub fn may_see_all_invoices(caller: &Caller) -> bool {
    caller.has_any(&[Role::Staff, Role::Finance, Role::Admin])
}

/// Whether a caller may see the invoices of an account's owner.
#[must_use]
pub fn may_see_invoice(caller: &Caller, owner: AccountId) -> bool {
    caller.is(owner) || may_see_all_invoices(caller)
}
