//! `/v1/cyber-program/cohorts/{cohort_id}/reflections` and `/v1/cyber-program/reflections/{reflection_id}`: notes that
//! nobody but their author ever reads.

use actix_web::web::Path;
use chrono::{DateTime, Utc};
use guildhall_domain::ids::{CohortId, ReflectionId};
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program::{self as store, ReflectionRecord, ReflectionSort};
use guildhall_persistence::page::Slice;
use guildhall_persistence::vault::KeyOwner;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::reflection::{self as action, sealed_as};
use super::posts::PostOrder;
use super::relations::OwnReflection;
use crate::app::App;
use crate::cyber_program::problems::{
    ACTIVITY_FOR_PARTICIPANTS, ACTIVITY_MARK_ONLY, ACTIVITY_NOT_OPEN_YET, ACTIVITY_WRITTEN_ELSEWHERE,
    COHORT_WRITING_CLOSED, NO_SUCH_ACTIVITY,
};
use crate::cyber_program::relations::{EverInCohort, WritesInCohort};
use crate::http::answers::{Answered, Created, NoContent, Record};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::relation::{By, Sees};
use crate::vault;

/// A private note on a week. Only you can read it.
#[derive(Serialize, ToSchema)]
#[schema(as = Reflection)]
pub struct ReflectionOut {
    /// Id of the reflection.
    id: Uuid,
    /// Cohort of the reflection.
    cohort_id: Uuid,
    /// Key of the activity in the cohort's week plan.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-reflect")]
    activity: String,
    /// Week of the activity.
    #[schema(minimum = 1, maximum = 104, example = 3)]
    week: u32,
    /// Text, as written.
    #[schema(max_length = 10_000, example = "I should have asked for help sooner.")]
    body: String,
    /// When the reflection was written.
    written_at: DateTime<Utc>,
    /// When the reflection last changed.
    updated_at: DateTime<Utc>,
}

/// A private note to write.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewReflection)]
pub struct ReflectionIn {
    /// Key of the activity in the cohort's week plan, of kind `reflect`.
    #[schema(min_length = 5, max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w01-reflect")]
    activity: String,
    /// Text of the reflection.
    #[schema(min_length = 1, max_length = 10_000, pattern = r"\S", example = "I should have asked for help sooner.", extensions(("x-text" = json!("lines"))))]
    body: String,
}

/// A change to a private note: absent members stay.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReflectionPatch)]
pub struct ReflectionPatch {
    /// Text of the reflection.
    #[schema(
        min_length = 1,
        max_length = 10_000,
        pattern = r"\S",
        nullable = false,
        example = "Next time I ask for help sooner.", extensions(("x-text" = json!("lines"))))]
    body: Option<String>,
}

/// Filters and order of the list of reflections.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReflectionQuery {
    /// Order of the list.
    #[serde(default)]
    #[param(inline, value_type = PostOrder, default = "newest")]
    sort: PostOrder,
    /// Only reflections on activities of this week.
    #[param(value_type = Option<i32>, minimum = 1, maximum = 104, nullable = false, example = 3)]
    week: Option<u32>,
}

impl ListQuery for ReflectionQuery {
    type Sort = ReflectionSort;

    fn order(&self) -> (&'static str, ReflectionSort) {
        match self.sort {
            PostOrder::Newest => ("cyber-program/reflections/{cohort_id}/newest", ReflectionSort::Newest),
            PostOrder::Oldest => ("cyber-program/reflections/{cohort_id}/oldest", ReflectionSort::Oldest),
        }
    }
}

fn reflection_out(record: ReflectionRecord, body: String) -> ReflectionOut {
    ReflectionOut {
        id: record.id.uuid(),
        cohort_id: record.cohort_id.uuid(),
        activity: record.activity.to_string(),
        week: record.activity.week,
        body,
        written_at: record.written_at,
        updated_at: record.updated_at,
    }
}

async fn shown(app: &App, db: &dyn Read, record: ReflectionRecord) -> Result<ReflectionOut, Problem> {
    let body = vault::open_text(app, db, &sealed_as(&record), &record.sealed_body).await?;
    Ok(reflection_out(record, body))
}

/// List your reflections in a cohort
///
/// Only your own, whatever your role; also after you have left the cohort.
#[utoipa::path(get, path = "/cohorts/{cohort_id}/reflections", tag = "Cyber program")]
pub async fn list_reflections(
    caller: By<EverInCohort>,
    id: Path<CohortId>,
    list: Listing<ReflectionQuery>,
) -> Result<Page<ReflectionOut>, Problem> {
    let (app, db, author) = (list.app(), &list.app().db, caller.account_id);
    let cohort = caller.find(db, &id).await?.cohort.id;
    let Slice { items, next } = store::list_reflections(db, author, cohort, list.query.week, list.page()).await?;
    let items = match vault::key_for_reading(app, db, KeyOwner::Account(author)).await? {
        None => Vec::new(),
        Some(key) => {
            let out = |record: ReflectionRecord| {
                let body = key.open_text(&sealed_as(&record), &record.sealed_body)?;
                Ok(reflection_out(record, body))
            };
            items.into_iter().map(out).collect::<Result<_, Problem>>()?
        }
    };
    Ok(list.answer(Slice { items, next }, |one| one))
}

/// Write a reflection
///
/// For participants, on an activity of kind `reflect`. Nobody else can read it: not faculty, not staff, not an
/// administrator; it is in no export, search, log or message. It also leaves no mark, so nobody sees who writes
/// reflections.
#[utoipa::path(post, path = "/cohorts/{cohort_id}/reflections", tag = "Cyber program",
    extensions(("x-refuses" = json!([NO_SUCH_ACTIVITY, ACTIVITY_WRITTEN_ELSEWHERE, ACTIVITY_MARK_ONLY,
        ACTIVITY_NOT_OPEN_YET, COHORT_WRITING_CLOSED, ACTIVITY_FOR_PARTICIPANTS]))))]
pub async fn create_reflection(
    caller: By<WritesInCohort>,
    id: Path<CohortId>,
    write: Write,
    body: Body<ReflectionIn>,
) -> Result<Answered<Created<ReflectionOut>>, Problem> {
    write
        .on(&caller, *id, async |tx, writes| {
            let ReflectionIn { activity, body } = body.0.clone();
            let record = action::reflect(write.app(), tx, &writes, &activity, &body).await?;
            let (location, version) = (format!("/v1/cyber-program/reflections/{}", record.id), record.version);
            Ok(Created::at(location, reflection_out(record, body), version))
        })
        .await
}

/// Read a reflection
///
/// Only your own; reflections of others are not found, whatever your role.
#[utoipa::path(get, path = "/reflections/{reflection_id}", tag = "Cyber program")]
pub async fn get_reflection(seen: Sees<OwnReflection>) -> Result<Record<ReflectionOut>, Problem> {
    let (app, OwnReflection(record)) = (seen.by.app(), seen.record);
    let version = record.version;
    Ok(Record::new(shown(app, &app.db, record).await?, version))
}

/// Change a reflection
///
/// Only your own, at any time. The previous text is not kept.
#[utoipa::path(patch, path = "/reflections/{reflection_id}", tag = "Cyber program")]
pub async fn update_reflection(
    caller: By<OwnReflection>,
    id: Path<ReflectionId>,
    seen: IfMatch,
    write: Write,
    body: Body<ReflectionPatch>,
) -> Result<Answered<Record<ReflectionOut>>, Problem> {
    write
        .on(&caller, *id, async |tx, OwnReflection(record)| {
            let (app, body) = (write.app(), body.0.body.clone());
            let record = action::rewrite(app, tx, record, &seen, body.as_deref()).await?;
            let version = record.version;
            let out = match body {
                Some(body) => reflection_out(record, body),
                None => shown(app, tx, record).await?,
            };
            Ok(Record::new(out, version))
        })
        .await
}

/// Delete a reflection
///
/// Only your own, at any time.
#[utoipa::path(delete, path = "/reflections/{reflection_id}", tag = "Cyber program")]
pub async fn delete_reflection(
    caller: By<OwnReflection>,
    id: Path<ReflectionId>,
    seen: IfMatch,
    write: Write,
) -> Result<Answered<NoContent>, Problem> {
    write
        .on(&caller, *id, async |tx, OwnReflection(record)| {
            action::forget(tx, &record, &seen).await?;
            Ok(NoContent)
        })
        .await
}
