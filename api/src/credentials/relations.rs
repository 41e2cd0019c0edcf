//! How callers stand to credit: one's own, and everybody's for those who may see it.

use guildhall_domain::accounts::Role;
use guildhall_domain::credentials::may_see_credit;
use guildhall_domain::ids::{AccountId, CreditEntryId};
use guildhall_persistence::credentials::{self as store, CreditRecord};
use guildhall_persistence::{Read, accounts};

use crate::app::App;
use crate::http::auth::{AnyAccount, Identity};
use crate::http::problem::Problem;
use crate::http::relation::{Relation, Standing};

/// An entry of the ledger that the caller may see.
pub struct VisibleCreditEntry(pub CreditRecord);

impl Relation for VisibleCreditEntry {
    type Permission = AnyAccount;
    type Id = CreditEntryId;
    const NAME: &'static str = "visible_credit_entry";
    const MEANING: &'static str = "Whoever earned it; staff and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Admin];

    async fn find(_: &App, db: &dyn Read, caller: &Identity, id: &CreditEntryId) -> Result<Standing<Self>, Problem> {
        let found = store::find_credit_entry(db, *id).await?.map(VisibleCreditEntry);
        Ok(Standing::of(found, |entry| may_see_credit(&caller.caller(), entry.0.entry.grant.account_id)))
    }
}

/// The ledger of a person whose credit the caller may see.
pub struct VisibleCredit(pub AccountId);

impl Relation for VisibleCredit {
    type Permission = AnyAccount;
    type Id = AccountId;
    const NAME: &'static str = "visible_credit";
    const MEANING: &'static str = "The person whose credit it is; staff and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Admin];

    async fn find(_: &App, db: &dyn Read, caller: &Identity, id: &AccountId) -> Result<Standing<Self>, Problem> {
        if !may_see_credit(&caller.caller(), *id) {
            return Ok(Standing::Foreign);
        }
        let known = *id == caller.account_id || accounts::find_account(db, *id).await?.is_some();
        Ok(Standing::of(known.then_some(VisibleCredit(*id)), |_| true))
    }
}
