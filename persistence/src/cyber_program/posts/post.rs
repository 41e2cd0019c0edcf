//! A post: its text as sealed bytes, and whom it is for.
//!
//! Invariants: what is stored of an audience is a bound on what the kind of activity
//! allows, so that no row makes a post wider; a group has one summary a week.

use chrono::{DateTime, Utc};
use guildhall_domain::cyber_program::{ActivityKey, ActivityKind, AudienceBound, Peers, Post};
use guildhall_domain::{BreakoutGroupId, PostId};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use crate::columns::{code, instant, micros, padded};
use crate::cyber_program::cohorts::cohort::stored;
use crate::cyber_program::progress::mark::activity;
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
pub(in crate::cyber_program) use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cyber_posts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub cohort_id: Uuid,
        pub author_id: Uuid,
        pub kind: String,
        pub week: i32,
        pub activity: String,
        pub group_id: Option<Uuid>,
        pub parent_id: Option<Uuid>,
        pub audience_peers: String,
        pub audience_group_id: Option<Uuid>,
        pub audience_faculty: String,
        pub audience_staff: String,
        pub sealed_body: Vec<u8>,
        pub posted_at: i64,
        pub audience_since: i64,
        pub updated_at: i64,
        pub version: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Versioned for Entity {
        const ID: Column = Column::Id;
        const VERSION: Column = Column::Version;
    }
}

/// A post as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostRecord {
    /// The post's id.
    pub id: PostId,
    /// Who wrote it, where, when and for whom.
    pub post: Post,
    /// The activity.
    pub activity: ActivityKey,
    /// What it answers.
    pub parent_id: Option<PostId>,
    /// Its text, sealed with the cohort's key.
    pub sealed_body: Vec<u8>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
    /// Rises by one with each change.
    pub version: i64,
}

/// A post, if it exists.
pub async fn find_post(db: &dyn Read, id: PostId) -> Result<Option<PostRecord>, StoreError> {
    Entity::find_by_id(id.uuid()).one(&db).await?.map(PostRecord::try_from).transpose()
}

/// Takes a post for this transaction alone, if it exists: nobody answers it while its
/// audience is narrowed.
///
/// # Errors
/// [`StoreError::Locked`] when another transaction holds the row too long.
pub async fn lock_post(tx: &Tx, id: PostId) -> Result<Option<PostRecord>, StoreError> {
    Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?.map(PostRecord::try_from).transpose()
}

/// Takes whatever answers one of these posts for this transaction alone.
///
/// # Errors
/// [`StoreError::Locked`] when another kept one too long.
pub async fn lock_replies(tx: &Tx, to: &[PostId]) -> Result<Vec<PostRecord>, StoreError> {
    let select = Entity::find().filter(Column::ParentId.is_in(padded(to.iter().map(|id| id.uuid()))));
    let rows = select.order_by_asc(Column::Id).lock_exclusive().all(tx).await?;
    rows.into_iter().map(PostRecord::try_from).collect()
}

/// Whether a group has its summary of a week.
pub async fn has_summary(db: &dyn Read, group: BreakoutGroupId, week: u32) -> Result<bool, StoreError> {
    let select = Entity::find()
        .filter(Column::GroupId.eq(group.uuid()))
        .filter(Column::Week.eq(stored(week)?))
        .filter(Column::Kind.eq(ActivityKind::BreakoutSummary.as_str()));
    Ok(select.count(&db).await? > 0)
}

/// Inserts a post.
///
/// # Errors
/// [`StoreError::Conflict`] naming `one_summary` when the group has its summary of the
/// week; the transaction can continue.
pub async fn insert_post(tx: &Tx, record: &PostRecord) -> Result<(), StoreError> {
    rows::insert_or_conflict::<Entity>(tx, row_of(record)?, "cyber_posts.one_summary").await
}

/// Saves a changed post over the version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read.
pub async fn save_post(tx: &Tx, record: &PostRecord) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, row_of(record)?).await
}

impl TryFrom<Model> for PostRecord {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let bound = AudienceBound {
            peers: peers(&row.audience_peers, row.audience_group_id)?,
            faculty: code(&row.audience_faculty)?,
            staff: code(&row.audience_staff)?,
        };
        let group = row.group_id.map(BreakoutGroupId::new);
        let whole =
            Post::new(row.cohort_id.into(), row.author_id.into(), code(&row.kind)?, group, instant(row.posted_at)?);
        Ok(PostRecord {
            id: row.id.into(),
            post: whole.for_those_since(instant(row.audience_since)?).narrowed(bound),
            activity: activity(&row.activity)?,
            parent_id: row.parent_id.map(PostId::new),
            sealed_body: row.sealed_body,
            updated_at: instant(row.updated_at)?,
            version: row.version,
        })
    }
}

/// The words for whom a post is for.
pub(in crate::cyber_program) const PEERS: [&str; 3] = ["nobody", "group", "cohort"];

fn peers(word: &str, group: Option<Uuid>) -> Result<Peers, StoreError> {
    match (word, group) {
        ("nobody", None) => Ok(Peers::Nobody),
        ("group", Some(group)) => Ok(Peers::Group(group.into())),
        ("cohort", None) => Ok(Peers::Cohort),
        _ => Err(StoreError::Database("a stored audience of a post is none".into())),
    }
}

fn row_of(record: &PostRecord) -> Result<Model, StoreError> {
    let PostRecord { post, activity, .. } = record;
    let bound = post.audience().bound();
    let (peers, audience_group) = match bound.peers {
        Peers::Nobody => ("nobody", None),
        Peers::Group(group) => ("group", Some(group.uuid())),
        Peers::Cohort => ("cohort", None),
    };
    Ok(Model {
        id: record.id.uuid(),
        cohort_id: post.cohort_id().uuid(),
        author_id: post.author().uuid(),
        kind: post.kind().as_str().to_owned(),
        week: stored(activity.week)?,
        activity: activity.to_string(),
        group_id: post.group().map(BreakoutGroupId::uuid),
        parent_id: record.parent_id.map(PostId::uuid),
        audience_peers: peers.to_owned(),
        audience_group_id: audience_group,
        audience_faculty: bound.faculty.as_str().to_owned(),
        audience_staff: bound.staff.as_str().to_owned(),
        sealed_body: record.sealed_body.clone(),
        posted_at: micros(post.posted_at()),
        audience_since: micros(post.audience_since()),
        updated_at: micros(record.updated_at),
        version: record.version,
    })
}
