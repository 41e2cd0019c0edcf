//! `GET /v1/cyber-program/cohorts/{cohort_id}/week-plan`: the activities of each week of a cohort.

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
use crate::http::answers::Record;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};

/// The weeks of a cohort, with dates and activities.
#[derive(Serialize, ToSchema)]
#[schema(as = CohortWeekPlan)]
pub struct WeekPlanOut {
    /// Id of the cohort.
    cohort_id: Uuid,
    /// Time zone of the dates and times, an IANA name.
    #[schema(max_length = 64, example = "America/New_York")]
    time_zone: &'static str,
    /// Version of the template that the cohort was planned with.
    #[schema(max_length = 64, example = "2026-1")]
    template_version: String,
    /// Weeks, in order.
    #[schema(max_items = 104)]
    weeks: Vec<PlannedWeekOut>,
}

/// A week of a cohort.
#[derive(Serialize, ToSchema)]
#[schema(as = CohortWeek)]
pub struct PlannedWeekOut {
    /// Number of the week, from 1.
    #[schema(minimum = 1, maximum = 104, example = 3)]
    week: u32,
    /// First day of the week.
    #[schema(example = "2025-04-21")]
    starts_on: NaiveDate,
    /// First day after the week.
    #[schema(example = "2025-04-28")]
    ends_on: NaiveDate,
    /// Start of the week, in UTC.
    #[schema(example = "2025-04-21T04:00:00Z")]
    starts_at: DateTime<Utc>,
    /// End of the week, in UTC.
    #[schema(example = "2025-04-28T04:00:00Z")]
    ends_at: DateTime<Utc>,
    /// Activities of the week, in the order of the template.
    #[schema(max_items = 100)]
    activities: Vec<PlannedActivityOut>,
}

/// An activity of the week, with dates.
#[derive(Serialize, ToSchema)]
#[schema(as = CohortActivity)]
pub struct PlannedActivityOut {
    /// Key of the activity: its week and its code. Posts, marks and surveys refer to it.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-read")]
    activity: String,
    /// Kind of the activity.
    #[schema(value_type = ActivityKindCode)]
    kind: ActivityKind,
    /// Title to show.
    #[schema(max_length = 200, example = "Read the week's text")]
    title: String,
    /// Whether the activity is required to complete the program.
    #[schema(example = true)]
    required: bool,
    /// First day of the week that contains it.
    #[schema(example = "2025-04-21")]
    opens_on: NaiveDate,
    /// Last day on which it is on time.
    #[schema(example = "2025-04-23")]
    due_on: NaiveDate,
    /// Date and time of a live event; null for all other kinds.
    #[schema(required)]
    live_event: Option<LiveEventOut>,
}

/// Date and time of a live event.
#[derive(Serialize, ToSchema)]
#[schema(as = LiveEventTime)]
pub struct LiveEventOut {
    /// Date in the cohort's time zone.
    #[schema(example = "2025-04-23")]
    on: NaiveDate,
    /// Start of the live event, in UTC.
    #[schema(example = "2025-04-23T17:00:00Z")]
    starts_at: DateTime<Utc>,
    /// End of the live event, in UTC.
    #[schema(example = "2025-04-23T18:00:00Z")]
    ends_at: DateTime<Utc>,
}

/// Read the week plan of a cohort
///
/// No sign-in is needed. The plan is the template of the day on which the cohort was planned, with the cohort's dates. Later
/// changes of the template do not affect it; a change of the first day or of the live event's time does.
#[utoipa::path(get, path = "/cohorts/{cohort_id}/week-plan", tag = "Cyber program")]
pub async fn get_cohort_week_plan(
    app: Data<App>,
    id: Path<CohortId>,
    _: Params<NoParams>,
) -> Result<Record<WeekPlanOut>, Problem> {
    let cohort = store::load_cohort(&app.db, *id).await?;
    Ok(Record::new(week_plan(&cohort), cohort.version))
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
