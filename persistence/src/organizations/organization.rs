//! One organization.

use guildhall_domain::organizations::Organization;
use guildhall_domain::visible_text::folded;
use guildhall_domain::{Cents, OrganizationId};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::LockType;
use sea_orm::{QueryOrder, QuerySelect};

use crate::columns::{code, instant, micros};
use crate::rows::{self, Versioned};
use crate::{Read, StoreError, Tx};
pub(super) use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "organizations")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub name_key: String,
        pub kind: String,
        pub state: Option<String>,
        pub country: String,
        pub population: Option<i64>,
        pub general_fund_budget_cents: Option<i64>,
        pub created_at: i64,
        pub updated_at: i64,
        pub version: i64,
        pub figures_confirmed_on: Option<chrono::NaiveDate>,
        pub sole_key: Option<String>,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Versioned for Entity {
        const ID: Column = Column::Id;
        const VERSION: Column = Column::Version;
    }
}

/// An organization, if it exists.
pub async fn find_organization(db: &dyn Read, id: OrganizationId) -> Result<Option<Organization>, StoreError> {
    Entity::find_by_id(id.uuid()).one(&db).await?.map(Organization::try_from).transpose()
}

/// An organization that must exist.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_organization(db: &dyn Read, id: OrganizationId) -> Result<Organization, StoreError> {
    find_organization(db, id).await?.ok_or(StoreError::NotFound("organization"))
}

/// Takes an organization for this transaction alone.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row; [`StoreError::Locked`] when another
/// transaction holds it too long.
pub async fn lock_organization(tx: &Tx, id: OrganizationId) -> Result<Organization, StoreError> {
    let row = Entity::find_by_id(id.uuid()).lock_exclusive().one(tx).await?;
    row.map(Organization::try_from).transpose()?.ok_or(StoreError::NotFound("organization"))
}

/// Takes an organization for what is bought for it: of two purchases the second sees the first. Rows that only refer to
/// it can be written meanwhile.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn hold_organization(tx: &Tx, id: OrganizationId) -> Result<Organization, StoreError> {
    let row = Entity::find_by_id(id.uuid()).lock(LockType::NoKeyUpdate).one(tx).await?;
    row.map(Organization::try_from).transpose()?.ok_or(StoreError::NotFound("organization"))
}

/// Another organization of the same name, however it is spelled, kind, state and country.
pub async fn find_namesake(db: &dyn Read, organization: &Organization) -> Result<Option<Organization>, StoreError> {
    let state = match &organization.state {
        Some(state) => Column::State.eq(state.as_str()),
        None => Column::State.is_null(),
    };
    let same = Entity::find()
        .filter(Column::Kind.eq(organization.kind.as_str()))
        .filter(Column::NameKey.eq(folded(&organization.name)))
        .filter(Column::Country.eq(organization.country.as_str()))
        .filter(state)
        .filter(Column::Id.ne(organization.id.uuid()));
    same.order_by_asc(Column::Id).one(&db).await?.map(Organization::try_from).transpose()
}

/// Inserts an organization.
///
/// # Errors
/// [`StoreError::Retry`] when a namesake was put on record at the same time: the next look finds it.
pub async fn insert_organization(tx: &Tx, organization: &Organization) -> Result<(), StoreError> {
    rows::insert::<Entity>(tx, organization.into()).await.map_err(rows::look_again)
}

/// Saves a changed organization over the version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read; [`StoreError::Retry`] when a namesake
/// came at the same time.
pub async fn save_organization(tx: &Tx, organization: &Organization) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, organization.into()).await.map_err(rows::look_again)
}

/// What one organization has alone, unless staff said that it has namesakes.
fn sole_key(organization: &Organization) -> Option<String> {
    let Organization { name, kind, state, country, has_namesakes, .. } = organization;
    let state = state.as_deref().unwrap_or_default();
    (!has_namesakes).then(|| format!("{country}-{state} {} {}", kind.as_str(), folded(name)))
}

impl TryFrom<Model> for Organization {
    type Error = StoreError;

    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Organization {
            id: row.id.into(),
            name: row.name,
            kind: code(&row.kind)?,
            state: row.state,
            country: row.country,
            population: row.population,
            general_fund_budget: row.general_fund_budget_cents.map(Cents::new),
            figures_confirmed_on: row.figures_confirmed_on,
            has_namesakes: row.sole_key.is_none(),
            created_at: instant(row.created_at)?,
            updated_at: instant(row.updated_at)?,
            version: row.version,
        })
    }
}

impl From<&Organization> for Model {
    fn from(organization: &Organization) -> Self {
        Model {
            id: organization.id.uuid(),
            name: organization.name.clone(),
            name_key: folded(&organization.name),
            kind: organization.kind.as_str().to_owned(),
            state: organization.state.clone(),
            country: organization.country.clone(),
            population: organization.population,
            general_fund_budget_cents: organization.general_fund_budget.map(Cents::cents),
            created_at: micros(organization.created_at),
            updated_at: micros(organization.updated_at),
            version: organization.version,
            figures_confirmed_on: organization.figures_confirmed_on,
            sole_key: sole_key(organization),
        }
    }
}
