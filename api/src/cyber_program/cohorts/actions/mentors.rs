//! Naming mentors of a cohort and ending it.

use guildhall_domain::Refusal;
use guildhall_domain::accounts::{AccountStatus, Role};
use guildhall_domain::cyber_program::{CohortRefusal, CyberProgramEvent};
use guildhall_domain::ids::{AccountId, CohortId};
use guildhall_persistence::cyber_program::{self as store, CohortRecord};
use guildhall_persistence::{Tx, accounts};

use crate::app::App;
use crate::events;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::members::problems::UNKNOWN_ACCOUNT;

/// Names a mentor; whoever is one already stays one.
///
/// # Errors
/// `not-found`, `unknown-account`, `mentor-not-faculty`; those of the store.
pub async fn name(
    app: &App,
    tx: &Tx,
    by: AccountId,
    cohort: CohortId,
    mentor: AccountId,
) -> Result<CohortRecord, Problem> {
    let record = store::load_cohort(tx, cohort).await?;
    let account = accounts::find_account(tx, mentor).await?;
    let account = account.filter(|account| account.status == AccountStatus::Active);
    let account = account
        .ok_or_else(|| Problem::new(&UNKNOWN_ACCOUNT).detail("No active account has that id.").at("/account_id"))?;
    if !account.roles.has(Role::Faculty) {
        return Err(Problem::from(Refusal::from(CohortRefusal::MentorNotFaculty)).at("/account_id"));
    }
    if store::insert_mentor(tx, cohort, mentor, app.clock.now()).await? {
        events::record(app, tx, Some(by), CyberProgramEvent::MentorAdded { cohort, account_id: mentor }).await?;
    }
    Ok(record)
}

/// Ends somebody's mentoring at once.
///
/// # Errors
/// `not-found` when there is none; those of the store.
pub async fn end(app: &App, tx: &Tx, by: AccountId, cohort: CohortId, mentor: AccountId) -> Result<(), Problem> {
    if !store::delete_mentor(tx, cohort, mentor).await? {
        return Err(Problem::new(&NOT_FOUND));
    }
    events::record(app, tx, Some(by), CyberProgramEvent::MentorRemoved { cohort, account_id: mentor }).await
}
