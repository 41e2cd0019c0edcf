//! The facts of an assessment on the wire: what is asked with, and what an answer was made from.
//!
//! Invariant: the facts in an answer are a request; posting them to
//! `/v1/life-membership/assessments` gives the same assessment to the byte.

use chrono::NaiveDate;
use guildhall_domain::Category;
use guildhall_domain::life_membership::{Employment, LifeFacts, LifeFactsRefusal, ServiceSpell};
use guildhall_domain::refusal::{Refuse, cited};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::problem::{Problem, RuleOut, Violation};
use crate::life_membership::codes::EmploymentCode;
use crate::life_membership::problems::{LIFE_FACTS_CONTRADICT, LIFE_TOO_MANY_SPELLS};
use crate::wire::CategoryCode;

/// Most spells that one assessment reads.
pub const MOST_SPELLS: usize = 500;

/// The facts of a retirement.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LifeAssessmentRequest)]
pub struct LifeFactsIn {
    /// Birth date.
    #[schema(example = "1958-05-17")]
    born_on: NaiveDate,
    /// Day of retirement from full-time, active local-government service: the first day that is no longer service.
    #[schema(example = "2025-06-30")]
    retired_on: NaiveDate,
    /// Category held when retiring, on the last day before it.
    #[schema(value_type = CategoryCode)]
    category_on_retirement: Category,
    /// Spells of membership and work, in any order; where they overlap, a day counts once.
    #[schema(max_items = 500)]
    service_spells: Vec<ServiceSpellIn>,
}

/// A period in which category, work and rights did not change.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ServiceSpellInput)]
pub struct ServiceSpellIn {
    /// First day.
    #[schema(example = "2001-09-04")]
    starts_on: NaiveDate,
    /// First day after the spell; null or absent while it continues.
    #[schema(example = "2025-06-30")]
    ends_on: Option<NaiveDate>,
    /// Category held.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// Kind of work.
    #[schema(value_type = EmploymentCode)]
    employment: Employment,
    /// Whether the person was eligible to be an officer of the association; true when absent.
    #[serde(default = "yes")]
    #[schema(example = true)]
    office_eligible: bool,
    /// Whether the dues were paid; true when absent.
    #[serde(default = "yes")]
    #[schema(example = true)]
    dues_current: bool,
    /// Name for the spell, returned in the evidence.
    #[schema(max_length = 200, example = "City of Springfield")]
    reference: Option<String>,
}

fn yes() -> bool {
    true
}

/// The facts an assessment was made from. Posted to `/v1/life-membership/assessments` they give the same assessment.
#[derive(Serialize, ToSchema)]
#[schema(as = LifeFacts)]
pub struct LifeFactsOut {
    /// Birth date.
    #[schema(example = "1958-05-17")]
    born_on: NaiveDate,
    /// The day of retirement: the first day that is no longer service.
    #[schema(example = "2025-06-30")]
    retired_on: NaiveDate,
    /// Category held when retiring, on the last day before it.
    #[schema(value_type = CategoryCode)]
    category_on_retirement: Category,
    /// Spells of membership and work.
    #[schema(max_items = 500)]
    service_spells: Vec<ServiceSpellOut>,
}

/// A period in which category, work and rights did not change.
#[derive(Serialize, ToSchema)]
#[schema(as = ServiceSpell)]
pub struct ServiceSpellOut {
    /// First day.
    #[schema(example = "2001-09-04")]
    starts_on: NaiveDate,
    /// First day after the spell; null while it continues.
    #[schema(required, example = "2025-06-30")]
    ends_on: Option<NaiveDate>,
    /// Category held.
    #[schema(value_type = CategoryCode)]
    category: Category,
    /// Kind of work.
    #[schema(value_type = EmploymentCode)]
    employment: Employment,
    /// Whether the person was eligible to be an officer of the association.
    #[schema(example = true)]
    office_eligible: bool,
    /// Whether the dues were paid.
    #[schema(example = true)]
    dues_current: bool,
    /// Record that the spell comes from, or `assumed:` and its index among the assumed spells; null when there is none.
    #[schema(required, max_length = 200, example = "employment_spell:0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11")]
    reference: Option<String>,
}

impl From<LifeFactsIn> for LifeFacts {
    fn from(body: LifeFactsIn) -> Self {
        LifeFacts {
            born_on: body.born_on,
            retired_on: body.retired_on,
            category_on_retirement: body.category_on_retirement,
            service_spells: body.service_spells.into_iter().map(ServiceSpell::from).collect(),
        }
    }
}

impl From<ServiceSpellIn> for ServiceSpell {
    fn from(body: ServiceSpellIn) -> Self {
        ServiceSpell {
            starts_on: body.starts_on,
            ends_on: body.ends_on,
            category: body.category,
            employment: body.employment,
            office_eligible: body.office_eligible,
            dues_current: body.dues_current,
            reference: body.reference,
        }
    }
}

impl From<LifeFacts> for LifeFactsOut {
    fn from(facts: LifeFacts) -> Self {
        LifeFactsOut {
            born_on: facts.born_on,
            retired_on: facts.retired_on,
            category_on_retirement: facts.category_on_retirement,
            service_spells: facts.service_spells.into_iter().map(ServiceSpellOut::from).collect(),
        }
    }
}

impl From<ServiceSpell> for ServiceSpellOut {
    fn from(spell: ServiceSpell) -> Self {
        ServiceSpellOut {
            starts_on: spell.starts_on,
            ends_on: spell.ends_on,
            category: spell.category,
            employment: spell.employment,
            office_eligible: spell.office_eligible,
            dues_current: spell.dues_current,
            reference: spell.reference,
        }
    }
}

/// The problem that names every fault of the facts, each where `place` says it is.
pub fn contradict(
    faults: &[LifeFactsRefusal],
    place: impl Fn(&LifeFactsRefusal, String, String) -> Violation,
) -> Problem {
    let errors = faults.iter().map(|fault| place(fault, fault.code().to_owned(), fault.detail())).collect();
    let rule =
        RuleOut { clause: "life.facts".into(), source: cited::ASSUMPTION.into(), facts: Vec::new(), earliest_on: None };
    let detail = format!("The facts contradict one another in {} place(s).", faults.len());
    Problem { rule: Some(rule), ..Problem::new(&LIFE_FACTS_CONTRADICT).detail(detail).errors(errors) }
}

/// The refusal of more spells than one assessment takes.
pub fn too_many_spells(spells: usize) -> Problem {
    let detail = format!("The record and the request have {spells} spells; one assessment takes {MOST_SPELLS}.");
    Problem::new(&LIFE_TOO_MANY_SPELLS).detail(detail)
}
