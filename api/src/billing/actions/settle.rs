//! What becomes of the invoice of something that is given up. Whoever calls this has locked the thing.

use guildhall_domain::billing::{Billed, GivenUp, Refund, give_up as decide};
use guildhall_domain::{Cents, Refusal};
use guildhall_persistence::Tx;
use guildhall_persistence::billing::{self as store, InvoiceRecord};

use super::credit::{self, Ground};
use super::{issue, void};
use crate::app::App;
use crate::http::problem::Problem;

/// What giving up came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// The invoice as it stands now; none when none was issued.
    pub invoice: Option<InvoiceRecord>,
    /// What is to be paid back.
    pub refund: Option<Refund>,
}

/// Settles the invoice of what is given up while `kept` of it stays charged: nothing paid and nothing kept voids it;
/// otherwise what is no longer owed is credited, and what was paid beyond what is kept becomes a refund that is due.
///
/// # Errors
/// Those of the store.
pub async fn give_up(
    app: &App,
    tx: &Tx,
    billed: &Billed,
    kept: Cents,
    reason: &str,
    ground: Ground,
) -> Result<Settlement, Problem> {
    let Some(found) = store::find_invoice_of(tx, billed).await? else {
        return Ok(Settlement { invoice: None, refund: None });
    };
    let mut record = store::lock_invoice(tx, found.invoice.id).await?;
    let facts = credit::facts_of(&record, issue::revenue_of_invoice(app, &record.invoice)?);
    let refund = match decide(&facts, kept).map_err(Refusal::from)? {
        GivenUp::Unchanged => None,
        GivenUp::Void(voided) => {
            void::take_back(app, tx, ground.by, &mut record, voided, reason).await?;
            None
        }
        GivenUp::Credited(draft) => credit::note(app, tx, &mut record, draft, ground).await?,
    };
    Ok(Settlement { invoice: Some(record), refund })
}
