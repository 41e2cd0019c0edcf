//! `/v1/cyber-program/enrollments/{enrollment_id}/withdrawal-on-terms`: staff withdraw somebody on better terms.

use actix_web::web::Path;
use guildhall_domain::cyber_program::{BetterTerms, EnrollmentActor};
use guildhall_domain::ids::EnrollmentId;
use serde::Deserialize;
use utoipa::ToSchema;

use super::actions::seats::{self, By};
use super::enrollment_out::{EnrollmentOut, shown_one};
use crate::cyber_program::problems::{COHORT_ENDED, ENROLLMENT_STEP_NOT_OPEN, WITHDRAWAL_TERMS_WORSE};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};

/// The terms on which staff withdraw somebody.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WithdrawalTerms)]
pub struct TermsIn {
    /// Hundredths of the price that the association keeps.
    #[schema(minimum = 0, maximum = 100, example = 0)]
    kept_percent: u32,
    /// Reason, kept in the history of the enrollment, which the participant reads.
    #[schema(min_length = 1, max_length = 500, pattern = r"\S", example = "Deployed with the National Guard.", extensions(("x-text" = json!("lines"))))]
    reason: String,
}

/// Withdraw somebody on better terms
///
/// Staff withdraw somebody and keep less of the price than the terms of the enrollment would, with a reason; rehearse it with
/// `?mode=validate` to see the refund. Nobody does so for themselves. For a place on the waitlist or a request nothing is kept
/// in any case. A seat that becomes free goes at once to the person who has waited longest.
#[utoipa::path(post, path = "/enrollments/{enrollment_id}/withdrawal-on-terms", tag = "Cyber program",
    extensions(("x-refuses" = json!([ENROLLMENT_STEP_NOT_OPEN, COHORT_ENDED, WITHDRAWAL_TERMS_WORSE, OWN_MATTER]))))]
pub async fn withdraw_enrollment_on_terms(
    caller: Caller<Staff>,
    id: Path<EnrollmentId>,
    seen: IfMatch,
    write: Write,
    body: Body<TermsIn>,
) -> Result<Answered<Record<EnrollmentOut>>, Problem> {
    write
        .perform(async |tx| {
            let by = By { account_id: Some(caller.account_id), actor: EnrollmentActor::Staff };
            let terms = BetterTerms { kept_percent: body.0.kept_percent, reason: &body.0.reason };
            let left = seats::withdraw_on(write.app(), tx, by, *id, &seen, terms).await?;
            let version = left.version;
            Ok(Record::new(shown_one(write.app(), tx, left).await?, version))
        })
        .await
}
