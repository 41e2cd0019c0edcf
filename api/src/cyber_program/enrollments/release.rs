//! `/v1/cyber-program/enrollments/{enrollment_id}/release`: releasing a seat that was not paid. Asks for `If-Match`.

use actix_web::web::Path;
use guildhall_domain::cyber_program::EnrollmentActor;
use guildhall_domain::ids::EnrollmentId;

use super::actions::seats::{self, By};
use super::enrollment_out::{EnrollmentOut, shown_one};
use crate::cyber_program::problems::{
    COHORT_ENTRY_CLOSED, ENROLLMENT_IS_PAID, ENROLLMENT_NOT_OVERDUE, ENROLLMENT_STEP_NOT_OPEN,
};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::etag::IfMatch;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};

/// Release a seat that was not paid
///
/// Staff can release a seat from the day after its payment was due, while entry to the cohort is open. After that, nobody
/// else could take the seat, so the participant keeps it and owes the price. A released seat costs nothing: what was paid
/// in part is refunded. The seat goes to the person who has waited longest.
#[utoipa::path(post, path = "/enrollments/{enrollment_id}/release", tag = "Cyber program",
    extensions(("x-refuses" = json!([OWN_MATTER, ENROLLMENT_STEP_NOT_OPEN, ENROLLMENT_NOT_OVERDUE, ENROLLMENT_IS_PAID,
        COHORT_ENTRY_CLOSED]))))]
pub async fn release_enrollment(
    caller: Caller<Staff>,
    id: Path<EnrollmentId>,
    seen: IfMatch,
    write: Write,
) -> Result<Answered<Record<EnrollmentOut>>, Problem> {
    write
        .perform(async |tx| {
            let by = By { account_id: Some(caller.account_id), actor: EnrollmentActor::Staff };
            let released = seats::release(write.app(), tx, by, *id, &seen).await?;
            let version = released.version;
            Ok(Record::new(shown_one(write.app(), tx, released).await?, version))
        })
        .await
}
