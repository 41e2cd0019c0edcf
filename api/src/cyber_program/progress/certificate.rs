//! `GET /v1/cyber-program/enrollments/{enrollment_id}/certificate`: the certificate to print.
//!
//! Invariant: the same completion under the same name gives the same bytes; nothing of the moment it is asked for is in it.

use actix_web::get;
use actix_web::web::{Data, Path};
use guildhall_domain::Refusal;
use guildhall_domain::accounts::Account;
use guildhall_domain::cyber_program::{
    Capacity, CyberProgramPolicy, EnrollmentRefusal, EnrollmentState, statement_lines,
};
use guildhall_domain::ids::EnrollmentId;
use guildhall_persistence::accounts;

use crate::app::App;
use crate::certificate_page::{Line, PdfFile, page, printed, written};
use crate::cyber_program::sheet::{Sheet, sheet_of};
use crate::http::auth::Caller;
use crate::http::problem::{INTERNAL, NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;

/// Read the certificate of a participant
///
/// A page to print, as PDF: for the participant, staff and admins, once the program is completed. It says 48 hours toward
/// the ICMA credential; of other bodies' credentials no number was published, so it says none. It prints the name the
/// account has when it is asked for: until that changes, the file is the same. `certificate_name` of the progress says
/// whether every character of the name can be printed.
#[utoipa::path(tag = "Cyber program", operation_id = "getProgramCertificate", security(("bearer" = [])),
    responses((status = 200, description = "The certificate.", body = PdfFile, content_type = "application/pdf"),
        (status = 304, description = "Not changed."),
        (status = 409, description = "`program-not-completed`")))]
#[get("/enrollments/{enrollment_id}/certificate")]
pub async fn get_program_certificate(
    caller: Caller,
    app: Data<App>,
    id: Path<EnrollmentId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let sheet = sheet_of(&app.db, &caller, *id).await?;
    let may_read = sheet.capacity == Capacity::Author || sheet.viewer().is_staff();
    if !may_read {
        return Err(Problem::new(&NOT_FOUND));
    }
    let state = sheet.enrollment.state;
    if state != EnrollmentState::Completed {
        return Err(Refusal::from(EnrollmentRefusal::NotCompleted { state }).into());
    }
    let owner = accounts::load_account(&app.db, sheet.owner()).await?;
    let made = page(&lines(&sheet, &owner, &app.policies.cyber_program)).ok_or_else(|| Problem::new(&INTERNAL))?;
    Ok(Reply::file(made, "application/pdf", sheet.enrollment.version))
}

fn lines(sheet: &Sheet, owner: &Account, policy: &CyberProgramPolicy) -> Vec<Line> {
    let cohort = &sheet.cohort.cohort;
    let completed_on = sheet.enrollment.completed_on.unwrap_or_else(|| cohort.ends_on());
    let weeks = format!("{}, {} weeks from {}", sheet.cohort.name, cohort.weeks, written(cohort.starts_on));
    let mut lines = vec![
        Line::strong("Certificate of Completion", 30.0, 150.0),
        Line::plain("This certifies that", 14.0, 205.0),
        Line::name(printed(&owner.name), 255.0),
        Line::plain(format!("has completed the {}", policy.program.name.value), 14.0, 305.0),
        Line::plain(weeks, 14.0, 328.0),
        Line::plain(format!("Completed on {}", written(completed_on)), 14.0, 351.0),
    ];
    let mut at = 410.0;
    for statement in statement_lines(policy) {
        lines.push(Line::plain(statement.text, 11.0, at));
        at += 20.0;
    }
    lines
}
