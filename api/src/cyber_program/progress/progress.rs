//! `GET /v1/cyber-program/enrollments/{enrollment_id}/progress`: what a participant has done and still has to do.

use guildhall_domain::cyber_program::{completion, progress, statement_lines};
use guildhall_persistence::accounts;

use super::actions::completion::check_settled;
use super::progress_out::{CompletionOut, ProgressOut};
use super::relations::SeesSheet;
use crate::cyber_program::sheet::marks_on;
use crate::http::answers::Answer;
use crate::http::problem::{INTERNAL, Problem};
use crate::http::relation::Sees;

/// Read the progress of a participant
///
/// For the participant, faculty of the cohort, staff and admins. Only required activities and live events count; nothing
/// tells whether the participant reflects. Completion needs all required activities and 10 of the 12 live events: a
/// default of this software; the association has published no figure. Once the outcome is recorded, `completion` does
/// not change.
#[utoipa::path(get, path = "/enrollments/{enrollment_id}/progress", tag = "Cyber program")]
pub async fn get_progress(seen: Sees<SeesSheet>) -> Result<Answer<ProgressOut>, Problem> {
    let (app, SeesSheet(sheet)) = (seen.by.app(), &seen.record);
    let marks = marks_on(&app.db, sheet.enrollment.id).await?;
    let (cohort, on, policy) = (&sheet.cohort.cohort, sheet.today(app), &app.policies.cyber_program);
    let told = sheet.enrollment.completion.clone().map(serde_json::from_value::<CompletionOut>).transpose();
    let told = told.map_err(|_| Problem::new(&INTERNAL))?;
    let now = || CompletionOut::from(&completion(cohort.starts_on, &sheet.plan, &marks, policy));
    let progress = progress(cohort, &sheet.plan, &marks, on);
    let owner = accounts::load_account(&app.db, sheet.owner()).await?;
    let (told, lines) = (told.unwrap_or_else(now), statement_lines(policy));
    let is_settled = check_settled(&app.db, &sheet.enrollment).await?.is_ok();
    Ok(Answer::new(ProgressOut::of(sheet, on, &progress, told, lines, (&owner).into(), is_settled)))
}
