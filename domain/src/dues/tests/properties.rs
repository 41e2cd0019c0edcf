//! Properties over random salaries, communities and dates.

use super::{full, priced};
use crate::dues::QuoteFacts;
use crate::{Category, Cents};
use chrono::NaiveDate;
use proptest::prelude::*;

fn any_date() -> impl Strategy<Value = NaiveDate> {
    (NaiveDate::MIN.num_days_from_ce()..=NaiveDate::MAX.num_days_from_ce())
        .prop_filter_map("a date", NaiveDate::from_num_days_from_ce_opt)
}

fn usual_date() -> impl Strategy<Value = NaiveDate> {
    // 2000 to 2053.
    (730_000_i32..749_500).prop_filter_map("a date", NaiveDate::from_num_days_from_ce_opt)
}

fn community() -> impl Strategy<Value = (Option<i64>, Option<Cents>)> {
    (proptest::option::of(0_i64..20_000), proptest::option::of((0_i64..2_000_000_000).prop_map(Cents::new)))
}

use chrono::Datelike;

proptest! {
    #[test]
    fn full_dues_never_exceed_the_cap_of_their_table(
        salary in 1_i64..=i64::MAX, on in usual_date(), (population, general_fund_budget) in community()
    ) {
        let facts = QuoteFacts { priced_on: on, population, general_fund_budget, ..full(salary) };
        let quote = priced(&facts).unwrap();
        let cap = match quote.lines[0].clause.as_str() {
            "dues.full.small_community" => 94_000,
            _ if quote.rate_table.effective_on.is_none() => 140_000,
            _ => 120_000,
        };
        prop_assert!(quote.total.cents() <= cap);
        prop_assert!(!quote.capped || quote.total.cents() == cap);
    }

    #[test]
    fn a_higher_salary_never_pays_less_within_one_table(
        salary in 1_i64..40_000_000, more in 0_i64..40_000_000, on in usual_date(),
        (population, general_fund_budget) in community()
    ) {
        let at = |cents| QuoteFacts { priced_on: on, population, general_fund_budget, ..full(cents) };
        let (lower, higher) = (priced(&at(salary)).unwrap(), priced(&at(salary + more)).unwrap());
        prop_assert!(lower.total <= higher.total);
        prop_assert!(lower.capped <= higher.capped);
    }

    #[test]
    fn the_small_community_rate_never_raises_the_dues(salary in 1_i64..=i64::MAX) {
        let standard = priced(&full(salary)).unwrap();
        let small = priced(&super::small(salary)).unwrap();
        prop_assert!(small.total <= standard.total);
    }

    #[test]
    fn the_dues_are_within_half_a_cent_of_the_exact_share(salary in 1_i64..18_461_538) {
        let total = i128::from(priced(&full(salary)).unwrap().total.cents());
        let exact_in_ten_thousandths = i128::from(salary) * 65;
        let off = total * 10_000 - exact_in_ten_thousandths;
        prop_assert!((-4_999..=5_000).contains(&off), "{}", off);
    }

    #[test]
    fn the_lines_and_the_installments_each_sum_to_the_total(
        salary in 1_i64..=i64::MAX, installments in 1_u8..=4, on in usual_date()
    ) {
        let facts = QuoteFacts { priced_on: on, installments, renewal: true, ..full(salary) };
        let quote = priced(&facts).unwrap();
        let lines = Cents::checked_sum(quote.lines.iter().map(|line| line.amount));
        let parts: Vec<i64> = quote.installments.iter().map(|part| part.amount.cents()).collect();
        prop_assert_eq!(lines, Some(quote.total));
        prop_assert_eq!(parts.iter().sum::<i64>(), quote.total.cents());
        prop_assert_eq!(parts.len(), usize::from(installments));
        prop_assert!(parts.iter().max().unwrap() - parts.iter().min().unwrap() <= 1);
        prop_assert!(parts.is_sorted_by(|a, b| a >= b));
        prop_assert!(quote.installments.is_sorted_by(|a, b| a.due_on < b.due_on));
    }

    #[test]
    fn the_same_facts_always_give_the_same_quote(salary in 1_i64..=i64::MAX, on in usual_date()) {
        let facts = QuoteFacts { priced_on: on, ..full(salary) };
        prop_assert_eq!(priced(&facts), priced(&facts));
    }

    #[test]
    fn no_facts_however_odd_make_the_quote_panic(
        category in proptest::sample::select(Category::ALL), salary in proptest::option::of(any::<i64>()),
        population in proptest::option::of(any::<i64>()), budget in proptest::option::of(any::<i64>()),
        priced_on in any_date(), installments in any::<u8>(), flags in any::<[bool; 3]>()
    ) {
        let facts = QuoteFacts {
            category, priced_on, installments, population,
            annual_salary: salary.map(Cents::new),
            general_fund_budget: budget.map(Cents::new),
            renewal: flags[0], print_magazine: flags[1], in_transition: flags[2],
        };
        if let Ok(quote) = priced(&facts) {
            prop_assert!(quote.total >= Cents::ZERO);
        }
    }
}
