//! The list of organizations.

use guildhall_domain::organizations::{Organization, OrganizationKind};
use guildhall_domain::visible_text::folded;
use sea_orm::QueryTrait;
use sea_orm::entity::prelude::*;

use super::organization::{Column, Entity, Model};
use crate::page::{KeysetOrder, PageRequest, Position, PositionKey, Slice, read_page, starting_with};
use crate::{Read, StoreError};

/// As in the index that answers the order by population; unknown ones come last.
const POPULATION_OR_NONE: &str = "coalesce(organizations.population, -1)";

/// Orders of the list of organizations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganizationSort {
    /// By name, case ignored.
    Name,
    /// Most populous first, unknown last.
    Population,
}

/// Which organizations are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganizationFilter {
    /// Of a kind.
    pub kind: Option<OrganizationKind>,
    /// In a state or province, two letters.
    pub state: Option<String>,
    /// Filter by the beginning of the name, ignoring case.
    pub name_prefix: Option<String>,
}

/// A page of organizations.
pub async fn list_organizations(
    db: &dyn Read,
    filter: &OrganizationFilter,
    page: PageRequest<OrganizationSort>,
) -> Result<Slice<Organization>, StoreError> {
    let select = Entity::find()
        .apply_if(filter.kind, |select, kind| select.filter(Column::Kind.eq(kind.as_str())))
        .apply_if(filter.state.as_deref(), |select, state| select.filter(Column::State.eq(state)))
        .apply_if(filter.name_prefix.as_deref(), |select, prefix| {
            select.filter(starting_with(Column::NameKey, &folded(prefix)))
        });
    let order = match page.sort {
        OrganizationSort::Name => KeysetOrder::ascending(Column::NameKey, Column::Id),
        OrganizationSort::Population => KeysetOrder::descending(Expr::cust(POPULATION_OR_NONE), Column::Id).computed(),
    };
    let sort = page.sort;
    read_page(db, select, order, page, |row| Ok(position(sort, row))).await
}

fn position(sort: OrganizationSort, row: &Model) -> Position {
    let key = match sort {
        OrganizationSort::Name => PositionKey::Text(row.name_key.clone()),
        OrganizationSort::Population => PositionKey::Integer(row.population.unwrap_or(-1)),
    };
    Position { key, id: row.id }
}
