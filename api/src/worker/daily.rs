//! Jobs that run once per civil date of the association, in one process.
//!
//! The claim of a date is committed before the job begins, so no second process
//! begins it. A job that fails gives its claim back and is run again. One whose
//! process dies is taken up on the next date: a job therefore does whatever is
//! due *up to* its date, one record per transaction, none of them twice.

use chrono::NaiveDate;
use futures_util::future::BoxFuture;
use guildhall_persistence::{StoreError, jobs};

use super::report::{JobReport, Outcome};
use crate::app::App;
use crate::http::problem::Problem;

/// A job that is due once a day.
pub struct DailyJob {
    /// Its name for ever: `slice.deed`.
    pub name: &'static str,
    /// Does what is due up to the present date; answers how many things it did.
    pub run: for<'a> fn(&'a App) -> BoxFuture<'a, Result<u64, Problem>>,
}

/// Runs `job` for the present date unless it was run.
///
/// # Errors
/// Those of the job and of the store; what the job did before it failed stays.
pub async fn run(app: &App, job: &DailyJob) -> Result<JobReport, Problem> {
    let due_on = app.clock.today();
    if let Some(otherwise) = claim(app, job, due_on).await? {
        return Ok(JobReport::of(job.name, otherwise, 0));
    }
    match (job.run)(app).await {
        Ok(done) => Ok(JobReport::of(job.name, Outcome::Done, done)),
        Err(problem) => {
            release(app, job, due_on).await?;
            Err(problem)
        }
    }
}

/// `None` when the date is ours.
async fn claim(app: &App, job: &DailyJob, due_on: NaiveDate) -> Result<Option<Outcome>, Problem> {
    let tx = app.db.begin().await?;
    match jobs::claim_run(&tx, job.name, due_on, app.clock.now()).await {
        Ok(true) => Ok(tx.commit().await.map(|()| None)?),
        Ok(false) => Ok(tx.rollback().await.map(|()| Some(Outcome::AlreadyDone))?),
        Err(StoreError::Locked) => Ok(Some(Outcome::Busy)),
        Err(error) => Err(error.into()),
    }
}

async fn release(app: &App, job: &DailyJob, due_on: NaiveDate) -> Result<(), Problem> {
    let tx = app.db.begin().await?;
    jobs::release_run(&tx, job.name, due_on).await?;
    Ok(tx.commit().await?)
}
