//! Taking several invoices for one transaction, in one order for everybody.

use std::collections::BTreeMap;

use guildhall_domain::ids::InvoiceId;
use guildhall_persistence::Tx;
use guildhall_persistence::billing::{self as store, InvoiceRecord};

use crate::app::App;
use crate::hooks;
use crate::http::problem::Problem;

/// Locks what each of these invoices bills, then the invoices: each kind of lock in the order of ids, so that of two who
/// want the same ones neither waits for the other forever.
///
/// # Errors
/// `not-found`; those of the store.
pub async fn invoices(app: &App, tx: &Tx, ids: &[InvoiceId]) -> Result<BTreeMap<InvoiceId, InvoiceRecord>, Problem> {
    let mut billed = Vec::with_capacity(ids.len());
    for id in ids {
        billed.push(store::load_invoice(tx, *id).await?.invoice.billed);
    }
    billed.sort_by(|one, next| (one.kind.as_str(), one.id).cmp(&(next.kind.as_str(), next.id)));
    billed.dedup();
    for one in billed {
        hooks::billable(app, &one.kind)?.lock(app, tx, one.id).await?;
    }
    let mut sorted = ids.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut locked = BTreeMap::new();
    for id in sorted {
        locked.insert(id, store::lock_invoice(tx, id).await?);
    }
    Ok(locked)
}
