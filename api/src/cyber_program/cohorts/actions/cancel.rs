//! The association cancels a cohort.
//!
//! Invariants: once, under the lock of the cohort's row; everybody who has a seat, waits or asked for one loses it in the same
//! transaction, gets back what the rules say and is told by letter; nobody cancels a cohort that they have a place in.

use guildhall_domain::cyber_program::{
    CyberProgramEvent, EnrollmentAction, EnrollmentActor, EnrollmentDecision, EnrollmentState,
};
use guildhall_domain::ids::{AccountId, CohortId};
use guildhall_domain::{Refusal, own_matter};
use guildhall_persistence::Tx;
use guildhall_persistence::cyber_program::{self as store, CancellationRecord, CohortRecord};

use crate::app::App;
use crate::cyber_program::cohorts::letters;
use crate::cyber_program::enrollments::actions::seats::{self, By};
use crate::events;
use crate::http::problem::Problem;

/// Cancels a cohort for a reason that everybody is told.
///
/// # Errors
/// `not-found`, `own-matter`, `cohort-canceled`, `cohort-ended`; those of billing and of the store.
pub async fn cancel(app: &App, tx: &Tx, by: AccountId, id: CohortId, reason: &str) -> Result<CohortRecord, Problem> {
    let mut cohort = store::lock_cohort(tx, id).await?;
    let now = app.clock.now();
    let today = cohort.cohort.date_at(now);
    cohort.cohort.check_cancelable(today).map_err(Refusal::from)?;
    let people = store::enrollments_in(tx, id, EnrollmentAction::Cancel.taken_from()).await?;
    // Whoever has completed it loses nothing, and still has a place in it.
    let completed = store::enrollments_in(tx, id, &[EnrollmentState::Completed]).await?;
    own_matter::check(by, people.iter().chain(&completed).map(|one| Some(one.account_id)))?;
    cohort.cohort.canceled_on = Some(today);
    cohort.calendar_sequence += 1;
    cohort.updated_at = now;
    cohort.version = store::save_cohort(tx, &cohort).await?;
    let record = CancellationRecord {
        cohort_id: id,
        canceled_by: by,
        canceled_on: today,
        canceled_at: now,
        reason: reason.to_owned(),
    };
    store::insert_cancellation(tx, &record).await?;
    let enrollment_count = people.len() as u64;
    events::record(app, tx, Some(by), CyberProgramEvent::CohortCanceled { cohort: id, enrollment_count }).await?;
    let staff = By { account_id: Some(by), actor: EnrollmentActor::Staff };
    for mut enrollment in people {
        let decision = EnrollmentDecision::Cancel(reason);
        let taken = seats::take(app, tx, &mut cohort, &mut enrollment, staff, decision).await?;
        seats::settle_leaving(app, tx, staff, &enrollment, &taken).await?;
        letters::cohort_canceled(app, tx, &cohort, reason, &enrollment, taken.withdrawal.as_ref()).await?;
    }
    Ok(cohort)
}
