//! `GET /v1/cyber-program/cohorts/{cohort_id}/week-plan`: what each week of a cohort holds.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::cyber_program::{ActivityKind, LiveEvent, PlannedActivity, WeekWindow, plan_weeks};
use guildhall_domain::ids::CohortId;
use guildhall_persistence::cyber_program::{self as store, CohortRecord};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::cyber_program::codes::ActivityKindCode;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;

/// The weeks of a cohort with their dates.
#[derive(Serialize, ToSchema)]
#[schema(as = CohortWeekPlan)]
pub struct WeekPlanOut {
    /// The cohort.
    cohort_id: Uuid,
    /// Zone of its dates and hours (IANA).
    #[schema(max_length = 64, example = "America/New_York")]
    time_zone: &'static str,
    /// Version of the template that the cohort was planned with.
    #[schema(max_length = 64, example = "2026-1")]
    template_version: String,
    /// The weeks, the first one first.
    #[schema(max_items = 104)]
    weeks: Vec<PlannedWeekOut>,
}

/// One week.
#[derive(Serialize, ToSchema)]
#[schema(as = CohortWeek)]
pub struct PlannedWeekOut {
    /// The week, from 1.
    #[schema(minimum = 1, maximum = 104, example = 3)]
    week: u32,
    /// First day.
    #[schema(example = "2025-04-21")]
    starts_on: NaiveDate,
    /// First day no longer in it.
    #[schema(example = "2025-04-28")]
    ends_on: NaiveDate,
    /// The instant it begins.
    #[schema(example = "2025-04-21T04:00:00Z")]
    starts_at: DateTime<Utc>,
    /// The instant it has ended.
    #[schema(example = "2025-04-28T04:00:00Z")]
    ends_at: DateTime<Utc>,
    /// What it holds, in the order of the template.
    #[schema(max_items = 100)]
    activities: Vec<PlannedActivityOut>,
}

/// An activity with its dates.
#[derive(Serialize, ToSchema)]
#[schema(as = CohortActivity)]
pub struct PlannedActivityOut {
    /// Which it is: its week and its code. Posts, marks and surveys name it so.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-read")]
    activity: String,
    /// Its kind.
    #[schema(value_type = ActivityKindCode)]
    kind: ActivityKind,
    /// What it is called.
    #[schema(max_length = 200, example = "Read the week's text")]
    title: String,
    /// Whether completing the program needs it.
    #[schema(example = true)]
    required: bool,
    /// First day of its week.
    #[schema(example = "2025-04-21")]
    opens_on: NaiveDate,
    /// Last day on which it is in time.
    #[schema(example = "2025-04-23")]
    due_on: NaiveDate,
    /// When it takes place; null for everything but live events.
    #[schema(required)]
    live_event: Option<LiveEventOut>,
}

/// When a live event takes place.
#[derive(Serialize, ToSchema)]
#[schema(as = LiveEventTime)]
pub struct LiveEventOut {
    /// The civil date.
    #[schema(example = "2025-04-23")]
    on: NaiveDate,
    /// The instant it begins.
    #[schema(example = "2025-04-23T17:00:00Z")]
    starts_at: DateTime<Utc>,
    /// The instant it ends.
    #[schema(example = "2025-04-23T18:00:00Z")]
    ends_at: DateTime<Utc>,
}

/// Read the week plan of a cohort
///
/// Open to anyone. The template that was in force when the cohort was planned, put onto its dates; it stays as it is
/// when the template changes, and moves with the cohort's first day and hour.
#[utoipa::path(tag = "Cyber program", operation_id = "getCohortWeekPlan", security(()),
    responses((status = 200, description = "The week plan.", body = WeekPlanOut), (status = 304, description = "Not changed.")))]
#[get("/cohorts/{cohort_id}/week-plan")]
pub async fn get_cohort_week_plan(app: Data<App>, id: Path<CohortId>, _: Params<NoParams>) -> Result<Reply, Problem> {
    let cohort = store::load_cohort(&app.db, *id).await?;
    Reply::record(&week_plan(&cohort), cohort.version)
}

fn week_plan(record: &CohortRecord) -> WeekPlanOut {
    let mut planned = plan_weeks(&record.cohort, &record.template);
    let week = |window: WeekWindow| {
        let activities = planned.extract_if(.., |activity| activity.key.week == window.week);
        PlannedWeekOut {
            week: window.week,
            starts_on: window.starts_on,
            ends_on: window.ends_on,
            starts_at: window.starts_at,
            ends_at: window.ends_at,
            activities: activities.map(PlannedActivityOut::from).collect(),
        }
    };
    WeekPlanOut {
        cohort_id: record.id.uuid(),
        time_zone: record.cohort.zone.name(),
        template_version: record.template.version.clone(),
        weeks: record.cohort.windows().map(week).collect(),
    }
}

impl From<PlannedActivity> for PlannedActivityOut {
    fn from(activity: PlannedActivity) -> Self {
        PlannedActivityOut {
            activity: activity.key.to_string(),
            kind: activity.kind,
            title: activity.title,
            required: activity.required,
            opens_on: activity.opens_on,
            due_on: activity.due_on,
            live_event: activity.live_event.map(LiveEventOut::from),
        }
    }
}

impl From<LiveEvent> for LiveEventOut {
    fn from(event: LiveEvent) -> Self {
        LiveEventOut { on: event.on, starts_at: event.starts_at, ends_at: event.ends_at }
    }
}
