//! How callers stand to invoices. The decisions are `domain/src/billing/visibility.rs`.

use guildhall_domain::accounts::Role;
use guildhall_domain::billing::visibility::may_see_invoice;
use guildhall_domain::ids::InvoiceId;
use guildhall_persistence::Read;
use guildhall_persistence::billing::{self as store, InvoiceRecord};
use guildhall_persistence::organizations;

use crate::app::App;
use crate::http::auth::{AnyAccount, Identity};
use crate::http::problem::Problem;
use crate::http::relation::{Relation, Standing};

/// An invoice that the caller may see.
pub struct VisibleInvoice(pub InvoiceRecord);

impl Relation for VisibleInvoice {
    type Permission = AnyAccount;
    type Id = InvoiceId;
    const NAME: &'static str = "visible_invoice";
    const MEANING: &'static str = "The person whom the invoice is for; representatives of the organization that is billed; staff, finance and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Finance, Role::Admin];

    async fn find(_: &App, db: &dyn Read, caller: &Identity, id: &InvoiceId) -> Result<Standing<Self>, Problem> {
        let found = store::find_invoice(db, *id).await?;
        let payer = found.as_ref().and_then(|record| record.invoice.bill_to_organization_id);
        let represents = match payer {
            Some(organization) => organizations::represents(db, caller.account_id, organization).await?,
            None => false,
        };
        let found = found.map(VisibleInvoice);
        Ok(Standing::of(found, |one| may_see_invoice(&caller.caller(), one.0.account_id, represents)))
    }
}
