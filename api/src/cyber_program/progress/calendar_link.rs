//! `/v1/cyber-program/enrollments/{enrollment_id}/calendar-link`: the address of a participant's calendar.
//!
//! Invariant: the link is a secret, told once and kept as a hash.

use actix_web::web::Path;
use guildhall_domain::ids::EnrollmentId;
use serde::Serialize;
use utoipa::ToSchema;

use super::actions::calendar_link;
use super::calendars::CALENDARS;
use super::relations::OwnSheet;
use crate::http::answers::{Answered, NoContent, Record};
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::By;

/// A link to a calendar.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramCalendarLink)]
pub struct CalendarLinkOut {
    /// Address to subscribe to in a calendar program. Anyone who has it can read the calendar. It is shown in this
    /// answer only, and for a day in the answer to a retry under the same `Idempotency-Key`.
    #[schema(
        format = "uri",
        max_length = 1024,
        example = "https://guildhall.example/v1/cyber-program/calendars/4q2v8cZ0x3tq3mYkq1mJt0b5o7sQ2nXy6wE9rT1uI8A",
        extensions(("x-secret" = json!(true)))
    )]
    url: String,
}

/// Make a link to the participant's calendar
///
/// For the participant alone: live events and due dates, to subscribe to in any calendar program. The address is a
/// secret. It is shown in this answer only, and for a day in the answer to a retry under the same `Idempotency-Key`. A
/// new link replaces the previous one.
#[utoipa::path(post, path = "/enrollments/{enrollment_id}/calendar-link", tag = "Cyber program")]
pub async fn create_calendar_link(
    caller: By<OwnSheet>,
    id: Path<EnrollmentId>,
    write: Write,
) -> Result<Answered<Record<CalendarLinkOut>>, Problem> {
    write
        .on(&caller, *id, async |tx, OwnSheet(sheet)| {
            let token = calendar_link::give(write.app(), tx, caller.account_id, sheet.enrollment.id).await?;
            let url = format!("{}{CALENDARS}{token}", write.app().config.public_url);
            Ok(Record::new(CalendarLinkOut { url }, sheet.enrollment.version))
        })
        .await
}

/// Revoke the link to the participant's calendar
///
/// For the participant alone. From now on its address answers 404. Without a link, nothing changes.
#[utoipa::path(delete, path = "/enrollments/{enrollment_id}/calendar-link", tag = "Cyber program")]
pub async fn delete_calendar_link(
    caller: By<OwnSheet>,
    id: Path<EnrollmentId>,
    write: Write,
) -> Result<Answered<NoContent>, Problem> {
    write
        .on(&caller, *id, async |tx, OwnSheet(sheet)| {
            calendar_link::revoke(write.app(), tx, caller.account_id, sheet.enrollment.id).await?;
            Ok(NoContent)
        })
        .await
}
