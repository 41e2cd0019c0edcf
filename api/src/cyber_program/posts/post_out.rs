//! Posts on the wire.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use guildhall_domain::cyber_program::{ActivityKind, AudienceChoice, Capacity, Peers, Visibility, may_read};
use guildhall_domain::ids::{BreakoutGroupId, CohortId, PostId};
use guildhall_domain::members::PersonName;
use guildhall_persistence::cyber_program::{self as store, PostReader, PostRecord};
use guildhall_persistence::vault::KeyOwner;
use guildhall_persistence::{Read, accounts};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::post::sealed_as;
use super::codes::{AudienceCode, CapacityCode};
use crate::app::App;
use crate::cyber_program::codes::ActivityKindCode;
use crate::cyber_program::viewer::ViewerFacts;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::vault;

/// A post in a cohort.
#[derive(Serialize, ToSchema)]
#[schema(as = CohortPost)]
pub struct PostOut {
    /// Id of the post.
    pub id: Uuid,
    /// Cohort of the post.
    cohort_id: Uuid,
    /// Key of the activity in the cohort's week plan.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-discuss_cohort")]
    activity: String,
    /// Week of the activity.
    #[schema(minimum = 1, maximum = 104, example = 3)]
    week: u32,
    /// Kind of the activity.
    #[schema(value_type = ActivityKindCode, example = "discuss_cohort")]
    kind: ActivityKind,
    /// Account of the author.
    author_id: Uuid,
    /// Author's given name; null when the account was deleted.
    #[schema(required, max_length = 100, example = "Alex")]
    author_given_name: Option<String>,
    /// Author's family name; null when the account was deleted.
    #[schema(required, max_length = 100, example = "Rivera")]
    author_family_name: Option<String>,
    /// Breakout group that it was written in or for; null for discussions of the cohort.
    #[schema(required)]
    breakout_group_id: Option<Uuid>,
    /// Post that this one replies to; null for a post that starts a thread.
    #[schema(required)]
    parent_id: Option<Uuid>,
    /// Text, as written.
    #[schema(max_length = 10_000, example = "How do you keep the list of systems that may not stop?")]
    body: String,
    /// Who can read the post.
    #[schema(value_type = AudienceCode)]
    audience: AudienceChoice,
    /// Breakout group that can read it; null unless `audience` is `breakout_group`.
    #[schema(required)]
    audience_breakout_group_id: Option<Uuid>,
    /// Capacity in which you read the post.
    #[schema(value_type = CapacityCode)]
    seen_as: Capacity,
    /// Number of replies that you can read.
    #[schema(minimum = 0, maximum = 1_000_000, example = 2)]
    reply_count: i64,
    /// When the post was written.
    posted_at: DateTime<Utc>,
    /// When the post last changed. The text never changes; the audience can be narrowed.
    updated_at: DateTime<Utc>,
}

/// Posts of a cohort as the caller reads them; those that the caller may not read are left out, whoever found them.
///
/// # Errors
/// Those of any read; `internal` when a text does not open.
pub async fn shown(
    app: &App,
    db: &dyn Read,
    facts: &ViewerFacts,
    cohort: CohortId,
    records: Vec<PostRecord>,
) -> Result<Vec<PostOut>, Problem> {
    let viewer = facts.viewer();
    let seen = |record: PostRecord| match may_read(&viewer, &record.post) {
        Visibility::Whole(capacity) if record.post.cohort_id() == cohort => Some((record, capacity)),
        _ => None,
    };
    let readable: Vec<(PostRecord, Capacity)> = records.into_iter().filter_map(seen).collect();
    let Some(reader) = PostReader::of(&viewer, cohort).filter(|_| !readable.is_empty()) else {
        return Ok(Vec::new());
    };
    let ids: Vec<PostId> = readable.iter().map(|(record, _)| record.id).collect();
    let replies: HashMap<PostId, i64> = store::count_replies(db, &reader, &ids).await?;
    let Some(key) = vault::key_for_reading(app, db, KeyOwner::Cohort(cohort)).await? else { return Ok(Vec::new()) };
    let names = accounts::names_of(db, readable.iter().map(|(record, _)| record.post.author())).await?;
    let out = |(record, capacity): (PostRecord, Capacity)| {
        let body = key.open_text(&sealed_as(&record), &record.sealed_body)?;
        let count = replies.get(&record.id).copied().unwrap_or(0);
        Ok(post_out(&record, names.get(&record.post.author()), body, capacity, count))
    };
    readable.into_iter().map(out).collect()
}

/// One post as the caller reads it.
///
/// # Errors
/// `not-found` when the caller may not; `internal` when the text does not open.
pub async fn one(app: &App, db: &dyn Read, facts: &ViewerFacts, record: PostRecord) -> Result<PostOut, Problem> {
    let cohort = record.post.cohort_id();
    shown(app, db, facts, cohort, vec![record]).await?.pop().ok_or_else(|| Problem::new(&NOT_FOUND))
}

fn post_out(
    record: &PostRecord,
    author: Option<&PersonName>,
    body: String,
    seen_as: Capacity,
    reply_count: i64,
) -> PostOut {
    let PostRecord { post, activity, .. } = record;
    let bound = post.audience().bound();
    let audience_group = match bound.peers {
        Peers::Group(group) => Some(group.uuid()),
        Peers::Nobody | Peers::Cohort => None,
    };
    PostOut {
        id: record.id.uuid(),
        cohort_id: post.cohort_id().uuid(),
        activity: activity.to_string(),
        week: activity.week,
        kind: post.kind(),
        author_id: post.author().uuid(),
        author_given_name: author.map(|name| name.given().to_owned()),
        author_family_name: author.map(|name| name.family().to_owned()),
        breakout_group_id: post.group().map(BreakoutGroupId::uuid),
        parent_id: record.parent_id.map(PostId::uuid),
        body,
        audience: AudienceChoice::of(bound),
        audience_breakout_group_id: audience_group,
        seen_as,
        reply_count,
        posted_at: post.posted_at(),
        updated_at: record.updated_at,
    }
}
