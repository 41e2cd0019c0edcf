//! `/v1/sandbox/job-runs`: runs the worker once, since none runs by itself here.

use actix_web::web::Data;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::code_schema;
use crate::http::answers::Answer;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::worker::{self, JobReport, Outcome, Report};

code_schema!(JobOutcomeCode, "JobOutcome", Outcome::ALL, "How a job ended. Closed list.");

/// Result of one run of the jobs.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxJobRun)]
pub struct JobRunOut {
    /// Time of the run, by the sandbox's clock.
    ran_at: DateTime<Utc>,
    /// Results by job, in the order they ran.
    #[schema(max_items = 100)]
    jobs: Vec<JobOut>,
}

/// Result of one job.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxJob)]
pub struct JobOut {
    /// Name of the job. Open list.
    #[schema(max_length = 64, example = "outbox.deliver")]
    name: String,
    /// How the job ended.
    #[schema(value_type = JobOutcomeCode)]
    outcome: &'static str,
    /// Number of items done: messages sent, invoices issued, records removed.
    #[schema(minimum = 0, maximum = 1_000_000_000, example = 2)]
    done: i64,
    /// Number of items that failed.
    #[schema(minimum = 0, maximum = 1_000_000_000, example = 0)]
    failed: i64,
}

impl From<JobReport> for JobOut {
    fn from(job: JobReport) -> Self {
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        JobOut {
            name: job.name.into(),
            outcome: job.outcome.as_str(),
            done: count(job.done),
            failed: count(job.failed),
        }
    }
}

impl From<Report> for JobRunOut {
    fn from(report: Report) -> Self {
        JobRunOut { ran_at: report.ran_at, jobs: report.jobs.into_iter().map(JobOut::from).collect() }
    }
}

/// Run the jobs that are due
///
/// Daily jobs run once per date; then the outbox is sent and expired records are removed. Move the clock first to see the
/// effect.
#[utoipa::path(post, path = "/job-runs", tag = "Sandbox")]
pub async fn create_sandbox_job_run(app: Data<App>, _: Params<NoParams>) -> Result<Answer<JobRunOut>, Problem> {
    let report = worker::run_due(&app).await;
    Ok(Answer::new(JobRunOut::from(report)))
}
