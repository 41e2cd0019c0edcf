//! `GET /v1/organizations/regions`: the association's regions, by date.

use actix_web::web::Data;
use chrono::NaiveDate;
use guildhall_domain::organizations::policy::{OrganizationsPolicy, RegionMap};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::http::answers::Record;
use crate::http::page::Page;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Cache;

/// A division of the world into the association's regions, from a date on.
#[derive(Serialize, ToSchema)]
#[schema(as = RegionMap)]
pub struct RegionMapOut {
    /// Version of the map.
    #[schema(max_length = 64, example = "2019")]
    version: String,
    /// First day on which it applies; null when that was never published.
    #[schema(required, example = "2019-01-01")]
    effective_on: Option<NaiveDate>,
    /// Day from which a newer map is known to apply that may not be loaded; null when none is.
    #[schema(required, example = "2026-07-01")]
    superseded_on: Option<NaiveDate>,
    /// The regions.
    #[schema(max_items = 50)]
    regions: Vec<RegionOut>,
    /// Where the map is published.
    #[schema(max_length = 500, example = "icma.org/icma-regional-conferences")]
    source: String,
    /// True when the map is a default of this software; the association has published no figure.
    #[schema(example = false)]
    provisional: bool,
}

/// A region of the association.
#[derive(Serialize, ToSchema)]
#[schema(as = Region)]
pub struct RegionOut {
    /// Code of the region.
    #[schema(max_length = 64, example = "midwest")]
    code: String,
    /// Name of the region.
    #[schema(max_length = 100, example = "Midwest")]
    name: String,
    /// States and districts in it, two letters each; empty for everywhere else.
    #[schema(max_items = 60, value_type = Vec<String>, example = json!(["IL", "IN", "WI"]))]
    states: Vec<String>,
}

fn map_out(policy: &OrganizationsPolicy, map: &RegionMap) -> RegionMapOut {
    let named = map.regions.iter().map(|region| RegionOut {
        code: region.code.clone(),
        name: region.name.clone(),
        states: region.states.clone(),
    });
    let elsewhere =
        RegionOut { code: map.elsewhere.code.clone(), name: map.elsewhere.name.clone(), states: Vec::new() };
    RegionMapOut {
        version: map.version.clone(),
        effective_on: map.effective_on,
        superseded_on: map.superseded_on,
        regions: named.chain([elsewhere]).collect(),
        source: policy.sources.cite(&map.source).to_owned(),
        provisional: map.provisional,
    }
}

/// List the maps of regions
///
/// The association redraws its regions now and then, so a map has a date from which it applies.
#[utoipa::path(get, path = "/regions", tag = "Organizations")]
pub async fn list_region_maps(app: Data<App>, _: Params<NoParams>) -> Result<Record<Page<RegionMapOut>>, Problem> {
    let policy = &app.policies.organizations;
    let maps = policy.region_maps.iter().map(|map| map_out(policy, map)).collect();
    Ok(Record::new(Page::whole(maps), 1).cached(Cache::Public))
}
