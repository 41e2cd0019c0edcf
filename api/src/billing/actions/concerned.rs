//! Whom money concerns: nobody records, reverses, applies or pays back their own.

use guildhall_domain::billing::Payer;
use guildhall_domain::ids::AccountId;
use guildhall_domain::own_matter;
use guildhall_persistence::billing::InvoiceRecord;
use guildhall_persistence::{Tx, organizations};

use crate::http::problem::Problem;

/// Whether an invoice and its payer are none of the decider's own.
///
/// # Errors
/// `own-matter`; those of any read.
pub async fn check_invoice(tx: &Tx, by: AccountId, record: &InvoiceRecord) -> Result<(), Problem> {
    own_matter::check(by, [Some(record.account_id)])?;
    check_payer(tx, by, Payer::of(&record.invoice, record.account_id)).await
}

/// Whether a payer is not the decider, and no organization that they represent.
///
/// # Errors
/// `own-matter`; those of any read.
pub async fn check_payer(tx: &Tx, by: AccountId, payer: Payer) -> Result<(), Problem> {
    let concerned = match payer {
        Payer::Account(account) => Some(account),
        Payer::Organization(id) => organizations::represents(tx, by, id).await?.then_some(by),
    };
    Ok(own_matter::check(by, [concerned])?)
}
