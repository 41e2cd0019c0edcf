//! `/v1/members/applications/{application_id}/information-request`: ask the applicant for information.

use actix_web::web::Path;
use guildhall_domain::ids::ApplicationId;
use guildhall_domain::members::admission::ReviewAction;

use super::application_out::ApplicationOut;
use super::review::{ReviewTextsIn, step};
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::members::problems::APPLICATION_NOT_IN_REVIEW;

/// Ask the applicant for information
///
/// For staff, not on an own application. The questions go to the applicant by letter; the answer leads back to review.
#[utoipa::path(post, path = "/applications/{application_id}/information-request", tag = "Members", extensions(("x-refuses" = json!([
    APPLICATION_NOT_IN_REVIEW, OWN_MATTER
]))))]
pub async fn request_application_information(
    caller: Caller<Staff>,
    id: Path<ApplicationId>,
    write: Write,
    body: Body<ReviewTextsIn>,
) -> Result<Answered<Record<ApplicationOut>>, Problem> {
    let by = caller.account_id;
    write
        .perform(async |tx| step(write.app(), tx, by, *id, ReviewAction::RequestInformation, body.0.told()).await)
        .await
}
