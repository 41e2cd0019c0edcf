//! `/v1/cyber-program/cohorts`: when the program runs, and for how many.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, patch, post};
use chrono::{NaiveDate, NaiveTime, Weekday};
use guildhall_domain::cyber_program::CohortFacts;
use guildhall_domain::ids::CohortId;
use guildhall_persistence::cyber_program::{self as store, CohortFilter, CohortSort};
use guildhall_persistence::{PageRequest, Slice};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::actions::cohorts::{self as actions, CohortChange, LiveEventChange, NewCohort};
use super::codes::WeekdayCode;
use super::cohort_out::{CohortOut, LiveEventSlotOut, given_clock_time, shown, shown_one};
use crate::app::App;
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::page::default_limit;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::page_of;

page_of!(CohortPage, CohortOut);

/// A cohort to be planned.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCohort)]
pub struct CohortIn {
    /// Its name, which no other has, however it is capitalized. Space around it is taken off.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$",
        example = "Spring 2025"
    )]
    name: String,
    /// First day of the first week; every week begins on its weekday.
    #[schema(example = "2025-04-07")]
    starts_on: NaiveDate,
    /// Zone of its dates and hours, a name of the IANA data base; the association's when absent.
    #[schema(min_length = 1, max_length = 64, nullable = false, example = "America/Chicago")]
    time_zone: Option<String>,
    /// How many seats it has.
    #[schema(minimum = 1, maximum = 10_000, example = 24)]
    capacity: u32,
    /// When it meets on line each week.
    live_event: LiveEventSlotOut,
}

/// A change to a cohort: absent members stay.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CohortPatch)]
pub struct CohortPatch {
    /// Its name, which no other has, however it is capitalized. Space around it is taken off.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$",
        nullable = false,
        example = "Spring 2025"
    )]
    name: Option<String>,
    /// First day of the first week; it moves only while it lies ahead.
    #[schema(nullable = false, example = "2025-04-14")]
    starts_on: Option<NaiveDate>,
    /// How many seats it has; not less than are held.
    #[schema(minimum = 1, maximum = 10_000, nullable = false, example = 30)]
    capacity: Option<u32>,
    /// When it meets on line each week.
    #[schema(nullable = false)]
    live_event: Option<LiveEventPatch>,
}

/// A change to the hour of the weekly live event: absent members stay.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LiveEventPatch)]
pub struct LiveEventPatch {
    /// The day of the week.
    #[schema(nullable = false)]
    weekday: Option<WeekdayCode>,
    /// When it begins: hours and minutes.
    #[serde(default, deserialize_with = "given_clock_time")]
    #[schema(value_type = Option<String>, min_length = 5, max_length = 5, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", nullable = false, example = "13:00")]
    at: Option<NaiveTime>,
    /// How many minutes it lasts.
    #[schema(minimum = 1, maximum = 1440, nullable = false, example = 60)]
    minutes: Option<u32>,
}

/// Which cohorts are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CohortQuery {
    /// Most items on the page.
    #[serde(default = "default_limit")]
    #[param(value_type = i32, minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: u16,
    /// Cursor: `page.next` of the page before.
    #[param(min_length = 1, max_length = 2048, nullable = false)]
    after: Option<String>,
    /// Only those whose first day is this one or later.
    #[param(nullable = false, example = "2025-03-01")]
    starts_from: Option<NaiveDate>,
}

/// List cohorts
///
/// Open to anyone: dates, hours, free seats, how many wait, mentors. That which begins last comes first.
#[utoipa::path(tag = "Cyber program", operation_id = "listCohorts", security(()), params(CohortQuery),
    responses((status = 200, description = "One page.", body = CohortPage)))]
#[get("/cohorts")]
pub async fn list_cohorts(app: Data<App>, request: HttpRequest, query: Params<CohortQuery>) -> Result<Reply, Problem> {
    let list = "cyber-program/cohorts";
    let after = app.cursors.read(list, query.0.after.as_deref())?;
    let page = PageRequest { limit: query.0.limit, sort: CohortSort::Latest, after };
    let filter = CohortFilter { starts_from: query.0.starts_from };
    let slice = store::list_cohorts(&app.db, &filter, page).await?;
    let slice = Slice { items: shown(&app, &app.db, slice.items).await?, next: slice.next };
    app.cursors.reply::<CohortPage, _>(&request, list, query.0.limit, slice, |cohort| cohort)
}

/// Plan a cohort
///
/// Staff plan a cohort. It gets as many weeks as the program has, and keeps a copy of the template of weeks as it stands
/// today. A first day in the past is taken, even one so long ago that seats are no longer given.
#[utoipa::path(tag = "Cyber program", operation_id = "createCohort", security(("bearer" = ["staff"])), request_body = CohortIn,
    responses((status = 201, description = "The new cohort.", body = CohortOut),
        (status = 409, description = "`unknown-time-zone` `cohort-start-out-of-range` `cohort-capacity-out-of-range` `cohort-name-taken`")))]
#[post("/cohorts")]
pub async fn create_cohort(caller: Caller<Staff>, write: Write, body: Body<CohortIn>) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let cohort = actions::plan(write.app(), tx, caller.account_id, body.0.clone().into()).await?;
            let (id, version) = (cohort.id, cohort.version);
            let out = shown_one(write.app(), tx, cohort).await?;
            Reply::created(format!("/v1/cyber-program/cohorts/{id}"), &out, version)
        })
        .await
}

/// Read a cohort
///
/// Open to anyone.
#[utoipa::path(tag = "Cyber program", operation_id = "getCohort", security(()),
    responses((status = 200, description = "The cohort.", body = CohortOut), (status = 304, description = "Not changed.")))]
#[get("/cohorts/{cohort_id}")]
pub async fn get_cohort(app: Data<App>, id: Path<CohortId>, _: Params<NoParams>) -> Result<Reply, Problem> {
    let cohort = store::load_cohort(&app.db, *id).await?;
    let version = cohort.version;
    Reply::record(&shown_one(&app, &app.db, cohort).await?, version)
}

/// Change a cohort
///
/// Staff change name, seats, first day and hour. More seats go at once to those who wait, the first come first. The
/// first day moves only while it lies ahead; the hour until the cohort is over.
#[utoipa::path(tag = "Cyber program", operation_id = "updateCohort", security(("bearer" = ["staff"])),
    params(IfMatchHeader), request_body = CohortPatch,
    responses((status = 200, description = "The changed cohort.", body = CohortOut),
        (status = 409, description = "`cohort-start-out-of-range` `cohort-capacity-out-of-range` `cohort-capacity-below-held` \
            `cohort-name-taken` `cohort-has-begun` `cohort-ended`")))]
#[patch("/cohorts/{cohort_id}")]
pub async fn update_cohort(
    caller: Caller<Staff>,
    id: Path<CohortId>,
    seen: IfMatch,
    write: Write,
    body: Body<CohortPatch>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let change = body.0.clone().into();
            let cohort = actions::change(write.app(), tx, caller.account_id, *id, &seen, change).await?;
            let version = cohort.version;
            Reply::record(&shown_one(write.app(), tx, cohort).await?, version)
        })
        .await
}

impl From<CohortIn> for NewCohort {
    fn from(body: CohortIn) -> Self {
        let CohortIn { name, starts_on, time_zone, capacity, live_event } = body;
        NewCohort { name, facts: CohortFacts { starts_on, time_zone, capacity, live_event: live_event.into() } }
    }
}

impl From<CohortPatch> for CohortChange {
    fn from(patch: CohortPatch) -> Self {
        CohortChange {
            name: patch.name,
            starts_on: patch.starts_on,
            capacity: patch.capacity,
            live_event: patch.live_event.map(LiveEventChange::from),
        }
    }
}

impl From<LiveEventPatch> for LiveEventChange {
    fn from(patch: LiveEventPatch) -> Self {
        LiveEventChange { weekday: patch.weekday.map(Weekday::from), at: patch.at, minutes: patch.minutes }
    }
}
