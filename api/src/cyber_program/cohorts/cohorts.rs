//! `/v1/cyber-program/cohorts`: the dates and seats of each run of the program.

use actix_web::web::{Data, Path};
use chrono::{NaiveDate, NaiveTime, Weekday};
use guildhall_domain::cyber_program::CohortFacts;
use guildhall_domain::ids::CohortId;
use guildhall_persistence::Slice;
use guildhall_persistence::cyber_program::{self as store, CohortFilter, CohortSort};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::actions::cohorts::{self as actions, CohortChange, LiveEventChange, NewCohort};
use super::codes::WeekdayCode;
use super::cohort_out::{CohortOut, LiveEventSlotOut, given_clock_time, shown, shown_one};
use crate::app::App;
use crate::cyber_program::problems::{
    COHORT_CANCELED, COHORT_CAPACITY_BELOW_HELD, COHORT_CAPACITY_OUT_OF_RANGE, COHORT_ENDED, COHORT_HAS_BEGUN,
    COHORT_NAME_TAKEN, COHORT_START_OUT_OF_RANGE, UNKNOWN_TIME_ZONE,
};
use crate::http::answers::{Answered, Created, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};

/// A cohort to plan.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCohort)]
pub struct CohortIn {
    /// Name, unique regardless of case. Surrounding white space is removed.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", example = "Spring 2025")]
    name: String,
    /// First day of the first week; each week begins on the same weekday.
    #[schema(example = "2025-04-07")]
    starts_on: NaiveDate,
    /// Time zone of the dates and times, an IANA name. Default: the association's.
    #[schema(min_length = 1, max_length = 64, nullable = false, example = "America/Chicago")]
    time_zone: Option<String>,
    /// Number of seats.
    #[schema(minimum = 1, maximum = 10_000, example = 24)]
    capacity: u32,
    /// Time of the weekly live event.
    live_event: LiveEventSlotOut,
}

/// A change to a cohort: absent members stay.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CohortPatch)]
pub struct CohortPatch {
    /// Name, unique regardless of case. Surrounding white space is removed.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", nullable = false, example = "Spring 2025")]
    name: Option<String>,
    /// First day of the first week; it can change only while it is in the future.
    #[schema(nullable = false, example = "2025-04-14")]
    starts_on: Option<NaiveDate>,
    /// Number of seats; at least the number already held.
    #[schema(minimum = 1, maximum = 10_000, nullable = false, example = 30)]
    capacity: Option<u32>,
    /// Time of the weekly live event.
    #[schema(nullable = false)]
    live_event: Option<LiveEventPatch>,
}

/// A change to the time of the weekly live event: absent members stay.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LiveEventPatch)]
pub struct LiveEventPatch {
    /// Day of the week.
    #[schema(nullable = false)]
    weekday: Option<WeekdayCode>,
    /// Start time, hours and minutes.
    #[serde(default, deserialize_with = "given_clock_time")]
    #[schema(value_type = Option<String>, min_length = 5, max_length = 5, pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", nullable = false, example = "13:00")]
    at: Option<NaiveTime>,
    /// Duration in minutes.
    #[schema(minimum = 1, maximum = 1440, nullable = false, example = 60)]
    minutes: Option<u32>,
}

/// Filters of the list of cohorts.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CohortQuery {
    /// Only cohorts whose first day is this day or later.
    #[param(nullable = false, example = "2025-03-01")]
    starts_from: Option<NaiveDate>,
}

impl ListQuery for CohortQuery {
    type Sort = CohortSort;

    fn order(&self) -> (&'static str, CohortSort) {
        ("cyber-program/cohorts", CohortSort::Latest)
    }
}

/// List cohorts
///
/// No sign-in is needed: dates, times, free seats, length of the waitlist, mentors. Sorted by start date, latest first.
#[utoipa::path(get, path = "/cohorts", tag = "Cyber program")]
pub async fn list_cohorts(list: Listing<CohortQuery>) -> Result<Page<CohortOut>, Problem> {
    let db = &list.app().db;
    let filter = CohortFilter { starts_from: list.query.starts_from };
    let Slice { items, next } = store::list_cohorts(db, &filter, list.page()).await?;
    let items = shown(list.app(), db, items).await?;
    Ok(list.answer(Slice { items, next }, |cohort| cohort))
}

/// Plan a cohort
///
/// Staff plan a cohort. It has as many weeks as the program, and keeps a copy of today's template of the weeks. The first
/// day may be in the past, even so far that seats can no longer be taken.
#[utoipa::path(post, path = "/cohorts", tag = "Cyber program",
    extensions(("x-refuses" = json!([UNKNOWN_TIME_ZONE, COHORT_START_OUT_OF_RANGE, COHORT_CAPACITY_OUT_OF_RANGE,
        COHORT_NAME_TAKEN]))))]
pub async fn create_cohort(
    caller: Caller<Staff>,
    write: Write,
    body: Body<CohortIn>,
) -> Result<Answered<Created<CohortOut>>, Problem> {
    write
        .perform(async |tx| {
            let cohort = actions::plan(write.app(), tx, caller.account_id, body.0.clone().into()).await?;
            let (id, version) = (cohort.id, cohort.version);
            let out = shown_one(write.app(), tx, cohort).await?;
            Ok(Created::at(format!("/v1/cyber-program/cohorts/{id}"), out, version))
        })
        .await
}

/// Read a cohort
///
/// No sign-in is needed.
#[utoipa::path(get, path = "/cohorts/{cohort_id}", tag = "Cyber program")]
pub async fn get_cohort(app: Data<App>, id: Path<CohortId>, _: Params<NoParams>) -> Result<Record<CohortOut>, Problem> {
    let cohort = store::load_cohort(&app.db, *id).await?;
    let version = cohort.version;
    Ok(Record::new(shown_one(&app, &app.db, cohort).await?, version))
}

/// Change a cohort
///
/// Staff change the name, the number of seats, the first day and the time of the live event. Additional seats go at once
/// to the waitlist, in its order. The first day can change only while it is in the future, the time of the live event
/// until the cohort is over. Everybody with a seat is told by letter. Whoever learns that the first day moves by more than
/// seven days can withdraw for 14 days at no cost; small moves are counted together. Both are defaults of this software; the
/// association has published no figure.
#[utoipa::path(patch, path = "/cohorts/{cohort_id}", tag = "Cyber program",
    extensions(("x-refuses" = json!([COHORT_START_OUT_OF_RANGE, COHORT_CAPACITY_OUT_OF_RANGE,
        COHORT_CAPACITY_BELOW_HELD, COHORT_NAME_TAKEN, COHORT_HAS_BEGUN, COHORT_ENDED, COHORT_CANCELED]))))]
pub async fn update_cohort(
    caller: Caller<Staff>,
    id: Path<CohortId>,
    seen: IfMatch,
    write: Write,
    body: Body<CohortPatch>,
) -> Result<Answered<Record<CohortOut>>, Problem> {
    write
        .perform(async |tx| {
            let change = body.0.clone().into();
            let cohort = actions::change(write.app(), tx, caller.account_id, *id, &seen, change).await?;
            let version = cohort.version;
            Ok(Record::new(shown_one(write.app(), tx, cohort).await?, version))
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
