//! `/v1/cyber-program/cohorts/{cohort_id}/mentors`: who of the faculty mentors a cohort.

use actix_web::web::Path;
use actix_web::{delete, post};
use guildhall_domain::ids::{AccountId, CohortId};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::mentors;
use super::cohort_out::{CohortOut, shown_one};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::reply::Reply;

/// Who is to mentor a cohort.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCohortMentor)]
pub struct MentorIn {
    /// An account with the role `faculty`.
    account_id: Uuid,
}

/// Where a mentor is.
#[derive(Deserialize)]
pub struct MentorAddress {
    cohort_id: CohortId,
    account_id: AccountId,
}

/// Name a mentor
///
/// Staff name somebody of the faculty; whoever is one already stays one. Mentors read what faculty may read of the
/// cohort.
#[utoipa::path(tag = "Cyber program", operation_id = "createCohortMentor", security(("bearer" = ["staff"])), request_body = MentorIn,
    responses((status = 200, description = "The cohort with its mentors.", body = CohortOut),
        (status = 409, description = "`unknown-account` `mentor-not-faculty`")))]
#[post("/cohorts/{cohort_id}/mentors")]
pub async fn create_cohort_mentor(
    caller: Caller<Staff>,
    id: Path<CohortId>,
    write: Write,
    body: Body<MentorIn>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let mentor = AccountId::new(body.0.account_id);
            let cohort = mentors::name(write.app(), tx, caller.account_id, *id, mentor).await?;
            let version = cohort.version;
            Reply::record(&shown_one(write.app(), tx, cohort).await?, version)
        })
        .await
}

/// End somebody's mentoring
///
/// It ends at once: with the next request the account reads nothing of the cohort any more, but the answer to a request
/// of its own that it repeats under the same Idempotency-Key within a day.
#[utoipa::path(tag = "Cyber program", operation_id = "deleteCohortMentor", security(("bearer" = ["staff"])),
    responses((status = 204, description = "Ended.")))]
#[delete("/cohorts/{cohort_id}/mentors/{account_id}")]
pub async fn delete_cohort_mentor(
    caller: Caller<Staff>,
    at: Path<MentorAddress>,
    write: Write,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            mentors::end(write.app(), tx, caller.account_id, at.cohort_id, at.account_id).await?;
            Ok(Reply::no_content())
        })
        .await
}
