//! Terms of membership: a new position may end a waived one earlier, payments move how far one is paid, and a reversed
//! payment takes one back.

use chrono::NaiveDate;
use guildhall_domain::members::MembershipTerm;
use guildhall_domain::{MemberId, TermId};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::columns::{code, instant, micros};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::{Read, StoreError, Tx, rows};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "membership_terms")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub member_id: Uuid,
        pub application_id: Uuid,
        pub category: String,
        pub starts_on: chrono::NaiveDate,
        pub ends_on: chrono::NaiveDate,
        pub in_transition: bool,
        pub created_at: i64,
        pub planned_ends_on: Option<chrono::NaiveDate>,
        pub paid_until_on: Option<chrono::NaiveDate>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Orders of the list of terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermSort {
    /// Latest begun first.
    Newest,
}

/// Inserts a term.
///
/// # Errors
/// [`StoreError::Conflict`] when the application has opened one; the transaction can continue.
pub async fn insert_term(tx: &Tx, term: &MembershipTerm) -> Result<(), StoreError> {
    rows::insert_or_conflict::<Entity>(tx, term.into(), "membership_terms.application_id").await
}

/// Saves where a term ends.
pub async fn save_term_end(tx: &Tx, term: &MembershipTerm) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::EndsOn, term.ends_on.into())
        .col_expr(Column::PlannedEndsOn, term.planned_ends_on.into())
        .filter(Column::Id.eq(term.id.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Saves how far a term is paid.
pub async fn save_term_paid(tx: &Tx, term: TermId, paid_until_on: NaiveDate) -> Result<(), StoreError> {
    Entity::update_many()
        .col_expr(Column::PaidUntilOn, Some(paid_until_on).into())
        .filter(Column::Id.eq(term.uuid()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Deletes a term that never began, because its payment was reversed.
pub async fn delete_term(tx: &Tx, term: TermId) -> Result<(), StoreError> {
    Entity::delete_by_id(term.uuid()).exec(tx).await?;
    Ok(())
}

/// Every term of a member, earliest first: what the rules count.
pub async fn terms_of(db: &dyn Read, member: MemberId) -> Result<Vec<MembershipTerm>, StoreError> {
    let terms = Entity::find()
        .filter(Column::MemberId.eq(member.uuid()))
        .order_by_asc(Column::StartsOn)
        .order_by_asc(Column::Id)
        .all(&db)
        .await?;
    terms.into_iter().map(MembershipTerm::try_from).collect()
}

/// A page of a member's terms.
pub async fn list_terms(
    db: &dyn Read,
    member: MemberId,
    page: PageRequest<TermSort>,
) -> Result<Slice<MembershipTerm>, StoreError> {
    let select = Entity::find().filter(Column::MemberId.eq(member.uuid()));
    let order = match page.sort {
        TermSort::Newest => KeysetOrder::descending(Column::StartsOn, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Date(row.starts_on), id: row.id })
}

impl TryFrom<Model> for MembershipTerm {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(MembershipTerm {
            id: row.id.into(),
            member_id: row.member_id.into(),
            application_id: row.application_id.into(),
            category: code(&row.category)?,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            planned_ends_on: row.planned_ends_on,
            paid_until_on: row.paid_until_on,
            in_transition: row.in_transition,
            created_at: instant(row.created_at)?,
        })
    }
}

impl From<&MembershipTerm> for Model {
    fn from(term: &MembershipTerm) -> Self {
        Model {
            id: term.id.uuid(),
            member_id: term.member_id.uuid(),
            application_id: term.application_id.uuid(),
            category: term.category.as_str().to_owned(),
            starts_on: term.starts_on,
            ends_on: term.ends_on,
            in_transition: term.in_transition,
            created_at: micros(term.created_at),
            planned_ends_on: term.planned_ends_on,
            paid_until_on: term.paid_until_on,
        }
    }
}
