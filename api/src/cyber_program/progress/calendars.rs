//! `/v1/cyber-program/calendars/{calendar_token}`: a participant's weeks in the participant's own calendar.
//!
//! Invariants: whoever has no seat any more has no calendar; the same dates give the same bytes.

use actix_web::get;
use actix_web::web::{Data, Path};
use guildhall_domain::cyber_program::plan_weeks;
use guildhall_persistence::cyber_program as store;

use super::actions::calendar_link::hash_of;
use super::feed::feed;
use crate::app::App;
use crate::calendar_file::CalendarFile;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::slice::{Addresses, MediaType};

/// Where calendars are read; what follows is a secret and is in no log.
pub const CALENDARS: &str = "/v1/cyber-program/calendars/";

/// What is answered there.
pub const ICALENDAR: MediaType = MediaType { addresses: Addresses::Beginning(CALENDARS), name: "text/calendar" };

/// Read a calendar
///
/// Open to whoever has the link. Live events with UTC times, and as whole days the breakout meetings, surveys and required
/// activities, on the day by whose end they are due. The ids of events never change; `SEQUENCE` rises when dates move.
/// After the link was revoked or the seat given up there is nothing here.
#[utoipa::path(tag = "Cyber program", operation_id = "getCalendar", security(()),
    params(("calendar_token" = String, Path, description = "The secret of the link.", max_length = 64,
        pattern = "^[A-Za-z0-9_-]+$", example = "4q2v8cZ0x3tq3mYkq1mJt0b5o7sQ2nXy6wE9rT1uI8A")),
    responses((status = 200, description = "The calendar.", body = CalendarFile, content_type = "text/calendar"),
        (status = 304, description = "Not changed.")))]
#[get("/calendars/{calendar_token}")]
pub async fn get_calendar(app: Data<App>, token: Path<String>, _: Params<NoParams>) -> Result<Reply, Problem> {
    let absent = || Problem::new(&NOT_FOUND);
    let enrollment = store::find_calendar_link(&app.db, &hash_of(&token)).await?.ok_or_else(absent)?;
    let enrollment = store::load_enrollment(&app.db, enrollment).await?;
    if !enrollment.state.takes_part() {
        return Err(absent());
    }
    let cohort = store::load_cohort(&app.db, enrollment.cohort_id).await?;
    let made = feed(&cohort, &plan_weeks(&cohort.cohort, &cohort.template)).into_bytes();
    Ok(Reply::file(made, "text/calendar; charset=utf-8", cohort.version))
}
