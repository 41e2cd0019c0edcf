//! The state of Life membership while a Life member works, and the dues.
//!
//! Invariant: there is no other calculation of dues; the amount is that of a quote for the category
//! charged. RULES 2.4.

use super::employment::Employment;
use super::policy::LifePolicy;
use crate::Cents;
use crate::dues::{DuesPolicy, DuesRefusal, QuoteFacts, RateTableRef, quote};
use crate::explanation::Clause;
use crate::members::category::Category;
use chrono::NaiveDate;

code_words! {
    /// Whether Life status is held.
    pub enum LifeStatus {
        /// It is.
        Held => "held",
        /// Not while employed full time outside local government.
        SuspendedOtherEmployment => "suspended_other_employment",
        /// Not while back in full-time local-government service.
        SuspendedFullTimeLocalGovernment => "suspended_full_time_local_government",
    }
}

impl LifeStatus {
    /// The category held and charged during the suspension.
    #[must_use]
    pub const fn charged_as(self) -> Category {
        match self {
            Self::Held => Category::Life,
            Self::SuspendedOtherEmployment => Category::FullNotInService,
            Self::SuspendedFullTimeLocalGovernment => Category::Full,
        }
    }
}

/// What the standing of a Life member depends on.
#[derive(Clone, PartialEq, Eq)]
pub struct LifeStandingFacts {
    /// What the person works as.
    pub employment: Employment,
    /// Annual salary; needed when back in full-time local-government service. A secret.
    pub annual_salary: Option<Cents>,
    /// Population of the community, when known.
    pub population: Option<i64>,
    /// General-fund budget of the community, when known.
    pub general_fund_budget: Option<Cents>,
    /// The date whose rate table prices it.
    pub priced_on: NaiveDate,
}

impl std::fmt::Debug for LifeStandingFacts {
    // The salary must not reach a log line by way of `{:?}`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LifeStandingFacts")
            .field("employment", &self.employment)
            .field("priced_on", &self.priced_on)
            .finish_non_exhaustive()
    }
}

/// The standing of a Life member at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeStanding {
    /// Whether Life status is held.
    pub life_status: LifeStatus,
    /// The category whose dues are paid.
    pub charged_as: Category,
    /// The dues of a year.
    pub annual_dues: Cents,
    /// True when the status or the amount is a default of this software.
    pub provisional: bool,
    /// The table the dues were priced with.
    pub rate_table: RateTableRef,
    /// Clauses applied, in order: of the status, then of the dues.
    pub explanation: Vec<Clause>,
    /// Notes for the reader.
    pub notes: Vec<String>,
}

/// The status of a Life member with so many positions at once: full-time
/// local-government service outweighs other full-time work, and that outweighs none.
#[must_use]
pub fn life_status(employments: &[Employment], policy: &LifePolicy) -> LifeStatus {
    prevailing(employments, policy).map_or(LifeStatus::Held, |employment| policy.standing(employment).status)
}

/// The position that decides.
pub(super) fn prevailing(employments: &[Employment], policy: &LifePolicy) -> Option<Employment> {
    employments.iter().copied().max_by_key(|employment| (policy.standing(*employment).status, *employment))
}

/// The standing of a Life member and what a year costs.
///
/// # Errors
/// Those of the quote: a salary that is missing or not above zero, no rate table.
pub fn life_standing(
    facts: &LifeStandingFacts,
    policy: &LifePolicy,
    dues: &DuesPolicy,
) -> Result<LifeStanding, DuesRefusal> {
    let rule = policy.standing(facts.employment);
    let charged_as = rule.status.charged_as();
    let quote = quote(
        &QuoteFacts {
            annual_salary: facts.annual_salary,
            population: facts.population,
            general_fund_budget: facts.general_fund_budget,
            ..QuoteFacts::new(charged_as, facts.priced_on)
        },
        dues,
    )?;
    let mut explanation = vec![explain_status(facts.employment, policy)];
    explanation.extend(quote.explanation);
    Ok(LifeStanding {
        life_status: rule.status,
        charged_as,
        annual_dues: quote.total,
        provisional: rule.provisional || quote.lines.iter().any(|line| line.provisional),
        rate_table: quote.rate_table,
        explanation,
        notes: quote.notes,
    })
}

/// Why a kind of work leaves Life status as it does.
pub(super) fn explain_status(employment: Employment, policy: &LifePolicy) -> Clause {
    let rule = policy.standing(employment);
    let detail = match rule.status {
        LifeStatus::Held if employment == Employment::None => {
            "a Life member without work stays a Life member; dues are waived"
        }
        LifeStatus::Held => "a Life member who does this work stays a Life member; dues are waived",
        LifeStatus::SuspendedFullTimeLocalGovernment => {
            "back in full-time local-government service: a Full member with salary-based dues until the service ends, \
             then a Life member again without a new test"
        }
        LifeStatus::SuspendedOtherEmployment => {
            "full-time work outside local government: Life membership is suspended during the work, and the dues are those of \
             a Full member not in service; the grant itself remains"
        }
    };
    let code = format!("life.standing.{employment}");
    Clause::new(code, policy.sources.cite(&rule.source), detail)
}
