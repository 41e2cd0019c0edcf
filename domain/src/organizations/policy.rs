//! The table behind the regions: `policies/organizations.toml`.

use crate::policy::{Dated, Sources, check_order};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Organizations policy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganizationsPolicy {
    /// Version of the file.
    pub version: String,
    /// Day the file was last revised.
    pub revised_on: NaiveDate,
    /// Publications cited.
    pub sources: Sources,
    /// Region maps by date.
    pub region_maps: Vec<RegionMap>,
}

/// A map of the regions, from a date on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionMap {
    /// Name of the map.
    pub version: String,
    /// First day in force; none when never published.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// First day on which a newer map is known to apply, even if it is not loaded.
    #[serde(default)]
    pub superseded_on: Option<NaiveDate>,
    /// The country whose states are listed, two letters.
    pub country: String,
    /// Key of the source.
    pub source: String,
    /// Whether the map is a default of this software.
    #[serde(default)]
    pub provisional: bool,
    /// The regions that list states.
    pub regions: Vec<Region>,
    /// The region of everywhere else.
    pub elsewhere: RegionName,
}

impl Dated for RegionMap {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
}

/// A region and its states.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Code word.
    pub code: String,
    /// Name.
    pub name: String,
    /// States, two letters each.
    pub states: Vec<String>,
}

/// A region without a list.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionName {
    /// Code word.
    pub code: String,
    /// Name.
    pub name: String,
}

impl OrganizationsPolicy {
    pub(crate) fn check(&self) -> Result<(), String> {
        check_order("[[region_maps]]", &self.region_maps)?;
        for map in &self.region_maps {
            let what = format!("region map `{}`", map.version);
            self.sources.check(&what, &map.source, map.provisional)?;
            check_states(&what, map)?;
        }
        Ok(())
    }
}

fn check_states(what: &str, map: &RegionMap) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    for state in map.regions.iter().flat_map(|region| &region.states) {
        let two_capitals = state.len() == 2 && state.bytes().all(|b| b.is_ascii_uppercase());
        if !two_capitals {
            return Err(format!("{what}: `{state}` is not two capital letters"));
        }
        if !seen.insert(state) {
            return Err(format!("{what}: {state} is in two regions"));
        }
    }
    Ok(())
}
