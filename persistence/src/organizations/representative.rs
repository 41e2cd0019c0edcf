//! Who represents an organization: who buys for it and has it billed.
//!
//! Invariant: somebody represents an organization once; what ended is gone, and the trail tells of it.

use chrono::{DateTime, Utc};
use guildhall_domain::{AccountId, OrganizationId};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::columns::{instant, micros};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page};
use crate::rows;
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "organization_representatives")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub organization_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub account_id: Uuid,
        pub named_by: Uuid,
        pub named_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Somebody who represents an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Representative {
    /// The organization.
    pub organization_id: OrganizationId,
    /// Who.
    pub account_id: AccountId,
    /// Who named them.
    pub named_by: AccountId,
    /// When.
    pub named_at: DateTime<Utc>,
}

/// Orders of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepresentativeSort {
    /// The first named first.
    Oldest,
}

/// A page of those who represent an organization.
pub async fn list_representatives(
    db: &dyn Read,
    organization: OrganizationId,
    page: PageRequest<RepresentativeSort>,
) -> Result<Slice<Representative>, StoreError> {
    let select = Entity::find().filter(Column::OrganizationId.eq(organization.uuid()));
    let order = match page.sort {
        RepresentativeSort::Oldest => KeysetOrder::ascending(Column::NamedAt, Column::AccountId),
    };
    let position = |row: &Model| Ok(Position { key: PositionKey::Instant(instant(row.named_at)?), id: row.account_id });
    read_page(db, select, order, page, position).await
}

/// A page of what somebody represents.
pub async fn list_representations(
    db: &dyn Read,
    account: AccountId,
    page: PageRequest<RepresentativeSort>,
) -> Result<Slice<Representative>, StoreError> {
    let select = Entity::find().filter(Column::AccountId.eq(account.uuid()));
    let order = match page.sort {
        RepresentativeSort::Oldest => KeysetOrder::ascending(Column::NamedAt, Column::OrganizationId),
    };
    let position =
        |row: &Model| Ok(Position { key: PositionKey::Instant(instant(row.named_at)?), id: row.organization_id });
    read_page(db, select, order, page, position).await
}

/// One representative of an organization, if the account is one.
pub async fn find_representative(
    db: &dyn Read,
    organization: OrganizationId,
    account: AccountId,
) -> Result<Option<Representative>, StoreError> {
    let row = Entity::find_by_id((organization.uuid(), account.uuid())).one(&db).await?;
    row.map(Representative::try_from).transpose()
}

/// Whether somebody represents an organization.
pub async fn represents(db: &dyn Read, account: AccountId, organization: OrganizationId) -> Result<bool, StoreError> {
    Ok(Entity::find_by_id((organization.uuid(), account.uuid())).one(&db).await?.is_some())
}

/// Who represents an organization, the first named first.
pub async fn representatives_of(db: &dyn Read, organization: OrganizationId) -> Result<Vec<AccountId>, StoreError> {
    let select = Entity::find().filter(Column::OrganizationId.eq(organization.uuid()));
    let rows = select.order_by_asc(Column::NamedAt).order_by_asc(Column::AccountId).all(&db).await?;
    Ok(rows.into_iter().map(|row| row.account_id.into()).collect())
}

/// The organizations that somebody represents, the first first.
pub async fn organizations_represented_by(
    db: &dyn Read,
    account: AccountId,
) -> Result<Vec<OrganizationId>, StoreError> {
    let select = Entity::find().filter(Column::AccountId.eq(account.uuid()));
    let rows = select.order_by_asc(Column::NamedAt).order_by_asc(Column::OrganizationId).all(&db).await?;
    Ok(rows.into_iter().map(|row| row.organization_id.into()).collect())
}

/// Makes somebody a representative; says whether that is new.
pub async fn insert_representative(
    tx: &Tx,
    organization: OrganizationId,
    account: AccountId,
    named_by: AccountId,
    named_at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let row = Model {
        organization_id: organization.uuid(),
        account_id: account.uuid(),
        named_by: named_by.uuid(),
        named_at: micros(named_at),
    };
    rows::insert_if_free::<Entity>(tx, row).await
}

/// Ends it; says whether there was any.
pub async fn delete_representative(
    tx: &Tx,
    organization: OrganizationId,
    account: AccountId,
) -> Result<bool, StoreError> {
    let gone = Entity::delete_by_id((organization.uuid(), account.uuid())).exec(tx).await?;
    Ok(gone.rows_affected == 1)
}

impl TryFrom<Model> for Representative {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Representative {
            organization_id: row.organization_id.into(),
            account_id: row.account_id.into(),
            named_by: row.named_by.into(),
            named_at: instant(row.named_at)?,
        })
    }
}
