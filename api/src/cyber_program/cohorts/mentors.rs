//! `/v1/cyber-program/cohorts/{cohort_id}/mentors`: the faculty mentors of a cohort.

use actix_web::web::Path;
use guildhall_domain::ids::{AccountId, CohortId};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::mentors;
use super::cohort_out::{CohortOut, shown_one};
use crate::cyber_program::problems::MENTOR_NOT_FACULTY;
use crate::http::answers::{Answered, NoContent, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::members::problems::UNKNOWN_ACCOUNT;

/// A mentor to name.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCohortMentor)]
pub struct MentorIn {
    /// Account of the mentor, which holds the role `faculty`.
    account_id: Uuid,
}

/// The address of a mentor.
#[derive(Deserialize)]
pub struct MentorAddress {
    cohort_id: CohortId,
    account_id: AccountId,
}

/// Name a mentor
///
/// Staff name a member of the faculty as a mentor, and nobody names themselves; naming a mentor again changes nothing. Mentors
/// can read what the faculty of the cohort can read; of the discussions of breakout groups, those of the day of being named
/// and later. Everybody with a seat is told by letter.
#[utoipa::path(post, path = "/cohorts/{cohort_id}/mentors", tag = "Cyber program",
    extensions(("x-refuses" = json!([OWN_MATTER, UNKNOWN_ACCOUNT, MENTOR_NOT_FACULTY]))))]
pub async fn create_cohort_mentor(
    caller: Caller<Staff>,
    id: Path<CohortId>,
    write: Write,
    body: Body<MentorIn>,
) -> Result<Answered<Record<CohortOut>>, Problem> {
    write
        .perform(async |tx| {
            let mentor = AccountId::new(body.0.account_id);
            let cohort = mentors::name(write.app(), tx, caller.account_id, *id, mentor).await?;
            let version = cohort.version;
            Ok(Record::new(shown_one(write.app(), tx, cohort).await?, version))
        })
        .await
}

/// Remove a mentor
///
/// It takes effect at once: from the next request, the account can read nothing of the cohort. The exception is a request
/// that it repeats within a day under the same Idempotency-Key, which gets the earlier answer. Everybody with a seat is told
/// by letter.
#[utoipa::path(delete, path = "/cohorts/{cohort_id}/mentors/{account_id}", tag = "Cyber program")]
pub async fn delete_cohort_mentor(
    caller: Caller<Staff>,
    at: Path<MentorAddress>,
    write: Write,
) -> Result<Answered<NoContent>, Problem> {
    write
        .perform(async |tx| {
            mentors::end(write.app(), tx, caller.account_id, at.cohort_id, at.account_id).await?;
            Ok(NoContent)
        })
        .await
}
