//! `/v1/cyber-program/cohorts/{cohort_id}/posts` and `/v1/cyber-program/posts/{post_id}`: discussions and summaries.

use actix_web::web::Path;
use guildhall_domain::cyber_program::{ActivityKind, AudienceChoice};
use guildhall_domain::ids::{BreakoutGroupId, CohortId, PostId};
use guildhall_persistence::cyber_program::{self as store, InThread, PostFilter, PostReader, PostSort};
use guildhall_persistence::page::Slice;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::post::{self as action, NewPost};
use super::codes::AudienceCode;
use super::post_out::{self, PostOut};
use super::relations::{OwnPost, ReadsPost};
use crate::cyber_program::codes::ActivityKindCode;
use crate::cyber_program::problems::{
    ACTIVITY_FOR_NO_GROUP, ACTIVITY_FOR_PARTICIPANTS, ACTIVITY_MARK_ONLY, ACTIVITY_NOT_OPEN_YET,
    ACTIVITY_WRITTEN_ELSEWHERE, AUDIENCE_ONLY_NARROWS, BREAKOUT_GROUP_LEFT, COHORT_WRITING_CLOSED, NO_BREAKOUT_GROUP,
    NO_SUCH_ACTIVITY, REPLY_ELSEWHERE, SUMMARY_NOT_ON_DUTY, SUMMARY_THERE,
};
use crate::cyber_program::relations::{EverInCohort, WritesInCohort};
use crate::http::answers::{Answered, Created, Record};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::Write;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::relation::{By, Sees};

/// A post to write in a cohort.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCohortPost)]
pub struct PostIn {
    /// Key of the activity in the cohort's week plan: a discussion or a week's summary.
    #[schema(
        min_length = 5,
        max_length = 45,
        pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$",
        example = "w01-discuss_cohort"
    )]
    activity: String,
    /// Text of the post.
    #[schema(
        min_length = 1,
        max_length = 10_000,
        pattern = r"\S",
        example = "How do you keep the list of systems that may not stop?", extensions(("x-text" = json!("lines"))))]
    body: String,
    /// Breakout group to post in, named by faculty. Default: your own group.
    #[schema(nullable = false)]
    breakout_group_id: Option<Uuid>,
    /// Post that this one replies to, in the same discussion.
    #[schema(nullable = false)]
    parent_id: Option<Uuid>,
    /// Who can read the post. Default: as many people as the kind of activity allows; for a reply, the audience of the post that it replies to.
    #[schema(value_type = Option<AudienceCode>, nullable = false)]
    audience: Option<AudienceChoice>,
}

/// A change to a post: absent members stay.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CohortPostPatch)]
pub struct PostPatch {
    /// Who can read the post from now on; it can only be narrowed.
    #[schema(value_type = Option<AudienceCode>, nullable = false, example = "author_alone")]
    audience: Option<AudienceChoice>,
}

/// Order of a list of texts.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PostOrder {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
}

/// Filters and order of the list of posts.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PostQuery {
    /// Order of the list.
    #[serde(default)]
    #[param(inline, value_type = PostOrder, default = "newest")]
    sort: PostOrder,
    /// Only posts on activities of this kind.
    #[param(inline, value_type = Option<ActivityKindCode>, nullable = false)]
    kind: Option<ActivityKind>,
    /// Only posts on activities of this week.
    #[param(value_type = Option<i32>, minimum = 1, maximum = 104, nullable = false, example = 3)]
    week: Option<u32>,
    /// Only replies to this post.
    #[param(nullable = false)]
    parent_id: Option<Uuid>,
    /// With `true`, only posts that start a thread. Has no effect together with `parent_id`.
    #[param(nullable = false, example = true)]
    top_level: Option<bool>,
    /// Only posts written in or for this breakout group.
    #[param(nullable = false)]
    breakout_group_id: Option<Uuid>,
}

impl ListQuery for PostQuery {
    type Sort = PostSort;

    fn order(&self) -> (&'static str, PostSort) {
        match self.sort {
            PostOrder::Newest => ("cyber-program/posts/{cohort_id}/newest", PostSort::Newest),
            PostOrder::Oldest => ("cyber-program/posts/{cohort_id}/oldest", PostSort::Oldest),
        }
    }
}

impl PostQuery {
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
/// Only posts that you can read. Participants see the discussions of the cohort, the summaries, and what was written in
/// their breakout group since they joined it. Faculty of the cohort see all posts, staff the discussions of the
/// cohort and the summaries, except posts for their author alone. Your own posts are always included.
#[utoipa::path(get, path = "/cohorts/{cohort_id}/posts", tag = "Cyber program")]
pub async fn list_cohort_posts(
    caller: By<EverInCohort>,
    id: Path<CohortId>,
    list: Listing<PostQuery>,
) -> Result<Page<PostOut>, Problem> {
    let (app, db) = (list.app(), &list.app().db);
    let EverInCohort { cohort, known } = caller.find(db, &id).await?;
    let reader = PostReader::of(&known.viewer(), cohort.id).ok_or_else(|| Problem::new(&NOT_FOUND))?;
    let Slice { items, next } = store::list_posts(db, &reader, &list.query.filter(), list.page()).await?;
    let items = post_out::shown(app, db, &known, cohort.id, items).await?;
    Ok(list.answer(Slice { items, next }, |post| post))
}

/// Write a post
///
/// Participants write in the discussions of their cohort and of their breakout group; faculty can take part in both. The
/// weekly summary of a group is written once, by its leader or scribe. The audience is fixed when the post is written and
/// can only be narrowed later. Posting marks the activity as done for participants.
#[utoipa::path(post, path = "/cohorts/{cohort_id}/posts", tag = "Cyber program",
    extensions(("x-refuses" = json!([NO_SUCH_ACTIVITY, ACTIVITY_WRITTEN_ELSEWHERE, ACTIVITY_MARK_ONLY,
        ACTIVITY_NOT_OPEN_YET, COHORT_WRITING_CLOSED, ACTIVITY_FOR_PARTICIPANTS, NO_BREAKOUT_GROUP,
        ACTIVITY_FOR_NO_GROUP, BREAKOUT_GROUP_LEFT, REPLY_ELSEWHERE, SUMMARY_NOT_ON_DUTY, SUMMARY_THERE,
        AUDIENCE_ONLY_NARROWS]))))]
pub async fn create_post(
    caller: By<WritesInCohort>,
    id: Path<CohortId>,
    write: Write,
    body: Body<PostIn>,
) -> Result<Answered<Created<PostOut>>, Problem> {
    write
        .perform(async |tx| {
            let app = write.app();
            let (known, record) = action::post(app, tx, &caller, *id, body.0.clone().into()).await?;
            let (location, version) = (format!("/v1/cyber-program/posts/{}", record.id), record.version);
            Ok(Created::at(location, post_out::one(app, tx, &known, record).await?, version))
        })
        .await
}

/// Read a post
///
/// Posts that you cannot read are not found.
#[utoipa::path(get, path = "/posts/{post_id}", tag = "Cyber program")]
pub async fn get_post(seen: Sees<ReadsPost>) -> Result<Record<PostOut>, Problem> {
    let (app, ReadsPost { post, known }) = (seen.by.app(), seen.record);
    let version = post.version;
    Ok(Record::new(post_out::one(app, &app.db, &known, post).await?, version))
}

/// Narrow the audience of a post
///
/// For the author: to the author's breakout group, or to the author alone. An audience is never widened again, and the
/// audience of all replies narrows with it. The text cannot be changed.
#[utoipa::path(patch, path = "/posts/{post_id}", tag = "Cyber program",
    extensions(("x-refuses" = json!([AUDIENCE_ONLY_NARROWS, NO_BREAKOUT_GROUP]))))]
pub async fn update_post(
    caller: By<OwnPost>,
    id: Path<PostId>,
    seen: IfMatch,
    write: Write,
    body: Body<PostPatch>,
) -> Result<Answered<Record<PostOut>>, Problem> {
    write
        .on(&caller, *id, async |tx, own| {
            let app = write.app();
            let (known, record) = action::narrow(app, tx, own, &seen, body.0.audience).await?;
            let version = record.version;
            Ok(Record::new(post_out::one(app, tx, &known, record).await?, version))
        })
        .await
}

impl From<PostIn> for NewPost {
    fn from(body: PostIn) -> Self {
        NewPost {
            activity: body.activity,
            body: body.body,
            group: body.breakout_group_id.map(BreakoutGroupId::new),
            parent: body.parent_id.map(PostId::new),
            audience: body.audience,
        }
    }
}
