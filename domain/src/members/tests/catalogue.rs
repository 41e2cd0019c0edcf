use crate::members::category::{Category, DuesBasis};
use crate::members::policy::{BoardRule, VoteRule};
use crate::testing::{POLICIES, day};
use crate::{Cents, Policies};
use std::collections::BTreeMap;

const SHIPPED: &str = include_str!("../../../policies/members.toml");

fn problem(text: String) -> String {
    Policies::load(&BTreeMap::from([("members.toml".to_owned(), text)])).unwrap_err().to_string()
}

#[test]
fn full_members_were_corporate_until_the_special_election_and_voting_after_it() {
    let label = |date| {
        let entry = POLICIES.members.category(Category::Full);
        entry.labels.on(day(date)).label.clone()
    };
    assert_eq!(label("2025-12-09"), "Full (Corporate)");
    assert_eq!(label("2025-12-10"), "Full (Voting)");
}

#[test]
fn every_category_has_an_entry_under_its_own_code() {
    for category in Category::ALL {
        assert_eq!(POLICIES.members.category(*category).code, *category);
    }
}

#[test]
fn the_dues_basis_of_the_catalogue_agrees_with_the_rate_tables() {
    for table in &POLICIES.dues.rate_tables {
        for category in Category::ALL {
            let expected = match table.flat_rate(*category) {
                None => DuesBasis::Salary,
                Some(rate) if rate.amount_cents == Cents::ZERO => DuesBasis::Waived,
                Some(_) => DuesBasis::Flat,
            };
            assert_eq!(POLICIES.members.category(*category).dues, expected, "{category}");
        }
    }
}

#[test]
fn the_rights_of_a_category_are_those_of_the_date() {
    let rights = |date| {
        let entry = POLICIES.members.category(Category::AffiliateStaff);
        let row = entry.rights.on(day(date));
        (row.vote, row.board)
    };
    assert_eq!(rights("2020-02-13"), (VoteRule::No, BoardRule::No));
    assert_eq!(rights("2020-02-14"), (VoteRule::IfTenuredAffiliate, BoardRule::IfTenuredInDesignatedYear));
    assert_eq!(rights("2026-07-01"), (VoteRule::IfTenuredAffiliate, BoardRule::IfVotingAndFullTimePosition));
}

#[test]
fn the_figures_nobody_published_are_marked_provisional() {
    let rules = POLICIES.members.rules.on(day("2026-01-01"));
    assert!(rules.grace_days.provisional && rules.term_months.provisional);
    assert!(!POLICIES.members.retired_minimum_age.provisional);
    assert!(!POLICIES.members.in_transition.most_blocks.provisional);
}

#[test]
fn no_file_can_open_life_or_honorary_to_applications() {
    let text = SHIPPED.replace("can_be_applied_for = false", "can_be_applied_for = true");
    assert!(problem(text).contains("cannot be applied for"));
}

#[test]
fn a_catalogue_that_lacks_a_category_is_refused() {
    let text = SHIPPED.replace("code = \"honorary\"", "code = \"life\"");
    assert!(problem(text).contains("every category once"));
}

#[test]
fn a_term_of_no_months_is_refused() {
    let text = SHIPPED.replace("term_months = { value = 12", "term_months = { value = 0");
    assert!(problem(text).contains("between 1 and 120"));
}

#[test]
fn a_dated_table_without_an_undated_first_row_is_refused() {
    let text = SHIPPED.replace("[[rules]]", "[[rules]]\neffective_on = \"2026-01-01\"");
    assert!(problem(text).contains("must have no effective_on"));
}
