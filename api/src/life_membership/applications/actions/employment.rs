//! Life membership follows the work on record: suspended by full-time work, reinstated without a
//! new test when it ends.

use guildhall_domain::Refusal;
use guildhall_domain::ids::{AccountId, MemberId};
use guildhall_domain::life_membership::{Employment, LifeApplication, LifeRefusal, LifeTransition, follow_employment};
use guildhall_domain::members::employment::EmploymentFact;
use guildhall_persistence::{Read, Tx, accounts, life_membership as store, members};

use super::steps;
use crate::app::App;
use crate::http::problem::Problem;

/// The Life membership of a member, locked; none when it was never granted. Taken before the
/// member's record is, by whatever changes employment.
///
/// # Errors
/// Those of the store.
pub async fn locked(tx: &Tx, member: MemberId) -> Result<Option<LifeApplication>, Problem> {
    let owner = members::load_member(tx, member).await?.account_id;
    accounts::lock_account(tx, owner).await?;
    match store::find_granted(tx, member).await? {
        Some(granted) => Ok(Some(store::lock_life_application(tx, granted.id).await?)),
        None => Ok(None),
    }
}

/// Suspends or reinstates as the work held today demands; whether anything changed.
///
/// # Errors
/// Those of the store.
pub async fn follow(app: &App, tx: &Tx, by: AccountId, application: &mut LifeApplication) -> Result<bool, Problem> {
    let Some(step) = due(app, tx, application).await? else { return Ok(false) };
    steps::take(app, tx, by, application, &step).await?;
    Ok(true)
}

/// What the work held today demands; none when nothing changes.
///
/// # Errors
/// Those of any read.
pub async fn due(app: &App, db: &dyn Read, application: &LifeApplication) -> Result<Option<LifeTransition>, Problem> {
    let today = app.clock.today();
    let spells = members::spells_of(db, application.member_id).await?;
    let held = spells.iter().filter(|spell| EmploymentFact::from(*spell).holds_on(today));
    let held: Vec<Employment> = held.map(|spell| Employment::of(spell.employer_kind, spell.extent)).collect();
    match follow_employment(&application.case(), &held, today, &app.policies.life_membership) {
        // A clock that was put back: the daily job takes it up when the day has come.
        Err(LifeRefusal::BeforeLastStep { .. }) => Ok(None),
        decided => Ok(decided.map_err(Refusal::from)?),
    }
}
