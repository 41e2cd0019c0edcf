//! What a run of the worker did.

use chrono::{DateTime, Utc};

use crate::http::problem::Problem;

/// Everything that one run did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The domain's time of the run.
    pub ran_at: DateTime<Utc>,
    /// Job by job, in the order they ran.
    pub jobs: Vec<JobReport>,
}

/// What one job did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobReport {
    /// Which job.
    pub name: &'static str,
    /// How it ended.
    pub outcome: Outcome,
    /// How many things it did: messages delivered, invoices issued, rows swept.
    pub done: u64,
    /// How many it could not do and will try again or has given up.
    pub failed: u64,
}

/// How a job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It ran.
    Done,
    /// It had run for this date before.
    AlreadyDone,
    /// Another process is just running it.
    Busy,
    /// It failed, changed nothing, and is run again.
    Failed,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: &'static [Outcome] = &[Outcome::Done, Outcome::AlreadyDone, Outcome::Busy, Outcome::Failed];

    /// As one word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::AlreadyDone => "already_done",
            Outcome::Busy => "busy",
            Outcome::Failed => "failed",
        }
    }
}

impl JobReport {
    pub(super) fn of(name: &'static str, outcome: Outcome, done: u64) -> JobReport {
        JobReport { name, outcome, done, failed: 0 }
    }
}

impl Report {
    pub(super) fn begun(ran_at: DateTime<Utc>) -> Report {
        Report { ran_at, jobs: Vec::new() }
    }

    pub(super) fn add(&mut self, name: &'static str, ran: Result<JobReport, Problem>) {
        self.jobs.push(ran.unwrap_or_else(|problem| {
            tracing::error!(job = name, %problem, "a job failed");
            JobReport::of(name, Outcome::Failed, 0)
        }));
    }

    /// What the job `name` did, if it is among those that ran.
    pub fn job(&self, name: &str) -> Option<&JobReport> {
        self.jobs.iter().find(|job| job.name == name)
    }
}
