//! Where a place is: countries by ISO 3166-1, their states and provinces by ISO 3166-2.
//!
//! Invariant: a state is one of its country's. In the United States there must be one: regions and small communities are
//! told by it. Its list is the fifty states, the District of Columbia and the territories, without the codes by which
//! mail reaches the armed forces.

use super::representing::OrganizationRefusal;
use rust_iso3166::{ALL_ALPHA2, CountryCode, from_alpha2, iso3166_2};

/// The country in which a state must be told.
const NEEDS_STATE: &str = "US";

/// Whether `country` is a country by its two capital letters (ISO 3166-1).
#[must_use]
pub fn is_country(country: &str) -> bool {
    from_alpha2(country).is_some()
}

/// Whether `state` is a state or province of some country, by the part of its code that follows the country's.
#[must_use]
pub fn is_state(state: &str) -> bool {
    ALL_ALPHA2.iter().any(|country| is_state_of(state, country))
}

/// Whether `state` is a state or province of `country` (ISO 3166-2).
#[must_use]
pub fn is_state_of(state: &str, country: &str) -> bool {
    iso3166_2::from_code(&format!("{country}-{state}")).is_some()
}

/// Checks that a state fits its country.
///
/// # Errors
/// When it is none of that country's, or one is needed and there is none.
pub fn check_place(state: Option<&str>, country: &str) -> Result<(), OrganizationRefusal> {
    match state {
        None if country == NEEDS_STATE => Err(OrganizationRefusal::StateNeeded),
        None => Ok(()),
        Some(state) => check_state(state, country),
    }
}

/// Checks that a state is one of its country.
///
/// # Errors
/// When it is not.
pub fn check_state(state: &str, country: &str) -> Result<(), OrganizationRefusal> {
    if is_state_of(state, country) {
        return Ok(());
    }
    let name = from_alpha2(country).map_or_else(|| country.to_owned(), |CountryCode { name, .. }| name.to_owned());
    Err(OrganizationRefusal::StateOutsideCountry { state: state.to_owned(), country: name })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::POLICIES;

    #[test]
    fn the_united_states_have_fifty_states_the_capital_and_the_territories() {
        let states = ALL_ALPHA2.contains(&"US").then(|| from_alpha2("US").unwrap());
        let states = states.and_then(|country| country.subdivisions().map(<[_]>::len));
        assert_eq!(states, Some(57));
        for state in ["IL", "DC", "PR", "GU", "VI", "AS", "MP", "UM"] {
            assert_eq!(check_place(Some(state), "US"), Ok(()), "{state}");
        }
        for state in ["ZZ", "AA", "AE", "AP", "ON", "NSW", "il", "US", ""] {
            assert!(check_place(Some(state), "US").is_err(), "{state}");
        }
        assert_eq!(check_place(None, "US"), Err(OrganizationRefusal::StateNeeded));
    }

    #[test]
    fn every_state_of_the_region_maps_is_one() {
        for map in &POLICIES.organizations.region_maps {
            for state in map.regions.iter().flat_map(|region| &region.states) {
                assert!(is_state_of(state, &map.country), "{state}");
            }
        }
    }

    #[test]
    fn elsewhere_a_state_is_one_of_its_country_or_left_out() {
        for (state, country) in [("NSW", "AU"), ("ON", "CA"), ("YT", "CA"), ("JK", "ID"), ("SCT", "GB"), ("09", "FR")] {
            let known = is_state_of(state, country);
            assert_eq!(check_place(Some(state), country).is_ok(), known, "{state} {country}");
        }
        assert!(
            is_state_of("NSW", "AU") && is_state_of("ON", "CA") && is_state_of("JK", "ID") && is_state_of("SCT", "GB")
        );
        for (state, country) in [("TX", "CA"), ("TX", "GB"), ("IL", "AU"), ("ZZ", "XX")] {
            assert!(check_place(Some(state), country).is_err(), "{state} {country}");
        }
        for country in ["GB", "SG", "NZ", "VA"] {
            assert_eq!(check_place(None, country), Ok(()), "{country}");
        }
    }

    #[test]
    fn countries_are_those_of_the_standard() {
        assert!(["US", "CA", "GB", "IN", "MM"].iter().all(|country| is_country(country)));
        assert!(["XX", "ZZ", "UK", "EU", "us", "USA", ""].iter().all(|country| !is_country(country)));
        assert!(is_state("IL") && is_state("NSW") && !is_state("XX") && !is_state(""));
    }
}
