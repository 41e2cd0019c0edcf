//! `GET /v1/cyber-program/enrollments/{enrollment_id}/progress`: what is done, due and missing.

use actix_web::get;
use actix_web::web::{Data, Path};
use guildhall_domain::cyber_program::{completion, progress, statement_lines};
use guildhall_domain::ids::EnrollmentId;
use guildhall_persistence::accounts;

use super::progress_out::{CompletionOut, ProgressOut};
use crate::app::App;
use crate::cyber_program::sheet::{marks_on, sheet_of};
use crate::http::auth::Caller;
use crate::http::problem::{INTERNAL, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;

/// Read the progress of a participant
///
/// The participant, faculty of the cohort, staff and admins. Required activities and live events count; nothing tells
/// whether somebody reflects. Completing needs all required activities and 10 of the 12 live events, which is an
/// assumption of ours. Once the outcome is told, `completion` stays as it was told.
#[utoipa::path(tag = "Cyber program", operation_id = "getProgress", security(("bearer" = [])),
    responses((status = 200, description = "The progress, explained.", body = ProgressOut)))]
#[get("/enrollments/{enrollment_id}/progress")]
pub async fn get_progress(
    caller: Caller,
    app: Data<App>,
    id: Path<EnrollmentId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let sheet = sheet_of(&app.db, &caller, *id).await?;
    let marks = marks_on(&app.db, *id).await?;
    let (cohort, on, policy) = (&sheet.cohort.cohort, sheet.today(&app), &app.policies.cyber_program);
    let told = sheet.enrollment.completion.clone().map(serde_json::from_value::<CompletionOut>).transpose();
    let told = told.map_err(|_| Problem::new(&INTERNAL))?;
    let now = || CompletionOut::from(&completion(cohort.starts_on, &sheet.plan, &marks, policy));
    let progress = progress(cohort, &sheet.plan, &marks, on);
    let owner = accounts::load_account(&app.db, sheet.owner()).await?;
    let (told, lines) = (told.unwrap_or_else(now), statement_lines(policy));
    Reply::ok(&ProgressOut::of(&sheet, on, &progress, told, lines, (&owner.name).into()))
}
