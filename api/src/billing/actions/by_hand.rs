//! Credit notes that finance issue for a reason: alone up to a policy amount, by two people above it.

use guildhall_domain::billing::credit::needs_second_person;
use guildhall_domain::billing::write_off::check_decision;
use guildhall_domain::billing::{
    BillingEvent, BillingRefusal, CreditNote, CreditReason, CreditState, InvoiceStatus, ProposalState, credit as decide,
};
use guildhall_domain::ids::{AccountId, CreditNoteId, InvoiceId};
use guildhall_domain::refusal::cited;
use guildhall_domain::{Cents, Clause, Refusal};
use guildhall_persistence::Tx;
use guildhall_persistence::billing::{self as store, InvoiceRecord};

use super::{concerned, credit, issue, locks};
use crate::app::App;
use crate::billing::billable::Paid;
use crate::events;
use crate::hooks;
use crate::http::problem::{INTERNAL, Problem};

/// A credit that finance ask for.
#[derive(Clone)]
pub struct Wanted {
    /// How much.
    pub amount: Cents,
    /// Why, in a word.
    pub reason: CreditReason,
    /// Why, in words.
    pub remark: String,
    /// The line that it is for; none when it is for the whole invoice.
    pub line: Option<i32>,
}

/// Credits an invoice, or proposes it where the amount needs a second person.
///
/// # Errors
/// `not-found`, `own-matter`; the refusals of the billing rules; those of the store.
pub async fn issue(app: &App, tx: &Tx, by: AccountId, id: InvoiceId, wanted: Wanted) -> Result<CreditNote, Problem> {
    let mut record = locked(app, tx, by, id).await?;
    check(app, &record, wanted.amount, wanted.line)?;
    let (now, today) = (app.clock.now(), app.clock.today());
    let rules = app.policies.billing.credit_notes.on(today);
    let proposed = needs_second_person(wanted.amount, today, &app.policies.billing);
    let limit = Cents::new(rules.two_people_above_cents);
    let detail = format!("finance credit up to {limit} alone, and more by two people");
    let mut note = CreditNote {
        id: CreditNoteId::new(app.entropy.uuid(now)),
        invoice_id: id,
        amount: wanted.amount,
        reason: wanted.reason,
        provisional: rules.provisional,
        explanation: vec![Clause::new("billing.credit_note", cited::ASSUMPTION, detail)],
        issued_on: today,
        issued_at: now,
        issued_by: Some(by),
        state: if proposed { CreditState::Proposed } else { CreditState::Issued },
        line: wanted.line,
        remark: Some(wanted.remark),
        decided: None,
        version: 1,
    };
    store::insert_credit_note(tx, &note).await?;
    if proposed {
        let event = BillingEvent::CreditNoteProposed { credit_note: note.id, invoice_id: id, reason: note.reason };
        events::record(app, tx, Some(by), event).await?;
    } else {
        carry_out(app, tx, by, &mut record, &mut note).await?;
    }
    Ok(note)
}

/// Approves a credit that was proposed: the invoice charges less.
///
/// # Errors
/// As [`issue`].
pub async fn approve(app: &App, tx: &Tx, by: AccountId, id: CreditNoteId) -> Result<CreditNote, Problem> {
    let (mut record, mut note) = proposed(app, tx, by, id).await?;
    check(app, &record, note.amount, note.line)?;
    note.state = CreditState::Issued;
    note.decided = Some((by, app.clock.now()));
    (note.issued_on, note.issued_at) = (app.clock.today(), app.clock.now());
    note.version = store::save_credit_note(tx, &note).await?;
    carry_out(app, tx, by, &mut record, &mut note).await?;
    Ok(note)
}

/// Declines a credit that was proposed.
///
/// # Errors
/// As [`issue`].
pub async fn decline(app: &App, tx: &Tx, by: AccountId, id: CreditNoteId) -> Result<CreditNote, Problem> {
    let (record, mut note) = proposed(app, tx, by, id).await?;
    note.state = CreditState::Declined;
    note.decided = Some((by, app.clock.now()));
    note.version = store::save_credit_note(tx, &note).await?;
    let declined = BillingEvent::CreditNoteDeclined { credit_note: id, invoice_id: record.invoice.id };
    events::record(app, tx, Some(by), declined).await?;
    Ok(note)
}

/// A note that awaits a decision, and its invoice, for whoever may decide.
async fn proposed(app: &App, tx: &Tx, by: AccountId, id: CreditNoteId) -> Result<(InvoiceRecord, CreditNote), Problem> {
    let invoice_id = store::load_credit_note(tx, id).await?.invoice_id;
    let record = locked(app, tx, by, invoice_id).await?;
    let note = store::lock_credit_note(tx, id).await?;
    let state = match note.state {
        CreditState::Proposed => ProposalState::Proposed,
        CreditState::Issued => ProposalState::Approved,
        CreditState::Declined => ProposalState::Declined,
    };
    check_decision(state, note.issued_by.unwrap_or(by), by).map_err(Refusal::from)?;
    Ok((record, note))
}

async fn locked(app: &App, tx: &Tx, by: AccountId, id: InvoiceId) -> Result<InvoiceRecord, Problem> {
    let record = locks::invoices(app, tx, &[id]).await?.remove(&id).ok_or_else(|| Problem::new(&INTERNAL))?;
    concerned::check_invoice(tx, by, &record).await?;
    Ok(record)
}

/// Whether so much can be credited of an invoice, or of one of its lines.
fn check(app: &App, record: &InvoiceRecord, amount: Cents, line: Option<i32>) -> Result<(), Problem> {
    if let Some(position) = line {
        let found = record.invoice.lines.iter().find(|line| line.position == position);
        let refused = |refusal: BillingRefusal, at| Problem::from(Refusal::from(refusal)).at(at);
        let Some(line) = found else { return Err(refused(BillingRefusal::UnknownLine { line: position }, "/line")) };
        if amount > line.amount {
            let refusal = BillingRefusal::MoreThanCharged { amount, charged: line.amount };
            return Err(refused(refusal, "/amount_cents"));
        }
    }
    let facts = credit::facts_of(record, issue::revenue_of_invoice(app, &record.invoice)?);
    decide(&facts, amount).map_err(|refusal| {
        let at_amount = matches!(refusal, BillingRefusal::MoreThanCharged { .. });
        let problem = Problem::from(Refusal::from(refusal));
        if at_amount { problem.at("/amount_cents") } else { problem }
    })?;
    Ok(())
}

/// Books a note that stands; what it pays for begins when nothing is owed any more because of it.
async fn carry_out(
    app: &App,
    tx: &Tx,
    by: AccountId,
    record: &mut InvoiceRecord,
    note: &mut CreditNote,
) -> Result<(), Problem> {
    let was_paid = record.invoice.status == InvoiceStatus::Paid;
    let facts = credit::facts_of(record, issue::revenue_of_invoice(app, &record.invoice)?);
    let draft = decide(&facts, note.amount).map_err(Refusal::from)?;
    credit::book(app, tx, record, draft, note, Some(by)).await?;
    if was_paid || record.invoice.status != InvoiceStatus::Paid {
        return Ok(());
    }
    let billed = record.invoice.billed.clone();
    let paid = Paid { id: billed.id, invoice: &record.invoice, on: app.clock.today(), by };
    hooks::billable(app, &billed.kind)?.on_paid(app, tx, &paid).await
}
