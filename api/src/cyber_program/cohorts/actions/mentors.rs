//! Naming mentors of a cohort and ending it. Nobody names themselves, and the cohort is told who mentors it.

use guildhall_domain::accounts::{Account, AccountStatus, Role};
use guildhall_domain::cyber_program::{CohortRefusal, CohortStage, CyberProgramEvent};
use guildhall_domain::ids::{AccountId, CohortId};
use guildhall_domain::{Refusal, own_matter};
use guildhall_persistence::cyber_program::{self as store, CohortRecord};
use guildhall_persistence::{Tx, accounts};

use crate::accounts::grants;
use crate::app::App;
use crate::cyber_program::cohorts::letters;
use crate::events;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::members::problems::UNKNOWN_ACCOUNT;

/// Names a mentor; whoever is one already stays one.
///
/// # Errors
/// `not-found`, `own-matter`, `unknown-account`, `mentor-not-faculty`; those of the store.
pub async fn name(
    app: &App,
    tx: &Tx,
    by: AccountId,
    cohort: CohortId,
    mentor: AccountId,
) -> Result<CohortRecord, Problem> {
    let record = store::load_cohort(tx, cohort).await?;
    own_matter::check(by, [Some(mentor)])?;
    let account = accounts::find_account(tx, mentor).await?;
    let account = account.filter(|account| account.status == AccountStatus::Active);
    let account = account
        .ok_or_else(|| Problem::new(&UNKNOWN_ACCOUNT).detail("No active account has that id.").at("/account_id"))?;
    if !account.roles.has(Role::Faculty) {
        return Err(Problem::from(Refusal::from(CohortRefusal::MentorNotFaculty)).at("/account_id"));
    }
    if store::insert_mentor(tx, cohort, mentor, app.clock.now()).await? {
        tell_admins(app, tx, &record, &account).await?;
        events::record(app, tx, Some(by), CyberProgramEvent::MentorAdded { cohort, account_id: mentor }).await?;
        letters::mentors_changed(app, tx, &record, &account.name, true).await?;
    }
    Ok(record)
}

/// Whoever comes to read what a cohort under way has written is named in the open.
async fn tell_admins(app: &App, tx: &Tx, cohort: &CohortRecord, mentor: &Account) -> Result<(), Problem> {
    if cohort.cohort.stage_on(cohort.cohort.date_at(app.clock.now())) != CohortStage::Running {
        return Ok(());
    }
    let office = format!("the place of a mentor in the cohort {}, which is under way", cohort.id);
    let key = format!("mentor/{}/{}/{}", cohort.id, mentor.id, app.clock.now().timestamp_micros());
    grants::tell_admins(app, tx, mentor, office, key).await
}

/// Ends somebody's mentoring at once.
///
/// # Errors
/// `not-found` when there is none; those of the store.
pub async fn end(app: &App, tx: &Tx, by: AccountId, cohort: CohortId, mentor: AccountId) -> Result<(), Problem> {
    if !store::delete_mentor(tx, cohort, mentor).await? {
        return Err(Problem::new(&NOT_FOUND));
    }
    events::record(app, tx, Some(by), CyberProgramEvent::MentorRemoved { cohort, account_id: mentor }).await?;
    let (record, account) = (store::load_cohort(tx, cohort).await?, accounts::load_account(tx, mentor).await?);
    letters::mentors_changed(app, tx, &record, &account.name, false).await
}
