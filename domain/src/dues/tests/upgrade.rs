use crate::dues::quote::QuoteFacts;
use crate::dues::upgrade::quote_upgrade;
use crate::members::application::Upgrade;
use crate::testing::{POLICIES, day};
use crate::{Category, Cents};

fn due(from: Category, to: Category, from_on: &str) -> i64 {
    let upgrade = Upgrade { from, term_starts_on: day("2025-03-01"), term_ends_on: day("2026-03-01") };
    let facts = QuoteFacts { annual_salary: Some(Cents::new(15_000_000)), ..QuoteFacts::new(to, day("2025-09-01")) };
    let quote = quote_upgrade(&facts, &upgrade, day(from_on), &POLICIES.dues).unwrap();
    assert_eq!(quote.total, Cents::checked_sum(quote.lines.iter().map(|line| line.amount)).unwrap());
    assert_eq!(quote.installments.len(), 1);
    assert!(quote.lines.iter().all(|line| line.provisional), "the association has published no rule");
    quote.total.cents()
}

#[test]
fn an_upgrade_costs_the_difference_for_the_days_that_are_left() {
    let (intern, full) = (Category::AffiliateIntern, Category::Full);
    assert_eq!(due(intern, full, "2025-03-01"), 97_500 - 2_500);
    assert_eq!(due(intern, full, "2025-09-01"), 47_110, "95,000 x 181 / 365, half up");
    assert_eq!(due(intern, full, "2026-02-28"), 260, "the last day");
    assert_eq!(due(intern, full, "2026-03-01"), 0);
    assert_eq!(due(intern, full, "2026-04-01"), 0, "in grace nothing is left");
}

#[test]
fn a_change_to_a_cheaper_category_costs_and_gives_back_nothing() {
    assert_eq!(due(Category::Full, Category::FullNotInService, "2025-09-01"), 0);
    assert_eq!(due(Category::AffiliateStaff, Category::Other, "2025-09-01"), 0);
}
