//! What the program does by itself: a free seat for which somebody waits is offered, and an offer ends in time.
//!
//! Every change that frees a seat does so itself, in its own transaction. The job is the net below them: it takes up
//! what a clock or a policy has changed.

use guildhall_domain::ids::CohortId;
use guildhall_persistence::cyber_program as store;

use super::enrollments::actions::seats;
use super::progress::jobs::settle_completion;
use crate::app::App;
use crate::http::problem::Problem;
use crate::worker::job::{Due, Job, Turn};

/// What this slice does by itself.
pub(super) const JOBS: &[Job] = &[
    Job { name: "cyber_program.promotions", due: Due::Daily(Turn::Promote), run: |app| Box::pin(promote_waiting(app)) },
    Job {
        name: "cyber_program.completion",
        due: Due::Daily(Turn::Settle),
        run: |app| Box::pin(settle_completion(app)),
    },
    Job { name: "cyber_program.offers", due: Due::EachMinute, run: |app| Box::pin(end_offers(app)) },
];

/// Offers free seats to those who wait; how many got or were offered one. Each cohort is a transaction of its own.
///
/// # Errors
/// The first failure, after every cohort was seen to; what was done stays done.
pub async fn promote_waiting(app: &App) -> Result<u64, Problem> {
    promote_in(app, store::cohorts_waited_for(&app.db).await?).await
}

/// Ends the offers that were not accepted in time, and offers their seats to the next; how many were offered one.
///
/// # Errors
/// As [`promote_waiting`].
pub async fn end_offers(app: &App) -> Result<u64, Problem> {
    promote_in(app, store::cohorts_with_ended_offers(&app.db, app.clock.now()).await?).await
}

async fn promote_in(app: &App, cohorts: Vec<CohortId>) -> Result<u64, Problem> {
    let (mut promoted, mut failed) = (0, None);
    for cohort in cohorts {
        match promote(app, cohort).await {
            Ok(people) => promoted += people,
            Err(problem) => {
                tracing::error!(%cohort, %problem, "free seats of a cohort were not given away");
                failed = failed.or(Some(problem));
            }
        }
    }
    failed.map_or(Ok(promoted), Err)
}

async fn promote(app: &App, cohort: CohortId) -> Result<u64, Problem> {
    let tx = app.db.begin().await?;
    let mut cohort = store::lock_cohort(&tx, cohort).await?;
    let promoted = seats::promote(app, &tx, &mut cohort).await?;
    tx.commit().await?;
    Ok(promoted.len() as u64)
}
