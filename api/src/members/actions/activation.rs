//! What a payment does to the membership it pays for.
//!
//! A new membership starts on the day it is paid in full; a renewal joins on to
//! the old end once its first installment is paid; each further installment moves
//! the end of what is paid for. Nothing paid after a lapse brings a term back that
//! has passed: what is then paid in full begins anew. A payment that is reversed takes
//! all of it back: a term that was never paid never began, and time that is not paid for
//! is where grace and lapse put it.

use chrono::NaiveDate;
use guildhall_domain::billing::InstallmentState;
use guildhall_domain::ids::{AccountId, ApplicationId, TermId};
use guildhall_domain::life_membership::LifeStatus;
use guildhall_domain::members::admission::Begins;
use guildhall_domain::members::{
    Application, ApplicationKind, ApplicationState, Member, MembersEvent, MembershipRefusal, MembershipTerm,
    PlannedTerm, Standing, TermFacts, TermSpan, paid_through, plan_term, standing_on,
};
use guildhall_domain::{Refusal, association_date};
use guildhall_persistence::{Tx, life_membership, members as store};

use super::{membership, records};
use crate::app::App;
use crate::events;
use crate::http::problem::Problem;
use crate::members::letters;

/// A payment toward an application's invoice.
pub struct Payment<'a> {
    /// The application that the invoice bills.
    pub application_id: ApplicationId,
    /// Civil date of the payment.
    pub on: NaiveDate,
    /// The invoice's installments after the payment.
    pub installments: &'a [InstallmentState],
    /// Who recorded it.
    pub by: AccountId,
}

/// Opens or prolongs the membership as far as the payments so far reach; it
/// stays as it is while they reach nothing yet.
///
/// # Errors
/// Those of the store; the rules' own when the facts on record contradict each other.
pub async fn on_payment(app: &App, tx: &Tx, paid: &Payment<'_>) -> Result<(), Problem> {
    let application = store::lock_application(tx, paid.application_id).await?;
    let Some(member_id) = application.member_id else { return Ok(()) };
    let member = store::lock_member(tx, member_id).await?;
    let terms = store::terms_of(tx, member_id).await?;
    match application.state {
        ApplicationState::AwaitingPayment => open(app, tx, paid, application, member, &terms).await,
        ApplicationState::Accepted if terms.iter().any(|term| term.application_id == paid.application_id) => {
            prolong(app, tx, paid, member, &terms).await
        }
        // Its term was taken back with a payment.
        ApplicationState::Accepted => open(app, tx, paid, application, member, &terms).await,
        _ => Ok(()),
    }
}

async fn open(
    app: &App,
    tx: &Tx,
    paid: &Payment<'_>,
    mut application: Application,
    mut member: Member,
    terms: &[MembershipTerm],
) -> Result<(), Problem> {
    if application.kind == ApplicationKind::CategoryChange {
        return change_when_paid(app, tx, paid, application).await;
    }
    let life = life_membership::find_granted(tx, member.id).await?;
    let status = life.as_ref().and_then(|life| life.state.life_status());
    if status == Some(LifeStatus::Held) {
        return settle(app, tx, paid, application).await;
    }
    let membership = membership::of(&member, terms, life.as_ref());
    let facts = TermFacts {
        kind: kind_when_paid(app, &application, &member, paid.on),
        category: application.category,
        in_transition: application.pricing.in_transition,
        paid_on: paid.on,
        installments: paid.installments,
        membership: membership.as_ref(),
    };
    let planned = match plan_term(&facts, &app.policies.members) {
        Ok(planned) => planned,
        Err(MembershipRefusal::NotPaidInFull { .. } | MembershipRefusal::FirstInstallmentUnpaid { .. }) => {
            return Ok(());
        }
        Err(refusal) => return Err(Refusal::from(refusal).into()),
    };
    store::insert_term(tx, &term_of(app, &application, &member, &planned)).await?;
    confirm(app, &mut member, &application, &planned);
    member.category = status.map_or(planned.category, LifeStatus::charged_as);
    member.joined_on = Some(planned.joined_on);
    member.span = Some(planned.span);
    records::save(app, tx, &mut member).await?;
    application.state = ApplicationState::Accepted;
    application.decided_at = Some(app.clock.now());
    store::save_application(tx, &application).await?;
    accepted(app, tx, paid.by, &application).await?;
    let opened = MembersEvent::TermOpened {
        member: member.id,
        application_id: application.id,
        kind: application.kind,
        starts_on: planned.starts_on,
        ends_on: planned.ends_on,
    };
    events::record(app, tx, Some(paid.by), opened).await?;
    letters::term_opened(app, tx, &member, &planned).await
}

/// What staff looked at is confirmed; what begins when it is paid waits for their look, where it is new.
fn confirm(app: &App, member: &mut Member, application: &Application, planned: &PlannedTerm) {
    let rules = app.policies.members.admission.on(planned.starts_on);
    let is_new = member.span.is_none() || member.category != planned.category;
    let vouched = application.chapter_id.map(|_| app.clock.today());
    match application.accepted_at.map(association_date).or(vouched) {
        Some(on) => (member.confirmed_on, member.confirmation_awaited) = (Some(on), false),
        None if is_new && rules.category(planned.category).begins == Begins::WhenPaid => {
            (member.confirmed_on, member.confirmation_awaited) = (None, true);
        }
        None => {}
    }
}

/// A change of category that is charged holds once it is paid in full.
async fn change_when_paid(app: &App, tx: &Tx, paid: &Payment<'_>, mut application: Application) -> Result<(), Problem> {
    if !paid.installments.iter().all(InstallmentState::is_paid) {
        return Ok(());
    }
    application.state = ApplicationState::Accepted;
    application.decided_at = Some(app.clock.now());
    store::save_application(tx, &application).await?;
    change_category(app, tx, paid.by, &application).await
}

/// Carries out a change of category that staff accepted.
///
/// # Errors
/// Those of the store.
pub async fn change_category(app: &App, tx: &Tx, by: AccountId, application: &Application) -> Result<(), Problem> {
    let Some(member_id) = application.member_id else { return Ok(()) };
    let mut member = store::lock_member(tx, member_id).await?;
    member.category = application.category;
    if let Some(accepted_at) = application.accepted_at {
        (member.confirmed_on, member.confirmation_awaited) = (Some(association_date(accepted_at)), false);
    }
    records::save(app, tx, &mut member).await?;
    accepted(app, tx, by, application).await
}

/// Money that reaches a Life member for an application of before settles a debt: Life
/// membership does not end, so no term joins on to it.
async fn settle(app: &App, tx: &Tx, paid: &Payment<'_>, mut application: Application) -> Result<(), Problem> {
    if !paid.installments.iter().all(InstallmentState::is_paid) {
        return Ok(());
    }
    application.state = ApplicationState::Accepted;
    application.decided_at = Some(app.clock.now());
    store::save_application(tx, &application).await?;
    accepted(app, tx, paid.by, &application).await
}

async fn accepted(app: &App, tx: &Tx, by: AccountId, application: &Application) -> Result<(), Problem> {
    let account_id = application.account_id;
    let event = MembersEvent::ApplicationAccepted { application: application.id, account_id };
    events::record(app, tx, Some(by), event).await
}

/// A renewal paid only after the membership lapsed begins like a rejoin: on the
/// day it is paid in full, not where the old term ended.
fn kind_when_paid(app: &App, application: &Application, member: &Member, on: NaiveDate) -> ApplicationKind {
    match (application.kind, standing_on(member.span.as_ref(), on, &app.policies.members)) {
        (ApplicationKind::Renewal, Standing::Lapsed) => ApplicationKind::Rejoin,
        (kind, _) => kind,
    }
}

/// A further installment moves the end of what is paid for. One that comes after
/// the membership lapsed settles the debt and brings nothing back: lapsed members rejoin.
async fn prolong(
    app: &App,
    tx: &Tx,
    paid: &Payment<'_>,
    mut member: Member,
    terms: &[MembershipTerm],
) -> Result<(), Problem> {
    let paid_for = terms.iter().find(|term| term.application_id == paid.application_id);
    let (Some(term), Some(span)) = (paid_for, member.span) else { return Ok(()) };
    if standing_on(Some(&span), paid.on, &app.policies.members) == Standing::Lapsed {
        return Ok(());
    }
    let good_until_on = paid_through(term.starts_on, term.ends_on, paid.installments).max(span.good_until_on);
    if terms.iter().all(|other| other.starts_on <= term.starts_on) {
        store::save_term_paid(tx, term.id, good_until_on.min(term.ends_on)).await?;
    }
    member.span = Some(TermSpan { good_until_on, ..span });
    records::save(app, tx, &mut member).await?;
    let extended = MembersEvent::TermExtended { member: member.id, good_until_on };
    events::record(app, tx, Some(paid.by), extended).await
}

fn term_of(app: &App, application: &Application, member: &Member, planned: &PlannedTerm) -> MembershipTerm {
    let now = app.clock.now();
    MembershipTerm {
        id: TermId::new(app.entropy.uuid(now)),
        member_id: member.id,
        application_id: application.id,
        category: planned.category,
        starts_on: planned.starts_on,
        ends_on: planned.ends_on,
        planned_ends_on: None,
        paid_until_on: Some(planned.span.good_until_on.min(planned.ends_on)),
        in_transition: planned.in_transition,
        created_at: now,
    }
}
