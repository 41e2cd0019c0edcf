//! Crediting what an invoice no longer charges, and owing back what was paid beyond it.

use guildhall_domain::Clause;
use guildhall_domain::billing::{
    BillingEvent, CreditDraft, CreditFacts, CreditNote, CreditReason, CreditState, LedgerAccount, LedgerCause, Refund,
    RefundSource,
};
use guildhall_domain::ids::{AccountId, CreditNoteId, RefundId};
use guildhall_persistence::Tx;
use guildhall_persistence::billing::{self as store, InvoiceRecord};

use super::ledger;
use crate::app::App;
use crate::billing::letters;
use crate::events;
use crate::http::problem::Problem;

/// Why something is credited, as the note keeps it.
pub struct Ground {
    /// In one word.
    pub reason: CreditReason,
    /// True when the terms applied are a default of this software.
    pub provisional: bool,
    /// Clauses applied, in order.
    pub explanation: Vec<Clause>,
    /// Who caused it; none for the system.
    pub by: Option<AccountId>,
}

/// The facts of an invoice that is given up.
pub(super) fn facts_of(record: &InvoiceRecord, revenue: LedgerAccount) -> CreditFacts {
    let invoice = &record.invoice;
    CreditFacts {
        revenue,
        status: invoice.status,
        total: invoice.total,
        paid: invoice.paid,
        credited: invoice.credited,
        written_off: invoice.written_off,
    }
}

/// Notes a credit on an invoice that is locked, books it, and makes the refund due that follows.
///
/// # Errors
/// Those of the store.
pub(super) async fn note(
    app: &App,
    tx: &Tx,
    record: &mut InvoiceRecord,
    draft: CreditDraft,
    ground: Ground,
) -> Result<Option<Refund>, Problem> {
    let (now, today) = (app.clock.now(), app.clock.today());
    let note = CreditNote {
        id: CreditNoteId::new(app.entropy.uuid(now)),
        invoice_id: record.invoice.id,
        amount: draft.amount,
        reason: ground.reason,
        provisional: ground.provisional,
        explanation: ground.explanation,
        issued_on: today,
        issued_at: now,
        issued_by: ground.by,
        state: CreditState::Issued,
        line: None,
        remark: None,
        decided: None,
        version: 1,
    };
    store::insert_credit_note(tx, &note).await?;
    book(app, tx, record, draft, &note, ground.by).await
}

/// Books a note that is on record on its invoice, which is locked, and makes the refund due that follows.
///
/// # Errors
/// Those of the store.
pub(super) async fn book(
    app: &App,
    tx: &Tx,
    record: &mut InvoiceRecord,
    draft: CreditDraft,
    note: &CreditNote,
    by: Option<AccountId>,
) -> Result<Option<Refund>, Problem> {
    let (now, today) = (app.clock.now(), app.clock.today());
    record.invoice.credited = draft.credited;
    record.invoice.written_off = draft.written_off;
    record.invoice.status = draft.status;
    record.invoice.version = store::save_invoice(tx, record).await?;
    let cause = LedgerCause::CreditNote(note.id);
    ledger::enter(app, tx, note.invoice_id, cause, draft.write_off_reversed).await?;
    ledger::enter(app, tx, note.invoice_id, cause, draft.entry).await?;
    let refund = (!draft.refund.is_zero()).then(|| Refund {
        id: RefundId::new(app.entropy.uuid(now)),
        invoice_id: note.invoice_id,
        source: RefundSource::CreditNote(note.id),
        amount: draft.refund,
        reason: note.reason,
        due_since: today,
        created_at: now,
        payout: None,
        canceled_at: None,
        version: 1,
    });
    if let Some(refund) = &refund {
        store::insert_refund(tx, refund).await?;
    }
    let credited = BillingEvent::InvoiceCredited {
        invoice: note.invoice_id,
        credit_note_id: note.id,
        reason: note.reason,
        refund_id: refund.as_ref().map(|refund| refund.id),
    };
    events::record(app, tx, by, credited).await?;
    letters::invoice_credited(app, tx, record, note, refund.as_ref()).await?;
    Ok(refund)
}
