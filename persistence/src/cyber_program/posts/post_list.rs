//! The posts of a cohort that somebody may read.
//!
//! Invariant: the condition is `may_read` of the domain over the columns, no wider and no
//! narrower; a property test compares the two. Whoever shows a row asks `may_read` again.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use guildhall_domain::cyber_program::{ActivityKind, GroupSpell, GroupStay, Viewer};
use guildhall_domain::{AccountId, BreakoutGroupId, CohortId, PostId};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QuerySelect, QueryTrait};

use super::post::{Column, Entity, Model, PostRecord};
use crate::columns::{instant, micros, padded};
use crate::cyber_program::cohorts::cohort::stored;
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::{Read, StoreError};

/// Orders of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostSort {
    /// Latest first.
    Newest,
    /// First first.
    Oldest,
}

/// Where in its thread a post stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InThread {
    /// Answers nothing.
    TopLevel,
    /// Answers this one.
    AnswerTo(PostId),
}

/// Which posts are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PostFilter {
    /// Of a kind of activity.
    pub kind: Option<ActivityKind>,
    /// Of a week.
    pub week: Option<u32>,
    /// Written in or for a breakout group.
    pub group: Option<BreakoutGroupId>,
    /// In a thread.
    pub thread: Option<InThread>,
}

/// What somebody reads posts of one cohort by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostReader {
    cohort_id: CohortId,
    account_id: AccountId,
    takes_part: bool,
    group: Option<GroupSpell>,
    /// Earlier stays in the present group.
    stays: Vec<GroupStay>,
    mentors_since: Option<DateTime<Utc>>,
    is_staff: bool,
}

impl PostReader {
    /// The capacities of a viewer in a cohort; none for somebody unknown, who reads nothing.
    #[must_use]
    pub fn of(viewer: &Viewer<'_>, cohort_id: CohortId) -> Option<Self> {
        let seat = viewer.seat_in(cohort_id);
        let group = seat.and_then(|seat| seat.group);
        let in_group = |stay: &&GroupStay| group.is_some_and(|spell| spell.group_id == stay.group_id);
        Some(Self {
            cohort_id,
            account_id: viewer.account_id()?,
            takes_part: seat.is_some(),
            group,
            stays: viewer.earlier_stays().iter().filter(in_group).copied().collect(),
            mentors_since: viewer.mentors_since(cohort_id),
            is_staff: viewer.is_staff(),
        })
    }

    fn condition(&self) -> Condition {
        let of_group = |spell: GroupSpell| {
            let stays = self.stays.iter().map(|stay| {
                let begun = Column::AudienceSince.gte(micros(stay.since));
                Condition::all().add(begun).add(Column::AudienceSince.lt(micros(stay.until)))
            });
            let present = Condition::any().add(Column::AudienceSince.gte(micros(spell.since)));
            Condition::all()
                .add(Column::AudiencePeers.eq("group"))
                .add(Column::AudienceGroupId.eq(spell.group_id.uuid()))
                .add(stays.fold(present, Condition::add))
        };
        let of_mentor = |since: DateTime<Utc>| {
            let reached = Condition::any().add(Column::AudienceSince.gte(micros(since))).add(
                Condition::all()
                    .add(Column::AudiencePeers.ne("group"))
                    .add(Column::Kind.ne(ActivityKind::DiscussBreakout.as_str())),
            );
            Condition::all().add(Column::AudienceFaculty.eq("whole")).add(reached)
        };
        let readable = Condition::any()
            .add(Column::AuthorId.eq(self.account_id.uuid()))
            .add_option(self.takes_part.then(|| Column::AudiencePeers.eq("cohort")))
            .add_option(self.group.map(of_group))
            .add_option(self.mentors_since.map(of_mentor))
            .add_option(self.is_staff.then(|| Column::AudienceStaff.eq("whole")));
        Condition::all().add(Column::CohortId.eq(self.cohort_id.uuid())).add(readable)
    }
}

/// A page of the posts that a reader may read.
pub async fn list_posts(
    db: &dyn Read,
    reader: &PostReader,
    filter: &PostFilter,
    page: PageRequest<PostSort>,
) -> Result<Slice<PostRecord>, StoreError> {
    let week = filter.week.map(stored).transpose()?;
    let select = Entity::find()
        .filter(reader.condition())
        .apply_if(filter.kind, |select, kind| select.filter(Column::Kind.eq(kind.as_str())))
        .apply_if(week, |select, week| select.filter(Column::Week.eq(week)))
        .apply_if(filter.group, |select, group| select.filter(Column::GroupId.eq(group.uuid())))
        .apply_if(filter.thread, |select, thread| match thread {
            InThread::TopLevel => select.filter(Column::ParentId.is_null()),
            InThread::AnswerTo(parent) => select.filter(Column::ParentId.eq(parent.uuid())),
        });
    let order = match page.sort {
        PostSort::Newest => KeysetOrder::descending(Column::PostedAt, Column::Id),
        PostSort::Oldest => KeysetOrder::ascending(Column::PostedAt, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

/// How many answers to each of these posts a reader may read; none is left out.
pub async fn count_replies(
    db: &dyn Read,
    reader: &PostReader,
    to: &[PostId],
) -> Result<HashMap<PostId, i64>, StoreError> {
    if to.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Uuid, i64)> = Entity::find()
        .select_only()
        .column(Column::ParentId)
        .column_as(Column::Id.count(), "replies")
        .filter(reader.condition())
        .filter(Column::ParentId.is_in(padded(to.iter().map(|id| id.uuid()))))
        .group_by(Column::ParentId)
        .into_tuple()
        .all(&db)
        .await?;
    Ok(rows.into_iter().map(|(parent, replies)| (parent.into(), replies)).collect())
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.posted_at)?), id: row.id })
}
