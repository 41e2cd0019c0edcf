//! The table behind Life membership: `policies/life_membership.toml`.

use super::employment::Employment;
use super::entitlement::ConferenceRate;
use super::standing::LifeStatus;
use crate::members::category::Category;
use crate::members::conferrals::board_vote::MajorityOf;
use crate::members::employment::{EmployerKind, Extent};
use crate::policy::{Dated, Sourced, Sources, Timeline};
use chrono::NaiveDate;
use serde::Deserialize;

/// Life policy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LifePolicy {
    /// Version of the file.
    pub version: String,
    /// Day the file was last revised.
    pub revised_on: NaiveDate,
    /// Publications cited.
    pub sources: Sources,
    /// The rules of the assessment, by the date of retirement.
    pub rules: Timeline<LifeRules>,
    /// What work does to Life status.
    pub standings: Vec<StandingRule>,
    /// Which rate class of the conference a category has.
    pub conference_rates: Vec<ConferenceRule>,
    /// Who reads all content of the website.
    pub web_content: Vec<BenefitRule>,
    /// Who keeps a credential.
    pub credential: Vec<BenefitRule>,
    /// How far ahead days may lie when they are typed.
    pub plausible: PlausibleDays,
    /// Service awards.
    pub awards: AwardRules,
}

/// How far ahead days may lie when they are typed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlausibleDays {
    /// Years until a retirement that is announced.
    pub retirement_ahead_years: Sourced<u32>,
    /// Years until a ceremony.
    pub ceremony_ahead_years: Sourced<u32>,
}

/// The rules of the assessment, from a date of retirement on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LifeRules {
    /// Name of the row; a decision records it.
    pub version: String,
    /// First day of retirement in force; none when never published.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// Categories one must hold on the retirement.
    pub retires_as: Sourced<Vec<Category>>,
    /// Categories whom the board may grant Life membership, as published.
    pub board_path_open_to: Sourced<Vec<Category>>,
    /// Categories that are taken to be meant besides.
    #[serde(default)]
    pub board_path_open_also_to: Option<Sourced<Vec<Category>>>,
    /// Of whom a vote of the board needs the majority.
    pub board_majority_of: Sourced<MajorityOf>,
    /// The first path.
    pub twenty_five_years: LongServiceRule,
    /// The second path.
    pub sixty_five_and_fifteen: SeniorRule,
    /// Which time counts.
    pub counting: CountingRules,
}

/// Long service at any age.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LongServiceRule {
    /// Years of service.
    pub service_years: Sourced<u32>,
}

/// Less service at a higher age.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeniorRule {
    /// Age on the retirement.
    pub age: Sourced<u32>,
    /// Years of service.
    pub service_years: Sourced<u32>,
}

/// Which time counts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountingRules {
    /// Categories whose time counts.
    pub categories: Sourced<Vec<Category>>,
    /// Work that counts.
    pub employments: Sourced<Vec<Employment>>,
    /// Whether the dues must have been paid.
    pub dues_current: Sourced<bool>,
    /// Whether the person must have been eligible to be an officer.
    pub office_eligible: Sourced<bool>,
    /// How many left-over days of several spells make a year.
    pub days_per_part_year: Sourced<u32>,
}

/// What one kind of work does to Life status.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StandingRule {
    /// The work.
    pub employment: Employment,
    /// The state of Life membership during the work.
    pub status: LifeStatus,
    /// Key of the source.
    pub source: String,
    /// True for a default of this software.
    #[serde(default)]
    pub provisional: bool,
}

/// A rate class of the conference and who has it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConferenceRule {
    /// The class.
    pub class: ConferenceRate,
    /// Who has it.
    pub categories: Vec<Category>,
    /// Key of the source.
    pub source: String,
    /// True for a default of this software.
    #[serde(default)]
    pub provisional: bool,
}

/// Who has a benefit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BenefitRule {
    /// Who has it.
    pub categories: Vec<Category>,
    /// Key of the source.
    pub source: String,
    /// True for a default of this software.
    #[serde(default)]
    pub provisional: bool,
}

/// Service awards.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AwardRules {
    /// The first milestones, in years.
    pub first_milestones: Sourced<Vec<u32>>,
    /// Years between those after the last of them.
    pub then_every_years: Sourced<u32>,
    /// Categories that receive awards.
    pub member_categories: Sourced<Vec<Category>>,
    /// Years of membership needed.
    pub membership_years: Sourced<u32>,
    /// Employers that count.
    pub employers: Sourced<Vec<EmployerKind>>,
    /// How much of the week a position must take.
    pub extents: Sourced<Vec<Extent>>,
    /// Whether time on the staff of the association and its relatives counts.
    pub association_staff: Sourced<bool>,
    /// How many left-over days of several spells make a year.
    pub days_per_part_year: Sourced<u32>,
}

impl Dated for LifeRules {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
}

impl LifePolicy {
    /// What a kind of work does. Loading checks that each has one row, in the order
    /// of [`Employment::ALL`].
    #[must_use]
    pub fn standing(&self, employment: Employment) -> &StandingRule {
        &self.standings[employment as usize]
    }

    pub(crate) fn check(&self) -> Result<(), String> {
        let sources = &self.sources;
        self.rules.iter().try_for_each(|rules| rules.check(sources))?;
        let listed: Vec<Employment> = self.standings.iter().map(|rule| rule.employment).collect();
        if listed != Employment::ALL {
            return Err("[[standings]] must list every employment once, in the order of the codes".into());
        }
        for rule in &self.standings {
            sources.check(&format!("the standing of `{}`", rule.employment), &rule.source, rule.provisional)?;
        }
        for rule in &self.conference_rates {
            sources.check("[[conference_rates]]", &rule.source, rule.provisional)?;
        }
        each_once("[[conference_rates]]", self.conference_rates.iter().map(|rule| &rule.categories))?;
        check_years(sources, "plausible.retirement_ahead_years", &self.plausible.retirement_ahead_years)?;
        check_years(sources, "plausible.ceremony_ahead_years", &self.plausible.ceremony_ahead_years)?;
        check_benefit(sources, "[[web_content]]", &self.web_content)?;
        check_benefit(sources, "[[credential]]", &self.credential)?;
        self.awards.check(sources)
    }
}

impl LifeRules {
    /// Whom the board may grant Life membership, as published and as taken to be meant.
    pub fn board_paths(&self) -> impl Iterator<Item = &Sourced<Vec<Category>>> {
        std::iter::once(&self.board_path_open_to).chain(&self.board_path_open_also_to)
    }

    fn check(&self, sources: &Sources) -> Result<(), String> {
        sources.check_figure("retires_as", &self.retires_as)?;
        sources.check_figure("board_path_open_to", &self.board_path_open_to)?;
        if let Some(also) = &self.board_path_open_also_to {
            sources.check_figure("board_path_open_also_to", also)?;
        }
        sources.check_figure("board_majority_of", &self.board_majority_of)?;
        check_years(sources, "twenty_five_years.service_years", &self.twenty_five_years.service_years)?;
        check_years(sources, "sixty_five_and_fifteen.age", &self.sixty_five_and_fifteen.age)?;
        check_years(sources, "sixty_five_and_fifteen.service_years", &self.sixty_five_and_fifteen.service_years)?;
        self.counting.check(sources)
    }
}

impl CountingRules {
    fn check(&self, sources: &Sources) -> Result<(), String> {
        sources.check_figure("counting.categories", &self.categories)?;
        sources.check_figure("counting.employments", &self.employments)?;
        sources.check_figure("counting.dues_current", &self.dues_current)?;
        sources.check_figure("counting.office_eligible", &self.office_eligible)?;
        check_part_year(sources, "counting.days_per_part_year", &self.days_per_part_year)
    }
}

impl AwardRules {
    fn check(&self, sources: &Sources) -> Result<(), String> {
        sources.check_figure("awards.first_milestones", &self.first_milestones)?;
        sources.check_figure("awards.member_categories", &self.member_categories)?;
        sources.check_figure("awards.employers", &self.employers)?;
        sources.check_figure("awards.extents", &self.extents)?;
        sources.check_figure("awards.association_staff", &self.association_staff)?;
        check_years(sources, "awards.then_every_years", &self.then_every_years)?;
        check_years(sources, "awards.membership_years", &self.membership_years)?;
        check_part_year(sources, "awards.days_per_part_year", &self.days_per_part_year)?;
        let milestones = &self.first_milestones.value;
        let rising = milestones.windows(2).all(|pair| pair[0] < pair[1]);
        if milestones.first().is_none_or(|first| *first == 0) || !rising {
            return Err("awards.first_milestones must rise and begin above 0".into());
        }
        Ok(())
    }
}

fn check_benefit(sources: &Sources, what: &str, rules: &[BenefitRule]) -> Result<(), String> {
    rules.iter().try_for_each(|rule| sources.check(what, &rule.source, rule.provisional))?;
    let mut named: Vec<Category> = rules.iter().flat_map(|rule| rule.categories.iter().copied()).collect();
    named.sort_unstable();
    if named.windows(2).any(|pair| pair[0] == pair[1]) {
        return Err(format!("{what} must not name a category twice"));
    }
    Ok(())
}

fn each_once<'a>(what: &str, lists: impl Iterator<Item = &'a Vec<Category>>) -> Result<(), String> {
    let mut named: Vec<Category> = lists.flatten().copied().collect();
    named.sort_unstable();
    if named == Category::ALL { Ok(()) } else { Err(format!("{what} must name every category once")) }
}

fn check_years(sources: &Sources, what: &str, figure: &Sourced<u32>) -> Result<(), String> {
    sources.check_figure(what, figure)?;
    match figure.value {
        1..=120 => Ok(()),
        years => Err(format!("{what} must be between 1 and 120, not {years}")),
    }
}

/// With fewer days than the longest year has, a gap could gain time.
fn check_part_year(sources: &Sources, what: &str, figure: &Sourced<u32>) -> Result<(), String> {
    sources.check_figure(what, figure)?;
    match figure.value {
        366..=730 => Ok(()),
        days => Err(format!("{what} must be between 366 and 730, not {days}")),
    }
}
