//! Sweeping away what has expired. Harmless in several processes at once.

use chrono::TimeDelta;
use guildhall_persistence::{idempotency, outbox};

use super::report::{JobReport, Outcome};
use crate::app::App;
use crate::assembly;
use crate::http::problem::Problem;

/// Name of this job in reports.
pub(super) const NAME: &str = "house.sweep";

/// Rows a transaction deletes at most: writers must not wait long.
const BATCH: u64 = 500;

/// Sweeps once; the rows that went are what was done.
pub(super) async fn sweep(app: &App) -> Result<JobReport, Problem> {
    let swept = sweep_idempotency_keys(app).await? + sweep_slices(app).await? + sweep_messages(app).await?;
    Ok(JobReport::of(NAME, Outcome::Done, swept))
}

async fn sweep_idempotency_keys(app: &App) -> Result<u64, Problem> {
    let mut swept = 0;
    loop {
        let tx = app.db.begin().await?;
        let batch = idempotency::sweep_expired(&tx, app.clock.now(), BATCH).await?;
        tx.commit().await?;
        swept += batch;
        if batch < BATCH {
            return Ok(swept);
        }
    }
}

/// Messages long delivered. Longer than any job may come to write the same letter
/// again, because the swept message is what keeps it from being written twice.
async fn sweep_messages(app: &App) -> Result<u64, Problem> {
    let tx = app.db.begin().await?;
    let swept = outbox::sweep_delivered(&tx, app.clock.now() - TimeDelta::days(180)).await?;
    tx.commit().await?;
    Ok(swept)
}

/// What the slices keep no longer.
async fn sweep_slices(app: &App) -> Result<u64, Problem> {
    let mut swept = 0;
    for sweep in assembly::SLICES.iter().filter_map(|slice| slice.sweep) {
        let tx = app.db.begin().await?;
        swept += sweep(app, &tx).await?;
        tx.commit().await?;
    }
    Ok(swept)
}
