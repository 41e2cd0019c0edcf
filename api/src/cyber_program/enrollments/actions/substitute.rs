//! A colleague takes somebody's seat: the enrollment stays, and with it its invoice.

use guildhall_domain::cyber_program::{
    EnrollmentAction, EnrollmentActor, EnrollmentRefusal, SubstitutionFacts, fix_price, substitute as decide,
};
use guildhall_domain::ids::{AccountId, EnrollmentId};
use guildhall_domain::{Cents, Refusal, own_matter};
use guildhall_persistence::Tx;
use guildhall_persistence::cyber_program::{self as store, CohortRecord, EnrollmentRecord, EnrollmentStepRecord};

use super::enroll::{check_active, membership_standing};
use super::money;
use super::seats::{self, By};
use crate::app::App;
use crate::cyber_program::letters;
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;

/// Puts a colleague in the participant's place, if the enrollment still is as the caller saw it.
///
/// # Errors
/// `not-found`, `stale-version`, `unknown-account`, `own-matter`; the refusals of the rules on seats; those of the store.
pub async fn substitute(
    app: &App,
    tx: &Tx,
    by: By,
    id: EnrollmentId,
    seen: &IfMatch,
    colleague: AccountId,
) -> Result<EnrollmentRecord, Problem> {
    let (cohort, mut enrollment) = seats::locked(tx, id).await?;
    seen.check(enrollment.version)?;
    check_active(tx, colleague).await?;
    if let (EnrollmentActor::Staff, Some(staff)) = (by.actor, by.account_id) {
        own_matter::check(staff, [Some(colleague), Some(enrollment.account_id)]).map_err(Refusal::from)?;
    }
    let facts = facts(app, tx, by, &cohort, &enrollment, colleague).await?;
    let explanation = decide(&facts, &cohort.cohort).map_err(Refusal::from)?;
    let now = app.clock.now();
    enrollment.account_id = colleague;
    enrollment.updated_at = now;
    enrollment.version = store::save_enrollment(tx, &enrollment).await?;
    store::delete_calendar_link(tx, id).await?;
    let step = EnrollmentStepRecord {
        action: EnrollmentAction::Substitute,
        from: Some(facts.state),
        to: facts.state,
        actor: by.actor,
        account_id: by.account_id,
        on: facts.on,
        at: now,
        payment_due_on: None,
        withdrawal: None,
        explanation,
    };
    seats::trace(app, tx, &enrollment, &step).await?;
    letters::substituted(app, tx, &cohort, facts.from, colleague).await?;
    Ok(enrollment)
}

async fn facts(
    app: &App,
    tx: &Tx,
    by: By,
    cohort: &CohortRecord,
    enrollment: &EnrollmentRecord,
    colleague: AccountId,
) -> Result<SubstitutionFacts, Problem> {
    let billed = money::billed(tx, enrollment).await?;
    let paid = billed.as_ref().map_or(Cents::ZERO, |billed| billed.paid);
    let buyer = billed.map_or(enrollment.bill_to_organization_id, |billed| billed.bill_to_organization_id);
    let other = store::find_open_enrollment(tx, cohort.id, colleague).await?;
    let (standing, priced_on) = (membership_standing(app, tx, colleague).await?, app.clock.today());
    let price_for_other = fix_price(standing, priced_on, &app.policies.cyber_program)
        .map_err(|_| Refusal::from(EnrollmentRefusal::NoPrice { priced_on }))?;
    Ok(SubstitutionFacts {
        state: enrollment.state,
        actor: by.actor,
        from: enrollment.account_id,
        to: colleague,
        other: other.map(|other| other.state),
        price: enrollment.price.price.amount,
        price_for_other: price_for_other.price.amount,
        paid,
        has_buyer: buyer.is_some(),
        on: cohort.cohort.date_at(app.clock.now()),
    })
}
