//! `/v1/cyber-program/enrollments/{enrollment_id}/withdrawal`: giving up a seat.
//!
//! Asks for `If-Match`: a seat and a place on the waitlist are given up on other terms, so that whoever was promoted
//! meanwhile is told so first.

use actix_web::post;
use actix_web::web::Path;
use guildhall_domain::ids::EnrollmentId;

use super::actions::seats;
use super::enrollment_out::{EnrollmentOut, shown_one};
use super::enrollments::{acting, visible};
use crate::http::auth::Caller;
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::perform::Write;
use crate::http::problem::{FORBIDDEN, Problem};
use crate::http::reply::Reply;

/// Withdraw from a cohort
///
/// The participant, or staff for them, gives up the seat, the place on the waitlist or the request. What is given back
/// of the price follows from the days before the first day and the terms of the day of registration; rehearse it with
/// `?mode=validate`. A seat that becomes free is given to whoever has waited longest, at once.
#[utoipa::path(tag = "Cyber program", operation_id = "withdrawEnrollment", security(("bearer" = [])), params(IfMatchHeader),
    responses((status = 200, description = "The registration, withdrawn.", body = EnrollmentOut),
        (status = 409, description = "`enrollment-step-not-open` `cohort-ended`")))]
#[post("/enrollments/{enrollment_id}/withdrawal")]
pub async fn withdraw_enrollment(
    caller: Caller,
    id: Path<EnrollmentId>,
    seen: IfMatch,
    write: Write,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let owner = visible(tx, &caller, *id).await?.account_id;
            let by = acting(&caller, owner).ok_or_else(|| Problem::new(&FORBIDDEN))?;
            let left = seats::withdraw(write.app(), tx, by, *id, &seen).await?;
            let version = left.version;
            Reply::record(&shown_one(write.app(), tx, left).await?, version)
        })
        .await
}
