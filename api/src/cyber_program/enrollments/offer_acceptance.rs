//! `/v1/cyber-program/enrollments/{enrollment_id}/offer-acceptance`: taking the seat that was offered.

use actix_web::web::Path;
use guildhall_domain::ids::EnrollmentId;

use super::actions::seats;
use super::enrollment_out::{EnrollmentOut, shown_one};
use super::relations::ActsOnEnrollment;
use crate::cyber_program::problems::{
    COHORT_ENTRY_CLOSED, ENROLLMENT_STEP_NOT_OPEN, ENROLLMENT_STEP_NOT_THEIRS, SEAT_OFFER_EXPIRED,
};
use crate::http::answers::{Answered, Record};
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::By;

/// Accept the offer of a seat
///
/// The participant, or a representative of the organization that pays, accepts until `offer_expires_at`. From then on the
/// price is owed, and an invoice is issued. Staff cannot accept for somebody else.
#[utoipa::path(post, path = "/enrollments/{enrollment_id}/offer-acceptance", tag = "Cyber program",
    extensions(("x-refuses" = json!([ENROLLMENT_STEP_NOT_OPEN, ENROLLMENT_STEP_NOT_THEIRS, SEAT_OFFER_EXPIRED,
        COHORT_ENTRY_CLOSED]))))]
pub async fn create_offer_acceptance(
    caller: By<ActsOnEnrollment>,
    id: Path<EnrollmentId>,
    write: Write,
) -> Result<Answered<Record<EnrollmentOut>>, Problem> {
    write
        .on(&caller, *id, async |tx, ActsOnEnrollment { enrollment, by }| {
            let seated = seats::accept(write.app(), tx, by, enrollment.id).await?;
            let version = seated.version;
            Ok(Record::new(shown_one(write.app(), tx, seated).await?, version))
        })
        .await
}
