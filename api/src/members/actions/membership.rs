//! A member's membership as the rules need it, put together from the record, and what is left of it when a payment is
//! reversed.

use chrono::NaiveDate;
use guildhall_domain::billing::InstallmentState;
use guildhall_domain::calendar::add_months_from;
use guildhall_domain::ids::{AccountId, ApplicationId};
use guildhall_domain::life_membership::LifeApplication;
use guildhall_domain::members::{
    Application, ApplicationKind, ApplicationState, CurrentMembership, DuesReceipt, Member, MembersEvent,
    MembershipTerm, TermSpan, after_reversal, paid_until_by_receipts,
};
use guildhall_persistence::members::{self as store, ApplicationFilter, ApplicationSort};
use guildhall_persistence::{PageRequest, Read, Tx, billing};

use super::{apply, records};
use crate::app::App;
use crate::events;
use crate::http::problem::Problem;
use crate::members::letters;

/// The membership that has begun, if any; `terms` are all of the member's, `life` the
/// Life membership, when one was granted.
///
/// Terms from before a suspension of Life membership are behind it: whoever is suspended
/// continues where the charge begins.
pub fn of(member: &Member, terms: &[MembershipTerm], life: Option<&LifeApplication>) -> Option<CurrentMembership> {
    let span = member.span?;
    let charged_from_on = life.and_then(|life| life.charged_from_on);
    let behind = |term: &&MembershipTerm| charged_from_on.is_some_and(|from| term.starts_on < from);
    let latest = terms.iter().filter(|term| !behind(term)).map(|term| term.ends_on).max();
    let without_end = span.ends_on().is_none();
    let was_full = terms.iter().any(|term| term.category.counts_as_full());
    Some(CurrentMembership {
        category: member.category,
        joined_on: member.joined_on.unwrap_or(span.starts_on),
        span,
        term_ends_on: latest.filter(|_| !without_end).unwrap_or(span.good_until_on),
        has_been_full: was_full || member.category.counts_as_full(),
    })
}

/// Follows an invoice that is open again: a term that was never paid never began, one that joined on to another goes back to
/// where that ended, an installment that is not paid any more ends what is paid for on the day it was due.
///
/// # Errors
/// Those of the store.
pub async fn on_reopened(
    app: &App,
    tx: &Tx,
    id: ApplicationId,
    installments: &[InstallmentState],
    by: AccountId,
) -> Result<(), Problem> {
    let application = store::lock_application(tx, id).await?;
    let Some(member_id) = application.member_id.filter(|_| application.state == ApplicationState::Accepted) else {
        return Ok(());
    };
    let mut member = store::lock_member(tx, member_id).await?;
    if application.kind == ApplicationKind::CategoryChange {
        return change_back(app, tx, by, application, member, installments).await;
    }
    let mut terms = store::terms_of(tx, member_id).await?;
    for term in &mut terms {
        term.paid_until_on = Some(paid_until(app, tx, &member, term).await?);
    }
    let after = after_reversal(&terms, id, application.kind, installments, member.span);
    let (Some(after), Some(term)) = (after, terms.iter().find(|term| term.application_id == id)) else {
        // It settled a debt of a Life member and opened nothing.
        return open_again(app, tx, by, application).await;
    };
    member.span = after.span;
    match after.paid_until_on {
        Some(until) => store::save_term_paid(tx, term.id, until).await?,
        None => {
            store::delete_term(tx, term.id).await?;
            let left: Vec<&MembershipTerm> = terms.iter().filter(|other| other.id != term.id).collect();
            never_begun(app, &mut member, term, &left);
        }
    }
    records::save(app, tx, &mut member).await?;
    let good_until_on = member.span.and_then(|span| span.ends_on());
    let reopened = MembersEvent::TermReopened { member: member_id, application_id: id, good_until_on };
    events::record(app, tx, Some(by), reopened).await?;
    if member.span.is_none_or(|span| span.ends_on().is_some()) {
        letters::term_reopened(app, tx, &member).await?;
    }
    if after.paid_until_on.is_none() {
        open_again(app, tx, by, application).await?;
    }
    Ok(())
}

/// The record of a member one of whose terms never began: category, join date and staff's look are those of before.
fn never_begun(app: &App, member: &mut Member, term: &MembershipTerm, left: &[&MembershipTerm]) {
    let Some(last) = left.last() else {
        (member.joined_on, member.confirmed_on, member.confirmation_awaited) = (None, None, false);
        return;
    };
    if member.category == term.category {
        member.category = last.category;
    }
    if member.joined_on == Some(term.starts_on) {
        member.joined_on = joined_on(app, left);
    }
}

/// The start of the membership, of terms with the earliest first: whoever comes back in time keeps it.
fn joined_on(app: &App, terms: &[&MembershipTerm]) -> Option<NaiveDate> {
    let mut run: Option<(NaiveDate, TermSpan)> = None;
    for term in terms {
        let until = term.paid_until_on.unwrap_or(term.ends_on);
        let kept = run.filter(|(_, span)| {
            let months = app.policies.members.rules.on(term.starts_on).reinstatement_months.value;
            term.starts_on <= add_months_from(span.starts_on, span.good_until_on, months)
        });
        let joined = kept.map_or(term.starts_on, |(joined, _)| joined);
        let starts_on = match run {
            Some((_, span)) if term.starts_on <= span.good_until_on => span.starts_on,
            _ => term.starts_on,
        };
        run = Some((joined, TermSpan { starts_on, good_until_on: until }));
    }
    run.map(|(joined, _)| joined)
}

/// A change of category that is not paid any more does not hold, unless another came after it.
async fn change_back(
    app: &App,
    tx: &Tx,
    by: AccountId,
    application: Application,
    mut member: Member,
    installments: &[InstallmentState],
) -> Result<(), Problem> {
    if installments.iter().all(InstallmentState::is_paid) {
        return Ok(());
    }
    let terms = store::terms_of(tx, member.id).await?;
    let changes = accepted_changes(tx, member.account_id).await?;
    let changed = changes.iter().filter_map(|one| Some((one.decided_at?, one.category, one.id)));
    let opened = terms.iter().map(|term| (term.created_at, term.category, term.application_id));
    let mut held: Vec<_> = changed.chain(opened).collect();
    held.sort_by_key(|(at, ..)| *at);
    if held.last().is_some_and(|(.., of)| *of == application.id)
        && let Some((_, before, _)) = held.iter().rev().find(|(.., of)| *of != application.id)
    {
        member.category = *before;
        records::save(app, tx, &mut member).await?;
    }
    open_again(app, tx, by, application).await
}

async fn accepted_changes(tx: &Tx, account: AccountId) -> Result<Vec<Application>, Problem> {
    let filter = ApplicationFilter {
        open: false,
        account: Some(account),
        kind: Some(ApplicationKind::CategoryChange),
        state: Some(ApplicationState::Accepted),
    };
    let page = PageRequest::first(100, ApplicationSort::Newest);
    Ok(store::list_applications(tx, &filter, page).await?.items)
}

/// The application awaits payment again. Another that was made meanwhile, and rests on this one, is withdrawn; when
/// something is paid on it already it stays, and this one begins anew once it is paid.
async fn open_again(app: &App, tx: &Tx, by: AccountId, mut application: Application) -> Result<(), Problem> {
    if let Some(other) = store::find_open_application(tx, application.account_id).await? {
        let invoice = billing::find_invoice_of(tx, &other.id.into()).await?;
        if invoice.is_some_and(|record| !record.invoice.paid.is_zero()) {
            return Ok(());
        }
        apply::withdraw(app, tx, by, other.id).await?;
    }
    application.state = ApplicationState::AwaitingPayment;
    application.decided_at = None;
    store::save_application(tx, &application).await?;
    let account_id = application.account_id;
    let reopened = MembersEvent::ApplicationReopened { application: application.id, account_id };
    events::record(app, tx, Some(by), reopened).await
}

/// The first day of a term that was not paid for: as it was kept when payments reached so far. For a term from before that
/// was kept it follows from the receipts; one without an invoice was paid for.
///
/// # Errors
/// Those of any read.
pub async fn paid_until(
    app: &App,
    db: &dyn Read,
    member: &Member,
    term: &MembershipTerm,
) -> Result<NaiveDate, Problem> {
    if let Some(kept) = term.paid_until_on {
        return Ok(kept.min(term.ends_on));
    }
    if let Some(span) = member.span.filter(|span| span.starts_on <= term.starts_on) {
        return Ok(term.ends_on.min(span.good_until_on).max(term.starts_on));
    }
    let Some(record) = billing::find_invoice_of(db, &term.application_id.into()).await? else {
        return Ok(term.ends_on);
    };
    let invoice = record.invoice;
    let mut receipts: Vec<DuesReceipt> = Vec::new();
    for payment in billing::payments_toward(db, invoice.id).await? {
        let given = payment.allocations.iter().find(|one| one.invoice_id == invoice.id);
        receipts.extend(given.map(|one| (payment.received_on, one.amount)));
    }
    if receipts.is_empty() {
        return Ok(if invoice.charged().is_zero() { term.ends_on } else { term.starts_on });
    }
    let span = (term.starts_on, term.ends_on);
    let policy = &app.policies.members;
    Ok(paid_until_by_receipts(span, &invoice.charged_installments(), &receipts, policy).unwrap_or(term.starts_on))
}
