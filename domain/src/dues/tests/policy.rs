//! Dated tables and rules: next year's can be loaded today.

use super::{full, renewing_two};
use crate::dues::{DuesRefusal, QuoteFacts, quote};
use crate::testing::day;
use crate::{Cents, Policies, PolicyError};
use std::collections::BTreeMap;

const SHIPPED: &str = include_str!("../../../policies/dues.toml");

fn load(text: String) -> Result<Policies, PolicyError> {
    Policies::load(&BTreeMap::from([("dues.toml".to_owned(), text)]))
}

fn problem(text: String) -> String {
    load(text).unwrap_err().to_string()
}

/// The shipped file with a copy of its last table, from a later date, at 0.007.
fn with_next_years_table() -> String {
    let last = SHIPPED.rfind("[[rate_tables]]\nversion").unwrap();
    let next = SHIPPED[last..]
        .replace("2022-10-01", "2027-01-01")
        .replace("\"2022-10\"", "\"2027-01\"")
        .replace("0.0065", "0.0070");
    format!("{SHIPPED}\n{next}")
}

#[test]
fn next_years_table_can_be_loaded_today_and_prices_from_its_first_day() {
    let policies = load(with_next_years_table()).unwrap();
    let total = |date| {
        let facts = QuoteFacts { priced_on: day(date), ..full(10_000_000) };
        quote(&facts, &policies.dues).unwrap().total
    };
    assert_eq!(total("2026-12-31"), Cents::new(65_000));
    assert_eq!(total("2027-01-01"), Cents::new(70_000));
    assert!(policies.dues.table("2027-01").is_some());
    assert!(policies.dues.table("2031-01").is_none());
}

#[test]
fn a_date_before_the_first_dated_table_is_refused_with_the_first_date() {
    let text =
        SHIPPED.replace("version = \"before-2022-10\"", "version = \"before-2022-10\"\neffective_on = \"2010-07-01\"");
    let policies = load(text).unwrap();
    let on = |date| QuoteFacts { priced_on: day(date), ..full(10_000_000) };
    assert_eq!(
        quote(&on("2010-06-30"), &policies.dues).unwrap_err(),
        DuesRefusal::NoRateTable { priced_on: day("2010-06-30"), first_on: Some(day("2010-07-01")) }
    );
    assert!(quote(&on("2010-07-01"), &policies.dues).is_ok());
}

#[test]
fn the_installment_offer_can_be_closed_from_a_date_on() {
    let closed =
        "[[installments]]\neffective_on = \"2026-07-01\"\ncounts = []\ncategories = [\"full\"]\nsource = \"faq\"\n\n";
    let start = SHIPPED.find("[[rate_tables]]\nversion").unwrap();
    let text = format!("{}{closed}{}", &SHIPPED[..start], &SHIPPED[start..]);
    let policies = load(text).unwrap();
    assert!(quote(&renewing_two("2026-06-30"), &policies.dues).is_ok());
    let refusal = quote(&renewing_two("2026-07-01"), &policies.dues).unwrap_err();
    assert_eq!(refusal.to_string(), "2 installments are not offered; the offer is payment at once");
}

#[test]
fn a_table_that_begins_before_the_one_above_it_is_refused() {
    let text = with_next_years_table().replace("2027-01-01", "2022-10-01");
    assert!(problem(text).contains("must come after"));
}

#[test]
fn two_tables_of_one_version_are_refused() {
    let text = with_next_years_table().replace("\"2027-01\"", "\"2022-10\"");
    assert!(problem(text).contains("same version"));
}

#[test]
fn a_table_without_a_price_for_a_category_is_refused() {
    let text = SHIPPED.replacen("category = \"retired\"", "category = \"other\"", 1);
    assert!(problem(text).contains("must have exactly one price"));
}

#[test]
fn a_figure_without_a_listed_source_is_refused() {
    let text = SHIPPED.replace("value = 94000, source = \"join\"", "value = 94000, source = \"rumor\"");
    assert!(problem(text).contains("cites `rumor`"));
}

#[test]
fn an_assumed_figure_that_is_not_marked_provisional_is_refused() {
    let text = SHIPPED.replacen("source = \"assumption\"\nprovisional = true", "source = \"assumption\"", 1);
    assert!(problem(text).contains("must be provisional"));
}

#[test]
fn a_negative_price_is_refused() {
    let text = SHIPPED.replacen("amount_cents = 20000", "amount_cents = -1", 1);
    assert!(problem(text).contains("not -$0.01"));
}

#[test]
fn a_number_of_installments_that_does_not_divide_the_year_is_refused() {
    let text = SHIPPED.replace("counts = [2, 3, 4]", "counts = [5]");
    assert!(problem(text).contains("5 does not divide the year"));
}

#[test]
fn a_table_that_waives_other_categories_than_the_catalogue_is_refused() {
    let text = SHIPPED.replacen(
        "categories = [\"full\", \"affiliate_department_head\"]\ndescription",
        "categories = [\"full\"]\ndescription",
        1,
    );
    assert!(problem(text).contains("waives dues for other categories"));
}

#[test]
fn a_misspelled_field_is_refused_and_the_file_named() {
    let text = SHIPPED.replace("revised_on", "revised");
    let problem = problem(text);
    assert!(problem.starts_with("policy file dues.toml:"), "{problem}");
}
