//! Seats after enrolling: paid requests, offers to those who wait, withdrawals, seats taken back.
//!
//! Invariants: the cohort's row is held by whoever counts, gives or frees a seat; a seat that is freed is offered
//! in the same transaction to whoever has waited longest; no step without its line in the history and in the audit.

use chrono::NaiveDate;
use guildhall_domain::cyber_program::{
    AgreedDay, BetterTerms, CyberProgramEvent, EnrollmentAction, EnrollmentActor, EnrollmentCase, EnrollmentDecision,
    EnrollmentState, EnrollmentStep, EnrollmentStepTaken, EnrollmentTransition, Seats, decide_enrollment,
    offer_expires_at, payment_due_on, promotions,
};
use guildhall_domain::ids::{AccountId, CohortId, EnrollmentId};
use guildhall_domain::{Cents, Refusal, own_matter};
use guildhall_persistence::cyber_program::{self as store, CohortRecord, EnrollmentRecord, EnrollmentStepRecord};
use guildhall_persistence::{Read, Tx};

use super::money::{self, Billed};
use super::resale;
use crate::app::App;
use crate::cyber_program::breakout_groups::actions;
use crate::cyber_program::letters;
use crate::cyber_program::progress::actions::completion;
use crate::events;
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;

/// Who takes a step, and in which capacity.
#[derive(Clone, Copy, Debug)]
pub struct By {
    /// The account; none when the step follows from the record.
    pub account_id: Option<AccountId>,
    /// The capacity.
    pub actor: EnrollmentActor,
}

impl By {
    /// Nobody: it follows from the record.
    pub const SYSTEM: By = By { account_id: None, actor: EnrollmentActor::System };
}

/// The seats of a cohort, counted.
///
/// # Errors
/// Those of any read.
pub async fn counted(db: &dyn Read, cohort: CohortId) -> Result<Seats, Problem> {
    let counted = store::seats_of_cohorts(db, [cohort]).await?;
    Ok(counted.get(&cohort).copied().unwrap_or(Seats { held: 0, waiting: 0 }))
}

/// An enrollment and its cohort for this transaction alone.
///
/// # Errors
/// `not-found`; those of the store.
pub async fn locked(tx: &Tx, id: EnrollmentId) -> Result<(CohortRecord, EnrollmentRecord), Problem> {
    let cohort = store::load_enrollment(tx, id).await?.cohort_id;
    let cohort = store::lock_cohort(tx, cohort).await?;
    Ok((cohort, store::load_enrollment(tx, id).await?))
}

/// Gives up a seat, a place in the queue or a request, if it still is as the caller saw it.
///
/// # Errors
/// `not-found`, `stale-version`; the refusals of the rules on seats; those of billing and of the store.
pub async fn withdraw(
    app: &App,
    tx: &Tx,
    by: By,
    id: EnrollmentId,
    seen: &IfMatch,
) -> Result<EnrollmentRecord, Problem> {
    leave(app, tx, by, id, seen, EnrollmentDecision::Withdraw).await
}

/// Withdraws somebody on better terms, for whom staff grant them, if the enrollment still is as the caller saw it.
///
/// # Errors
/// As [`withdraw`]; `own-matter`, `withdrawal-terms-worse`.
pub async fn withdraw_on(
    app: &App,
    tx: &Tx,
    by: By,
    id: EnrollmentId,
    seen: &IfMatch,
    terms: BetterTerms<'_>,
) -> Result<EnrollmentRecord, Problem> {
    if let Some(staff) = by.account_id {
        own_matter::check(staff, [Some(store::load_enrollment(tx, id).await?.account_id)])?;
    }
    leave(app, tx, by, id, seen, EnrollmentDecision::WithdrawOn(terms)).await
}

/// Takes back a seat that was not paid, if it still is as the caller saw it.
///
/// # Errors
/// `own-matter`, and as [`withdraw`].
pub async fn release(
    app: &App,
    tx: &Tx,
    by: By,
    id: EnrollmentId,
    seen: &IfMatch,
) -> Result<EnrollmentRecord, Problem> {
    if let Some(decider) = by.account_id {
        own_matter::check(decider, [Some(store::load_enrollment(tx, id).await?.account_id)])?;
    }
    leave(app, tx, by, id, seen, EnrollmentDecision::Release).await
}

/// Refuses the seat that was offered.
///
/// # Errors
/// As [`withdraw`].
pub async fn decline(app: &App, tx: &Tx, by: By, id: EnrollmentId) -> Result<EnrollmentRecord, Problem> {
    leave(app, tx, by, id, &IfMatch::Any, EnrollmentDecision::Decline).await
}

async fn leave(
    app: &App,
    tx: &Tx,
    by: By,
    id: EnrollmentId,
    seen: &IfMatch,
    decision: EnrollmentDecision<'_>,
) -> Result<EnrollmentRecord, Problem> {
    let (mut cohort, mut enrollment) = locked(tx, id).await?;
    seen.check(enrollment.version)?;
    let taken = take(app, tx, &mut cohort, &mut enrollment, by, decision).await?;
    settle_leaving(app, tx, by, &enrollment, &taken).await?;
    if taken.action == EnrollmentAction::Release {
        letters::seat_taken_back(app, tx, &cohort, &enrollment).await?;
    }
    if taken.frees_seat {
        promote(app, tx, &mut cohort).await?;
    }
    Ok(enrollment)
}

/// Settles the invoice of whoever left, if there is one.
pub(in crate::cyber_program) async fn settle_leaving(
    app: &App,
    tx: &Tx,
    by: By,
    enrollment: &EnrollmentRecord,
    taken: &EnrollmentTransition,
) -> Result<(), Problem> {
    match &taken.withdrawal {
        Some(withdrawal) if taken.action != EnrollmentAction::Release => {
            money::settle(app, tx, by.account_id, enrollment, withdrawal).await
        }
        _ => money::void(app, tx, by.account_id, enrollment, reason(taken.action)).await,
    }
}

const fn reason(action: EnrollmentAction) -> &'static str {
    match action {
        EnrollmentAction::Release => "The seat was not paid and was taken back.",
        EnrollmentAction::Cancel => "The association canceled the cohort.",
        _ => "The registration was withdrawn.",
    }
}

/// Ends the offers whose time is over, and gives every free seat to whoever has waited longest, the first come first: who
/// owes nothing gets it, to the others it is offered. Nothing happens when no offer has ended, no seat is free, nobody
/// waits or entry is closed, so it can be asked at any time.
///
/// # Errors
/// Those of billing and of the store.
pub async fn promote(app: &App, tx: &Tx, cohort: &mut CohortRecord) -> Result<Vec<EnrollmentRecord>, Problem> {
    end_offers(app, tx, cohort).await?;
    let queue = store::queue_of(tx, cohort.id).await?;
    let today = cohort.cohort.date_at(app.clock.now());
    let next = promotions(&queue, &cohort.cohort, today, &app.policies.cyber_program);
    let mut promoted = Vec::with_capacity(next.len());
    for id in next {
        let mut enrollment = store::load_enrollment(tx, id).await?;
        let billed = money::billed(tx, &enrollment).await?;
        if case_of(&enrollment, billed.as_ref()).owes_nothing() {
            take(app, tx, cohort, &mut enrollment, By::SYSTEM, EnrollmentDecision::Promote).await?;
            resale::settle_if_paid(app, tx, &enrollment).await?;
            letters::promoted(app, tx, cohort, &enrollment).await?;
        } else {
            let expires_at = offer_expires_at(app.clock.now(), &cohort.cohort, &app.policies.cyber_program);
            take(app, tx, cohort, &mut enrollment, By::SYSTEM, EnrollmentDecision::Offer(expires_at)).await?;
            letters::offered(app, tx, cohort, &enrollment).await?;
        }
        promoted.push(enrollment);
    }
    Ok(promoted)
}

async fn end_offers(app: &App, tx: &Tx, cohort: &mut CohortRecord) -> Result<(), Problem> {
    let now = app.clock.now();
    for mut enrollment in store::ended_offers(tx, cohort.id, now).await? {
        let ended = EnrollmentDecision::Expire(now);
        let taken = take(app, tx, cohort, &mut enrollment, By::SYSTEM, ended).await?;
        settle_leaving(app, tx, By::SYSTEM, &enrollment, &taken).await?;
        letters::offer_expired(app, tx, cohort, &enrollment).await?;
    }
    Ok(())
}

/// The same as [`promote`] where an offer has ended by now; else nothing. For whoever is about to count seats.
///
/// # Errors
/// As [`promote`].
pub async fn settle_offers(app: &App, tx: &Tx, cohort: &mut CohortRecord) -> Result<(), Problem> {
    if store::has_ended_offers(tx, cohort.id, app.clock.now()).await? {
        promote(app, tx, cohort).await?;
    }
    Ok(())
}

/// Takes the seat that was offered: from now on its price is owed, and billed.
///
/// # Errors
/// `not-found`, `seat-offer-expired`; the refusals of the rules on seats; those of billing and of the store.
pub async fn accept(app: &App, tx: &Tx, by: By, id: EnrollmentId) -> Result<EnrollmentRecord, Problem> {
    let (mut cohort, mut enrollment) = locked(tx, id).await?;
    let accepted = EnrollmentDecision::Accept(app.clock.now());
    let taken = take(app, tx, &mut cohort, &mut enrollment, by, accepted).await?;
    if let (Some(due_on), None) = (taken.payment_due_on, money::billed(tx, &enrollment).await?) {
        money::issue(app, tx, by.account_id, &cohort, &enrollment, due_on).await?;
    }
    letters::registered(app, tx, &cohort, &enrollment).await?;
    Ok(enrollment)
}

/// An enrollment was paid in full: a request that held no seat before comes to one, or behind those who wait. One
/// that is paid after entry was closed stays as it is, for staff to give the money back. Whoever gave up the seat that is
/// now paid owes nothing for it any more.
///
/// The caller records the payment and has taken the cohort before the invoice, with [`locked`].
///
/// # Errors
/// Those of the store.
pub async fn on_paid(app: &App, tx: &Tx, id: EnrollmentId, by: AccountId) -> Result<(), Problem> {
    let (mut cohort, mut enrollment) = locked(tx, id).await?;
    settle_offers(app, tx, &mut cohort).await?;
    let today = cohort.cohort.date_at(app.clock.now());
    let is_open = today < cohort.cohort.entry_closes_on(&app.policies.cyber_program);
    if enrollment.state == EnrollmentState::Requested && is_open {
        let by = By { account_id: Some(by), actor: EnrollmentActor::System };
        confirm(app, tx, &mut cohort, &mut enrollment, by).await?;
    }
    completion::on_settled(app, tx, &enrollment, Some(by)).await?;
    resale::settle_if_paid(app, tx, &enrollment).await
}

/// Brings a paid request to a seat or behind those who wait, at a new place.
///
/// # Errors
/// `enrollment-not-paid`, `cohort-entry-closed`; those of the store.
pub async fn confirm(
    app: &App,
    tx: &Tx,
    cohort: &mut CohortRecord,
    enrollment: &mut EnrollmentRecord,
    by: By,
) -> Result<(), Problem> {
    let seats = counted(tx, cohort.id).await?;
    take(app, tx, cohort, enrollment, by, EnrollmentDecision::Confirm(seats)).await?;
    letters::registered(app, tx, cohort, enrollment).await
}

/// Decides a step and takes it: state, place, history and trail.
pub(in crate::cyber_program) async fn take(
    app: &App,
    tx: &Tx,
    cohort: &mut CohortRecord,
    enrollment: &mut EnrollmentRecord,
    by: By,
    decision: EnrollmentDecision<'_>,
) -> Result<EnrollmentTransition, Problem> {
    let case = case_of(enrollment, money::billed(tx, enrollment).await?.as_ref());
    let on = cohort.cohort.date_at(app.clock.now());
    let step = EnrollmentStep { decision, actor: by.actor, on };
    let taken = decide_enrollment(&case, &step, &cohort.cohort, &app.policies.cyber_program).map_err(Refusal::from)?;
    if taken.action == EnrollmentAction::Confirm {
        enrollment.place = store::draw_place(tx, cohort).await?;
    }
    if taken.to == EnrollmentState::Enrolled {
        resale::take_over(app, tx, cohort, enrollment, taken.from).await?;
    }
    let group_left = enrollment.group.filter(|_| taken.to.has_left());
    if taken.to.has_left() {
        (enrollment.payment_due_on, enrollment.group) = (None, None);
        resale::vacate(app, enrollment, &taken);
    }
    if taken.to.has_left() || taken.to == EnrollmentState::Enrolled {
        enrollment.agreed = AgreedDay::default();
    }
    enrollment.state = taken.to;
    enrollment.offer_expires_at = taken.offer_expires_at;
    enrollment.payment_due_on = taken.payment_due_on.or(enrollment.payment_due_on);
    enrollment.updated_at = app.clock.now();
    enrollment.version = store::save_enrollment(tx, enrollment).await?;
    if let Some(spell) = group_left {
        actions::somebody_left(app, tx, cohort, enrollment.id, spell).await?;
    }
    let record = EnrollmentStepRecord {
        action: taken.action,
        from: Some(taken.from),
        to: taken.to,
        actor: taken.actor,
        account_id: by.account_id,
        on: taken.on,
        at: app.clock.now(),
        payment_due_on: taken.payment_due_on,
        withdrawal: taken.withdrawal.clone(),
        explanation: taken.explanation.clone(),
    };
    trace(app, tx, enrollment, &record).await?;
    Ok(taken)
}

/// An enrollment as the rules on steps need it.
pub fn case_of(enrollment: &EnrollmentRecord, billed: Option<&Billed>) -> EnrollmentCase {
    EnrollmentCase {
        state: enrollment.state,
        registered_on: enrollment.registered_on,
        price: enrollment.price.price.amount,
        paid: billed.map_or(Cents::ZERO, |billed| billed.paid),
        payment_due_on: enrollment.payment_due_on,
        offer_expires_at: enrollment.offer_expires_at,
        is_own_act: enrollment.registered_by == enrollment.account_id || enrollment.bill_to_organization_id.is_some(),
        agreed: enrollment.agreed,
    }
}

/// Writes a step into the history of the enrollment and into the audit.
///
/// # Errors
/// Those of any write.
pub(in crate::cyber_program) async fn trace(
    app: &App,
    tx: &Tx,
    enrollment: &EnrollmentRecord,
    step: &EnrollmentStepRecord,
) -> Result<(), Problem> {
    store::insert_enrollment_step(tx, enrollment.id, step).await?;
    let taken = EnrollmentStepTaken {
        enrollment: enrollment.id,
        cohort_id: enrollment.cohort_id,
        account_id: enrollment.account_id,
        from: step.from,
        to: step.to,
        acted_as: step.actor,
    };
    events::record(app, tx, step.account_id, CyberProgramEvent::of(step.action, taken)).await
}

/// When a request that holds no seat before it is paid is to be paid: as if it had got a seat today.
pub(super) fn request_due_on(app: &App, cohort: &CohortRecord) -> NaiveDate {
    let today = cohort.cohort.date_at(app.clock.now());
    payment_due_on(today, &cohort.cohort, &app.policies.cyber_program)
}
