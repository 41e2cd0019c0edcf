//! `/v1/organizations`: the record of local governments and other bodies.

use actix_web::web::{Data, Path};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::Cents;
use guildhall_domain::ids::OrganizationId;
use guildhall_domain::organizations::{Organization, OrganizationKind};
use guildhall_persistence::organizations::{self as store, OrganizationFilter, OrganizationSort};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::{self, Particulars};
use super::problems::{ORGANIZATION_ON_RECORD, STATE_OUTSIDE_COUNTRY};
use crate::app::App;
use crate::http::answers::{Answered, Created, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::Write;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::wire::{OrganizationKindCode, patched, united_states};

/// An organization on record.
#[derive(Serialize, ToSchema)]
#[schema(as = Organization)]
pub struct OrganizationOut {
    /// Id of the record.
    id: Uuid,
    /// Name.
    #[schema(max_length = 200, example = "City of Springfield")]
    name: String,
    /// What kind of body it is.
    #[schema(value_type = OrganizationKindCode)]
    kind: OrganizationKind,
    /// State or province, by the part of its code (ISO 3166-2) after the country's; null outside any.
    #[schema(required, max_length = 3, example = "IL")]
    state: Option<String>,
    /// Country, two capital letters (ISO 3166-1).
    #[schema(max_length = 2, example = "US")]
    country: String,
    /// Population served; null when unknown.
    #[schema(required, minimum = 0, maximum = 100_000_000, example = 114_394)]
    population: Option<i64>,
    /// General-fund budget in cents; null when unknown.
    #[schema(required, minimum = 0, maximum = 100_000_000_000_000_i64, example = 14_500_000_000_i64)]
    general_fund_budget_cents: Option<i64>,
    /// Day on which staff confirmed population and budget, which then price small communities; null while they are not.
    #[schema(required, example = "2025-03-01")]
    figures_confirmed_on: Option<NaiveDate>,
    /// When the record was made.
    created_at: DateTime<Utc>,
    /// When it last changed.
    updated_at: DateTime<Utc>,
}

impl From<Organization> for OrganizationOut {
    fn from(organization: Organization) -> Self {
        OrganizationOut {
            id: organization.id.uuid(),
            name: organization.name,
            kind: organization.kind,
            state: organization.state,
            country: organization.country,
            population: organization.population,
            general_fund_budget_cents: organization.general_fund_budget.map(Cents::cents),
            figures_confirmed_on: organization.figures_confirmed_on,
            created_at: organization.created_at,
            updated_at: organization.updated_at,
        }
    }
}

/// What is known of a new organization.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewOrganization)]
pub struct OrganizationIn {
    /// Name.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", example = "City of Springfield")]
    name: String,
    /// What kind of body it is.
    #[schema(value_type = OrganizationKindCode)]
    kind: OrganizationKind,
    /// State or province of the country, by the part of its code (ISO 3166-2) after the country's: one to three capital
    /// letters or digits. Needed in the United States.
    #[schema(pattern = "^[A-Z0-9]{1,3}$", min_length = 1, max_length = 3, nullable = false, example = "IL")]
    state: Option<String>,
    /// Country, two capital letters (ISO 3166-1); US when absent.
    #[serde(default = "united_states")]
    #[schema(format = "country-code", pattern = "^[A-Z]{2}$", min_length = 2, max_length = 2, example = "US")]
    country: String,
    /// Population served.
    #[schema(minimum = 0, maximum = 100_000_000, nullable = false, example = 114_394)]
    population: Option<i64>,
    /// General-fund budget in cents.
    #[schema(minimum = 0, maximum = 100_000_000_000_000_i64, nullable = false, example = 14_500_000_000_i64)]
    general_fund_budget_cents: Option<i64>,
    /// True when this is another organization than the one of the same name, kind, state and country that is on record.
    #[serde(default)]
    #[schema(example = false)]
    distinct: bool,
}

impl From<OrganizationIn> for Particulars {
    fn from(body: OrganizationIn) -> Self {
        Particulars {
            name: body.name,
            kind: body.kind,
            state: body.state,
            country: body.country,
            population: body.population,
            general_fund_budget: body.general_fund_budget_cents.map(Cents::new),
            distinct: body.distinct,
        }
    }
}

/// A change to an organization: absent members stay, null clears.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OrganizationPatch)]
pub struct OrganizationPatch {
    /// Name.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", nullable = false, example = "City of Springfield")]
    name: Option<String>,
    /// What kind of body it is.
    #[schema(value_type = Option<OrganizationKindCode>, nullable = false)]
    kind: Option<OrganizationKind>,
    /// State or province of the country (ISO 3166-2), as in a new organization; null outside any.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, pattern = "^[A-Z0-9]{1,3}$", min_length = 1, max_length = 3, example = "IL")]
    state: Option<Option<String>>,
    /// Country, two capital letters (ISO 3166-1).
    #[schema(
        format = "country-code",
        pattern = "^[A-Z]{2}$",
        min_length = 2,
        max_length = 2,
        nullable = false,
        example = "US"
    )]
    country: Option<String>,
    /// Population served; null when unknown.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 100_000_000, example = 7500)]
    population: Option<Option<i64>>,
    /// General-fund budget in cents; null when unknown.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<i64>, minimum = 0, maximum = 100_000_000_000_000_i64, example = 780_000_000)]
    general_fund_budget_cents: Option<Option<i64>>,
    /// True when the change makes it another organization than the one of the same name, kind, state and country that is on
    /// record.
    #[serde(default)]
    #[schema(example = false)]
    distinct: bool,
}

impl OrganizationPatch {
    fn apply(self, organization: &mut Organization) {
        if let Some(name) = self.name {
            organization.name = name;
        }
        if let Some(kind) = self.kind {
            organization.kind = kind;
        }
        if let Some(state) = self.state {
            organization.state = state;
        }
        if let Some(country) = self.country {
            organization.country = country;
        }
        if let Some(population) = self.population {
            organization.population = population;
        }
        if let Some(budget) = self.general_fund_budget_cents {
            organization.general_fund_budget = budget.map(Cents::new);
        }
    }
}

/// How a list of organizations is sorted.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrganizationOrder {
    /// By name, case ignored.
    #[default]
    Name,
    /// Most populous first, unknown last.
    Population,
}

/// Which organizations are wanted, and how.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OrganizationQuery {
    /// Order of the list.
    #[serde(default)]
    #[param(inline, value_type = OrganizationOrder, default = "name")]
    sort: OrganizationOrder,
    /// Only of this kind.
    #[param(inline, value_type = Option<OrganizationKindCode>, nullable = false)]
    kind: Option<OrganizationKind>,
    /// Only in this state or province, by the part of its code (ISO 3166-2) after the country's.
    #[param(format = "state-code", pattern = "^[A-Z0-9]{1,3}$", max_length = 3, nullable = false, example = "IL")]
    state: Option<String>,
    /// Only those whose name begins so, case ignored.
    #[param(min_length = 1, max_length = 100, nullable = false, example = "City of")]
    name_prefix: Option<String>,
}

impl ListQuery for OrganizationQuery {
    type Sort = OrganizationSort;

    fn order(&self) -> (&'static str, OrganizationSort) {
        match self.sort {
            OrganizationOrder::Name => ("organizations/name", OrganizationSort::Name),
            OrganizationOrder::Population => ("organizations/population", OrganizationSort::Population),
        }
    }
}

impl OrganizationQuery {
    fn filter(&self) -> OrganizationFilter {
        OrganizationFilter { kind: self.kind, state: self.state.clone(), name_prefix: self.name_prefix.clone() }
    }
}

/// List organizations
///
/// For everybody signed in, so that employers can be chosen. Sorted by name or by population, in pages.
#[utoipa::path(get, path = "", tag = "Organizations")]
pub async fn list_organizations(_: Caller, list: Listing<OrganizationQuery>) -> Result<Page<OrganizationOut>, Problem> {
    let slice = store::list_organizations(&list.app().db, &list.query.filter(), list.page()).await?;
    Ok(list.answer(slice, OrganizationOut::from))
}

/// Put an organization on record
///
/// Staff register local governments and other employers, with the figures that price small communities. A second one of
/// the same name, kind, state and country is refused unless `distinct` says that it is another.
#[utoipa::path(post, path = "", tag = "Organizations", extensions(("x-refuses" = json!([
    STATE_OUTSIDE_COUNTRY, ORGANIZATION_ON_RECORD
]))))]
pub async fn create_organization(
    caller: Caller<Staff>,
    write: Write,
    body: Body<OrganizationIn>,
) -> Result<Answered<Created<OrganizationOut>>, Problem> {
    write
        .perform(async |tx| {
            let organization = actions::register(write.app(), tx, caller.account_id, body.0.clone().into()).await?;
            let (id, version) = (organization.id, organization.version);
            Ok(Created::at(format!("/v1/organizations/{id}"), OrganizationOut::from(organization), version))
        })
        .await
}

/// Read an organization
///
/// For everybody signed in.
#[utoipa::path(get, path = "/{organization_id}", tag = "Organizations")]
pub async fn get_organization(
    _: Caller,
    app: Data<App>,
    id: Path<OrganizationId>,
    _: Params<NoParams>,
) -> Result<Record<OrganizationOut>, Problem> {
    let organization = store::load_organization(&app.db, *id).await?;
    let version = organization.version;
    Ok(Record::new(OrganizationOut::from(organization), version))
}

/// Change an organization
///
/// Staff correct what is on record. Prices asked for afterward follow the new figures, and the region follows state and
/// country; invoices and decisions keep theirs.
#[utoipa::path(patch, path = "/{organization_id}", tag = "Organizations",
    extensions(("x-refuses" = json!([STATE_OUTSIDE_COUNTRY, ORGANIZATION_ON_RECORD]))))]
pub async fn update_organization(
    caller: Caller<Staff>,
    id: Path<OrganizationId>,
    seen: IfMatch,
    write: Write,
    body: Body<OrganizationPatch>,
) -> Result<Answered<Record<OrganizationOut>>, Problem> {
    write
        .perform(async |tx| {
            let change = |organization: &mut Organization| body.0.clone().apply(organization);
            let distinct = body.0.distinct;
            let organization = actions::amend(write.app(), tx, caller.account_id, *id, &seen, distinct, change).await?;
            let version = organization.version;
            Ok(Record::new(OrganizationOut::from(organization), version))
        })
        .await
}
