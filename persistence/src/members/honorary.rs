//! Votes of the board on honorary memberships.

use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::members::conferrals::board_vote::BoardVote;
use guildhall_domain::members::{Category, TermSpan};
use guildhall_domain::{AccountId, Clause, HonoraryConferralId, MemberId};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::columns::{from_json, instant, micros, to_json};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "honorary_conferrals")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub member_id: Uuid,
        pub nominators_json: String,
        pub citation: String,
        pub decided_on: chrono::NaiveDate,
        pub vote_json: String,
        pub carried: bool,
        pub ground_json: String,
        pub former_json: String,
        pub recorded_by: Uuid,
        pub recorded_at: i64,
        pub revoked_by: Option<Uuid>,
        pub revoked_at: Option<i64>,
        pub revoked_reason: Option<String>,
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

/// A vote of the board on an honorary membership.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HonoraryConferral {
    /// The id of the record.
    pub id: HonoraryConferralId,
    /// The person's record as a member.
    pub member_id: MemberId,
    /// Who proposed.
    pub nominators: Vec<MemberId>,
    /// For what.
    pub citation: String,
    /// Day of the vote.
    pub decided_on: NaiveDate,
    /// How the board voted.
    pub vote: BoardVote,
    /// Whether it conferred the membership.
    pub carried: bool,
    /// The rule and the figures.
    pub ground: Clause,
    /// What the person held before.
    pub former: FormerMembership,
    /// Who recorded the vote.
    pub recorded_by: AccountId,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// That it was taken back.
    pub revocation: Option<Revocation>,
    /// Rises by one with each change.
    pub version: i64,
}

/// What a member held before an honorary membership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerMembership {
    /// The category.
    pub category: Category,
    /// First day and day after the last one of the paid span.
    pub span: Option<(NaiveDate, NaiveDate)>,
    /// Start of the membership.
    pub joined_on: Option<NaiveDate>,
    /// The day of staff's look at it.
    pub confirmed_on: Option<NaiveDate>,
}

impl FormerMembership {
    /// The paid span.
    #[must_use]
    pub fn span(&self) -> Option<TermSpan> {
        self.span.map(|(starts_on, good_until_on)| TermSpan { starts_on, good_until_on })
    }
}

/// That an honorary membership was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// Who recorded it.
    pub by: AccountId,
    /// When.
    pub at: DateTime<Utc>,
    /// Why.
    pub reason: String,
}

/// Orders of the list of votes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HonorarySort {
    /// Latest recorded first.
    Newest,
}

/// A page of votes.
pub async fn list_conferrals(
    db: &dyn Read,
    page: PageRequest<HonorarySort>,
) -> Result<Slice<HonoraryConferral>, StoreError> {
    let order = match page.sort {
        HonorarySort::Newest => KeysetOrder::descending(Column::RecordedAt, Column::Id),
    };
    read_page(db, Entity::find(), order, page, position).await
}

/// A vote that must be on record.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_conferral(db: &dyn Read, id: HonoraryConferralId) -> Result<HonoraryConferral, StoreError> {
    let row = Entity::find_by_id(id.uuid()).one(&db).await?;
    row.map(HonoraryConferral::try_from).transpose()?.ok_or(StoreError::NotFound("honorary conferral"))
}

/// Takes a vote for this transaction alone.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn lock_conferral(tx: &Tx, id: HonoraryConferralId) -> Result<HonoraryConferral, StoreError> {
    let row = Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?;
    row.map(HonoraryConferral::try_from).transpose()?.ok_or(StoreError::NotFound("honorary conferral"))
}

/// Inserts a vote.
pub async fn insert_conferral(tx: &Tx, conferral: &HonoraryConferral) -> Result<(), StoreError> {
    rows::insert::<Entity>(tx, row_of(conferral)?).await
}

/// Saves a vote over the version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read.
pub async fn save_conferral(tx: &Tx, conferral: &HonoraryConferral) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, row_of(conferral)?).await
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Instant(instant(row.recorded_at)?), id: row.id })
}

impl TryFrom<Model> for HonoraryConferral {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        let revocation = match (row.revoked_by, row.revoked_at, row.revoked_reason) {
            (Some(by), Some(at), Some(reason)) => Some(Revocation { by: by.into(), at: instant(at)?, reason }),
            _ => None,
        };
        Ok(HonoraryConferral {
            id: row.id.into(),
            member_id: row.member_id.into(),
            nominators: from_json::<Vec<Uuid>>(&row.nominators_json)?.into_iter().map(MemberId::new).collect(),
            citation: row.citation,
            decided_on: row.decided_on,
            vote: from_json(&row.vote_json)?,
            carried: row.carried,
            ground: from_json(&row.ground_json)?,
            former: from_json(&row.former_json)?,
            recorded_by: row.recorded_by.into(),
            recorded_at: instant(row.recorded_at)?,
            revocation,
            version: row.version,
        })
    }
}

fn row_of(conferral: &HonoraryConferral) -> Result<Model, StoreError> {
    let nominators: Vec<Uuid> = conferral.nominators.iter().map(|one| one.uuid()).collect();
    let revocation = conferral.revocation.as_ref();
    Ok(Model {
        id: conferral.id.uuid(),
        member_id: conferral.member_id.uuid(),
        nominators_json: to_json(&nominators)?,
        citation: conferral.citation.clone(),
        decided_on: conferral.decided_on,
        vote_json: to_json(&conferral.vote)?,
        carried: conferral.carried,
        ground_json: to_json(&conferral.ground)?,
        former_json: to_json(&conferral.former)?,
        recorded_by: conferral.recorded_by.uuid(),
        recorded_at: micros(conferral.recorded_at),
        revoked_by: revocation.map(|revocation| revocation.by.uuid()),
        revoked_at: revocation.map(|revocation| micros(revocation.at)),
        revoked_reason: revocation.map(|revocation| revocation.reason.clone()),
        version: conferral.version,
    })
}
