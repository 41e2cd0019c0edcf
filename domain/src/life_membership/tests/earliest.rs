//! The first retirement date on which the answer turns yes.

use super::{assessed, retires, served, serves_since};
use crate::Category;
use crate::life_membership::assessments::facts::{LifeFacts, ServiceSpell};
use crate::life_membership::employment::Employment;
use crate::testing::day;

fn earliest(facts: &LifeFacts) -> Option<chrono::NaiveDate> {
    assessed(facts).earliest_eligible_on
}

#[test]
fn service_that_goes_on_reaches_25_years() {
    let facts = retires("1980-01-01", "2020-07-01", vec![serves_since("2010-07-01")]);
    assert_eq!(earliest(&facts), Some(day("2035-07-01")));
}

#[test]
fn a_spell_that_ends_on_the_retirement_would_have_gone_on() {
    let facts = retires("1980-01-01", "2020-07-01", vec![served("2010-07-01", "2020-07-01")]);
    assert_eq!(earliest(&facts), Some(day("2035-07-01")));
    let ended = retires("1980-01-01", "2020-07-02", vec![served("2010-07-01", "2020-07-01")]);
    assert_eq!(earliest(&ended), None);
}

#[test]
fn the_65th_birthday_comes_first_for_whoever_has_15_years_by_then() {
    let facts = retires("1955-10-05", "2020-07-01", vec![serves_since("2003-01-01")]);
    assert_eq!(earliest(&facts), Some(day("2020-10-05")));
    let fifteen_later = retires("1955-10-05", "2020-07-01", vec![serves_since("2006-01-01")]);
    assert_eq!(earliest(&fifteen_later), Some(day("2021-01-01")));
}

#[test]
fn whoever_is_eligible_learns_since_when() {
    let facts = retires("1955-01-01", "2020-07-01", vec![serves_since("1990-03-01")]);
    assert_eq!(earliest(&facts), Some(day("2015-03-01")));
}

#[test]
fn nothing_goes_on_after_service_has_ended_not_even_age() {
    let facts = retires("1956-01-01", "2020-07-01", vec![served("2000-01-01", "2018-01-01")]);
    assert_eq!(earliest(&facts), None);
}

#[test]
fn whoever_is_not_a_full_member_is_never_eligible() {
    for category in Category::ALL.iter().filter(|category| **category != Category::Full) {
        let facts = retires("1956-01-01", "2020-07-01", vec![serves_since("1980-01-01")]);
        assert_eq!(earliest(&LifeFacts { category_on_retirement: *category, ..facts }), None, "{category}");
    }
}

#[test]
fn present_service_that_does_not_count_still_lets_age_be_reached() {
    let not_eligible = ServiceSpell { office_eligible: false, ..serves_since("2018-01-01") };
    let facts = retires("1958-05-01", "2020-07-01", vec![served("2002-01-01", "2018-01-01"), not_eligible]);
    assert_eq!(earliest(&facts), Some(day("2023-05-01")));
}

#[test]
fn present_service_that_does_not_count_never_reaches_25_years() {
    let unpaid = ServiceSpell { dues_current: false, ..serves_since("2018-01-01") };
    let facts = retires("1990-05-01", "2020-07-01", vec![served("2014-01-01", "2018-01-01"), unpaid]);
    assert_eq!(earliest(&facts), None);
    let interim = ServiceSpell { employment: Employment::InterimLocalGovernment, ..serves_since("2018-01-01") };
    let facts = retires("1950-05-01", "2020-07-01", vec![served("2014-01-01", "2018-01-01"), interim]);
    assert_eq!(earliest(&facts), None);
}

#[test]
fn service_after_the_retirement_is_not_the_present_service() {
    let before = served("2010-07-01", "2020-07-01");
    let alone = retires("1980-01-01", "2020-07-01", vec![before.clone()]);
    let and_again = retires("1980-01-01", "2020-07-01", vec![before, served("2021-01-01", "2030-01-01")]);
    assert_eq!(earliest(&alone), earliest(&and_again));
}

#[test]
fn days_left_over_from_before_a_gap_bring_the_date_forward() {
    let facts =
        retires("1980-01-01", "2020-07-01", vec![served("2000-01-01", "2004-12-01"), serves_since("2010-01-01")]);
    // 4 years and 335 days before the gap: 20 years and 31 days are missing.
    assert_eq!(earliest(&facts), Some(day("2030-02-01")));
}

#[test]
fn a_start_on_29_february_turns_yes_on_1_march_in_a_common_year() {
    let facts = retires("1980-01-01", "2020-07-01", vec![serves_since("2000-02-29")]);
    assert_eq!(earliest(&facts), Some(day("2025-03-01")));
    let born = retires("1956-02-29", "2020-07-01", vec![serves_since("2001-01-01")]);
    assert_eq!(earliest(&born), Some(day("2021-03-01")));
}
