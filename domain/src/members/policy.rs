//! The table behind the membership rules: `policies/members.toml`.

use crate::members::admission::AdmissionRules;
use crate::members::category::{Category, DuesBasis};
use crate::members::conferrals::honorary::HonoraryRules;
use crate::policy::{Dated, Sourced, Sources, Timeline};
use chrono::NaiveDate;
use serde::Deserialize;

/// Membership policy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MembersPolicy {
    /// Version of the file.
    pub version: String,
    /// Day the file was last revised.
    pub revised_on: NaiveDate,
    /// Publications cited.
    pub sources: Sources,
    /// A new membership starts only when paid in full.
    pub full_payment: Sourced<bool>,
    /// Lapsed members rejoin through staff.
    pub rejoin_through_staff: Sourced<bool>,
    /// Age from which retired membership is open.
    pub retired_minimum_age: Sourced<u32>,
    /// The waiver for members in transition.
    pub in_transition: TransitionRule,
    /// The test an affiliate passes to vote.
    pub tenured_affiliate: TenureRule,
    /// How honorary membership is conferred.
    pub honorary: HonoraryRules,
    /// Terms, grace and reinstatement by date.
    pub rules: Timeline<MembershipRules>,
    /// How far ahead dates may lie when they are typed.
    pub plausible: PlausibleDates,
    /// Who decides on a right, by date.
    pub admission: Timeline<AdmissionRules>,
    /// The catalogue of categories.
    pub categories: Vec<CategoryEntry>,
}

/// Terms, grace and reinstatement, from a date on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MembershipRules {
    /// First day in force.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// Months of a term.
    pub term_months: Sourced<u32>,
    /// Days before expiry from which a renewal may be made.
    pub renewal_opens_days: Sourced<u32>,
    /// Days benefits stay after payment ends.
    pub grace_days: Sourced<u32>,
    /// Months after the end of payment within which rejoining keeps the join date.
    pub reinstatement_months: Sourced<u32>,
    /// What a change of category costs, in cents.
    pub category_change_charge: Sourced<i64>,
}

impl Dated for MembershipRules {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
}

/// How far ahead dates may lie when they are typed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlausibleDates {
    /// Months until the first day of an employment.
    pub first_day_ahead_months: Sourced<u32>,
    /// Years until the end of an employment, where it is known.
    pub last_day_ahead_years: Sourced<u32>,
    /// Years until the code of a student chapter expires.
    pub chapter_ahead_years: Sourced<u32>,
}

/// The waiver for members in transition.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransitionRule {
    /// Categories it is open to.
    pub categories: Sourced<Vec<Category>>,
    /// Months of one waived term.
    pub block_months: Sourced<u32>,
    /// The most waived terms.
    pub most_blocks: Sourced<u32>,
}

/// The test an affiliate passes to vote.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TenureRule {
    /// Years of local-government service.
    pub service_years: Sourced<u32>,
    /// Years of membership.
    pub membership_years: Sourced<u32>,
}

/// One category of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryEntry {
    /// The category.
    pub code: Category,
    /// Whom it is for.
    pub who: String,
    /// How its dues are found.
    pub dues: DuesBasis,
    /// Whether one can apply for it.
    pub can_be_applied_for: bool,
    /// Key of the source.
    pub source: String,
    /// Whether the entry is a default of this software.
    #[serde(default)]
    pub provisional: bool,
    /// What it is called, by date.
    pub labels: Timeline<CategoryLabel>,
    /// What it may do, by date.
    pub rights: Timeline<CategoryRights>,
}

/// A label, from a date on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryLabel {
    /// First day in force.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// The label.
    pub label: String,
    /// Key of the source.
    pub source: String,
    /// Whether the label is a default of this software.
    #[serde(default)]
    pub provisional: bool,
}

impl Dated for CategoryLabel {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
}

code_words! {
    /// When a category votes, from never to always.
    pub enum VoteRule {
        /// Never.
        No => "no",
        /// With the years of service and membership and a present position.
        IfTenuredAffiliate => "if_tenured_affiliate",
        /// When the person was a Full member before.
        IfFormerlyFull => "if_formerly_full",
        /// Always.
        Yes => "yes",
    }
}

code_words! {
    /// When a category may stand for the Executive Board, from never to the widest rule.
    pub enum BoardRule {
        /// Never.
        No => "no",
        /// A voting affiliate in a full-time position, in the region's designated year.
        IfTenuredInDesignatedYear => "if_tenured_in_designated_year",
        /// While in a full-time appointed local-government position.
        IfFullTimePosition => "if_full_time_position",
        /// A voting member in a full-time appointed local-government position.
        IfVotingAndFullTimePosition => "if_voting_and_full_time_position",
    }
}

/// Vote and board service, from a date on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryRights {
    /// First day in force.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// The vote.
    pub vote: VoteRule,
    /// The board.
    pub board: BoardRule,
    /// Key of the source.
    pub source: String,
    /// Whether the row is a default of this software.
    #[serde(default)]
    pub provisional: bool,
}

impl Dated for CategoryRights {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
}

impl MembersPolicy {
    /// The catalogue entry of a category. Loading checks that each has one, in the
    /// order of [`Category::ALL`].
    #[must_use]
    pub fn category(&self, category: Category) -> &CategoryEntry {
        &self.categories[category as usize]
    }

    pub(crate) fn check(&self) -> Result<(), String> {
        let listed: Vec<Category> = self.categories.iter().map(|entry| entry.code).collect();
        if listed != Category::ALL {
            return Err("[[categories]] must list every category once, in the order of the codes".into());
        }
        if let Some(entry) = self.categories.iter().find(|entry| entry.is_wrongly_open()) {
            return Err(format!("category `{}` cannot be applied for", entry.code));
        }
        let sources = &self.sources;
        sources.check_figure("full_payment", &self.full_payment)?;
        sources.check_figure("rejoin_through_staff", &self.rejoin_through_staff)?;
        sources.check_figure("retired_minimum_age", &self.retired_minimum_age)?;
        self.in_transition.check(sources)?;
        self.tenured_affiliate.check(sources)?;
        self.honorary.check(sources)?;
        self.plausible.check(sources)?;
        self.rules.iter().try_for_each(|rules| rules.check(sources))?;
        self.admission.iter().try_for_each(|rules| rules.check(sources))?;
        self.categories.iter().try_for_each(|entry| entry.check(sources))
    }
}

impl PlausibleDates {
    fn check(&self, sources: &Sources) -> Result<(), String> {
        sources.check_figure("plausible.first_day_ahead_months", &self.first_day_ahead_months)?;
        sources.check_figure("plausible.last_day_ahead_years", &self.last_day_ahead_years)?;
        sources.check_figure("plausible.chapter_ahead_years", &self.chapter_ahead_years)
    }
}

impl TransitionRule {
    fn check(&self, sources: &Sources) -> Result<(), String> {
        sources.check_figure("in_transition.categories", &self.categories)?;
        sources.check_figure("in_transition.block_months", &self.block_months)?;
        sources.check_figure("in_transition.most_blocks", &self.most_blocks)?;
        months_in_range("in_transition.block_months", self.block_months.value)
    }
}

impl TenureRule {
    fn check(&self, sources: &Sources) -> Result<(), String> {
        sources.check_figure("tenured_affiliate.service_years", &self.service_years)?;
        sources.check_figure("tenured_affiliate.membership_years", &self.membership_years)
    }
}

impl MembershipRules {
    fn check(&self, sources: &Sources) -> Result<(), String> {
        sources.check_figure("term_months", &self.term_months)?;
        sources.check_figure("renewal_opens_days", &self.renewal_opens_days)?;
        sources.check_figure("grace_days", &self.grace_days)?;
        sources.check_figure("reinstatement_months", &self.reinstatement_months)?;
        sources.check_figure("category_change_charge", &self.category_change_charge)?;
        if self.category_change_charge.value != 0 {
            return Err("category_change_charge: a change of category is not invoiced, so 0".into());
        }
        months_in_range("term_months", self.term_months.value)
    }
}

impl CategoryEntry {
    /// Life is granted and honorary conferred: no file may open them.
    const fn is_wrongly_open(&self) -> bool {
        matches!(self.code, Category::Life | Category::Honorary) && self.can_be_applied_for
    }

    fn check(&self, sources: &Sources) -> Result<(), String> {
        let what = format!("category `{}`", self.code);
        sources.check(&what, &self.source, self.provisional)?;
        for label in self.labels.iter() {
            sources.check(&format!("a label of {what}"), &label.source, label.provisional)?;
        }
        for rights in self.rights.iter() {
            sources.check(&format!("the rights of {what}"), &rights.source, rights.provisional)?;
        }
        Ok(())
    }
}

fn months_in_range(what: &str, months: u32) -> Result<(), String> {
    if (1..=120).contains(&months) { Ok(()) } else { Err(format!("{what} must be between 1 and 120, not {months}")) }
}
