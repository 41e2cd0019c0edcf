//! The quote: what a category pays on a pricing date, explained.
//!
//! Exact integers, one rounding half up to the cent after the discount, never above the cap;
//! `capped` means that the unrounded product was above it. RULES 1.3-1.6.

use crate::Cents;
use crate::dues::draft::Draft;
use crate::dues::installments;
use crate::dues::policy::DuesPolicy;
use crate::dues::rate_table::RateTable;
use crate::dues::refusal::DuesRefusal;
use crate::explanation::Clause;
use crate::members::application::{ApplicationKind, PricingFacts};
use crate::members::category::Category;
use chrono::NaiveDate;

/// What a quote needs to know.
#[derive(Clone, PartialEq, Eq)]
pub struct QuoteFacts {
    /// Category asked for.
    pub category: Category,
    /// Annual salary; needed for categories priced by it. A secret.
    pub annual_salary: Option<Cents>,
    /// Population of the community, when known.
    pub population: Option<i64>,
    /// General-fund budget of the community, when known.
    pub general_fund_budget: Option<Cents>,
    /// The date whose rate table prices it.
    pub priced_on: NaiveDate,
    /// Whether a running membership is renewed.
    pub renewal: bool,
    /// How many payments; 1 is paying at once.
    pub installments: u8,
    /// Whether the print magazine is wanted.
    pub print_magazine: bool,
    /// Whether the waiver for members in transition is asked for.
    pub in_transition: bool,
}

impl QuoteFacts {
    /// The plainest question: a new member, one payment, nothing else known.
    #[must_use]
    pub const fn new(category: Category, priced_on: NaiveDate) -> Self {
        Self {
            category,
            annual_salary: None,
            population: None,
            general_fund_budget: None,
            priced_on,
            renewal: false,
            installments: 1,
            print_magazine: false,
            in_transition: false,
        }
    }

    /// The facts on record with an application, so that its invoice is priced as
    /// its quote was.
    #[must_use]
    pub fn of_application(
        category: Category,
        kind: ApplicationKind,
        pricing: &PricingFacts,
        priced_on: NaiveDate,
        installments: u8,
    ) -> Self {
        Self {
            category,
            annual_salary: pricing.annual_salary,
            population: pricing.population.filter(|_| !pricing.figures_told),
            general_fund_budget: pricing.general_fund_budget.filter(|_| !pricing.figures_told),
            priced_on,
            renewal: kind == ApplicationKind::Renewal,
            installments,
            print_magazine: pricing.print_magazine,
            in_transition: pricing.in_transition,
        }
    }
}

impl std::fmt::Debug for QuoteFacts {
    // The salary must not reach a log line by way of `{:?}`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("QuoteFacts")
            .field("category", &self.category)
            .field("priced_on", &self.priced_on)
            .field("renewal", &self.renewal)
            .field("installments", &self.installments)
            .finish_non_exhaustive()
    }
}

/// A price with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The date whose rate table prices it.
    pub priced_on: NaiveDate,
    /// Sum of the lines.
    pub total: Cents,
    /// Whether the cap acted: the unrounded product was above it.
    pub capped: bool,
    /// What the total is made of.
    pub lines: Vec<QuoteLine>,
    /// The table it was priced with.
    pub rate_table: RateTableRef,
    /// When to pay how much.
    pub installments: Vec<Installment>,
    /// Clauses applied, in order.
    pub explanation: Vec<Clause>,
    /// Notes for the reader.
    pub notes: Vec<String>,
}

/// One line of a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteLine {
    /// Stable code: `dues`, `print_magazine`.
    pub code: String,
    /// What it is for.
    pub description: String,
    /// The amount.
    pub amount: Cents,
    /// True when the figure is a default of this software, not the association's.
    pub provisional: bool,
    /// The clause that sets it.
    pub clause: String,
}

/// The rate table a quote was priced with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RateTableRef {
    /// Name of the table.
    pub version: String,
    /// First date in force; none when never published.
    pub effective_on: Option<NaiveDate>,
}

/// One payment of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Installment {
    /// When it is due.
    pub due_on: NaiveDate,
    /// How much.
    pub amount: Cents,
}

/// Prices a membership.
///
/// # Errors
/// When the rules do not offer the combination asked for, or no table is in force.
pub fn quote(facts: &QuoteFacts, policy: &DuesPolicy) -> Result<Quote, DuesRefusal> {
    let table = table_for(facts, policy)?;
    check_options(facts, table)?;
    installments::check(facts, policy)?;
    let mut draft = Draft::new(table, policy);
    draft.price_dues(facts)?;
    draft.add_print_magazine(facts);
    draft.finish(facts)
}

fn table_for<'p>(facts: &QuoteFacts, policy: &'p DuesPolicy) -> Result<&'p RateTable, DuesRefusal> {
    policy.table_on(facts.priced_on).ok_or_else(|| DuesRefusal::NoRateTable {
        priced_on: facts.priced_on,
        first_on: policy.rate_tables.first().and_then(|table| table.effective_on),
    })
}

fn check_options(facts: &QuoteFacts, table: &RateTable) -> Result<(), DuesRefusal> {
    let category = facts.category;
    if facts.print_magazine && !table.print_magazine.categories.contains(&category) {
        return Err(DuesRefusal::PrintMagazineNotOffered { category });
    }
    if facts.in_transition && !table.in_transition.categories.contains(&category) {
        return Err(DuesRefusal::TransitionNotOpenToCategory { category });
    }
    Ok(())
}
