//! `/v1/cyber-program/enrollments/{enrollment_id}/withdrawal`: giving up a seat.
//!
//! Asks for `If-Match`: the terms for a seat and for a place on the waitlist differ, so whoever was given a seat in the
//! meantime is told so first.

use actix_web::web::Path;
use guildhall_domain::ids::EnrollmentId;

use super::actions::seats;
use super::enrollment_out::{EnrollmentOut, shown_one};
use super::relations::ActsOnEnrollment;
use crate::cyber_program::problems::{COHORT_ENDED, ENROLLMENT_STEP_NOT_OPEN};
use crate::http::answers::{Answered, Record};
use crate::http::etag::IfMatch;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::By;

/// Withdraw from a cohort
///
/// The participant, or staff for the participant, gives up the seat, the place on the waitlist or the request. The refund
/// depends on the number of days until the cohort's first day and on the terms of the day of registration; until
/// `withdraw_free_until`, which follows when the association moves the first day far, everything is refunded. Rehearse the
/// withdrawal with `?mode=validate` to see it. A seat that becomes free goes at once to the person who has waited longest.
#[utoipa::path(post, path = "/enrollments/{enrollment_id}/withdrawal", tag = "Cyber program",
    extensions(("x-refuses" = json!([ENROLLMENT_STEP_NOT_OPEN, COHORT_ENDED]))))]
pub async fn withdraw_enrollment(
    caller: By<ActsOnEnrollment>,
    id: Path<EnrollmentId>,
    seen: IfMatch,
    write: Write,
) -> Result<Answered<Record<EnrollmentOut>>, Problem> {
    write
        .on(&caller, *id, async |tx, ActsOnEnrollment { enrollment, by }| {
            let left = seats::withdraw(write.app(), tx, by, enrollment.id, &seen).await?;
            let version = left.version;
            Ok(Record::new(shown_one(write.app(), tx, left).await?, version))
        })
        .await
}
