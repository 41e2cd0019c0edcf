//! `/v1/cyber-program/calendars/{calendar_token}`: the weeks of a cohort, for a participant's calendar program.
//!
//! Invariants: whoever has no seat any more has no calendar; the same dates give the same bytes.

use actix_web::web::{Data, Path};
use guildhall_domain::cyber_program::{EnrollmentState, plan_weeks};
use guildhall_persistence::cyber_program as store;

use super::actions::calendar_link::hash_of;
use super::feed::feed;
use crate::app::App;
use crate::calendar_file::ICalendar;
use crate::http::answers::Document;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::slice::{Addresses, MediaType};

/// Where calendars are read; what follows is a secret and is in no log.
pub const CALENDARS: &str = "/v1/cyber-program/calendars/";

/// What is answered there.
pub const ICALENDAR: MediaType = MediaType { addresses: Addresses::Beginning(CALENDARS), name: "text/calendar" };

/// Read a calendar
///
/// For anyone who has the link. Live events have UTC times; breakout meetings, surveys and required activities are
/// whole-day entries on their due dates. The ids of events never change; `SEQUENCE` rises when dates change. When the
/// association cancels the cohort, the events from that day on have the status `CANCELLED`. After the
/// link is revoked or the seat given up, the address answers 404.
#[utoipa::path(get, path = "/calendars/{calendar_token}", tag = "Cyber program",
    params(("calendar_token" = String, Path, description = "Secret of the link.", max_length = 64,
        pattern = "^[A-Za-z0-9_-]+$", example = "4q2v8cZ0x3tq3mYkq1mJt0b5o7sQ2nXy6wE9rT1uI8A")))]
pub async fn get_calendar(
    app: Data<App>,
    token: Path<String>,
    _: Params<NoParams>,
) -> Result<Document<ICalendar>, Problem> {
    let absent = || Problem::new(&NOT_FOUND);
    let enrollment = store::find_calendar_link(&app.db, &hash_of(&token)).await?.ok_or_else(absent)?;
    let enrollment = store::load_enrollment(&app.db, enrollment).await?;
    if !enrollment.state.takes_part() && enrollment.state != EnrollmentState::Canceled {
        return Err(absent());
    }
    let cohort = store::load_cohort(&app.db, enrollment.cohort_id).await?;
    let made = feed(&cohort, &plan_weeks(&cohort.cohort, &cohort.template)).into_bytes();
    Ok(Document::new(made, cohort.version))
}
