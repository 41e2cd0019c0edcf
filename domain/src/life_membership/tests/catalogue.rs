//! The policy file: sources, what is provisional, what does not load.

use crate::life_membership::employment::Employment;
use crate::testing::{POLICIES, day};
use crate::{Policies, Refuse};
use std::collections::BTreeMap;

const SHIPPED: &str = include_str!("../../../policies/life_membership.toml");

fn problem(text: String) -> String {
    Policies::load(&BTreeMap::from([("life_membership.toml".to_owned(), text)])).unwrap_err().to_string()
}

#[test]
fn what_nobody_published_is_marked_provisional_and_what_is_quoted_is_not() {
    let rules = POLICIES.life_membership.rules.on(day("2026-01-01"));
    assert!(rules.counting.days_per_part_year.provisional && rules.counting.dues_current.provisional);
    assert!(rules.board_majority_of.provisional && rules.board_path_open_also_to.as_ref().unwrap().provisional);
    assert!(!rules.twenty_five_years.service_years.provisional && !rules.sixty_five_and_fifteen.age.provisional);
    assert!(!rules.board_path_open_to.provisional && !rules.retires_as.provisional);
    assert!(!rules.counting.employments.provisional && !rules.counting.office_eligible.provisional);
    assert!(!POLICIES.life_membership.awards.first_milestones.provisional);
}

#[test]
fn every_kind_of_work_has_a_row_under_its_own_word() {
    for employment in Employment::ALL {
        assert_eq!(POLICIES.life_membership.standing(*employment).employment, *employment);
    }
    let text = SHIPPED.replacen("employment = \"other_part_time\"", "employment = \"none\"", 1);
    assert!(problem(text).contains("every employment once"));
}

#[test]
fn fewer_days_than_the_longest_year_make_no_year() {
    let text = SHIPPED.replacen("days_per_part_year = { value = 366", "days_per_part_year = { value = 365", 1);
    assert!(problem(text).contains("between 366 and 730"));
}

#[test]
fn no_years_of_service_are_no_rule() {
    assert!(problem(SHIPPED.replacen("{ value = 25", "{ value = 0", 1)).contains("between 1 and 120"));
}

#[test]
fn every_category_has_one_conference_rate() {
    let text = SHIPPED.replacen("categories = [\"life\"]", "categories = [\"full\"]", 1);
    assert!(problem(text).contains("every category once"));
}

#[test]
fn a_category_is_not_named_twice_for_one_benefit() {
    let text = SHIPPED.replacen("categories = [\"full_not_in_service\"]\nsource", "categories = [\"life\"]\nsource", 1);
    assert!(problem(text).contains("a category twice"));
}

#[test]
fn milestones_rise() {
    assert!(problem(SHIPPED.replacen("[10, 20]", "[20, 10]", 1)).contains("must rise"));
}

#[test]
fn an_assumption_that_is_not_marked_is_refused() {
    let text = SHIPPED.replacen("source = \"assumption\", provisional = true", "source = \"assumption\"", 1);
    assert!(problem(text).contains("must be provisional"));
}

#[test]
fn every_reason_and_refusal_cites_a_source_of_the_file() {
    let known: Vec<&str> = POLICIES.life_membership.sources.iter().map(|(_, text)| text).collect();
    for reason in crate::life_membership::NotCounted::ALL {
        assert!(known.contains(&reason.source()), "{reason}");
    }
    let refusals =
        [crate::life_membership::LifeRefusal::BoardPathClosed, crate::life_membership::LifeRefusal::NobodyPresent];
    assert!(refusals.iter().all(|refusal| known.contains(&refusal.source())));
}
