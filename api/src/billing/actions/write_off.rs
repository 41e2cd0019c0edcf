//! Giving up what is owed: one proposes, another decides.

use guildhall_domain::billing::write_off::{check_decision, check_write_off, write_off};
use guildhall_domain::billing::{BillingEvent, BillingRefusal, LedgerCause, ProposalState, WriteOff};
use guildhall_domain::ids::{AccountId, InvoiceId, WriteOffId};
use guildhall_domain::{Cents, Refusal};
use guildhall_persistence::billing as store;
use guildhall_persistence::{StoreError, Tx};

use super::{concerned, ledger};
use crate::app::App;
use crate::events;
use crate::http::problem::Problem;

/// Proposes to give up `amount` of what is owed on an invoice, or all of it.
///
/// # Errors
/// `not-found`, `own-matter`; the refusals of the billing rules; those of the store.
pub async fn propose(
    app: &App,
    tx: &Tx,
    by: AccountId,
    invoice_id: InvoiceId,
    amount: Option<Cents>,
    reason: String,
) -> Result<WriteOff, Problem> {
    let record = store::lock_invoice(tx, invoice_id).await?;
    concerned::check_invoice(tx, by, &record).await?;
    let amount = amount.unwrap_or_else(|| record.invoice.outstanding());
    check_write_off(&record.invoice, amount)
        .map_err(|refusal| Problem::from(Refusal::from(refusal)).at("/amount_cents"))?;
    let now = app.clock.now();
    let proposal = WriteOff {
        id: WriteOffId::new(app.entropy.uuid(now)),
        invoice_id,
        amount,
        reason,
        state: ProposalState::Proposed,
        proposed_by: by,
        proposed_at: now,
        decided: None,
        version: 1,
    };
    store::insert_write_off(tx, &proposal).await.map_err(one_open)?;
    events::record(app, tx, Some(by), BillingEvent::WriteOffProposed { write_off: proposal.id, invoice_id }).await?;
    Ok(proposal)
}

/// Approves a proposal: what it names is owed no longer.
///
/// # Errors
/// `not-found`, `own-matter`; the refusals of the billing rules; those of the store.
pub async fn approve(app: &App, tx: &Tx, by: AccountId, id: WriteOffId) -> Result<WriteOff, Problem> {
    let invoice_id = store::load_write_off(tx, id).await?.invoice_id;
    let mut record = store::lock_invoice(tx, invoice_id).await?;
    concerned::check_invoice(tx, by, &record).await?;
    let mut proposal = store::lock_write_off(tx, id).await?;
    check_decision(proposal.state, proposal.proposed_by, by).map_err(Refusal::from)?;
    let (written_off, entry) = write_off(&record.invoice, proposal.amount).map_err(Refusal::from)?;
    record.invoice.written_off = written_off;
    record.invoice.version = store::save_invoice(tx, &record).await?;
    decide(app, tx, by, &mut proposal, ProposalState::Approved).await?;
    ledger::enter(app, tx, invoice_id, LedgerCause::WriteOff(id), Some(entry)).await?;
    events::record(app, tx, Some(by), BillingEvent::WriteOffApproved { write_off: id, invoice_id }).await?;
    Ok(proposal)
}

/// Declines a proposal.
///
/// # Errors
/// As [`approve`].
pub async fn decline(app: &App, tx: &Tx, by: AccountId, id: WriteOffId) -> Result<WriteOff, Problem> {
    let invoice_id = store::load_write_off(tx, id).await?.invoice_id;
    let record = store::lock_invoice(tx, invoice_id).await?;
    concerned::check_invoice(tx, by, &record).await?;
    let mut proposal = store::lock_write_off(tx, id).await?;
    check_decision(proposal.state, proposal.proposed_by, by).map_err(Refusal::from)?;
    decide(app, tx, by, &mut proposal, ProposalState::Declined).await?;
    events::record(app, tx, Some(by), BillingEvent::WriteOffDeclined { write_off: id, invoice_id }).await?;
    Ok(proposal)
}

async fn decide(
    app: &App,
    tx: &Tx,
    by: AccountId,
    proposal: &mut WriteOff,
    state: ProposalState,
) -> Result<(), Problem> {
    proposal.state = state;
    proposal.decided = Some((by, app.clock.now()));
    proposal.version = store::save_write_off(tx, proposal).await?;
    Ok(())
}

fn one_open(error: StoreError) -> Problem {
    match error {
        StoreError::Conflict(_) => Refusal::from(BillingRefusal::WriteOffProposed).into(),
        other => other.into(),
    }
}
