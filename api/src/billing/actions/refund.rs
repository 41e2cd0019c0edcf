//! Recording that a refund was paid out.

use chrono::NaiveDate;
use guildhall_domain::Refusal;
use guildhall_domain::billing::{
    BillingEvent, BillingRefusal, LedgerCause, Payout, PayoutFacts, Refund, RefundMethod, RefundSource, pay_refund,
    reference,
};
use guildhall_domain::ids::{AccountId, RefundId};
use guildhall_persistence::billing as store;
use guildhall_persistence::{StoreError, Tx};

use super::{concerned, ledger};
use crate::app::App;
use crate::billing::letters;
use crate::events;
use crate::http::problem::Problem;

/// Money that has left.
#[derive(Clone)]
pub struct Remittance {
    /// How it went.
    pub method: RefundMethod,
    /// Civil date of the payout.
    pub paid_on: NaiveDate,
    /// The bank's reference; unique per method.
    pub external_reference: String,
}

/// Records the payout of a whole refund. The refund is locked first, so that of two payouts the second sees the first.
///
/// # Errors
/// `not-found`, `own-matter`; the refusals of the billing rules; those of the store.
pub async fn pay(app: &App, tx: &Tx, by: AccountId, id: RefundId, sent: Remittance) -> Result<Refund, Problem> {
    let mut refund = store::lock_refund(tx, id).await?;
    let invoice = store::load_invoice(tx, refund.invoice_id).await?;
    concerned::check_invoice(tx, by, &invoice).await?;
    if let RefundSource::Payment(payment) = refund.source {
        concerned::check_payer(tx, by, store::load_payment(tx, payment).await?.payer).await?;
    }
    let refused = |refusal: BillingRefusal| Problem::from(Refusal::from(refusal));
    let Some(external_reference) = reference::read(&sent.external_reference) else {
        return Err(refused(BillingRefusal::ReferenceEmpty).at("/external_reference"));
    };
    let facts = PayoutFacts {
        state: refund.state(),
        amount: refund.amount,
        due_since: refund.due_since,
        paid_on: sent.paid_on,
        today: app.clock.today(),
    };
    let entry = pay_refund(&facts).map_err(|refusal| {
        let is_dated =
            matches!(refusal, BillingRefusal::RefundNotDue { .. } | BillingRefusal::PaidOutInTheFuture { .. });
        if is_dated { refused(refusal).at("/paid_on") } else { refused(refusal) }
    })?;
    let method = sent.method;
    refund.payout =
        Some(Payout { method, paid_on: sent.paid_on, external_reference, paid_by: by, recorded_at: app.clock.now() });
    refund.version = store::save_refund(tx, &refund).await.map_err(|error| duplicate(error, method))?;
    ledger::enter_of(app, tx, sent.paid_on, refund.invoice_id, LedgerCause::Refund(id), Some(entry)).await?;
    let paid = BillingEvent::RefundPaid { refund: id, invoice_id: refund.invoice_id, method };
    events::record(app, tx, Some(by), paid).await?;
    letters::refund_paid(app, tx, &invoice, &refund).await?;
    Ok(refund)
}

fn duplicate(error: StoreError, method: RefundMethod) -> Problem {
    if error.violates("external_reference") {
        let refusal = Refusal::from(BillingRefusal::DuplicatePayout { method });
        return Problem::from(refusal).at("/external_reference");
    }
    error.into()
}
