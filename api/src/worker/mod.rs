//! What happens later: messages go out, jobs run, what has expired is swept away.
//!
//! The worker runs inside the server, or beside it as `guildhall worker`, in as
//! many processes as wanted: a message is leased by one of them, and a job runs once
//! per civil date, or once per minute. A round that fails, or panics, is logged, and the
//! next one comes.

pub mod deliverers;
mod delivery;
pub mod job;
mod report;
mod sweeps;

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use futures_util::FutureExt;
use guildhall_persistence::jobs::Slot;
use guildhall_persistence::outbox;
use tokio::sync::watch;

use crate::app::App;
use crate::assembly;
use crate::http::problem::Problem;
use job::Job;
pub use report::{JobReport, Outcome, Report};

const PAUSE: Duration = Duration::from_secs(1);
const PAUSE_AFTER_FAILURE: Duration = Duration::from_secs(5);
const BETWEEN_SWEEPS: Duration = Duration::from_secs(10 * 60);
const BETWEEN_FAILED_RUNS: Duration = Duration::from_secs(60);

/// Works until told to stop; the round under way is ended first.
pub async fn run(app: &App, mut stopped: watch::Receiver<bool>) {
    let mut rota = Rota::default();
    loop {
        let pause = match AssertUnwindSafe(rota.round(app)).catch_unwind().await {
            Ok(Ok(())) => PAUSE,
            Ok(Err(problem)) => {
                tracing::warn!(%problem, "a round of the worker failed");
                PAUSE_AFTER_FAILURE
            }
            Err(_panic) => PAUSE_AFTER_FAILURE,
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => (),
            _ = stopped.wait_for(|stop| *stop) => return,
        }
    }
}

/// Runs everything that is due now, once, and tells what was done.
pub async fn run_due(app: &App) -> Report {
    let mut report = Report::begun(app.clock.now());
    for job in assembly::jobs() {
        report.add(job.name, job::run(app, job).await);
    }
    report.add(delivery::NAME, delivery::deliver_due(app).await);
    report.add(sweeps::NAME, sweeps::sweep(app).await);
    report
}

/// What this process remembers between rounds, so that an idle round costs one small read.
#[derive(Default)]
struct Rota {
    swept: Option<Instant>,
    ran: HashMap<&'static str, Slot>,
    failed: HashMap<&'static str, Instant>,
}

impl Rota {
    async fn round(&mut self, app: &App) -> Result<(), Problem> {
        for job in assembly::jobs() {
            self.run_job(app, job).await;
        }
        if outbox::next_due_at(&app.db).await?.is_some_and(|due| due <= app.clock.now()) {
            delivery::deliver_due(app).await?;
        }
        if self.swept.is_none_or(|swept| swept.elapsed() >= BETWEEN_SWEEPS) {
            sweeps::sweep(app).await?;
            self.swept = Some(Instant::now());
        }
        Ok(())
    }

    async fn run_job(&mut self, app: &App, job: &'static Job) {
        let slot = job.due.slot_at(app.clock.now());
        let resting = self.failed.get(job.name).is_some_and(|failed| failed.elapsed() < BETWEEN_FAILED_RUNS);
        if resting || self.ran.get(job.name) == Some(&slot) {
            return;
        }
        match job::run(app, job).await {
            // Another process is at it and may fail: look again next round.
            Ok(JobReport { outcome: Outcome::Busy, .. }) => (),
            Ok(done) => {
                tracing::info!(job = job.name, outcome = done.outcome.as_str(), done = done.done, "job");
                self.ran.insert(job.name, slot);
            }
            Err(problem) => {
                tracing::error!(job = job.name, %problem, "a job failed and is run again in a minute");
                self.failed.insert(job.name, Instant::now());
            }
        }
    }
}
