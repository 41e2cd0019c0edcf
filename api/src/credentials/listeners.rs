//! What the ledger of credit hours does when something happened elsewhere.

use guildhall_domain::credentials::{CreditSource, CreditTime, Grant, Provenance};
use guildhall_domain::cyber_program::{CyberProgramEvent, Mark, completion, earned_credit, grant_key, plan_weeks};
use guildhall_domain::ids::AccountId;
use guildhall_persistence::{Tx, cyber_program};

use super::actions;
use crate::app::App;
use crate::events::Listener;
use crate::http::problem::{INTERNAL, Problem};
use crate::listener;

/// Every listener of this slice.
pub const LISTENERS: &[Listener] =
    &[listener!(CyberProgramEvent => credit_completion), listener!(CyberProgramEvent => take_credit_back)];

/// Enters the hours that completing the cyber program brings, once the seat is settled. One person and one cohort have one grant key, so that
/// however often a completion is told the ledger holds one entry.
async fn credit_completion(app: &App, tx: &Tx, _: Option<AccountId>, event: &CyberProgramEvent) -> Result<(), Problem> {
    let CyberProgramEvent::Settled { enrollment, cohort_id, account_id } = *event else { return Ok(()) };
    let policy = &app.policies.cyber_program;
    let cohort = cyber_program::load_cohort(tx, cohort_id).await?;
    let marks: Vec<Mark> = cyber_program::marks_of(tx, enrollment).await?.into_iter().map(|one| one.mark).collect();
    let plan = plan_weeks(&cohort.cohort, &cohort.template);
    let outcome = completion(cohort.cohort.starts_on, &plan, &marks, policy);
    let Some(earned) = earned_credit(account_id, cohort.id, &outcome, policy) else { return Ok(()) };
    let grant = Grant {
        account_id: earned.account_id,
        time: CreditTime::from_hours(earned.icma_cm_hours),
        // By the association's calendar; the cohort's own may be a day ahead of it.
        earned_on: earned.earned_on.min(app.clock.today()),
        provenance: Provenance {
            source: CreditSource::CyberProgram,
            title: format!("{}: {}", policy.program.name.value, cohort.name),
            ground: earned.ground,
        },
        key: earned.grant_key.parse().map_err(|_| Problem::new(&INTERNAL))?,
    };
    actions::enter(app, tx, grant).await.map(drop)
}

/// Takes the hours back whose seat is owed again and for which nothing else stands. Paid again, they are entered anew.
async fn take_credit_back(app: &App, tx: &Tx, _: Option<AccountId>, event: &CyberProgramEvent) -> Result<(), Problem> {
    let CyberProgramEvent::Reopened { cohort_id, account_id, settled: false, .. } = *event else { return Ok(()) };
    let key = grant_key(account_id, cohort_id).parse().map_err(|_| Problem::new(&INTERNAL))?;
    actions::take_back(app, tx, &key, "the payment for the seat was reversed").await
}
