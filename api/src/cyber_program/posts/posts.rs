//! `/v1/cyber-program/cohorts/{cohort_id}/posts` and `/v1/cyber-program/posts/{post_id}`: discussions and summaries.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, get, patch, post};
use guildhall_domain::cyber_program::{ActivityKind, AudienceChoice, may_read};
use guildhall_domain::ids::{BreakoutGroupId, CohortId, PostId};
use guildhall_persistence::PageRequest;
use guildhall_persistence::cyber_program::{self as store, InThread, PostFilter, PostReader, PostSort};
use guildhall_persistence::page::Slice;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::post::{self as action, NewPost};
use super::codes::AudienceCode;
use super::post_out::{self, PostOut};
use crate::app::App;
use crate::cyber_program::codes::ActivityKindCode;
use crate::cyber_program::viewer::ViewerFacts;
use crate::http::auth::Caller;
use crate::http::body::Body;
use crate::http::etag::{IfMatch, IfMatchHeader};
use crate::http::page::default_limit;
use crate::http::perform::Write;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;
use crate::page_of;

page_of!(CohortPostPage, PostOut);

/// Something to be written in a cohort.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCohortPost)]
pub struct PostIn {
    /// The activity of the cohort's week plan: a discussion or the week's summary.
    #[schema(
        min_length = 5,
        max_length = 45,
        pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$",
        example = "w01-discuss_cohort"
    )]
    activity: String,
    /// The text.
    #[schema(
        min_length = 1,
        max_length = 10_000,
        pattern = r"\S",
        example = "How do you keep the list of systems that may not stop?"
    )]
    body: String,
    /// The breakout group addressed, for faculty; your own when absent.
    #[schema(nullable = false)]
    breakout_group_id: Option<Uuid>,
    /// What it answers: a post of the same discussion.
    #[schema(nullable = false)]
    parent_id: Option<Uuid>,
    /// Whom it is for; everybody for whom the kind of activity is when absent, and of a reply those for whom what it answers is.
    #[schema(value_type = Option<AudienceCode>, nullable = false)]
    audience: Option<AudienceChoice>,
}

/// A change to a post: absent stays.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CohortPostPatch)]
pub struct PostPatch {
    /// Whom it is for from now on: fewer than before.
    #[schema(value_type = Option<AudienceCode>, nullable = false, example = "author_alone")]
    audience: Option<AudienceChoice>,
}

/// How a list of texts is sorted.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PostOrder {
    /// The latest first.
    #[default]
    Newest,
    /// The first first.
    Oldest,
}

/// Which posts are wanted, and how.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PostQuery {
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
    /// Only of this kind of activity.
    #[param(inline, value_type = Option<ActivityKindCode>, nullable = false)]
    kind: Option<ActivityKind>,
    /// Only of this week.
    #[param(value_type = Option<i32>, minimum = 1, maximum = 104, nullable = false, example = 3)]
    week: Option<u32>,
    /// Only answers to this post.
    #[param(nullable = false)]
    parent_id: Option<Uuid>,
    /// With `true` only what begins a thread; says nothing with `parent_id`.
    #[param(nullable = false, example = true)]
    top_level: Option<bool>,
    /// Only what was written in or for this breakout group.
    #[param(nullable = false)]
    breakout_group_id: Option<Uuid>,
}

impl PostQuery {
    fn list(&self, cohort: CohortId) -> (PostSort, String) {
        match self.sort {
            PostOrder::Newest => (PostSort::Newest, format!("cyber-program/posts/{cohort}/newest")),
            PostOrder::Oldest => (PostSort::Oldest, format!("cyber-program/posts/{cohort}/oldest")),
        }
    }

    fn filter(&self) -> PostFilter {
        let top_level = self.top_level.unwrap_or(false).then_some(InThread::TopLevel);
        PostFilter {
            kind: self.kind,
            week: self.week,
            group: self.breakout_group_id.map(BreakoutGroupId::new),
            thread: self.parent_id.map(|id| InThread::AnswerTo(PostId::new(id))).or(top_level),
        }
    }
}

/// List posts of a cohort
///
/// Those that you may read, and no others: as a participant the cohort's discussions, the summaries, and the discussions
/// of the breakout group you are in, since you are in it; as faculty of the cohort all of them; as staff those of the
/// cohort. Your own always.
#[utoipa::path(tag = "Cyber program", operation_id = "listCohortPosts", security(("bearer" = [])), params(PostQuery),
    responses((status = 200, description = "One page.", body = CohortPostPage)))]
#[get("/cohorts/{cohort_id}/posts")]
pub async fn list_cohort_posts(
    caller: Caller,
    app: Data<App>,
    request: HttpRequest,
    id: Path<CohortId>,
    query: Params<PostQuery>,
) -> Result<Reply, Problem> {
    let facts = ViewerFacts::load(&app.db, &caller).await?;
    let cohort = facts.cohort(&app.db, *id).await?.id;
    let (sort, list) = query.0.list(cohort);
    let after = app.cursors.read(&list, query.0.after.as_deref())?;
    let reader = PostReader::of(&facts.viewer(), cohort).ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let page = PageRequest { limit: query.0.limit, sort, after };
    let Slice { items, next } = store::list_posts(&app.db, &reader, &query.0.filter(), page).await?;
    let items = post_out::shown(&app, &app.db, &facts, cohort, items).await?;
    app.cursors.reply::<CohortPostPage, _>(&request, &list, query.0.limit, Slice { items, next }, |post| post)
}

/// Write a post
///
/// Participants write in the discussions of their cohort and of their breakout group; faculty takes part in both. The
/// summary of a group and week is for its leader or scribe, once. The audience is frozen now and can only narrow. For
/// participants the activity is marked as done.
#[utoipa::path(tag = "Cyber program", operation_id = "createPost", security(("bearer" = [])), request_body = PostIn,
    responses((status = 201, description = "The new post.", body = PostOut),
        (status = 409, description = "`no-such-activity` `activity-written-elsewhere` `activity-mark-only` `activity-not-open-yet` `cohort-writing-closed` `activity-for-participants` `no-breakout-group` `activity-for-no-group` `breakout-group-left` `reply-elsewhere` `summary-not-on-duty` `summary-there` `audience-only-narrows`")))]
#[post("/cohorts/{cohort_id}/posts")]
pub async fn create_post(
    caller: Caller,
    id: Path<CohortId>,
    write: Write,
    body: Body<PostIn>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let app = write.app();
            let body = body.0.clone();
            let new = NewPost {
                activity: body.activity,
                body: body.body,
                group: body.breakout_group_id.map(BreakoutGroupId::new),
                parent: body.parent_id.map(PostId::new),
                audience: body.audience,
            };
            let (facts, record) = action::post(app, tx, &caller, *id, new).await?;
            let (location, version) = (format!("/v1/cyber-program/posts/{}", record.id), record.version);
            Reply::created(location, &post_out::one(app, tx, &facts, record).await?, version)
        })
        .await
}

/// Read a post
///
/// One that you may not read is as one that does not exist.
#[utoipa::path(tag = "Cyber program", operation_id = "getPost", security(("bearer" = [])),
    responses((status = 200, description = "The post.", body = PostOut), (status = 304, description = "Not changed.")))]
#[get("/posts/{post_id}")]
pub async fn get_post(caller: Caller, app: Data<App>, id: Path<PostId>, _: Params<NoParams>) -> Result<Reply, Problem> {
    let facts = ViewerFacts::load(&app.db, &caller).await?;
    let found = store::find_post(&app.db, *id).await?;
    let record = found.filter(|record| may_read(&facts.viewer(), &record.post).is_whole());
    let record = record.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let version = record.version;
    Reply::record(&post_out::one(&app, &app.db, &facts, record).await?, version)
}

/// Narrow the audience of a post
///
/// Its author makes it a post for fewer: for the own breakout group, or for the author alone. It is never widened again,
/// and whatever answers it narrows with it. Texts do not change.
#[utoipa::path(tag = "Cyber program", operation_id = "updatePost", security(("bearer" = [])), params(IfMatchHeader), request_body = PostPatch,
    responses((status = 200, description = "The changed post.", body = PostOut),
        (status = 409, description = "`audience-only-narrows` `no-breakout-group`")))]
#[patch("/posts/{post_id}")]
pub async fn update_post(
    caller: Caller,
    id: Path<PostId>,
    seen: IfMatch,
    write: Write,
    body: Body<PostPatch>,
) -> Result<Reply, Problem> {
    write
        .perform(async |tx| {
            let app = write.app();
            let (facts, record) = action::narrow(app, tx, &caller, *id, &seen, body.0.audience).await?;
            let version = record.version;
            Reply::record(&post_out::one(app, tx, &facts, record).await?, version)
        })
        .await
}
