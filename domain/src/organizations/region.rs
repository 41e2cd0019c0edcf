//! The region a place belongs to on a date.
//!
//! Invariant: a place has at most one region on a date. RULES 9.2.

use crate::explanation::Clause;
use crate::organizations::policy::{OrganizationsPolicy, RegionMap};
use crate::policy::in_force;
use chrono::NaiveDate;

/// A region with the map it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionAnswer {
    /// Code word of the region.
    pub code: String,
    /// Name of the region.
    pub name: String,
    /// Version of the map.
    pub map_version: String,
    /// Whether a newer map is known to apply that is not loaded.
    pub provisional: bool,
    /// Clause applied.
    pub explanation: Vec<Clause>,
}

/// The region of a state and country (two capital letters each) on a date; none when
/// no map is in force or the map cannot tell, as for the United States without a state.
#[must_use]
pub fn region_of(
    state: Option<&str>,
    country: &str,
    on: NaiveDate,
    policy: &OrganizationsPolicy,
) -> Option<RegionAnswer> {
    let map = in_force(&policy.region_maps, on)?;
    let (code, name, place) = if country == map.country {
        let state = state?;
        let (code, name) = home_region(map, state);
        (code, name, state)
    } else {
        (
            map.elsewhere.code.as_str(),
            map.elsewhere.name.as_str(),
            country,
        )
    };
    let clause = Clause::new(
        "organizations.region",
        policy.sources.cite(&map.source),
        format!("{place} belongs to {name} on the {} map", map.version),
    );
    Some(RegionAnswer {
        code: code.to_owned(),
        name: name.to_owned(),
        map_version: map.version.clone(),
        provisional: map.provisional || map.superseded_on.is_some_and(|from| from <= on),
        explanation: vec![clause],
    })
}

fn home_region<'a>(map: &'a RegionMap, state: &str) -> (&'a str, &'a str) {
    map.regions
        .iter()
        .find(|region| region.states.iter().any(|listed| listed == state))
        .map_or(
            (map.elsewhere.code.as_str(), map.elsewhere.name.as_str()),
            |region| (region.code.as_str(), region.name.as_str()),
        )
}
