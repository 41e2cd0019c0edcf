//! The salary formula: switch day, caps, rounding, small communities.

use super::{NEW, OLD, clauses, facts, full, priced, small, total};
use crate::dues::{DuesRefusal, QuoteFacts};
use crate::testing::day;
use crate::{Category, Cents};

fn on(date: &str, facts: QuoteFacts) -> QuoteFacts {
    QuoteFacts { priced_on: day(date), ..facts }
}

#[test]
fn the_rate_switches_on_the_first_of_october_2022_that_day_included() {
    let last_old = priced(&on(OLD, full(10_000_000))).unwrap();
    assert_eq!(last_old.total, Cents::new(80_000));
    assert_eq!(last_old.rate_table.version, "before-2022-10");
    assert_eq!(last_old.rate_table.effective_on, None);
    let first_new = priced(&on(NEW, full(10_000_000))).unwrap();
    assert_eq!(first_new.total, Cents::new(65_000));
    assert_eq!(first_new.rate_table.version, "2022-10");
    assert_eq!(first_new.rate_table.effective_on, Some(day(NEW)));
}

#[test]
fn the_old_cap_of_1400_acts_just_above_a_salary_of_175000() {
    for (salary, amount, capped) in [
        (17_499_999, 140_000, false),
        (17_500_000, 140_000, false),
        (17_500_001, 140_000, true),
        (90_000_000, 140_000, true),
    ] {
        let quote = priced(&on(OLD, full(salary))).unwrap();
        assert_eq!((quote.total.cents(), quote.capped), (amount, capped), "{salary}");
    }
}

#[test]
fn the_standard_cap_of_1200_acts_from_a_salary_of_184615_39() {
    for (salary, amount, capped) in [
        (18_461_400, 119_999, false),
        (18_461_538, 120_000, false),
        (18_461_539, 120_000, true),
        (i64::MAX, 120_000, true),
    ] {
        let quote = priced(&full(salary)).unwrap();
        assert_eq!((quote.total.cents(), quote.capped), (amount, capped), "{salary}");
    }
}

#[test]
fn the_small_community_cap_is_940_and_acts_from_a_salary_of_180769_24() {
    for (salary, amount, capped) in [
        (18_076_800, 93_999, false),
        (18_076_923, 94_000, false),
        (18_076_924, 94_000, true),
        (18_461_539, 94_000, true),
        (90_000_000, 94_000, true),
    ] {
        let quote = priced(&small(salary)).unwrap();
        assert_eq!((quote.total.cents(), quote.capped), (amount, capped), "{salary}");
    }
}

#[test]
fn a_small_community_pays_a_fifth_less() {
    assert_eq!(total(&full(10_000_000)), 65_000);
    assert_eq!(total(&small(10_000_000)), 52_000);
}

#[test]
fn half_a_cent_rounds_up_once_after_the_discount() {
    // $1.00 at 0.0065 is 0.65 cents; $100.00 at 0.0065 is exactly 65 cents.
    for (salary, amount) in [(100, 1), (76, 0), (77, 1), (10_000, 65)] {
        assert_eq!(total(&full(salary)), amount, "{salary}");
    }
    // 1,000 cents x 0.0065 = 6.5 cents: half goes up.
    assert_eq!(total(&full(1_000)), 7);
    // 1,250 cents: 8.125 before the discount, 6.5 after: once rounded 7, and rounding
    // the 8 first would give 6.
    assert_eq!(total(&small(1_250)), 7);
}

#[test]
fn a_tiny_salary_pays_nothing_because_no_minimum_is_published() {
    assert_eq!(total(&full(1)), 0);
}

#[test]
fn a_population_of_7500_is_small_and_7501_is_not() {
    let people = |population| QuoteFacts { population: Some(population), ..small(10_000_000) };
    assert_eq!(total(&people(7_499)), 52_000);
    assert_eq!(total(&people(7_500)), 52_000);
    assert_eq!(total(&people(7_501)), 65_000);
}

#[test]
fn a_budget_of_7_8_million_is_small_and_one_cent_more_is_not() {
    let budget = |cents| QuoteFacts { general_fund_budget: Some(Cents::new(cents)), ..small(10_000_000) };
    assert_eq!(total(&budget(779_999_999)), 52_000);
    assert_eq!(total(&budget(780_000_000)), 52_000);
    assert_eq!(total(&budget(780_000_001)), 65_000);
}

#[test]
fn few_people_with_a_large_budget_pay_the_standard_rate_and_are_told() {
    let facts = QuoteFacts { general_fund_budget: Some(Cents::new(780_000_001)), ..small(10_000_000) };
    let quote = priced(&facts).unwrap();
    assert!(!clauses(&quote).contains(&"dues.full.small_community"));
    assert!(quote.notes[0].contains("budget is above the limit"));
    assert!(clauses(&quote).contains(&"dues.full.budget_above_limit") && quote.lines[0].provisional);
}

#[test]
fn an_unknown_population_or_budget_is_never_small() {
    let no_people = QuoteFacts { population: None, ..small(10_000_000) };
    let no_budget = QuoteFacts { general_fund_budget: None, ..small(10_000_000) };
    for facts in [no_people, no_budget] {
        let quote = priced(&facts).unwrap();
        assert_eq!(quote.total, Cents::new(65_000));
        assert_eq!(quote.notes.len(), 1);
    }
    let neither = priced(&full(10_000_000)).unwrap();
    assert_eq!(neither.total, Cents::new(65_000));
    assert!(neither.notes.is_empty());
}

#[test]
fn no_small_community_rate_existed_before_october_2022() {
    let quote = priced(&on(OLD, small(10_000_000))).unwrap();
    assert_eq!(quote.total, Cents::new(80_000));
    assert!(!clauses(&quote).contains(&"dues.full.small_community"));
}

#[test]
fn the_small_community_rate_is_for_full_members_only() {
    let facts = QuoteFacts { category: Category::AffiliateDepartmentHead, ..small(10_000_000) };
    assert_eq!(total(&facts), 20_000);
}

#[test]
fn full_dues_cannot_be_quoted_without_a_salary_above_zero() {
    let refusal = priced(&facts(Category::Full)).unwrap_err();
    assert!(matches!(refusal, DuesRefusal::SalaryMissing { .. }));
    for salary in [0, -1, i64::MIN] {
        assert_eq!(priced(&full(salary)).unwrap_err(), DuesRefusal::SalaryNotPositive);
    }
}

#[test]
fn a_salary_quote_names_table_formula_cap_and_rounding() {
    let quote = priced(&small(10_000_000)).unwrap();
    assert_eq!(
        clauses(&quote),
        ["dues.rate_table", "dues.full.formula", "dues.full.small_community", "dues.full.cap", "dues.full.rounding",]
    );
    assert!(quote.explanation[1].source.starts_with("icma.org/page/join"));
    assert!(quote.explanation[4].source.starts_with("default of this software"));
    assert_eq!(quote.lines[0].clause, "dues.full.small_community");
    assert!(!quote.lines[0].provisional);
}

#[test]
fn the_facts_of_a_quote_do_not_show_the_salary_when_printed() {
    let printed = format!("{:?}", full(12_345_678));
    assert!(!printed.contains("12345678"), "{printed}");
}
