//! Spells of employment. They hold the salary: a secret.

use std::fmt;

use guildhall_domain::members::EmploymentSpell;
use guildhall_domain::{Cents, EmploymentSpellId, MemberId, OrganizationId};
use sea_orm::entity::prelude::*;
use sea_orm::{Condition, QueryOrder};

use crate::columns::{code, instant, micros, padded};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "employment_spells")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub member_id: Uuid,
        pub organization_id: Option<Uuid>,
        pub employer_name: String,
        pub employer_kind: String,
        pub position_title: String,
        pub extent: String,
        pub annual_salary_cents: Option<i64>,
        pub starts_on: chrono::NaiveDate,
        pub ends_on: Option<chrono::NaiveDate>,
        pub created_at: i64,
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

impl fmt::Debug for Model {
    // The salary must not reach a log line by way of `{:?}`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("employment_spells::Model").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Orders of the list of spells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpellSort {
    /// Latest begun first.
    Newest,
}

/// A spell of a member, if the member has it.
pub async fn find_spell(
    db: &dyn Read,
    member: MemberId,
    id: EmploymentSpellId,
) -> Result<Option<EmploymentSpell>, StoreError> {
    let row = Entity::find_by_id(id.uuid()).filter(Column::MemberId.eq(member.uuid())).one(&db).await?;
    row.map(EmploymentSpell::try_from).transpose()
}

/// A spell that the member must have.
///
/// # Errors
/// [`StoreError::NotFound`] when the member has not.
pub async fn load_spell(db: &dyn Read, member: MemberId, id: EmploymentSpellId) -> Result<EmploymentSpell, StoreError> {
    find_spell(db, member, id).await?.ok_or(StoreError::NotFound("employment spell"))
}

/// Every spell of a member, earliest first: what the rules look at.
pub async fn spells_of(db: &dyn Read, member: MemberId) -> Result<Vec<EmploymentSpell>, StoreError> {
    let spells = Entity::find()
        .filter(Column::MemberId.eq(member.uuid()))
        .order_by_asc(Column::StartsOn)
        .order_by_asc(Column::Id)
        .all(&db)
        .await?;
    spells.into_iter().map(EmploymentSpell::try_from).collect()
}

/// The spells of everybody who works for an organization on a date.
pub async fn spells_at(
    db: &dyn Read,
    organization: OrganizationId,
    on: chrono::NaiveDate,
) -> Result<Vec<EmploymentSpell>, StoreError> {
    let lasts = Condition::any().add(Column::EndsOn.is_null()).add(Column::EndsOn.gt(on));
    let spells = Entity::find()
        .filter(Column::OrganizationId.eq(organization.uuid()))
        .filter(Column::StartsOn.lte(on))
        .filter(lasts)
        .order_by_asc(Column::Id)
        .all(&db)
        .await?;
    spells.into_iter().map(EmploymentSpell::try_from).collect()
}

/// Every spell of several members, each member's earliest first.
pub async fn spells_of_members(db: &dyn Read, members: &[MemberId]) -> Result<Vec<EmploymentSpell>, StoreError> {
    if members.is_empty() {
        return Ok(Vec::new());
    }
    let ids = padded(members.iter().map(|member| member.uuid()));
    let spells = Entity::find()
        .filter(Column::MemberId.is_in(ids))
        .order_by_asc(Column::StartsOn)
        .order_by_asc(Column::Id)
        .all(&db)
        .await?;
    spells.into_iter().map(EmploymentSpell::try_from).collect()
}

/// A page of a member's spells.
pub async fn list_spells(
    db: &dyn Read,
    member: MemberId,
    page: PageRequest<SpellSort>,
) -> Result<Slice<EmploymentSpell>, StoreError> {
    let select = Entity::find().filter(Column::MemberId.eq(member.uuid()));
    let order = match page.sort {
        SpellSort::Newest => KeysetOrder::descending(Column::StartsOn, Column::Id),
    };
    read_page(db, select, order, page, position).await
}

/// Inserts a spell.
///
/// # Errors
/// [`StoreError::Conflict`] when the organization does not exist, which ends the transaction.
pub async fn insert_spell(tx: &Tx, spell: &EmploymentSpell) -> Result<(), StoreError> {
    rows::insert::<Entity>(tx, spell.into()).await
}

/// Saves a changed spell over the version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read.
pub async fn save_spell(tx: &Tx, spell: &EmploymentSpell) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, spell.into()).await
}

/// Deletes a spell at the version it was read at.
///
/// # Errors
/// [`StoreError::Stale`] when it was changed or deleted meanwhile.
pub async fn delete_spell(tx: &Tx, spell: &EmploymentSpell) -> Result<(), StoreError> {
    let deleted = Entity::delete_by_id(spell.id.uuid()).filter(Column::Version.eq(spell.version)).exec(tx).await?;
    if deleted.rows_affected == 1 { Ok(()) } else { Err(StoreError::Stale) }
}

fn position(row: &Model) -> Result<Position, StoreError> {
    Ok(Position { key: PositionKey::Date(row.starts_on), id: row.id })
}

impl TryFrom<Model> for EmploymentSpell {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(EmploymentSpell {
            id: row.id.into(),
            member_id: row.member_id.into(),
            organization_id: row.organization_id.map(OrganizationId::new),
            employer_name: row.employer_name,
            employer_kind: code(&row.employer_kind)?,
            position_title: row.position_title,
            extent: code(&row.extent)?,
            annual_salary: row.annual_salary_cents.map(Cents::new),
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            created_at: instant(row.created_at)?,
            updated_at: instant(row.updated_at)?,
            version: row.version,
        })
    }
}

impl From<&EmploymentSpell> for Model {
    fn from(spell: &EmploymentSpell) -> Self {
        Model {
            id: spell.id.uuid(),
            member_id: spell.member_id.uuid(),
            organization_id: spell.organization_id.map(OrganizationId::uuid),
            employer_name: spell.employer_name.clone(),
            employer_kind: spell.employer_kind.as_str().to_owned(),
            position_title: spell.position_title.clone(),
            extent: spell.extent.as_str().to_owned(),
            annual_salary_cents: spell.annual_salary.map(Cents::cents),
            starts_on: spell.starts_on,
            ends_on: spell.ends_on,
            created_at: micros(spell.created_at),
            updated_at: micros(spell.updated_at),
            version: spell.version,
        }
    }
}
