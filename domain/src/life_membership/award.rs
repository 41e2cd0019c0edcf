//! Service awards: 10 and 20 years, then every five, counted in their own way.
//!
//! Invariant: an award belongs to the one year in which its milestone is completed, assuming that
//! present service continues until 31 December. Special districts, the staff of the association and
//! related organizations, and service before joining count here and not toward Life membership.
//! RULES 2.5.

use super::assessments::assessment::ClauseCheck;
use super::assessments::service::{Service, ServiceLength, Span};
use super::policy::{AwardRules, LifePolicy};
use crate::calendar::age_on;
use crate::members::category::Category;
use crate::members::employment::EmploymentFact;
use crate::policy::Sourced;
use chrono::NaiveDate;

/// A spell of employment as the awards see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwardSpell {
    /// Employer, extent and days.
    pub employment: EmploymentFact,
    /// Whether it was on the staff of the association or of a related one.
    pub association_staff: bool,
}

/// What an award depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwardFacts<'a> {
    /// Category now held.
    pub category: Category,
    /// Start of the membership.
    pub joined_on: Option<NaiveDate>,
    /// Whether the dues are paid.
    pub dues_current: bool,
    /// Every spell of employment, before joining as well.
    pub spells: &'a [AwardSpell],
}

/// The answer for one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwardDecision {
    /// The calendar year.
    pub year: i32,
    /// The award; none if no award is due.
    pub award_years: Option<u32>,
    /// Service completed by the end of 31 December.
    pub service: ServiceLength,
    /// The milestone reached in the year, whether or not the conditions are met.
    pub milestone_years: Option<u32>,
    /// Conditions, met or not.
    pub clauses: Vec<ClauseCheck>,
}

/// Whether a person gets a service award in a year.
#[must_use]
pub fn service_award(facts: &AwardFacts<'_>, year: i32, policy: &LifePolicy) -> AwardDecision {
    let rules = &policy.awards;
    let begins_on = new_year(year);
    let ends_on = new_year(year.saturating_add(1));
    let counting = facts.spells.iter().filter(|spell| counts(spell, rules));
    let service = Service::merge(counting.map(span), rules.days_per_part_year.value);
    let (before, after) = (service.until(begins_on), service.until(ends_on));
    let milestone_years = milestone(after.years, rules).filter(|years| before.years < *years);
    let told = Told { facts, policy, rules };
    let clauses = vec![
        told.category(),
        told.membership(age_at_most(facts.joined_on, ends_on)),
        told.dues(),
        told.milestone(milestone_years, after),
    ];
    let all_met = clauses.iter().all(|clause| clause.met);
    AwardDecision { year, award_years: milestone_years.filter(|_| all_met), service: after, milestone_years, clauses }
}

/// The largest milestone within so many years.
fn milestone(years: u32, rules: &AwardRules) -> Option<u32> {
    let first = &rules.first_milestones.value;
    let last = first.last().copied()?;
    if years >= last {
        let every = rules.then_every_years.value.max(1);
        return Some(last + (years - last) / every * every);
    }
    first.iter().rev().copied().find(|milestone| *milestone <= years)
}

fn counts(spell: &AwardSpell, rules: &AwardRules) -> bool {
    let employer = rules.employers.value.contains(&spell.employment.employer_kind)
        || (spell.association_staff && rules.association_staff.value);
    employer && rules.extents.value.contains(&spell.employment.extent)
}

fn span(spell: &AwardSpell) -> Span {
    Span { starts_on: spell.employment.starts_on, ends_on: spell.employment.ends_on }
}

/// 1 January; beyond the calendar's end, its end.
fn new_year(year: i32) -> NaiveDate {
    let beyond = if year < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(beyond)
}

fn age_at_most(joined_on: Option<NaiveDate>, on: NaiveDate) -> u32 {
    joined_on.and_then(|joined_on| age_on(joined_on, on)).unwrap_or(0)
}

/// The conditions in the answer.
struct Told<'a> {
    facts: &'a AwardFacts<'a>,
    policy: &'a LifePolicy,
    rules: &'a AwardRules,
}

impl Told<'_> {
    fn category(&self) -> ClauseCheck {
        let rule = &self.rules.member_categories;
        let words: Vec<&str> = rule.value.iter().map(|category| category.as_str()).collect();
        let met = rule.value.contains(&self.facts.category);
        let actual = self.facts.category.to_string();
        self.check("awards.category", "awards are for Full members", rule, met, words.join(" or "), actual)
    }

    fn membership(&self, years: u32) -> ClauseCheck {
        let rule = &self.rules.membership_years;
        let text = format!("at least {} years of membership by 31 December", rule.value);
        let required = format!("{} years", rule.value);
        self.check("awards.membership", &text, rule, years >= rule.value, required, format!("{years} years"))
    }

    fn dues(&self) -> ClauseCheck {
        let met = self.facts.dues_current;
        let actual = if met { "current" } else { "not current" };
        let rule = &self.rules.member_categories;
        self.check("awards.dues", "the dues must be current", rule, met, "current".to_owned(), actual.to_owned())
    }

    fn milestone(&self, reached: Option<u32>, service: ServiceLength) -> ClauseCheck {
        let rule = &self.rules.first_milestones;
        let first: Vec<String> = rule.value.iter().map(u32::to_string).collect();
        let required = format!("{} years, then every {}", first.join(" and "), self.rules.then_every_years.value);
        let text = "a milestone of full-time service with any local public entity is completed in the year";
        let actual = match reached {
            Some(years) => format!("{years} years completed; {service} by 31 December"),
            None => format!("none completed; {service} by 31 December"),
        };
        self.check("awards.milestone", text, rule, reached.is_some(), required, actual)
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
