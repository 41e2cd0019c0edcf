//! `/v1/cyber-program/cohorts/{cohort_id}/reflections` and `/v1/cyber-program/reflections/{reflection_id}`: notes that
//! nobody but their author ever reads.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, delete, get, patch, post};
use chrono::{DateTime, Utc};
use guildhall_domain::ids::{CohortId, ReflectionId};
use guildhall_persistence::cyber_program::{self as store, ReflectionRecord, ReflectionSort};
use guildhall_persistence::page::Slice;
use guildhall_persistence::vault::KeyOwner;
use guildhall_persistence::{PageRequest, Read};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::reflection::{self as action, sealed_as};
use super::posts::PostOrder;
use crate::app::App;
use crate::cyber_program::viewer::ViewerFacts;
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::page::default_limit;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::{Cache, Reply};
use crate::page_of;
use crate::vault;

page_of!(ReflectionPage, ReflectionOut);

/// A private note on a week. Nobody but you reads it.
#[derive(Serialize, ToSchema)]
#[schema(as = Reflection)]
pub struct ReflectionOut {
    /// Id of the reflection.
    id: Uuid,
    /// The cohort.
    cohort_id: Uuid,
    /// The activity.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-reflect")]
    activity: String,
    /// The week of the activity.
    #[schema(minimum = 1, maximum = 104, example = 3)]
    week: u32,
    /// The text, as you wrote it.
    #[schema(max_length = 10_000, example = "I should have asked for help sooner.")]
    body: String,
    /// When it was written.
    written_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

/// A private note to be kept.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewReflection)]
pub struct ReflectionIn {
    /// The activity of the cohort's week plan: one to reflect on.
    #[schema(min_length = 5, max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w01-reflect")]
    activity: String,
    /// The text.
    #[schema(min_length = 1, max_length = 10_000, pattern = r"\S", example = "I should have asked for help sooner.")]
    body: String,
}

/// A change to a private note: absent stays.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReflectionPatch)]
pub struct ReflectionPatch {
    /// The text.
    #[schema(
        min_length = 1,
        max_length = 10_000,
        pattern = r"\S",
        nullable = false,
        example = "Next time I ask for help sooner."
    )]
    body: Option<String>,
}

/// Which reflections are wanted, and how.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReflectionQuery {
    /// Most items on the page.
    #[serde(default = "default_limit")]
    #[param(value_type = i32, minimum = 1, maximum = 100, default = 25, example = 25)]
    limit: u16,
    /// Cursor: `page.next` of the page before.
    #[param(min_length = 1, max_length = 2048, nullable = false)]
    after: Option<String>,
    /// Order of the list.
    #[serde(default)]
    #[param(inline, value_type = PostOrder, default = "newest")]
    sort: PostOrder,
    /// Only of this week.
    #[param(value_type = Option<i32>, minimum = 1, maximum = 104, nullable = false, example = 3)]
    week: Option<u32>,
}

impl ReflectionQuery {
    fn list(&self, cohort: CohortId) -> (ReflectionSort, String) {
        match self.sort {
            PostOrder::Newest => (ReflectionSort::Newest, format!("cyber-program/reflections/{cohort}/newest")),
            PostOrder::Oldest => (ReflectionSort::Oldest, format!("cyber-program/reflections/{cohort}/oldest")),
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
/// Yours and nobody else's, whoever you are; also after you have left the cohort.
#[utoipa::path(tag = "Cyber program", operation_id = "listReflections", security(("bearer" = [])), params(ReflectionQuery),
    responses((status = 200, description = "One page.", body = ReflectionPage)))]
#[get("/cohorts/{cohort_id}/reflections")]
pub async fn list_reflections(
    caller: Caller,
    app: Data<App>,
    request: HttpRequest,
    id: Path<CohortId>,
    query: Params<ReflectionQuery>,
) -> Result<Reply, Problem> {
    let facts = ViewerFacts::load(&app.db, &caller).await?;
    let cohort = facts.cohort(&app.db, *id).await?.id;
    let (sort, list) = query.0.list(cohort);
    let after = app.cursors.read(&list, query.0.after.as_deref())?;
    let page = PageRequest { limit: query.0.limit, sort, after };
    let author = caller.account_id;
    let Slice { items, next } = store::list_reflections(&app.db, author, cohort, query.0.week, page).await?;
    let items = match vault::key_for_reading(&app, &app.db, KeyOwner::Account(author)).await? {
        None => Vec::new(),
        Some(key) => {
            let out = |record: ReflectionRecord| {
                let body = key.open_text(&sealed_as(&record), &record.sealed_body)?;
                Ok(reflection_out(record, body))
            };
            items.into_iter().map(out).collect::<Result<_, Problem>>()?
        }
    };
    let page = Slice { items, next };
    let reply = app.cursors.reply::<ReflectionPage, _>(&request, &list, query.0.limit, page, |one| one)?;
    Ok(reply.cached(Cache::Never))
}

/// Write a reflection
///
/// For participants, on an activity of kind `reflect`. Nobody else reads it: no faculty, no staff, no administrator, no
/// export, search, log or message. It is no mark either, so that nobody sees who reflects.
#[utoipa::path(tag = "Cyber program", operation_id = "createReflection", security(("bearer" = [])), request_body = ReflectionIn,
    responses((status = 201, description = "The new reflection.", body = ReflectionOut),
        (status = 409, description = "`no-such-activity` `activity-written-elsewhere` `activity-mark-only` `activity-not-open-yet` `cohort-writing-closed` `activity-for-participants`")))]
#[post("/cohorts/{cohort_id}/reflections")]
pub async fn create_reflection(
    caller: Caller,
    id: Path<CohortId>,
    write: Write,
    body: Body<ReflectionIn>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let app = write.app();
            let facts = ViewerFacts::load(tx, &caller).await?;
            let ReflectionIn { activity, body } = body.0.clone();
            let record = action::reflect(app, tx, &facts, *id, &activity, &body).await?;
            let (location, version) = (format!("/v1/cyber-program/reflections/{}", record.id), record.version);
            Ok(Reply::created(location, &reflection_out(record, body), version)?.cached(Cache::Never))
        })
        .await
}

/// Read a reflection
///
/// Your own; anybody else's does not exist for you, whatever your role.
#[utoipa::path(tag = "Cyber program", operation_id = "getReflection", security(("bearer" = [])),
    responses((status = 200, description = "The reflection.", body = ReflectionOut), (status = 304, description = "Not changed.")))]
#[get("/reflections/{reflection_id}")]
pub async fn get_reflection(
    caller: Caller,
    app: Data<App>,
    id: Path<ReflectionId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let record = action::own(&app.db, caller.account_id, *id).await?;
    let version = record.version;
    Ok(Reply::record(&shown(&app, &app.db, record).await?, version)?.cached(Cache::Never))
}

/// Change a reflection
///
/// Your own, at any time. The text before is gone.
#[utoipa::path(tag = "Cyber program", operation_id = "updateReflection", security(("bearer" = [])), params(IfMatchHeader), request_body = ReflectionPatch,
    responses((status = 200, description = "The changed reflection.", body = ReflectionOut)))]
#[patch("/reflections/{reflection_id}")]
pub async fn update_reflection(
    caller: Caller,
    id: Path<ReflectionId>,
    seen: IfMatch,
    write: Write,
    body: Body<ReflectionPatch>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let app = write.app();
            let body = body.0.body.clone();
            let record = action::rewrite(app, tx, caller.account_id, *id, &seen, body.as_deref()).await?;
            let version = record.version;
            let out = match body {
                Some(body) => reflection_out(record, body),
                None => shown(app, tx, record).await?,
            };
            Ok(Reply::record(&out, version)?.cached(Cache::Never))
        })
        .await
}

/// Delete a reflection
///
/// Your own, at any time.
#[utoipa::path(tag = "Cyber program", operation_id = "deleteReflection", security(("bearer" = [])), params(IfMatchHeader),
    responses((status = 204, description = "Gone.")))]
#[delete("/reflections/{reflection_id}")]
pub async fn delete_reflection(
    caller: Caller,
    id: Path<ReflectionId>,
    seen: IfMatch,
    write: Write,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            action::forget(tx, caller.account_id, *id, &seen).await?;
            Ok(Reply::no_content())
        })
        .await
}
