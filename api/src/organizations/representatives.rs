//! `/v1/organizations/{organization_id}/representatives`: who buys for an organization and has it billed.

use actix_web::web::Path;
use chrono::{DateTime, Utc};
use guildhall_domain::ids::{AccountId, OrganizationId};
use guildhall_persistence::organizations::{self as store, Representative, RepresentativeSort};
use guildhall_persistence::{Read, Slice, accounts};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::relations::SeesRepresentatives;
use super::representing;
use crate::http::answers::{Answered, Created, NoContent, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::body::Body;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::Write;
use crate::http::problem::{NOT_FOUND, OWN_MATTER, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::relation::By;
use crate::members::problems::UNKNOWN_ACCOUNT;

/// A representative to name.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewOrganizationRepresentative)]
pub struct RepresentativeIn {
    /// Account that is to act for the organization.
    account_id: Uuid,
}

/// Somebody who acts for an organization.
#[derive(Serialize, ToSchema)]
#[schema(as = OrganizationRepresentative)]
pub struct RepresentativeOut {
    /// Organization that the account acts for.
    organization_id: Uuid,
    /// Account of the representative.
    account_id: Uuid,
    /// Given name of the representative.
    #[schema(max_length = 100, example = "Robin")]
    given_name: String,
    /// Family name of the representative.
    #[schema(max_length = 100, example = "Okafor")]
    family_name: String,
    /// Account of the staff who named the representative.
    named_by: Uuid,
    /// When the representative was named.
    named_at: DateTime<Utc>,
}

/// Representatives with their names: one query for all of them.
///
/// # Errors
/// Those of any read.
pub async fn shown(db: &dyn Read, records: Vec<Representative>) -> Result<Vec<RepresentativeOut>, Problem> {
    let names = accounts::names_of(db, records.iter().map(|one| one.account_id)).await?;
    let out = |one: Representative| {
        let name = names.get(&one.account_id);
        RepresentativeOut {
            organization_id: one.organization_id.uuid(),
            account_id: one.account_id.uuid(),
            given_name: name.map_or_else(String::new, |name| name.given().to_owned()),
            family_name: name.map_or_else(String::new, |name| name.family().to_owned()),
            named_by: one.named_by.uuid(),
            named_at: one.named_at,
        }
    };
    Ok(records.into_iter().map(out).collect())
}

async fn shown_one(db: &dyn Read, record: Option<Representative>) -> Result<RepresentativeOut, Problem> {
    let shown = shown(db, record.into_iter().collect()).await?.pop();
    shown.ok_or_else(|| Problem::new(&NOT_FOUND))
}

/// The address of a representative.
#[derive(Deserialize)]
pub struct RepresentativeAddress {
    organization_id: OrganizationId,
    account_id: AccountId,
}

/// The list of representatives has no filters.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RepresentativeQuery {}

impl ListQuery for RepresentativeQuery {
    type Sort = RepresentativeSort;

    fn order(&self) -> (&'static str, RepresentativeSort) {
        ("organizations/{organization_id}/representatives", RepresentativeSort::Oldest)
    }
}

/// List the representatives of an organization
///
/// For its representatives, staff and finance. The first named first.
#[utoipa::path(get, path = "/{organization_id}/representatives", tag = "Organizations")]
pub async fn list_organization_representatives(
    caller: By<SeesRepresentatives>,
    id: Path<OrganizationId>,
    list: Listing<RepresentativeQuery>,
) -> Result<Page<RepresentativeOut>, Problem> {
    let db = &list.app().db;
    caller.find(db, &id).await?;
    let Slice { items, next } = store::list_representatives(db, *id, list.page()).await?;
    Ok(list.answer(Slice { items: shown(db, items).await?, next }, |one| one))
}

/// Name a representative of an organization
///
/// Staff name somebody who acts for the organization from now on: buys seats for its people, enters its purchase orders
/// and reads its invoices. Naming a representative again changes nothing. The person is told by letter.
#[utoipa::path(post, path = "/{organization_id}/representatives", tag = "Organizations",
    extensions(("x-refuses" = json!([UNKNOWN_ACCOUNT, OWN_MATTER]))))]
pub async fn create_organization_representative(
    caller: Caller<Staff>,
    id: Path<OrganizationId>,
    write: Write,
    body: Body<RepresentativeIn>,
) -> Result<Answered<Created<RepresentativeOut>>, Problem> {
    write
        .perform(async |tx| {
            let account = AccountId::new(body.0.account_id);
            let named = representing::name(write.app(), tx, caller.account_id, *id, account).await?;
            let address = format!("/v1/organizations/{}/representatives/{account}", *id);
            Ok(Created::at(address, shown_one(tx, Some(named)).await?, 1))
        })
        .await
}

/// Get a representative of an organization
///
/// For its representatives, staff and finance.
#[utoipa::path(get, path = "/{organization_id}/representatives/{account_id}", tag = "Organizations")]
pub async fn get_organization_representative(
    caller: By<SeesRepresentatives>,
    at: Path<RepresentativeAddress>,
    _: Params<NoParams>,
) -> Result<Record<RepresentativeOut>, Problem> {
    let db = &caller.app().db;
    caller.find(db, &at.organization_id).await?;
    let found = store::find_representative(db, at.organization_id, at.account_id).await?;
    Ok(Record::new(shown_one(db, found).await?, 1))
}

/// Remove a representative of an organization
///
/// It takes effect at once. What the representative ordered before stays as it is. The person is told by letter.
#[utoipa::path(delete, path = "/{organization_id}/representatives/{account_id}", tag = "Organizations")]
pub async fn delete_organization_representative(
    caller: Caller<Staff>,
    at: Path<RepresentativeAddress>,
    write: Write,
) -> Result<Answered<NoContent>, Problem> {
    write
        .perform(async |tx| {
            representing::end(write.app(), tx, caller.account_id, at.organization_id, at.account_id).await?;
            Ok(NoContent)
        })
        .await
}
