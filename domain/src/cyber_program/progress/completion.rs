//! When the program is completed.
//!
//! Invariants: the answer lists every requirement, met or not; more marks never undo a completion;
//! the day of completion is the day of the last mark needed. The rule was never published: all
//! required activities, and ten of the twelve live events, attended or watched. A participant's own word on attendance
//! does not count before it is confirmed.

use crate::cyber_program::catalogue::program::ActivityKind;
use crate::cyber_program::cohorts::week_plan::{ActivityKey, PlannedActivity};
use crate::cyber_program::policy::{CyberProgramPolicy, within};
use crate::cyber_program::progress::mark::Mark;
use crate::policy::{Dated, Sourced, Sources};
use chrono::NaiveDate;
use serde::Deserialize;

/// The rule of completion, by the first day of the cohort.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompletionRules {
    /// Name of the row; a completion records it.
    pub version: String,
    /// First day of a cohort in force.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// Whether every required activity must be done.
    pub all_required: Sourced<bool>,
    /// How many live events must have been attended or watched.
    pub live_events_at_least: Sourced<u32>,
}

impl Dated for CompletionRules {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
}

impl CompletionRules {
    pub(crate) fn check(&self, weeks: u32, sources: &Sources) -> Result<(), String> {
        sources.check_figure("completion.all_required", &self.all_required)?;
        within(sources, "completion.live_events_at_least", &self.live_events_at_least, 0..=weeks)
    }
}

/// One requirement, met or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// Stable dotted code.
    pub code: &'static str,
    /// Where it is published, or that it is a default of this software.
    pub source: String,
    /// True for a default of this software.
    pub provisional: bool,
    /// Whether it is met.
    pub met: bool,
    /// How many it asks for.
    pub required: u32,
    /// How many there are.
    pub actual: u32,
    /// The day it was first met.
    pub met_on: Option<NaiveDate>,
}

/// Whether the program is completed, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// Whether every requirement is met.
    pub met: bool,
    /// The day the last of them was.
    pub completed_on: Option<NaiveDate>,
    /// Each requirement.
    pub requirements: Vec<Requirement>,
    /// The row of policy applied.
    pub rule_version: String,
}

impl Completion {
    /// The requirements that are not met.
    pub fn unmet(&self) -> impl Iterator<Item = &Requirement> {
        self.requirements.iter().filter(|requirement| !requirement.met)
    }
}

/// Whether a participant has completed a cohort that began on a day.
#[must_use]
pub fn completion(
    cohort_starts_on: NaiveDate,
    plan: &[PlannedActivity],
    marks: &[Mark],
    policy: &CyberProgramPolicy,
) -> Completion {
    let rules = policy.completion.on(cohort_starts_on);
    let required = dates(plan.iter().filter(|activity| activity.required), marks);
    let live = dates(plan.iter().filter(|activity| activity.kind == ActivityKind::LiveEvent), marks);
    let asked = if rules.all_required.value { required.of } else { 0 };
    // A cohort with a plan of its own may have fewer live events than the rule asks for.
    let live_asked = rules.live_events_at_least.value.min(live.of);
    let requirements = vec![
        requirement("cyber_program.completion.required", &rules.all_required, asked, &required, policy),
        requirement("cyber_program.completion.live_events", &rules.live_events_at_least, live_asked, &live, policy),
    ];
    let met = requirements.iter().all(|requirement| requirement.met);
    let last_met_on = requirements.iter().filter_map(|requirement| requirement.met_on).max();
    Completion { met, completed_on: last_met_on.filter(|_| met), requirements, rule_version: rules.version.clone() }
}

/// When activities were first done, in rising order.
struct DoneDates {
    of: u32,
    done_on: Vec<NaiveDate>,
}

fn dates<'p>(activities: impl Iterator<Item = &'p PlannedActivity>, marks: &[Mark]) -> DoneDates {
    let first_done =
        |key: &ActivityKey| marks.iter().filter(|mark| mark.counts && mark.key == *key).map(|mark| mark.done_on).min();
    let each: Vec<Option<NaiveDate>> = activities.map(|activity| first_done(&activity.key)).collect();
    let of = u32::try_from(each.len()).unwrap_or(u32::MAX);
    let mut done_on: Vec<NaiveDate> = each.into_iter().flatten().collect();
    done_on.sort_unstable();
    DoneDates { of, done_on }
}

fn requirement<T>(
    code: &'static str,
    rule: &Sourced<T>,
    required: u32,
    dates: &DoneDates,
    policy: &CyberProgramPolicy,
) -> Requirement {
    let actual = u32::try_from(dates.done_on.len()).unwrap_or(u32::MAX);
    let last_needed = usize::try_from(required).ok().and_then(|required| required.checked_sub(1));
    Requirement {
        code,
        source: policy.sources.cite(&rule.source).to_owned(),
        provisional: rule.provisional,
        met: actual >= required,
        required,
        actual,
        met_on: last_needed.and_then(|place| dates.done_on.get(place)).copied(),
    }
}
