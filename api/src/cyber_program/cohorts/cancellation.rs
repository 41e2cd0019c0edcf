//! `/v1/cyber-program/cohorts/{cohort_id}/cancellation`: the association cancels a cohort.

use actix_web::web::Path;
use guildhall_domain::ids::CohortId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions::cancel;
use super::cohort_out::{CohortOut, shown_one};
use crate::cyber_program::problems::{COHORT_CANCELED, COHORT_ENDED};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};

/// Why a cohort is canceled.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CohortCancellation)]
pub struct CancellationIn {
    /// Reason, told to everybody who has a seat, waits or asked for one.
    #[schema(min_length = 1, max_length = 500, pattern = r"\S", example = "Too few people enrolled.", extensions(("x-text" = json!("lines"))))]
    reason: String,
}

/// Cancel a cohort
///
/// Staff cancel a cohort until it ends, once. Everybody who has a seat, waits for one or asked for one loses it and is told
/// by letter; nobody can enroll afterward. Before the first day everything that was paid is refunded, and nothing is owed.
/// Later, the weeks that were held stay charged and the others are credited: a default of this software; the association has
/// published no figure. Subscribed calendars show the events as canceled. Nobody cancels a cohort that they have a place in.
#[utoipa::path(post, path = "/cohorts/{cohort_id}/cancellation", tag = "Cyber program",
    extensions(("x-refuses" = json!([COHORT_CANCELED, COHORT_ENDED, OWN_MATTER]))))]
pub async fn create_cohort_cancellation(
    caller: Caller<Staff>,
    id: Path<CohortId>,
    write: Write,
    body: Body<CancellationIn>,
) -> Result<Answered<Record<CohortOut>>, Problem> {
    write
        .perform(async |tx| {
            let cohort = cancel::cancel(write.app(), tx, caller.account_id, *id, &body.0.reason).await?;
            let version = cohort.version;
            Ok(Record::new(shown_one(write.app(), tx, cohort).await?, version))
        })
        .await
}
