//! Installments: who, how many, how much, when.

use super::{facts, full, priced};
use crate::dues::{DuesRefusal, QuoteFacts};
use crate::testing::day;
use crate::{Category, Cents};

fn renewing(category: Category, installments: u8) -> QuoteFacts {
    QuoteFacts { category, renewal: true, installments, ..full(10_000_001) }
}

fn payments(facts: &QuoteFacts) -> Vec<(String, i64)> {
    let quote = priced(facts).unwrap();
    let payments = quote.installments.iter();
    payments.map(|p| (p.due_on.to_string(), p.amount.cents())).collect()
}

fn expected(payments: &[(&str, i64)]) -> Vec<(String, i64)> {
    payments.iter().map(|(on, cents)| ((*on).to_owned(), *cents)).collect()
}

#[test]
fn a_renewing_member_in_local_government_pays_in_one_to_four_installments() {
    // $100,010.00 at 0.0065 is $650.065, rounded to 65,007 cents.
    let of = |count| {
        payments(&QuoteFacts { annual_salary: Some(Cents::new(10_001_000)), ..renewing(Category::Full, count) })
    };
    assert_eq!(of(1), expected(&[("2022-10-01", 65_007)]));
    assert_eq!(of(2), expected(&[("2022-10-01", 32_504), ("2023-04-01", 32_503)]));
    assert_eq!(of(3), expected(&[("2022-10-01", 21_669), ("2023-02-01", 21_669), ("2023-06-01", 21_669)]));
    assert_eq!(
        of(4),
        expected(&[("2022-10-01", 16_252), ("2023-01-01", 16_252), ("2023-04-01", 16_252), ("2023-07-01", 16_251),])
    );
}

#[test]
fn five_installments_or_none_are_not_offered() {
    for asked in [0, 5, 6, 12, 255] {
        assert_eq!(
            priced(&renewing(Category::Full, asked)).unwrap_err(),
            DuesRefusal::InstallmentsNotOffered { asked, offered: vec![2, 3, 4] }
        );
    }
}

#[test]
fn a_new_member_cannot_pay_in_installments() {
    for installments in [2, 3, 4] {
        let facts = QuoteFacts { installments, ..full(10_000_000) };
        assert_eq!(priced(&facts).unwrap_err(), DuesRefusal::InstallmentsForNewMember);
    }
    assert!(priced(&full(10_000_000)).is_ok());
}

#[test]
fn affiliates_may_pay_in_installments_and_members_outside_local_government_may_not() {
    for category in Category::ALL {
        let outcome = priced(&renewing(*category, 2));
        if category.is_in_local_government() {
            assert!(outcome.is_ok(), "{category}");
        } else if category.is_student() {
            assert_eq!(outcome.unwrap_err(), DuesRefusal::InstallmentsForStudent);
        } else {
            let category = *category;
            assert_eq!(outcome.unwrap_err(), DuesRefusal::InstallmentsOutsideLocalGovernment { category });
        }
    }
}

#[test]
fn there_is_nothing_to_pay_in_installments_in_transition() {
    let facts = QuoteFacts { in_transition: true, ..renewing(Category::Full, 2) };
    assert_eq!(priced(&facts).unwrap_err(), DuesRefusal::InstallmentsInTransition);
}

#[test]
fn a_due_date_the_month_does_not_have_falls_on_its_last_day() {
    let facts = QuoteFacts { priced_on: day("2023-11-30"), ..renewing(Category::Full, 4) };
    let dates: Vec<String> = payments(&facts).into_iter().map(|(on, _)| on).collect();
    assert_eq!(dates, ["2023-11-30", "2024-02-29", "2024-05-30", "2024-08-30"]);
}

#[test]
fn the_installment_rule_is_explained_and_its_dates_marked_as_assumed() {
    let quote = priced(&renewing(Category::Full, 2)).unwrap();
    let rule = quote.explanation.iter().find(|c| c.clause == "dues.installments").unwrap();
    let dates = quote.explanation.iter().find(|c| c.clause == "dues.installments.dates").unwrap();
    assert!(rule.source.contains("faqs-about-joining"));
    assert!(dates.source.starts_with("default of this software"));
}

#[test]
fn paying_at_once_is_one_installment_due_on_the_pricing_date() {
    let quote = priced(&facts(Category::Other)).unwrap();
    assert_eq!(quote.installments.len(), 1);
    assert_eq!(quote.installments[0].due_on, quote.priced_on);
    assert_eq!(quote.installments[0].amount, quote.total);
}
