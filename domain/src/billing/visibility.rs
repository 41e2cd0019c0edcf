//! Who may see invoices: the person whom an invoice is for, representatives of the organization that is billed, staff,
//! finance and admins.

use crate::AccountId;
use crate::accounts::role::{Caller, Role};

/// Whether a caller may see everybody's invoices, and have invoices issued for everybody.
#[must_use]
pub fn may_see_all_invoices(caller: &Caller) -> bool {
    caller.has_any(&[Role::Staff, Role::Finance, Role::Admin])
}

/// Whether a caller may see an invoice for an account's owner; so does whoever represents the organization that is billed.
#[must_use]
pub fn may_see_invoice(caller: &Caller, owner: AccountId, represents_payer: bool) -> bool {
    caller.is(owner) || represents_payer || may_see_all_invoices(caller)
}
