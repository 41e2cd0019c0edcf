//! `/v1/cyber-program/enrollments/{enrollment_id}/offer-decline`: refusing the seat that was offered.

use actix_web::web::Path;
use guildhall_domain::ids::EnrollmentId;

use super::actions::seats;
use super::enrollment_out::{EnrollmentOut, shown_one};
use super::relations::ActsOnEnrollment;
use crate::cyber_program::problems::ENROLLMENT_STEP_NOT_OPEN;
use crate::http::answers::{Answered, Record};
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::By;

/// Decline the offer of a seat
///
/// The participant, a representative of the organization that pays, or staff decline. Nothing is owed, the enrollment is
/// withdrawn, and the seat is offered to the next person on the waitlist.
#[utoipa::path(post, path = "/enrollments/{enrollment_id}/offer-decline", tag = "Cyber program",
    extensions(("x-refuses" = json!([ENROLLMENT_STEP_NOT_OPEN]))))]
pub async fn decline_seat_offer(
    caller: By<ActsOnEnrollment>,
    id: Path<EnrollmentId>,
    write: Write,
) -> Result<Answered<Record<EnrollmentOut>>, Problem> {
    write
        .on(&caller, *id, async |tx, ActsOnEnrollment { enrollment, by }| {
            let declined = seats::decline(write.app(), tx, by, enrollment.id).await?;
            let version = declined.version;
            Ok(Record::new(shown_one(write.app(), tx, declined).await?, version))
        })
        .await
}
