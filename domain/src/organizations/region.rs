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
        (map.elsewhere.code.as_str(), map.elsewhere.name.as_str(), country)
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
        .map_or((map.elsewhere.code.as_str(), map.elsewhere.name.as_str()), |region| {
            (region.code.as_str(), region.name.as_str())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Policies;
    use crate::testing::{POLICIES, day};
    use std::collections::BTreeMap;

    fn region(state: Option<&str>, country: &str) -> Option<String> {
        region_of(state, country, day("2025-03-01"), &POLICIES.organizations).map(|r| r.code)
    }

    #[test]
    fn the_2019_map_places_fifty_states_and_the_capital() {
        let map = &POLICIES.organizations.region_maps[0];
        let sizes: Vec<usize> = map.regions.iter().map(|r| r.states.len()).collect();
        assert_eq!(sizes, [12, 11, 8, 14, 6]);
        for (state, code) in [
            ("DC", "northeast"),
            ("WV", "southeast"),
            ("OH", "midwest"),
            ("TX", "mountain_plains"),
            ("HI", "west_coast"),
        ] {
            assert_eq!(region(Some(state), "US").as_deref(), Some(code));
        }
    }

    #[test]
    fn everywhere_else_is_international() {
        assert_eq!(region(Some("ON"), "CA").as_deref(), Some("international"));
        assert_eq!(region(None, "NZ").as_deref(), Some("international"));
        assert_eq!(region(Some("PR"), "US").as_deref(), Some("international"));
    }

    #[test]
    fn the_united_states_without_a_state_is_no_region() {
        assert_eq!(region(None, "US"), None);
    }

    #[test]
    fn the_2019_map_is_provisional_once_the_realignment_applies() {
        let on = |date| region_of(Some("OH"), "US", day(date), &POLICIES.organizations).unwrap().provisional;
        assert!(!on("2026-06-30"));
        assert!(on("2026-07-01"));
    }

    #[test]
    fn a_state_in_two_regions_is_refused() {
        let text = include_str!("../../policies/organizations.toml").replace("\"AK\"", "\"OH\"");
        let files = BTreeMap::from([("organizations.toml".to_owned(), text)]);
        let problem = Policies::load(&files).unwrap_err().to_string();
        assert!(problem.contains("OH is in two regions"), "{problem}");
    }
}
