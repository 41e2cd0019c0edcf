//! Jobs of two kinds: once per civil date of the association, or once per minute. Either runs in one process.
//!
//! The claim of a slot, which is a date or a minute, is committed before the job begins, so no second process begins
//! it. A job that fails gives its claim back and is run again. One whose process dies is taken up in the next slot,
//! and so is whatever fell due while nothing ran: a job therefore does what is due *up to* now, one record per
//! transaction, none of them twice.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use futures_util::future::BoxFuture;
use guildhall_domain::association_date;
use guildhall_persistence::StoreError;
use guildhall_persistence::jobs::{self, Slot};

use super::report::{JobReport, Outcome};
use crate::app::App;
use crate::http::problem::Problem;

/// What a slice does by itself.
pub struct Job {
    /// Its name for ever: `slice.deed`.
    pub name: &'static str,
    /// When it is due.
    pub due: Due,
    /// Does what is due up to the present; answers how many things it did.
    pub run: for<'a> fn(&'a App) -> BoxFuture<'a, Result<u64, Problem>>,
}

/// When a job is due. In one round, the daily jobs come before those of the minute, each in its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// Once per civil date.
    Daily(Turn),
    /// Once per minute.
    EachMinute,
}

/// The turns of the daily jobs, in their order; within one, they run in the order of the slices. What jobs write to the
/// outbox goes out in the same round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Places that became free go to whoever waits.
    Promote,
    /// Records follow facts that began or ended on a date.
    Follow,
    /// What is over is settled.
    Settle,
    /// What the settled record costs is charged.
    Charge,
    /// People are told where they stand.
    Notify,
}

impl Due {
    /// The slot that an instant is in.
    pub fn slot_at(self, now: DateTime<Utc>) -> Slot {
        match self {
            Due::Daily(_) => Slot::Date(association_date(now)),
            Due::EachMinute => Slot::Minute(now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now)),
        }
    }
}

/// Runs `job` for the present slot unless it was run.
///
/// # Errors
/// Those of the job and of the store; what the job did before it failed stays.
pub async fn run(app: &App, job: &Job) -> Result<JobReport, Problem> {
    let slot = job.due.slot_at(app.clock.now());
    if let Some(otherwise) = claim(app, job, slot).await? {
        return Ok(JobReport::of(job.name, otherwise, 0));
    }
    match (job.run)(app).await {
        Ok(done) => Ok(JobReport::of(job.name, Outcome::Done, done)),
        Err(problem) => {
            release(app, job, slot).await?;
            Err(problem)
        }
    }
}

/// `None` when the slot is ours.
async fn claim(app: &App, job: &Job, slot: Slot) -> Result<Option<Outcome>, Problem> {
    let tx = app.db.begin().await?;
    match jobs::claim_run(&tx, job.name, slot, app.clock.now()).await {
        Ok(true) => Ok(tx.commit().await.map(|()| None)?),
        Ok(false) => Ok(tx.rollback().await.map(|()| Some(Outcome::AlreadyDone))?),
        Err(StoreError::Locked) => Ok(Some(Outcome::Busy)),
        Err(error) => Err(error.into()),
    }
}

async fn release(app: &App, job: &Job, slot: Slot) -> Result<(), Problem> {
    let tx = app.db.begin().await?;
    jobs::release_run(&tx, job.name, slot).await?;
    Ok(tx.commit().await?)
}
