//! `/v1/cyber-program/enrollments/{enrollment_id}/release`: taking back a seat that was not paid. Asks for `If-Match`.

use actix_web::post;
use actix_web::web::Path;
use guildhall_domain::cyber_program::EnrollmentActor;
use guildhall_domain::ids::EnrollmentId;

use super::actions::seats::{self, By};
use super::enrollment_out::{EnrollmentOut, shown_one};
use crate::http::auth::{Caller, Staff};
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::reply::Reply;

/// Take back a seat that was not paid
///
/// Staff take it back once the day on which it was to be paid is over, and while entry to the cohort is open: a seat that
/// nobody could take any more is kept, and owed. Nothing is charged for a seat taken back, what was paid in part is
/// refunded, and it is given to whoever has waited longest.
#[utoipa::path(tag = "Cyber program", operation_id = "releaseEnrollment", security(("bearer" = ["staff"])), params(IfMatchHeader),
    responses((status = 200, description = "The registration, without its seat.", body = EnrollmentOut),
        (status = 409, description = "`enrollment-step-not-open` `enrollment-not-overdue` `enrollment-is-paid` `cohort-entry-closed`")))]
#[post("/enrollments/{enrollment_id}/release")]
pub async fn release_enrollment(
    caller: Caller<Staff>,
    id: Path<EnrollmentId>,
    seen: IfMatch,
    write: Write,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let by = By { account_id: Some(caller.account_id), actor: EnrollmentActor::Staff };
            let released = seats::release(write.app(), tx, by, *id, &seen).await?;
            let version = released.version;
            Reply::record(&shown_one(write.app(), tx, released).await?, version)
        })
        .await
}
