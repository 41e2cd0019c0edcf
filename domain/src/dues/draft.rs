//! Putting a quote together: line by line, each with its clause.

use crate::Cents;
use crate::dues::installments;
use crate::dues::policy::DuesPolicy;
use crate::dues::quote::{Quote, QuoteFacts, QuoteLine, RateTableRef};
use crate::dues::rate_table::{RateTable, SalaryRate, SmallCommunity};
use crate::dues::refusal::DuesRefusal;
use crate::dues::salary_price::SalaryPrice;
use crate::explanation::Clause;
use crate::policy::ASSUMPTION;

/// A quote being put together.
pub(super) struct Draft<'p> {
    table: &'p RateTable,
    policy: &'p DuesPolicy,
    lines: Vec<QuoteLine>,
    capped: bool,
    explanation: Vec<Clause>,
    notes: Vec<String>,
}

impl<'p> Draft<'p> {
    pub(super) fn new(table: &'p RateTable, policy: &'p DuesPolicy) -> Self {
        let source = policy.sources.cite(&table.salary.rate.source);
        let start = match table.effective_on {
            Some(from) => format!("rate table {} applies from {from} on", table.version),
            None => format!("rate table {}; its first day was never published", table.version),
        };
        Self {
            table,
            policy,
            lines: Vec::new(),
            capped: false,
            explanation: vec![Clause::new("dues.rate_table", source, start)],
            notes: Vec::new(),
        }
    }

    pub(super) fn price_dues(&mut self, facts: &QuoteFacts) -> Result<(), DuesRefusal> {
        if facts.in_transition {
            self.waive_in_transition();
            return Ok(());
        }
        if facts.category == self.table.salary.category {
            return self.price_by_salary(facts);
        }
        self.price_flat(facts)
    }

    fn waive_in_transition(&mut self) {
        let rate = &self.table.in_transition;
        let amount = &rate.amount_cents;
        self.add_line("dues", &rate.description, amount.value, amount.provisional, "dues.in_transition");
        self.explain(
            "dues.in_transition",
            &amount.source,
            "dues are waived while a member is between positions".to_owned(),
        );
    }

    fn price_flat(&mut self, facts: &QuoteFacts) -> Result<(), DuesRefusal> {
        let category = facts.category;
        // Loading checks that every category has a price.
        let rate = self
            .table
            .flat_rate(category)
            .ok_or(DuesRefusal::NoRateTable { priced_on: facts.priced_on, first_on: None })?;
        let clause = format!("dues.flat.{category}");
        self.add_line("dues", &rate.description, rate.amount_cents, rate.provisional, &clause);
        let detail = format!("one amount for category `{category}`: {}", rate.amount_cents);
        self.explain(&clause, &rate.source, detail);
        if rate.provisional {
            self.notes.push(format!(
                "The amount for category `{category}` is a default of this software; the association has published no figure."
            ));
        }
        if facts.annual_salary.is_some() {
            self.notes.push("The dues of this category do not depend on the salary.".to_owned());
        }
        Ok(())
    }

    fn price_by_salary(&mut self, facts: &QuoteFacts) -> Result<(), DuesRefusal> {
        let salary = salary_of(facts)?;
        let rates = &self.table.salary;
        let community = self.community(facts);
        let small = community.small();
        let (price, clause) = match small {
            Some(small) => (SalaryPrice::small(rates, small, salary), "dues.full.small_community"),
            None => (SalaryPrice::standard(rates, salary), "dues.full.standard"),
        };
        self.capped = price.exceeds_cap();
        self.explain_formula(rates, small, &price);
        let between_rows = matches!(community, Community::BetweenRows);
        if between_rows {
            let detail = "the budget is above the limit of the small-community rate, so the standard rate applies";
            self.explain("dues.full.budget_above_limit", ASSUMPTION, detail.to_owned());
        }
        let provisional = between_rows || rates.rate.provisional || rates.cap_cents.provisional;
        self.add_line("dues", "Membership dues, salary-based", price.amount(), provisional, clause);
        Ok(())
    }
}

/// Which row of the salary table is meant for a community.
enum Community<'p> {
    /// The row of small ones, whose limits it keeps.
    Small(&'p SmallCommunity),
    /// None speaks of few people and a large budget; the standard row is taken.
    BetweenRows,
    /// The standard row.
    Standard,
}

impl<'p> Community<'p> {
    const fn small(&self) -> Option<&'p SmallCommunity> {
        match self {
            Self::Small(small) => Some(small),
            Self::BetweenRows | Self::Standard => None,
        }
    }
}

fn salary_of(facts: &QuoteFacts) -> Result<Cents, DuesRefusal> {
    match facts.annual_salary {
        None => Err(DuesRefusal::SalaryMissing { category: facts.category }),
        Some(salary) if salary <= Cents::ZERO => Err(DuesRefusal::SalaryNotPositive),
        Some(salary) => Ok(salary),
    }
}

impl<'p> Draft<'p> {
    /// Which row is meant for the community, by the figures that are known of it.
    fn community(&mut self, facts: &QuoteFacts) -> Community<'p> {
        let Some(small) = self.table.salary.small_community.as_ref() else { return Community::Standard };
        let few_people = |known: i64| known <= small.population_at_most.value;
        let small_budget = |known: Cents| known <= small.general_fund_budget_at_most_cents.value;
        match (facts.population, facts.general_fund_budget) {
            (Some(people), Some(budget)) if few_people(people) && small_budget(budget) => {
                self.notes.push("The small-community rate applies when staff have confirmed the figures in the employer's record; until then the standard rate is charged, and the difference is credited when they do.".to_owned());
                Community::Small(small)
            }
            (Some(people), Some(_)) if few_people(people) => {
                self.notes.push("The budget is above the limit of the small-community rate, so the standard rate applies. This is a default of this software.".to_owned());
                Community::BetweenRows
            }
            (Some(people), None) if few_people(people) => {
                self.notes.push("The small-community rate also requires the general-fund budget; without it the standard rate applies.".to_owned());
                Community::Standard
            }
            (None, Some(budget)) if small_budget(budget) => {
                self.notes.push(
                    "The small-community rate also requires the population; without it the standard rate applies."
                        .to_owned(),
                );
                Community::Standard
            }
            _ => Community::Standard,
        }
    }

    fn explain_formula(&mut self, rates: &SalaryRate, small: Option<&SmallCommunity>, price: &SalaryPrice) {
        let rate = &rates.rate;
        self.explain("dues.full.formula", &rate.source, format!("annual salary x {}", rate.value));
        if let Some(small) = small {
            let detail = format!(
                "at most {} people and a general-fund budget of at most {}: a discount of {}",
                small.population_at_most.value, small.general_fund_budget_at_most_cents.value, small.discount.value,
            );
            self.explain("dues.full.small_community", &small.discount.source, detail);
        }
        let cap = small.map_or(&rates.cap_cents, |small| &small.cap_cents);
        let acted = if price.exceeds_cap() { "the cap applies" } else { "the cap does not apply" };
        self.explain("dues.full.cap", &cap.source, format!("at most {}; {acted}", cap.value));
        self.explain(
            "dues.full.rounding",
            ASSUMPTION,
            "rounded once, half up to the cent, after any discount".to_owned(),
        );
    }

    pub(super) fn add_print_magazine(&mut self, facts: &QuoteFacts) {
        if !facts.print_magazine {
            return;
        }
        let (table, clause) = (self.table, "dues.print_magazine");
        let add_on = &table.print_magazine;
        let amount = &add_on.amount_cents;
        self.add_line("print_magazine", &add_on.description, amount.value, amount.provisional, clause);
        let detail = format!("chosen by a Life member, {} a year", amount.value);
        self.explain(clause, &amount.source, detail);
    }

    pub(super) fn finish(mut self, facts: &QuoteFacts) -> Result<Quote, DuesRefusal> {
        let sum = Cents::checked_sum(self.lines.iter().map(|line| line.amount));
        // Loading bounds every price, so the sum of two lines stays in range.
        let total = sum.unwrap_or(Cents::new(i64::MAX));
        let payments = installments::schedule(total, facts.installments, facts.priced_on);
        self.explain_payments(facts);
        Ok(Quote {
            priced_on: facts.priced_on,
            total,
            capped: self.capped,
            lines: self.lines,
            rate_table: RateTableRef { version: self.table.version.clone(), effective_on: self.table.effective_on },
            installments: payments,
            explanation: self.explanation,
            notes: self.notes,
        })
    }

    fn explain_payments(&mut self, facts: &QuoteFacts) {
        if facts.installments == 1 {
            return;
        }
        let rule = self.policy.installments.on(facts.priced_on);
        let count = facts.installments;
        let detail = format!("a renewing member in local government may pay in {count} installments");
        self.explain("dues.installments", &rule.source, detail);
        let months = 12 / u32::from(count.max(1));
        self.explain(
            "dues.installments.dates",
            ASSUMPTION,
            format!("due on the date of the invoice and every {months} months after it; the first installments include the remaining cents"),
        );
    }

    fn add_line(&mut self, code: &str, text: &str, amount: Cents, provisional: bool, clause: &str) {
        self.lines.push(QuoteLine {
            code: code.to_owned(),
            description: text.to_owned(),
            amount,
            provisional,
            clause: clause.to_owned(),
        });
    }

    fn explain(&mut self, clause: &str, source: &str, detail: String) {
        let source = self.policy.sources.cite(source);
        self.explanation.push(Clause::new(clause, source, detail));
    }
}

/// A quote of one line in place of its own, to be paid at once, for the reason that the clause gives.
pub(super) fn single_line(quote: Quote, amount: Cents, why: Clause) -> Quote {
    let line = QuoteLine {
        code: "dues".to_owned(),
        description: "Membership dues, change of category".to_owned(),
        amount,
        provisional: true,
        clause: why.clause.clone(),
    };
    let installments = installments::schedule(amount, 1, quote.priced_on);
    let explanation = quote.explanation.iter().cloned().chain([why]).collect();
    Quote { total: amount, capped: false, lines: vec![line], installments, explanation, ..quote }
}
