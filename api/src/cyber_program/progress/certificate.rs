//! `GET /v1/cyber-program/enrollments/{enrollment_id}/certificate`: the certificate to print.
//!
//! Invariant: the same completion under the same printed name gives the same bytes; nothing of the moment it is asked for is in it.

use guildhall_domain::Refusal;
use guildhall_domain::accounts::Account;
use guildhall_domain::cyber_program::{CyberProgramPolicy, EnrollmentRefusal, EnrollmentState, statement_lines};
use guildhall_persistence::accounts;

use super::actions::completion;
use super::relations::SeesCertificate;
use crate::certificate_page::{Line, Pdf, page, printed, written};
use crate::cyber_program::problems::{PROGRAM_NOT_COMPLETED, SEAT_NOT_PAID};
use crate::cyber_program::sheet::Sheet;
use crate::http::answers::Document;
use crate::http::problem::{INTERNAL, Problem};
use crate::http::relation::Sees;

/// Read the certificate of a participant
///
/// A page to print, as PDF, for the participant, staff and admins, once the program is completed and the seat is paid, or an
/// organization's own purchase order stands for it. It states 48 credit
/// hours toward the ICMA credential; for the credentials of other bodies no number is published, and it states none. It
/// prints the account's current name, or the one that the participant gave for printing: when either changes, the file is
/// another one. `certificate_name` of the progress says what is printed, and whether every character of it can be.
#[utoipa::path(get, path = "/enrollments/{enrollment_id}/certificate", tag = "Cyber program",
    extensions(("x-refuses" = json!([PROGRAM_NOT_COMPLETED, SEAT_NOT_PAID]))))]
pub async fn get_program_certificate(seen: Sees<SeesCertificate>) -> Result<Document<Pdf>, Problem> {
    let (app, SeesCertificate(sheet)) = (seen.by.app(), &seen.record);
    let state = sheet.enrollment.state;
    if state != EnrollmentState::Completed {
        return Err(Refusal::from(EnrollmentRefusal::NotCompleted { state }).into());
    }
    completion::check_settled(&app.db, &sheet.enrollment).await?.map_err(Refusal::from)?;
    let owner = accounts::load_account(&app.db, sheet.owner()).await?;
    let made = page(&lines(sheet, &owner, &app.policies.cyber_program)).ok_or_else(|| Problem::new(&INTERNAL))?;
    Ok(Document::new(made, sheet.enrollment.version))
}

fn lines(sheet: &Sheet, owner: &Account, policy: &CyberProgramPolicy) -> Vec<Line> {
    let cohort = &sheet.cohort.cohort;
    let completed_on = sheet.enrollment.completed_on.unwrap_or_else(|| cohort.ends_on());
    let weeks = format!("{}, {} weeks from {}", sheet.cohort.name, cohort.weeks, written(cohort.starts_on));
    let mut lines = vec![
        Line::strong("Certificate of Completion", 30.0, 150.0),
        Line::plain("This certifies that", 14.0, 205.0),
        Line::name(printed(owner), 255.0),
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
