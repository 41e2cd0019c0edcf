//! The hours that completing the program brings, entered into the ledger of the credentials.
//!
//! Invariant: one person and one cohort have one grant key, so that however often a completion
//! is told the ledger holds one entry.

use guildhall_domain::credentials::{CreditSource, CreditTime, Grant, Provenance};
use guildhall_domain::cyber_program::{Completion, earned_credit};
use guildhall_persistence::Tx;
use guildhall_persistence::cyber_program::{CohortRecord, EnrollmentRecord};

use crate::app::App;
use crate::hooks;
use crate::http::problem::{INTERNAL, Problem};

/// Enters the credit of a completion; nothing while it is not one.
///
/// # Errors
/// Those of the ledger.
pub async fn enter(
    app: &App,
    tx: &Tx,
    cohort: &CohortRecord,
    enrollment: &EnrollmentRecord,
    outcome: &Completion,
) -> Result<(), Problem> {
    let policy = &app.policies.cyber_program;
    let Some(earned) = earned_credit(enrollment.account_id, cohort.id, outcome, policy) else { return Ok(()) };
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
    hooks::enter_credit(app, tx, grant).await
}
