//! `GET /v1/cyber-program/enrollments/{enrollment_id}/agenda`: the current week, for the participant.
//!
//! Invariant: it tells whether a reflection was written, so only the participant reads it.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::cyber_program::{ActivityKind, AgendaItem, Mark, MarkKind, agenda};
use guildhall_persistence::cyber_program as store;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::progress_out::week_of;
use super::relations::OwnSheet;
use crate::cyber_program::codes::ActivityKindCode;
use crate::cyber_program::sheet::marks_on;
use crate::http::answers::Answer;
use crate::http::problem::Problem;
use crate::http::relation::Sees;

/// The current week of a participant.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramAgenda)]
pub struct AgendaOut {
    /// Enrollment of the participant.
    enrollment_id: Uuid,
    /// Today, in the cohort's time zone.
    on: NaiveDate,
    /// Number of the week that `on` is in; null before the first week and after the last.
    #[schema(required, minimum = 1, maximum = 104, example = 3)]
    week: Option<u32>,
    /// Activities of the week, in the order of the plan; empty before the first week and after the last.
    #[schema(max_items = 500)]
    items: Vec<ItemOut>,
}

/// An activity of the week.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramAgendaItem)]
pub struct ItemOut {
    /// Key of the activity in the cohort's week plan.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-read")]
    activity: String,
    /// Kind of the activity.
    #[schema(value_type = ActivityKindCode)]
    kind: ActivityKind,
    /// Title to show.
    #[schema(max_length = 500, example = "Read the week's text")]
    title: String,
    /// Whether the activity is required to complete the program.
    #[schema(example = true)]
    required: bool,
    /// Last day on which it is on time.
    due_on: NaiveDate,
    /// When the live event begins; null for every other activity.
    #[schema(required)]
    starts_at: Option<DateTime<Utc>>,
    /// When the live event ends; null for every other activity.
    #[schema(required)]
    ends_at: Option<DateTime<Utc>>,
    /// Whether it is done: marked or, for a reflection, written.
    #[schema(example = false)]
    done: bool,
}

impl From<AgendaItem> for ItemOut {
    fn from(item: AgendaItem) -> Self {
        let AgendaItem { activity, done } = item;
        ItemOut {
            activity: activity.key.to_string(),
            kind: activity.kind,
            title: activity.title,
            required: activity.required,
            due_on: activity.due_on,
            starts_at: activity.live_event.map(|event| event.starts_at),
            ends_at: activity.live_event.map(|event| event.ends_at),
            done,
        }
    }
}

/// Read the current week
///
/// For the participant alone, because it says whether the week's reflection is written; it does not exist for anybody
/// else.
#[utoipa::path(get, path = "/enrollments/{enrollment_id}/agenda", tag = "Cyber program")]
pub async fn get_agenda(seen: Sees<OwnSheet>) -> Result<Answer<AgendaOut>, Problem> {
    let (app, OwnSheet(sheet)) = (seen.by.app(), &seen.record);
    let (on, enrollment) = (sheet.today(app), sheet.enrollment.id);
    let mut done = marks_on(&app.db, enrollment).await?;
    let reflected = store::reflected_on(&app.db, sheet.owner(), sheet.cohort.id).await?;
    done.extend(reflected.into_iter().map(|key| Mark { key, kind: MarkKind::Done, done_on: on, counts: true }));
    let cohort = &sheet.cohort.cohort;
    let items = agenda(cohort, &sheet.plan, &done, on).into_iter().map(ItemOut::from).collect();
    Ok(Answer::new(AgendaOut { enrollment_id: enrollment.uuid(), on, week: week_of(cohort.week_of(on)), items }))
}
