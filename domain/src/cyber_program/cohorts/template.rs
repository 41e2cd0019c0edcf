//! The activities of a cohort's weeks, before the cohort has dates.
//!
//! Invariants: a code names one activity; a week has at most one live event, one meeting and one
//! summary; reflecting is never required, because nobody may see whether it was done. Weekly
//! meeting, summary and live event are published; due days and the rest are defaults of this
//! software.

use crate::cyber_program::catalogue::program::ActivityKind;
use crate::cyber_program::refusal::TemplateRefusal;
use crate::policy::Sources;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A reusable plan of activities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgramTemplate {
    /// Name of the template; a cohort records it.
    pub version: String,
    /// Its activities.
    pub activities: Vec<TemplateActivity>,
}

/// An activity of a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateActivity {
    /// Its code: lower-case letters, digits and `_`, at most 40.
    pub code: String,
    /// Its kind.
    pub kind: ActivityKind,
    /// The name.
    pub title: String,
    /// The weeks in which it occurs; empty means every week.
    #[serde(default)]
    pub weeks: Vec<u32>,
    /// The day of the week by whose end it is due: 1 is the week's first, 7 its last.
    pub due_day: u32,
    /// Whether completing the program needs it.
    #[serde(default)]
    pub required: bool,
    /// Key of the source.
    pub source: String,
    /// True for a default of this software.
    #[serde(default)]
    pub provisional: bool,
}

impl TemplateActivity {
    /// Whether it occurs in a week.
    #[must_use]
    pub fn stands_in(&self, week: u32) -> bool {
        self.weeks.is_empty() || self.weeks.contains(&week)
    }

    fn check(&self, weeks: u32) -> Result<(), TemplateRefusal> {
        let code = || self.code.clone();
        if !is_code(&self.code) {
            return Err(TemplateRefusal::BadCode { code: code() });
        }
        if let Some(week) = self.weeks.iter().find(|week| !(1..=weeks).contains(week)) {
            return Err(TemplateRefusal::WeekOutOfRange { code: code(), week: *week, weeks });
        }
        if !(1..=7).contains(&self.due_day) {
            return Err(TemplateRefusal::DueDayOutOfRange { code: code(), due_day: self.due_day });
        }
        if self.required && !self.kind.can_be_required() {
            return Err(TemplateRefusal::CannotBeRequired { code: code(), kind: self.kind });
        }
        Ok(())
    }
}

fn is_code(code: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=40).contains(&code.len()) && code.bytes().all(allowed)
}

/// Kinds of which a week has one at most.
const ONCE_A_WEEK: [ActivityKind; 3] =
    [ActivityKind::LiveEvent, ActivityKind::BreakoutMeeting, ActivityKind::BreakoutSummary];

impl ProgramTemplate {
    /// Checks a template for a program of so many weeks.
    ///
    /// # Errors
    /// The first fault found.
    pub fn check(&self, weeks: u32) -> Result<(), TemplateRefusal> {
        if self.activities.is_empty() {
            return Err(TemplateRefusal::Empty);
        }
        let mut seen = BTreeSet::new();
        for activity in &self.activities {
            activity.check(weeks)?;
            if !seen.insert(&activity.code) {
                return Err(TemplateRefusal::CodeTwice { code: activity.code.clone() });
            }
        }
        for (kind, week) in ONCE_A_WEEK.into_iter().flat_map(|kind| (1..=weeks).map(move |week| (kind, week))) {
            let of_kind = |activity: &&TemplateActivity| activity.kind == kind && activity.stands_in(week);
            if self.activities.iter().filter(of_kind).count() > 1 {
                return Err(TemplateRefusal::KindTwiceInWeek { kind, week });
            }
        }
        Ok(())
    }

    pub(crate) fn check_sources(&self, sources: &Sources) -> Result<(), String> {
        self.activities.iter().try_for_each(|activity| {
            sources.check(
                &format!("activity `{}` of the template", activity.code),
                &activity.source,
                activity.provisional,
            )
        })
    }
}
