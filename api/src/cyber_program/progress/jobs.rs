//! What the program does by itself, day by day: it tells what came of the seats of a cohort in
//! which nothing more is taken.

use guildhall_domain::ids::CohortId;
use guildhall_persistence::cyber_program as store;

use super::actions::completion;
use crate::app::App;
use crate::http::problem::Problem;

/// Completes whoever has met every requirement and, once nothing more is taken, ends the seats
/// of the others; how many outcomes were told. Each cohort is a transaction of its own.
///
/// # Errors
/// The first failure, after every other cohort was seen to; what was done stays done.
pub async fn settle_completion(app: &App) -> Result<u64, Problem> {
    let (mut told, mut failed) = (0, None);
    for cohort in store::cohorts_under_way(&app.db).await? {
        match settle(app, cohort).await {
            Ok(number) => told += number,
            Err(problem) => {
                tracing::error!(%cohort, %problem, "the outcomes of a cohort were not told");
                failed = failed.or(Some(problem));
            }
        }
    }
    failed.map_or(Ok(told), Err)
}

async fn settle(app: &App, cohort: CohortId) -> Result<u64, Problem> {
    let tx = app.db.begin().await?;
    let told = completion::settle(app, &tx, cohort).await?;
    tx.commit().await?;
    Ok(told)
}
