//! Closing an account and forgetting its owner.
//!
//! Invariants: nobody else closes it; everything that is open for its owner ends in the same transaction; what is owed stays
//! owed and is named before; for thirty days an administrator can open the account again.

use chrono::{DateTime, Utc};
use guildhall_domain::Refusal;
use guildhall_domain::accounts::closure::{check_owing, erased_after, needs_relief};
use guildhall_domain::accounts::{AccountEvent, Role, Roles};
use guildhall_domain::billing::Invoice;
use guildhall_domain::ids::AccountId;
use guildhall_persistence::billing::{InvoiceFilter, InvoiceSort};
use guildhall_persistence::{PageRequest, Tx, accounts as store, billing};

use super::letters::AccountClosed;
use crate::accounts::letters;
use crate::accounts::problems::OWN_ADMIN_ACCESS;
use crate::app::App;
use crate::events;
use crate::http::problem::Problem;
use crate::personal_data::{self, Ended, Ending, Retained};

/// What came of closing an account.
pub struct Closed {
    /// When it was closed.
    pub closed_at: DateTime<Utc>,
    /// When its owner is forgotten.
    pub erased_at: DateTime<Utc>,
    /// Invoices that stay to be paid.
    pub open_invoices: Vec<Invoice>,
    /// What stays on record afterward, and why.
    pub retained: Vec<Retained>,
}

/// Closes the account of whoever asks.
///
/// # Errors
/// `own-admin-access`, `invoices-open`; those of the store.
pub async fn close(app: &App, tx: &Tx, id: AccountId, despite_open_invoices: bool) -> Result<Closed, Problem> {
    let mut account = store::lock_account(tx, id).await?;
    if needs_relief(&account) {
        let detail = "The account is an administrator's: another administrator takes the role `admin` from it first.";
        return Err(Problem::new(&OWN_ADMIN_ACCESS).detail(detail));
    }
    let person = personal_data::person(tx, id).await?;
    personal_data::end(app, tx, Ended { person, ending: Ending::AccountClosed, by: Some(id) }).await?;
    let open_invoices = owed_by(tx, id).await?;
    let numbers: Vec<_> = open_invoices.iter().map(|invoice| invoice.number).collect();
    check_owing(&numbers, despite_open_invoices).map_err(Refusal::from)?;
    let closed_at = app.clock.now();
    if account.roles != Roles::NONE {
        let from: Vec<Role> = account.roles.iter().collect();
        events::record(app, tx, Some(id), AccountEvent::RolesUpdated { account: id, from, to: Vec::new() }).await?;
        account.roles = Roles::NONE;
    }
    account.closed_at = Some(closed_at);
    account.updated_at = closed_at;
    store::save_account(tx, &account).await?;
    let erased_at = erased_after(closed_at, &app.policies.accounts);
    letters::send(app, tx, &account.email, &AccountClosed::new(app, erased_at, open_invoices.len())).await?;
    events::record(app, tx, Some(id), AccountEvent::Closed { account: id }).await?;
    Ok(Closed { closed_at, erased_at, open_invoices, retained: personal_data::retained(tx, &person).await? })
}

/// The invoices of a person on which something is owed, latest issued first.
async fn owed_by(tx: &Tx, account: AccountId) -> Result<Vec<Invoice>, Problem> {
    let filter = InvoiceFilter { account: Some(account), ..InvoiceFilter::default() };
    let mut page = PageRequest::first(100, InvoiceSort::Newest);
    let mut owed = Vec::new();
    loop {
        let slice = billing::list_invoices(tx, &filter, page.clone()).await?;
        let invoices = slice.items.into_iter().map(|record| record.invoice);
        owed.extend(invoices.filter(|one| one.bill_to_organization_id.is_none() && !one.outstanding().is_zero()));
        page.after = slice.next;
        if page.after.is_none() {
            return Ok(owed);
        }
    }
}

/// Forgets the owner of an account that was closed long enough ago, unless another process did.
///
/// # Errors
/// Those of any write.
pub async fn erase(app: &App, tx: &Tx, id: AccountId) -> Result<bool, Problem> {
    let account = store::lock_account(tx, id).await?;
    let now = app.clock.now();
    // An administrator may have opened it again meanwhile.
    let is_due = account.closed_at.is_some_and(|closed_at| erased_after(closed_at, &app.policies.accounts) <= now);
    if !is_due || !store::save_erased(tx, id, now).await? {
        return Ok(false);
    }
    let person = personal_data::person(tx, id).await?;
    personal_data::erase(app, tx, &person).await?;
    events::record(app, tx, None, AccountEvent::Erased { account: id }).await?;
    Ok(true)
}
