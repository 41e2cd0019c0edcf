//! Every rule of RULES 1.3 to 1.6 that sets a price, with both sides of each boundary.

mod flat;
mod formula;
mod installments;
mod policy;
mod properties;
mod upgrade;

use crate::dues::{DuesRefusal, Quote, QuoteFacts, quote};
use crate::testing::{POLICIES, day};
use crate::{Category, Cents};

/// The first day of the rates in force.
const NEW: &str = "2022-10-01";
/// The last day of the rates before.
const OLD: &str = "2022-09-30";

fn facts(category: Category) -> QuoteFacts {
    QuoteFacts::new(category, day(NEW))
}

fn full(salary_cents: i64) -> QuoteFacts {
    QuoteFacts { annual_salary: Some(Cents::new(salary_cents)), ..facts(Category::Full) }
}

fn small(salary_cents: i64) -> QuoteFacts {
    QuoteFacts { population: Some(7_500), general_fund_budget: Some(Cents::new(780_000_000)), ..full(salary_cents) }
}

fn priced(facts: &QuoteFacts) -> Result<Quote, DuesRefusal> {
    quote(facts, &POLICIES.dues)
}

fn total(facts: &QuoteFacts) -> i64 {
    priced(facts).unwrap().total.cents()
}

fn clauses(quote: &Quote) -> Vec<&str> {
    quote.explanation.iter().map(|c| c.clause.as_str()).collect()
}

fn renewing_two(date: &str) -> QuoteFacts {
    QuoteFacts { priced_on: day(date), renewal: true, installments: 2, ..full(10_000_000) }
}
