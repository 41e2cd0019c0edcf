//! A rate table: what each category pays while the table is in force.
//!
//! Invariant: every category has exactly one price, by salary or flat. RULES 1.3-1.5.

use crate::Cents;
use crate::dues::rate::Rate;
use crate::members::category::Category;
use crate::policy::{Dated, Sourced, Sources};
use chrono::NaiveDate;
use serde::Deserialize;

/// What each category pays, from a date on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateTable {
    /// Name of the table; an invoice records it.
    pub version: String,
    /// First pricing date in force, that day included; none when never published.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// What a reader should know about the table.
    #[serde(default)]
    pub note: Option<String>,
    /// The category priced by salary.
    pub salary: SalaryRate,
    /// One amount per other category.
    pub flat: Vec<FlatRate>,
    /// The print magazine, opt-in, per year.
    pub print_magazine: AddOn,
    /// What a member in transition pays.
    pub in_transition: TransitionRate,
}

/// A share of the salary up to a cap.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SalaryRate {
    /// The category priced this way.
    pub category: Category,
    /// Share of the annual salary.
    pub rate: Sourced<Rate>,
    /// The most it can come to, in cents.
    pub cap_cents: Sourced<Cents>,
    /// The small-community rate, when the table has one.
    #[serde(default)]
    pub small_community: Option<SmallCommunity>,
}

/// The reduced rate for small communities; both limits are inclusive.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmallCommunity {
    /// The largest population.
    pub population_at_most: Sourced<i64>,
    /// The largest general-fund budget, in cents.
    pub general_fund_budget_at_most_cents: Sourced<Cents>,
    /// Share taken off.
    pub discount: Sourced<Rate>,
    /// The most it can come to, in cents.
    pub cap_cents: Sourced<Cents>,
}

/// One amount for a category.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlatRate {
    /// The category.
    pub category: Category,
    /// What the line of a quote says.
    pub description: String,
    /// The amount, in cents.
    pub amount_cents: Cents,
    /// Key of the source.
    pub source: String,
    /// True for a default of this software.
    #[serde(default)]
    pub provisional: bool,
}

/// Something a category may add.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddOn {
    /// Categories it is open to.
    pub categories: Vec<Category>,
    /// What the line of a quote says.
    pub description: String,
    /// The amount, in cents.
    pub amount_cents: Sourced<Cents>,
}

/// What members in transition pay.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransitionRate {
    /// Categories it is open to.
    pub categories: Vec<Category>,
    /// What the line of a quote says.
    pub description: String,
    /// The amount, in cents.
    pub amount_cents: Sourced<Cents>,
}

impl Dated for RateTable {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
}

impl RateTable {
    /// The flat rate of a category that is not priced by salary.
    #[must_use]
    pub fn flat_rate(&self, category: Category) -> Option<&FlatRate> {
        self.flat.iter().find(|rate| rate.category == category)
    }

    pub(crate) fn check(&self, sources: &Sources) -> Result<(), String> {
        self.check_figures(sources)
            .and_then(|()| self.check_coverage())
            .map_err(|problem| format!("rate table `{}`: {problem}", self.version))
    }

    fn check_coverage(&self) -> Result<(), String> {
        for category in Category::ALL {
            let flat = self.flat.iter().filter(|rate| rate.category == *category).count();
            let by_salary = usize::from(self.salary.category == *category);
            if flat + by_salary != 1 {
                return Err(format!("category `{category}` must have exactly one price"));
            }
        }
        Ok(())
    }

    fn check_figures(&self, sources: &Sources) -> Result<(), String> {
        sources.check_figure("salary.rate", &self.salary.rate)?;
        check_amount(sources, "salary.cap_cents", &self.salary.cap_cents)?;
        check_amount(sources, "print_magazine", &self.print_magazine.amount_cents)?;
        check_amount(sources, "in_transition", &self.in_transition.amount_cents)?;
        if let Some(small) = &self.salary.small_community {
            small.check(sources)?;
        }
        for rate in &self.flat {
            let what = format!("flat rate of `{}`", rate.category);
            sources.check(&what, &rate.source, rate.provisional)?;
            check_range(&what, rate.amount_cents)?;
        }
        Ok(())
    }
}

impl SmallCommunity {
    fn check(&self, sources: &Sources) -> Result<(), String> {
        let budget = &self.general_fund_budget_at_most_cents;
        sources.check_figure("small_community.population_at_most", &self.population_at_most)?;
        sources.check_figure("small_community.discount", &self.discount)?;
        sources.check_figure("small_community.general_fund_budget_at_most_cents", budget)?;
        check_amount(sources, "small_community.cap_cents", &self.cap_cents)
    }
}

/// No price comes near this; a larger one is a slip of the keyboard.
const MOST: Cents = Cents::new(100_000_000);

fn check_amount(sources: &Sources, what: &str, amount: &Sourced<Cents>) -> Result<(), String> {
    sources.check_figure(what, amount)?;
    check_range(what, amount.value)
}

fn check_range(what: &str, amount: Cents) -> Result<(), String> {
    if (Cents::ZERO..=MOST).contains(&amount) {
        Ok(())
    } else {
        Err(format!("{what} must be between $0.00 and {MOST}, not {amount}"))
    }
}
