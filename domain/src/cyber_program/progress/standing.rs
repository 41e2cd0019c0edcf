//! Who is behind, and what is due this week, from the plan and the marks only. Whoever says to have been there is not
//! behind; counted it is when it is confirmed.
//!
//! Invariant: faculty see required activities and live events only, so that no list or number
//! reveals who reflects.

use crate::cyber_program::catalogue::program::ActivityKind;
use crate::cyber_program::cohorts::dates::{Cohort, WeekPosition};
use crate::cyber_program::cohorts::week_plan::{ActivityKey, PlannedActivity};
use crate::cyber_program::progress::mark::Mark;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The progress of a participant, for the participant and for faculty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many activities completing the program needs.
    pub required: u32,
    /// How many of them are done.
    pub required_done: u32,
    /// How many live events there are.
    pub live_events: u32,
    /// How many of them were attended or watched.
    pub live_events_seen: u32,
    /// What counts, is due in the current week and is not done, in the plan's order.
    pub due_this_week: Vec<ActivityKey>,
    /// What counts, was due before today and is not done, in the plan's order.
    pub behind: Vec<ActivityKey>,
}

impl Progress {
    /// Whether something that counts is overdue.
    #[must_use]
    pub const fn is_behind(&self) -> bool {
        !self.behind.is_empty()
    }
}

/// Whether an activity counts toward completing the program.
pub(crate) fn counts(activity: &PlannedActivity) -> bool {
    activity.required || activity.kind == ActivityKind::LiveEvent
}

/// The progress of a participant on a day of the cohort's calendar.
#[must_use]
pub fn progress(cohort: &Cohort, plan: &[PlannedActivity], marks: &[Mark], on: NaiveDate) -> Progress {
    let done: BTreeSet<&ActivityKey> = marks.iter().map(|mark| &mark.key).collect();
    let number = |test: &dyn Fn(&PlannedActivity) -> bool| {
        u32::try_from(plan.iter().filter(|activity| test(activity)).count()).unwrap_or(u32::MAX)
    };
    let is_live = |activity: &PlannedActivity| activity.kind == ActivityKind::LiveEvent;
    let is_done = |activity: &PlannedActivity| done.contains(&activity.key);
    let counted: BTreeSet<&ActivityKey> = marks.iter().filter(|mark| mark.counts).map(|mark| &mark.key).collect();
    let is_counted = |activity: &PlannedActivity| counted.contains(&activity.key);
    let week = cohort.week_of(on);
    let open = |test: &dyn Fn(&PlannedActivity) -> bool| -> Vec<ActivityKey> {
        let open = plan.iter().filter(|activity| counts(activity) && !is_done(activity) && test(activity));
        open.map(|activity| activity.key.clone()).collect()
    };
    Progress {
        required: number(&|activity| activity.required),
        required_done: number(&|activity| activity.required && is_counted(activity)),
        live_events: number(&is_live),
        live_events_seen: number(&|activity| is_live(activity) && is_counted(activity)),
        due_this_week: open(&|activity| week == WeekPosition::Week(activity.key.week) && on <= activity.due_on),
        behind: open(&|activity| activity.due_on < on),
    }
}

/// An item of a participant's own week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    /// The activity.
    pub activity: PlannedActivity,
    /// Whether it is done.
    pub done: bool,
}

/// A participant's own week, reflections included: for the participant only.
#[must_use]
pub fn agenda(cohort: &Cohort, plan: &[PlannedActivity], marks: &[Mark], on: NaiveDate) -> Vec<AgendaItem> {
    let WeekPosition::Week(week) = cohort.week_of(on) else {
        return Vec::new();
    };
    let of_week = plan.iter().filter(|activity| activity.key.week == week);
    let is_done = |activity: &PlannedActivity| marks.iter().any(|mark| mark.key == activity.key);
    of_week.map(|activity| AgendaItem { done: is_done(activity), activity: activity.clone() }).collect()
}
