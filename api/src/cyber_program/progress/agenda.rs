//! `GET /v1/cyber-program/enrollments/{enrollment_id}/agenda`: a participant's own week.
//!
//! Invariant: it tells whether a reflection was written, so it is for its owner and nobody else.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::cyber_program::{ActivityKind, AgendaItem, Mark, MarkKind, agenda};
use guildhall_domain::ids::EnrollmentId;
use guildhall_persistence::cyber_program as store;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::progress_out::week_of;
use crate::app::App;
use crate::cyber_program::codes::ActivityKindCode;
use crate::cyber_program::sheet::{marks_on, own_sheet};
use crate::http::auth::Caller;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;

/// A participant's week.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramAgenda)]
pub struct AgendaOut {
    /// The seat in the cohort.
    enrollment_id: Uuid,
    /// Today, by the cohort's calendar.
    on: NaiveDate,
    /// The week; null before the first and after the last.
    #[schema(required, minimum = 1, maximum = 104, example = 3)]
    week: Option<u32>,
    /// What the week holds, in the order of the plan; nothing outside the weeks.
    #[schema(max_items = 500)]
    items: Vec<ItemOut>,
}

/// An activity of the week.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramAgendaItem)]
pub struct ItemOut {
    /// The activity, by its key in the cohort's week plan.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-read")]
    activity: String,
    /// Its kind.
    #[schema(value_type = ActivityKindCode)]
    kind: ActivityKind,
    /// What it is called.
    #[schema(max_length = 500, example = "Read the week's text")]
    title: String,
    /// Whether completing the program needs it.
    #[schema(example = true)]
    required: bool,
    /// Last day on which it is in time.
    due_on: NaiveDate,
    /// When the live event begins; null for every other activity.
    #[schema(required)]
    starts_at: Option<DateTime<Utc>>,
    /// When the live event ends; null for every other activity.
    #[schema(required)]
    ends_at: Option<DateTime<Utc>>,
    /// Whether it is done: marked, or for a reflection written.
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

/// Read one's own week
///
/// For the participant alone, because it says whether the week's reflection is written: everybody else is told that there
/// is nothing.
#[utoipa::path(tag = "Cyber program", operation_id = "getAgenda", security(("bearer" = [])),
    responses((status = 200, description = "The week.", body = AgendaOut)))]
#[get("/enrollments/{enrollment_id}/agenda")]
pub async fn get_agenda(
    caller: Caller,
    app: Data<App>,
    id: Path<EnrollmentId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let sheet = own_sheet(&app.db, &caller, *id).await?;
    let on = sheet.today(&app);
    let mut done = marks_on(&app.db, *id).await?;
    let reflected = store::reflected_on(&app.db, caller.account_id, sheet.cohort.id).await?;
    done.extend(reflected.into_iter().map(|key| Mark { key, kind: MarkKind::Done, done_on: on }));
    let cohort = &sheet.cohort.cohort;
    let items = agenda(cohort, &sheet.plan, &done, on).into_iter().map(ItemOut::from).collect();
    Reply::ok(&AgendaOut { enrollment_id: id.uuid(), on, week: week_of(cohort.week_of(on)), items })
}
