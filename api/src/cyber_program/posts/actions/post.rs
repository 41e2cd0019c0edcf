//! Posts: written, and narrowed.

use chrono::{DateTime, Utc};
use guildhall_domain::cyber_program::{
    ActivityKey, ActivityKind, AudienceChoice, CyberProgramEvent, PlannedActivity, SeatOfViewer, Viewer, WriteFacts,
    WriteRefusal, choose_audience,
};
use guildhall_domain::ids::{BreakoutGroupId, CohortId, PostId};
use guildhall_persistence::cyber_program::{self as store, CohortRecord, PostRecord};
use guildhall_persistence::vault::KeyOwner;
use guildhall_persistence::{StoreError, Tx};

use crate::app::App;
use crate::cyber_program::posts::relations::{OwnPost, ReadsPost};
use crate::cyber_program::relations::WritesInCohort;
use crate::cyber_program::viewer::ViewerFacts;
use crate::cyber_program::writing::{activity_to_write, mark_done, refused, write};
use crate::events;
use crate::http::etag::IfMatch;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::http::relation::By;
use crate::vault::{self, Sealed};

/// The kinds of activity whose texts are posts.
const POSTED: [ActivityKind; 3] =
    [ActivityKind::BreakoutSummary, ActivityKind::DiscussBreakout, ActivityKind::DiscussCohort];

/// What somebody writes.
pub struct NewPost {
    /// The activity, by its key.
    pub activity: String,
    /// The text.
    pub body: String,
    /// The breakout group addressed; the writer's own when absent.
    pub group: Option<BreakoutGroupId>,
    /// What it answers.
    pub parent: Option<PostId>,
    /// Whom it is for; as many as the rules allow when absent.
    pub audience: Option<AudienceChoice>,
}

/// What the vault knows a post's text by.
pub fn sealed_as(record: &PostRecord) -> Sealed {
    let post = &record.post;
    Sealed {
        owner: KeyOwner::Cohort(post.cohort_id()),
        kind: "cyber_post",
        id: record.id.uuid(),
        author: post.author(),
    }
}

/// Writes a post, and marks its activity as done on the writer's sheet. Who is in which group is read under the lock of
/// the cohort: groups are not made anew between that and the post.
///
/// # Errors
/// `not-found`; the refusals of writing.
pub async fn post(
    app: &App,
    tx: &Tx,
    by: &By<WritesInCohort>,
    id: CohortId,
    new: NewPost,
) -> Result<(ViewerFacts, PostRecord), Problem> {
    // Nobody takes the lock of a cohort that they do not write in.
    by.find(tx, &id).await?;
    store::lock_cohort(tx, id).await?;
    let WritesInCohort { cohort, known } = by.find(tx, &id).await?;
    let viewer = known.viewer();
    let activity = activity_to_write(&cohort, &new.activity, &POSTED)?;
    let mut record = judged(app, tx, &viewer, &cohort, &activity, &new).await?;
    let key = vault::key_for_writing(app, tx, KeyOwner::Cohort(cohort.id)).await?;
    record.sealed_body = key.seal(&sealed_as(&record), new.body.as_bytes())?;
    let there = |error: StoreError| match error {
        error if error.violates("one_summary") => refused(WriteRefusal::SummaryThere { week: activity.key.week }),
        error => error.into(),
    };
    store::insert_post(tx, &record).await.map_err(there)?;
    mark_done(app, tx, &viewer, &cohort, &activity, record.updated_at).await?;
    let (cohort_post, cohort_id, activity) = named(&record);
    let written = CyberProgramEvent::PostCreated { cohort_post, cohort_id, activity };
    events::record(app, tx, Some(record.post.author()), written).await?;
    Ok((known, record))
}

/// Now, or the instant from which the last who came to a group is in it: by a clock that stands, too, whoever is in a
/// group reads what is written since.
async fn instant_of_writing(app: &App, tx: &Tx, cohort: CohortId) -> Result<DateTime<Utc>, Problem> {
    let latest = store::latest_spell(tx, cohort).await?;
    Ok(latest.map_or(app.clock.now(), |latest| latest.max(app.clock.now())))
}

/// The post as the rules let it be, without its text.
async fn judged(
    app: &App,
    tx: &Tx,
    viewer: &Viewer<'_>,
    cohort: &CohortRecord,
    activity: &PlannedActivity,
    new: &NewPost,
) -> Result<PostRecord, Problem> {
    let at = instant_of_writing(app, tx, cohort.id).await?;
    let own_group = viewer.seat_in(cohort.id).and_then(|seat: &SeatOfViewer| seat.group).map(|spell| spell.group_id);
    if let Some(group) = new.group {
        let found = store::find_group(tx, group).await?.filter(|group| group.cohort_id == cohort.id);
        found.ok_or_else(|| Problem::new(&NOT_FOUND))?;
    }
    let parent = match new.parent {
        None => None,
        Some(id) => Some(store::lock_post(tx, id).await?.ok_or_else(|| Problem::new(&NOT_FOUND))?),
    };
    // Of the group addressed: a mentor with a seat may name another than the own one, and has no duty there.
    let summary_of = new.group.or(own_group).filter(|_| activity.kind == ActivityKind::BreakoutSummary);
    let (duties, already_there) = match summary_of {
        None => (None, false),
        Some(group) => {
            let week = activity.key.week;
            (store::duties_in_week(tx, group, week).await?, store::has_summary(tx, group, week).await?)
        }
    };
    let facts = WriteFacts {
        group: new.group,
        parent: parent.as_ref().map(|parent| &parent.post),
        duties: duties.as_ref(),
        already_there,
        at,
    };
    let mut post = write(app, viewer, cohort, activity, &facts)?;
    if let Some(asked) = new.audience {
        post = choose_audience(post, asked, own_group).map_err(refused)?;
    }
    Ok(PostRecord {
        id: PostId::new(app.entropy.uuid(at)),
        post,
        activity: activity.key.clone(),
        parent_id: new.parent,
        sealed_body: Vec::new(),
        updated_at: at,
        version: 1,
    })
}

/// Narrows the audience of a post, and with it that of whatever answers it: an answer is for nobody who does not read
/// what it answers.
///
/// # Errors
/// `stale-version`, `audience-only-narrows`, `no-breakout-group`.
pub async fn narrow(
    app: &App,
    tx: &Tx,
    OwnPost(ReadsPost { mut post, known }): OwnPost,
    seen: &IfMatch,
    asked: Option<AudienceChoice>,
) -> Result<(ViewerFacts, PostRecord), Problem> {
    seen.check(post.version)?;
    let Some(asked) = asked else { return Ok((known, post)) };
    let seat = known.viewer().seat_in(post.post.cohort_id());
    let own_group = seat.and_then(|seat| seat.group).map(|spell| spell.group_id);
    let narrowed = choose_audience(post.post, asked, own_group).map_err(refused)?;
    if narrowed == post.post {
        return Ok((known, post));
    }
    post.post = narrowed;
    save(app, tx, &mut post).await?;
    let (cohort_post, cohort_id, activity) = named(&post);
    let narrowed = CyberProgramEvent::PostNarrowed { cohort_post, cohort_id, activity };
    events::record(app, tx, Some(post.post.author()), narrowed).await?;
    narrow_replies(app, tx, &post).await?;
    Ok((known, post))
}

async fn narrow_replies(app: &App, tx: &Tx, top: &PostRecord) -> Result<(), Problem> {
    let bound = top.post.audience().bound();
    let mut above = vec![top.id];
    while !above.is_empty() {
        let replies = store::lock_replies(tx, &above).await?;
        above = replies.iter().map(|reply| reply.id).collect();
        for mut reply in replies {
            let narrowed = reply.post.narrowed(bound);
            if narrowed != reply.post {
                reply.post = narrowed;
                save(app, tx, &mut reply).await?;
            }
        }
    }
    Ok(())
}

async fn save(app: &App, tx: &Tx, record: &mut PostRecord) -> Result<(), Problem> {
    record.updated_at = app.clock.now().max(record.updated_at);
    record.version = store::save_post(tx, record).await?;
    Ok(())
}

/// What an event says of a post: never a word of it.
fn named(record: &PostRecord) -> (PostId, CohortId, ActivityKey) {
    (record.id, record.post.cohort_id(), record.activity.clone())
}
