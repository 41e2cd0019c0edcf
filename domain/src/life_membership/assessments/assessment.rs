//! The assessment: whether a retirement makes a Life member, by which path, and why.
//!
//! Invariants: the first path that is met decides, 25 years before 65 and 15, and the board's path
//! is open only if neither is met; the answer lists every clause, met or not; the same facts under
//! the same row of policy give the same answer, byte for byte. RULES 2.1: the constitution decides,
//! so the 25 years have no age test; turning 65 after full-time local-government service has ended
//! does not open the second path.

use super::counting::{SpellEvidence, counted_service, evidence};
use super::earliest::earliest_eligible_on;
use super::facts::{LifeFacts, ServiceSpell};
use super::service::{Service, ServiceLength};
use crate::calendar::{age_on, anniversary};
use crate::explanation::Clause;
use crate::life_membership::policy::{LifePolicy, LifeRules};
use crate::life_membership::refusal::LifeFactsRefusal;
use crate::members::category::Category;
use crate::policy::Sourced;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

code_words! {
    /// What the assessment says.
    pub enum Outcome {
        /// The person shall become a Life member.
        Eligible => "eligible",
        /// The person has no claim; the board may still grant it.
        NotEligible => "not_eligible",
    }
}

code_words! {
    /// The path by which the person is eligible.
    pub enum LifePath {
        /// Twenty-five years at any age.
        TwentyFiveYears => "twenty_five_years",
        /// Fifteen years at sixty-five or more.
        SixtyFiveAndFifteen => "sixty_five_and_fifteen",
    }
}

/// One clause, met or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseCheck {
    /// Stable dotted code, for instance `life.twenty_five_years.service`.
    pub code: String,
    /// What it asks, in a sentence.
    pub text: String,
    /// Where it is published, or that it is a default of this software.
    pub source: String,
    /// True for a default of this software.
    pub provisional: bool,
    /// Whether it is met.
    pub met: bool,
    /// What it requires.
    pub required: String,
    /// What was found.
    pub actual: String,
    /// What became of every spell, for the clauses that count service.
    pub evidence: Vec<SpellEvidence>,
}

/// The row of policy a decision rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyRef {
    /// Name of the row.
    pub version: String,
    /// First day of retirement in force; none when never published.
    pub effective_on: Option<NaiveDate>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// Whether the person shall become a Life member.
    pub outcome: Outcome,
    /// By which path; none when by neither.
    pub path: Option<LifePath>,
    /// Whether the board may grant it to a person who meets neither path.
    pub board_path_open: bool,
    /// Completed years of age on the retirement.
    pub age_on_retirement_years: u32,
    /// The service that counts.
    pub qualifying_service: ServiceLength,
    /// Every clause of the three paths.
    pub clauses: Vec<ClauseCheck>,
    /// The first retirement date on which the answer turns yes if the present service
    /// goes on; none when it never does.
    pub earliest_eligible_on: Option<NaiveDate>,
    /// How the service was counted.
    pub explanation: Vec<Clause>,
    /// Notes for the reader.
    pub notes: Vec<String>,
    /// The row of policy applied.
    pub policy: PolicyRef,
}

impl Assessment {
    /// Whether the person shall become a Life member.
    #[must_use]
    pub const fn is_eligible(&self) -> bool {
        matches!(self.outcome, Outcome::Eligible)
    }

    /// The clauses that are not met.
    pub fn unmet(&self) -> impl Iterator<Item = &ClauseCheck> {
        self.clauses.iter().filter(|clause| !clause.met)
    }
}

/// Assesses a retirement under the rules in force on its day.
///
/// # Errors
/// Every fault of the facts at once.
pub fn assess(facts: &LifeFacts, policy: &LifePolicy) -> Result<Assessment, Vec<LifeFactsRefusal>> {
    facts.check()?;
    let rules = policy.rules.on(facts.retired_on);
    let measured = Measured::of(facts, rules);
    let path = measured.path(rules);
    let spells = evidence(facts, &rules.counting);
    Ok(Assessment {
        outcome: if path.is_some() { Outcome::Eligible } else { Outcome::NotEligible },
        path,
        board_path_open: path.is_none() && board_may_grant(facts.category_on_retirement, rules),
        age_on_retirement_years: measured.age,
        qualifying_service: measured.service,
        clauses: Clauses { facts, measured, rules, policy }.all(&spells),
        earliest_eligible_on: earliest_eligible_on(facts, policy, path.is_some()),
        explanation: explain(rules, policy),
        notes: notes(facts, &spells),
        policy: PolicyRef { version: rules.version.clone(), effective_on: rules.effective_on },
    })
}

fn board_may_grant(category: Category, rules: &LifeRules) -> bool {
    rules.board_paths().any(|path| path.value.contains(&category))
}

/// What the paths measure: on the day of retirement, or on leaving service when that was before.
#[derive(Clone, Copy)]
struct Measured {
    is_full: bool,
    /// On the retirement given.
    age: u32,
    /// On leaving full-time local-government service, when that was before.
    age_on_leaving: u32,
    service: ServiceLength,
    /// Years of the longest spell by itself; as many as there are when there is one spell only.
    longest_years: u32,
    is_summed: bool,
}

impl Measured {
    fn of(facts: &LifeFacts, rules: &LifeRules) -> Self {
        let age = |on| age_on(facts.born_on, on).unwrap_or(0);
        let service = counted_service(&facts.service_spells, &rules.counting);
        let spells = service.each_until(facts.retired_on);
        Self {
            is_full: rules.retires_as.value.contains(&facts.category_on_retirement),
            age: age(facts.retired_on),
            age_on_leaving: age(facts.service_ended_on().unwrap_or(facts.retired_on)),
            service: service.until(facts.retired_on),
            longest_years: spells.clone().map(|spell| spell.years).max().unwrap_or(0),
            is_summed: spells.count() > 1,
        }
    }

    fn path(&self, rules: &LifeRules) -> Option<LifePath> {
        let (long, senior) = (&rules.twenty_five_years, &rules.sixty_five_and_fifteen);
        if !self.is_full {
            return None;
        }
        if self.service.years >= long.service_years.value {
            return Some(LifePath::TwentyFiveYears);
        }
        let is_senior = self.age_on_leaving >= senior.age.value && self.service.years >= senior.service_years.value;
        is_senior.then_some(LifePath::SixtyFiveAndFifteen)
    }
}

/// The clauses in the answer.
struct Clauses<'a> {
    facts: &'a LifeFacts,
    measured: Measured,
    rules: &'a LifeRules,
    policy: &'a LifePolicy,
}

impl Clauses<'_> {
    fn all(&self, spells: &[SpellEvidence]) -> Vec<ClauseCheck> {
        let (long, senior) = (&self.rules.twenty_five_years, &self.rules.sixty_five_and_fifteen);
        vec![
            self.full_member(),
            self.service("life.twenty_five_years.service", &long.service_years, ", at any age,", spells),
            self.age(),
            self.service("life.sixty_five_and_fifteen.service", &senior.service_years, "", spells),
            self.board_grant(),
        ]
    }

    fn full_member(&self) -> ClauseCheck {
        let rule = &self.rules.retires_as;
        let text = "the person is a Full member when retiring from full-time, active local-government service";
        self.check("life.full_member", text, rule, self.measured.is_full, one_of(&rule.value), self.category())
    }

    fn service(&self, code: &str, years: &Sourced<u32>, aside: &str, spells: &[SpellEvidence]) -> ClauseCheck {
        let required = years.value;
        let text =
            format!("at least {required} years{aside} as a Full member, in service and eligible to be an officer");
        let met = self.measured.service.years >= required;
        let actual = self.measured.service.to_string();
        let check = self.check(code, &text, years, met, format!("{required} years"), actual);
        // How spells apart from each other add up is an assumption.
        let Measured { is_summed, longest_years, .. } = self.measured;
        let provisional = check.provisional || (is_summed && longest_years < required);
        ClauseCheck { evidence: spells.to_vec(), provisional, ..check }
    }

    fn age(&self) -> ClauseCheck {
        let rule = &self.rules.sixty_five_and_fifteen.age;
        let text = format!("the person is {} or older when retiring from active local-government service", rule.value);
        let first_on = anniversary(self.facts.born_on, rule.value);
        let Measured { age_on_leaving: age, .. } = self.measured;
        let actual = match self.facts.service_ended_on().filter(|ended_on| *ended_on < self.facts.retired_on) {
            None => format!("{age} years; {} on {first_on}", rule.value),
            Some(ended_on) => {
                format!("{age} years on {ended_on}, when full-time service ended; {} on {first_on}", rule.value)
            }
        };
        let met = age >= rule.value;
        self.check("life.sixty_five_and_fifteen.age", &text, rule, met, format!("{} years", rule.value), actual)
    }

    fn board_grant(&self) -> ClauseCheck {
        let category = self.facts.category_on_retirement;
        let published = &self.rules.board_path_open_to;
        let rule = self.rules.board_paths().find(|path| path.value.contains(&category)).unwrap_or(published);
        let open_to: Vec<Category> = self.rules.board_paths().flat_map(|path| path.value.iter().copied()).collect();
        let text = "the Executive Board may grant Life membership to a Full member who has retired and, in its \
                    opinion, has made an outstanding contribution to the profession";
        let met = open_to.contains(&category);
        self.check("life.board_grant", text, rule, met, one_of(&open_to), self.category())
    }

    fn category(&self) -> String {
        self.facts.category_on_retirement.to_string()
    }

    fn check<T>(
        &self,
        code: &str,
        text: &str,
        rule: &Sourced<T>,
        met: bool,
        required: String,
        actual: String,
    ) -> ClauseCheck {
        ClauseCheck {
            code: code.to_owned(),
            text: text.to_owned(),
            source: self.policy.sources.cite(&rule.source).to_owned(),
            provisional: rule.provisional,
            met,
            required,
            actual,
            evidence: Vec::new(),
        }
    }
}

fn one_of(categories: &[Category]) -> String {
    let words: Vec<&str> = categories.iter().map(|category| category.as_str()).collect();
    words.join(" or ")
}

fn explain(rules: &LifeRules, policy: &LifePolicy) -> Vec<Clause> {
    let counting = &rules.counting;
    let clause = |code: &str, source: &str, detail: String| Clause::new(code, policy.sources.cite(source), detail);
    let days = counting.days_per_part_year.value;
    vec![
        clause(
            "life.reading",
            &rules.twenty_five_years.service_years.source,
            format!(
                "the published list gives the {} years for members under {}; the constitution has no such age limit, and \
                 it governs",
                rules.twenty_five_years.service_years.value, rules.sixty_five_and_fifteen.age.value
            ),
        ),
        clause(
            "life.service.counting",
            &counting.office_eligible.source,
            "a day counts when the person is on that day a Full member in full-time local-government service and \
             eligible to be an officer"
                .to_owned(),
        ),
        clause(
            "life.service.dues",
            &counting.dues_current.source,
            "a day for which dues were not paid does not count".to_owned(),
        ),
        clause(
            "life.service.cumulative",
            crate::policy::ASSUMPTION,
            "the years need not be consecutive; overlapping time counts once".to_owned(),
        ),
        clause(
            "life.service.arithmetic",
            &counting.days_per_part_year.source,
            format!(
                "each unbroken spell gives its whole years by anniversary; {days} days left over from all spells \
                 together make another; 29 February has its anniversary on 1 March in common years"
            ),
        ),
    ]
}

/// Where the answer does not follow the service that lasts until the retirement, and why.
fn asides(facts: &LifeFacts) -> Vec<String> {
    let lasting: Vec<_> = facts.full_time_service().filter(|spell| spell.reaches(facts.retired_on)).collect();
    let mut notes = Vec::new();
    if !lasting.is_empty() && lasting.iter().all(|spell| spell.category != facts.category_on_retirement) {
        notes.push(format!(
            "The service up to the retirement has another category than `{}`, which is used as the category on \
             retirement.",
            facts.category_on_retirement
        ));
    }
    let service = Service::merge(facts.full_time_service().map(ServiceSpell::span), 1);
    let present =
        service.spans().iter().find(|span| span.starts_on < facts.retired_on && !span.ends_before(facts.retired_on));
    if let Some(ends_on) = present.and_then(|span| span.ends_on).filter(|ends_on| *ends_on > facts.retired_on) {
        notes.push(format!(
            "The service up to the retirement ends on {ends_on}, after the retirement. It counts until the \
             retirement, and `earliest_eligible_on` assumes that it continues without an end."
        ));
    }
    notes
}

fn notes(facts: &LifeFacts, spells: &[SpellEvidence]) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(ended_on) = facts.service_ended_on().filter(|ended_on| *ended_on < facts.retired_on)
        && spells.iter().any(|spell| spell.counts)
    {
        notes.push(format!(
            "Full-time local-government service ended on {ended_on}, before the given retirement. Age is measured on \
             the end of that service, and no later service counts. Staff should check the date."
        ));
    }
    notes.extend(asides(facts));
    if facts.category_on_retirement == Category::Life {
        notes.push(
            "A Life member who returned to service is reinstated without a test when the service ends.".to_owned(),
        );
    }
    notes
}
