//! The table behind the program: `policies/cyber_program.toml`.

use super::breakout_groups::policy::BreakoutRules;
use super::catalogue::price_list::{MemberTest, MembershipStanding, PriceList};
use super::catalogue::program::{ActivityDescription, Objective, Program, check_catalogues};
use super::cohorts::policy::{CancellationRules, CohortRules, MoveRules};
use super::cohorts::template::ProgramTemplate;
use super::enrollments::policy::{EnrollmentRules, RefundTerms};
use super::surveys::survey::SurveyRules;
use crate::cyber_program::progress::completion::CompletionRules;
use crate::cyber_program::progress::mark::MarkRules;
use crate::cyber_program::progress::statement::{StatementText, check_statements};
use crate::policy::{Sourced, Sources, Timeline, check_order, in_force};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeSet;

/// Policy of the Cybersecurity Leadership Program.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CyberProgramPolicy {
    /// Version of the file.
    pub version: String,
    /// Day the file was last revised.
    pub revised_on: NaiveDate,
    /// Publications cited.
    pub sources: Sources,
    /// The most participants one price may be asked for.
    pub quote_participants_at_most: Sourced<u32>,
    /// The program in outline.
    pub program: Program,
    /// Its objectives, one for each competency.
    pub objectives: Vec<Objective>,
    /// Its kinds of activity.
    pub activities: Vec<ActivityDescription>,
    /// Which row of the list each standing pays.
    pub member_tests: Vec<MemberTest>,
    /// Price lists, the oldest first.
    pub price_lists: Vec<PriceList>,
    /// Sizes of breakout groups.
    pub breakouts: BreakoutRules,
    /// Zone, seats and closing days of cohorts.
    pub cohorts: CohortRules,
    /// What a first day that moves gives to everybody with a seat.
    #[serde(default)]
    pub moves: MoveRules,
    /// What stays charged when a cohort is canceled.
    #[serde(default)]
    pub cancellation: CancellationRules,
    /// What the weeks of a cohort hold unless it has a plan of its own.
    pub template: ProgramTemplate,
    /// What holds a seat, and until when.
    pub enrollment: EnrollmentRules,
    /// What withdrawing costs, by the day of enrollment.
    pub refunds: Timeline<RefundTerms>,
    /// When the program is completed, by the first day of the cohort.
    pub completion: Timeline<CompletionRules>,
    /// Until when participants mark what they did.
    #[serde(default)]
    pub marks: MarkRules,
    /// What a certificate says about other bodies' credentials.
    pub statements: Vec<StatementText>,
    /// Which results of surveys are published.
    pub surveys: SurveyRules,
}

impl CyberProgramPolicy {
    /// The price list in force on a date.
    #[must_use]
    pub fn price_list_on(&self, on: NaiveDate) -> Option<&PriceList> {
        in_force(&self.price_lists, on)
    }

    /// Which row a standing pays. Loading checks that each has one, in the order of
    /// [`MembershipStanding::ALL`].
    #[must_use]
    pub fn member_test(&self, standing: MembershipStanding) -> &MemberTest {
        &self.member_tests[standing as usize]
    }

    pub(crate) fn check(&self) -> Result<(), String> {
        let sources = &self.sources;
        self.program.check(sources)?;
        check_catalogues(&self.objectives, &self.activities, sources)?;
        self.check_prices()?;
        self.breakouts.check(sources)?;
        self.cohorts.check(sources)?;
        self.moves.check(sources)?;
        self.cancellation.check(sources)?;
        self.template.check(self.program.weeks.value).map_err(|fault| format!("[template]: {fault}"))?;
        self.template.check_sources(sources)?;
        self.enrollment.check(sources)?;
        self.refunds.iter().try_for_each(|terms| terms.check(sources))?;
        self.completion.iter().try_for_each(|rules| rules.check(self.program.weeks.value, sources))?;
        self.marks.check(sources)?;
        self.surveys.check(sources)?;
        check_statements(&self.statements, sources)
    }

    fn check_prices(&self) -> Result<(), String> {
        let sources = &self.sources;
        within(sources, "quote_participants_at_most", &self.quote_participants_at_most, 1..=5_000)?;
        if !self.member_tests.iter().map(|test| test.standing).eq(MembershipStanding::ALL.iter().copied()) {
            return Err("[[member_tests]] must list every standing once, in the order of the codes".into());
        }
        for test in &self.member_tests {
            sources.check(&format!("member test `{}`", test.standing), &test.source, test.provisional)?;
        }
        check_order("[[price_lists]]", &self.price_lists)?;
        let names: BTreeSet<&str> = self.price_lists.iter().map(|list| list.version.as_str()).collect();
        if names.len() != self.price_lists.len() {
            return Err("[[price_lists]]: two lists have the same version".into());
        }
        self.price_lists.iter().try_for_each(|list| list.check(sources))
    }
}

/// Checks the citation of a number and its bounds.
pub(crate) fn within(
    sources: &Sources,
    what: &str,
    figure: &Sourced<u32>,
    bounds: std::ops::RangeInclusive<u32>,
) -> Result<(), String> {
    sources.check_figure(what, figure)?;
    if bounds.contains(&figure.value) {
        return Ok(());
    }
    Err(format!("{what}: between {} and {}, not {}", bounds.start(), bounds.end(), figure.value))
}
