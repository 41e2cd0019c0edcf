//! `/v1/sandbox/job-runs`: runs the worker once, since none runs by itself here.

use actix_web::post;
use actix_web::web::Data;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::code_schema;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::{Cache, Reply};
use crate::worker::{self, JobReport, Outcome, Report};

code_schema!(JobOutcomeCode, "JobOutcome", Outcome::ALL, "How a job ended. Closed list.");

/// What one run of the jobs did.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxJobRun)]
pub struct JobRunOut {
    /// The domain's time of the run.
    ran_at: DateTime<Utc>,
    /// Job by job, in the order they ran.
    #[schema(max_items = 100)]
    jobs: Vec<JobOut>,
}

/// What one job did.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxJob)]
pub struct JobOut {
    /// Name of the job. Open list.
    #[schema(max_length = 64, example = "outbox.deliver")]
    name: String,
    /// How it ended.
    #[schema(value_type = JobOutcomeCode)]
    outcome: &'static str,
    /// How many things it did: messages sent, invoices issued, records swept.
    #[schema(minimum = 0, maximum = 1_000_000_000, example = 2)]
    done: i64,
    /// How many it could not do.
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

/// Run what is due now
///
/// Daily jobs run once per civil date, then the outbox is sent, then what has expired is swept. Move the clock first to see them at work.
#[utoipa::path(tag = "Sandbox", operation_id = "createSandboxJobRun", security(()),
    responses((status = 200, description = "What ran.", body = JobRunOut)))]
#[post("/job-runs")]
pub async fn create_job_run(app: Data<App>, _: Params<NoParams>) -> Result<Reply, Problem> {
    let report = worker::run_due(&app).await;
    Ok(Reply::ok(&JobRunOut::from(report))?.cached(Cache::Never))
}
